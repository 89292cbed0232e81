// What the driver needs of the machine it runs on. A platform must not throw.

import type { InputKind, LogLevel } from "./abi.gen.ts";
import type { Fault } from "./fault.ts";

/** The two ends of a socket that the core opens; addresses are 16 octets, IPv4 in its mapped form. */
export interface SocketFacts {
  /** All zero: whatever the routes say. */
  readonly local: Uint8Array;
  readonly remote: Uint8Array;
  readonly remotePort: number;
  /** 0: whatever the routes say. */
  readonly ifindex: number;
}

/** A group that the core listens to; the address is 16 octets, IPv4 in its mapped form. */
export interface JoinFacts {
  readonly group: Uint8Array;
  /** Of the group, and the one that the socket sends from. */
  readonly port: number;
  readonly ifindex: number;
}

export interface Platform {
  /** Milliseconds since boot, whole, never going back (CLOCK_BOOTTIME). */
  now(): number;

  /** Fresh random octets of the operating system, or null if it has none. */
  entropy(count: number): Uint8Array | null;

  /** Tells the log. `code` is a `Code`, `particulars` a JSON object. */
  log(level: LogLevel, code: number, particulars: string): void;

  /** Sends a JSON line to every control client whose slot has its bit in `clients`. */
  event(clients: number, line: string): void;

  /** Sends a JSON line to one control client. */
  clientSend(client: number, line: string): void;

  /** The reply to a control client is complete. */
  clientClose(client: number): void;

  /**
   * One line of the result. `FileFlag.First` begins it anew; at `FileFlag.Last` it is whole and replaces the one before
   * in one step. A result without lines is one call with both and an empty line. `ResultLines` puts it together.
   */
  result(flags: number, line: string): void;

  /** Feed `TimeReached` at this time, or, for null, at no time. Replaces the one before. */
  deadline(timeMs: number | null): void;

  /** Opens a connected UDP socket; what arrives is fed as `Datagram`, a failure as `SocketFailed`. */
  udpOpen(socket: number, facts: SocketFacts): void;

  /**
   * Opens a UDP socket that gets what is sent to a group on one interface, and nothing else, beside other programs on the
   * same port. What it sends goes to the group. What arrives is fed as `Datagram` with the interface, a failure as `SocketFailed`.
   */
  mcastJoin(socket: number, facts: JoinFacts): void;

  udpSend(socket: number, octets: Uint8Array): void;

  /** Connects, sends one length-prefixed message and feeds the one that comes back as `TcpMessage`, or `TcpFailed`. */
  tcpAsk(socket: number, facts: SocketFacts, message: Uint8Array): void;

  /** Closes a socket of either kind, if it is open; nothing is fed for it any more. */
  close(socket: number): void;

  /** Writes a record over a slot of the persistent store, 0 or 1, and syncs it; how that went is fed as `StoreWritten`. */
  storeWrite(slot: number, octets: Uint8Array): void;

  /** Both slots of the store are damaged: puts them aside. */
  storeQuarantine(): void;

  /** The core refused an input as a whole; nothing changed. */
  refused(kind: InputKind, payload: Uint8Array, fault: Fault): void;

  /**
   * The core trapped or broke its contract at this input: the driver is of no use any more.
   * Make a new one and feed it again what it has to know.
   */
  failed(kind: InputKind, payload: Uint8Array, error: Error): void;
}
