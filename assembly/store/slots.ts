// The two slots of the store: which of them holds the newest record, and when the
// next one is written. A record is written over the older slot, so that a write that
// is cut off leaves the newest (docs/store.md).

import { ErrorClass, LogLevel, NO_DEADLINE, StoredInput, StoreWrittenInput } from "../abi";
import { crc32 } from "../bytes/crc";
import { faultCode, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { log, NO_CELL } from "../pools/log";
import { resetShelf } from "../pools/shelf";
import { nowMs } from "../time/clock";
import { checkRecord, HEADER_SIZE, loadLists, recordSequence, sealRecord, writeLists } from "./record";

/** What the store is good for. */
export enum StoreState {
  /** The host has none. */
  Absent,
  Working,
  /** No record can be written: lists are in memory only, and it is tried again. */
  Degraded,
  /** A newer program wrote one of the records: both slots are left as they are. */
  ReadOnly,
}

/** Changes within this time, in milliseconds, are written together. */
const COALESCE_MS: i64 = 60_000;
/** How long after a failure it is tried again, in milliseconds. */
const AGAIN_MS: i64 = 300_000;
const DAY_MS: i64 = 24 * 3600 * 1000;
/** Most records in a day: what flash memory bears for as long as a router lasts. */
const MOST_WRITES: i32 = 48;
const NO_SLOT: i32 = -1;

const BOTH: i32 = 3;

/** What the store is good for now. */
export let storeState: StoreState = StoreState.Absent;
/** When the next record is due, in milliseconds; `NO_DEADLINE`: nothing has changed. */
export let storeDueMs: i64 = NO_DEADLINE;
/** Both slots are damaged and wait to be put aside. */
export let quarantineDue: bool = false;

let recordDue: bool = false;
let seen: i32 = 0;
let isUsable: bool = true;
let damaged: i32 = 0;
let newest: i32 = NO_SLOT;
let sequence: u32 = 0;
/** The slot that is being written. */
let writing: i32 = NO_SLOT;
/** Checksums of the lists that are stored, and of those that are being written. */
let storedKey: u32 = 0;
let writingKey: u32 = 0;
let dayMs: i64 = 0;
let writes: i32 = 0;

/** Forgets what the slots hold. */
export function resetStore(): void {
  storeState = StoreState.Absent;
  storeDueMs = NO_DEADLINE;
  quarantineDue = recordDue = false;
  isUsable = true;
  seen = damaged = writes = 0;
  newest = writing = NO_SLOT;
  storedKey = sequence = 0;
  dayMs = 0;
}

/** Takes a `Stored` record, its slot checked; what is wrong with its octets is logged. */
export function takeStored(record: usize, length: i32): void {
  const slot = <i32>load<u8>(record, StoredInput.Slot);
  seen |= 1 << slot;
  if (load<u8>(record, StoredInput.Class)) isUsable = false;
  if (seen == BOTH && storeState == StoreState.Absent) storeState = isUsable ? StoreState.Working : StoreState.Degraded;
  if (length > StoredInput.Bytes) readSlot(slot, record + StoredInput.Bytes, length - StoredInput.Bytes);
  quarantineDue = damaged == BOTH;
}

function readSlot(slot: i32, record: usize, length: i32): void {
  let result = checkRecord(record, length);
  const isNewer = newest == NO_SLOT || <i32>(recordSequence - sequence) > 0;
  if (!isFault(result) && isNewer) {
    resetShelf();
    storedKey = crc32(record + HEADER_SIZE, result);
    newest = slot;
    sequence = recordSequence;
    result = loadLists(record, result);
  }
  if (isFault(result)) noteFault(slot, result);
}

function noteFault(slot: i32, result: i32): void {
  let code = Code.StoreDamaged;
  switch (faultCode(result)) {
    case Code.StoreNewer:
      code = Code.StoreNewer;
      storeState = StoreState.ReadOnly;
      break;
    case Code.PoolFull:
      code = Code.ListNotKept;
      break;
    default:
      damaged |= 1 << slot;
  }
  log(code, LogLevel.Warning, NO_CELL).withValue(slot).withFault(result);
}

/** Takes a `StoreWritten` record. */
export function takeStoreWritten(record: usize): void {
  const slot = <i32>load<u8>(record, StoreWrittenInput.Slot);
  const failure = <i32>load<u8>(record, StoreWrittenInput.Class);
  if (slot != writing) return;
  writing = NO_SLOT;
  if (failure == ErrorClass.None) {
    newest = slot;
    storedKey = writingKey;
    storeState = StoreState.Working;
    return;
  }
  if (storeState != StoreState.Degraded) log(Code.StoreFailed, LogLevel.Error, NO_CELL).withValue(failure);
  storeState = StoreState.Degraded;
  storeDueMs = nowMs + AGAIN_MS;
}

/** What is stored may have changed: looks when the time comes. */
export function noteChange(): void {
  if (storeDueMs == NO_DEADLINE && (storeState == StoreState.Working || storeState == StoreState.Degraded)) storeDueMs = nowMs + COALESCE_MS;
}

/** The slot that the next record goes to. */
export function nextSlot(): i32 {
  return newest == NO_SLOT ? 0 : newest ^ 1;
}

/**
 * At the end of an input: decides whether a record is written now. It is if its time has come, if it says something new
 * and if the day's writes are not used up.
 * @param scratch - room for a record
 */
export function considerRecord(scratch: usize): void {
  if (storeDueMs == NO_DEADLINE || storeDueMs > nowMs) return;
  storeDueMs = NO_DEADLINE;
  if (writing != NO_SLOT) return noteChange();
  writingKey = crc32(scratch + HEADER_SIZE, writeLists(scratch));
  if (writingKey == storedKey || !takeTurn()) return;
  writing = nextSlot();
  recordDue = true;
}

/** Writes the record that is due: its length, or 0 if none is. */
export function pollRecord(record: usize): i32 {
  if (!recordDue) return 0;
  recordDue = false;
  return sealRecord(record, writeLists(record), ++sequence);
}

function takeTurn(): bool {
  if (!writes || nowMs - dayMs >= DAY_MS) {
    dayMs = nowMs;
    writes = 0;
  }
  if (writes++ < MOST_WRITES) return true;
  storeDueMs = dayMs + DAY_MS;
  log(Code.StoreRests, LogLevel.Warning, NO_CELL);
  return false;
}

/** The slots that were damaged are put aside: the store begins anew. */
export function endQuarantine(): void {
  quarantineDue = false;
  damaged = 0;
}
