// Messages of multicast DNS, RFC 6762 §18: several questions and the answers that
// are known, in; records with the flag that they are the only ones, out.
import type { Description } from "./describe.ts";
import { DnsFlag, encodeResponse } from "./dns-message.ts";
import type { DnsQuestion } from "./dns-message.ts";
import { DnsType, formatName, formatRecord, formatType } from "./dns-record.ts";
import type { DnsName, DnsRecord } from "./dns-record.ts";
import { asciiText, readU16, readU32 } from "./octets.ts";

export interface MdnsQuery {
  readonly questions: readonly DnsQuestion[];
  /** PTR records that need not be said again. */
  readonly known: readonly { name: DnsName; target: DnsName; ttlS: number }[];
}

export const FLUSHES = ["unique", "all", "none"] as const;
export type Flush = (typeof FLUSHES)[number];

/** What stands in a message beside its records. */
export interface MdnsFrame {
  readonly id: number;
  readonly flags: number;
  /** Which records are told to be the only ones of their name and type: all but PTR, or all, or none (RFC 6762 §10.2). */
  readonly flush: Flush;
}

const HEADER_SIZE = 12;
const CLASS_IN = 1;
const CACHE_FLUSH = 0x8000;
/** RFC 6762 §17. */
const MOST_OCTETS = 9000;

/** A query as the core writes it, without compression; undefined if it is none. */
export function decodeMdnsQuery(octets: Uint8Array): MdnsQuery | undefined {
  if (octets.length < HEADER_SIZE || readU16(octets, 2) !== 0 || readU16(octets, 0) !== 0) return undefined;
  let at = HEADER_SIZE;
  const name = () => {
    const labels: string[] = [];
    for (let length = octets[at++] ?? 0; length !== 0; length = octets[at++] ?? 0) {
      labels.push(asciiText(octets.subarray(at, at + length)));
      at += length;
    }
    return labels;
  };
  const questions = Array.from({ length: readU16(octets, 4) }, () => {
    const question = { name: name(), type: readU16(octets, at), class: readU16(octets, at + 2) };
    at += 4;
    return question;
  });
  const known = Array.from({ length: readU16(octets, 6) }, () => {
    const owner = name();
    const ttlS = readU32(octets, at + 4);
    const end = at + 10 + readU16(octets, at + 8);
    at += 10;
    const target = name();
    at = end;
    return { name: owner, target, ttlS };
  });
  return at === octets.length ? { questions, known } : undefined;
}

/** A response without a question, to everybody. */
export function encodeMdnsResponse(records: readonly DnsRecord[], frame: MdnsFrame): Uint8Array {
  const flushes = ({ type }: DnsRecord) => frame.flush === "all" || (frame.flush === "unique" && type !== DnsType.PTR);
  const answer = records.map((record) => ({
    ...record,
    class: flushes(record) ? CLASS_IN | CACHE_FLUSH : CLASS_IN,
  }));
  const rest = { question: undefined, authority: [], additional: [], hasEdns: false, extendedError: undefined };
  return encodeResponse({ ...rest, id: frame.id, flags: frame.flags, rcode: 0, answer }, MOST_OCTETS);
}

export const MDNS_RESPONSE: MdnsFrame = { id: 0, flags: DnsFlag.Response | DnsFlag.Authoritative, flush: "unique" };

export function describeMdnsQuery(query: MdnsQuery, group: string): Description {
  const asked = query.questions.map(({ name, type, class: qclass }) => {
    const unicast = qclass === CLASS_IN ? "" : ` class ${qclass}`;
    return `${formatName(name)} ${formatType(type)}${unicast}`;
  });
  const known = query.known.map(({ target }) => formatName(target));
  const knows = known.length === 0 ? "" : ` knowing ${known.join(", ")}`;
  return { message: "QUERY", text: `${asked.join(", ")}${knows} to ${group}` };
}

/** @param sender address and port */
export function describeMdnsResponse(records: readonly DnsRecord[], sender: string): Description {
  const told = records.map((record) => `${formatName(record.name)} ${record.ttlS} ${formatRecord(record)}`);
  return { message: "MDNS", text: `${sender}: ${told.join("; ")}` };
}
