// The host on JerryScript. One engine and one core live and fail together: whatever
// is thrown here ends both, and the C side begins anew with fresh ones
// (docs/jerryscript.md). So nothing is caught, and nothing outlives a call but the driver.

import { Code, ErrorClass, InputKind, NO_DEADLINE } from "../abi.gen.ts";
import type { LogLevel } from "../abi.gen.ts";
import { Core } from "../core.ts";
import { Driver } from "../driver.ts";
import type { Fault } from "../fault.ts";
import { encodeFailure, encodeStoreWritten } from "../inputs.ts";
import type { JoinFacts, Platform, SocketFacts } from "../platform.ts";
import type { Natives, Received } from "./natives.d.ts";

/** What `wait` returns besides the kind of an input. */
const Wait = { TimeReached: 0, Reload: 256, Stop: 257 } as const;
const MAX_ENTROPY = 256;
const SLOTS = [0, 1] as const;
const NOTHING = new Uint8Array(0);

class Daemon implements Platform {
  private readonly natives: Natives;
  private readonly driver: Driver;
  private readonly received: Received = { payload: NOTHING };
  private deadlineMs: number = NO_DEADLINE;

  /** @throws CoreError if the script and the C side are not from one release */
  constructor(natives: Natives) {
    this.natives = natives;
    const { core, journal } = natives;
    const exports = { ...core, selfTest: () => Code.Ok, init: () => Code.Ok };
    const recorder = journal === null ? null : { record: journal };
    this.driver = new Driver(new Core(exports), this, recorder);
  }

  /** Tells the core all that lasts: the store and the configuration now, the rest as `wait` tells it. */
  start(): void {
    for (const slot of SLOTS) {
      if (this.natives.storeRead(slot, this.received) >= 0) this.driver.feed(InputKind.Stored, this.received.payload);
    }
    this.configure();
  }

  /** Waits for one thing and lets the core deal with it. False: the daemon shall end. */
  step(): boolean {
    const kind = this.natives.wait(this.deadlineMs, this.received);
    if (kind < 0 || kind === Wait.Stop) return false;
    if (kind === Wait.Reload) this.configure();
    else if (kind === Wait.TimeReached) this.wake();
    else this.driver.feed(kind as InputKind, this.received.payload);
    return true;
  }

  now(): number {
    return this.natives.nowMs();
  }

  entropy(count: number): Uint8Array | null {
    const octets = new Uint8Array(Math.min(count, MAX_ENTROPY));
    return this.natives.entropy(octets) < 0 ? null : octets;
  }

  log(level: LogLevel, code: number, particulars: string): void {
    this.natives.log(level, code, particulars);
  }

  event(clients: number, line: string): void {
    this.natives.event(clients, line);
  }

  clientSend(client: number, line: string): void {
    this.natives.clientSend(client, line);
  }

  clientClose(client: number): void {
    this.natives.clientClose(client);
  }

  result(flags: number, line: string): void {
    this.natives.result(flags, line);
  }

  deadline(timeMs: number | null): void {
    this.deadlineMs = timeMs ?? NO_DEADLINE;
  }

  udpOpen(socket: number, { local, remote, remotePort, ifindex }: SocketFacts): void {
    const result = this.natives.udpOpen(socket, local, remote, remotePort, ifindex);
    this.tell(InputKind.SocketFailed, socket, result);
  }

  mcastJoin(socket: number, { group, port, ifindex }: JoinFacts): void {
    this.tell(InputKind.SocketFailed, socket, this.natives.mcastJoin(socket, group, port, ifindex));
  }

  udpSend(socket: number, octets: Uint8Array): void {
    this.tell(InputKind.SocketFailed, socket, this.natives.udpSend(socket, octets));
  }

  tcpAsk(socket: number, { local, remote, remotePort, ifindex }: SocketFacts, message: Uint8Array): void {
    const result = this.natives.tcpAsk(socket, local, remote, remotePort, ifindex, message);
    this.tell(InputKind.TcpFailed, socket, result);
  }

  close(socket: number): void {
    this.natives.close(socket);
  }

  storeWrite(slot: number, octets: Uint8Array): void {
    const result = this.natives.storeWrite(slot, octets);
    const errorClass = result < 0 ? classOf(result) : ErrorClass.None;
    this.driver.feed(InputKind.StoreWritten, encodeStoreWritten(slot, errorClass));
  }

  storeQuarantine(): void {
    this.natives.storeQuarantine();
  }

  /** The core logs what it refused; a control client is told why as well. */
  refused(kind: InputKind, payload: Uint8Array, { code, offset }: Fault): void {
    if (kind !== InputKind.Control) return;
    const client = (payload[0] ?? 0) | ((payload[1] ?? 0) << 8);
    this.natives.clientSend(client, JSON.stringify({ record: "error", error: code, offset }));
    this.natives.clientClose(client);
  }

  failed(_kind: InputKind, _payload: Uint8Array, error: Error): void {
    throw error;
  }

  private configure(): void {
    if (this.natives.configuration(this.received) >= 0) this.driver.feed(InputKind.Config, this.received.payload);
    this.natives.retell();
  }

  private wake(): void {
    if (this.deadlineMs === NO_DEADLINE || this.natives.nowMs() < this.deadlineMs) return;
    this.deadlineMs = NO_DEADLINE;
    this.driver.feed(InputKind.TimeReached, NOTHING);
  }

  private tell(kind: InputKind, socket: number, result: number): void {
    if (result < 0) this.driver.feed(kind, encodeFailure(socket, classOf(result)));
  }
}

/** The reason of a native that failed. */
const classOf = (result: number): ErrorClass => -result as ErrorClass;

/**
 * Begins to run the daemon.
 * @returns does one step of it; false: the daemon shall end
 * @throws CoreError if the script and the C side are not from one release
 */
export function start(natives: Natives): () => boolean {
  const daemon = new Daemon(natives);
  daemon.start();
  return () => daemon.step();
}
