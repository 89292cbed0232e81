// From a response to what a run knows. Only records reached from the question by
// its chain of aliases count; of the Additional section only what this very
// message points at (hardening: bailiwick).

import { LogLevel } from "../abi";
import { lowerCase } from "../bytes/text";
import { Code } from "../codes";
import {
  message,
  nextRecord,
  OWNER,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  rewind,
  Section,
  section,
} from "../dns/message";
import { ADDRESS, readAddress } from "../dns/rdata/address";
import { TARGET, targetLength } from "../dns/rdata/name";
import { flagsOffset, regexpOffset, servicesOffset } from "../dns/rdata/naptr";
import { minimum } from "../dns/rdata/soa";
import { port } from "../dns/rdata/srv";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_CNAMES, MAX_SET_RECORDS } from "../limits";
import { equalNames } from "../names/name";
import { ADDRESS_SIZE, isMapped } from "../net/address";
import { specialRange } from "../net/special";
import { addEntry, findEntry, BACK_SIZE, FRONT_SIZE, ITEM_DATA, KnowledgeSlot, nextItem, reserve, Status, tellOf } from "./knowledge";
import { reachLimit, run, tell } from "./run-slots";
import { offeredChannels } from "./services";
import { orderRecords } from "./srv-order";

/** How long a negative answer without an SOA is remembered, seconds (RFC 2308 §5). */
const NEGATIVE_DEFAULT_S: u32 = 300;

/** Where the numbers in front of a name go. */
const FRONT: usize = TARGET - FRONT_SIZE;

let count: i32 = 0;
let isCut: bool = false;
let negativeS: u32 = 0;

/**
 * Takes a checked response to the question of an entry, the message that was read last.
 * @param isNegative - the response says NXDOMAIN
 * @param isAuthentic - it was validated
 */
export function takeAnswer(entry: KnowledgeSlot, isNegative: bool, isAuthentic: bool): void {
  for (let hops = 0; hops <= MAX_CNAMES; hops++) {
    entry.authentic = isAuthentic;
    collect(entry, Section.Answer);
    if (entry.status <= <u8>Status.Asked) {
      // Without an SOA a resolver may have left the rest of the chain to whoever asks.
      if (hops && !isNegative && !negativeS) return;
      entry.status = <u8>(isNegative ? Code.NoSuchName : Code.NoSuchRecord);
      entry.ttl = negativeS ? negativeS : NEGATIVE_DEFAULT_S;
    }
    if (entry.status != <u8>Status.Alias) return;
    const name = entry.items + ITEM_DATA;
    const known = findEntry(name, entry.type);
    const next = known ? known : addEntry(name, entry.type);
    if (!next || next.status > <u8>Status.Wanted) return;
    entry = next;
  }
}

/** Gives an entry the records of its type in a section; nothing happens if there are none, useful or not. */
export function collect(entry: KnowledgeSlot, from: Section): void {
  let found: i32 = 0;
  count = 0;
  isCut = false;
  negativeS = 0;
  entry.items = entry.end = <u16>run.used;
  rewind();
  while (nextRecord() > 0) {
    if (recordType == Type.Soa) negativeS = max(min(recordTtl, minimum()), 1);
    if (section != from || recordClass != CLASS_IN || !equalNames(OWNER, entry.name)) continue;
    if (recordType == <i32>entry.type) {
      if (found == Status.Alias) continue;
      found = Status.Found;
    } else {
      if (recordType != Type.Cname || from != Section.Answer || found) continue;
      found = Status.Alias;
    }
    entry.status = <u8>found;
    entry.ttl = min(entry.ttl, recordTtl);
    const reason = addRecord(entry);
    if (reason) tell(Code.RecordSkipped, LogLevel.Info).withValue(recordType).withError(reason);
  }
  if (!found) return;
  if (!count) entry.status = <u8>Code.NoSuchRecord;
  if (isCut) tellOf(entry, Code.LimitReached, LogLevel.Warning).withError(Code.OverLimit);
  if (entry.type == <u8>Type.Srv) orderRecords(entry.items, entry.end);
}

