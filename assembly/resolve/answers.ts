// From a response to what a run knows. Only records reached from the question by
// its chain of aliases count; of the Additional section only what this very
// message points at (hardening: bailiwick).

import { LogLevel } from "../abi";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import {
  beginRecords,
  nextRecord,
  OWNER,
  recordClass,
  recordTtl,
  recordType,
  Section,
  section,
} from "../dns/message";
import { ADDRESS } from "../dns/rdata/address";
import { TARGET } from "../dns/rdata/name";
import {
  flagsLength,
  flagsOffset,
  order,
  preference,
  regexpLength,
  servicesLength,
  servicesOffset,
} from "../dns/rdata/naptr";
import { minimum } from "../dns/rdata/soa";
import { port, priority, weight } from "../dns/rdata/srv";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_CNAMES, MAX_NAME_LENGTH, MAX_SET_RECORDS } from "../limits";
import { compareNames, equalNames, nameLength } from "../names/name";
import { specialRange } from "../net/special";
import { log } from "../pools/log";
import {
  addEntry,
  findEntry,
  insertItem,
  ITEM_DATA,
  itemCount,
  KnowledgeSlot,
  NAPTR_CHANNELS,
  NAPTR_FLAG,
  NAPTR_NAME,
  NAPTR_ORDER,
  NAPTR_PREFERENCE,
  nextItem,
  Note,
  removeLastItem,
  roomOf,
  SRV_NAME,
  SRV_PLACE,
  SRV_PORT,
  SRV_PRIORITY,
  SRV_WEIGHT,
  Status,
} from "./knowledge";
import { offeredChannels } from "./services";
import { ORDER, orderRecords, PRIORITIES, WEIGHTS } from "./srv-order";

/** Bounds of how long a negative answer is remembered, and without an SOA, seconds (RFC 2308 §5). */
const NEGATIVE_LEAST_S: u32 = 60;
const NEGATIVE_MOST_S: u32 = 3 * 3600;
const NEGATIVE_DEFAULT_S: u32 = 300;

const CHAIN: usize = memory.data(MAX_NAME_LENGTH + 1, 8);
const ITEM: usize = memory.data(256, 8);

let run: i32 = 0;
let cell: i32 = 0;
let message: usize = 0;
let messageLength: i32 = 0;
let seed: u64 = 0;

/** 0, or the fault for which a message as a whole cannot be read. */
export function checkMessage(p: usize, length: i32): i32 {
  let found = beginRecords(p, length);
  if (isFault(found)) return found;
  while (true) {
    found = nextRecord();
    if (found <= 0) return found;
  }
}

/**
 * Takes a checked response to the question of an entry.
 * @param isNegative - the response says NXDOMAIN
 * @param addressType - type of the addresses that the run wants
 * @param drawSeed - secret of the draw among SRV records
 * @param useAdditional - whether the Additional section may be used
 */
export function takeAnswer(
  ofRun: i32,
  ofCell: i32,
  entry: KnowledgeSlot,
  p: usize,
  length: i32,
  isNegative: bool,
  addressType: i32,
  drawSeed: u64,
  useAdditional: bool,
): void {
  run = ofRun;
  cell = ofCell;
  message = p;
  messageLength = length;
  seed = drawSeed;
  copyName(CHAIN, entry.name);
  for (let hops = 0; hops <= MAX_CNAMES; hops++) {
    if (collect(entry, CHAIN, Section.Answer)) break;
    if (!followAlias(entry)) {
      settleNegative(entry, isNegative);
      return;
    }
    if (hops == MAX_CNAMES) cut(entry);
  }
  entry.status = <u8>(itemCount(entry) ? Status.Found : Status.NoData);
  if (entry.type == <u16>Type.Srv) drawOrder(entry);
  if (!useAdditional) return;
  if (entry.type == <u16>Type.Naptr) adoptAfterNaptr(entry, addressType);
  else if (entry.type == <u16>Type.Srv) adoptAddresses(entry, SRV_NAME, addressType);
}

// Says, once for an answer, that not all of it is kept.
function cut(entry: KnowledgeSlot): void {
  if (entry.notes & <u8>Note.Cut) return;
  entry.notes |= <u8>Note.Cut;
  log(Code.LimitReached, LogLevel.Warning, cell).withQuestion(entry.name, entry.type).withError(Code.OverLimit);
}

