// What multicast DNS says on the networks where it is asked (RFC 6762 §10). The cache
// is a DNS message of additional records, so that a walk takes them from it as from any other. In front of each stands a record of no type
// that exists, without rdata, which keeps what DNS has no field for:
//
//   0      1      2         3                  5                   9      11
//   | root | 0xff | network | octets of both   | end of life, ms   | 0  0 | record …
//
// Times are the lower half of milliseconds since boot: no record lives longer than a day.

import { LogLevel, WINDOW_SIZE } from "../abi";
import { equalOctets } from "../bytes/text";
import { WINDOW } from "../bytes/window";
import { Code } from "../codes";
import {
  beginRecords,
  HEADER_SIZE,
  message,
  nextRecord,
  OWNER,
  ownerLength,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  rdataLength,
  rewind,
  section,
} from "../dns/message";
import { TARGET, targetLength } from "../dns/rdata/name";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_PVDS, MDNS_CACHE_SIZE } from "../limits";
import { isLocal } from "../names/match";
import { nameLength } from "../names/name";
import { cellOf } from "../pools/cells";
import { log, NO_CELL } from "../pools/log";
import { nowMs } from "../time/clock";
import { findEntry } from "./knowledge";

const NOTE_SIZE: i32 = 11;
/** TYPE, CLASS, TTL, RDLENGTH; and where they stand behind the owner. */
const FIXED_SIZE: i32 = 10;
const CLASS_AT: i32 = 2;
export const TTL_AT: usize = 4;
const LENGTH_AT: i32 = 8;
/** Numbers in front of the target of SRV. */
const SRV_FRONT: i32 = 6;
/** No record is believed for longer, seconds. */
const MOST_TTL_S: u32 = 86_400;
/** One that was taken back stays so long: another responder may still have it (RFC 6762 §10.1, §10.2). */
const RESCUE_S: u32 = 1;
const RESCUE_MS: i32 = 1000;

const CACHE: usize = memory.data(MDNS_CACHE_SIZE, 8);
const FIRST: usize = CACHE + HEADER_SIZE;
let end: usize = FIRST;
let lost: u32 = 0;

/** Where a record is put together: no message reaches so far (`MAX_MDNS_MESSAGE`). */
const NEW: usize = WINDOW + WINDOW_SIZE - 1024;

/** The networks where something came up or went away since `settleChanges`, as a set. */
export let changedNetworks: i32 = 0;

// The network at hand, and its record that `nextCached` found: where it begins, and where its type stands.
let network: i32 = 0;
let record: usize = 0;
let fixed: usize = 0;

/** Forgets everything. */
export function resetMdnsCache(): void {
  end = FIRST;
  lost = 0;
}

/** Makes a network the one at hand, before the first of its records. */
export function beginCached(pvd: i32): void {
  network = pvd;
  record = 0;
}

/** Goes to the next record of the network at hand; false behind the last. */
export function nextCached(): bool {
  do {
    record = record ? record + size() : FIRST;
    if (record >= end) return false;
    fixed = cachedOwner() + nameLength(cachedOwner());
  } while (<i32>load<u8>(record, 2) != network);
  return true;
}

function size(): i32 {
  return load<u16>(record, 3, 1);
}

/** Address of the owner of the record at hand: of the record as a message has it. */
export function cachedOwner(): usize {
  return record + NOTE_SIZE;
}

/** Its octets from there on. */
export function cachedLength(): i32 {
  return size() - NOTE_SIZE;
}

/** Its type. */
export function cachedType(): i32 {
  return load<u8>(fixed, 1);
}

/** How long it is good for, milliseconds. */
export function cachedLifetime(): i32 {
  return <i32>bswap(load<u32>(fixed, TTL_AT, 1)) * 1000;
}

/** Milliseconds that it has left. */
export function cachedLeft(): i32 {
  return <i32>(load<u32>(record, 5, 1) - <u32>nowMs);
}

