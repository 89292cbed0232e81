// The DOTS options (RFC 8973 §5) as lines of dnsmasq, so that the clients of the LAN find the
// router's own gateway or the providers' servers (I-10).

import { isLinkLocal } from "./paths.ts";
import { FAMILIES } from "./records.ts";
import type { Address, Family, Peer } from "./records.ts";

/** What the options of one family say. */
export interface Handout {
  readonly family: Family;
  /** A host name, or null: the addresses are the identity. */
  readonly name: string | null;
  readonly addresses: readonly Address[];
}

export interface Handouts {
  readonly handouts: readonly Handout[];
  /** What cannot be handed on, a sentence each. */
  readonly notes: readonly string[];
}

/** Option numbers as dnsmasq writes them: name, addresses. */
const OPTIONS: Readonly<Record<Family, readonly [string, string]>> = {
  inet: ["147", "148"],
  inet6: ["option6:141", "option6:142"],
};
/** An option of DHCPv4 has 255 octets, a line of dnsmasq 1024 characters. */
const MAX_ADDRESSES: Readonly<Record<Family, number>> = { inet: 63, inet6: 20 };
const DEFAULT_SIGNAL_PORT = 4646;

/** The lines of the options. */
export function renderDnsmasq(handouts: readonly Handout[]): string[] {
  return handouts.flatMap(({ family, name, addresses }) => {
    const [nameOption, addressOption] = OPTIONS[family];
    const octets = addresses.slice(0, MAX_ADDRESSES[family]).flatMap((address) => [...address.octets]);
    return [
      ...(name === null ? [] : [`dhcp-option=${nameOption},${hexText(wireName(name))}`]),
      ...(octets.length === 0 ? [] : [`dhcp-option=${addressOption},${hexText(octets)}`]),
    ];
  });
}

/** A gateway of the router's own; a name without addresses goes into the options of both families. */
export function gatewayHandouts(name: string | null, addresses: readonly Address[]): Handout[] {
  return FAMILIES.map((family) => ({
    family,
    name,
    addresses: addresses.filter((address) => address.family === family),
  })).filter((handout) => handout.addresses.length > 0 || addresses.length === 0);
}

/**
 * What the providers of some peers would have said to the LAN themselves: in each family the name
 * that the best server has to prove, and the addresses of the servers with that name.
 */
export function providerHandouts(peers: readonly Peer[]): Handouts {
  const notes: string[] = [];
  const handouts = FAMILIES.flatMap((family) => {
    const servers = peers.filter(
      ({ address, role, channel }) => address.family === family && role === "server" && channel === "signal",
    );
    const handout = familyHandout(family, servers, notes);
    return handout === null ? [] : [handout];
  });
  return { handouts, notes: [...new Set(notes)] };
}

/** The networks whose servers have an identity that others have not. */
export function identitiesOf(peers: readonly Peer[]): Set<string> {
  return new Set(peers.filter(({ role }) => role === "server").map((peer) => nameOf(peer) ?? ""));
}

function familyHandout(family: Family, servers: readonly Peer[], notes: string[]): Handout | null {
  const [best] = servers;
  if (best === undefined) return null;
  const name = nameOf(best);
  const others = new Set(servers.map(nameOf).filter((other) => other !== name));
  for (const other of others) notes.push(`${other ?? "a server without a name"} is left out: DHCP hands on one name`);
  const members = servers.filter((server) => nameOf(server) === name);
  // The options have no ports: who needs another one finds it by the name.
  const isByName = name !== null && members.some(({ port }) => port !== DEFAULT_SIGNAL_PORT);
  if (isByName) {
    notes.push(`${name} is handed on without addresses: a server listens on another port than ${DEFAULT_SIGNAL_PORT}`);
    return { family, name, addresses: [] };
  }
  const addresses = usableAddresses(members, notes);
  const most = MAX_ADDRESSES[family];
  if (addresses.length > most)
    notes.push(`${addresses.length - most} addresses are left out: there is room for ${most}`);
  return name === null && addresses.length === 0 ? null : { family, name, addresses };
}

function usableAddresses(servers: readonly Peer[], notes: string[]): Address[] {
  const addresses = new Map<string, Address>();
  for (const { address, port } of servers) {
    if (isLinkLocal(address)) notes.push(`${address.text} is left out: it means nothing on another link`);
    else if (port !== DEFAULT_SIGNAL_PORT)
      notes.push(`${address.text} is left out: DHCP hands on no port, and its is ${port}`);
    else addresses.set(address.text, address);
  }
  return [...addresses.values()];
}

function nameOf({ identities }: Peer): string | null {
  return identities.find(({ type }) => type === "dns-id")?.value ?? null;
}

/** RFC 1035 §3.1. */
function wireName(name: string): number[] {
  const labels = name.split(".").map((label) => [label.length, ...[...label].map((letter) => letter.charCodeAt(0))]);
  return [...labels.flat(), 0];
}

function hexText(octets: readonly number[]): string {
  return octets.map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}
