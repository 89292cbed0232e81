// What multicast DNS says on the networks that are asked (RFC 6762 §10). The cache is
// a DNS message of additional records, so that a walk takes them from it as from any
// other. In front of each stands a record of no type that exists, without rdata, which
// keeps what DNS has no field for:
//
//   0      1      2         3                  5                   9      11
//   | root | 0xff | network | octets of both   | end of life, ms   | 0  0 | record …
//
// Times are the lower half of milliseconds since boot: no record lives longer than a day.

import { LogLevel } from "../abi";
import { equalOctets } from "../bytes/text";
import { Code } from "../codes";
import {
  beginRecords,
  HEADER_SIZE,
  message,
  nextRecord,
  OWNER,
  ownerLength,
  rdataLength,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  rewind,
  Section,
  section,
} from "../dns/message";
import { TARGET, targetLength } from "../dns/rdata/name";
import { CLASS_IN, Type } from "../dns/types";
import { MDNS_CACHE_SIZE } from "../limits";
import { isLocal } from "../names/match";
import { equalNames, nameLength } from "../names/name";
import { log, NO_CELL } from "../pools/log";
import { nowMs } from "../time/clock";
import { isServiceName } from "./service-names";

/** Octets in front of a record. */
export const NOTE_SIZE: i32 = 11;
/** TYPE, CLASS, TTL, RDLENGTH; and how far behind TYPE the others stand. */
const FIXED_SIZE: i32 = 10;
const CLASS_AT: usize = 2;
/** Where the TTL stands behind a record's owner. */
export const TTL_AT: usize = 4;
const LENGTH_AT: usize = 8;
/** Numbers in front of the target of SRV. */
const SRV_FRONT: i32 = 6;
/** No record is believed for longer, seconds. */
const MOST_TTL_S: u32 = 86_400;
/** How long one stays that was taken back: another responder may still have it (RFC 6762 §10.1, §10.2). */
const RESCUE_S: u32 = 1;
/** PTR, SRV and address: each matters only if the one before is known, and they may come in any order. */
const LONGEST_CHAIN: i32 = 3;

const CACHE: usize = memory.data(MDNS_CACHE_SIZE, 8);
const FIRST: usize = CACHE + HEADER_SIZE;
let end: usize = FIRST;
let lost: u32 = 0;

/** The networks where something came up or went away, as a set; whoever acts on it clears it. */
export let changedNetworks: i32 = 0;

// The network at hand.
let network: i32 = 0;

/** Forgets everything. */
export function resetMdnsCache(): void {
  end = FIRST;
  lost = 0;
  changedNetworks = 0;
}

/** The changes have been acted on. */
export function settleChanges(): void {
  changedNetworks = 0;
}

/** Address of a record's owner. */
export function ownerOf(record: usize): usize {
  return record + NOTE_SIZE;
}

/** Address of a record's type. */
export function fixedOf(record: usize): usize {
  return ownerOf(record) + nameLength(ownerOf(record));
}

/** A record's type. */
export function typeOf(record: usize): i32 {
  return load<u8>(fixedOf(record), 1);
}

/** The name that a PTR or SRV record leads to. */
export function targetOf(record: usize): usize {
  const fixed = fixedOf(record);
  return fixed + FIXED_SIZE + (load<u8>(fixed, 1) == <u8>Type.Srv ? SRV_FRONT : 0);
}

/** When a record ends. */
export function endOfLife(record: usize): u32 {
  return load<u32>(record, 5, 1);
}

/** How long it is good for, milliseconds. */
export function lifetimeOf(record: usize): i32 {
  return <i32>bswap(load<u32>(fixedOf(record), TTL_AT, 1)) * 1000;
}

/** Milliseconds that a record has left. */
export function leftOf(record: usize): i32 {
  return <i32>(endOfLife(record) - <u32>nowMs);
}

/** Octets of a record as the message has it, from its owner on. */
export function lengthOf(record: usize): i32 {
  return sizeOf(record) - NOTE_SIZE;
}

function sizeOf(record: usize): i32 {
  return load<u16>(record, 3, 1);
}

/** The record of the network at hand behind one of them, or behind 0 the first; 0: none. */
export function nextCached(record: usize): usize {
  record = record ? record + sizeOf(record) : FIRST;
  for (; record < end; record += sizeOf(record)) if (<i32>load<u8>(record, 2) == network) return record;
  return 0;
}

/** Makes a network the one at hand. */
export function selectNetwork(pvd: i32): void {
  network = pvd;
}

/** Makes a network the one at hand, and its cached records the message that is read. */
export function readCache(pvd: i32): void {
  network = pvd;
  let count = 0;
  for (let record = FIRST; record < end; record += sizeOf(record)) {
    // Of other networks' records the class is none.
    store<u8>(fixedOf(record), <i32>load<u8>(record, 2) == pvd, CLASS_AT + 1);
    count += 2;
  }
  store<u16>(CACHE, bswap<u16>(<u16>count), HEADER_SIZE - 2);
  beginRecords(CACHE, <i32>(end - CACHE));
}

