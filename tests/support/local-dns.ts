// The emulator's name server on real sockets of the loopback interface.
import { createSocket } from "node:dgram";
import type { Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { DnsServer } from "../../host/emulator/dns-server.ts";
import { readDns } from "../../host/emulator/dns-scenario.ts";

export interface LocalDns {
  readonly port: number;
  /** Questions that came, over UDP and TCP. */
  readonly questions: () => number;
  close(): void;
}

/**
 * Serves a zone over UDP and TCP on one port.
 * @param settings what a scenario says of a network's `dns`, with one server whose address does not matter
 * @param host where to listen
 * @param frame what it sends over TCP for an answer, piece by piece
 * @param at the port to listen on; 0 takes one that is free
 */
export async function serveDns(settings: object, host = "127.0.0.1", frame = withLength, at = 0): Promise<LocalDns> {
  const [served] = readDns(settings, "dns").servers;
  if (served === undefined) throw new Error("the settings have no server");
  const server = new DnsServer(served);
  let questions = 0;
  const react = (octets: Uint8Array, overTcp: boolean) => {
    questions++;
    return server.react(octets, overTcp).flatMap(({ message }) => (message === undefined ? [] : [message.octets]));
  };
  const tcp = createServer((socket) => answerOverTcp(socket, (octets) => react(octets, true).map(frame)));
  const udp = createSocket(host.includes(":") ? "udp6" : "udp4");
  udp.on("message", (octets, from) => {
    for (const answer of react(octets, false)) udp.send(answer, from.port, from.address);
  });
  const port = await listen(tcp, udp, host, at);
  const close = () => {
    tcp.close();
    udp.close();
  };
  return { port, questions: () => questions, close };
}

/** Listens over TCP and UDP on one port: for 0, on one that nobody has over either. */
async function listen(tcp: Server, udp: DatagramSocket, host: string, at: number): Promise<number> {
  for (;;) {
    tcp.listen(at, host);
    await once(tcp, "listening");
    const { port } = tcp.address() as AddressInfo;
    try {
      udp.bind(port, host);
      await once(udp, "listening");
      return port;
    } catch (error) {
      if (at !== 0 || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      tcp.close();
      await once(tcp, "close");
    }
  }
}

/** RFC 1035 §4.2.2. */
export function withLength(answer: Uint8Array): readonly Uint8Array[] {
  return [Uint8Array.of(answer.length >>> 8, answer.length, ...answer)];
}

function answerOverTcp(socket: Socket, react: (octets: Uint8Array) => (readonly Uint8Array[])[]): void {
  let received = Buffer.alloc(0);
  socket.on("error", () => undefined);
  socket.on("data", (octets) => {
    received = Buffer.concat([received, octets]);
    if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
    socket.setNoDelay(true);
    for (const piece of react(received.subarray(2)).flat()) {
      if (piece.length > 0) socket.write(piece);
      else socket.end();
    }
  });
}
