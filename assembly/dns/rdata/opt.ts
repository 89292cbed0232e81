// OPT, RFC 6891 §6.1: CLASS and TTL in front of its rdata have a meaning of their
// own; the rdata is options. Fields of a record that was checked.
//
//   CLASS: UDP size | TTL: extended RCODE, version, flags | options: code, length, octets

import { loadU16, loadU32 } from "../../bytes/cursor";
import { message, rdataLength, rdataOffset } from "../message";

/** Octets of an option's code and length. */
export const OPTION_HEADER: i32 = 4;

const CLASS_BEFORE: i32 = 8;
const TTL_BEFORE: i32 = 6;
/** DNSSEC OK, RFC 3225 §3. */
const DNSSEC_OK: u32 = 0x8000;

function ttl(): u32 {
  return loadU32(message + rdataOffset - TTL_BEFORE);
}

/** Octets that the sender takes in one datagram. */
export function udpSize(): i32 {
  return <i32>loadU16(message + rdataOffset - CLASS_BEFORE);
}

/** The upper 8 of the 12 bits of the RCODE. */
export function extendedRcode(): i32 {
  return <i32>(ttl() >> 24);
}

/** The version of EDNS. */
export function version(): i32 {
  return <i32>((ttl() >> 16) & 0xff);
}

/** True if signatures are wanted. */
export function dnssecOk(): bool {
  return (ttl() & DNSSEC_OK) != 0;
}

/** Extended DNS Error, RFC 8914 §2: INFO-CODE, text. */
const EXTENDED_ERROR: u32 = 15;
/** INFO-CODEs that say that validation failed, RFC 8914 §4.7 to §4.13. */
const FIRST_BOGUS: u32 = 6;
const LAST_BOGUS: u32 = 12;

/** True if the sender says that DNSSEC validation failed. */
export function isBogus(): bool {
  let option = message + rdataOffset;
  const end = option + rdataLength;
  while (option < end) {
    const length = loadU16(option + 2);
    const info = loadU16(option + OPTION_HEADER);
    if (loadU16(option) == EXTENDED_ERROR && length >= 2 && info - FIRST_BOGUS <= LAST_BOGUS - FIRST_BOGUS) return true;
    option += OPTION_HEADER + length;
  }
  return false;
}
