// One question and one answer over TCP, each after its length in two octets,
// RFC 1035 §4.2.2 and RFC 7766 §8.

import { connect } from "node:net";
import type { Socket } from "node:net";
import { ErrorClass, MAX_MESSAGE_LENGTH } from "../abi.gen.ts";
import { errorClass } from "./error-class.ts";
import type { Ends } from "./socket-ends.ts";

export interface TcpEvents {
  received(message: Uint8Array): void;
  failed(reason: ErrorClass): void;
}

const PREFIX_LENGTH = 2;

export class TcpExchange {
  private readonly socket: Socket;
  private readonly events: TcpEvents;
  private readonly prefix = new Uint8Array(PREFIX_LENGTH);
  private answer: Uint8Array | null = null;
  /** Octets that have come, those of the length included. */
  private filled = 0;
  private closed = false;

  /** @param idleMs how long nothing may move before it has failed, milliseconds */
  constructor({ isIpv4, local, remote, remotePort }: Ends, message: Uint8Array, idleMs: number, events: TcpEvents) {
    this.events = events;
    const ends = { host: remote, port: remotePort, family: isIpv4 ? 4 : 6, noDelay: true };
    this.socket = connect(local === undefined ? ends : { ...ends, localAddress: local });
    this.socket.setTimeout(idleMs, () => this.fail(ErrorClass.TimedOut));
    this.socket.on("error", (error) => this.fail(errorClass(error)));
    this.socket.on("end", () => this.fail(ErrorClass.Reset));
    this.socket.on("data", (octets) => this.take(octets));
    this.socket.write(Buffer.concat([Uint8Array.of(message.length >>> 8, message.length), message]));
  }

  close(): void {
    this.closed = true;
    this.socket.destroy();
  }

  private take(octets: Uint8Array): void {
    let at = 0;
    while (!this.closed && at < octets.length) {
      const part = this.answer ?? this.prefix;
      const offset = this.answer === null ? this.filled : this.filled - PREFIX_LENGTH;
      const taken = octets.subarray(at, at + part.length - offset);
      part.set(taken, offset);
      at += taken.length;
      this.filled += taken.length;
      if (offset + taken.length === part.length) this.complete();
    }
  }

  /** The length is there, or the whole answer. Octets after the answer are not read. */
  private complete(): void {
    if (this.answer !== null) return this.end(() => this.events.received(this.answer as Uint8Array));
    const length = ((this.prefix[0] ?? 0) << 8) | (this.prefix[1] ?? 0);
    if (length === 0) return this.fail(ErrorClass.Io);
    if (length > MAX_MESSAGE_LENGTH) return this.fail(ErrorClass.TooLong);
    this.answer = new Uint8Array(length);
  }

  private fail(reason: ErrorClass): void {
    this.end(() => this.events.failed(reason));
  }

  private end(tell: () => void): void {
    if (this.closed) return;
    this.close();
    tell();
  }
}
