// What comes from the network: answers to the core's questions, failures, and what
// nobody asked for.
import { ErrorClass, InputKind } from "../../../host/abi.gen.ts";
import { parsePrefix, toMappedPrefix } from "../../../host/addresses.ts";
import type { Prefix } from "../../../host/addresses.ts";
import { encodeDatagram, encodeFailure, encodeTcpMessage } from "../../../host/inputs.ts";
import { octetsOf } from "../../support/core.ts";
import { nameText } from "../../support/dns-builder.ts";
import { makeAnswer } from "./answers.ts";
import type { Query } from "./answers.ts";
import type { Dice } from "./dice.ts";
import type { Machine } from "./machine.ts";
import { NETWORKS, networkOfAddress, networkOfName } from "./networks.ts";
import type { FuzzNetwork } from "./networks.ts";
import type { OpenSocket } from "./sockets.ts";

const neutralQuery = (dice: Dice): Query => ({
  id: dice.below(0x10000),
  name: [octetsOf("mssp"), octetsOf("test")],
  type: 1,
  class: 1,
});

/** The network that answers on a socket: the one that its resolver or its name is marked with. */
function answeringNetwork({ facts }: OpenSocket, { name }: Query): FuzzNetwork | null {
  return (
    networkOfAddress(facts.remote) ??
    networkOfName(nameText(name)) ??
    NETWORKS.find(({ ifindex }) => ifindex === facts.ifindex) ??
    null
  );
}

export function moveAnswer(machine: Machine, dice: Dice): void {
  const open = machine.sockets.list();
  if (open.length === 0) return moveStray(machine, dice);
  const socket = dice.pick(open);
  const query = socket.queries.length > 0 ? dice.pick(socket.queries) : neutralQuery(dice);
  const octets = makeAnswer(dice, query, answeringNetwork(socket, query));
  if (socket.kind === "tcp") {
    machine.sockets.drop(socket.handle);
    machine.feed(InputKind.TcpMessage, encodeTcpMessage(socket.handle, octets));
    return;
  }
  const { remote, remotePort, ifindex } = socket.facts;
  const own = { address: remote, port: remotePort, ifindex };
  const other = dice.pick([
    { ...own, port: dice.below(0x10000) },
    { ...own, address: dice.octets(16) },
    { ...own, ifindex: dice.pick([0, 9]) },
  ]);
  // The kernel gives a group's socket what its neighbours sent, never an address from elsewhere.
  const near = { address: toMappedPrefix(parsePrefix("fe80::99/64") as Prefix).address, port: remotePort, ifindex };
  const source = dice.oneIn(12) ? other : socket.kind === "group" ? near : own;
  machine.feed(InputKind.Datagram, encodeDatagram(socket.handle, source, octets));
}

export function moveFailure(machine: Machine, dice: Dice): void {
  const open = machine.sockets.list();
  if (open.length === 0) return moveStray(machine, dice);
  const { handle, kind } = dice.pick(open);
  machine.sockets.drop(handle);
  const reason = dice.pick(Object.values(ErrorClass));
  machine.feed(kind === "tcp" ? InputKind.TcpFailed : InputKind.SocketFailed, encodeFailure(handle, reason));
}

/** For sockets that are closed, were never open, or are of the other kind. */
export function moveStray(machine: Machine, dice: Dice): void {
  const { stale } = machine.sockets;
  const handle = stale.length > 0 && !dice.oneIn(3) ? dice.pick(stale) : dice.below(0x10000);
  if (machine.sockets.list().some((socket) => socket.handle === handle)) return;
  const octets = makeAnswer(dice, neutralQuery(dice), null);
  const source = { address: dice.octets(16), port: 53, ifindex: 2 };
  const [kind, payload] = dice.pick<readonly [InputKind, Uint8Array]>([
    [InputKind.Datagram, encodeDatagram(handle, source, octets)],
    [InputKind.TcpMessage, encodeTcpMessage(handle, octets)],
    [InputKind.TcpFailed, encodeFailure(handle, ErrorClass.Reset)],
    [InputKind.SocketFailed, encodeFailure(handle, ErrorClass.Refused)],
  ]);
  machine.feed(kind, payload);
}
