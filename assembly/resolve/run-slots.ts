// The records of the resolution runs: which cell, which names to begin with, and
// room for what is learnt. One of them is at hand at a time.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { Type } from "../dns/types";
import { MAX_RESOLUTIONS, MAX_ROOTS, RESOLUTION_SIZE } from "../limits";
import { cellFamily, cellPvd } from "../pools/cells";
import { log, LogSlot } from "../pools/log";
import { askedPvd, pvdSection } from "../pools/pvds";
import { isTrustedResolver, resolverAt, ResolverSlot } from "../pools/resolvers";
import { ALL_FAMILIES, Method, sectionNumber } from "../pools/settings";

/** How far a run has come. */
export enum RunState {
  Active,
  /** All is known that can be known. */
  Done,
}

/** One run. */
@unmanaged
export class RunSlot {
  /** Address of its first question; 0: none. It stands where a question has it: a run is the head of its list. */
  next: u16;
  /** Address of its last question, or its own. */
  last: u16;
  /** Address of the first free octet. */
  used: u32;
  deadlineMs: i64;
  state: u8;
  cell: u8;
  roots: u8;
  /** A `Method`: of domains the walk follows S-NAPTR records or the instances of DNS-SD, other roots are agents' names (A-06). */
  method: u8;
  /** Questions asked. */
  questions: u8;
  /** The resolver that answered last: the next question begins with it. */
  resolver: u8;
  /** The first limit that was reached, a `Code`: what was learnt is not all. */
  limit: u8;
  private reserved: u8;
  /** It knows only what multicast DNS told (mdns-walk.ts). */
  get isCached(): bool {
    return this.method == <u8>Method.Mdns;
  }

  // The roots follow: holder of the name u16, identity that it stands for u8, and an octet.

  /** Address of a root's record. */
  root(index: i32): usize {
    return changetype<usize>(this) + HEADER_SIZE + (<usize>index << 2);
  }

  /** Adds a root; past the last place it is left out, and told. */
  addRoot(holder: i32, identity: i32): void {
    if (<i32>this.roots < MAX_ROOTS) store<u32>(this.root(this.roots++), holder | (identity << 16));
    else tell(Code.LimitReached, LogLevel.Warning).withName(holder);
  }

  /** Address of the room for what is learnt. */
  get start(): usize {
    return changetype<usize>(this) + START;
  }

  /** Address after it. */
  get end(): usize {
    return changetype<usize>(this) + SLOT_SIZE;
  }
}

const HEADER_SIZE: i32 = 24;
/** Octets before the room for what is learnt. */
export const START: i32 = HEADER_SIZE + MAX_ROOTS * 4;
const SLOT_SIZE: i32 = START + RESOLUTION_SIZE;
const SLOTS: usize = memory.data(MAX_RESOLUTIONS * SLOT_SIZE, 8);

/** The run at hand. */
export let run: RunSlot = changetype<RunSlot>(SLOTS);

/** Takes a run at hand. */
export function selectRun(slot: RunSlot): void {
  run = slot;
}

/** In `cell`: the run is free. */
export const FREE: i32 = 0xff;

/** Frees every run. */
export function resetRuns(): void {
  memory.fill(SLOTS, <u8>FREE, MAX_RESOLUTIONS * SLOT_SIZE);
}

/** The run in a slot below `MAX_RESOLUTIONS`. */
export function runAt(index: i32): RunSlot {
  return changetype<RunSlot>(SLOTS + index * SLOT_SIZE);
}

/** Begins a log record about the cell of the run at hand. */
export function tell(code: Code, level: LogLevel): LogSlot {
  return log(code, level, run.cell);
}

/** Notes and tells the first limit that the run reached. */
export function reachLimit(code: Code): void {
  if (run.limit) return;
  run.limit = <u8>code;
  tell(Code.LimitReached, LogLevel.Warning).withError(code);
}

/** The type of the addresses that the run wants. */
export function addressType(): i32 {
  return cellFamily(run.cell) ? Type.Aaaa : Type.A;
}

function resolverOfCell(cell: i32, index: i32): ResolverSlot | null {
  const pvd = askedPvd(cellPvd(cell));
  const section = pvdSection(pvd, ALL_FAMILIES);
  return resolverAt(pvd, section ? sectionNumber(changetype<usize>(section)) : -1, index);
}

/** True if the network of a cell has a resolver (E-99); with `trusted`: one whose AD bit counts (E-71a). */
export function hasResolver(cell: i32, trusted: bool): bool {
  let index = 0;
  while (true) {
    const resolver = resolverOfCell(cell, index++);
    if (!resolver) return false;
    if (!trusted || isTrustedResolver(resolver.address)) return true;
  }
}

/** Number of resolvers of the run: at most four of each family. */
export function countResolvers(): i32 {
  let count = 0;
  while (resolverOfCell(run.cell, count)) count++;
  return count;
}

/** The resolver of the run at an index below `countResolvers`. */
export function resolverOf(index: i32): ResolverSlot {
  return resolverOfCell(run.cell, index)!;
}