function copyName(target: usize, name: usize): void {
  memory.copy(target, name, nameLength(name));
}

function beginAgain(): void {
  beginRecords(message, messageLength);
}

// Adds the records of the entry's type with this owner; true if there were any,
// useful or not.
function collect(entry: KnowledgeSlot, owner: usize, from: Section): bool {
  let any = false;
  beginAgain();
  while (nextRecord() > 0) {
    if (section != from || recordType != <i32>entry.type || recordClass != CLASS_IN) continue;
    if (!equalNames(OWNER, owner)) continue;
    any = true;
    entry.ttl = min(entry.ttl, recordTtl);
    addRecord(entry);
  }
  return any;
}

function followAlias(entry: KnowledgeSlot): bool {
  beginAgain();
  while (nextRecord() > 0) {
    if (section != Section.Answer || recordType != Type.Cname || recordClass != CLASS_IN) continue;
    if (!equalNames(OWNER, CHAIN)) continue;
    entry.ttl = min(entry.ttl, recordTtl);
    copyName(CHAIN, TARGET);
    return true;
  }
  return false;
}

// Nothing of the type at the end of the chain. Without an SOA a resolver may have
// left the rest of the chain to whoever asks.
function settleNegative(entry: KnowledgeSlot, isNegative: bool): void {
  let negativeS: u32 = 0;
  beginAgain();
  while (nextRecord() > 0) {
    if (section != Section.Authority || recordType != Type.Soa) continue;
    negativeS = min(max(min(recordTtl, minimum), NEGATIVE_LEAST_S), NEGATIVE_MOST_S);
  }
  const isAlias = !equalNames(CHAIN, entry.name);
  if (!isNegative && !negativeS && isAlias) {
    const length = nameLength(CHAIN);
    if (insertItem(run, entry, entry.items, length)) {
      memory.copy(entry.items + ITEM_DATA, CHAIN, length);
      entry.status = <u8>Status.Alias;
      return;
    }
  }
  entry.status = <u8>(isNegative ? Status.NxDomain : Status.NoData);
  entry.ttl = min(entry.ttl, negativeS ? negativeS : NEGATIVE_DEFAULT_S);
}

function addRecord(entry: KnowledgeSlot): void {
  switch (recordType) {
    case Type.Naptr:
      return addNaptr(entry);
    case Type.Srv:
      return addSrv(entry);
    default:
      return addAddress(entry);
  }
}

function skip(reason: Code): void {
  log(Code.RecordSkipped, LogLevel.Info, cell).withValue(recordType).withError(reason);
}

// RFC 3958 §2.2: only S-NAPTR records of this service count: no regexp, a flag of
// its own or none, a replacement to go to.
function addNaptr(entry: KnowledgeSlot): void {
  const channels = offeredChannels(message + servicesOffset, servicesLength);
  if (!channels) return skip(Code.OtherService);
  if (regexpLength) return skip(Code.RegexpPresent);
  if (!load<u8>(TARGET)) return skip(Code.RootTarget);
  let flag: u32 = 0;
  if (flagsLength) flag = load<u8>(message + flagsOffset) | 0x20;
  if (flagsLength > 1 || (flag != 0 && flag != 0x73 && flag != 0x61)) return skip(Code.OtherFlag);
  store<u16>(ITEM, bswap<u16>(<u16>order), NAPTR_ORDER);
  store<u16>(ITEM, bswap<u16>(<u16>preference), NAPTR_PREFERENCE);
  store<u8>(ITEM, flag, NAPTR_FLAG);
  store<u8>(ITEM, channels, NAPTR_CHANNELS);
  putNamed(entry, NAPTR_NAME, NAPTR_FLAG);
}

function addSrv(entry: KnowledgeSlot): void {
  if (!load<u8>(TARGET)) return skip(Code.RootTarget);
  if (!port) return skip(Code.PortZero);
  store<u8>(ITEM, 0, SRV_PLACE);
  store<u16>(ITEM, bswap<u16>(<u16>priority), SRV_PRIORITY);
  store<u16>(ITEM, bswap<u16>(<u16>weight), SRV_WEIGHT);
  store<u16>(ITEM, bswap<u16>(<u16>port), SRV_PORT);
  putNamed(entry, SRV_NAME, SRV_NAME);
}

