// The core's records of networks and peers as values that may stand in somebody else's
// configuration: a record with a field of another shape is not used, and is told.

import { formatAddress, fromMapped, parseIpv4, parseIpv6, parsePrefix } from "../addresses.ts";
import { numberOf, parseParticulars, printable } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

export type Family = "inet" | "inet6";
export const FAMILIES: readonly Family[] = ["inet", "inet6"];

/** An address of either family. */
export interface Address {
  readonly family: Family;
  /** 4 or 16. */
  readonly octets: Uint8Array;
  /** Made of the octets, never what was read. */
  readonly text: string;
}

/** An address and the length of its prefix in bits of its own family. */
export interface AddressPrefix extends Address {
  readonly length: number;
}

/** What a server has to prove. */
export interface Identity {
  readonly type: "dns-id" | "ip-id";
  /** A host name of letters, digits, hyphens and dots, or an address. */
  readonly value: string;
}

/** One endpoint of a server: a `peer` record. */
export interface Peer {
  readonly pvd: string;
  readonly device: string | null;
  readonly role: "server" | "call-home-client";
  readonly address: Address;
  readonly scopeId: number;
  readonly channel: "signal" | "data";
  readonly transport: "udp" | "tcp";
  readonly port: number;
  readonly rank: number;
  readonly identities: readonly Identity[];
  readonly method: string;
  readonly authority: string;
  readonly sources: readonly Address[];
  readonly prefixes: readonly AddressPrefix[];
  readonly isIndependent: boolean;
  readonly credentials: string | null;
}

/** A network (provisioning domain): a `network` record, or what its peers say of it. */
export interface Network {
  readonly pvd: string;
  /** The layer-3 device of each family; null: of none. */
  readonly devices: Readonly<Record<Family, string | null>>;
  readonly mark: number | null;
  readonly table: number | null;
  readonly addresses: readonly Address[];
  readonly prefixes: readonly AddressPrefix[];
  /** The prefixes are the site's own, not the provider's. */
  readonly isIndependent: boolean;
  readonly routers: readonly Address[];
}

/** What was read, and a sentence for each record that was not used. */
export interface Records {
  readonly networks: readonly Network[];
  readonly peers: readonly Peer[];
  readonly problems: readonly string[];
}

/** The network of servers that belong to none. */
export const ANY_NETWORK = "any";

const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/;
/** What the core takes for the name of an interface, and some more of it. */
const INTERFACE_NAME = /^[!-~]{1,63}$/;
const HOST_NAME =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*$/;
const MAX_NUMBER = 0xffffffff;

class FieldError extends Error {
  override readonly name = "FieldError";
}

/** True for a name that needs no quotes anywhere: no blank, no sign of a shell, no leading hyphen or dot. */
export function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text);
}

/** True for a host name of at most 253 letters, digits, hyphens, underscores and dots. */
export function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

/** An address from text; undefined if it is none. A mapped IPv4 address is IPv4. */
export function readAddress(text: string): Address | undefined {
  const octets = parseIpv4(text) ?? parseIpv6(text);
  if (octets === undefined) return undefined;
  const own = octets.length === 16 ? fromMapped(octets) : octets;
  return { family: own.length === 4 ? "inet" : "inet6", octets: own, text: formatAddress(own) };
}

/**
 * Reads JSON lines of the core: replies to `networks` and `peers`, the result file or the output
 * of `emulate --json`. Records of other kinds, and events, are passed over.
 */
export function readRecords(lines: Iterable<string>): Records {
  const networks = new Map<string, Network>();
  const peers: Peer[] = [];
  const problems: string[] = [];
  let number = 0;
  for (const line of lines) {
    number++;
    const record = parseParticulars(line);
    if ("event" in record) continue;
    try {
      if (record["record"] === "peer") peers.push(readPeer(record));
      else if (record["record"] === "network") {
        const network = readNetwork(record);
        networks.set(network.pvd, network);
      }
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push(`record ${number} is not used: ${error.message}`);
    }
  }
  for (const { pvd } of peers) if (!networks.has(pvd)) networks.set(pvd, networkOfPeers(peers, pvd));
  return { networks: [...networks.values()], peers, problems };
}

/** A file that has peers only says enough of their networks. */
function networkOfPeers(peers: readonly Peer[], pvd: string): Network {
  const members = peers.filter((peer) => peer.pvd === pvd);
  const deviceOf = (family: Family) =>
    (members.find(({ address }) => address.family === family) ?? members[0])?.device ?? null;
  const byText = <T>(values: readonly T[], text: (value: T) => string) => [
    ...new Map(values.map((value) => [text(value), value])).values(),
  ];
  return {
    pvd,
    devices: { inet: deviceOf("inet"), inet6: deviceOf("inet6") },
    mark: null,
    table: null,
    addresses: byText(
      members.flatMap(({ sources }) => sources),
      ({ text }) => text,
    ),
    prefixes: byText(
      members.flatMap(({ prefixes }) => prefixes),
      ({ text, length }) => `${text}/${length}`,
    ),
    isIndependent: members.some(({ isIndependent }) => isIndependent),
    routers: [],
  };
}

