// Records of the store as hex, octet by octet as docs/store.md has them, and
// without the core's own writer.

import { crc32 } from "../../../assembly/bytes/crc";
import { hexOf, place, placed } from "./octets";

function digits(value: u32, octets: i32): string {
  let text = "";
  for (let shift = octets * 8 - 4; shift >= 0; shift -= 4) text += ((value >> shift) & 15).toString(16);
  return text;
}

/** A record with these lists. */
export function record(sequence: u32, lists: string, format: string = "0101"): string {
  const text = lists.replaceAll(" ", "");
  const body = "444f5453" + format + "0000" + digits(sequence, 4) + digits(text.length >> 1, 4) + text;
  return body + digits(crc32(placed, place(body)), 4);
}

/** `isp.test`, ended by its root label. */
export const ISP: string = "03697370047465737400";
/** On eth1, IPv4, by S-NAPTR, not signed; in the domain isp.test by its mark. */
export const MARKS: string = "00000000 11111111 22222222";
export const HEAD: string = "00 06 01 6e53 " + MARKS + " 0465746831 ";
export const NAMES: string = "00 " + ISP + " ff ";
export const PLACE: string = "00 00 01 0000 00000000000000000000ffffc000020a ";
/** One list that is right. */
export const LIST: string = HEAD + NAMES + PLACE + "ff ";

/** The text of a list with one part in place of another. */
export function changed(from: string, to: string): string {
  assert(LIST.indexOf(from) >= 0, from);
  return LIST.replace(from, to);
}

/** Octets at an address, to compare with a record. */
export function octets(at: usize, length: i32): string {
  return hexOf(at, length);
}