/** Makes the cached records of a network the message that is read. */
export function readCache(pvd: i32): void {
  let count = 0;
  for (network = 0; network < MAX_PVDS; network++) {
    for (record = 0; nextCached(); count += 2) {
      // Of other networks' records the class is none.
      store<u8>(fixed, <i32>(network == pvd), CLASS_AT + 1);
    }
  }
  store<u16>(CACHE, bswap<u16>(<u16>count), HEADER_SIZE - 2);
  beginRecords(CACHE, <i32>(end - CACHE));
}

/** Takes the records of the message that was begun, on one network, that answer a question of the run at hand. */
export function learnRecords(pvd: i32): void {
  network = pvd;
  rewind();
  while (nextRecord() > 0) {
    const entry = findEntry(OWNER, recordType);
    if (entry && section && recordClass == CLASS_IN) learnRecord(entry.name);
  }
}

function learnRecord(owner: usize): void {
  let at = NEW + ownerLength;
  memory.copy(NEW, owner, ownerLength);
  store<u32>(at, (recordType << 8) | (CLASS_IN << 24), 0, 1);
  const lengthAt = at + LENGTH_AT;
  at += FIXED_SIZE;
  const isName = recordType == Type.Ptr || recordType == Type.Srv;
  const front = isName ? (recordType == Type.Ptr ? 0 : SRV_FRONT) : rdataLength;
  memory.copy(at, message + rdataOffset, front);
  at += front;
  if (isName) {
    if (!isLocal(TARGET)) return;
    memory.copy(at, TARGET, targetLength);
    at += targetLength;
  }
  store<u16>(lengthAt, bswap<u16>(<u16>(at - lengthAt - 2)), 0, 1);
  keepRecord(<i32>(at - NEW));
}

// What is cached already goes on living or is taken back. A record that is unique takes back what is
// older of its set (RFC 6762 §10.2); the PTR records of services never are (E-81), and a goodbye is none.
function keepRecord(length: i32): void {
  const flushes = recordType != Type.Ptr && recordTtl > 0 && load<i8>(message + rdataOffset - FIXED_SIZE, CLASS_AT) < 0;
  let known: usize = 0;
  record = 0;
  while (nextCached()) {
    if (!equalOctets(cachedOwner(), NEW, ownerLength + CLASS_AT)) continue;
    if (equalOctets(fixed + LENGTH_AT, NEW + ownerLength + LENGTH_AT, length - ownerLength - LENGTH_AT)) known = record;
    else if (flushes && cachedLifetime() - cachedLeft() > RESCUE_MS) setLife(0);
  }
  record = known;
  if (!known) {
    if (!recordTtl) return;
    if (end + NOTE_SIZE + length > CACHE + MDNS_CACHE_SIZE) {
      // What is there stays; what has no room is counted, and told at 1, 2, 4, 8 …
      if (!(++lost & (lost - 1))) log(Code.LimitReached, LogLevel.Warning, NO_CELL).withError(Code.PoolFull).withValue(lost);
      return;
    }
    record = end;
    end += NOTE_SIZE + length;
    store<u64>(record, <u64>(0xff00 | (network << 16) | ((NOTE_SIZE + length) << 24)), 0, 1);
    store<u32>(record, 0, NOTE_SIZE - 4, 1);
    memory.copy(cachedOwner(), NEW, length);
    changedNetworks |= 1 << network;
  }
  fixed = cachedOwner() + ownerLength;
  setLife(recordTtl);
}

// Without a time to live the record is taken back.
function setLife(ttlS: u32): void {
  ttlS = ttlS ? min(ttlS, MOST_TTL_S) : RESCUE_S;
  store<u32>(fixed, bswap(ttlS), TTL_AT, 1);
  store<u32>(record, <u32>nowMs + ttlS * 1000, 5, 1);
}

/**
 * Forgets what has come to its end, and what belongs to a network where nobody listens.
 * @param listening - cells as a set
 */
export function expireRecords(listening: u32): void {
  record = FIRST;
  while (record < end) {
    const network = load<u8>(record, 2);
    const length = size();
    if (cachedLeft() > 0 && (listening >> cellOf(network, 0)) & 3) {
      record += length;
      continue;
    }
    changedNetworks |= 1 << network;
    end -= length;
    memory.copy(record, record + length, end - record);
  }
}

/** The changes were acted on. */
export function settleChanges(): void {
  changedNetworks = 0;
}
