// A virtual name server: real messages in, real messages out, well behaved or not.
import type { Description } from "./describe.ts";
import { describeResponse } from "./dns-describe.ts";
import { DnsFlag, DnsRcode, decodeQuery, encodeResponse } from "./dns-message.ts";
import type { DnsQuery, DnsQuestion, DnsResponse } from "./dns-message.ts";
import { DnsType, nameKey } from "./dns-record.ts";
import type { DnsName, DnsRecord } from "./dns-record.ts";
import { isResolver } from "./dns-zone.ts";
import type { DnsZone, ServerProgram } from "./dns-zone.ts";

/** What a server makes of a question: the answer of its zone, an error, nothing, or half of it. */
export const REPLIES = [
  "answer",
  "silent",
  "unreachable",
  "empty",
  "lame",
  "truncate",
  "formerr",
  "servfail",
  "notimp",
  "refused",
  "badvers",
] as const;
export type Reply = (typeof REPLIES)[number];

/** What it makes of one over TCP. */
export const TCP_REPLIES = ["answer", "silent", "refuse", "reset", "empty", "long"] as const;
export type TcpReply = (typeof TCP_REPLIES)[number];

/** Which one field of a forged message is wrong; `none`: it passes for the server's own. */
export const FORGERIES = [
  "none",
  "id",
  "name",
  "type",
  "class",
  "questions",
  "query",
  "opcode",
  "address",
  "port",
  "socket",
] as const;
export type Forgery = (typeof FORGERIES)[number];

/** Messages that somebody sends before the server does. */
export interface Forger {
  readonly wrong: Forgery;
  readonly times: number;
  /** What the forger wants to be believed. */
  readonly zone: DnsZone;
}

export interface Manner {
  readonly reply: Reply;
  readonly tcp: TcpReply;
  /** Milliseconds beyond the round trip of the network. */
  readonly delayMs: number;
  /** Queries with EDNS get FORMERR, as from servers that are older than it. */
  readonly hasEdns: boolean;
  /** The answer was validated, RFC 4035 §3.2.3: told to who asks for it. */
  readonly isAuthentic: boolean;
  /** An extended error with the reply, RFC 8914. */
  readonly extendedError: number | undefined;
  /** Records in the Additional section that nobody has asked for. */
  readonly lies: readonly DnsRecord[];
  readonly forge: readonly Forger[];
}

/** A manner of its own for some questions. */
export interface Rule {
  /** Undefined: any. */
  readonly name: DnsName | undefined;
  readonly type: number | undefined;
  /** For how many questions it holds; undefined: for all. */
  readonly times: number | undefined;
  readonly manner: Manner;
}

export interface ServerSettings {
  readonly address: Uint8Array;
  readonly port: number;
  readonly program: ServerProgram;
  readonly zone: DnsZone;
  readonly manner: Manner;
  readonly rules: readonly Rule[];
}

/** What the client gets, a message or a failure. */
export interface Reaction {
  /** Undefined: no message, for the reason given. */
  readonly message: { readonly octets: Uint8Array; readonly description: Description } | undefined;
  readonly outcome: "message" | "unreachable" | Exclude<TcpReply, "answer" | "silent">;
  readonly forgery: Forgery;
  readonly delayMs: number;
}

const DEFAULT_SIZE = 512;
/** What servers send over UDP at most. */
const MOST_UDP_SIZE = 1232;
const MOST_TCP_SIZE = 65535;
const RCODES: Partial<Record<Reply, number>> = {
  formerr: DnsRcode.FormErr,
  servfail: DnsRcode.ServFail,
  notimp: DnsRcode.NotImp,
  refused: DnsRcode.Refused,
  badvers: DnsRcode.BadVers,
};

export class DnsServer {
  readonly settings: ServerSettings;
  private readonly used = new Map<Rule, number>();

  constructor(settings: ServerSettings) {
    this.settings = settings;
  }

  /** What happens at a query. */
  react(octets: Uint8Array, overTcp: boolean): Reaction[] {
    const query = decodeQuery(octets);
    if (query === undefined) return [];
    const manner = this.mannerFor(query.question);
    const forged = overTcp ? [] : manner.forge.flatMap((forger) => this.forge(query, forger, manner));
    return [...forged, ...this.own(query, manner, overTcp)];
  }

  private mannerFor({ name, type }: DnsQuestion): Manner {
    const rule = this.settings.rules.find(
      (candidate) =>
        (candidate.name === undefined || nameKey(candidate.name) === nameKey(name)) &&
        (candidate.type === undefined || candidate.type === type) &&
        (this.used.get(candidate) ?? 0) < (candidate.times ?? Infinity),
    );
    if (rule === undefined) return this.settings.manner;
    this.used.set(rule, (this.used.get(rule) ?? 0) + 1);
    return rule.manner;
  }

