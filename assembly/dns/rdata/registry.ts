// The record types that are understood; any other is skipped by its length. A new type
// is a row here. What the fields say is read where it is needed: each type has a file
// of functions for that.

import { loadU16 } from "../../bytes/cursor";
import { fault, isFault } from "../../bytes/fault";
import { Code } from "../../codes";
import { Type } from "../types";
import { readTarget } from "./name";

/** As often as there is room. */
const ANY: u8 = 0xff;
/** In place of strings: options, two octets each of code and length in front (RFC 6891 §6.1.2). */
const OPTIONS: u8 = 0xfe;

const ROW_SIZE: usize = 5;
const ROWS: usize = 9;

// What rdata is made of, in this order: octets that are there whatever they say,
// character-strings (RFC 1035 §3.3), names, octets again. The frequent types first.
// prettier-ignore
const TYPES: usize = memory.data<u8>([
  <u8>Type.Naptr, 4, 3, 1, 0,
  <u8>Type.Srv, 6, 0, 1, 0,
  <u8>Type.Aaaa, 16, 0, 0, 0,
  <u8>Type.A, 4, 0, 0, 0,
  <u8>Type.Opt, 0, OPTIONS, 0, 0,
  <u8>Type.Cname, 0, 0, 1, 0,
  <u8>Type.Soa, 0, 0, 2, 20,
  <u8>Type.Ptr, 0, 0, 1, 0,
  <u8>Type.Txt, 0, ANY, 0, 0,
]);

/**
 * Checks the rdata of a record. Its last name is in rdata/name.ts then.
 * @param at - offset of the rdata in the message
 * @returns 0, or a fault: of `readName`, or `RdataLength`
 */
export function readRdata(type: i32, message: usize, at: i32, length: i32): i32 {
  let row = TYPES;
  while (<i32>load<u8>(row) != type) if ((row += ROW_SIZE) == TYPES + ROWS * ROW_SIZE) return 0;
  const end = at + length;
  const octets = <i32>load<u8>(row, 1);
  const strings = load<u8>(row, 2);
  let names = load<u8>(row, 3);
  // More follows, or nothing does.
  if (octets && (names ? length <= octets : length != octets)) return fault(Code.RdataLength, at);
  at += octets;
  for (let left = strings; left && (left < OPTIONS || at < end); left -= <u8>(left < OPTIONS)) {
    const next = at + (strings == OPTIONS ? 4 + <i32>loadU16(message + at + 2) : 1 + <i32>load<u8>(message + at));
    if (next > end) return fault(Code.RdataLength, at);
    at = next;
  }
  for (; names; names--) {
    at = readTarget(message, at, end);
    if (isFault(at)) return at;
  }
  return at + <i32>load<u8>(row, 4) == end ? 0 : fault(Code.RdataLength, at);
}
