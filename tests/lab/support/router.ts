// The daemon on the router, as its users see it: its commands, its result file, its
// events and its journal.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { InputKind, Output, OutputKind } from "../../../host/abi.gen.ts";
import { decodeJournal } from "../../../host/journal.ts";
import type { JournalRecord } from "../../../host/journal.ts";
import { optionsOf, placesIn } from "../../support/daemon-places.ts";
import type { DaemonPlaces } from "../../support/daemon-places.ts";
import { NODE_HOST } from "./hosts.ts";
import type { Host } from "./hosts.ts";
import type { Places } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

/** In a journal: kinds from here on are outputs. */
const FIRST_OUTPUT_KIND = 128;

export type Family = "inet" | "inet6";

/** One JSON record of the daemon (docs/abi.md, JSON). */
export interface DaemonRecord {
  readonly event?: string;
  /** Of the status. */
  readonly attack?: boolean;
  readonly record?: string;
  readonly family?: Family;
  readonly interface?: string;
  /** Of a cell: its network and where it stands. */
  readonly pvd?: string;
  readonly state?: string;
  /** Of a state: the new one. */
  readonly to?: string;
  readonly address?: string;
  readonly channel?: string;
  readonly transport?: string;
  readonly port?: number;
  readonly method?: string;
  readonly reference_ids?: readonly { readonly type: string; readonly value: string }[];
  /** The name for the handshake. */
  readonly sni?: string | null;
  readonly credentials_ref?: string | null;
  readonly source_candidates?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly id?: string;
  readonly rank?: number;
  readonly failure?: string | null;
  readonly warnings?: readonly (string | number)[] | null;
  readonly stale?: boolean;
  readonly valid_for_s?: number | null;
  /** Of a publication. */
  readonly added?: number;
  readonly removed?: number;
  /** Of a group of servers. */
  readonly peers?: readonly string[];
  /** Of a target that nobody is asked for. */
  readonly reason?: string;
  /** Of a network. */
  readonly addresses?: readonly string[];
  readonly resolvers?: readonly { readonly address: string; readonly port: number }[];
  /** Of a filter. */
  readonly prefix?: string;
}

/** What a log record says besides its code. */
export interface LogRecord {
  readonly interface?: string;
  readonly value?: number;
}

/** Where a router differs from the usual one. */
interface Settings {
  readonly configuration?: readonly string[];
  readonly spool?: string;
}

export class Router {
  readonly spool: string;
  readonly socket: string;
  /** One journal for each start of the daemon. */
  readonly journals: string[] = [];
  private readonly folder: string;
  private readonly network: Places<"router">;
  private readonly host: Host;
  private readonly places: DaemonPlaces;
  private readonly resultFile: string;
  private daemon: Program | null = null;
  private watcher: Program | null = null;

  /**
   * @param folder its own
   * @param host which of the daemons
   * @param settings lines of the configuration, and a spool directory that others read too
   */
  constructor(folder: string, network: Places<"router">, host: Host, settings: Settings = {}) {
    const { configuration = ["# the defaults"], ...shared } = settings;
    this.folder = folder;
    this.network = network;
    this.host = host;
    this.places = { ...placesIn(folder), ...shared };
    this.spool = this.places.spool;
    this.socket = this.places.socket;
    this.resultFile = join(this.places["state-dir"], "servers.json");
    mkdirSync(this.spool, { mode: 0o700, recursive: true });
    writeFileSync(this.places.config, configuration.map((line) => `${line}\n`).join(""));
  }

  /** Starts the daemon, and `watch` beside it. */
  async start(): Promise<void> {
    const journal = await this.startDaemon();
    this.watcher = this.launch(
      `watch${this.journals.length}`,
      this.host.client,
      "watch",
      "--json",
      "--socket",
      this.socket,
    );
    await eventually("the daemon to know its watcher", () => readRecords(journal).some(isWatchRequest));
  }

