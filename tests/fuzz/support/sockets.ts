// The sockets that the core has open, what it asked on them, and whether it may: a
// question leaves by the network that its resolver and its name belong to, from an
// address of that network.
import assert from "node:assert/strict";
import dnsPacket from "dns-packet";
import { MAX_MESSAGE_LENGTH, McastJoinOutput, Output, OutputKind, TcpAskOutput } from "../../../host/abi.gen.ts";
import { readSocketFacts } from "../../../host/outputs.ts";
import type { SocketFacts } from "../../../host/platform.ts";
import { nameText } from "../../support/dns-builder.ts";
import { readQueries } from "./answers.ts";
import type { Query } from "./answers.ts";
import { NETWORKS, networkOfAddress, networkOfName } from "./networks.ts";
import type { FuzzNetwork } from "./networks.ts";

/** Sockets at once: 16 questions, and groups of multicast DNS on every interface. */
const MOST_OPEN = 16 + 2 * 32;
const DNS_HEADER_LENGTH = 12;

export type SocketKind = "udp" | "tcp" | "group";

export interface OpenSocket {
  readonly handle: number;
  readonly kind: SocketKind;
  readonly facts: SocketFacts;
  /** What was asked last. */
  queries: readonly Query[];
}

/** What the core has been told of interfaces, by their numbers. */
export type Links = ReadonlyMap<
  number,
  { readonly name: string; readonly isPresent: boolean; readonly addresses: readonly string[] }
>;

export class Sockets {
  /** Handles that were open and are no more: what comes for them means nothing. */
  readonly stale: number[] = [];
  private readonly links: Links;
  private readonly open = new Map<number, OpenSocket>();

  constructor(links: Links) {
    this.links = links;
  }

  list(): OpenSocket[] {
    return [...this.open.values()];
  }

  /** The host has closed it. */
  drop(handle: number): void {
    if (this.open.delete(handle)) this.stale.push(handle);
  }

  /** @throws AssertionError at a socket, or a question, that must not be */
  take(kind: number, record: Uint8Array): void {
    const handle = new DataView(record.buffer, record.byteOffset).getUint16(Output.Handle, true);
    switch (kind) {
      case OutputKind.UdpOpen:
        return this.add(handle, "udp", readSocketFacts(record));
      case OutputKind.McastJoin:
        return this.add(handle, "group", joinFacts(record));
      case OutputKind.TcpAsk:
        this.add(handle, "tcp", readSocketFacts(record));
        return this.ask(handle, record.subarray(TcpAskOutput.Bytes));
      case OutputKind.UdpSend:
        return this.ask(handle, record.subarray(Output.Payload));
      case OutputKind.Close:
        this.drop(handle);
    }
  }

  private add(handle: number, kind: SocketKind, facts: SocketFacts): void {
    assert.ok(!this.open.has(handle), `socket ${handle} is opened twice`);
    this.open.set(handle, { handle, kind, facts, queries: [] });
    assert.ok(this.open.size <= MOST_OPEN, `${this.open.size} sockets are open`);
    this.checkEnds(facts, kind);
  }

  private checkEnds({ local, remote, ifindex }: SocketFacts, kind: SocketKind): void {
    const link = this.links.get(ifindex);
    if (ifindex !== 0) assert.ok(link?.isPresent, `a socket on the interface ${ifindex}, which is not there`);
    if (local.some((octet) => octet !== 0)) {
      const text = Buffer.from(local).toString("hex");
      assert.ok(
        link?.addresses.includes(text),
        `a socket with the address ${text}, which interface ${ifindex} does not have`,
      );
    }
    if (kind !== "group") this.checkNetwork(networkOfAddress(remote), ifindex, "a resolver");
  }

  /** What is marked as one network's leaves by that network; without a link of its own it may leave anywhere. */
  private checkNetwork(network: FuzzNetwork | undefined, ifindex: number, what: string): void {
    if (network === undefined) return;
    const name = this.links.get(ifindex)?.name;
    const isOther = NETWORKS.some(({ device }) => device !== network.device && device === name);
    assert.ok(!isOther, `${what} of ${network.device} is asked by way of ${name}`);
    if (ifindex !== 0) return;
    const isThere = [...this.links.values()].some((link) => link.isPresent && link.name === network.device);
    assert.ok(!isThere, `${what} of ${network.device} is asked by any way, and its link is there`);
  }

  private ask(handle: number, message: Uint8Array): void {
    const socket = this.open.get(handle);
    assert.ok(socket !== undefined, `a question on socket ${handle}, which is not open`);
    checkMessage(message);
    const queries = readQueries(message);
    assert.ok(queries !== null && queries.length > 0, "a question that asks nothing");
    socket.queries = queries;
    for (const { name } of queries) this.checkNetwork(networkOfName(nameText(name)), socket.facts.ifindex, "a name");
  }
}

/** It is a DNS query in the eyes of somebody else too. */
function checkMessage(message: Uint8Array): void {
  assert.ok(
    message.length > DNS_HEADER_LENGTH && message.length <= MAX_MESSAGE_LENGTH,
    `a question of ${message.length} octets`,
  );
  const packet = dnsPacket.decode(Buffer.from(message));
  assert.equal(packet.flag_qr, false, "a question that is marked as a response");
  assert.equal(packet.authorities.length, 0);
}

function joinFacts(record: Uint8Array): SocketFacts {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  return {
    local: new Uint8Array(16),
    remote: record.slice(McastJoinOutput.Group, McastJoinOutput.Group + 16),
    remotePort: view.getUint16(McastJoinOutput.Port, true),
    ifindex: view.getUint32(McastJoinOutput.Ifindex, true),
  };
}
