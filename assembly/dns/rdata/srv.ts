// SRV rdata, RFC 2782: priority, weight, port, target. Compression in the target
// is not allowed and all the same met, so it is read and never written.

import { loadU16 } from "../../bytes/cursor";
import { fault } from "../../bytes/fault";
import { Code } from "../../codes";
import { readTarget } from "./name";

const TARGET_OFFSET: i32 = 6;

/** The fields read; the target stands in rdata/name.ts. */
export let priority: i32 = 0;
export let weight: i32 = 0;
export let port: i32 = 0;

/** Reads SRV rdata; 0 or a fault. */
export function readSrv(message: usize, offset: i32, length: i32): i32 {
  if (length <= TARGET_OFFSET) return fault(Code.RdataLength, offset);
  priority = <i32>loadU16(message + offset);
  weight = <i32>loadU16(message + offset + 2);
  port = <i32>loadU16(message + offset + 4);
  return readTarget(message, offset + TARGET_OFFSET, offset + length);
}
