// OPT, RFC 6891 §6.1: CLASS and TTL in front of its rdata have a meaning of their
// own; the rdata is options.
//
//   CLASS: UDP size | TTL: extended RCODE, version, flags | options: code, length, octets

import { loadU16, loadU32 } from "../../bytes/cursor";
import { fault } from "../../bytes/fault";
import { Code } from "../../codes";

/** Octets of an option's code and length. */
export const OPTION_HEADER: i32 = 4;

const CLASS_BEFORE: i32 = 8;
const TTL_BEFORE: i32 = 6;
/** DNSSEC OK, RFC 3225 §3. */
const DNSSEC_OK: u32 = 0x8000;

/** Octets that the sender takes in one datagram. */
export let udpSize: i32 = 0;
/** The upper 8 of the 12 bits of the RCODE. */
export let extendedRcode: i32 = 0;
export let version: i32 = 0;
export let dnssecOk: bool = false;

/** Reads an OPT record by its rdata; 0 or an `RdataLength` fault. */
export function readOpt(message: usize, offset: i32, length: i32): i32 {
  const ttl = loadU32(message + offset - TTL_BEFORE);
  udpSize = <i32>loadU16(message + offset - CLASS_BEFORE);
  extendedRcode = <i32>(ttl >> 24);
  version = <i32>((ttl >> 16) & 0xff);
  dnssecOk = (ttl & DNSSEC_OK) != 0;
  const end = offset + length;
  while (offset < end) {
    if (offset + OPTION_HEADER > end) return fault(Code.RdataLength, offset);
    const next = offset + OPTION_HEADER + <i32>loadU16(message + offset + 2);
    if (next > end) return fault(Code.RdataLength, offset);
    offset = next;
  }
  return 0;
}
