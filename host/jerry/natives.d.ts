// What the host written in C gives to the script: the port of
// board/include/board_port.h, function by function, and the core. A number that is
// returned is 0 or more, or negative: `-ErrorClass`.

import type { LogLevel } from "../abi.gen.ts";
import type { CoreExports } from "../core.ts";

/** Where a native puts the octets that it returns. */
export interface Received {
  /** A copy of its own. */
  payload: Uint8Array;
}

/**
 * The instance of the core that the C side has made, checked and initialised: of its
 * memory there is no more than the exchange window. `handle` and `pollOutput` throw if it has failed.
 */
export type NativeCore = Omit<CoreExports, "selfTest" | "init">;

export interface Natives {
  readonly core: NativeCore;

  /** Milliseconds since boot, whole, never going back. */
  nowMs(): number;

  /** Fills in fresh random octets. */
  entropy(octets: Uint8Array): number;

  /** Reads the configuration. */
  configuration(text: Received): number;

  /**
   * Waits for the next input record, or until a time.
   * @param deadlineMs milliseconds since boot, or `NO_DEADLINE`
   * @returns an `InputKind`; 0: the time is reached; or one of `Wait`
   */
  wait(deadlineMs: number, record: Received): number;

  /** `wait` tells all that lasts anew. */
  retell(): void;

  /** Addresses are 16 octets. */
  udpOpen(socket: number, local: Uint8Array, remote: Uint8Array, remotePort: number, ifindex: number): number;
  mcastJoin(socket: number, group: Uint8Array, port: number, ifindex: number): number;
  udpSend(socket: number, octets: Uint8Array): number;
  tcpAsk(
    socket: number,
    local: Uint8Array,
    remote: Uint8Array,
    remotePort: number,
    ifindex: number,
    message: Uint8Array,
  ): number;
  close(socket: number): void;

  clientSend(client: number, line: string): void;
  clientClose(client: number): void;
  /** @param mask a bit for each slot of a client */
  event(mask: number, line: string): void;

  /** Reads a slot of the store as a `Stored` record. */
  storeRead(slot: number, record: Received): number;
  storeWrite(slot: number, octets: Uint8Array): number;
  storeQuarantine(): void;

  /** @param flags a set of `FileFlag` */
  result(flags: number, line: string): void;

  log(level: LogLevel, code: number, particulars: string): void;

  /** Takes down what goes in and what comes out; null if nobody wants it. */
  readonly journal: ((kind: number, timeMs: number, octets: Uint8Array) => void) | null;
}
