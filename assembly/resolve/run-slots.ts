// The records of the resolution runs: which cell, which names to begin with.

import { MAX_RESOLUTIONS, MAX_ROOTS } from "../limits";
import { findName } from "../names/table";
import { cellFamily, cellPvd } from "../pools/cells";
import { pvdSection } from "../pools/pvds";
import { isTrustedResolver, resolverAt, ResolverSlot } from "../pools/resolvers";
import { ALL_FAMILIES, sectionNumber } from "../pools/settings";
import { Type } from "../dns/types";

/** How far a run has come. */
export enum RunState {
  Free,
  Active,
  /** All is known that can be known. */
  Done,
}

/** One run. */
@unmanaged
export class RunSlot {
  deadlineMs: i64;
  seed: u64;
  state: u8;
  cell: u8;
  roots: u8;
  /** The roots are agents' names, not domains (A-06). */
  agents: bool;
  private reserved: u32;
  // Holders of the roots follow, u16 each; then the identities that they stand for, u8 each.

  /** The holder of a root's name. */
  rootHolder(index: i32): i32 {
    return <i32>load<u16>(changetype<usize>(this) + ROOTS_OFFSET + (<usize>index << 1));
  }

  /** The identity that what is found from a root has to prove, a number that its method gave. */
  rootIdentity(index: i32): i32 {
    return <i32>load<u8>(changetype<usize>(this) + IDENTITIES_OFFSET + index);
  }

  /** Adds a root; past the last place it is left out. */
  addRoot(holder: i32, identity: i32): void {
    if (this.roots == MAX_ROOTS) return;
    store<u16>(changetype<usize>(this) + ROOTS_OFFSET + (<usize>this.roots << 1), holder);
    store<u8>(changetype<usize>(this) + IDENTITIES_OFFSET + this.roots, identity);
    this.roots++;
  }
}

const ROOTS_OFFSET: usize = 24;
const IDENTITIES_OFFSET: usize = ROOTS_OFFSET + MAX_ROOTS * 2;
const SLOT_SIZE: i32 = 24 + MAX_ROOTS * 4;
const SLOTS: usize = memory.data(MAX_RESOLUTIONS * SLOT_SIZE, 8);

/** Frees every run. */
export function resetRuns(): void {
  memory.fill(SLOTS, 0, MAX_RESOLUTIONS * SLOT_SIZE);
}

/** The run in a slot below `MAX_RESOLUTIONS`. */
export function runAt(run: i32): RunSlot {
  return changetype<RunSlot>(SLOTS + run * SLOT_SIZE);
}

/** The cell that a run is for. */
export function runCell(run: i32): i32 {
  return <i32>runAt(run).cell;
}

/** Name of a root, in wire form. */
export function rootName(run: i32, index: i32): usize {
  return findName(runAt(run).rootHolder(index));
}

/** The type of the addresses that a run wants. */
export function addressType(run: i32): i32 {
  return cellFamily(runCell(run)) ? Type.Aaaa : Type.A;
}

function resolverOfCell(cell: i32, index: i32): ResolverSlot | null {
  const pvd = cellPvd(cell);
  const section = pvdSection(pvd, ALL_FAMILIES);
  return resolverAt(pvd, section ? sectionNumber(changetype<usize>(section)) : -1, index);
}

/** True if the network of a cell has a resolver (E-99). */
export function hasResolver(cell: i32): bool {
  return resolverOfCell(cell, 0) !== null;
}

/** True if the AD bit of one of the resolvers of a cell counts (E-71a). */
export function hasTrustedResolver(cell: i32): bool {
  for (let i = 0; i < 8; i++) {
    const resolver = resolverOfCell(cell, i);
    if (resolver && isTrustedResolver(resolver.address)) return true;
  }
  return false;
}

/** Number of resolvers of a run, at most 8. */
export function countResolvers(run: i32): i32 {
  let count = 0;
  while (count < 8 && resolverOfCell(runCell(run), count)) count++;
  return count;
}

/** The resolver of a run at an index below `countResolvers`. */
export function resolverOf(run: i32, index: i32): ResolverSlot {
  return resolverOfCell(runCell(run), index)!;
}
