// An emulation as a timeline for people: when, on which network, what, and why.

import { LogLevel } from "../abi.gen.ts";
import type { Notice } from "../emulator/observer.ts";
import { explain, sentence } from "./sentences.ts";
import { listOf, parseParticulars, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { RoundTrips } from "./round-trips.ts";
import { selectionText } from "./selection.ts";
import type { Style } from "./table.ts";

const TIME_WIDTH = 11;
const NETWORK_WIDTH = 11;
/** Before the further lines of a long text. */
const CONTINUED = "  ";
const MESSAGE_WIDTH = 10;
/** After so long without anything an empty line stands. */
const PAUSE_MS = 5_000;
/** Fields that the columns show already. */
const PLACE = { interface: "", pvd: "", family: "" };
const SIGNS: Readonly<Record<string, string>> = { added: "+", removed: "-", changed: "~" };

/** Records of a selection. */
const SELECTION = ["group", "unmatched", "accepted", "rejected"];

/** What is written before a line: `==` scenario, `->` `<-` DHCP, `::` a file, nothing for the core. */
type Mark = "==" | "->" | "<-" | "::" | "  ";

/** What happened to one address of a list. */
interface Change {
  readonly network: string;
  readonly what: string;
  readonly identity: string;
  /** Transports of each channel and port, as `signal # 4646`. */
  readonly ports: Map<string, string[]>;
}

export class Timeline {
  private readonly startMs: number;
  private readonly write: (line: string) => void;
  private readonly style: Style;
  private readonly columns: number;
  private readonly changes = new Map<string, Change>();
  private readonly roundTrips = new RoundTrips();
  private lastMs: number | undefined;

  /**
   * @param startMs when the scenario began, milliseconds since boot
   * @param columns width of the page, in characters
   */
  constructor(startMs: number, write: (line: string) => void, style: Style, columns: number) {
    this.startMs = startMs;
    this.write = write;
    this.style = style;
    this.columns = Math.max(columns, 60);
  }

  add(notice: Notice): void {
    switch (notice.kind) {
      case "packet": {
        const provider = notice.from === "client" ? "" : `${notice.provider}: `;
        const text = `${notice.message.padEnd(MESSAGE_WIDTH)} ${provider}${notice.text}`;
        const mark = notice.from === "client" ? "->" : "<-";
        return this.line(notice.timeMs, `${notice.interface} ${notice.family}`, mark, text, this.style.faint);
      }
      case "spool": {
        const text = `${notice.client} calls its hook (${notice.event}), which writes ${notice.file}`;
        return this.line(notice.timeMs, `${notice.interface} ${notice.family}`, "::", text, this.style.faint);
      }
      case "store": {
        const text = `a record of ${notice.octets.length} octets is written to slot ${notice.slot} of the store`;
        return this.line(notice.timeMs, "", "::", text, this.style.faint);
      }
      case "step":
        return this.line(notice.timeMs, notice.interface, "==", notice.text, this.style.strong);
      case "log":
        return this.log(notice.timeMs, notice.level, notice.code, parseParticulars(notice.particulars));
      case "event":
        return this.event(notice.timeMs, parseParticulars(notice.line));
      case "reply":
        return this.line(notice.timeMs, "", "  ", replyText(notice.line), plain);
      case "refused":
        // The core's log has a sentence about it.
        return;
    }
  }

  private log(timeMs: number, level: number, code: number, particulars: Particulars): void {
    const network = networkOf(particulars);
    const cost = this.roundTrips.take(network, code, particulars);
    const show = level <= LogLevel.Warning ? this.style.strong : level >= LogLevel.Debug ? this.style.faint : plain;
    this.line(timeMs, network, "  ", sentence(code, { ...particulars, ...cost, ...PLACE }), show);
  }

  private event(timeMs: number, record: Particulars): void {
    const network = networkOf(record);
    switch (record["event"]) {
      case "state":
        return this.line(
          timeMs,
          network,
          "  ",
          `state ${textOf(record, "from", "?")} -> ${textOf(record, "to", "?")}`,
          plain,
        );
      case "published":
        return this.published(timeMs, network, record);
      case "credentials-missing":
        return this.line(timeMs, network, "  ", "no credentials are configured for the servers added", plain);
      default:
        this.change(network, record);
    }
  }

  /** Rows of one address come one after the other; they make one line when the list is published. */
  private change(network: string, record: Particulars): void {
    const sign = SIGNS[textOf(record, "event", "")];
    if (sign === undefined) return;
    const what = `${sign} ${textOf(record, "address", "waiting for DNS")}`;
    const key = `${network} ${what}`;
    const change = this.changes.get(key) ?? {
      network,
      what,
      identity: identityOf(record),
      ports: new Map<string, string[]>(),
    };
    if (record["record"] === "peer") {
      const port = `${textOf(record, "channel", "?")} # ${textOf(record, "port", "?")}`;
      change.ports.set(port, [...(change.ports.get(port) ?? []), textOf(record, "transport", "?")]);
    }
    this.changes.set(key, change);
  }

  private published(timeMs: number, network: string, record: Particulars): void {
    const counts = ["added", "removed", "changed"]
      .filter((word) => textOf(record, word, "0") !== "0")
      .map((word) => `${textOf(record, word, "0")} ${word}`);
    this.line(timeMs, network, "  ", `a new list is published: ${counts.join(", ")}`, this.style.strong);
    for (const [key, change] of this.changes) {
      if (change.network !== network) continue;
      const rows = [...change.ports].map(([port, transports]) => port.replace("#", transports.join("+")));
      const parts = [change.what, rows.join(", "), change.identity].filter((part) => part !== "");
      this.line(timeMs, network, "  ", parts.join("  "), this.style.strong);
      this.changes.delete(key);
    }
  }

  private line(timeMs: number, network: string, mark: Mark, text: string, show: (text: string) => string): void {
    if (this.lastMs !== undefined && timeMs - this.lastMs >= PAUSE_MS) this.write("");
    const time = timeMs === this.lastMs ? "" : formatTime(timeMs - this.startMs);
    this.lastMs = timeMs;
    const head = `${time.padStart(TIME_WIDTH)} ${network.padEnd(NETWORK_WIDTH)} ${mark} `;
    const [first = "", ...rest] = wrap(text, this.columns - head.length - CONTINUED.length);
    this.write(show(`${head}${first}`.trimEnd()));
    for (const more of rest) this.write(show(`${" ".repeat(head.length)}${CONTINUED}${more}`));
  }
}

function plain(text: string): string {
  return text;
}

function networkOf(record: Particulars): string {
  return `${textOf(record, ["pvd", "interface"], "")} ${textOf(record, "family", "")}`.trim();
}

/** "dns-id a.test"; nothing for a row that is removed. */
function identityOf(record: Particulars): string {
  return listOf(record, "reference_ids")
    .map((identity) => parseParticulars(JSON.stringify(identity)))
    .map((identity) => `${textOf(identity, "type", "")} ${textOf(identity, "value", "?")}`)
    .join(", ");
}

function replyText(line: string): string {
  const record = parseParticulars(line);
  if (SELECTION.includes(textOf(record, "record", ""))) return selectionText(record);
  if (record["record"] !== "error") return line;
  const offset = textOf(record, "offset", "?");
  return `the request is refused: ${explain(Number(record["error"]), record)} (at octet ${offset})`;
}

/** Minutes, seconds and milliseconds since the start, with hours from the first hour on. */
export function formatTime(elapsedMs: number): string {
  const hours = Math.floor(elapsedMs / 3_600_000);
  const minutes = String(Math.floor(elapsedMs / 60_000) % 60).padStart(2, "0");
  const seconds = ((elapsedMs % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return `${hours > 0 ? `${hours}:` : ""}${minutes}:${seconds}`;
}

/** Lines of at most `width` characters, broken at blanks; a longer word gets a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
