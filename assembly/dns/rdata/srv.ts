// SRV rdata, RFC 2782: priority, weight, port, target. Compression in the target
// is not allowed and all the same met, so it is read and never written. Fields of a
// record that was checked; the target stands in rdata/name.ts.

import { loadU16 } from "../../bytes/cursor";
import { message, rdataOffset } from "../message";

/** The lower comes first. */
export function priority(): i32 {
  return <i32>loadU16(message + rdataOffset);
}

/** The share inside a priority. */
export function weight(): i32 {
  return <i32>loadU16(message + rdataOffset + 2);
}

/** The server's port. */
export function port(): i32 {
  return <i32>loadU16(message + rdataOffset + 4);
}
