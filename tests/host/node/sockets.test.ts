// The sockets of the Node host against servers on the loopback interface, most of
// them hostile.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import type { RemoteInfo, Socket as UdpServer } from "node:dgram";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { test } from "node:test";
import {
  DatagramInput,
  ErrorClass,
  FailureInput,
  InputKind,
  MAX_MESSAGE_LENGTH,
  TcpMessageInput,
} from "../../../host/abi.gen.ts";
import { formatAddress, fromMapped, parseIpv4, parseIpv6, toMapped } from "../../../host/addresses.ts";
import { errorClass } from "../../../host/node/error-class.ts";
import type { SocketFacts } from "../../../host/platform.ts";
import { closers, makeSockets } from "../support/sockets.ts";
import type { Input } from "../support/sockets.ts";

const HANDLE = 0x0103;
const OTHER = 0x0204;
const QUESTION = Buffer.from("question");
const ANSWER = Buffer.from("answer");
/** For what is to be given up. */
const SHORT_MS = 50;

function address(text: string): Uint8Array {
  return toMapped(parseIpv4(text) ?? parseIpv6(text) ?? assert.fail(`${text} is no address`));
}

function facts(remotePort: number, remote = "127.0.0.1", local = "::"): SocketFacts {
  return { local: address(local), remote: address(remote), remotePort, ifindex: 0 };
}

/** A UDP server; returns its port. */
async function serveUdp(
  react: (server: UdpServer, octets: Buffer, from: RemoteInfo) => void,
  host = "127.0.0.1",
): Promise<number> {
  const server = createSocket(host.includes(":") ? "udp6" : "udp4");
  server.on("message", (octets, from) => react(server, octets, from));
  await new Promise<void>((resolve) => server.bind(0, host, resolve));
  closers.push(() => server.close());
  return server.address().port;
}

/** A TCP server; returns its port. */
async function serveTcp(react: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    closers.push(() => socket.destroy());
    react(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function framed(octets: Uint8Array, length = octets.length): Buffer {
  return Buffer.concat([Uint8Array.of(length >>> 8, length), octets]);
}

function failure({ kind, payload }: Input): [number, number, number] {
  return [kind, payload.readUInt16LE(FailureInput.Socket), payload[FailureInput.Class] ?? 0];
}

/** Asks a TCP server and returns what comes of it. */
async function ask(react: (socket: Socket) => void, idleMs?: number): Promise<Input> {
  const port = await serveTcp(react);
  const { sockets, next } = makeSockets(idleMs);
  sockets.tcpAsk(HANDLE, facts(port), QUESTION);
  return next();
}

async function failureOf(react: (socket: Socket) => void, idleMs?: number): Promise<number> {
  const [kind, socket, reason] = failure(await ask(react, idleMs));
  assert.deepEqual([kind, socket], [InputKind.TcpFailed, HANDLE]);
  return reason;
}

for (const [host, local] of [
  ["127.0.0.1", "::"],
  ["127.0.0.1", "127.0.0.1"],
  ["127.0.0.1", "127.0.0.9"],
  ["::1", "::"],
  ["::1", "::1"],
] as const) {
  test(`UDP to ${host} from ${local}: the question goes out, the answer comes back with its source`, async () => {
    let client: RemoteInfo | undefined;
    const port = await serveUdp((server, octets, from) => {
      client = from;
      server.send(Buffer.concat([octets, ANSWER]), from.port, from.address);
    }, host);
    const { sockets, next } = makeSockets();
    sockets.udpOpen(HANDLE, facts(port, host, local));
    sockets.udpSend(HANDLE, QUESTION);
    const { kind, payload } = await next();
    assert.equal(kind, InputKind.Datagram);
    assert.equal(payload.readUInt16LE(DatagramInput.Socket), HANDLE);
    assert.equal(payload.readUInt16LE(DatagramInput.SourcePort), port);
    assert.equal(payload.readUInt32LE(DatagramInput.Ifindex), 0);
    const source = payload.subarray(DatagramInput.Source, DatagramInput.Bytes);
    assert.equal(formatAddress(fromMapped(Uint8Array.from(source))), host);
    assert.equal(payload.subarray(DatagramInput.Bytes).toString(), "questionanswer");
    if (local !== "::") assert.equal(client?.address, local);
  });
}

test("each UDP socket has a port of its own", async () => {
  const ports: number[] = [];
  const port = await serveUdp((server, _octets, from) => {
    ports.push(from.port);
    server.send(ANSWER, from.port, from.address);
  });
  const { sockets, next } = makeSockets();
  for (let handle = 1; handle <= 8; handle++) {
    sockets.udpOpen(handle, facts(port));
    sockets.udpSend(handle, QUESTION);
    await next();
  }
  assert.equal(new Set(ports).size, 8);
});

test("CVE-2023-32067, source address: E-69 what another source sends to a UDP socket does not arrive; an empty datagram does, as one", async () => {
  const stranger = createSocket("udp4");
  closers.push(() => stranger.close());
  const port = await serveUdp((server, _octets, from) => {
    stranger.send(Buffer.from("forged"), from.port, from.address, () => {
      server.send(Buffer.alloc(0), from.port, from.address);
      server.send(ANSWER, from.port, from.address);
    });
  });
  const { sockets, next } = makeSockets();
  sockets.udpOpen(HANDLE, facts(port));
  sockets.udpSend(HANDLE, QUESTION);
  assert.equal((await next()).payload.length, DatagramInput.Bytes);
  assert.equal((await next()).payload.subarray(DatagramInput.Bytes).toString(), "answer");
});

test("a datagram of more than 16,384 octets is dropped, one of 16,384 is not", async () => {
  const port = await serveUdp((server, _octets, from) => {
    server.send(Buffer.alloc(MAX_MESSAGE_LENGTH + 1), from.port, from.address);
    server.send(Buffer.alloc(MAX_MESSAGE_LENGTH), from.port, from.address);
  });
  const { sockets, next } = makeSockets();
  sockets.udpOpen(HANDLE, facts(port));
  sockets.udpSend(HANDLE, QUESTION);
  assert.equal((await next()).payload.length, DatagramInput.Bytes + MAX_MESSAGE_LENGTH);
});

test("a UDP port on which nobody listens: refused, once", async () => {
  const { sockets, next, inputs } = makeSockets();
  sockets.udpOpen(HANDLE, facts(await freePort()));
  sockets.udpSend(HANDLE, QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.SocketFailed, HANDLE, ErrorClass.Refused]);
  sockets.udpSend(HANDLE, QUESTION);
  const port = await serveUdp((server, _octets, from) => server.send(ANSWER, from.port, from.address));
  sockets.udpOpen(OTHER, facts(port));
  sockets.udpSend(OTHER, QUESTION);
  assert.equal((await next()).payload.readUInt16LE(DatagramInput.Socket), OTHER);
  assert.deepEqual(inputs, []);
});

test("a local address that is not there, a port that is none", async () => {
  const { sockets, next } = makeSockets();
  sockets.udpOpen(HANDLE, facts(53, "127.0.0.1", "192.0.2.1"));
  assert.deepEqual(failure(await next()), [InputKind.SocketFailed, HANDLE, ErrorClass.Unreachable]);
  sockets.tcpAsk(OTHER, facts(53, "127.0.0.1", "192.0.2.1"), QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.TcpFailed, OTHER, ErrorClass.Unreachable]);
  sockets.udpOpen(HANDLE, facts(0));
  assert.equal((await next()).kind, InputKind.SocketFailed);
});

