// Groups that the core joins, on the loopback interface, beside another program on the
// same port.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import type { RemoteInfo, Socket } from "node:dgram";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DatagramInput, ErrorClass, FailureInput, InputKind } from "../../../host/abi.gen.ts";
import { formatAddress, fromMapped, parseIpv4, toMapped } from "../../../host/addresses.ts";
import type { JoinFacts } from "../../../host/platform.ts";
import { closers, makeSockets } from "../support/sockets.ts";
import type { Input } from "../support/sockets.ts";

const HANDLE = 0x0110;
const LOOPBACK = Number(readFileSync("/sys/class/net/lo/ifindex", "utf8"));
const GROUP = "224.0.0.251";
const WORD = Buffer.from("word");
const LAST = Buffer.from("last");

function facts(port: number, group = GROUP, ifindex = LOOPBACK): JoinFacts {
  return { group: toMapped(parseIpv4(group) ?? assert.fail(group)), port, ifindex };
}

/** Another program that has joined the group on a port that is free. */
async function makeOther(): Promise<{ other: Socket; port: number; heard: () => Promise<[Buffer, RemoteInfo]> }> {
  const other = createSocket({ type: "udp4", reuseAddr: true });
  closers.push(() => other.close());
  await new Promise<void>((resolve) => other.bind(0, resolve));
  other.addMembership(GROUP, "127.0.0.1");
  other.setMulticastInterface("127.0.0.1");
  const messages: [Buffer, RemoteInfo][] = [];
  let wake = () => undefined as void;
  other.on("message", (octets, from) => {
    messages.push([octets, from]);
    wake();
  });
  const heard = async () => {
    if (messages.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return messages.shift() as [Buffer, RemoteInfo];
  };
  return { other, port: other.address().port, heard };
}

/** Joins, and waits until it is done: what the socket sends comes back to it. */
async function join(port: number): Promise<ReturnType<typeof makeSockets>> {
  const made = makeSockets();
  made.sockets.mcastJoin(HANDLE, facts(port));
  made.sockets.udpSend(HANDLE, WORD);
  assert.equal(octetsOf(await made.next()), "word");
  return made;
}

function octetsOf({ kind, payload }: Input): string {
  assert.equal(kind, InputKind.Datagram);
  return payload.subarray(DatagramInput.Bytes).toString();
}

test("what is sent to the group arrives with its sender and the interface", async () => {
  const { other, port, heard } = await makeOther();
  const { next } = await join(port);
  await heard();
  other.send(LAST, port, GROUP);
  const { kind, payload } = await next();
  assert.equal(kind, InputKind.Datagram);
  assert.equal(payload.readUInt16LE(DatagramInput.Socket), HANDLE);
  assert.equal(payload.readUInt16LE(DatagramInput.SourcePort), port);
  assert.equal(payload.readUInt32LE(DatagramInput.Ifindex), LOOPBACK);
  const source = payload.subarray(DatagramInput.Source, DatagramInput.Bytes);
  assert.equal(formatAddress(fromMapped(source)), "127.0.0.1");
  assert.deepEqual(payload.subarray(DatagramInput.Bytes), LAST);
});

test("what the core sends goes to the group, from the port of the group", async () => {
  const { port, heard } = await makeOther();
  await join(port);
  const [octets, from] = await heard();
  assert.deepEqual(octets, WORD);
  assert.equal(from.port, port);
});

test("E-78 what is sent to the router alone does not arrive", async () => {
  const { other, port, heard } = await makeOther();
  const { next, inputs } = await join(port);
  await heard();
  // The other program has the port, too, and gets it.
  other.send(WORD, port, "127.0.0.1");
  await heard();
  other.send(LAST, port, GROUP);
  assert.equal(octetsOf(await next()), "last");
  assert.equal(inputs.length, 0);
});

test("two sockets share the port, and a closed one is silent", async () => {
  const { other, port } = await makeOther();
  const first = await join(port);
  const second = await join(port);
  assert.equal(octetsOf(await first.next()), "word");
  first.sockets.close(HANDLE);
  other.send(LAST, port, GROUP);
  assert.equal(octetsOf(await second.next()), "last");
  assert.equal(first.inputs.length, 0);
});

test("an interface that is not there is told as a failure", async () => {
  const { sockets, next } = makeSockets();
  sockets.mcastJoin(HANDLE, facts(5353, GROUP, 0x7fffffff));
  const { kind, payload } = await next();
  assert.equal(kind, InputKind.SocketFailed);
  assert.equal(payload.readUInt16LE(FailureInput.Socket), HANDLE);
  assert.equal(payload[FailureInput.Class], ErrorClass.Unreachable);
});

test("a port that somebody has for himself is told as a failure", async () => {
  const owner = createSocket("udp4");
  closers.push(() => owner.close());
  await new Promise<void>((resolve) => owner.bind({ port: 0, exclusive: true }, resolve));
  const { sockets, next } = makeSockets();
  sockets.mcastJoin(HANDLE, facts(owner.address().port));
  assert.equal((await next()).kind, InputKind.SocketFailed);
});
