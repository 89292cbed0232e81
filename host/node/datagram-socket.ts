// One UDP socket that keeps what is to be sent until it is ready, and fails once.

import { createSocket } from "node:dgram";
import type { Socket, SocketOptions } from "node:dgram";
import { MAX_MESSAGE_LENGTH } from "../abi.gen.ts";
import type { ErrorClass } from "../abi.gen.ts";
import { errorClass } from "./error-class.ts";

export interface UdpEvents {
  /** @param address text of the sender's address */
  received(octets: Uint8Array, address: string, port: number): void;
  /** Called at most once, by a socket that is of no use any more. */
  failed(reason: ErrorClass): void;
}

export abstract class DatagramSocket {
  protected readonly socket: Socket;
  private readonly events: UdpEvents;
  /** What is to be sent once the socket is ready; null when it is. */
  private unsent: Uint8Array[] | null = [];
  private closed = false;

  constructor(isIpv4: boolean, options: Omit<SocketOptions, "type">, events: UdpEvents) {
    this.events = events;
    this.socket = createSocket({ type: isIpv4 ? "udp4" : "udp6", ipv6Only: !isIpv4, ...options });
    this.socket.on("error", (error) => this.fail(error));
    this.socket.on("message", (octets, { address, port }) => {
      // Nothing longer was asked for, and no record could hold it.
      if (!this.closed && octets.length <= MAX_MESSAGE_LENGTH) events.received(octets, address, port);
    });
  }

  send(octets: Uint8Array): void {
    if (this.unsent !== null) this.unsent.push(octets);
    else this.attempt(() => this.transmit(octets, (error) => error && this.fail(error)));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }

  protected abstract transmit(octets: Uint8Array, done: (error: Error | null) => void): void;

  protected ready(): void {
    const unsent = this.unsent ?? [];
    this.unsent = null;
    for (const octets of unsent) this.send(octets);
  }

  protected attempt(act: () => void): void {
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
