// The reply to `select` and `accept` for people: who is asked for which target, over
// which network, from which address.

import { explain } from "./sentences.ts";
import { listOf, numberOf, printable, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { addressOf, identitiesOf, networkOf } from "./peers.ts";
import { renderTable } from "./table.ts";
import type { Style } from "./table.ts";

const HEADING = ["RANK", "ADDRESS", "PORT", "TRANSPORT", "CHANNEL", "FROM ADDRESS", "REFERENCE IDENTIFIER"];

/**
 * Each group with a table of its servers; then what nobody is asked for, and why.
 * @param records the records of the reply
 * @param peers the `peer` records that the groups name
 */
export function renderSelection(
  records: readonly Particulars[],
  peers: readonly Particulars[],
  style: Style,
): string[] {
  return records.flatMap((record, index) => {
    const gap = records[index - 1]?.["record"] === "group" ? [""] : [];
    if (record["record"] !== "group") return [...gap, selectionText(record)];
    const ids = listOf(record, "peers");
    const rows = peers.filter((peer) => ids.includes(peer["id"])).map((peer) => ({ cells: cellsOf(peer) }));
    const warnings = listOf(record, "warnings").map((code) => `careful: ${explain(Number(code), record)}`);
    return [...gap, style.strong(selectionText(record)), ...warnings, ...renderTable(HEADING, rows, style)];
  });
}

/** One line for a record of the reply. */
export function selectionText(record: Particulars): string {
  switch (record["record"]) {
    case "group":
      return `${listOf(record, "targets").map(String).map(printable).join(", ")}: ${serversText(record)}`;
    case "unmatched":
      return `${textOf(record, "target", "?")}: nobody, ${explain(numberOf(record, "reason") ?? 0, record)}`;
    case "accepted":
      return "the request is accepted: it is forwarded to";
    case "rejected":
      return "the request is rejected as a whole:";
    default:
      return `the request is refused: ${explain(numberOf(record, "error") ?? 0, record)}`;
  }
}

function serversText(record: Particulars): string {
  const label = textOf(record, "server_group", "");
  const network = networkOf(record);
  if (network === "any") return `server ${label}, over any network`;
  return label === "" ? `the servers of ${network}` : `server ${label}, over ${network}`;
}

function cellsOf(peer: Particulars): string[] {
  const source = listOf(peer, "source_candidates")[0];
  return [
    textOf(peer, "rank", "-"),
    addressOf(peer),
    textOf(peer, "port", "-"),
    textOf(peer, "transport", "-"),
    textOf(peer, "channel", "-"),
    typeof source === "string" ? printable(source) : "-",
    identitiesOf(peer),
  ];
}
