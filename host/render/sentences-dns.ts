// Sentences for what was asked in the DNS, what came back, and why a record, an
// answer or a branch does not count.

import { Code } from "../abi.gen.ts";
import { numberOf, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

/** Names of record types, as far as the core asks for them or meets them. */
const TYPES: Readonly<Record<number, string>> = {
  1: "A",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  41: "OPT",
};

function typeName(type: number | null): string {
  return type === null ? "" : (TYPES[type] ?? `TYPE${type}`);
}

/** "isp.test NAPTR"; without a name, for which there may have been no room, another word. */
function question(particulars: Particulars, otherwise: string): string {
  const name = textOf(particulars, "name", "");
  return name === "" ? otherwise : `${name} ${typeName(numberOf(particulars, "type"))}`.trimEnd();
}

/** "the NAPTR record": of the type that `value` is. */
function theRecord(particulars: Particulars): string {
  const type = typeName(numberOf(particulars, "value"));
  return type === "" ? "the record" : `the ${type} record`;
}

export const DNS_SENTENCES = {
  [Code.QuestionAsked]: (p) => {
    const attempt = numberOf(p, "value") ?? 1;
    const times = attempt > 1 ? `, try ${attempt}` : "";
    return `${textOf(p, "address", "a resolver")} is asked for ${question(p, "a record")}${times}`;
  },
  [Code.AnswerReceived]: (p) => {
    const ms = numberOf(p, "value");
    return `${question(p, "a question")} is answered${ms === null ? "" : ` after ${ms} ms`}`;
  },
  [Code.AnswerEmpty]: (p) => `${question(p, "a question")} is answered: there is none`,
  [Code.AnswerFailed]: (p) => `${question(p, "a question")} cannot be answered`,
  [Code.AnswerDropped]: () => "a response is dropped",
  [Code.TcpNext]: (p) => `${question(p, "the next question")} goes over TCP`,
  [Code.RecordFollowed]: (p) => `${theRecord(p)} leads to ${question(p, "another name")}`,
  [Code.RecordSkipped]: (p) => `${theRecord(p)} is not used`,
  [Code.BranchFailed]: (p) => `${question(p, "a branch")} leads nowhere`,
  [Code.LimitReached]: () => "a limit is reached: what is beyond it is not looked at",
  [Code.PartialResult]: () => "a part of the search failed: the rest is published, the part is tried again",

  [Code.LocalName]: () => "names under local are known to multicast DNS alone (RFC 6762 §3)",
  [Code.OtherService]: () => "it is for another service",
  [Code.OtherFlag]: () => 'its flag is neither "s" nor "a" nor empty (RFC 3958 §2.2)',
  [Code.RegexpPresent]: () => "it has a regular expression, which S-NAPTR does not allow (RFC 3958 §2.2)",
  [Code.RootTarget]: () => "its target is the root: the service is not offered (RFC 2782)",
  [Code.PortZero]: () => "its port is 0",
  [Code.WrongSource]: () => "it comes from another address or port than the question went to",
  [Code.WrongId]: () => "its id is not that of the question",
  [Code.WrongQuestion]: () => "its question is not the one that was asked",
  [Code.NotResponse]: () => "it is no response to a query",
  [Code.NoSuchName]: () => "there is no such name",
  [Code.NoSuchRecord]: () => "the name has no record of the type asked for",
  [Code.ServerFailure]: () => "the resolver failed",
  [Code.QueryRefused]: () => "the resolver refuses to answer",
  [Code.TimedOut]: () => "no answer came in time",
  [Code.Unsupported]: () => "the resolver does not understand the question",
  [Code.NetworkFailure]: () => "the resolver cannot be reached",
  [Code.Loop]: () => "it leads back to where the search has been",
  [Code.TooDeep]: () => "it leads on over more steps than are followed",
  [Code.TooManyQuestions]: () => "there is no room for another question",
  [Code.NoResolver]: () => "the network has no resolver that could be asked",
  [Code.NoDomain]: () => "no domain is known in which to look",
  [Code.NoDotsRecords]: () => "nothing there leads to a DOTS server (RFC 8973 §6, §7)",
  [Code.NotAuthentic]: () =>
    'no answer is known to be validated; mark a resolver that validates with "resolver-trust-ad ADDRESS"',
  [Code.Resolving]: () => "answers are awaited",
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;

/** Sentences for what is wrong with the octets of a DNS message. */
export const MESSAGE_SENTENCES = {
  [Code.MessageTooShort]: () => "the message is shorter than its header (RFC 1035 §4.1.1)",
  [Code.MessageTooLong]: () => "the message is longer than is accepted",
  [Code.RecordCount]: () => "the message has more records than are accepted",
  [Code.PointerForward]: () => "a compression pointer does not lead backwards (RFC 1035 §4.1.4)",
  [Code.PointerHops]: () => "a name has more compression pointers than are followed",
  [Code.RdataLength]: () => "the length of the record's data does not fit its type",
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;
