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

/** "isp.test NAPTR", "one SRV record": a record of the type that `value` is. */
function record(particulars: Particulars): string {
  const owner = textOf(particulars, "owner", "");
  const type = typeName(numberOf(particulars, "value"));
  return owner === "" ? `one ${type} record`.replace("  ", " ") : `${owner} ${type}`.trimEnd();
}

/** ", round trip 2", where it is known. */
function roundTrip(particulars: Particulars): string {
  const trip = numberOf(particulars, "round_trip");
  return trip === null ? "" : `, round trip ${trip}`;
}

function resolver(particulars: Particulars): string {
  return textOf(particulars, "address", "a resolver");
}

export const DNS_SENTENCES = {
  [Code.QuestionAsked]: (p) => {
    const attempt = numberOf(p, "value") ?? 1;
    const times = attempt > 1 ? `, try ${attempt}` : "";
    return `${resolver(p)} is asked for ${question(p, "a record")}${times}`;
  },
  [Code.AnswerReceived]: (p) => {
    const ms = numberOf(p, "value");
    return `${resolver(p)} answered ${question(p, "a question")}${ms === null ? "" : ` after ${ms} ms`}${roundTrip(p)}`;
  },
  [Code.TryFailed]: (p) => `${resolver(p)} gave no answer to ${question(p, "a question")}${roundTrip(p)}`,
  [Code.CameAlong]: (p) => `${question(p, "a record")} came along in the Additional section`,
  [Code.AnswerFailed]: (p) => `${question(p, "a question")} cannot be answered`,
  [Code.AnswerDropped]: (p) => {
    const address = textOf(p, "address", "");
    return address === ""
      ? `a response to ${question(p, "a question")} is dropped`
      : `a message of ${address} is dropped`;
  },
  [Code.TcpNext]: (p) => `${question(p, "the next question")} goes over TCP`,
  [Code.RecordFollowed]: (p) => {
    const protocol = textOf(p, "what", "");
    return `${protocol === "" ? "" : `${protocol}: `}${record(p)} leads to ${question(p, "another name")}`;
  },
  [Code.RecordSkipped]: (p) => {
    const target = textOf(p, "name", "");
    return `${record(p)}${target === "" ? "" : ` to ${target}`} is not used`;
  },
  [Code.TakenForHost]: (p) => {
    const name = textOf(p, "name", "the name");
    return `${name} is taken for the server itself: its addresses serve, with the default ports`;
  },
  [Code.BranchFailed]: (p) => `${question(p, "a branch")} leads nowhere`,
  [Code.LinkAsked]: () => "multicast DNS is listened to, and asked for the DOTS services under local",
  [Code.RecordHeard]: (p) => `${textOf(p, "address", "somebody")} says ${question(p, "a record")} by multicast DNS`,
  [Code.RecordEnded]: (p) => `${question(p, "a record")} of multicast DNS has ended`,
  [Code.LimitReached]: () => "a limit is reached: what is beyond it is not looked at",
  [Code.PartialResult]: () => "not all answers could be had: what was found is published, the rest is asked for again",

  [Code.AliasTarget]: () => "the target of an SRV record should be no alias (RFC 2782); it is used all the same",
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
  [Code.Bogus]: () => "the resolver found the DNSSEC signatures invalid (RFC 8914 §4.7 to §4.13)",
  [Code.NoCallHomePort]: () =>
    "no Call Home client is taken from an address alone: it has no default port (RFC 9066), and there is no call-home-port",
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
