// Prefixes that no assigned address tells of: delegated ones and those of the
// configuration. What a target lies in says whose server protects it.

import { MAX_PREFIXES } from "../limits";
import { copyAddress } from "../net/address";

/** Where a prefix is from; its owner is a number of that kind. */
export enum PrefixKind {
  /** Delegated by a lease that is held (RFC 8415 §6.3); the owner is a provisioning domain. */
  Delegated,
  /** Delegated before, until its valid lifetime ends (I-06); the owner is a provisioning domain. */
  Former,
  /** `prefixes` of an `interface` section; the owner is the section. */
  Configured,
  /** `protects` of a `server` section; the owner is the section. */
  Protected,
  /** `nat64` of an `interface` section; the owner is the section. */
  Nat64,
}

/** One prefix; an IPv4 one is IPv4-mapped, its length counts those 96 bits too. */
@unmanaged
export class PrefixSlot {
  // The address comes first: that it takes no addition to find it makes the module smaller.
  private addressLow: u64;
  private addressHigh: u64;
  length: u8;
  kind: u8;
  owner: u8;
  private reserved: u8;
  /** When the valid lifetime of a delegated one ends, in seconds since boot, or `NEVER_S`. */
  endS: u32;

  /** Address of its 16 octets. */
  get address(): usize {
    return changetype<usize>(this);
  }

  /** True if it is of this kind and owner. */
  isOf(kind: PrefixKind, owner: i32): bool {
    return <i32>this.kind == kind && <i32>this.owner == owner;
  }
}

/** Later than any time. */
export const NEVER_S: u32 = u32.MAX_VALUE;

/** Octets of a slot that say what it is: address, length, kind, owner. */
export const PREFIX_KEY: i32 = 19;
const SLOT_SIZE: i32 = 24;
const SLOTS: usize = memory.data(MAX_PREFIXES * SLOT_SIZE, 8);
let count: i32 = 0;

/** The `server` sections that have prefixes to protect, as a set of bits; `noteProtectors` brings it up to date. */
export let protectors: i32 = 0;

/** Forgets all prefixes. */
export function resetPrefixes(): void {
  count = 0;
  protectors = 0;
}

/** Number of prefixes of all kinds. */
export function prefixCount(): i32 {
  return count;
}

/** The prefix at an index below `prefixCount()`. */
export function prefixAt(index: i32): PrefixSlot {
  return changetype<PrefixSlot>(SLOTS + index * SLOT_SIZE);
}

/** Adds a prefix without end; false if there is no room. */
export function addPrefix(kind: PrefixKind, owner: i32, address: usize, length: i32): bool {
  if (count == MAX_PREFIXES) return false;
  const slot = prefixAt(count++);
  copyAddress(slot.address, address);
  slot.length = <u8>length;
  slot.kind = <u8>kind;
  slot.owner = <u8>owner;
  slot.endS = NEVER_S;
  return true;
}

/** Forgets the prefixes of a kind and owner. */
export function dropPrefixes(kind: PrefixKind, owner: i32): void {
  for (let i = count; --i >= 0; ) if (prefixAt(i).isOf(kind, owner)) removePrefix(i);
}

/** Forgets the prefix at an index below `prefixCount()`; the others keep their order. */
export function removePrefix(index: i32): void {
  const slot = prefixAt(index).address;
  memory.copy(slot, slot + SLOT_SIZE, (--count - index) * SLOT_SIZE);
}

/** Takes back the newest prefixes, down to `left`. */
export function truncatePrefixes(left: i32): void {
  count = left;
}

/** After the configuration was read: remembers which `server` sections have prefixes to protect. */
export function noteProtectors(): void {
  protectors = 0;
  for (let i = 0; i < count; i++) {
    const slot = prefixAt(i);
    if (slot.kind == <u8>PrefixKind.Protected) protectors |= 1 << slot.owner;
  }
}
