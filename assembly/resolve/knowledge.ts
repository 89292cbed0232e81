// What one resolution run has learnt: an entry for each question, with the
// records that matter of its answer. The walk looks nothing up anywhere else, so
// it can be repeated from its start whenever an answer comes in.
//
//   entry  | size u16 | status u8 | number u8 | type u16 | reason u8 | flags u8 | ttl u32 | name … | items … |
//   item   | length u8 | … |   by type: see the functions below

import { MAX_QUESTIONS, MAX_RESOLUTIONS, RESOLUTION_SIZE } from "../limits";
import { equalNames, nameLength } from "../names/name";

/** How far a question has come. */
export enum Status {
  /** Nobody has been asked yet. */
  Wanted,
  /** Under way. */
  Asked,
  /** Has items. */
  Found,
  /** The name exists and has no such record. */
  NoData,
  NxDomain,
  /** The name is an alias; the only item is what for. */
  Alias,
  /** No answer to be had; `reason` says why. */
  Failed,
}

/** One question and its answer. */
@unmanaged
export class KnowledgeSlot {
  size: u16;
  status: u8;
  /** Its place among the run's questions, from 0. */
  number: u8;
  type: u16;
  /** A `Code`, where it failed. */
  reason: u8;
  /** `Note` set. */
  notes: u8;
  /** Seconds that it may be kept; of a negative answer: until it is asked again. */
  ttl: u32;

  /** The name asked for, in wire form. */
  get name(): usize {
    return changetype<usize>(this) + HEADER_SIZE;
  }
  /** The first item. */
  get items(): usize {
    return this.name + nameLength(this.name);
  }
  /** The address after the last item. */
  get end(): usize {
    return changetype<usize>(this) + this.size;
  }
  /** True while there may still come an answer. */
  get isOpen(): bool {
    return this.status <= <u8>Status.Asked;
  }
}

/** What else is known of an answer. */
export enum Note {
  /** Came in the Additional section of another answer. */
  Additional = 1,
  /** The resolver says that it validated the answer, and is trusted to. */
  Authentic = 2,
  /** More records came than are kept. */
  Cut = 4,
}

const HEADER_SIZE: i32 = 12;
const SPACE: usize = memory.data(MAX_RESOLUTIONS * RESOLUTION_SIZE, 4);
const USED: usize = memory.data(MAX_RESOLUTIONS * 2, 2);
const COUNT: usize = memory.data(MAX_RESOLUTIONS);

function startOf(run: i32): usize {
  return SPACE + run * RESOLUTION_SIZE;
}

/** Octets in use. */
export function knowledgeUsed(run: i32): i32 {
  return <i32>load<u16>(USED + (<usize>run << 1));
}

function setUsed(run: i32, used: i32): void {
  store<u16>(USED + (<usize>run << 1), used);
}

/** Questions of the run so far. */
export function questionCount(run: i32): i32 {
  return <i32>load<u8>(COUNT + run);
}

/** Forgets what a run has learnt. */
export function resetKnowledge(run: i32): void {
  setUsed(run, 0);
  store<u8>(COUNT + run, 0);
}

/** Where the first entry of a run stands. */
export function firstEntry(run: i32): KnowledgeSlot {
  return changetype<KnowledgeSlot>(startOf(run));
}

/** Where the entry after this one stands. */
export function nextEntry(entry: KnowledgeSlot): KnowledgeSlot {
  return changetype<KnowledgeSlot>(entry.end);
}

/** True past the last entry of a run. */
export function isPast(run: i32, entry: KnowledgeSlot): bool {
  return changetype<usize>(entry) >= startOf(run) + knowledgeUsed(run);
}

/** The entry of a question by its number, or null. */
export function entryAt(run: i32, number: i32): KnowledgeSlot | null {
  for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
    if (<i32>entry.number == number) return entry;
  }
  return null;
}

/** The entry of a question, or null. */
export function findEntry(run: i32, name: usize, type: i32): KnowledgeSlot | null {
  for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
    if (<i32>entry.type == type && equalNames(entry.name, name)) return entry;
  }
  return null;
}

/** Adds a question that nobody has been asked yet; null if the run has no room for it. */
export function addEntry(run: i32, name: usize, type: i32): KnowledgeSlot | null {
  const used = knowledgeUsed(run);
  const length = nameLength(name);
  const count = questionCount(run);
  if (count == MAX_QUESTIONS || used + HEADER_SIZE + length > RESOLUTION_SIZE) return null;
  const entry = changetype<KnowledgeSlot>(startOf(run) + used);
  entry.size = <u16>(HEADER_SIZE + length);
  entry.status = <u8>Status.Wanted;
  entry.number = <u8>count;
  entry.type = <u16>type;
  entry.reason = 0;
  entry.notes = 0;
  entry.ttl = u32.MAX_VALUE;
  memory.copy(entry.name, name, length);
  setUsed(run, used + <i32>entry.size);
  store<u8>(COUNT + run, count + 1);
  return entry;
}

/**
 * Makes room for an item of `length` octets at `at` in an entry.
 * @returns false if the run has no room; nothing has changed then
 */
export function insertItem(run: i32, entry: KnowledgeSlot, at: usize, length: i32): bool {
  const used = knowledgeUsed(run);
  if (used + 1 + length > RESOLUTION_SIZE) return false;
  memory.copy(at + 1 + length, at, startOf(run) + used - at);
  store<u8>(at, length);
  entry.size += <u16>(1 + length);
  setUsed(run, used + 1 + length);
  return true;
}

/** Octets that the run has left for the items of an entry, those it has included. */
export function roomOf(run: i32, entry: KnowledgeSlot): i32 {
  return RESOLUTION_SIZE - knowledgeUsed(run) + <i32>(entry.end - entry.items);
}

/** Takes the last item out of an entry. */
export function removeLastItem(run: i32, entry: KnowledgeSlot): void {
  let item = entry.items;
  while (nextItem(item) < entry.end) item = nextItem(item);
  const size = 1 + <i32>load<u8>(item);
  const used = knowledgeUsed(run);
  memory.copy(item, item + size, startOf(run) + used - (item + size));
  entry.size -= <u16>size;
  setUsed(run, used - size);
}

/** Number of items of an entry. */
export function itemCount(entry: KnowledgeSlot): i32 {
  let count = 0;
  for (let item = entry.items; item < entry.end; item = nextItem(item)) count++;
  return count;
}

/** The item after this one. */
export function nextItem(item: usize): usize {
  return item + 1 + <usize>load<u8>(item);
}

// Items are at most 255 octets, so a name of more than 245 octets does not fit
// behind the numbers of SRV or NAPTR: such a record is skipped.

/** NAPTR item: order u16, preference u16, flag u8 (0, `s` or `a`), channels u8, replacement. */
export const NAPTR_ORDER: i32 = 1;
export const NAPTR_PREFERENCE: i32 = 3;
export const NAPTR_FLAG: i32 = 5;
export const NAPTR_CHANNELS: i32 = 6;
export const NAPTR_NAME: i32 = 7;
/** SRV item: place in the order of use u8, priority u16, weight u16, port u16, target. */
export const SRV_PLACE: i32 = 1;
export const SRV_PRIORITY: i32 = 2;
export const SRV_WEIGHT: i32 = 4;
export const SRV_PORT: i32 = 6;
export const SRV_NAME: i32 = 8;
/** Any other item: an address of 16 octets, or a name. */
export const ITEM_DATA: i32 = 1;
