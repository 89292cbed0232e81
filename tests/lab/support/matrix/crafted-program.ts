// A DHCP server that sends whatever it is told: `crafted-program.mjs FAMILY FILE`.
//
// FILE is JSON (Orders, below), read again for each message, so that a test can change
// it. It leases one address for each uplink and knows nothing of time.

import { createSocket } from "node:dgram";
import type { RemoteInfo, Socket } from "node:dgram";
import { readFileSync } from "node:fs";

/** What it is told. All octets are in hex. */
export interface Orders {
  /** DHCPv4: its own address by the client's hardware address. DHCPv6: ditto, by the name of its link. */
  readonly own: Readonly<Record<string, string>>;
  /** What it leases, by its own address. */
  readonly leases: Readonly<Record<string, string>>;
  readonly options: readonly { readonly code: number; readonly octets: string }[];
  /** Sent in place of the end of a DHCPv4 message: an option of 255 octets that is not all there. */
  readonly tail: string | null;
}

const [family = "", file = ""] = process.argv.slice(2);
const read = () => JSON.parse(readFileSync(file, "utf8")) as Orders;

const ip4 = (address: string) => Buffer.from(address.split(".").map(Number));
const option4 = (code: number, octets: Buffer) => Buffer.concat([Buffer.of(code, octets.length), octets]);
const seconds = (value: number) => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
};

/** The value of an option of a DHCPv4 message. */
function find4(message: Buffer, wanted: number): Buffer | null {
  for (let at = 240; at < message.length && message[at] !== 255;) {
    const code = message[at] ?? 0;
    if (code === 0) {
      at++;
      continue;
    }
    const length = message[at + 1] ?? 0;
    if (code === wanted) return message.subarray(at + 2, at + 2 + length);
    at += 2 + length;
  }
  return null;
}

/** Options of more than 255 octets go in several parts (RFC 3396 §5). */
function cut(octets: Buffer): Buffer[] {
  const parts = [octets.subarray(0, 255)];
  for (let at = 255; at < octets.length; at += 255) parts.push(octets.subarray(at, at + 255));
  return parts;
}

/**
 * The place of the tail among the options. udhcpc has room for 388 octets of options, and looks for more of them behind
 * one that the message has only a part of. The tail takes that room up to its end, so that no octets of chance are options.
 */
const TAIL_AT = 388 - 2 - 255;

/** Padding, and the tail at its place. */
function tailBehind(options: readonly Buffer[], tail: string): Buffer {
  const taken = options.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([Buffer.alloc(TAIL_AT - taken), Buffer.from(tail, "hex")]);
}

function reply4(message: Buffer): { packet: Buffer; from: string; to: string } | null {
  const { own, leases, options, tail } = read();
  const from = own[message.subarray(28, 34).toString("hex")];
  const kind = { 1: 2, 3: 5 }[find4(message, 53)?.[0] ?? 0];
  if (from === undefined || kind === undefined) return null;
  const leased = leases[from] ?? "";
  const head = Buffer.alloc(240);
  head.set([2, 1, 6, 0]);
  message.copy(head, 4, 4, 8);
  message.copy(head, 10, 10, 16);
  head.set(ip4(leased), 16);
  message.copy(head, 28, 28, 44);
  head.set([0x63, 0x82, 0x53, 0x63], 236);
  const extra = options.flatMap(({ code, octets }) =>
    cut(Buffer.from(octets, "hex")).map((part) => option4(code, part)),
  );
  const standard = [
    option4(53, Buffer.of(kind)),
    option4(54, ip4(from)),
    option4(51, seconds(3600)),
    option4(1, ip4("255.255.255.0")),
  ];
  const sent = [...standard, ...extra];
  const end = tail === null ? Buffer.of(255) : tailBehind(sent, tail);
  const isBound = message.readUInt32BE(12) !== 0;
  return { packet: Buffer.concat([head, ...sent, end]), from, to: isBound ? leased : "255.255.255.255" };
}

function serve4(): void {
  const senders = new Map<string, Socket>();
  const answer = (message: Buffer) => {
    const reply = reply4(message);
    if (reply !== null) senders.get(reply.from)?.send(reply.packet, 68, reply.to);
  };
  for (const own of Object.keys(read().leases)) {
    // Bound to an address, it is that address's link that a broadcast goes to.
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    socket.on("message", answer);
    socket.bind(67, own, () => socket.setBroadcast(true));
    senders.set(own, socket);
  }
  createSocket({ type: "udp4", reuseAddr: true })
    .on("message", answer)
    .bind(67, "0.0.0.0", () => process.stdout.write("serving\n"));
}

const option6 = (code: number, octets: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(code, 0);
  head.writeUInt16BE(octets.length, 2);
  return Buffer.concat([head, octets]);
};

const DUID = Buffer.from("00030001020000000001", "hex");

function find6(message: Buffer, wanted: number): Buffer | null {
  for (let at = 4; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    if (message.readUInt16BE(at) === wanted) return message.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

/** An address of 16 octets in hex, for 3,000 and 4,000 s. */
const addressOption = (hex: string) =>
  option6(5, Buffer.concat([Buffer.from(hex, "hex"), seconds(3000), seconds(4000)]));

function serve6(): void {
  const socket = createSocket({ type: "udp6", ipv6Only: true });
  socket.on("message", (message: Buffer, { address, port }: RemoteInfo) => {
    const { own, leases, options } = read();
    const kind = { 1: 2, 3: 7, 5: 7, 6: 7, 11: 7 }[message[0] ?? 0];
    const client = find6(message, 1);
    if (kind === undefined || client === null) return;
    const leased = leases[own[address.replace(/.*%/, "")] ?? ""] ?? "";
    const association = find6(message, 3)?.subarray(0, 4);
    const parts = [Buffer.concat([Buffer.of(kind), message.subarray(1, 4)]), option6(1, client), option6(2, DUID)];
    if (association !== undefined) {
      parts.push(option6(3, Buffer.concat([association, seconds(1000), seconds(2000), addressOption(leased)])));
    }
    parts.push(...options.map(({ code, octets }) => option6(code, Buffer.from(octets, "hex"))));
    socket.send(Buffer.concat(parts), port, address);
  });
  socket.bind(547, () => {
    for (const link of Object.keys(read().own)) socket.addMembership("ff02::1:2", `::%${link}`);
    process.stdout.write("serving\n");
  });
}

if (family === "inet") serve4();
else serve6();
