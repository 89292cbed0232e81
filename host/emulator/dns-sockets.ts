// The sockets that the core opens on the virtual router, and the way between them
// and the virtual name servers: nothing arrives but through the right network.
import { ErrorClass, InputKind, MAX_MESSAGE_LENGTH } from "../abi.gen.ts";
import { formatAddress, fromMapped, toMapped } from "../addresses.ts";
import { encodeDatagram, encodeFailure, encodeTcpMessage } from "../inputs.ts";
import type { SocketFacts } from "../platform.ts";
import { describeQuery } from "./dns-describe.ts";
import { DnsServer } from "./dns-server.ts";
import type { Forgery, Reaction, ServerSettings } from "./dns-server.ts";
import type { Network } from "./scenario.ts";
import { VirtualSockets } from "./virtual-sockets.ts";

/** The name servers of one network, and how far away they are. */
export interface DnsService {
  /** From a question to its answer, in milliseconds. */
  readonly delayMs: number;
  readonly servers: readonly ServerSettings[];
}

/** What the sockets need of the router that they are on. */
export interface SocketRouter {
  /** Networks that a socket reaches; undefined if an end of it is not there. */
  reach(facts: SocketFacts): Network[] | undefined;
}

/** A server that a socket talks to. */
interface Peer {
  readonly network: Network;
  readonly server: DnsServer;
  readonly delayMs: number;
}

const OTHER_PORT = 4053;
/** TCP takes a round trip to connect, and one for the question. */
const TCP_ROUND_TRIPS = 2;
/** Where no server is. */
const OTHER_ADDRESS = Uint8Array.of(192, 0, 2, 254);

export class DnsSockets extends VirtualSockets<SocketRouter, SocketFacts> {
  private readonly services = new Map<string, { delayMs: number; servers: DnsServer[] }>();

  /** Replaces the name servers of an interface. */
  serve(interfaceName: string, { delayMs, servers }: DnsService): void {
    this.services.set(interfaceName, { delayMs, servers: servers.map((settings) => new DnsServer(settings)) });
  }

  udpOpen(socket: number, facts: SocketFacts): void {
    if (this.router.reach(facts) === undefined)
      return this.fail(InputKind.SocketFailed, socket, ErrorClass.Unreachable);
    this.open.set(socket, facts);
  }

  udpSend(socket: number, octets: Uint8Array): void {
    const facts = this.open.get(socket);
    if (facts !== undefined) this.ask(socket, facts, octets, false);
  }

  tcpAsk(socket: number, facts: SocketFacts, message: Uint8Array): void {
    if (this.router.reach(facts) === undefined) return this.fail(InputKind.TcpFailed, socket, ErrorClass.Unreachable);
    this.open.set(socket, facts);
    this.ask(socket, facts, message, true);
  }

  private ask(socket: number, facts: SocketFacts, octets: Uint8Array, overTcp: boolean): void {
    const networks = this.router.reach(facts) ?? [];
    const peer = this.peerAt(networks, facts);
    const description = describeQuery(octets, formatAddress(fromMapped(facts.remote)), overTcp);
    this.tell("client", peer?.network ?? networks[0], facts.remote, octets, description);
    if (peer === undefined) return;
    for (const reaction of peer.server.react(octets, overTcp)) {
      const delayMs = reaction.delayMs + peer.delayMs * (overTcp ? TCP_ROUND_TRIPS : 1);
      this.schedule.after(delayMs, () => this.deliver(socket, facts, peer.network, reaction, overTcp));
    }
  }

  private peerAt(networks: readonly Network[], { remote, remotePort }: SocketFacts): Peer | undefined {
    const address = formatAddress(fromMapped(remote));
    for (const network of networks) {
      const service = this.services.get(network.interface);
      const server = service?.servers.find(
        ({ settings }) => formatAddress(settings.address) === address && settings.port === remotePort,
      );
      if (service !== undefined && server !== undefined) return { network, server, delayMs: service.delayMs };
    }
    return undefined;
  }

  private deliver(socket: number, facts: SocketFacts, network: Network, reaction: Reaction, overTcp: boolean): void {
    if (this.router.reach(facts) === undefined) return;
    const { message, outcome, forgery } = reaction;
    if (message !== undefined) {
      const sender = forgery === "none" ? formatAddress(fromMapped(facts.remote)) : `a forger (wrong ${forgery})`;
      const text = `${sender}${overTcp ? " over TCP" : ""}: ${message.description.text}`;
      this.tell("provider", network, facts.remote, message.octets, { ...message.description, text });
    }
    // A datagram for a socket that is closed goes nowhere; the kernel drops it.
    if (this.open.get(socket) !== facts) return;
    if (message !== undefined && !overTcp) return this.feed(...datagram(socket, facts, message.octets, forgery));
    this.open.delete(socket);
    const isShort = message !== undefined && message.octets.length <= MAX_MESSAGE_LENGTH;
    if (isShort) return this.feed(InputKind.TcpMessage, encodeTcpMessage(socket, message.octets));
    this.fail(overTcp ? InputKind.TcpFailed : InputKind.SocketFailed, socket, FAILURES[outcome]);
  }

  private fail(kind: InputKind, socket: number, reason: ErrorClass): void {
    this.open.delete(socket);
    this.feed(kind, encodeFailure(socket, reason));
  }
}

/** What a host says of the ways in which a server can fail. */
const FAILURES: Readonly<Record<Reaction["outcome"], ErrorClass>> = {
  message: ErrorClass.TooLong,
  unreachable: ErrorClass.Refused,
  refuse: ErrorClass.Refused,
  reset: ErrorClass.Reset,
  empty: ErrorClass.Io,
  long: ErrorClass.TooLong,
};

/** A datagram as it arrives; a forger may be elsewhere, or have missed the socket. */
function datagram(socket: number, facts: SocketFacts, octets: Uint8Array, forgery: Forgery): [InputKind, Uint8Array] {
  const source = {
    address: forgery === "address" ? toMapped(OTHER_ADDRESS) : facts.remote,
    port: forgery === "port" ? OTHER_PORT : facts.remotePort,
    ifindex: facts.ifindex,
  };
  const hit = forgery === "socket" ? socket ^ 0x100 : socket;
  return [InputKind.Datagram, encodeDatagram(hit, source, octets)];
}
