// The daemon: one core, the platform it runs on, and what brings it back after a
// failure. The list last published stays where it is meanwhile.

import { Code, ErrorClass, InputKind, StoredInput, WINDOW_SIZE } from "../abi.gen.ts";
import type { LogLevel } from "../abi.gen.ts";
import { Driver } from "../driver.ts";
import type { Recorder } from "../driver.ts";
import type { Fault } from "../fault.ts";
import { encodeClientClosed, encodeControl, encodeSpool, encodeStored, encodeStoreWritten } from "../inputs.ts";
import type { JoinFacts, Platform, SocketFacts } from "../platform.ts";
import { kindName } from "../render/codes.ts";
import { explain } from "../render/sentences.ts";
import { ResultLines } from "../result-lines.ts";
import { World } from "../world.ts";
import { Calendar } from "./calendar.ts";
import { bootTimeMs } from "./clock.ts";
import { ControlServer } from "./control-server.ts";
import { errorCode, replaceFile } from "./guarded-files.ts";
import { InterfaceMonitor } from "./interfaces.ts";
import type { CoreModule } from "./load-core.ts";
import { Recovery } from "./recovery.ts";
import { Sockets } from "./sockets.ts";
import { SpoolDirectory } from "./spool.ts";
import { SLOTS } from "./store.ts";
import type { SlotStore } from "./store.ts";

export interface DaemonOptions {
  readonly module: CoreModule;
  readonly socketPath: string;
  readonly spoolPath: string;
  readonly resultPath: string;
  /** Keeps the lists over a restart; null: nothing does. */
  readonly store: SlotStore | null;
  /** Takes down the first core's inputs and outputs; a core that replaces it is not recorded. */
  readonly recorder: Recorder | null;
  readonly log: DaemonLog;
  /** Gets every event too, as its JSON line. */
  readonly onEvent?: (line: string) => void;
}

/** Where the daemon tells what happens. */
export interface DaemonLog {
  /** A record of the core. */
  record(level: LogLevel, code: number, particulars: string): void;
  /** Something of the host; a sentence. */
  error(sentence: string): void;
}

/** How often interfaces and the spool directory are looked at without a cause. */
const TICK_MS = 2000;
const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 60_000;
const LONGEST_TIMER_MS = 0x7fffffff;
const NOTHING = new Uint8Array(0);

export class Daemon implements Platform {
  private readonly options: DaemonOptions;
  private readonly world = new World();
  private readonly server: ControlServer;
  private readonly recovery: Recovery;
  private readonly spool: SpoolDirectory;
  private readonly interfaces: InterfaceMonitor;
  private readonly sockets: Sockets;
  private readonly calendar: Calendar;
  private driver: Driver | null = null;
  private lastNow = 0;
  private dueMs: number | null = null;
  private readonly resultLines = new ResultLines();
  private unwritten: string | null = null;
  private writeFails = false;
  private retelling = false;
  private restartMs = FIRST_RESTART_MS;
  private failedMs = 0;
  private tickTimer: NodeJS.Timeout | null = null;
  private dueTimer: NodeJS.Timeout | null = null;
  private restartTimer: NodeJS.Timeout | null = null;

  /** @throws GuardError if the spool directory cannot be trusted */
  constructor(options: DaemonOptions) {
    this.options = options;
    const feed = (kind: InputKind, payload: Uint8Array) => this.feed(kind, payload);
    this.server = new ControlServer({
      request: (client, line) => {
        this.recovery.asked(client, line);
        this.feed(InputKind.Control, encodeControl(client, line));
      },
      hungUp: (client) => {
        this.recovery.ended(client, false);
        this.feed(InputKind.ClientClosed, encodeClientClosed(client));
      },
    });
    this.recovery = new Recovery(this.server);
    this.spool = new SpoolDirectory(options.spoolPath, {
      file: (name, text) => {
        // A client's script gives the interface its address first: the core has to know it before it asks.
        this.interfaces.poll();
        this.feed(InputKind.Spool, encodeSpool(name, text));
      },
      problem: (sentence) => options.log.error(sentence),
    });
    this.interfaces = new InterfaceMonitor(feed);
    this.sockets = new Sockets(feed);
    this.calendar = new Calendar(feed);
  }

