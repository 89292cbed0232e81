// Builds DNS messages, and says what a decoder has to make of them. Shares nothing
// with assembly/dns: written from the RFCs once more, the plain way.

/** The labels of a name without the root label, octets as they are. */
export type Name = readonly Uint8Array[];

export type Data =
  | { readonly kind: "A" | "AAAA"; readonly octets: Uint8Array }
  | { readonly kind: "CNAME" | "PTR"; readonly name: Name }
  | { readonly kind: "SRV"; readonly priority: number; readonly weight: number; readonly port: number; target: Name }
  | {
      readonly kind: "NAPTR";
      readonly order: number;
      readonly preference: number;
      readonly flags: Uint8Array;
      readonly services: Uint8Array;
      readonly regexp: Uint8Array;
      readonly replacement: Name;
    }
  | { readonly kind: "TXT"; readonly strings: readonly Uint8Array[] }
  | { readonly kind: "SOA"; readonly mname: Name; readonly rname: Name; readonly numbers: readonly number[] }
  | {
      readonly kind: "OPT";
      readonly udpSize: number;
      readonly extendedRcode: number;
      readonly version: number;
      readonly dnssecOk: boolean;
      readonly options: readonly { readonly code: number; readonly octets: Uint8Array }[];
    }
  | { readonly kind: "other"; readonly type: number; readonly octets: Uint8Array };

export interface Question {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

export interface Resource {
  readonly name: Name;
  readonly class: number;
  readonly ttl: number;
  readonly data: Data;
}

export interface Message {
  readonly id: number;
  readonly flags: number;
  readonly question: readonly Question[];
  readonly answer: readonly Resource[];
  readonly authority: readonly Resource[];
  readonly additional: readonly Resource[];
}

export const TYPES = { A: 1, CNAME: 5, SOA: 6, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, OPT: 41 } as const;
const SECTIONS = ["answer", "authority", "additional"] as const;
const SOA_FIELDS = ["serial", "refresh", "retry", "expire", "minimum"] as const;
/** A pointer has 14 bits. */
const POINTER_REACH = 0x4000;

/** The labels of a name in text form without escapes. */
export const nameOf = (text: string): Name =>
  text
    .split(".")
    .filter((label) => label !== "")
    .map((label) => Uint8Array.from(Buffer.from(label)));

export const typeOf = (data: Data): number => (data.kind === "other" ? data.type : TYPES[data.kind]);

/**
 * Where names are compressed: nowhere, where a sender may (RFC 3597 §4: owners, and
 * data of the types of RFC 1035), or everywhere.
 */
export type Compression = "none" | "allowed" | "all";

class Writer {
  readonly octets: number[] = [];
  private readonly places = new Map<string, number>();
  private readonly compression: Compression;

  constructor(compression: Compression) {
    this.compression = compression;
  }

  u8(value: number): void {
    this.octets.push(value & 0xff);
  }

