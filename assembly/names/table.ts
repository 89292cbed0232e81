// Names that outlive one input, each kept for one holder: a number that the
// caller chooses. One block of octets without gaps, so that it fills up late.
//
// An entry: holder u16, length u8, then the name in wire form.

import { NAME_TABLE_SIZE } from "../limits";

const HEADER: i32 = 3;
const TABLE: usize = memory.data(NAME_TABLE_SIZE, 2);
let used: i32 = 0;

@inline
function holderOf(entry: usize): i32 {
  return load<u16>(entry, 0, 1);
}

@inline
function entrySize(entry: usize): i32 {
  return HEADER + <i32>load<u8>(entry, 2);
}

function findEntry(holder: i32): usize {
  const end = TABLE + used;
  for (let entry = TABLE; entry < end; entry += entrySize(entry)) {
    if (holderOf(entry) == holder) return entry;
  }
  return 0;
}

function removeEntry(entry: usize): void {
  const size = entrySize(entry);
  const next = entry + size;
  memory.copy(entry, next, TABLE + used - next);
  used -= size;
}

/** Address of a holder's name, or 0 if it has none. Valid until a name is set or cleared. */
export function findName(holder: i32): usize {
  const entry = findEntry(holder);
  return entry ? entry + HEADER : 0;
}

/**
 * Gives a holder (0 to 65535) the checked name of `length` octets (at most 255) at
 * `p`, in place of the one it had; no octets take that one away. `p` may be another
 * holder's name. False if there is no room: nothing has changed then.
 */
export function setName(holder: i32, p: usize, length: i32): bool {
  const old = findEntry(holder);
  const freed = old ? entrySize(old) : 0;
  if (length && used - freed + HEADER + length > NAME_TABLE_SIZE) return false;
  if (old) {
    removeEntry(old);
    if (p > old && p < TABLE + NAME_TABLE_SIZE) p -= freed;
  }
  if (!length) return true;
  const entry = TABLE + used;
  store<u16>(entry, holder, 0, 1);
  store<u8>(entry, length, 2);
  memory.copy(entry + HEADER, p, length);
  used += HEADER + length;
  return true;
}

/** Gives a holder's name, if it has one, to another that has none. */
export function passName(from: i32, to: i32): void {
  const entry = findEntry(from);
  if (entry) store<u16>(entry, to, 0, 1);
}

/** Octets that the names of all holders from `first` to `last` take in the table. */
export function namesSize(first: i32, last: i32): i32 {
  let size = 0;
  for (let entry = TABLE; entry < TABLE + used; entry += entrySize(entry)) {
    const holder = holderOf(entry);
    if (holder >= first && holder <= last) size += entrySize(entry);
  }
  return size;
}

/** Takes away the names of all holders from `first` to `last`. */
export function clearNames(first: i32, last: i32): void {
  let entry = TABLE;
  while (entry < TABLE + used) {
    const holder = holderOf(entry);
    if (holder >= first && holder <= last) removeEntry(entry);
    else entry += entrySize(entry);
  }
}
