// Octets in and out of network messages: big-endian integers, hex text and
// domain names in wire form. Written apart from the core's own parsers, so that
// one mistake cannot hide in both.

/** Builds a message octet by octet; integers are big-endian. */
export class OctetWriter {
  private readonly parts: number[] = [];

  get length(): number {
    return this.parts.length;
  }

  u8(value: number): this {
    this.parts.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value);
  }

  /** Overwrites the two octets at `offset`. */
  setU16(offset: number, value: number): void {
    this.parts[offset] = (value >>> 8) & 0xff;
    this.parts[offset + 1] = value & 0xff;
  }

  octets(values: Iterable<number>): this {
    for (const value of values) this.u8(value);
    return this;
  }

  /** Adds zero octets until the message has `length` octets. */
  padTo(length: number): this {
    while (this.parts.length < length) this.parts.push(0);
    return this;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.parts);
  }
}

/** Big-endian integer of two octets; zero past the end. */
export function readU16(octets: Uint8Array, offset: number): number {
  return ((octets[offset] ?? 0) << 8) | (octets[offset + 1] ?? 0);
}

/** Big-endian integer of four octets; zero past the end. */
export function readU32(octets: Uint8Array, offset: number): number {
  return readU16(octets, offset) * 0x10000 + readU16(octets, offset + 2);
}

/** Lower-case hex digits without separators. */
export function toHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** Octets of hex text; blanks are skipped. Undefined if it is not hex. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Several octet strings as one. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const writer = new OctetWriter();
  for (const part of parts) writer.octets(part);
  return writer.finish();
}

/** Octets of ASCII text. */
export function asciiOctets(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f);
}

/** Text of octets, one character each. */
export function asciiText(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}

/**
 * Domain name in wire form, RFC 1035 §3.1, with the root label at its end.
 * Undefined if a label is empty or longer than 63 octets.
 */
export function encodeName(text: string): Uint8Array | undefined {
  const writer = new OctetWriter();
  for (const label of text.replace(/\.$/, "").split(".")) {
    if (label.length === 0 || label.length > 63) return undefined;
    writer.u8(label.length).octets(asciiOctets(label));
  }
  return writer.u8(0).finish();
}
