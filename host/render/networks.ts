// The core's records of networks as a table for people.

import { listOf, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { renderTable } from "./table.ts";
import type { Row, Style } from "./table.ts";

const HEADING = ["NETWORK", "INTERFACE", "STATE", "KIND", "ADDRESSES", "PREFIXES", "RESOLVERS", "ROUTERS", "DOMAINS"];

/** A table with as many lines for each network as its longest list has entries. */
export function renderNetworks(records: readonly Particulars[], style: Style): string[] {
  return renderTable(HEADING, records.flatMap(networkRows), style);
}

function networkRows(record: Particulars): Row[] {
  const first = [
    textOf(record, "pvd", "-"),
    [textOf(record, "interface", "-"), textOf(record, "ipv4_interface", "")].filter((name) => name !== "").join("+"),
    record["up"] === true ? "up" : "down",
    textOf(record, "prefix_kind", "-"),
  ];
  const lists = ["addresses", "prefixes", "resolvers", "routers", "domains"].map((field) =>
    listOf(record, field).map(entryText),
  );
  const lines = Math.max(1, ...lists.map((list) => list.length));
  return Array.from({ length: lines }, (_, line) => ({
    cells: [
      ...first.map((text) => (line === 0 ? text : "")),
      ...lists.map((list) => list[line] ?? (line === 0 ? "-" : "")),
    ],
    faint: record["up"] !== true,
  }));
}

/** A resolver is an address with its port, which is told where it is not that of DNS; the rest are texts. */
export function entryText(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return String(entry);
  const { address, port } = entry as Record<string, unknown>;
  return port === 53 ? String(address) : `${String(address)}@${String(port)}`;
}
