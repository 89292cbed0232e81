// Text that somebody else wrote: numbers, hex and words without case. Every
// function takes an address and a length; nothing ends with a zero octet.

import { Code } from "../codes";
import { fault } from "./fault";

/** True for a space or a tab. */
export function isBlank(c: u32): bool {
  return c == 0x20 || c == 0x09;
}

/** True if the `length` octets at both addresses are the same. */
export function equalOctets(a: usize, b: usize, length: i32): bool {
  for (let i = 0; i < length; i++) {
    if (load<u8>(a + i) != load<u8>(b + i)) return false;
  }
  return true;
}

/** The octet with an ASCII capital made small (RFC 4343 §3). */
export function lowerCase(c: u32): u32 {
  return c - 0x41 < 26 ? c | 0x20 : c;
}

/** True if two texts differ in nothing but ASCII case. */
export function equalIgnoreCase(a: usize, aLength: i32, b: usize, bLength: i32): bool {
  if (aLength != bLength) return false;
  for (let i = 0; i < aLength; i++) {
    if (lowerCase(load<u8>(a + i)) != lowerCase(load<u8>(b + i))) return false;
  }
  return true;
}

/** Reads a whole text of decimal digits: its value, or -1 if it is none or above `max`, which is below 2^59. */
export function parseDecimal(p: usize, length: i32, max: u64): i64 {
  if (length == 0) return -1;
  let value: u64 = 0;
  for (let i = 0; i < length; i++) {
    const digit = <u32>load<u8>(p + i) - 0x30;
    if (digit > 9) return -1;
    value = value * 10 + digit;
    if (value > max) return -1;
  }
  return value;
}

/** The value of a hex digit in either case, or -1. */
export function hexDigit(c: u32): i32 {
  if (c - 0x30 < 10) return c - 0x30;
  const letter = (c | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : -1;
}

/**
 * Decodes pairs of hex digits; `target` may be `source`.
 * Returns the octets written, or a `HexDigit` or `HexOdd` fault.
 */
export function decodeHex(source: usize, length: i32, target: usize): i32 {
  let high = 0;
  for (let i = 0; i < length; i++) {
    const digit = hexDigit(load<u8>(source + i));
    if (digit < 0) return fault(Code.HexDigit, i);
    if (i & 1) store<u8>(target + (i >> 1), high | digit);
    else high = digit << 4;
  }
  return length & 1 ? fault(Code.HexOdd, length) : length >> 1;
}

/**
 * Decodes octets written as one or two hex digits between colons, as dhclient
 * does (`4:64:6f`); `target` may be `source`.
 * Returns the octets written, or a `HexDigit` fault.
 */
export function decodeColonHex(source: usize, length: i32, target: usize): i32 {
  if (length == 0) return 0;
  let written = 0;
  let digits = 0;
  let value = 0;
  for (let i = 0; i <= length; i++) {
    const c: u32 = i < length ? load<u8>(source + i) : 0x3a;
    if (c == 0x3a) {
      if (digits == 0) return fault(Code.HexDigit, i);
      store<u8>(target + written++, value);
      value = digits = 0;
      continue;
    }
    const digit = hexDigit(c);
    if (digit < 0 || digits == 2) return fault(Code.HexDigit, i);
    value = (value << 4) | digit;
    digits++;
  }
  return written;
}

/** What `mixOctets` begins with. */
export const HASH_START: u64 = 0xcbf29ce484222325;

/** Goes on with a hash (FNV-1a, 64 bits) over more octets. */
export function mixOctets(hash: u64, p: usize, length: i32): u64 {
  for (let i = 0; i < length; i++) hash = (hash ^ load<u8>(p + i)) * 0x100000001b3;
  return hash;
}

/** The hash of some octets in 32 bits, its halves folded; never 0, except for no octets at all. */
export function hashOctets(p: usize, length: i32): u32 {
  const hash = mixOctets(HASH_START, p, length);
  const folded = <u32>(hash ^ (hash >> 32));
  return length == 0 ? 0 : folded ? folded : 1;
}
