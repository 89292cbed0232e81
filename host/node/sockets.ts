// The sockets that the core opens, by the handles that the core gave them. A
// handle that is not open any more is ignored, whoever uses it.

import { ErrorClass, InputKind } from "../abi.gen.ts";
import { encodeDatagram, encodeFailure, encodeTcpMessage } from "../inputs.ts";
import type { JoinFacts, SocketFacts } from "../platform.ts";
import { errorClass } from "./error-class.ts";
import { McastSocket } from "./mcast-socket.ts";
import { endsOf, parseSource } from "./socket-ends.ts";
import { TcpExchange } from "./tcp-exchange.ts";
import { UdpSocket } from "./udp-socket.ts";

/** Sockets that are open at once; one more fails. */
const MAX_SOCKETS = 32;
/** A TCP connection on which nothing moves for so long has failed. */
const TCP_IDLE_MS = 10_000;

type AnySocket = UdpSocket | McastSocket | TcpExchange;

export class Sockets {
  private readonly feed: (kind: InputKind, payload: Uint8Array) => void;
  private readonly idleMs: number;
  private readonly open = new Map<number, AnySocket>();

  /** @param idleMs how long nothing may move on a TCP connection, milliseconds */
  constructor(feed: (kind: InputKind, payload: Uint8Array) => void, idleMs = TCP_IDLE_MS) {
    this.feed = feed;
    this.idleMs = idleMs;
  }

  /** Opens a UDP socket on a port of the kernel's choice, connected to the remote end. */
  udpOpen(socket: number, facts: SocketFacts): void {
    this.add(socket, InputKind.SocketFailed, (failed) => {
      const received = (octets: Uint8Array, address: string, port: number) => {
        const source = { address: parseSource(address), port, ifindex: 0 };
        this.feed(InputKind.Datagram, encodeDatagram(socket, source, octets));
      };
      return new UdpSocket(endsOf(facts), { received, failed });
    });
  }

  /** Opens a UDP socket that gets what is sent to a group on one interface. */
  mcastJoin(socket: number, facts: JoinFacts): void {
    this.add(socket, InputKind.SocketFailed, (failed) => {
      const received = (octets: Uint8Array, address: string, port: number) => {
        const source = { address: parseSource(address), port, ifindex: facts.ifindex };
        this.feed(InputKind.Datagram, encodeDatagram(socket, source, octets));
      };
      return new McastSocket(facts, { received, failed });
    });
  }

  udpSend(socket: number, octets: Uint8Array): void {
    const udp = this.open.get(socket);
    if (udp !== undefined && !(udp instanceof TcpExchange)) udp.send(octets);
  }

  /** Connects, sends the message and waits for one. */
  tcpAsk(socket: number, facts: SocketFacts, message: Uint8Array): void {
    this.add(socket, InputKind.TcpFailed, (failed) => {
      const received = (answer: Uint8Array) => {
        this.close(socket);
        this.feed(InputKind.TcpMessage, encodeTcpMessage(socket, answer));
      };
      return new TcpExchange(endsOf(facts), message, this.idleMs, { received, failed });
    });
  }

  close(socket: number): void {
    this.open.get(socket)?.close();
    this.open.delete(socket);
  }

  closeAll(): void {
    for (const socket of [...this.open.keys()]) this.close(socket);
  }

  private add(socket: number, failure: InputKind, make: (failed: (reason: ErrorClass) => void) => AnySocket): void {
    const failed = (reason: ErrorClass) => {
      this.close(socket);
      this.feed(failure, encodeFailure(socket, reason));
    };
    this.close(socket);
    if (this.open.size >= MAX_SOCKETS) return failed(ErrorClass.NoSpace);
    try {
      this.open.set(socket, make(failed));
    } catch (error) {
      failed(errorClass(error));
    }
  }
}
