// What multicast DNS says on the networks where it is asked (RFC 6762 §10). The cache
// is a DNS message of additional records, so that a walk takes them from it as from any other. In front of each stands a record of no type
// that exists, which keeps what DNS has no field for:
//
//   0      1      2         3                  5                   9      11           15
//   | root | 0xff | network | octets of both   | end of life, ms   | 0  4 | life, ms   | record …
//
// Times are the lower half of milliseconds since boot: no record lives longer than a day.

import { LogLevel, NO_DEADLINE, WINDOW_SIZE } from "../abi";
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
import { MDNS_CACHE_SIZE } from "../limits";
import { isLocal } from "../names/match";
import { nameLength } from "../names/name";
import { cellOf, cellPvd } from "../pools/cells";
import { log, NO_CELL } from "../pools/log";
import { nowMs } from "../time/clock";
import { findEntry } from "./knowledge";

const NOTE_SIZE: i32 = 15;
/** TYPE, CLASS, TTL, RDLENGTH; and where the class stands. */
const FIXED_SIZE: i32 = 10;
const CLASS_AT: i32 = 2;
/** Numbers in front of the target of SRV. */
const SRV_FRONT: i32 = 6;
/** No record is believed for longer, seconds. */
const MOST_TTL_S: u32 = 86_400;
/** One that was taken back stays so long: another responder may still have it (RFC 6762 §10.1, §10.2). */
const RESCUE_MS: i32 = 1000;
/** One that is in doubt has a fifth of its life left, so that it is asked for again at once; it ends without an answer (RFC 6762 §10.4). */
const DOUBT_MS: i32 = 10_000;
const DOUBT_LIFE_MS: i32 = 5 * DOUBT_MS;

const CACHE: usize = memory.data(MDNS_CACHE_SIZE, 8);
const FIRST: usize = CACHE + HEADER_SIZE;
let end: usize = FIRST;
let lost: u32 = 0;

/** Where a record is put together: no message reaches so far (`MAX_MDNS_MESSAGE`). */
const NEW: usize = WINDOW + WINDOW_SIZE - 1024;

/** The networks where something came up or went away since `settleChanges`, as a set. */
export let changedNetworks: i32 = 0;

// The network at hand, and its record that `nextCached` found.
let network: i32 = 0;
let record: usize = 0;
// Whose message it is that records are taken from, and who heard it.
let speaker: usize = 0;
let hearer: i32 = 0;

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

/** How long it is good for, milliseconds. */
export function cachedLife(): i32 {
  return load<i32>(record, 11, 1);
}

/** Milliseconds that it has left. */
export function cachedLeft(): i32 {
  return <i32>(load<u32>(record, 5, 1) - <u32>nowMs);
}

/** When the first of a network's records ends, milliseconds, or `NO_DEADLINE`. */
export function firstEnd(pvd: i32): i64 {
  let end: i64 = NO_DEADLINE;
  // As unsigned numbers, NO_DEADLINE is later than any other.
  for (beginCached(pvd); nextCached(); ) end = <i64>min(<u64>end, <u64>(nowMs + cachedLeft()));
  return end;
}

/** Lets a network's records be asked for again, and end if nobody answers. */
export function doubtRecords(pvd: i32): void {
  for (beginCached(pvd); nextCached(); ) if (cachedLeft() > DOUBT_MS) setLife(DOUBT_MS, DOUBT_LIFE_MS);
}

/** Makes the cached records of a network the message that is read. */
export function readCache(pvd: i32): void {
  let count = 0;
  for (record = FIRST; record < end; record += size()) {
    const owner = cachedOwner();
    // Of other networks' records the class is none.
    store<u8>(owner + nameLength(owner), <i32>(<i32>load<u8>(record, 2) == pvd), CLASS_AT + 1);
    count += 2;
  }
  store<u16>(CACHE, bswap<u16>(<u16>count), HEADER_SIZE - 2);
  beginRecords(CACHE, <i32>(end - CACHE));
}

/**
 * Takes the records of the message that was begun that answer a question of the run at hand.
 * @param cell - who heard it
 * @param source - address of who said it
 */
