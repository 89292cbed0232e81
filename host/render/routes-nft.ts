// Sets, marks and sources of DOTS messages as a table of nftables.

import { hex } from "./paths.ts";
import type { Path, PathFamily } from "./paths.ts";
import { contains, hostPrefix, prefixText } from "./prefixes.ts";

const TABLE = "table inet dots_discovery";

/** A set of destinations, and what is done with packets to them. */
interface Use {
  readonly set: string;
  readonly path: Path;
  readonly family: PathFamily;
}

/** The table, which replaces the one before in one step. */
export function renderMarks(paths: readonly Path[]): string[] {
  const uses = paths.flatMap((path) =>
    path.families
      .filter(({ destinations }) => destinations.length > 0)
      .map((family) => ({ set: `dots_${path.network.pvd}_${family.family}`, path, family })),
  );
  const marks = uses.map((use) => `    ${destinationOf(use)} meta mark set ${newMark(use.path)}`);
  return [
    TABLE,
    `delete ${TABLE}`,
    `${TABLE} {`,
    ...uses.flatMap(setLines),
    "  chain forwarded {",
    "    type filter hook prerouting priority mangle",
    ...marks,
    "  }",
    "  chain own {",
    "    type route hook output priority mangle",
    ...marks,
    "  }",
    "  chain source {",
    "    type nat hook postrouting priority srcnat",
    ...uses.flatMap(sourceLines),
    "  }",
    "}",
  ];
}

function setLines({ set, family: { family, destinations } }: Use): string[] {
  const elements = destinations.map(({ address, transport, port }) => `${address} . ${transport} . ${port}`);
  return [
    `  set ${set} {`,
    `    type ${family === "inet" ? "ipv4_addr" : "ipv6_addr"} . inet_proto . inet_service`,
    `    elements = { ${elements.join(", ")} }`,
    "  }",
  ];
}

function destinationOf({ set, family }: Use): string {
  return `${protocolOf(family)} daddr . meta l4proto . th dport @${set}`;
}

function newMark({ mark, mask }: Path): string {
  const kept = ~mask >>> 0;
  return kept === 0 ? hex(mark) : `meta mark & ${hex(kept)} | ${hex(mark)}`;
}

// What comes from an address of the network already is right as it is.
function sourceLines(use: Use): string[] {
  const { family } = use;
  const { device, source, addresses, prefixes } = family;
  if (source === null) return [];
  const protocol = protocolOf(family);
  const known = [...prefixes.map(prefixText), ...outside(family)];
  const foreign = known.length === 0 ? "" : ` ${protocol} saddr != { ${known.join(", ")} }`;
  // Without an address of its own the device has nothing to masquerade with.
  const change = addresses.length > 0 ? "masquerade" : `snat ${protocol} to ${source.text}`;
  return [`    oifname "${device}" ${destinationOf(use)}${foreign} ${change}`];
}

/** Own addresses that no prefix of the network contains. */
function outside({ addresses, prefixes }: PathFamily): string[] {
  return addresses
    .filter((address) => !prefixes.some((prefix) => contains(prefix, hostPrefix(address))))
    .map(({ text }) => text);
}

function protocolOf({ family }: PathFamily): string {
  return family === "inet" ? "ip" : "ip6";
}
