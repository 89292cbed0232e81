// NAPTR rdata, RFC 3403 §4.1: order, preference, three character-strings,
// replacement. Fields of a record that was checked; strings by the offset of their
// length; the replacement stands in rdata/name.ts.

import { loadU16 } from "../../bytes/cursor";
import { message, rdataOffset } from "../message";

/** The lower comes first. */
export function order(): i32 {
  return <i32>loadU16(message + rdataOffset);
}

/** Inside an order, the lower comes first. */
export function preference(): i32 {
  return <i32>loadU16(message + rdataOffset + 2);
}

/** Offset of the flags. */
export function flagsOffset(): i32 {
  return rdataOffset + 4;
}

/** Offset of the services. */
export function servicesOffset(): i32 {
  return stringEnd(flagsOffset());
}

/** Offset of the regexp. */
export function regexpOffset(): i32 {
  return stringEnd(servicesOffset());
}

/** The offset after the character-string at `offset`. RFC 1035 §3.3. */
function stringEnd(offset: i32): i32 {
  return offset + 1 + <i32>load<u8>(message + offset);
}