  u16(value: number): void {
    this.octets.push((value >> 8) & 0xff, value & 0xff);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  all(octets: Uint8Array): void {
    for (const octet of octets) this.octets.push(octet);
  }

  string(octets: Uint8Array): void {
    this.u8(octets.length);
    this.all(octets);
  }

  /** A name in a place where a sender may compress it, or may not. */
  name(labels: Name, isAllowed = true): void {
    const compress = this.compression === "all" || (this.compression === "allowed" && isAllowed);
    for (let first = 0; first < labels.length; first++) {
      const rest = labels
        .slice(first)
        .map((label) => Buffer.from(label).toString("hex"))
        .join(".");
      const place = this.places.get(rest);
      if (compress && place !== undefined) {
        this.u16(0xc000 | place);
        return;
      }
      if (place === undefined && this.octets.length < POINTER_REACH) this.places.set(rest, this.octets.length);
      this.string(labels[first] as Uint8Array);
    }
    this.u8(0);
  }
}

function writeData(writer: Writer, data: Data): void {
  switch (data.kind) {
    case "A":
    case "AAAA":
    case "other":
      return writer.all(data.octets);
    case "CNAME":
    case "PTR":
      return writer.name(data.name);
    case "SRV":
      for (const value of [data.priority, data.weight, data.port]) writer.u16(value);
      return writer.name(data.target, false);
    case "NAPTR":
      for (const value of [data.order, data.preference]) writer.u16(value);
      for (const octets of [data.flags, data.services, data.regexp]) writer.string(octets);
      return writer.name(data.replacement, false);
    case "TXT":
      for (const octets of data.strings) writer.string(octets);
      return;
    case "SOA":
      for (const name of [data.mname, data.rname]) writer.name(name);
      for (const value of data.numbers) writer.u32(value);
      return;
    case "OPT":
      for (const { code, octets } of data.options) {
        writer.u16(code);
        writer.u16(octets.length);
        writer.all(octets);
      }
  }
}

/** CLASS and TTL as they stand in front of the rdata. */
function fixedPart({ class: number, ttl, data }: Resource): [number, number] {
  if (data.kind !== "OPT") return [number, ttl];
  const bits = data.extendedRcode * 0x1000000 + data.version * 0x10000 + (data.dnssecOk ? 0x8000 : 0);
  return [data.udpSize, bits];
}

/** Rdata by itself, without compression. */
function encodeData(data: Data): Uint8Array {
  const writer = new Writer("none");
  writeData(writer, data);
  return Uint8Array.from(writer.octets);
}

/** The top bit of a class is a flag of mDNS; OPT has none. */
const isInternet = ({ class: number, data }: Resource) => data.kind === "OPT" || (number & 0x7fff) === 1;

function writeResource(writer: Writer, resource: Resource): void {
  const [number, ttl] = fixedPart(resource);
  writer.name(resource.name);
  writer.u16(typeOf(resource.data));
  writer.u16(number);
  writer.u32(ttl);
  const place = writer.octets.length;
  writer.u16(0);
  // In a class that nobody knows, names are octets like others.
  if (isInternet(resource)) writeData(writer, resource.data);
  else writer.all(encodeData(resource.data));
  const length = writer.octets.length - place - 2;
  writer.octets[place] = length >> 8;
  writer.octets[place + 1] = length & 0xff;
}

/** The octets of a message. */
export function encodeMessage(message: Message, compression: Compression): Uint8Array {
  const writer = new Writer(compression);
  writer.u16(message.id);
  writer.u16(message.flags);
  for (const section of ["question", ...SECTIONS] as const) writer.u16(message[section].length);
  for (const question of message.question) {
    writer.name(question.name);
    writer.u16(question.type);
    writer.u16(question.class);
  }
  for (const section of SECTIONS) for (const resource of message[section]) writeResource(writer, resource);
  return Uint8Array.from(writer.octets);
}

/** A name in text form, RFC 4343 §2.1, with its final dot. */
export function nameText(name: Name): string {
  const octetText = (octet: number) => {
    const character = String.fromCharCode(octet);
    if (octet <= 0x20 || octet >= 0x7f) return `\\${String(octet).padStart(3, "0")}`;
    return character === "." || character === "\\" ? `\\${character}` : character;
  };
  return `${name.map((label) => [...label].map(octetText).join("")).join(".")}.`;
}

const latin1 = (octets: Uint8Array) => Buffer.from(octets).toString("latin1");
const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");
const typeText = (type: number) => Object.entries(TYPES).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`;
const classText = (number: number) => ((number & 0x7fff) === 1 ? "IN" : `CLASS${number & 0x7fff}`);

/** RFC 5952: the longest run of at least two zero groups is `::`, the first of equals. */
export function addressText(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join(".");
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((octets[2 * index] ?? 0) << 8) | (octets[2 * index + 1] ?? 0),
  );
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${octets.slice(12).join(".")}`;
  }
  const text = groups.map((group) => group.toString(16)).join(":");
  for (let length = 8; length >= 2; length--) {
    const run = new RegExp(`(^|:)0(:0){${length - 1}}(:|$)`).exec(text);
    if (run !== null) return `${text.slice(0, run.index)}::${text.slice(run.index + run[0].length)}`;
  }
  return text;
}

function dataObject(data: Data): Record<string, unknown> {
  switch (data.kind) {
    case "A":
    case "AAAA":
      return { address: addressText(data.octets) };
    case "CNAME":
    case "PTR":
      return { name: nameText(data.name) };
    case "SRV": {
      const { priority, weight, port } = data;
      return { priority, weight, port, target: nameText(data.target) };
    }
    case "NAPTR": {
      const { order, preference } = data;
      const [flags, services, regexp] = [data.flags, data.services, data.regexp].map(latin1);
      return { order, preference, flags, services, regexp, replacement: nameText(data.replacement) };
    }
    case "TXT":
      return { strings: data.strings.map(latin1) };
    case "SOA": {
      const numbers = Object.fromEntries(SOA_FIELDS.map((field, index) => [field, data.numbers[index]]));
      return { mname: nameText(data.mname), rname: nameText(data.rname), ...numbers };
    }
    case "OPT": {
      const { udpSize: udp_size, extendedRcode: extended_rcode, version, dnssecOk } = data;
      const options = data.options.map(({ code, octets }) => ({ code, hex: hex(octets) }));
      return { udp_size, extended_rcode, version, do: dnssecOk, options };
    }
    case "other":
      return { hex: hex(data.octets) };
  }
}

function resourceObject(resource: Resource): Record<string, unknown> {
  const { data, ttl } = resource;
  const head = { name: nameText(resource.name), type: typeText(typeOf(data)) };
  if (data.kind === "OPT") return { ...head, data: dataObject(data) };
  return {
    ...head,
    class: classText(resource.class),
    ttl: ttl >= 0x80000000 ? 0 : ttl,
    data: isInternet(resource) ? dataObject(data) : { hex: hex(encodeData(data)) },
  };
}

/** What `decode dns --json` has to say of a message. */
export function describeMessage(message: Message): Record<string, unknown> {
  const { id, flags } = message;
  const bit = (mask: number) => (flags & mask) !== 0;
  return {
    ok: true,
    id,
    qr: bit(0x8000),
    opcode: (flags >> 11) & 15,
    aa: bit(0x0400),
    tc: bit(0x0200),
    rd: bit(0x0100),
    ra: bit(0x0080),
    ad: bit(0x0020),
    cd: bit(0x0010),
    rcode: flags & 15,
    question: message.question.map(({ name, type, class: number }) => ({
      name: nameText(name),
      type: typeText(type),
      class: classText(number),
    })),
    answer: message.answer.map(resourceObject),
    authority: message.authority.map(resourceObject),
    additional: message.additional.map(resourceObject),
  };
}
