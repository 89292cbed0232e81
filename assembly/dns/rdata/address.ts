// A (RFC 1035 §3.4.1) and AAAA (RFC 3596 §2.2) rdata: one address.

import { fault } from "../../bytes/fault";
import { Code } from "../../codes";
import { copyAddress, setMapped } from "../../net/address";
import { TARGET } from "./name";

/** The address read, 16 octets; IPv4 in mapped form. No record has a name beside it. */
export const ADDRESS: usize = TARGET;

/** Reads A rdata; 0 or an `RdataLength` fault. */
export function readA(message: usize, offset: i32, length: i32): i32 {
  if (length != 4) return fault(Code.RdataLength, offset);
  setMapped(ADDRESS, message + offset);
  return 0;
}

/** Reads AAAA rdata; 0 or an `RdataLength` fault. */
export function readAaaa(message: usize, offset: i32, length: i32): i32 {
  if (length != 16) return fault(Code.RdataLength, offset);
  copyAddress(ADDRESS, message + offset);
  return 0;
}