  /**
   * Starts the core and listens.
   * @throws CoreError if the core cannot run here; GuardError or a system error if the socket cannot be made
   */
  async start(configuration: Uint8Array): Promise<void> {
    await this.server.listen(this.options.socketPath);
    this.driver = new Driver(this.options.module.instantiate(), this, this.options.recorder);
    for (const slot of SLOTS) this.tellSlot(slot);
    this.configure(configuration);
    this.tick();
    this.tickTimer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Replaces the configuration. It may want interfaces whose leases the core did not keep. */
  configure(text: Uint8Array): void {
    this.feed(InputKind.Config, text);
    for (const { kind, payload } of this.world.all()) if (kind === InputKind.Spool) this.feed(kind, payload);
  }

  stop(): void {
    for (const timer of [this.tickTimer, this.dueTimer, this.restartTimer]) if (timer !== null) clearTimeout(timer);
    this.driver = null;
    this.sockets.closeAll();
    this.spool.close();
    this.server.close();
  }

  now(): number {
    this.lastNow = Math.max(this.lastNow, bootTimeMs());
    return this.lastNow;
  }

  entropy(count: number): Uint8Array | null {
    try {
      return crypto.getRandomValues(new Uint8Array(Math.min(count, 256)));
    } catch {
      return null;
    }
  }

  log(level: LogLevel, code: number, particulars: string): void {
    this.options.log.record(level, code, particulars);
  }

  event(clients: number, line: string): void {
    this.server.broadcast(clients, line);
    this.options.onEvent?.(line);
  }

  clientSend(client: number, line: string): void {
    this.server.send(client, line);
  }

  clientClose(client: number): void {
    this.recovery.ended(client, true);
    this.server.finish(client);
  }

  result(flags: number, line: string): void {
    const lines = this.resultLines.take(flags, line);
    if (lines === null) return;
    this.recovery.published(lines);
    this.unwritten = lines.map((line) => `${line}\n`).join("");
    this.writeResult();
  }

  deadline(timeMs: number | null): void {
    this.dueMs = timeMs;
    if (this.dueTimer !== null) clearTimeout(this.dueTimer);
    this.dueTimer = null;
    if (timeMs === null) return;
    const wait = Math.min(Math.max(timeMs - this.now(), 1), LONGEST_TIMER_MS);
    this.dueTimer = setTimeout(() => this.wake(), wait);
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

  storeWrite(slot: number, octets: Uint8Array): void {
    const errorClass = this.options.store?.write(slot, octets) ?? ErrorClass.Denied;
    // What a core to come has to be told; after a failure nobody knows it without looking.
    if (errorClass === ErrorClass.None) this.world.remember(InputKind.Stored, encodeStored(slot, errorClass, octets));
    else this.rememberSlot(slot);
    this.feed(InputKind.StoreWritten, encodeStoreWritten(slot, errorClass));
  }

  storeQuarantine(): void {
    this.options.store?.quarantine();
    for (const slot of SLOTS) this.rememberSlot(slot);
  }

  refused(kind: InputKind, payload: Uint8Array, fault: Fault): void {
    // The core logs what it refused itself.
    if (payload.length > WINDOW_SIZE)
      this.options.log.error(`an input of kind ${kindName(kind)} was refused: ${explain(fault.code)}`);
    if (kind !== InputKind.Control) return;
    this.recovery.ended(clientOf(payload), false);
    this.server.refuse(clientOf(payload), fault);
  }

  failed(kind: InputKind, payload: Uint8Array, error: Error): void {
    const again = this.now() - this.failedMs < LAST_RESTART_MS;
    this.restartMs = again ? Math.min(this.restartMs * 2, LAST_RESTART_MS) : FIRST_RESTART_MS;
    this.failedMs = this.now();
    // An input that a fresh core fails at too would bring down every core to come.
    if (this.retelling) this.leaveOut(kind, payload);
    this.driver = null;
    this.deadline(null);
    this.sockets.closeAll();
    this.options.onEvent?.(this.recovery.begins(this.restartMs));
    this.server.dropPending();
    this.options.log.error(
      `the core failed at an input of kind ${kindName(kind)} (${error.message}): it starts anew in ${this.restartMs} ms`,
    );
    this.restartTimer = setTimeout(() => this.restart(), this.restartMs);
  }

  /** A slot of the store is told to be empty instead, so that it is written over. */
  private leaveOut(kind: InputKind, payload: Uint8Array): void {
    if (kind === InputKind.Stored)
      this.world.remember(kind, encodeStored(payload[StoredInput.Slot] ?? 0, ErrorClass.None, NOTHING));
    else this.world.forget(kind, payload);
  }

  private readSlot(slot: number): Uint8Array | null {
    const content = this.options.store?.read(slot);
    return content === undefined ? null : encodeStored(slot, content.errorClass, content.octets);
  }

  private rememberSlot(slot: number): void {
    const input = this.readSlot(slot);
    if (input !== null) this.world.remember(InputKind.Stored, input);
  }

  private tellSlot(slot: number): void {
    const input = this.readSlot(slot);
    if (input !== null) this.feed(InputKind.Stored, input);
  }

  private feed(kind: InputKind, payload: Uint8Array): void {
    this.world.remember(kind, payload);
    if (this.driver !== null) this.driver.feed(kind, payload);
    else if (kind === InputKind.Control)
      this.recovery.answer(clientOf(payload), { code: Code.NotInitialised, offset: 0 });
  }

  /** A new core learns everything that the lost one knew. */
  private restart(): void {
    this.retelling = true;
    try {
      const driver = new Driver(this.options.module.instantiate(), this);
      this.driver = driver;
      for (const { kind, payload } of this.world.all()) if (driver.alive) driver.feed(kind, payload);
      // What the world knows of the calendar has grown old.
      this.calendar.forget();
    } catch (error) {
      this.failed(InputKind.TimeReached, NOTHING, error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.retelling = false;
    }
  }

  private wake(): void {
    if (this.dueMs === null) return;
    if (this.now() < this.dueMs) return this.deadline(this.dueMs);
    this.feed(InputKind.TimeReached, NOTHING);
  }

  private tick(): void {
    this.calendar.poll(this.now());
    this.interfaces.poll();
    this.spool.scan();
    if (this.unwritten !== null) this.writeResult();
    // Timers stand still while the machine sleeps; the clock does not.
    if (this.dueMs !== null && this.now() >= this.dueMs) this.wake();
  }

  private writeResult(): void {
    if (this.unwritten === null) return;
    try {
      replaceFile(this.options.resultPath, this.unwritten, 0o644);
      this.unwritten = null;
      this.writeFails = false;
    } catch (error) {
      if (this.writeFails) return;
      this.writeFails = true;
      this.options.log.error(
        `${this.options.resultPath} cannot be written (${errorCode(error)}): this is tried again until it succeeds`,
      );
    }
  }
}

function clientOf(payload: Uint8Array): number {
  return (payload[0] ?? 0) | ((payload[1] ?? 0) << 8);
}
