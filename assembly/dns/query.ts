// A question to a resolver, RFC 1035 §4.1 with EDNS (RFC 6891 §6.1).

import { nameLength } from "../names/name";
import { Flag, HEADER_SIZE } from "./message";
import { CLASS_IN, Type } from "./types";

/** The header: recursion desired, one question, one record for EDNS. */
const HEADER: usize = memory.data<u8>([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
/**
 * What follows the type: class IN; then EDNS with a UDP answer of up to 1232 octets, which passes
 * nearly every path unfragmented.
 */
const TAIL: usize = memory.data<u8>([0, <u8>CLASS_IN, 0, 0, <u8>Type.Opt, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]);
const TAIL_SIZE: i32 = 13;
/** DNSSEC OK (RFC 3225) from the type on; AD (RFC 6840 §5.7) and the number of additional records in HEADER. */
const DNSSEC_OK: usize = 11;
const AUTHENTIC: usize = 3;
const ADDITIONAL: usize = 11;

/** What a question asks for beside its records. */
export enum QueryOption {
  Edns = 1,
  /** Say whether the answer was validated (AD, RFC 6840 §5.7). */
  Authentic = 2,
  /** Include signatures: the resolver has to validate. */
  DnssecOk = 4,
}

function putU16(at: usize, value: i32): void {
  store<u16>(at, bswap<u16>(<u16>value), 0, 1);
}

/** Writes a question at `target` and returns its length in octets, at most 300. */
export function encodeQuery(target: usize, id: i32, name: usize, type: i32, options: i32): i32 {
  const length = nameLength(name);
  const after = target + HEADER_SIZE + length;
  memory.copy(target, HEADER, HEADER_SIZE);
  memory.copy(target + HEADER_SIZE, name, length);
  memory.copy(after + 2, TAIL, TAIL_SIZE);
  putU16(target, id);
  putU16(after, type);
  if (options & QueryOption.Authentic) store<u8>(target, Flag.AuthenticData, AUTHENTIC);
  if (options & QueryOption.DnssecOk) store<u8>(after, 0x80, DNSSEC_OK);
  if (options & QueryOption.Edns) return HEADER_SIZE + length + 2 + TAIL_SIZE;
  store<u8>(target, 0, ADDITIONAL);
  return HEADER_SIZE + length + 4;
}