function readNetwork(record: Particulars): Network {
  const device = optional(record, "interface", interfaceField);
  return {
    pvd: interfaceField(record, "pvd"),
    // Of DS-Lite, MAP and the like.
    devices: { inet: optional(record, "ipv4_interface", interfaceField) ?? device, inet6: device },
    mark: optional(record, "mark", (of, field) => numberField(of, field, 1, MAX_NUMBER)),
    table: optional(record, "table", (of, field) => numberField(of, field, 1, MAX_NUMBER)),
    addresses: listField(record, "addresses", addressOf),
    prefixes: listField(record, "prefixes", prefixOf),
    isIndependent: choiceField(record, "prefix_kind", ["pa", "pi"]) === "pi",
    routers: listField(record, "routers", addressOf),
  };
}

function readPeer(record: Particulars): Peer {
  const address = addressOf(record["address"], "address");
  return {
    pvd: interfaceField(record, "pvd"),
    device: optional(record, "interface", interfaceField),
    role: choiceField(record, "role", ["server", "call-home-client"]),
    address,
    scopeId: numberField(record, "scope_id", 0, MAX_NUMBER),
    channel: choiceField(record, "channel", ["signal", "data"]),
    transport: choiceField(record, "transport", ["udp", "tcp"]),
    port: numberField(record, "port", 1, 65535),
    rank: numberField(record, "rank", 1, MAX_NUMBER),
    identities: listField(record, "reference_ids", identityOf),
    method: nameField(record, "method"),
    authority: nameField(record, "authority"),
    sources: listField(record, "source_candidates", addressOf),
    prefixes: listField(record, "prefixes", prefixOf),
    isIndependent: choiceField(record, "prefix_kind", ["pa", "pi"]) === "pi",
    credentials: optional(record, "credentials_ref", nameField),
  };
}

function optional<T>(record: Particulars, field: string, read: (record: Particulars, field: string) => T): T | null {
  return record[field] === null || record[field] === undefined ? null : read(record, field);
}

function nameField(record: Particulars, field: string): string {
  const value = record[field];
  if (typeof value === "string" && PLAIN_NAME.test(value)) return value;
  throw new FieldError(`its ${field} ${quoted(value)} is no plain name`);
}

function interfaceField(record: Particulars, field: string): string {
  const value = record[field];
  if (typeof value === "string" && INTERFACE_NAME.test(value)) return value;
  throw new FieldError(`its ${field} ${quoted(value)} is no name of an interface`);
}

function numberField(record: Particulars, field: string, least: number, most: number): number {
  const value = numberOf(record, field);
  if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new FieldError(`its ${field} ${quoted(record[field])} is no number from ${least} to ${most}`);
}

function choiceField<T extends string>(record: Particulars, field: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === record[field]);
  if (found !== undefined) return found;
  throw new FieldError(`its ${field} ${quoted(record[field])} is not ${choices.join(" or ")}`);
}

function listField<T>(record: Particulars, field: string, read: (value: unknown, field: string) => T): T[] {
  const value = record[field];
  if (Array.isArray(value)) return value.map((item: unknown) => read(item, field));
  throw new FieldError(`its ${field} ${quoted(value)} is no list`);
}

function addressOf(value: unknown, field: string): Address {
  const address = typeof value === "string" ? readAddress(value) : undefined;
  if (address !== undefined) return address;
  throw new FieldError(`its ${field} has ${quoted(value)}, which is no address`);
}

function prefixOf(value: unknown, field: string): AddressPrefix {
  const prefix = typeof value === "string" ? parsePrefix(value) : undefined;
  if (prefix === undefined) throw new FieldError(`its ${field} has ${quoted(value)}, which is no prefix`);
  const { address: octets, length } = prefix;
  return { family: octets.length === 4 ? "inet" : "inet6", octets, text: formatAddress(octets), length };
}

function identityOf(value: unknown, field: string): Identity {
  const { type, value: name } = typeof value === "object" && value !== null ? (value as Particulars) : {};
  if (type === "dns-id" && typeof name === "string" && HOST_NAME.test(name)) return { type, value: name };
  if (type === "ip-id") return { type, value: addressOf(name, field).text };
  throw new FieldError(`its ${field} has ${quoted(name ?? value)}, which is no host name`);
}

function quoted(value: unknown): string {
  return printable((JSON.stringify(value) ?? "nothing").slice(0, 80));
}