// Each of these returns the `Code` of why the record does not count, or 0.
function addRecord(entry: KnowledgeSlot): i32 {
  if (recordType == Type.A || recordType == Type.Aaaa) return addAddress(entry);
  const back = TARGET + targetLength;
  // The order of ties, and the draw, do not hang on letter case.
  for (let p = TARGET; p < back; p++) store<u8>(p, lowerCase(load<u8>(p)));
  if (recordType != Type.Cname && !load<u8>(TARGET)) return Code.RootTarget;
  if (recordType == Type.Cname || recordType == Type.Ptr) return putItem(entry, TARGET, targetLength);
  // Numbers are compared, and kept, as they came.
  const numbers = message + rdataOffset;
  store<u32>(FRONT, load<u32>(numbers, 0, 1), 0, 1);
  if (recordType == Type.Srv) {
    if (!port()) return Code.PortZero;
    store<u16>(back, load<u16>(numbers, 4, 1), 0, 1);
  } else {
    // RFC 3958 §2.2: only S-NAPTR records of this service count: no regexp, a flag of
    // its own or none, a replacement to go to.
    const flags = message + flagsOffset();
    const services = message + servicesOffset();
    const channels = offeredChannels(services + 1, load<u8>(services));
    if (!channels) return Code.OtherService;
    if (load<u8>(message + regexpOffset())) return Code.RegexpPresent;
    const length = load<u8>(flags);
    const flag: u32 = length ? load<u8>(flags, 1) | 0x20 : 0;
    if (length > 1 || (flag && flag != 0x73 && flag != 0x61)) return Code.OtherFlag;
    store<u8>(back, flag);
    store<u8>(back, channels, 1);
  }
  return putItem(entry, FRONT, FRONT_SIZE + targetLength + BACK_SIZE);
}

function addAddress(entry: KnowledgeSlot): i32 {
  readAddress();
  // RFC 6890 §2.2.3: nobody is reached at an IPv4-mapped address in IPv6.
  const reason = recordType == Type.Aaaa && isMapped(ADDRESS) ? Code.Reserved : specialRange(ADDRESS);
  if (!reason) return putItem(entry, ADDRESS, ADDRESS_SIZE);
  tell(Code.AddressDiscarded, LogLevel.Notice).withError(reason).withAddress(ADDRESS);
  return 0;
}

// Puts an item in its place: numbers first, as octets; then the name. Equal records
// are one (RFC 2181 §5), and the best of a set are kept.
function putItem(entry: KnowledgeSlot, item: usize, length: i32): i32 {
  if (length > 255) return Code.NameTooLong;
  let at: usize = entry.items;
  for (; at < <usize>entry.end; at = nextItem(at)) {
    const difference = compareItems(item, at + 1, length);
    if (!difference) return 0;
    if (difference < 0) break;
  }
  // Half of the room is for what the records lead to.
  while (count == MAX_SET_RECORDS || !reserve(<i32>(entry.end - entry.items) + 2 * (1 + length))) {
    isCut = true;
    if (count < MAX_SET_RECORDS) reachLimit(Code.OverLimit);
    if (at == <usize>entry.end) return 0;
    removeLast(entry);
  }
  memory.copy(at + 1 + length, at, <usize>entry.end - at);
  store<u8>(at, length);
  memory.copy(at + 1, item, length);
  entry.end += <u16>(1 + length);
  run.used = entry.end;
  count++;
  return 0;
}

// Items of a set differ before the shorter one ends: no name is the beginning of another.
function compareItems(a: usize, b: usize, length: i32): i32 {
  let difference = 0;
  for (const end = a + length; a < end && !difference; a++, b++) difference = <i32>load<u8>(a) - <i32>load<u8>(b);
  return difference;
}

function removeLast(entry: KnowledgeSlot): void {
  let last: usize = entry.items;
  while (nextItem(last) < <usize>entry.end) last = nextItem(last);
  run.used = <u32>last;
  entry.end = <u16>last;
  count--;
}
