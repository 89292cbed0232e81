// Rdata that is one name: CNAME (RFC 1035 §3.3.1) and PTR (§3.3.12).

import { fault, isFault } from "../../bytes/fault";
import { Code } from "../../codes";
import { NAME_ROOM, readLength, readName } from "../name";

const FRONT: i32 = 8;
/** The name read, in wire form. The 8 octets in front are free for whoever puts numbers before it. */
export const TARGET: usize = memory.data(FRONT + NAME_ROOM, 8) + FRONT;

/** Its length with the root label. */
export let targetLength: i32 = 0;

/**
 * Reads the name that fills rdata from `offset` to its end.
 * @returns 0, or a fault of `readName`, or `RdataLength` if the name ends elsewhere
 */
export function readTarget(message: usize, offset: i32, end: i32): i32 {
  const after = readName(message, end, offset, TARGET);
  if (isFault(after)) return after;
  targetLength = readLength;
  return after == end ? 0 : fault(Code.RdataLength, after);
}