  /**
   * Starts the daemon alone.
   * @returns its journal
   */
  async startDaemon(): Promise<string> {
    const number = this.journals.length + 1;
    const journal = join(this.folder, `daemon${number}.journal`);
    this.journals.push(journal);
    const words = [...optionsOf(this.places), "--journal", journal];
    this.daemon = this.launch(`daemon${number}`, this.host.daemon, ...words);
    await eventually("the daemon to answer", () => this.ask("status").status === 0);
    return journal;
  }

  private launch(name: string, program: readonly string[], ...words: string[]): Program {
    const command = this.network.command("router", ...program, ...words);
    return new Program(name, join(this.folder, `${name}.log`), command);
  }

  private ask(...words: string[]) {
    return this.askBy(this.host, words);
  }

  private askBy(host: Host, words: readonly string[]) {
    const [program, ...client] = host.client;
    return spawnSync(program, [...client, ...words, "--json", "--socket", this.socket], { encoding: "utf8" });
  }

  /** Begins discovery anew on an interface. */
  refresh(name: string): void {
    this.tell("refresh", name);
  }

  /** Gives the daemon a request that it has to take. */
  tell(...words: string[]): void {
    const { status, stderr } = this.ask(...words);
    if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
  }

  /** The records of the servers, best first. */
  peerRecords(): DaemonRecord[] {
    return this.records("peers");
  }

  /** The records that a command of its own prints about this daemon. */
  records(...words: string[]): DaemonRecord[] {
    return parseLines(this.ask(...words).stdout.split("\n"));
  }

  /** The same by the command on Node, which knows more words than the one in C. */
  recordsOnNode(...words: string[]): DaemonRecord[] {
    return parseLines(this.askBy(NODE_HOST, words).stdout.split("\n"));
  }

  /** The published list of a family, one line for each record: `signal/udp 10.1.0.10:4646 dns-id:dots.isp.test`. */
  peers(family: Family): string[] {
    return describe(this.ask("peers").stdout, family);
  }

  /** The same out of the result file. */
  resultPeers(family: Family): string[] {
    return existsSync(this.resultFile) ? describe(readFileSync(this.resultFile, "utf8"), family) : [];
  }

  /** What tells one writing of the result file from another. */
  resultIdentity(): string {
    const { ino, mtimeNs, ctimeNs } = statSync(this.resultFile, { bigint: true });
    return `${ino} ${mtimeNs} ${ctimeNs}`;
  }

  /** Whether every record tells the addresses and prefixes of both families: the daemon has seen all there is. */
  knowsAddresses(): boolean {
    return this.peerRecords().every(
      ({ source_candidates: from, prefixes }) => from?.length === 1 && prefixes?.length === 2,
    );
  }

  /** Every event that this daemon's watcher has been told since it began to watch, by the journal. */
  events(): DaemonRecord[] {
    return eventsAmong(this.journal());
  }

  /** The particulars of what this daemon has logged under a code, by the journal. */
  logged(code: number): LogRecord[] {
    const isIt = ({ kind, payload }: JournalRecord) =>
      kind === OutputKind.Log && Buffer.from(payload).readUInt16LE(Output.Handle) === code;
    const texts = this.journal().filter(isIt);
    return texts.map(({ payload }) => JSON.parse(Buffer.from(payload).toString("latin1", Output.Payload)) as LogRecord);
  }

  /** Inputs and outputs of this daemon up to now. */
  journal(): readonly JournalRecord[] {
    return readRecords(this.journals.at(-1) ?? "");
  }

  /**
   * The events with which the core answers an input, before it is given another one.
   * @param since length of the journal from which on the first such input counts
   */
  async eventsAtOnce(what: string, since: number, isIt: (input: JournalRecord) => boolean): Promise<DaemonRecord[]> {
    const isFound = (each: JournalRecord, at: number) => at >= since && isIt(each);
    await eventually(what, () => this.journal().some(isFound));
    // An input after it: what was told at once is complete.
    this.ask("status");
    const records = this.journal();
    const rest = records.slice(records.findIndex(isFound) + 1);
    return eventsAmong(
      rest.slice(
        0,
        rest.findIndex(({ kind }) => kind < FIRST_OUTPUT_KIND),
      ),
    );
  }

