// Sentences for what was learnt, what is done next, and why.

import { Code } from "../abi.gen.ts";
import { kindName } from "./codes.ts";
import { listOf, numberOf, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

/** Why a run is made, by the core's word for it. */
const CAUSES: Readonly<Record<string, string>> = {
  boot: "the program started",
  "link-up": "the link came up",
  "addresses-changed": "the addresses of the interface changed",
  "networks-changed": "the set of networks changed",
  "sources-changed": "a lease changed the domains or the resolvers of the network",
  "lease-learnt": "a lease arrived",
  "lease-changed": "the lease changed",
  "lease-ended": "the lease ended",
  "new-network": "this is another network than before",
  "wait-over": "the time to wait is over",
  "records-changed": "multicast DNS tells something else",
  "ttl-over": "the DNS records are out of date",
  configuration: "the configuration changed",
  command: "somebody asked for it",
  retry: "the last one failed",
  "peers-failed": "all servers were reported as failed",
  "certificate-ends": "the certificate of the server in use ends",
};

function cause(particulars: Particulars): string {
  const word = textOf(particulars, "why", "");
  return word === "" ? "" : ` because ${CAUSES[word] ?? word}`;
}

/** "3 addresses", "1 address", "addresses". */
function count(particulars: Particulars, one: string, several: string): string {
  const value = numberOf(particulars, "count") ?? numberOf(particulars, "value");
  if (value === null) return several;
  return value === 1 ? `1 ${one}` : `${value} ${several}`;
}

/** What a method found: in the DNS an address counts once for each service that is there. */
function found(particulars: Particulars): string {
  if (["snaptr", "dnssd", "mdns"].includes(method(particulars))) return count(particulars, "endpoint", "endpoints");
  if (method(particulars) === "default-router") return "its address";
  return count(particulars, "address", "addresses");
}

/** " after 2 round trips and 3 questions", where there were any. */
function cost(particulars: Particulars): string {
  const trips = numberOf(particulars, "round_trips");
  const questions = numberOf(particulars, "questions");
  if (trips === null || questions === null) return "";
  return ` after ${trips} round ${trips === 1 ? "trip" : "trips"} and ${questions} ${questions === 1 ? "question" : "questions"}`;
}

/** A span of time, from seconds or from milliseconds. */
function span(particulars: Particulars, otherwise: string): string {
  const seconds = numberOf(particulars, "seconds");
  const ms = numberOf(particulars, "ms") ?? numberOf(particulars, "value") ?? numberOf(particulars, "count");
  if (seconds === null && ms === null) return otherwise;
  const whole = Math.round(seconds ?? (ms ?? 0) / 1000);
  if (whole >= 7200) return `${Math.round(whole / 3600)} hours`;
  if (whole >= 120) return `${Math.round(whole / 60)} minutes`;
  return seconds === null && ms !== null && ms < 1000 ? `${ms} ms` : `${whole} s`;
}

function method(particulars: Particulars): string {
  return textOf(particulars, ["what", "method"], "the method");
}

function option(particulars: Particulars): string {
  const code = textOf(particulars, "option", "");
  return code === "" || code === "0" ? "an option" : `option ${code}`;
}

function link(particulars: Particulars): string {
  return textOf(particulars, ["text", "interface", "name"], "an interface");
}

/** What a client reported. */
const REPORTS: Readonly<Record<string, string>> = {
  ok: "it is in use",
  redirected: "it named another server for a time",
  "connect-failed": "no session came about",
  "identity-failed": "it did not prove its identity",
};

function peer(particulars: Particulars): string {
  return textOf(particulars, "address", "a server");
}

export const DECISION_SENTENCES = {
  [Code.ConfigApplied]: () => "the configuration is in force",
  [Code.ConfigLine]: (p) => {
    const column = numberOf(p, "column") ?? (numberOf(p, "offset") === null ? null : Number(p["offset"]) + 1);
    const file = textOf(p, "file", "");
    return `configuration line ${textOf(p, "line", "?")}${file === "" ? "" : ` of ${file}`}${column === null ? "" : `, column ${column}`} has no effect`;
  },
  [Code.LinkUp]: (p) => `${link(p)} is up`,
  [Code.LinkDown]: (p) => `${link(p)} is down`,
  [Code.LeaseLearnt]: () => "a lease arrived",
  [Code.LeaseUnchanged]: () => "the lease was renewed and says the same: nothing to do",
  [Code.LeaseLost]: (p) => `the DHCP client lost the lease${cause(p)}`,
  [Code.LeaseExpired]: () => "the lease ran out without a renewal",
  [Code.NoDhcpServer]: () => "no DHCP server answered",
  [Code.NewNetwork]: () => "this is another network than before: what was learnt from the old one is dropped",
  [Code.IdentifierLearnt]: (p) => `${option(p)} gives the reference identifier ${textOf(p, "name", "of a server")}`,
  [Code.AddressesLearnt]: (p) => {
    const addresses = listOf(p, "addresses").filter((item) => typeof item === "string");
    const list = addresses.length > 0 ? addresses.join(", ") : textOf(p, "address", "");
    return `${option(p)} gives ${list === "" ? count(p, "address", "addresses") : list}`;
  },
  [Code.DomainLearnt]: (p) => `${option(p)} gives the access domain ${textOf(p, "name", "of the network")}`,
  [Code.OptionIgnored]: (p) => `${option(p)} is ignored`,
  [Code.OptionWarning]: (p) => `${option(p)} is used with a remark`,
  [Code.AddressDiscarded]: (p) => `${textOf(p, "address", "an address")} is not used`,
  [Code.InterfaceIgnored]: (p) => `${link(p)} is not used: the configuration does not name it`,
  [Code.InputRefused]: (p) => {
    const kind = numberOf(p, "value");
    return `an input${kind === null ? "" : ` of kind ${kindName(kind)}`} was refused`;
  },
  [Code.EntropyMissing]: () => "the operating system gives no randomness: nothing is sent until it does",
  [Code.PoolFull]: (p) => `there is no room for ${textOf(p, "text", "all that was learnt")}`,
  [Code.PrefixesLearnt]: (p) => `${count(p, "prefix", "prefixes")} delegated to this router`,
  [Code.PrefixRetired]: (p) =>
    `the network delegates ${textOf(p, "address", "a prefix")} no longer; it counts for ${span(p, "as long as nobody takes it away")}`,

  [Code.RunPlanned]: (p) => `discovery begins in ${span(p, "a moment")}${cause(p)}`,
  [Code.RunBegins]: (p) => `discovery begins${cause(p)}`,
  [Code.MethodFound]: (p) => `${method(p)} gives ${found(p)}${cost(p)}`,
  [Code.MethodEmpty]: (p) => `${method(p)} gives nothing${cost(p)}`,
  [Code.MethodPending]: (p) => `${method(p)} may still answer: it has ${span(p, "some time")}`,
  [Code.AllMethodsEmpty]: () => "no method found a DOTS server",
  [Code.ListRestored]: (p) =>
    `this network is known: the list that was kept of it, with ${count(p, "address", "addresses")}, is published as stale`,
  [Code.ListNotKept]: () => "the list cannot be kept for when the network returns: there is no room",
  [Code.StoreDamaged]: (p) =>
    `slot ${textOf(p, "value", "?")} of the store is damaged at octet ${textOf(p, "offset", "?")}: what the other one has counts`,
  [Code.StoreNewer]: (p) =>
    `slot ${textOf(p, "value", "?")} of the store was written by a newer release: the store is left as it is`,
  [Code.StoreFailed]: () => "the store cannot be written: lists are kept in memory only, and it is tried again",
  [Code.StoreRests]: () =>
    "the store has been written often enough today: lists are kept in memory only until tomorrow",
  [Code.ListKeptStale]: (p) => `the list could not be confirmed: it is kept for ${span(p, "a while")} and marked stale`,
  [Code.ListWithdrawn]: (p) => `the list is withdrawn${cause(p)}`,
  [Code.ListUnchanged]: () => "the list stays as it is: nothing is published",

  [Code.PeerReported]: (p) => {
    const word = textOf(p, "what", "");
    return `a client reports of ${peer(p)}: ${REPORTS[word] ?? (word || "nothing")}`;
  },
  [Code.FailureOver]: (p) => `the failure of ${peer(p)} is long enough ago: it is in its old place again`,
  [Code.ReportDropped]: (p) => `there is no room for more reports: the oldest, about ${peer(p)}, is forgotten`,
  [Code.AllPeersFailed]: () => "all servers were reported as failed: others are looked for",
  [Code.CertificateEnding]: (p) =>
    numberOf(p, "value") === 0
      ? `the certificate of ${peer(p)} is over`
      : `the certificate of ${peer(p)} ends in ${span(p, "a while")}`,
  [Code.AttackChanged]: (p) =>
    `${textOf(p, "what", "") === "on" ? "an attack is on" : "the attack is over"}: ` +
    `a list that cannot be confirmed is kept for ${span(p, "a while")}`,

  [Code.NothingConfigured]: () => "no server is configured for this network and family",
  [Code.SeveralNetworks]: () => "anycast is not used where there are several networks",
  [Code.NoRouter]: () => "no lease names a default router that can be used",
  [Code.NoLease]: () => "there is no lease",
  [Code.NoDotsOptions]: () => "the lease has no DOTS options",
  [Code.NameNotTrusted]: (p) => `${textOf(p, "name", "the name")} is not among the trusted names`,
  [Code.NameMissing]: () => "only trusted names are accepted, and the network gave addresses without a name",
  [Code.NoUsableAddress]: () => "none of the addresses can be used",
  [Code.LeaseEnded]: () => "the lease ended",
  [Code.ServedByAnyNetwork]: () => "servers that are good for any network stand in its place",
  [Code.WaitingForDns]: (p) => `${textOf(p, "name", "the name")} has to be resolved before there are addresses`,

  [Code.ResolveFirst]: () => "names, URIs and aliases have to be resolved to addresses first",
  [Code.WiderThanPrefixes]: () => "it is wider than the prefixes of any network: ask for each of them",
  [Code.NotAssigned]: () => "no network assigned this local address: ask for the outer one, in front of the NAT",
  [Code.NoOwner]: () => "no network owns it",
  [Code.OwnerWithoutServer]: () => "its network has no DOTS server, and no other network's may be asked",
  [Code.SeveralOwners]: () => "several networks assigned it: name the interface that the attack comes over",
  [Code.SharedAddress]: () =>
    "neighbours have the same IPv4 address with other ports: what is done for it is done to them too",
  [Code.OtherNetwork]: () => "it is not of the network of this interface",
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;
