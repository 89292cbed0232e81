// One search for the servers of one domain, or on one link: a core of its own, the
// configuration that it is given, and an end.

import { performance } from "node:perf_hooks";
import { InputKind } from "../abi.gen.ts";
import type { LogLevel } from "../abi.gen.ts";
import type { Core } from "../core.ts";
import { Driver } from "../driver.ts";
import type { Fault } from "../fault.ts";
import { encodeControl } from "../inputs.ts";
import type { JoinFacts, Platform, SocketFacts } from "../platform.ts";
import { parseParticulars, textOf } from "../render/particulars.ts";
import type { Particulars } from "../render/particulars.ts";
import { encodeUtf8 } from "../text.ts";
import { InterfaceMonitor } from "./interfaces.ts";
import { Sockets } from "./sockets.ts";

export interface SearchOptions {
  readonly core: Core;
  /** The configuration that says what is looked for, and how. */
  readonly configuration: string;
  /** Families whose servers are wanted. */
  readonly families: readonly string[];
  /** Gets every log record of the core. */
  readonly log: (level: LogLevel, code: number, particulars: Particulars) => void;
}

/** The one control client; its slot is 0. */
const CLIENT = 0x100;
const NOTHING = new Uint8Array(0);
const UNDER_WAY = ["wait-config", "discovering", "refreshing"];

/** Finds what its configuration looks for. */
export class Search implements Platform {
  private readonly options: SearchOptions;
  private readonly driver: Driver;
  private readonly sockets: Sockets;
  private lines: string[] = [];
  private timer: NodeJS.Timeout | null = null;
  private lookTimer: NodeJS.Immediate | null = null;
  private finish: (rows: Particulars[]) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;

  constructor(options: SearchOptions) {
    this.options = options;
    this.driver = new Driver(options.core, this);
    this.sockets = new Sockets((kind, payload) => this.feed(kind, payload));
  }

  /**
   * Searches until there is a result.
   * @returns the records of the servers, best first
   * @throws what the core threw, if it failed
   */
  async run(): Promise<Particulars[]> {
    try {
      return await new Promise((resolve, reject) => {
        this.finish = resolve;
        this.fail = reject;
        new InterfaceMonitor((kind, payload) => this.driver.feed(kind, payload)).poll();
        this.driver.feed(InputKind.Config, encodeUtf8(this.options.configuration));
        this.request("refresh");
        this.look();
      });
    } finally {
      this.deadline(null);
      if (this.lookTimer !== null) clearImmediate(this.lookTimer);
      this.sockets.closeAll();
    }
  }

  now(): number {
    return Math.floor(performance.now());
  }

  entropy(count: number): Uint8Array | null {
    return crypto.getRandomValues(new Uint8Array(Math.min(count, 256)));
  }

  log(level: LogLevel, code: number, particulars: string): void {
    this.options.log(level, code, parseParticulars(particulars));
  }

  event(): void {}

  clientSend(_client: number, line: string): void {
    this.lines.push(line);
  }

  clientClose(): void {}

  result(): void {}

  deadline(timeMs: number | null): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = timeMs === null ? null : setTimeout(() => this.wake(timeMs), Math.max(timeMs - this.now(), 1));
  }

  udpOpen(socket: number, facts: SocketFacts): void {
    this.sockets.udpOpen(socket, facts);
  }

  mcastJoin(socket: number, facts: JoinFacts): void {
    this.sockets.mcastJoin(socket, facts);
  }

  udpSend(socket: number, octets: Uint8Array): void {
    this.sockets.udpSend(socket, octets);
  }

  tcpAsk(socket: number, facts: SocketFacts, message: Uint8Array): void {
    this.sockets.tcpAsk(socket, facts, message);
  }

  close(socket: number): void {
    this.sockets.close(socket);
  }

  storeWrite(): void {}

  storeQuarantine(): void {}

  refused(_kind: InputKind, _payload: Uint8Array, _fault: Fault): void {}

  failed(_kind: InputKind, _payload: Uint8Array, error: Error): void {
    this.fail(error);
  }

  private feed(kind: InputKind, payload: Uint8Array): void {
    this.driver.feed(kind, payload);
    // An input may come from within a drain: the look has to wait until that is over.
    this.lookTimer ??= setImmediate(() => this.look());
  }

  private wake(timeMs: number): void {
    if (this.now() < timeMs) return this.deadline(timeMs);
    this.feed(InputKind.TimeReached, NOTHING);
  }

  /** Ends the search when nothing is under way for the wanted families. */
  private look(): void {
    this.lookTimer = null;
    const isWanted = (record: Particulars) => this.options.families.includes(textOf(record, "family", ""));
    const cells = this.request("status").filter((record) => record["record"] === "cell" && isWanted(record));
    if (cells.some((cell) => UNDER_WAY.includes(textOf(cell, "state", "")))) return;
    this.finish(this.request("peers").filter((record) => record["record"] === "peer" && isWanted(record)));
  }

  private request(line: string): Particulars[] {
    this.lines = [];
    this.driver.feed(InputKind.Control, encodeControl(CLIENT, encodeUtf8(line)));
    return this.lines.map(parseParticulars);
  }
}
