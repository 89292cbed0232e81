// The decoders that run in this process: the core, and npm's dns-packet.
import { readFileSync } from "node:fs";
import dnsPacket from "dns-packet";
import type { PacketRecord } from "dns-packet";
import { InspectKind } from "../../host/core.ts";
import type { InspectExports } from "../../host/core.ts";
import { addressOctets } from "../support/address.ts";
import { TYPES } from "../support/dns-builder.ts";
import type { Decoded, Entry } from "./digest.ts";

/** assembly/inspect/record.ts: where things stand in a decoded message. */
const HEAD = { id: 0, flags: 2, count: 4, size: 8 };
const ENTRY = {
  ...{ section: 0, type: 2, class: 4, ttl: 8, owner: 12, target: 20, first: 26, second: 34, strings: 36, third: 48 },
  ...{ rdataLength: 6, rdataOffset: 18, address: 56, size: 72 },
};
const STRINGS = 3;
const TARGETED: readonly number[] = [TYPES.SRV, TYPES.NAPTR];
const MAPPED_PREFIX = 12;

export interface Decoder {
  readonly name: string;
  /** Makes ready for a message; what comes back decodes it once a call. */
  prepare(message: Uint8Array): () => void;
  /** What the decoder makes of a message. */
  decode(message: Uint8Array): Decoded;
}

class CoreDecoder implements Decoder {
  readonly name = "dots-discovery";
  private readonly exports: InspectExports;

  constructor(path: string) {
    const module = new WebAssembly.Module(readFileSync(path));
    this.exports = new WebAssembly.Instance(module).exports as unknown as InspectExports;
    this.exports.init();
  }

  prepare(message: Uint8Array, kind: InspectKind = InspectKind.Dns): () => void {
    const { exports } = this;
    new Uint8Array(exports.memory.buffer, exports.window(), message.length).set(message);
    if (exports.decode(kind, message.length) < 0) throw new Error("the core cannot read the message");
    return () => exports.decode(kind, message.length);
  }

  decode(message: Uint8Array): Decoded {
    this.prepare(message)();
    const view = new DataView(this.exports.memory.buffer as ArrayBuffer, this.exports.result());
    const count = view.getUint16(HEAD.count, true);
    const entries = Array.from({ length: count }, (_, index) =>
      readEntry(view, HEAD.size + index * ENTRY.size, message),
    );
    return { id: view.getUint16(HEAD.id, true), flags: view.getUint16(HEAD.flags, true), entries };
  }
}

function readEntry(view: DataView, at: number, message: Uint8Array): Entry {
  const u16 = (field: number) => view.getUint16(at + field, true);
  const text = (field: number) => {
    const start = view.byteOffset + view.getUint32(at + field, true);
    return Buffer.from(view.buffer, start, u16(field + 4)).toString("latin1");
  };
  // Fields that a type does not have mean nothing.
  const strings = Array.from({ length: STRINGS }, (_, index) => {
    const start = u16(ENTRY.strings + 4 * index);
    return message.subarray(start, start + u16(ENTRY.strings + 4 * index + 2));
  });
  const type = u16(ENTRY.type);
  const hasTarget = u16(ENTRY.class) === 1 && view.getUint8(at + ENTRY.section) > 0 && TARGETED.includes(type);
  const address = new Uint8Array(view.buffer, view.byteOffset + at + ENTRY.address, 16);
  const rdata = message.subarray(u16(ENTRY.rdataOffset), u16(ENTRY.rdataOffset) + u16(ENTRY.rdataLength));
  return {
    section: view.getUint8(at + ENTRY.section),
    type,
    class: u16(ENTRY.class),
    ttl: view.getUint32(at + ENTRY.ttl, true),
    owner: text(ENTRY.owner),
    rdata: type === TYPES.A ? address.slice(MAPPED_PREFIX) : type === TYPES.AAAA ? address.slice() : rdata,
    numbers: [u16(ENTRY.first), u16(ENTRY.second), type === TYPES.SRV ? u16(ENTRY.third) : 0],
    strings: hasTarget && type === TYPES.NAPTR ? strings : [],
    target: hasTarget ? text(ENTRY.target) : "",
  };
}

type Fields = Readonly<Record<string, string | number>>;

const packetDecoder: Decoder = {
  name: "dns-packet",
  prepare(message) {
    const octets = Buffer.from(message);
    return () => dnsPacket.decode(octets);
  },
  decode(message) {
    const packet = dnsPacket.decode(Buffer.from(message));
    const sections = [packet.questions, packet.answers, packet.authorities, packet.additionals];
    const entries = sections.flatMap((records, section) => records.map((record) => packetEntry(record, section)));
    return { id: packet.id, flags: packet.flags | (packet.flag_qr ? 0x8000 : 0), entries };
  },
};

function packetEntry(record: PacketRecord, section: number): Entry {
  const isAddress = record.type === "A" || record.type === "AAAA";
  const data = (typeof record.data === "object" && record.data !== null ? record.data : {}) as Fields;
  const text = (field: string) => Uint8Array.from(Buffer.from(String(data[field] ?? ""), "latin1"));
  const numbers = record.type === "SRV" ? ["priority", "weight", "port"] : ["order", "preference"];
  return {
    section,
    type: TYPES[record.type as keyof typeof TYPES],
    class: record.udpPayloadSize ?? 1,
    ttl: record.ttl ?? 0,
    owner: record.name,
    rdata: isAddress && section > 0 ? addressOctets(record.data as string) : new Uint8Array(),
    numbers: numbers.map((field) => Number(data[field])),
    strings: ["flags", "services", "regexp"].map(text),
    target: String(data["target"] ?? data["replacement"] ?? "").replace(/^\.$/, ""),
  };
}

export const core = new CoreDecoder("build/discovery.inspect.wasm");
export const decoders: readonly Decoder[] = [core, packetDecoder];
