// What a resolution run has learnt: an entry for each question, with the records
// that matter of its answer. The walk looks nothing up anywhere else, so it can be
// repeated from its start whenever an answer comes in. Nothing moves once it is
// complete: entries, items and names are told by their addresses, which fit 16
// bits in the one page.
//
//   entry  | fields of `KnowledgeSlot` |
//   item   | length u8 | … |   by type: see below

import { LogLevel } from "../abi";
import { loadU16 } from "../bytes/cursor";
import { Code } from "../codes";
import { Type } from "../dns/types";
import { equalNames, nameLength } from "../names/name";
import { LogSlot } from "../pools/log";
import { run, tell } from "./run-slots";

/** How far a question has come; any other number is the `Code` of why there is nothing. */
export enum Status {
  /** Some record speaks of it. */
  Told,
  /** The walk has come to it; nobody has been asked yet. */
  Wanted,
  /** Under way. */
  Asked,
  /** Has items. */
  Found,
  /** The name is an alias; the only item is what for. */
  Alias,
}

/** One question and its answer. */
@unmanaged
export class KnowledgeSlot {
  /** Address of the next question; 0: none. */
  next: u16;
  /** The name asked for, in wire form. */
  name: u16;
  /** The first item, and the address after the last. */
  items: u16;
  end: u16;
  /** Seconds that it may be kept; of a negative answer: until it is asked again. */
  ttl: u32;
  /** Where the walk stands: the next item, 0 if it is not in this set; the set that it came from; the least depth yet. */
  at: u16;
  parent: u16;
  depth: u8;
  type: u8;
  /** A `Status`, or the `Code` of why there is nothing. */
  status: u8;
  /** The resolver says that it validated the answer, and is trusted to. */
  authentic: bool;
}

/** The question at an address: `run.next` is that of the first, 0 is behind the last. */
@inline
export function entryAt(address: u16): KnowledgeSlot {
  return changetype<KnowledgeSlot>(<usize>address);
}

/** Begins a log record about a question. */
export function tellOf(entry: KnowledgeSlot, code: Code, level: LogLevel): LogSlot {
  return tell(code, level).withQuestion(entry.name, entry.type);
}

/** The entry that answers a question, or null. A name that does not exist has no records of any type (RFC 8020). */
export function findEntry(name: usize, type: i32): KnowledgeSlot | null {
  for (let at = run.next; at; at = entryAt(at).next) {
    const entry = entryAt(at);
    if ((<i32>entry.type == type || entry.status == <u8>Code.NoSuchName) && equalNames(entry.name, name)) return entry;
  }
  return null;
}

/** Octets that an open question may count on: for an address, or for a server, its name and the question for its address. */
const ADDRESS_PROMISE: i32 = 24;
const SERVER_PROMISE: i32 = 96;

function promise(type: i32): i32 {
  return type < Type.Srv ? ADDRESS_PROMISE : SERVER_PROMISE;
}

/** Takes octets of the run's room; 0 if there are not so many left beside what open questions may count on. */
export function reserve(size: i32): usize {
  const taken = run.used;
  let end = taken + size;
  run.used = end;
  for (let at = run.next; at; at = entryAt(at).next) {
    if (entryAt(at).status <= <u8>Status.Asked) end += promise(entryAt(at).type);
  }
  if (end <= <u32>run.end) return taken;
  run.used = taken;
  return 0;
}

/** Adds a question; null if the run has no room for it. */
export function addEntry(name: usize, type: i32): KnowledgeSlot | null {
  // What others hold may move.
  if (name - changetype<usize>(run) >= run.end - changetype<usize>(run)) {
    const length = nameLength(name);
    const copy = reserve(length);
    if (!copy) return null;
    memory.copy(copy, name, length);
    name = copy;
  }
  run.used = (run.used + 3) & ~3;
  const at = reserve(offsetof<KnowledgeSlot>() + promise(type));
  if (!at) return null;
  run.used -= promise(type);
  memory.fill(at, 0, offsetof<KnowledgeSlot>());
  const entry = changetype<KnowledgeSlot>(at);
  entry.name = <u16>name;
  entry.type = <u8>type;
  entry.ttl = u32.MAX_VALUE;
  entryAt(run.last).next = <u16>at;
  run.last = <u16>at;
  return entry;
}

/** The item after this one. */
export function nextItem(item: usize): usize {
  return item + 1 + <usize>load<u8>(item);
}

// The numbers by which NAPTR and SRV records are ordered stand in front of the name,
// the others behind it.

/** NAPTR item: order u16, preference u16, replacement, flag u8 (0, `s` or `a`), channels u8. */
export function naptrFlag(item: usize): u32 {
  return load<u8>(nextItem(item) - 2);
}
export function naptrChannels(item: usize): i32 {
  return load<u8>(nextItem(item) - 1);
}
/** SRV item: priority u16, weight u16, target, port u16. */
export const SRV_PRIORITY: i32 = 1;
export const SRV_WEIGHT: i32 = 3;
export function srvPriority(item: usize): i32 {
  return <i32>loadU16(item + SRV_PRIORITY);
}
export function srvPort(item: usize): i32 {
  return <i32>bswap<u16>(load<u16>(nextItem(item) - 2, 0, 1));
}
/** Octets of the numbers in front of the name, and behind it; where the name stands. */
export const FRONT_SIZE: i32 = 4;
export const BACK_SIZE: i32 = 2;
export const ITEM_NAME: i32 = 5;
/** Any other item: an address of 16 octets, or a name. */
export const ITEM_DATA: i32 = 1;
