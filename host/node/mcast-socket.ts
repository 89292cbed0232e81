// One UDP socket that is bound to a multicast group: unicast does not reach it, and
// other programs may have the port as well (RFC 6762 §15).

import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { formatAddress, fromMapped } from "../addresses.ts";
import { MAX_MESSAGE_LENGTH } from "../abi.gen.ts";
import type { JoinFacts } from "../platform.ts";
import { errorClass } from "./error-class.ts";
import { interfaceName } from "./interfaces.ts";
import type { UdpEvents } from "./udp-socket.ts";

/** RFC 6762 §11: what comes through a router does not have it any more. */
const TTL = 255;

export class McastSocket {
  private readonly socket: Socket;
  private readonly events: UdpEvents;
  private readonly group: string;
  private readonly port: number;
  /** What is to be sent once the group is joined; null when it is. */
  private unsent: Uint8Array[] | null = [];
  private closed = false;

  /** @throws Error if the interface is not there, or has no address of the family */
  constructor({ group, port, ifindex }: JoinFacts, events: UdpEvents) {
    this.events = events;
    const octets = fromMapped(group);
    const isIpv4 = octets.length === 4;
    this.port = port;
    this.group = formatAddress(octets);
    const name = interfaceName(ifindex);
    const member = isIpv4 ? ipv4AddressOf(name) : `::%${name}`;
    this.socket = createSocket({ type: isIpv4 ? "udp4" : "udp6", ipv6Only: !isIpv4, reuseAddr: true });
    this.socket.on("error", (error) => this.fail(error));
    this.socket.on("message", (received, from) => {
      if (!this.closed && received.length <= MAX_MESSAGE_LENGTH) events.received(received, from.address, from.port);
    });
    const address = isIpv4 ? this.group : `${this.group}%${name}`;
    this.socket.bind({ port, address, exclusive: true }, () => this.attempt(() => this.join(member)));
  }

  send(octets: Uint8Array): void {
    if (this.unsent !== null) this.unsent.push(octets);
    else this.attempt(() => this.socket.send(octets, this.port, this.group, (error) => error && this.fail(error)));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }

  private join(member: string): void {
    this.socket.addMembership(this.group, member);
    this.socket.setMulticastInterface(member);
    this.socket.setMulticastTTL(TTL);
    // Another program on this machine may be the responder.
    this.socket.setMulticastLoopback(true);
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

function ipv4AddressOf(name: string): string {
  const own = networkInterfaces()[name]?.find(({ family }) => family === "IPv4");
  if (own === undefined) throw Object.assign(new Error(`${name} has no IPv4 address`), { code: "EADDRNOTAVAIL" });
  return own.address;
}