export function learnRecords(cell: i32, source: usize): void {
  network = cellPvd(cell);
  hearer = cell;
  speaker = source;
  rewind();
  while (nextRecord() > 0) {
    const entry = findEntry(OWNER, recordType);
    if (entry && section && recordClass == CLASS_IN) learnRecord(entry.name);
  }
}

function learnRecord(owner: usize): void {
  const type = NEW + NOTE_SIZE + ownerLength;
  const rdata = type + FIXED_SIZE;
  // An address, or a name behind as many numbers.
  let length = recordType == Type.Srv ? SRV_FRONT : recordType == Type.Ptr ? 0 : rdataLength;
  memory.copy(rdata, message + rdataOffset, length);
  if (length < rdataLength) {
    if (!isLocal(TARGET)) return;
    memory.copy(rdata + length, TARGET, targetLength);
    length += targetLength;
  }
  memory.copy(NEW + NOTE_SIZE, owner, ownerLength);
  store<u64>(type, (recordType << 8) | (CLASS_IN << 24), 0, 1);
  store<u16>(rdata - 2, bswap<u16>(<u16>length), 0, 1);
  keepRecord(NOTE_SIZE + ownerLength + FIXED_SIZE + length);
}

// What is cached already goes on living or is taken back. A record that is unique takes back what is
// older of its set (RFC 6762 §10.2); the PTR records of services never are (E-81), and a goodbye is none.
function keepRecord(length: i32): void {
  const flushes = recordType != Type.Ptr && recordTtl > 0 && load<i8>(message + rdataOffset - FIXED_SIZE, CLASS_AT) < 0;
  let known: usize = 0;
  record = 0;
  while (nextCached()) {
    if (isNew(length - NOTE_SIZE)) known = record;
    else if (flushes && isNew(ownerLength + CLASS_AT) && cachedLife() - cachedLeft() > RESCUE_MS) setLife(RESCUE_MS, RESCUE_MS);
  }
  record = known;
  if (!known) {
    if (!recordTtl) return;
    if (end + length > CACHE + MDNS_CACHE_SIZE) {
      // What is there stays; what has no room is counted, and told at 1, 2, 4, 8 …
      if (!(++lost & (lost - 1))) log(Code.LimitReached, LogLevel.Warning, NO_CELL).withError(Code.PoolFull).withValue(lost);
      return;
    }
    record = end;
    end += length;
    store<u32>(NEW, 0xff00 | (network << 16));
    store<u16>(NEW, length, 3, 1);
    store<u16>(NEW, 0x0400, 9, 1);
    memory.copy(record, NEW, length);
    changedNetworks |= 1 << network;
    log(Code.RecordHeard, LogLevel.Info, hearer).withQuestion(cachedOwner(), recordType).withAddress(speaker);
  }
  const life = recordTtl ? <i32>min(recordTtl, MOST_TTL_S) * 1000 : RESCUE_MS;
  setLife(life, life);
}

// True if the cached record at hand begins as the new one does.
function isNew(length: i32): bool {
  return equalOctets(cachedOwner(), NEW + NOTE_SIZE, length);
}

function setLife(leftMs: i32, lifeMs: i32): void {
  store<i32>(record, lifeMs, 11, 1);
  store<u32>(record, <u32>nowMs + leftMs, 5, 1);
}

/**
 * Forgets what has come to its end, and what belongs to a network where nobody listens.
 * @param listening - cells as a set
 */
export function expireRecords(listening: u32): void {
  record = FIRST;
  while (record < end) {
    const network = load<u8>(record, 2);
    const cell = cellOf(network, 0);
    const length = size();
    const isOver = cachedLeft() <= 0;
    if (!isOver && (listening >> cell) & 3) {
      record += length;
      continue;
    }
    const owner = cachedOwner();
    if (isOver) log(Code.RecordEnded, LogLevel.Info, cell).withQuestion(owner, load<u8>(owner + nameLength(owner), 1));
    changedNetworks |= 1 << network;
    end -= length;
    memory.copy(record, record + length, end - record);
  }
}

/** The changes were acted on. */
export function settleChanges(): void {
  changedNetworks = 0;
}