test("a stale handle is ignored by every call, and hears nothing", async () => {
  const port = await serveUdp((server, _octets, from) => server.send(ANSWER, from.port, from.address));
  const { sockets, next, inputs } = makeSockets();
  sockets.udpOpen(HANDLE, facts(port));
  sockets.udpSend(HANDLE, QUESTION);
  sockets.close(HANDLE);
  sockets.close(HANDLE);
  sockets.udpSend(HANDLE, QUESTION);
  sockets.udpOpen(OTHER, facts(port));
  sockets.udpSend(OTHER, QUESTION);
  assert.equal((await next()).payload.readUInt16LE(DatagramInput.Socket), OTHER);
  assert.deepEqual(inputs, []);
});

test("a handle that is opened again is another socket", async () => {
  const port = await serveUdp((server, octets, from) => server.send(octets, from.port, from.address));
  const { sockets, next, inputs } = makeSockets();
  sockets.udpOpen(HANDLE, facts(port));
  sockets.udpSend(HANDLE, QUESTION);
  sockets.udpOpen(HANDLE, facts(port));
  sockets.udpSend(HANDLE, ANSWER);
  assert.equal((await next()).payload.subarray(DatagramInput.Bytes).toString(), "answer");
  assert.deepEqual(inputs, []);
});

test("at most 32 sockets, of both kinds together; a close makes room", async () => {
  const { sockets, next, inputs } = makeSockets();
  const port = await serveTcp(() => undefined);
  for (let handle = 1; handle <= 31; handle++) sockets.udpOpen(handle, facts(port));
  sockets.tcpAsk(32, facts(port), QUESTION);
  sockets.udpOpen(33, facts(port));
  assert.deepEqual(failure(await next()), [InputKind.SocketFailed, 33, ErrorClass.NoSpace]);
  sockets.tcpAsk(34, facts(port), QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.TcpFailed, 34, ErrorClass.NoSpace]);
  sockets.close(1);
  sockets.udpOpen(35, facts(port));
  assert.deepEqual(inputs, []);
});

