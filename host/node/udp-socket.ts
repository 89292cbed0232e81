// One UDP socket, connected to its remote end: the kernel drops what others send.

import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import { MAX_MESSAGE_LENGTH } from "../abi.gen.ts";
import type { ErrorClass } from "../abi.gen.ts";
import { errorClass } from "./error-class.ts";
import type { Ends } from "./socket-ends.ts";

export interface UdpEvents {
  /** @param address text of the sender's address */
  received(octets: Uint8Array, address: string, port: number): void;
  /** Called at most once, by a socket that is of no use any more. */
  failed(reason: ErrorClass): void;
}

export class UdpSocket {
  private readonly socket: Socket;
  private readonly events: UdpEvents;
  /** What is to be sent once the socket is connected; null when it is. */
  private unsent: Uint8Array[] | null = [];
  private closed = false;

  constructor({ isIpv4, local, remote, remotePort }: Ends, events: UdpEvents) {
    this.events = events;
    // Both ends are addresses: there is nothing to look up, and nobody is asked.
    const lookup = (host: string, _options: unknown, found: (error: null, address: string, family: number) => void) =>
      process.nextTick(found, null, host, isIpv4 ? 4 : 6);
    this.socket = createSocket({ type: isIpv4 ? "udp4" : "udp6", ipv6Only: !isIpv4, lookup });
    this.socket.on("error", (error) => this.fail(error));
    this.socket.on("message", (octets, { address, port }) => {
      // Nothing longer was asked for, and no record could hold it.
      if (!this.closed && octets.length <= MAX_MESSAGE_LENGTH) events.received(octets, address, port);
    });
    this.socket.once("connect", () => this.connected());
    const bound = () => this.attempt(() => this.socket.connect(remotePort, remote));
    this.socket.bind({ port: 0, address: local ?? (isIpv4 ? "0.0.0.0" : "::"), exclusive: true }, bound);
  }

  send(octets: Uint8Array): void {
    if (this.unsent !== null) this.unsent.push(octets);
    else this.attempt(() => this.socket.send(octets, (error) => error && this.fail(error)));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }

  private connected(): void {
    const unsent = this.unsent ?? [];
    this.unsent = null;
    for (const octets of unsent) this.send(octets);
  }

  private attempt(act: () => void): void {
    if (this.closed) return;
    try {
      act();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    this.close();
    this.events.failed(errorClass(error));
  }
}
