// DNS messages of virtual servers, RFC 1035 §4: queries from octets, responses to
// octets. Written apart from the core's own codec, so that one mistake cannot hide
// in both.
import { DnsType, nameKey } from "./dns-record.ts";
import type { DnsData, DnsName, DnsRecord } from "./dns-record.ts";
import { OctetWriter, asciiText, readU16 } from "./octets.ts";

export const DnsFlag = {
  Response: 0x8000,
  Authoritative: 0x0400,
  Truncated: 0x0200,
  RecursionDesired: 0x0100,
  RecursionAvailable: 0x0080,
  AuthenticData: 0x0020,
} as const;

export const DnsRcode = {
  NoError: 0,
  FormErr: 1,
  ServFail: 2,
  NxDomain: 3,
  NotImp: 4,
  Refused: 5,
  BadVers: 16,
} as const;

export interface DnsQuestion {
  readonly name: DnsName;
  readonly type: number;
  readonly class: number;
}

export interface DnsQuery {
  readonly id: number;
  readonly flags: number;
  readonly question: DnsQuestion;
  /** Undefined: without EDNS, RFC 6891. */
  readonly edns: { readonly size: number; readonly isDnssecOk: boolean } | undefined;
}

export interface DnsResponse {
  readonly id: number;
  readonly flags: number;
  readonly rcode: number;
  /** Undefined: none at all. */
  readonly question: DnsQuestion | undefined;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  readonly hasEdns: boolean;
  /** Code of an extended error, RFC 8914; it stands in the OPT record. */
  readonly extendedError: number | undefined;
}

const HEADER_SIZE = 12;
const CLASS_IN = 1;
const DNSSEC_OK = 0x8000;
const EXTENDED_ERROR = 15;
/** Of the virtual servers' OPT records. */
const EDNS_SIZE = 1232;
/** A compression pointer reaches no further, RFC 1035 §4.1.4. */
const MOST_POINTER = 0x3fff;

