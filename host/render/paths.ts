// Which way the DOTS messages of each network go: table, mark, destinations, source
// (RFC 9284 §4 and §5).

import { outermost } from "./prefixes.ts";
import { ANY_NETWORK, FAMILIES, isPlainName } from "./records.ts";
import type { Address, AddressPrefix, Family, Network, Peer, Records } from "./records.ts";

/** Where the messages of one network go. */
export interface Path {
  readonly network: Network;
  /** Null where whoever set the network's mark routes by it already. */
  readonly table: number | null;
  readonly mark: number;
  /** Bits of the mark that are ours to change; all of them for a mark of the network's own. */
  readonly mask: number;
  readonly families: readonly PathFamily[];
}

/** What a path has of one family. */
export interface PathFamily {
  readonly family: Family;
  readonly device: string;
  readonly destinations: readonly Destination[];
  /** The network's own addresses. */
  readonly addresses: readonly Address[];
  /** The best source, RFC 6724; null if there is none. */
  readonly source: Address | null;
  readonly prefixes: readonly AddressPrefix[];
  readonly router: Address | null;
}

/** Where a peer listens. */
export interface Destination {
  readonly address: string;
  readonly transport: "udp" | "tcp";
  readonly port: number;
}

/** All bits of a mark. */
export const ALL_BITS = 0xffffffff;
const MARK_MASK = 0x00ff0000;
const MARK_SHIFT = 16;
const MAX_NETWORKS = MARK_MASK >>> MARK_SHIFT;

/**
 * The paths of all networks, in the order of their names.
 * @param base the routing table of the first network that has none of its own
 * @returns with a sentence for each thing that routing cannot do
 */
export function planPaths({ networks, peers }: Records, base: number): { paths: Path[]; notes: string[] } {
  const notes: string[] = [];
  const shared = sharedAddresses(peers);
  const bound = networks.filter(
    ({ pvd, devices }) => devices.inet !== null && devices.inet6 !== null && pvd !== ANY_NETWORK,
  );
  const usable = bound
    .filter(({ pvd, devices }) => [pvd, devices.inet ?? "", devices.inet6 ?? ""].every(isPlainName))
    .sort((a, b) => (a.pvd < b.pvd ? -1 : 1));
  for (const { pvd } of bound.filter((network) => !usable.includes(network)))
    notes.push(`${pvd} is left out: its name or its interface's has signs that do not belong into a line`);
  if (usable.length > MAX_NETWORKS) notes.push(`only the first ${MAX_NETWORKS} networks have a mark`);
  for (const [address, pvds] of shared)
    notes.push(`${address} is a server of ${pvds.join(" and ")}: only the source address decides which one is reached`);
  if (peers.some(({ pvd }) => pvd === ANY_NETWORK))
    notes.push("servers of no network are reached as the routes of the system say");
  const paths = usable.slice(0, MAX_NETWORKS).map((network, index): Path => {
    const members = peers.filter(({ pvd }) => pvd === network.pvd);
    return {
      network,
      table: network.table ?? (network.mark === null ? base + index : null),
      mark: network.mark ?? (index + 1) << MARK_SHIFT,
      mask: network.mark === null ? MARK_MASK : ALL_BITS,
      families: FAMILIES.map((family) => planFamily(network, members, family, shared)),
    };
  });
  for (const path of paths) notes.push(...pathNotes(path));
  return { paths, notes };
}

function planFamily(
  network: Network,
  members: readonly Peer[],
  family: Family,
  shared: ReadonlyMap<string, readonly string[]>,
): PathFamily {
  const wanted = members.filter(({ address }) => address.family === family && !isLinkLocal(address));
  const addresses = network.addresses.filter((address) => address.family === family && !isLinkLocal(address));
  const destinations = new Map<string, Destination>();
  for (const { address, transport, port } of wanted) {
    if (shared.has(address.text)) continue;
    destinations.set(`${address.text} ${transport} ${port}`, { address: address.text, transport, port });
  }
  return {
    family,
    device: network.devices[family] ?? "",
    destinations: [...destinations.values()],
    addresses,
    source: wanted.flatMap(({ sources }) => sources)[0] ?? addresses[0] ?? null,
    prefixes: outermost(network.prefixes, family),
    router: network.routers.find((router) => router.family === family) ?? null,
  };
}

/** Addresses that are servers of several networks, with the names of these. */
function sharedAddresses(peers: readonly Peer[]): Map<string, string[]> {
  const networks = new Map<string, Set<string>>();
  for (const { address, pvd } of peers) networks.set(address.text, (networks.get(address.text) ?? new Set()).add(pvd));
  return new Map([...networks].filter(([, pvds]) => pvds.size > 1).map(([text, pvds]) => [text, [...pvds]]));
}

function pathNotes({ network: { pvd, table: filled }, table, families }: Path): string[] {
  if (table === null) return [`${pvd} has a mark and no table: the routing by that mark is left to whoever made it`];
  return families
    .filter((family) => filled === null && needsRoutes(family) && family.router === null)
    .map(
      ({ family, device }) =>
        `${pvd} ${family}: no router is known; the route over ${device} is right for a point-to-point link only`,
    );
}

/** True if the network has anything to do with the family. */
export function needsRoutes({ destinations, addresses }: PathFamily): boolean {
  return destinations.length > 0 || addresses.length > 0;
}

/** A mark as iproute2 and nftables take it. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** True for an address that means something on its own link only. */
export function isLinkLocal({ octets }: Address): boolean {
  const [first = 0, second = 0] = octets;
  return octets.length === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
}
