// Records of the store, written and read by docs/store.md and not by the core.

export interface StoreRecord {
  readonly sequence: number;
  readonly lists: Uint8Array;
}

const HEADER_SIZE = 16;
const CHECKSUM_SIZE = 4;

/** CRC-32 of RFC 1952 §8. */
function crc32(octets: Uint8Array): number {
  let crc = 0xffffffff;
  for (const octet of octets) {
    crc ^= octet;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A record of format 1 with these lists, whatever they are. */
export function encodeRecord(sequence: number, lists: Uint8Array): Uint8Array {
  const octets = Buffer.alloc(HEADER_SIZE + lists.length + CHECKSUM_SIZE);
  octets.write("DOTS\x01\x01", "latin1");
  octets.writeUInt32BE(sequence, 8);
  octets.writeUInt32BE(lists.length, 12);
  octets.set(lists, HEADER_SIZE);
  octets.writeUInt32BE(crc32(octets.subarray(0, -CHECKSUM_SIZE)), HEADER_SIZE + lists.length);
  return octets;
}

/** The record that a slot begins with, or null if there is no whole one. */
export function decodeRecord(slot: Uint8Array): StoreRecord | null {
  const octets = Buffer.from(slot);
  if (octets.length < HEADER_SIZE || octets.toString("latin1", 0, 4) !== "DOTS") return null;
  const end = HEADER_SIZE + octets.readUInt32BE(12);
  if (end + CHECKSUM_SIZE > octets.length || crc32(octets.subarray(0, end)) !== octets.readUInt32BE(end)) return null;
  return { sequence: octets.readUInt32BE(8), lists: Uint8Array.from(octets.subarray(HEADER_SIZE, end)) };
}