test("closeAll closes what is open, and nothing comes any more", async () => {
  const { sockets, inputs } = makeSockets();
  const asked = new Promise<void>((resolve) => {
    void serveTcp((socket) => {
      socket.on("close", () => resolve());
      socket.on("data", () => sockets.closeAll());
    }).then((port) => sockets.tcpAsk(HANDLE, facts(port), QUESTION));
  });
  await asked;
  assert.deepEqual(inputs, []);
});

test("TCP: the question with its length, the answer without", async () => {
  let question = Buffer.alloc(0);
  const { kind, payload } = await ask((socket) => {
    socket.on("data", (octets) => {
      question = Buffer.concat([question, octets]);
      if (question.length === QUESTION.length + 2) socket.write(framed(ANSWER));
    });
  });
  assert.deepEqual(question, framed(QUESTION));
  assert.equal(kind, InputKind.TcpMessage);
  assert.equal(payload.readUInt16LE(TcpMessageInput.Socket), HANDLE);
  assert.equal(payload.subarray(TcpMessageInput.Bytes).toString(), "answer");
});

test("TCP: one octet at a time: the answer counts", async () => {
  const octets = framed(Buffer.from(Array.from({ length: 300 }, (_, index) => index & 0xff)));
  const { kind, payload } = await ask((socket) => {
    socket.setNoDelay(true);
    let at = 0;
    const step = () => {
      if (at < octets.length) socket.write(octets.subarray(at, ++at), () => setImmediate(step));
    };
    step();
  });
  assert.equal(kind, InputKind.TcpMessage);
  assert.deepEqual(payload.subarray(TcpMessageInput.Bytes), octets.subarray(2));
});

test("TCP: the longest answer, and octets after an answer", async () => {
  const longest = Buffer.alloc(MAX_MESSAGE_LENGTH, 7);
  const whole = await ask((socket) => socket.write(framed(longest)));
  assert.deepEqual(whole.payload.subarray(TcpMessageInput.Bytes), longest);
  const first = await ask((socket) => socket.write(Buffer.concat([framed(ANSWER), framed(QUESTION), ANSWER])));
  assert.equal(first.payload.subarray(TcpMessageInput.Bytes).toString(), "answer");
});

test("TCP: length 0, short, 65535: what is no answer fails with its class", async () => {
  assert.equal(await failureOf((socket) => socket.write(Uint8Array.of(0, 0))), ErrorClass.Io);
  assert.equal(await failureOf((socket) => socket.write(Uint8Array.of(0xff, 0xff))), ErrorClass.TooLong);
  const tooLong = framed(Buffer.alloc(0), MAX_MESSAGE_LENGTH + 1);
  assert.equal(await failureOf((socket) => socket.write(tooLong)), ErrorClass.TooLong);
  assert.equal(await failureOf((socket) => socket.end()), ErrorClass.Reset);
  assert.equal(await failureOf((socket) => socket.end(Uint8Array.of(0))), ErrorClass.Reset);
  assert.equal(await failureOf((socket) => socket.end(framed(ANSWER, ANSWER.length + 1))), ErrorClass.Reset);
  assert.equal(await failureOf((socket) => socket.resetAndDestroy()), ErrorClass.Reset);
});

test("TCP: idle timeout: a server that says nothing, or stops in the middle, is given up", async () => {
  assert.equal(await failureOf(() => undefined, SHORT_MS), ErrorClass.TimedOut);
  assert.equal(await failureOf((socket) => socket.write(framed(ANSWER, 100)), SHORT_MS), ErrorClass.TimedOut);
});

test("TCP: a port on which nobody listens", async () => {
  const { sockets, next } = makeSockets();
  sockets.tcpAsk(HANDLE, facts(await freePort()), QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.TcpFailed, HANDLE, ErrorClass.Refused]);
});

test("errors of the system have classes, and one that is not known is Io", () => {
  const classOf = (code: string) => errorClass(Object.assign(new Error(code), { code }));
  assert.equal(classOf("ENETUNREACH"), ErrorClass.Unreachable);
  assert.equal(classOf("EMFILE"), ErrorClass.NoSpace);
  assert.equal(classOf("EPERM"), ErrorClass.Denied);
  assert.equal(classOf("ETIMEDOUT"), ErrorClass.TimedOut);
  assert.equal(classOf("ESOMETHING"), ErrorClass.Io);
  assert.equal(errorClass("no object"), ErrorClass.Io);
});

test("R-100 a network's question does not leave while no address of that network is known", async () => {
  let asked = 0;
  const port = await serveUdp(() => void asked++);
  const { sockets, next } = makeSockets();
  sockets.udpOpen(HANDLE, { ...facts(port), ifindex: 7 });
  sockets.udpSend(HANDLE, QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.SocketFailed, HANDLE, ErrorClass.Unreachable]);
  sockets.tcpAsk(OTHER, { ...facts(port), ifindex: 7 }, QUESTION);
  assert.deepEqual(failure(await next()), [InputKind.TcpFailed, OTHER, ErrorClass.Unreachable]);
  assert.equal(asked, 0);
});