/** True if the network at hand has a record of a type with this owner. */
export function isCached(type: i32, owner: usize): bool {
  for (let record: usize = 0; (record = nextCached(record)); ) {
    if (typeOf(record) == type && equalNames(ownerOf(record), owner)) return true;
  }
  return false;
}

function isTarget(type: i32, name: usize): bool {
  for (let record: usize = 0; (record = nextCached(record)); ) {
    if (typeOf(record) == type && equalNames(targetOf(record), name)) return true;
  }
  return false;
}

/** Takes what matters of the response that was begun, on one network. */
export function learnRecords(pvd: i32): void {
  network = pvd;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    rewind();
    while (nextRecord() > 0) if (section != Section.Question && recordClass == CLASS_IN) learnRecord();
  }
}

// Only what leads from a service name to an address is kept, and only under `local.`.
function learnRecord(): void {
  let data: usize = TARGET;
  let length = targetLength;
  switch (recordType) {
    case Type.Ptr:
      if (!isServiceName(OWNER)) return;
      break;
    case Type.Srv:
      if (!isTarget(Type.Ptr, OWNER)) return;
      data -= SRV_FRONT;
      length += SRV_FRONT;
      memory.copy(data, message + rdataOffset, SRV_FRONT);
      break;
    case Type.A:
    case Type.Aaaa:
      if (!isTarget(Type.Srv, OWNER)) return;
      data = message + rdataOffset;
      length = rdataLength;
      break;
    default:
      return;
  }
  if (recordType != Type.A && recordType != Type.Aaaa && !isLocal(TARGET)) return;
  const known = findSame(data, length);
  if (!recordTtl) {
    if (known) setLife(known, RESCUE_S);
    return;
  }
  const record = known ? known : append(data, length);
  if (!record) return;
  setLife(record, min(recordTtl, MOST_TTL_S));
}

function setLife(record: usize, ttlS: u32): void {
  store<u32>(fixedOf(record), bswap(ttlS), TTL_AT, 1);
  store<u32>(record, <u32>nowMs + ttlS * 1000, 5, 1);
}

// The record that the one at hand repeats, or 0. A unique one takes back what is older
// of its set (RFC 6762 §10.2); PTR records of services never are (E-81).
function findSame(data: usize, length: i32): usize {
  const flushes = recordType != Type.Ptr && recordTtl && load<i8>(message + rdataOffset - FIXED_SIZE, CLASS_AT) < 0;
  let same: usize = 0;
  for (let record: usize = 0; (record = nextCached(record)); ) {
    if (typeOf(record) != recordType || !equalNames(ownerOf(record), OWNER)) continue;
    const fixed = fixedOf(record);
    if (load<u16>(fixed, LENGTH_AT, 1) == bswap<u16>(<u16>length) && equalOctets(fixed + FIXED_SIZE, data, length)) same = record;
    else if (flushes && lifetimeOf(record) - leftOf(record) > 1000) setLife(record, RESCUE_S);
  }
  return same;
}

// What is there stays; what has no room is counted.
function append(data: usize, length: i32): usize {
  const size = NOTE_SIZE + ownerLength + FIXED_SIZE + length;
  if (end + size > CACHE + MDNS_CACHE_SIZE) {
    // Told at 1, 2, 4, 8 …
    if (!(++lost & (lost - 1))) log(Code.LimitReached, LogLevel.Warning, NO_CELL).withError(Code.PoolFull).withValue(lost);
    return 0;
  }
  const record = end;
  end += size;
  memory.fill(record, 0, NOTE_SIZE);
  store<u8>(record, 0xff, 1);
  store<u8>(record, network, 2);
  store<u16>(record, size, 3, 1);
  memory.copy(ownerOf(record), OWNER, ownerLength);
  const fixed = fixedOf(record);
  store<u32>(fixed, (recordType << 8) | (CLASS_IN << 24), 0, 1);
  store<u16>(fixed, bswap<u16>(<u16>length), LENGTH_AT, 1);
  memory.copy(fixed + FIXED_SIZE, data, length);
  changedNetworks |= 1 << network;
  return record;
}

/**
 * Forgets what has come to its end, and what belongs to a network where nobody listens.
 * @param listening - networks as a set
 */
export function expireRecords(listening: i32): void {
  let record = FIRST;
  while (record < end) {
    const size = sizeOf(record);
    const set = 1 << load<u8>(record, 2);
    if (leftOf(record) > 0 && listening & set) {
      record += size;
      continue;
    }
    changedNetworks |= set;
    end -= size;
    memory.copy(record, record + size, end - record);
  }
}

/** Milliseconds until the first record ends, or `most` if that is sooner. */
export function firstEnd(most: i32): i32 {
  for (let record = FIRST; record < end; record += sizeOf(record)) most = min(most, leftOf(record));
  return most;
}