  /** What the watcher has printed of that up to now. */
  heard(): DaemonRecord[] {
    return parseLines(this.watcher?.lines() ?? []).filter(({ event }) => event !== "current");
  }

  /** How often the list of each family was published. */
  publications(): Record<Family, number> {
    const published = this.events().filter(({ event }) => event === "published");
    const count = (wanted: Family) => published.filter(({ family }) => family === wanted).length;
    return { inet: count("inet"), inet6: count("inet6") };
  }

  /** Waits until the core has been told of a spool file; returns the records of the journal after that. */
  async afterSpoolFile(text: string): Promise<readonly JournalRecord[]> {
    const journal = this.journals.at(-1) ?? "";
    const find = (records: readonly JournalRecord[]) =>
      records.findIndex(({ kind, payload }) => kind === InputKind.Spool && endsWith(payload, text));
    await eventually("the daemon to read the spool file", () => find(readRecords(journal)) >= 0);
    const records = readRecords(journal);
    return records.slice(find(records) + 1);
  }

  /** Stops the daemon in its tracks; it stays in memory and answers nobody. */
  async freeze(): Promise<void> {
    this.daemon?.signal("SIGSTOP");
    await eventually("the daemon to stand still", () => this.frozen);
  }

  get frozen(): boolean {
    return this.daemon?.state() === "T";
  }

  thaw(): void {
    this.daemon?.signal("SIGCONT");
  }

  get running(): boolean {
    return this.daemon?.running ?? false;
  }

  /** Ends the daemon: SIGKILL leaves it no moment to tidy up. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.daemon?.stop(signal);
    await this.watcher?.stop();
  }

  /** The power goes: what is in memory and below /run is lost, what is on disk stays. */
  async cutPower(): Promise<void> {
    await this.stop("SIGKILL");
    this.forget();
    rmSync(this.socket, { force: true });
    for (const name of readdirSync(this.spool)) rmSync(join(this.spool, name));
  }

  /** Removes what would tell a new daemon anything but the spool directory. */
  forget(): void {
    rmSync(this.places["state-dir"], { recursive: true });
  }
}

function eventsAmong(records: readonly JournalRecord[]): DaemonRecord[] {
  const events = records.filter(({ kind }) => kind === OutputKind.Event);
  return parseLines(events.map(({ payload }) => Buffer.from(payload).toString("latin1", Output.Payload)));
}

function readRecords(journal: string): readonly JournalRecord[] {
  return decodeJournal(readFileSync(journal)).records;
}

function endsWith(payload: Uint8Array, text: string): boolean {
  return Buffer.from(payload).toString("latin1").endsWith(text);
}

function isWatchRequest({ kind, payload }: JournalRecord): boolean {
  return kind === InputKind.Control && endsWith(payload, "watch");
}

/** Whether a record tells somebody that a list is another one. */
export function isPublication({ kind }: JournalRecord): boolean {
  return kind === OutputKind.FileReplace || kind === OutputKind.Event;
}

function parseLines(lines: readonly string[]): DaemonRecord[] {
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as DaemonRecord);
}

function describe(text: string, family: Family): string[] {
  return parseLines(text.split("\n"))
    .filter((each) => each.family === family)
    .map(({ record, channel, transport, address, port, reference_ids: ids, method, interface: name }) => {
      const identities = (ids ?? []).map(({ type, value }) => `${type}:${value}`).join(" ");
      const place = record === "peer" ? `${channel}/${transport} ${address} ${port}` : record;
      return `${name} ${method} ${place} ${identities}`;
    });
}