// Puts the item in its place: numbers first, as octets; then the name; ties only
// between equal records.
function putNamed(entry: KnowledgeSlot, nameAt: i32, numbersEnd: i32): void {
  const length = nameLength(TARGET);
  if (nameAt + length > 256) return skip(Code.NameTooLong);
  memory.copy(ITEM + nameAt, TARGET, length);
  let at = entry.items;
  while (at < entry.end) {
    let difference = memory.compare(ITEM + 1, at + 1, numbersEnd - 1);
    if (!difference) difference = compareNames(ITEM + nameAt, at + nameAt);
    if (difference < 0) break;
    at = nextItem(at);
  }
  putItem(entry, at, nameAt + length);
}

function addAddress(entry: KnowledgeSlot): void {
  const reason = specialRange(ADDRESS);
  if (reason) {
    log(Code.AddressDiscarded, LogLevel.Notice, cell).withError(reason).withAddress(ADDRESS);
    return;
  }
  let at = entry.items;
  while (at < entry.end) {
    const difference = memory.compare(ADDRESS, at + ITEM_DATA, 16);
    if (!difference) return;
    if (difference < 0) break;
    at = nextItem(at);
  }
  memory.copy(ITEM + ITEM_DATA, ADDRESS, 16);
  putItem(entry, at, ITEM_DATA + 16);
}

// The best records of a set are kept. Those that lead on get half of the room, the
// other half is for what they lead to. `size` counts the length octet too.
function putItem(entry: KnowledgeSlot, at: usize, size: i32): void {
  const room = roomOf(run, entry) >> (<i32>(recordType == Type.Naptr || recordType == Type.Srv));
  while (itemCount(entry) == MAX_SET_RECORDS || <i32>(entry.end - entry.items) + size > room) {
    cut(entry);
    if (at == entry.end) return;
    removeLastItem(run, entry);
  }
  insertItem(run, entry, at, size - 1);
  memory.copy(at + 1, ITEM + 1, size - 1);
}

function drawOrder(entry: KnowledgeSlot): void {
  let count = 0;
  let draw = seed;
  for (let item = entry.items; item < entry.end; item = nextItem(item)) {
    store<u16>(PRIORITIES + (<usize>count << 1), bswap<u16>(load<u16>(item, SRV_PRIORITY)));
    store<u16>(WEIGHTS + (<usize>count << 1), bswap<u16>(load<u16>(item, SRV_WEIGHT)));
    for (let p = item + SRV_PRIORITY; p < nextItem(item); p++) draw = draw * 31 + load<u8>(p);
    count++;
  }
  orderRecords(count, draw);
  for (let place = 0; place < count; place++) {
    let item = entry.items;
    for (let i = <i32>load<u8>(ORDER + place); i > 0; i--) item = nextItem(item);
    store<u8>(item, place, SRV_PLACE);
  }
}

function adoptAfterNaptr(naptr: KnowledgeSlot, addressType: i32): void {
  for (let item = naptr.items; item < naptr.end; item = nextItem(item)) {
    const flag = load<u8>(item, NAPTR_FLAG);
    if (flag == 0x61) {
      adopt(item + NAPTR_NAME, addressType);
    } else if (flag == 0x73) {
      const srv = adopt(item + NAPTR_NAME, Type.Srv);
      if (!srv) continue;
      drawOrder(srv);
      adoptAddresses(srv, SRV_NAME, addressType);
    }
  }
}

function adoptAddresses(entry: KnowledgeSlot, nameAt: i32, addressType: i32): void {
  for (let item = entry.items; item < entry.end; item = nextItem(item)) adopt(item + nameAt, addressType);
}

// Takes the set of this owner and type from the Additional section, if it is there
// and nobody has asked for it yet.
function adopt(owner: usize, type: i32): KnowledgeSlot | null {
  if (findEntry(run, owner, type) || !isAdditional(owner, type)) return null;
  const entry = addEntry(run, owner, type);
  if (!entry) return null;
  collect(entry, owner, Section.Additional);
  entry.status = <u8>(itemCount(entry) ? Status.Found : Status.NoData);
  entry.notes |= <u8>Note.Additional;
  return entry;
}

function isAdditional(owner: usize, type: i32): bool {
  beginAgain();
  while (nextRecord() > 0) {
    if (section == Section.Additional && recordType == type && recordClass == CLASS_IN && equalNames(OWNER, owner)) return true;
  }
  return false;
}
