// Policy routing for DOTS messages, as lines for iproute2: those of the router itself and of the
// clients behind it leave over the network of their server, from an address of that network
//

import { ALL_BITS, hex, needsRoutes, planPaths } from "./paths.ts";
import type { Path, PathFamily } from "./paths.ts";
import { contains, hostPrefix, prefixText } from "./prefixes.ts";
import type { Family, Records } from "./records.ts";
import { renderMarks } from "./routes-nft.ts";

/** Lines to apply, and what they cannot do. */
export interface Rendering {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** The first table, and the first priority of the rules, unless others are wanted. */
export const DEFAULT_BASE = 8973;
/** Priorities stay before those of the kernel's own rules. */
export const MAX_BASE = 32000;
/** Tells our rules and routes from those of others. */
const PROTOCOL = 157;

/**
 * The rules, the routes and the nftables fragment as one text for a shell.
 * @param base first routing table, and first priority of the rules
 */
export function renderRoutes(records: Records, base: number): Rendering {
  const { paths, notes } = planPaths(records, base);
  if (paths.length === 0) return { lines: [], notes };
  const ip = ["4", "6"].flatMap((version) => [
    `ip -${version} rule flush protocol ${PROTOCOL}`,
    `ip -${version} route flush table all protocol ${PROTOCOL}`,
  ]);
  const lines = [
    "# Routing of DOTS messages, network by network. It replaces what was applied before.",
    ...ip,
    ...paths.flatMap((path) => pathLines(path, base)),
    "nft -f - <<'END'",
    ...renderMarks(paths),
    "END",
  ];
  return { lines, notes };
}

/** The nftables fragment alone, as a file for `nft -f`. */
export function renderNftables(records: Records, base: number): Rendering {
  const { paths, notes } = planPaths(records, base);
  return { lines: paths.length === 0 ? [] : renderMarks(paths), notes };
}

function pathLines(path: Path, base: number): string[] {
  const { network, table, mark, mask } = path;
  const match = mask === ALL_BITS ? hex(mark) : `${hex(mark)}/${hex(mask)}`;
  const devices = [...new Set(path.families.map(({ device }) => device))].join(" and ");
  const heading = `# ${network.pvd} on ${devices}: mark ${match}`;
  if (table === null) return [heading];
  return [
    `${heading}, table ${table}`,
    ...path.families
      .filter(needsRoutes)
      .flatMap((family) => [
        ...(network.table === null ? routeLines(family, table) : []),
        ...ruleLines(family, match, table, base),
      ]),
  ];
}

function routeLines({ family, device, prefixes, addresses, source, router }: PathFamily, table: number): string[] {
  const from = source === null ? "" : ` src ${source.text}`;
  const add = (what: string) => `ip ${flag(family)} route replace ${what}${from} table ${table} protocol ${PROTOCOL}`;
  const onLink = prefixes.filter(
    (prefix) =>
      prefix.length < prefix.octets.length * 8 && addresses.some((address) => contains(prefix, hostPrefix(address))),
  );
  return [
    ...onLink.map((prefix) => add(`${prefixText(prefix)} dev ${device}`)),
    add(router === null ? `default dev ${device}` : `default via ${router.text} dev ${device} onlink`),
  ];
}

// A source that was chosen comes before a mark, and a mark before the mere destination.
function ruleLines(
  { family, addresses, destinations }: PathFamily,
  match: string,
  table: number,
  base: number,
): string[] {
  const add = (what: string, step: number) =>
    `ip ${flag(family)} rule add ${what} lookup ${table} priority ${base + step} protocol ${PROTOCOL}`;
  return [
    ...addresses.map(({ text }) => add(`from ${text}`, 0)),
    add(`fwmark ${match}`, 1),
    ...destinations.map(({ address, transport, port }) => add(`to ${address} ipproto ${transport} dport ${port}`, 2)),
  ];
}

function flag(family: Family): string {
  return family === "inet" ? "-4" : "-6";
}
