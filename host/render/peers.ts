// The core's records of peers and cells as tables and lines for people.

import { codeName } from "../fault.ts";
import { listOf, numberOf, printable, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { renderTable } from "./table.ts";
import type { Style } from "./table.ts";

const PEER_HEADING = ["RANK", "ADDRESS", "PORT", "TRANSPORT", "CHANNEL", "REFERENCE IDENTIFIER", "FROM", "VALID"];
const CELL_HEADING = ["NETWORK", "INTERFACE", "FAMILY", "STATE", "FROM", "PEERS", "WAITING", "VALID"];

/** A table for each network and family, with its name above it; its warnings have a column where there are any. */
export function renderPeers(records: readonly Particulars[], style: Style): string[] {
  const groups = new Map<string, Particulars[]>();
  for (const record of records) {
    const key = networkOf(record);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups].flatMap(([network, members], index) => [
    ...(index === 0 ? [] : [""]),
    style.strong(network),
    ...peerTable(members, style),
  ]);
}

function peerTable(members: readonly Particulars[], style: Style): string[] {
  const isWarned = members.some((record) => listOf(record, "warnings").length > 0);
  return renderTable(isWarned ? [...PEER_HEADING, "WARNINGS"] : PEER_HEADING, members.map(peerRow), style);
}

/** A table of the cells. */
export function renderCells(records: readonly Particulars[], style: Style): string[] {
  const rows = records.map((record) => ({
    cells: [
      textOf(record, "pvd", "-"),
      textOf(record, "interface", "-"),
      textOf(record, "family", "-"),
      textOf(record, "state", "-"),
      textOf(record, "method", "-"),
      textOf(record, "peers", "-"),
      textOf(record, "waiting", "-"),
      record["stale"] === true ? "stale" : validity(record, "expires_in_s"),
    ],
    faint: textOf(record, "state", "") === "down",
  }));
  return renderTable(CELL_HEADING, rows, style);
}

/** One line for an event. */
export function renderEvent(record: Particulars): string {
  const network = networkOf(record);
  switch (record["event"]) {
    case "state":
      return `${network}: ${textOf(record, "from", "?")} -> ${textOf(record, "to", "?")}`;
    case "credentials-missing":
      return `${network}: servers were added for which no credentials are configured`;
    case "restarting":
      return `the core failed and is replaced (times so far: ${textOf(record, "restarts", "?")}): watch again`;
    case "published":
      return `${network}: published, ${["added", "removed", "changed"].map((word) => `${textOf(record, word, "0")} ${word}`).join(", ")}`;
    default:
      return `${network}: ${textOf(record, "event", "event")} ${peerRow(record).cells.join("  ").trimEnd()}`;
  }
}

/** "wan inet", "wan inet6 on pppoe-wan", or "any inet" for servers of no network. */
export function networkOf(record: Particulars): string {
  const network = textOf(record, "pvd", "any");
  const device = textOf(record, "interface", network);
  const name = `${network} ${textOf(record, "family", "")}`.trim();
  return device === network || network === "any" ? name : `${name} on ${device}`;
}

function peerRow(record: Particulars): { cells: string[]; faint: boolean } {
  const faint = record["stale"] === true;
  const name = identitiesOf(record);
  const from = textOf(record, "method", "-");
  if (record["record"] === "waiting") {
    const reason = numberOf(record, "reason");
    return { cells: ["-", reason === null ? "waiting" : codeName(reason), "-", "-", "-", name, from, "-"], faint };
  }
  return {
    cells: [
      textOf(record, "rank", "-"),
      addressOf(record),
      textOf(record, "port", "-"),
      textOf(record, "transport", "-"),
      record["role"] === "call-home-client" ? "call-home" : textOf(record, "channel", "-"),
      name,
      from,
      textOf(record, "failure", "") || (record["stale"] === true ? "stale" : validity(record, "valid_for_s")),
      warningsOf(record),
    ],
    faint: faint || textOf(record, "failure", "") !== "",
  };
}

/** The address of a peer, with its interface where it means something there only. */
export function addressOf(record: Particulars): string {
  const scope = numberOf(record, "scope_id") ?? 0;
  return textOf(record, "address", "-") + (scope > 0 ? `%${textOf(record, "interface", String(scope))}` : "");
}

/** What a peer has to prove: "dns-id dots.isp.test". */
export function identitiesOf(record: Particulars): string {
  return listOf(record, "reference_ids").map(identity).join(", ");
}

/** Codes as the core writes them, or their names as programs get them. */
function warningsOf(record: Particulars): string {
  const words = listOf(record, "warnings").map((code) => (typeof code === "number" ? codeName(code) : String(code)));
  return printable(words.join(" "));
}

function identity(item: unknown): string {
  const words = typeof item === "object" && item !== null ? Object.values(item) : [item];
  return printable(words.map(String).join(" "));
}

/** How long something is still good for: "45 s", "59 min", "12 h"; "-" where nothing ends. */
export function validity(record: Particulars, field: string): string {
  const seconds = numberOf(record, field);
  if (seconds === null || seconds < 0 || seconds >= 0xffffffff) return "-";
  if (seconds >= 7200) return `${Math.floor(seconds / 3600)} h`;
  return seconds >= 120 ? `${Math.floor(seconds / 60)} min` : `${seconds} s`;
}
