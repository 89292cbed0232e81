// One UDP socket, connected to its remote end: the kernel drops what others send.

import { DatagramSocket } from "./datagram-socket.ts";
import type { UdpEvents } from "./datagram-socket.ts";
import type { Ends } from "./socket-ends.ts";

export class UdpSocket extends DatagramSocket {
  constructor({ isIpv4, local, remote, remotePort }: Ends, events: UdpEvents) {
    // Both ends are addresses: there is nothing to look up, and nobody is asked.
    const lookup = (host: string, _options: unknown, found: (error: null, address: string, family: number) => void) =>
      process.nextTick(found, null, host, isIpv4 ? 4 : 6);
    super(isIpv4, { lookup }, events);
    this.socket.once("connect", () => this.ready());
    const bound = () => this.attempt(() => this.socket.connect(remotePort, remote));
    this.socket.bind({ port: 0, address: local ?? (isIpv4 ? "0.0.0.0" : "::"), exclusive: true }, bound);
  }

  protected override transmit(octets: Uint8Array, done: (error: Error | null) => void): void {
    this.socket.send(octets, done);
  }
}