  private own(query: DnsQuery, manner: Manner, overTcp: boolean): Reaction[] {
    const fate = overTcp && manner.tcp !== "answer" ? manner.tcp : manner.reply;
    const reaction = { message: undefined, forgery: "none" as const, delayMs: manner.delayMs };
    switch (fate) {
      case "silent":
        return [];
      case "unreachable":
      case "refuse":
      case "reset":
      case "long":
        return [{ ...reaction, outcome: fate }];
      case "empty":
        return overTcp ? [{ ...reaction, outcome: fate }] : [{ ...reaction, message: NOTHING, outcome: "message" }];
      default:
        return [{ ...reaction, message: this.respond(query, manner, overTcp), outcome: "message" }];
    }
  }

  private respond(query: DnsQuery, manner: Manner, overTcp: boolean): Reaction["message"] {
    const refusesEdns = query.edns !== undefined && !manner.hasEdns;
    const isError = manner.reply !== "badvers" || query.edns !== undefined;
    const rcode = refusesEdns ? DnsRcode.FormErr : isError ? RCODES[manner.reply] : undefined;
    const response = rcode === undefined ? this.answer(query, manner, this.settings.zone) : this.error(query, rcode);
    const { extendedError } = manner;
    const shown = { ...response, extendedError, hasEdns: response.hasEdns && !refusesEdns };
    if (overTcp) return encoded(shown, MOST_TCP_SIZE);
    if (manner.reply === "truncate") return encoded(cut(shown), MOST_UDP_SIZE);
    return encoded(shown, Math.min(query.edns?.size ?? DEFAULT_SIZE, MOST_UDP_SIZE));
  }

  private answer(query: DnsQuery, manner: Manner, zone: DnsZone): DnsResponse {
    if (manner.reply === "lame") return refer(this.error(query, DnsRcode.NoError));
    const found = zone.answer(query.question);
    const additional = [...manner.lies, ...zone.additional(found.answer, this.settings.program)];
    const asksAuthentic = (query.flags & DnsFlag.AuthenticData) !== 0 || query.edns?.isDnssecOk === true;
    const authentic = manner.isAuthentic && asksAuthentic ? DnsFlag.AuthenticData : 0;
    const base = this.error(query, found.rcode);
    return { ...base, ...found, flags: base.flags | authentic, additional };
  }

  /** A response with nothing but its question. */
  private error(query: DnsQuery, rcode: number): DnsResponse {
    const authority = isResolver(this.settings.program) ? DnsFlag.RecursionAvailable : DnsFlag.Authoritative;
    return {
      id: query.id,
      flags: DnsFlag.Response | authority | (query.flags & DnsFlag.RecursionDesired),
      rcode,
      question: query.question,
      answer: [],
      authority: [],
      additional: [],
      hasEdns: query.edns !== undefined,
      extendedError: undefined,
    };
  }

  private forge(query: DnsQuery, { wrong, times, zone }: Forger, manner: Manner): Reaction[] {
    const forged = falsify(this.answer(query, { ...manner, reply: "answer", lies: [] }, zone), wrong);
    return Array.from({ length: times }, (_, index) => {
      // No two of them guess the same id.
      const guess = wrong === "id" ? { ...forged, id: (forged.id + index) & 0xffff } : forged;
      const message = encoded(guess, MOST_UDP_SIZE);
      return { message, outcome: "message", forgery: wrong, delayMs: manner.delayMs };
    });
  }
}

const NOTHING = { octets: new Uint8Array(0), description: { message: "EMPTY", text: "a datagram of no octets" } };

function encoded(response: DnsResponse, limit: number): NonNullable<Reaction["message"]> {
  const octets = encodeResponse(response, limit);
  return { octets, description: describeResponse(response, octets) };
}

/** What a server without the zone says: ask the root. */
function refer(response: DnsResponse): DnsResponse {
  return { ...response, flags: response.flags & ~DnsFlag.Authoritative, authority: [ROOT_REFERRAL] };
}

const ROOT_REFERRAL: DnsRecord = {
  name: [],
  type: DnsType.NS,
  ttlS: 518_400,
  data: { kind: "name", name: ["a", "root-servers", "test"] },
};

function cut(response: DnsResponse): DnsResponse {
  const flags = response.flags | DnsFlag.Truncated;
  return { ...response, flags, answer: [], authority: [], additional: [] };
}

/** A response with one field that does not fit the query; what is wrong with its source is seen to elsewhere. */
function falsify(response: DnsResponse, wrong: Forgery): DnsResponse {
  const { flags, question } = response;
  if (question === undefined) return response;
  switch (wrong) {
    case "id":
      return { ...response, id: (response.id + 1) & 0xffff };
    case "name":
      return { ...response, question: { ...question, name: ["x", ...question.name] } };
    case "type":
      return { ...response, question: { ...question, type: question.type === DnsType.TXT ? DnsType.A : DnsType.TXT } };
    case "class":
      return { ...response, question: { ...question, class: 3 } };
    case "questions":
      return { ...response, question: undefined };
    case "query":
      return { ...response, flags: flags & ~DnsFlag.Response };
    case "opcode":
      return { ...response, flags: flags | 0x2000 };
    default:
      return response;
  }
}
