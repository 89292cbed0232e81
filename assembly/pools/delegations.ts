// The prefixes that a network delegated to this router (RFC 8415 §6.3): those of
// its lease, and those of before whose time is not over (I-06).

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { hasPrefix, LEASE, PREFIX_SIZE, PREFIXES } from "../dhcp/lease";
import { MAX_LEASE_PREFIXES } from "../limits";
import { commonBits } from "../net/policy";
import { nowMs } from "../time/clock";
import { cellOf } from "./cells";
import { log } from "./log";
import { addPrefix, dropPrefixes, NEVER_S, prefixAt, prefixCount, PrefixKind, PrefixSlot, removePrefix } from "./prefixes";

/** The prefix at an index, if it is one that a network delegates or delegated; else null. */
export function delegationAt(index: i32, pvd: i32): PrefixSlot | null {
  const slot = prefixAt(index);
  return slot.kind <= <u8>PrefixKind.Former && <i32>slot.owner == pvd ? slot : null;
}

function countOf(kind: PrefixKind, pvd: i32): i32 {
  let count = 0;
  for (let i = 0; i < prefixCount(); i++) count += <i32>prefixAt(i).isOf(kind, pvd);
  return count;
}

/** True if the parsed lease delegates the same prefixes as the one that is kept. */
export function hasSameDelegations(pvd: i32): bool {
  let told = 0;
  for (let i = 0; i < LEASE.prefixCount; i++) told += <i32>(load<u32>(PREFIXES + i * PREFIX_SIZE, 16) != 0);
  let kept = 0;
  for (let i = 0; i < prefixCount(); i++) {
    const slot = prefixAt(i);
    if (!slot.isOf(PrefixKind.Delegated, pvd)) continue;
    if (!hasPrefix(slot.address, slot.length)) return false;
    kept++;
  }
  return told == kept;
}

/**
 * Keeps the prefixes of the parsed lease, which was written at a time in milliseconds. Those that it says nothing of any more count until
 * their own time is over. False if there is no room for all.
 */
export function keepDelegations(pvd: i32, writtenMs: i64): bool {
  retireDelegations(pvd, true);
  for (let i = 0; i < LEASE.prefixCount; i++) {
    const entry = PREFIXES + i * PREFIX_SIZE;
    const validS = load<u32>(entry, 16);
    if (!validS) continue;
    if (!addPrefix(PrefixKind.Delegated, pvd, entry, load<u8>(entry, 20))) return false;
    prefixAt(prefixCount() - 1).endS = <u32>min<u64>(<u64>(writtenMs / 1000) + validS, NEVER_S);
  }
  return true;
}

/**
 * The delegated prefixes of a network become former ones, and those that there is no room for are forgotten.
 * @param forLease - the parsed lease is about to be kept: what it tells anew is forgotten
 */
export function retireDelegations(pvd: i32, forLease: bool): void {
  let former = countOf(PrefixKind.Former, pvd);
  for (let i = prefixCount(); --i >= 0; ) {
    const slot = delegationAt(i, pvd);
    if (!slot) continue;
    const isNew = slot.kind == <u8>PrefixKind.Delegated;
    if ((forLease && hasPrefix(slot.address, slot.length)) || (isNew && former == MAX_LEASE_PREFIXES)) {
      removePrefix(i);
    } else if (isNew) {
      former++;
      slot.kind = <u8>PrefixKind.Former;
      const told = log(Code.PrefixRetired, LogLevel.Info, cellOf(pvd, 1)).withAddress(slot.address);
      if (slot.endS != NEVER_S) told.withValue(<i64>slot.endS * 1000 - nowMs);
    }
  }
}

/** Forgets all that a network delegated. */
export function dropDelegations(pvd: i32): void {
  dropPrefixes(PrefixKind.Delegated, pvd);
  dropPrefixes(PrefixKind.Former, pvd);
}

/** Forgets the prefixes whose time is over. Returns the networks that they were of, as a set of bits. */
export function expireDelegations(): i32 {
  let networks = 0;
  for (let i = prefixCount(); --i >= 0; ) {
    const slot = prefixAt(i);
    if (slot.kind > <u8>PrefixKind.Former || slot.endS == NEVER_S || <i64>slot.endS * 1000 > nowMs) continue;
    networks |= 1 << slot.owner;
    removePrefix(i);
  }
  return networks;
}

/** When the time of the next prefix is over, in milliseconds, or `NO_DEADLINE`. */
export function nextDelegationDeadline(): i64 {
  let nextS = NEVER_S;
  for (let i = 0; i < prefixCount(); i++) nextS = min(nextS, prefixAt(i).endS);
  return nextS == NEVER_S ? NO_DEADLINE : <i64>nextS * 1000;
}

/** True if an address lies in a prefix that a network delegates, or delegated. */
export function isDelegated(pvd: i32, address: usize): bool {
  for (let i = 0; i < prefixCount(); i++) {
    const slot = delegationAt(i, pvd);
    if (slot && commonBits(slot.address, address, slot.length) == <i32>slot.length) return true;
  }
  return false;
}
