// A DHCPv6 Reply (RFC 8415 §8) with the options this project reads: those at its
// top level only, and of each the first instance.

import { Cursor, loadU32 } from "../bytes/cursor";
import { fault } from "../bytes/fault";
import { hashOctets } from "../bytes/text";
import { Code } from "../codes";
import { copyAddress, isUnspecified } from "../net/address";
import { ACCESS_DOMAIN_6, takeAccessDomain } from "./domain-options";
import { takeAddresses } from "./dots-options";
import { addPrefix, addResolver, ClientKind, IAPREFIX, LEASE, LeaseEvent, remark, remarkAt, shortenLease } from "./lease";
import { takeReferenceIdentifier } from "./name-option";
import { acceptMultiple, codeAddress6, codeRi6 } from "./settings";

const REPLY: u8 = 7;
const HEADER_SIZE: i32 = 4;
const OPTION_HEADER_SIZE: i32 = 4;

/** Options that say something about the lease itself, RFC 8415 §21. */
export const SERVER_ID: i32 = 2;
export const IAADDR: i32 = 5;
export const DNS_SERVERS: i32 = 23;

const IA_NA: i32 = 3;
const IA_TA: i32 = 4;
const IA_PD: i32 = 25;
const REFRESH_TIME: i32 = 32;

const IA_HEADER_SIZE: i32 = 12;
const IA_TA_HEADER_SIZE: i32 = 4;
const IAADDR_SIZE: i32 = 24;
const IAPREFIX_SIZE: i32 = 25;

/** RFC 8415 §21.23. */
const REFRESH_DEFAULT_S: u32 = 86400;
const REFRESH_MINIMUM_S: u32 = 600;

/** Options of which only the first instance counts. */
enum Seen {
  Ri = 1,
  Address = 2,
  Domain = 4,
}

const OUTER: Cursor = changetype<Cursor>(memory.data(offsetof<Cursor>(), 8));
const INNER: Cursor = changetype<Cursor>(memory.data(offsetof<Cursor>(), 8));
let seen: i32 = 0;
let stateful: bool = false;
let refreshS: u32 = 0;

/**
 * Parses a Reply into `LEASE`, which the caller has reset. Returns 0 or a fault:
 * `DhcpTooShort`, `DhcpMessageType`, `DhcpOptionLength`.
 */
export function parseMessage6(p: usize, length: i32): i32 {
  if (length < HEADER_SIZE) return fault(Code.DhcpTooShort, length);
  if (load<u8>(p) != REPLY) return fault(Code.DhcpMessageType, 0);
  const failure = readOptions(p, HEADER_SIZE, length);
  if (failure) return failure;
  LEASE.event = LeaseEvent.Bound;
  LEASE.client = ClientKind.Raw;
  if (!stateful) {
    if (!refreshS) refreshS = REFRESH_DEFAULT_S;
    LEASE.refreshS = refreshS < REFRESH_MINIMUM_S ? REFRESH_MINIMUM_S : refreshS;
  }
  return 0;
}

/**
 * Parses the options of a Reply without its header into `LEASE`, which the caller
 * has reset. Returns 0, or a `DhcpOptionLength` fault at an option that runs past
 * the end.
 */
export function parseOptions6(p: usize, length: i32): i32 {
  return readOptions(p, 0, length);
}

function readOptions(p: usize, start: i32, length: i32): i32 {
  seen = 0;
  stateful = false;
  refreshS = 0;
  OUTER.reset(p, length);
  OUTER.take(start);
  while (OUTER.remaining) {
    const offset = OUTER.offset;
    const code = OUTER.u16();
    const size = OUTER.u16();
    const value = OUTER.take(size);
    if (OUTER.failure) return fault(Code.DhcpOptionLength, offset);
    const firstRemark = LEASE.remarkCount;
    readOption(code, value, size);
    for (let i = firstRemark; i < LEASE.remarkCount; i++) {
      const slot = remarkAt(i);
      slot.offset = <u16>(slot.offset + offset + OPTION_HEADER_SIZE);
    }
  }
  return 0;
}

function readOption(code: i32, value: usize, size: i32): void {
  if (code == codeRi6) {
    if (isFirst(Seen.Ri, code)) takeReferenceIdentifier(value, size, code);
  } else if (code == codeAddress6) {
    if (acceptMultiple || isFirst(Seen.Address, code)) takeAddresses(value, size, code);
  } else if (code == ACCESS_DOMAIN_6) {
    if (isFirst(Seen.Domain, code)) takeAccessDomain(value, size, code);
  } else if (code == SERVER_ID) {
    LEASE.serverKey = hashOctets(value, size);
  } else if (code == DNS_SERVERS) {
    // A client that hands on the options has told them already, as RDNSS.
    if (LEASE.client != ClientKind.Odhcp6c) for (let at = 0; at + 16 <= size && addResolver(value + at, code, at); at += 16);
  } else if (code == REFRESH_TIME) {
    if (size == 4) refreshS = loadU32(value);
  } else if (code == IA_NA || code == IA_PD) {
    readAssociation(value, size, IA_HEADER_SIZE);
  } else if (code == IA_TA) {
    readAssociation(value, size, IA_TA_HEADER_SIZE);
  }
}

function isFirst(bit: Seen, code: i32): bool {
  if (seen & bit) {
    remark(Code.RepeatedOption, code, 0);
    return false;
  }
  seen |= bit;
  return true;
}

// An identity association matters for its shortest lifetime, its address and its prefixes. A
// malformed one ends there: it says nothing about servers.
function readAssociation(p: usize, length: i32, header: i32): void {
  stateful = true;
  INNER.reset(p, length);
  INNER.take(header);
  while (INNER.remaining) {
    const code = INNER.u16();
    const size = <i32>INNER.u16();
    const value = INNER.take(size);
    if (INNER.failure) return;
    if (code == IAADDR && size >= IAADDR_SIZE) {
      const validS = loadU32(value + 20);
      if (validS && isUnspecified(LEASE.ownAddress)) copyAddress(LEASE.ownAddress, value);
      shortenLease(validS);
    } else if (code == IAPREFIX && size >= IAPREFIX_SIZE) {
      addPrefix(value + 9, load<u8>(value, 8), loadU32(value), loadU32(value + 4));
    }
  }
}
