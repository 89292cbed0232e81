// The policy table of RFC 6724 §2.1, the scopes of §3.1 and the common prefix of §2.2.

import { loadU16 } from "../bytes/cursor";
import { isMapped } from "./address";
import { isLinkLocal } from "./special";

/** Scopes, RFC 4291 §2.7. */
export const LINK_SCOPE: i32 = 2;
const SITE_SCOPE: i32 = 5;
const GLOBAL_SCOPE: i32 = 14;

/** The label of unique local addresses, RFC 4193. */
export const UNIQUE_LOCAL: i32 = 13;

const LABEL_BITS: i32 = 4;

// The row of an address: precedence, then four bits of label.
function policyOf(address: usize): i32 {
  if (isMapped(address)) return (35 << LABEL_BITS) | 4;
  if (!load<u64>(address, 0, 1) && !load<u32>(address, 8, 1)) return (1 << LABEL_BITS) | 3;
  const first = <i32>loadU16(address);
  if (first == 0x2002) return (30 << LABEL_BITS) | 2;
  if (first == 0x2001 && !loadU16(address + 2)) return (5 << LABEL_BITS) | 5;
  if ((first & 0xfe00) == 0xfc00) return (3 << LABEL_BITS) | UNIQUE_LOCAL;
  if ((first & 0xffc0) == 0xfec0) return (1 << LABEL_BITS) | 11;
  if (first == 0x3ffe) return (1 << LABEL_BITS) | 12;
  return (40 << LABEL_BITS) | 1;
}

/** The precedence of a destination, 1 to 40; loopback addresses are no servers' and have no row here. */
export function precedenceOf(address: usize): i32 {
  return policyOf(address) >> LABEL_BITS;
}

/** The label of an address. */
export function labelOf(address: usize): i32 {
  return policyOf(address) & ((1 << LABEL_BITS) - 1);
}

/** The scope of a unicast address: link, site or global. */
export function scopeOf(address: usize): i32 {
  if (isLinkLocal(address)) return LINK_SCOPE;
  return labelOf(address) == 11 ? SITE_SCOPE : GLOBAL_SCOPE;
}

/** How many of the first `most` bits two addresses share. */
export function commonBits(a: usize, b: usize, most: i32): i32 {
  for (let bits = 0; bits < most; bits += 8) {
    const differing: u32 = load<u8>(a + (bits >> 3)) ^ load<u8>(b + (bits >> 3));
    if (differing) return min(most, bits + <i32>clz(differing) - 24);
  }
  return most;
}

/** True if two addresses are of one family and agree in their first `bits` bits. */
export function isSamePrefix(a: usize, b: usize, bits: i32): bool {
  return isMapped(a) == isMapped(b) && commonBits(a, b, bits) == bits;
}
