// The record that a slot of the store holds: a header, the lists of all networks,
// present or not, and a checksum over both (docs/store.md). Numbers are big-endian.

import { crc32 } from "../bytes/crc";
import { Cursor } from "../bytes/cursor";
import { fault, shiftFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_CELLS } from "../limits";
import { END_KEPT, freeKept, isKept } from "../pools/shelf";
import { isStorable, readList, writeList } from "./list";

/** `DOTS` in the order of a big-endian number. */
const MAGIC: u32 = 0x444f5453;
/** The format that is written, and the oldest reader that understands it. */
const FORMAT: u32 = 1;
const MAGIC_AT: usize = 0;
const FORMAT_AT: usize = 4;
const READER_AT: usize = 5;
const SEQUENCE_AT: usize = 8;
const LENGTH_AT: usize = 12;
/** Octets before the lists. */
export const HEADER_SIZE: i32 = 16;
const CHECKSUM_SIZE: i32 = 4;

/** The sequence number of the record that `checkRecord` saw. */
export let recordSequence: u32 = 0;

const CURSOR: usize = memory.data(16, 4);

/** Checks the record at the beginning of `length` octets: the octets of its lists, or a fault. */
export function checkRecord(record: usize, length: i32): i32 {
  const cursor = changetype<Cursor>(CURSOR);
  cursor.reset(record, length);
  if (cursor.u32() != MAGIC) return fault(Code.StoreDamaged, <i32>MAGIC_AT);
  cursor.u8();
  const reader = cursor.u8();
  cursor.u16();
  recordSequence = cursor.u32();
  const size = cursor.u32();
  if (size > <u32>length) return fault(Code.StoreDamaged, <i32>LENGTH_AT);
  cursor.take(size);
  const checksum = cursor.u32();
  if (cursor.failure) return cursor.failure;
  if (crc32(record, HEADER_SIZE + size) != checksum) return fault(Code.StoreDamaged, HEADER_SIZE + size);
  // Formats to come have the same header and checksum, so that a damaged octet is not taken for a new format.
  if (reader > FORMAT) return fault(Code.StoreNewer, <i32>READER_AT);
  cursor.reset(record + HEADER_SIZE, size);
  while (cursor.remaining) readList(cursor, 0);
  return cursor.failure ? shiftFault(cursor.failure, HEADER_SIZE) : size;
}

/** Puts the lists of a checked record on the empty shelf; 0, or a fault at the first for which there is no room. */
export function loadLists(record: usize, length: i32): i32 {
  const cursor = changetype<Cursor>(CURSOR);
  cursor.reset(record + HEADER_SIZE, length);
  while (cursor.remaining) {
    const cell = freeKept();
    if (cell) readList(cursor, cell);
    else cursor.fail(Code.PoolFull);
  }
  return cursor.failure ? shiftFault(cursor.failure, HEADER_SIZE) : 0;
}

/** Writes the lists behind the place for a header: their octets. */
export function writeLists(record: usize): i32 {
  let at = record + HEADER_SIZE;
  for (let cell = 0; cell < END_KEPT; cell++) {
    if (cell < MAX_CELLS ? isStorable(cell) : isKept(cell)) at = writeList(cell, at);
  }
  return <i32>(at - record) - HEADER_SIZE;
}

/** Completes the record whose lists were written: its whole length. */
export function sealRecord(record: usize, length: i32, sequence: u32): i32 {
  store<u32>(record + MAGIC_AT, bswap(MAGIC), 0, 1);
  store<u32>(record + FORMAT_AT, FORMAT | (FORMAT << 8), 0, 1);
  store<u32>(record + SEQUENCE_AT, bswap(sequence), 0, 1);
  store<u32>(record + LENGTH_AT, bswap(<u32>length), 0, 1);
  const end = HEADER_SIZE + length;
  store<u32>(record + end, bswap(crc32(record, end)), 0, 1);
  return end + CHECKSUM_SIZE;
}