/** The query in a message as a client writes it; undefined if it is none. */
export function decodeQuery(octets: Uint8Array): DnsQuery | undefined {
  const flags = readU16(octets, 2);
  if (octets.length < HEADER_SIZE || flags & DnsFlag.Response || readU16(octets, 4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER_SIZE;
  for (let length = octets[at] ?? 0; length !== 0; length = octets[at] ?? 0) {
    if (length > 63 || at + length >= octets.length) return undefined;
    labels.push(asciiText(octets.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  const question = { name: labels, type: readU16(octets, at + 1), class: readU16(octets, at + 3) };
  at += 5;
  if (at > octets.length) return undefined;
  const hasEdns = readU16(octets, 10) > 0 && readU16(octets, at + 1) === DnsType.OPT;
  const edns = { size: readU16(octets, at + 3), isDnssecOk: (readU16(octets, at + 7) & DNSSEC_OK) !== 0 };
  return { id: readU16(octets, 0), flags, question, edns: hasEdns ? edns : undefined };
}

/**
 * A response in at most `limit` octets. Additional records that do not fit are
 * left out; if answers do not fit, it says so and has none (RFC 2181 §9).
 */
export function encodeResponse(response: DnsResponse, limit: number): Uint8Array {
  const whole = new MessageWriter(response, limit);
  const counts = [response.answer, response.authority].map((records) => whole.addAll(records));
  if (counts.some((fits) => !fits)) {
    return new MessageWriter({ ...response, flags: response.flags | DnsFlag.Truncated }, limit).finish();
  }
  whole.addThatFit(response.additional);
  return whole.finish();
}

/** Writes a message section by section; names that were there before become pointers. */
class MessageWriter {
  private readonly response: DnsResponse;
  private readonly limit: number;
  private writer = new OctetWriter();
  private readonly offsets = new Map<string, number>();
  private readonly counts: number[] = [];

  constructor(response: DnsResponse, limit: number) {
    this.response = response;
    this.limit = limit - (response.hasEdns ? optSize(response) : 0);
    this.writer.padTo(HEADER_SIZE);
    const { question } = response;
    if (question === undefined) return;
    this.name(question.name);
    this.writer.u16(question.type).u16(question.class);
  }

  /** False if they do not all fit. */
  addAll(records: readonly DnsRecord[]): boolean {
    records.forEach((record) => this.record(record));
    this.counts.push(records.length);
    return this.writer.length <= this.limit;
  }

  /** Adds sets of records as long as they fit. */
  addThatFit(records: readonly DnsRecord[]): void {
    let count = 0;
    for (const set of groupSets(records)) {
      const before = this.writer.finish();
      set.forEach((record) => this.record(record));
      if (this.writer.length > this.limit) {
        this.writer = new OctetWriter().octets(before);
        break;
      }
      count += set.length;
    }
    this.counts.push(count);
  }

  finish(): Uint8Array {
    const { id, flags, rcode, question, hasEdns } = this.response;
    if (hasEdns) this.opt();
    const octets = this.writer.finish();
    const [answers = 0, authorities = 0, additional = 0] = this.counts;
    const header = new OctetWriter()
      .u16(id)
      .u16(flags | (rcode & 0xf))
      .u16(question === undefined ? 0 : 1);
    header
      .u16(answers)
      .u16(authorities)
      .u16(additional + (hasEdns ? 1 : 0));
    octets.set(header.finish());
    return octets;
  }

  private opt(): void {
    const { rcode, extendedError } = this.response;
    this.writer
      .u8(0)
      .u16(DnsType.OPT)
      .u16(EDNS_SIZE)
      .u8(rcode >>> 4)
      .u8(0)
      .u16(0);
    if (extendedError === undefined) this.writer.u16(0);
    else this.writer.u16(6).u16(EXTENDED_ERROR).u16(2).u16(extendedError);
  }

  private record({ name, type, ttlS, data, class: recordClass = CLASS_IN }: DnsRecord): void {
    this.name(name);
    this.writer.u16(type).u16(recordClass).u32(ttlS);
    const lengthAt = this.writer.length;
    this.writer.u16(0);
    this.data(data);
    this.writer.setU16(lengthAt, this.writer.length - lengthAt - 2);
  }

  private data(data: DnsData): void {
    const { writer } = this;
    switch (data.kind) {
      case "address":
      case "octets":
        writer.octets(data.octets);
        return;
      case "name":
        return this.name(data.name);
      case "soa":
        this.name(data.primary);
        this.name(data.mailbox);
        return data.numbers.forEach((number) => writer.u32(number));
      case "srv":
        data.numbers.forEach((number) => writer.u16(number));
        return this.plainName(data.target);
      case "naptr":
        data.numbers.forEach((number) => writer.u16(number));
        data.strings.forEach((text) => this.text(text));
        return this.plainName(data.replacement);
      case "txt":
        return data.strings.forEach((text) => this.text(text));
    }
  }

  private text(text: string): void {
    this.writer.u8(text.length).octets(latin1(text));
  }

  /** A name that is never compressed, RFC 3597 §4. */
  private plainName(name: DnsName): void {
    for (const label of name) this.text(label);
    this.writer.u8(0);
  }

  private name(name: DnsName): void {
    for (const [index, label] of name.entries()) {
      const key = nameKey(name.slice(index));
      const known = this.offsets.get(key);
      if (known !== undefined) return void this.writer.u16(0xc000 | known);
      if (this.writer.length <= MOST_POINTER) this.offsets.set(key, this.writer.length);
      this.text(label);
    }
    this.writer.u8(0);
  }
}

/** Records of one name and type belong together: all of them are told, or none (RFC 2181 §5). */
function groupSets(records: readonly DnsRecord[]): DnsRecord[][] {
  const sets = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const key = `${nameKey(record.name)} ${record.type}`;
    sets.set(key, [...(sets.get(key) ?? []), record]);
  }
  return [...sets.values()];
}

function optSize({ extendedError }: DnsResponse): number {
  return extendedError === undefined ? 11 : 17;
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
