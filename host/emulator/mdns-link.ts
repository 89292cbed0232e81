// Multicast DNS on the virtual links: the sockets with which the core listens, and
// responders that answer there. What is sent to a group arrives at every socket of that
// group on the link, also at the sender's own; what is sent to the router alone does
// not, since those sockets are bound to the group.
import { InputKind } from "../abi.gen.ts";
import type { ErrorClass } from "../abi.gen.ts";
import { ErrorClass as Errors } from "../abi.gen.ts";
import { formatAddress, fromMapped, toMapped } from "../addresses.ts";
import { encodeDatagram, encodeFailure } from "../inputs.ts";
import type { JoinFacts } from "../platform.ts";
import type { DnsRecord } from "./dns-record.ts";
import { DnsType, nameKey } from "./dns-record.ts";
import {
  MDNS_RESPONSE,
  decodeMdnsQuery,
  describeMdnsQuery,
  describeMdnsResponse,
  encodeMdnsResponse,
} from "./mdns-message.ts";
import type { MdnsFrame, MdnsQuery } from "./mdns-message.ts";
import { toHex } from "./octets.ts";
import type { Network } from "./scenario.ts";
import { VirtualSockets } from "./virtual-sockets.ts";

/** RFC 6762 §3. */
export const MDNS_PORT = 5353;

/** Somebody on the link who answers questions. */
export interface MdnsResponder {
  readonly address: Uint8Array;
  readonly records: readonly DnsRecord[];
  /** Answers bring along what they lead to (RFC 6763 §12). */
  readonly brings: boolean;
}

export interface MdnsService {
  /** From a question to its answer, in milliseconds. */
  readonly delayMs: number;
  readonly responders: readonly MdnsResponder[];
}

/** A message that a scenario sends. */
export interface MdnsMessage {
  readonly address: Uint8Array;
  readonly port: number;
  /** The group, or the router alone. */
  readonly to: "group" | "router";
  readonly records: readonly DnsRecord[];
  readonly frame: MdnsFrame;
  /** Octets in place of all that. */
  readonly octets: Uint8Array | undefined;
  /** How often, one after the other. */
  readonly times: number;
}

/** What the sockets need of the router that they are on. */
export interface MdnsRouter {
  /** The networks on a link, and an address there that the router sends from; undefined if the link is not up. */
  linkOf(ifindex: number, isIpv4: boolean): { networks: readonly Network[]; address: Uint8Array } | undefined;
}

export class MdnsLink extends VirtualSockets<MdnsRouter, JoinFacts> {
  private readonly services = new Map<string, MdnsService>();

  /** Replaces the responders on the link of an interface. */
  serve(interfaceName: string, service: MdnsService): void {
    this.services.set(interfaceName, service);
  }

  join(socket: number, facts: JoinFacts): void {
    if (this.linkOf(facts) === undefined) this.fail(socket, Errors.Unreachable);
    else this.open.set(socket, facts);
  }

  /** @returns false if the socket has joined no group */
  send(socket: number, octets: Uint8Array): boolean {
    const facts = this.open.get(socket);
    const link = facts && this.linkOf(facts);
    if (facts === undefined || link === undefined) return facts !== undefined;
    const query = decodeMdnsQuery(octets);
    const group = formatAddress(fromMapped(facts.group));
    const description = query ? describeMdnsQuery(query, group) : { message: "?", text: toHex(octets) };
    this.tell("client", link.networks[0], facts.group, octets, description);
    this.arrive(link.networks, { address: link.address, port: MDNS_PORT }, octets);
    for (const network of link.networks) {
      const service = this.services.get(network.interface);
      if (query && service) this.schedule.after(service.delayMs, () => this.answer(network, service, query, facts));
    }
    return true;
  }

  /** Somebody on the link of an interface sends a message. */
  speak(network: Network, message: MdnsMessage): void {
    const { address, port, to, records, frame, times } = message;
    const octets = message.octets ?? encodeMdnsResponse(records, frame);
    const isTo = to === "group" ? "" : " to the router alone";
    const sender = `${formatAddress(address)} port ${port}${isTo}`;
    const description = message.octets
      ? { message: "MDNS", text: `${sender}: ${octets.length} octets` }
      : describeMdnsResponse(records, sender);
    for (let i = 0; i < times; i++) {
      this.tell("provider", network, toMapped(address), octets, description);
      if (to === "group") this.arrive([network], { address, port }, octets);
    }
  }

  private answer(network: Network, { responders }: MdnsService, query: MdnsQuery, facts: JoinFacts): void {
    for (const responder of responders) {
      if ((responder.address.length === 4) !== isIpv4(facts)) continue;
      const records = recordsFor(query, responder);
      if (records.length === 0) continue;
      const { address } = responder;
      this.speak(network, {
        address,
        port: MDNS_PORT,
        to: "group",
        records,
        frame: MDNS_RESPONSE,
        octets: undefined,
        times: 1,
      });
    }
  }

  private arrive(
    networks: readonly Network[],
    { address, port }: { address: Uint8Array; port: number },
    octets: Uint8Array,
  ): void {
    for (const [socket, facts] of [...this.open]) {
      const isThere = this.linkOf(facts)?.networks.some((network) => networks.includes(network)) ?? false;
      if (!isThere || (address.length === 4) !== isIpv4(facts)) continue;
      const source = { address: toMapped(address), port, ifindex: facts.ifindex };
      this.feed(InputKind.Datagram, encodeDatagram(socket, source, octets));
    }
  }

  private linkOf(facts: JoinFacts): ReturnType<MdnsRouter["linkOf"]> {
    return this.router.linkOf(facts.ifindex, isIpv4(facts));
  }

  private fail(socket: number, reason: ErrorClass): void {
    this.feed(InputKind.SocketFailed, encodeFailure(socket, reason));
  }
}

function isIpv4({ group }: JoinFacts): boolean {
  return fromMapped(group).length === 4;
}

/** What a responder answers: not what is known well enough (RFC 6762 §7.1). */
function recordsFor(query: MdnsQuery, { records, brings }: MdnsResponder): DnsRecord[] {
  const isKnown = ({ name, data, ttlS }: DnsRecord) =>
    data.kind === "name" &&
    query.known.some(
      (known) =>
        nameKey(known.name) === nameKey(name) && nameKey(known.target) === nameKey(data.name) && known.ttlS * 2 >= ttlS,
    );
  const answers = records.filter(
    (record) =>
      query.questions.some(({ name, type }) => nameKey(name) === nameKey(record.name) && type === record.type) &&
      !isKnown(record),
  );
  if (!brings) return answers;
  const instances = targetsOf(answers);
  const services = records.filter(({ name, type }) => type !== DnsType.PTR && instances.includes(nameKey(name)));
  const hosts = targetsOf([...answers, ...services]);
  const addresses = records.filter(({ name, data }) => data.kind === "address" && hosts.includes(nameKey(name)));
  return [...new Set([...answers, ...services, ...addresses])];
}

function targetsOf(records: readonly DnsRecord[]): string[] {
  return records.flatMap(({ data }) => {
    if (data.kind === "name") return [nameKey(data.name)];
    return data.kind === "srv" ? [nameKey(data.target)] : [];
  });
}
