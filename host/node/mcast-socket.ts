// One UDP socket that is bound to a multicast group: unicast does not reach it, and
// other programs may have the port as well (RFC 6762 §15).

import { networkInterfaces } from "node:os";
import { formatAddress, fromMapped } from "../addresses.ts";
import type { JoinFacts } from "../platform.ts";
import { DatagramSocket } from "./datagram-socket.ts";
import type { UdpEvents } from "./datagram-socket.ts";
import { interfaceName } from "./interfaces.ts";

/** RFC 6762 §11: what comes through a router does not have it any more. */
const TTL = 255;

export class McastSocket extends DatagramSocket {
  private readonly group: string;
  private readonly port: number;

  /** @throws Error if the interface is not there, or has no address of the family */
  constructor({ group, port, ifindex }: JoinFacts, events: UdpEvents) {
    const octets = fromMapped(group);
    const isIpv4 = octets.length === 4;
    const name = interfaceName(ifindex);
    const member = isIpv4 ? ipv4AddressOf(name) : `::%${name}`;
    super(isIpv4, { reuseAddr: true }, events);
    this.port = port;
    this.group = formatAddress(octets);
    const address = isIpv4 ? this.group : `${this.group}%${name}`;
    this.socket.bind({ port, address, exclusive: true }, () => this.attempt(() => this.join(member)));
  }

  protected override transmit(octets: Uint8Array, done: (error: Error | null) => void): void {
    this.socket.send(octets, this.port, this.group, done);
  }

  private join(member: string): void {
    this.socket.addMembership(this.group, member);
    this.socket.setMulticastInterface(member);
    this.socket.setMulticastTTL(TTL);
    // Another program on this machine may be the responder.
    this.socket.setMulticastLoopback(true);
    this.ready();
  }
}

function ipv4AddressOf(name: string): string {
  const own = networkInterfaces()[name]?.find(({ family }) => family === "IPv4");
  if (own === undefined) throw Object.assign(new Error(`${name} has no IPv4 address`), { code: "EADDRNOTAVAIL" });
  return own.address;
}
