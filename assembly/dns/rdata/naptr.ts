// NAPTR rdata, RFC 3403 §4.1: order, preference, three character-strings,
// replacement.

import { loadU16 } from "../../bytes/cursor";
import { fault, isFault } from "../../bytes/fault";
import { Code } from "../../codes";
import { readTarget } from "./name";

const FLAGS_OFFSET: i32 = 4;

/** The fields read: strings by the offset of their first octet; the replacement stands in rdata/name.ts. */
export let order: i32 = 0;
export let preference: i32 = 0;
export let flagsOffset: i32 = 0;
export let flagsLength: i32 = 0;
export let servicesOffset: i32 = 0;
export let servicesLength: i32 = 0;
export let regexpOffset: i32 = 0;
export let regexpLength: i32 = 0;

/** Reads NAPTR rdata; 0 or a fault. */
export function readNaptr(message: usize, offset: i32, length: i32): i32 {
  const end = offset + length;
  if (length <= FLAGS_OFFSET) return fault(Code.RdataLength, offset);
  order = <i32>loadU16(message + offset);
  preference = <i32>loadU16(message + offset + 2);
  flagsOffset = offset + FLAGS_OFFSET + 1;
  const services = skipString(message, offset + FLAGS_OFFSET, end);
  if (isFault(services)) return services;
  flagsLength = services - flagsOffset;
  servicesOffset = services + 1;
  const regexp = skipString(message, services, end);
  if (isFault(regexp)) return regexp;
  servicesLength = regexp - servicesOffset;
  regexpOffset = regexp + 1;
  const replacement = skipString(message, regexp, end);
  if (isFault(replacement)) return replacement;
  regexpLength = replacement - regexpOffset;
  return readTarget(message, replacement, end);
}

/** The offset after the character-string at `offset`, or an `RdataLength` fault. RFC 1035 §3.3. */
export function skipString(message: usize, offset: i32, end: i32): i32 {
  if (offset >= end) return fault(Code.RdataLength, offset);
  const after = offset + 1 + <i32>load<u8>(message + offset);
  return after > end ? fault(Code.RdataLength, offset) : after;
}
