// A question to a resolver, RFC 1035 §4.1 with EDNS (RFC 6891 §6.1).

import { nameLength } from "../names/name";
import { Flag, HEADER_SIZE } from "./message";
import { CLASS_IN, Type } from "./types";

/** Largest UDP answer asked for, in octets: what passes nearly every path unfragmented. */
const UDP_SIZE: i32 = 1232;
/** DNSSEC OK, RFC 3225: the top bit of the flags in the OPT record's TTL. */
const DNSSEC_OK: u32 = 0x8000;

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
  memory.fill(target, 0, HEADER_SIZE);
  putU16(target, id);
  putU16(target + 2, Flag.RecursionDesired | (options & QueryOption.Authentic ? Flag.AuthenticData : 0));
  putU16(target + 4, 1);
  const length = nameLength(name);
  memory.copy(target + HEADER_SIZE, name, length);
  let at = target + HEADER_SIZE + length;
  putU16(at, type);
  putU16(at + 2, CLASS_IN);
  at += 4;
  if (options & QueryOption.Edns) {
    putU16(target + 10, 1);
    store<u8>(at, 0);
    putU16(at + 1, Type.Opt);
    putU16(at + 3, UDP_SIZE);
    store<u32>(at + 5, options & QueryOption.DnssecOk ? bswap<u32>(DNSSEC_OK) : 0, 0, 1);
    putU16(at + 9, 0);
    at += 11;
  }
  return <i32>(at - target);
}
