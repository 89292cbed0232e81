// The one name of CNAME (RFC 1035 §3.3.1), PTR (§3.3.12), SRV and NAPTR rdata.

import { SECOND_NAME } from "../../bytes/scratch";
import { readLength, readName } from "../name";

/** The name read, in wire form. The 8 octets in front are free for whoever puts numbers before it. */
export const TARGET: usize = SECOND_NAME;

/** Its length with the root label. */
export let targetLength: i32 = 0;

/** Reads the name at `offset`: the offset after it, or a fault of `readName`. */
export function readTarget(message: usize, offset: i32, end: i32): i32 {
  const after = readName(message, end, offset, TARGET);
  targetLength = readLength;
  return after;
}
