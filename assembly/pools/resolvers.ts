// The resolvers of each provisioning domain. Those that the configuration names
// come instead of those that came with its leases; none is ever shared.

import { MAX_CELLS, MAX_INTERFACE_SECTIONS, MAX_RESOLVER_SLOTS, MAX_RESOLVERS } from "../limits";
import { copyAddress, equalAddress } from "../net/address";
import { cellOf } from "./cells";

/** RFC 1035 §4.2. */
export const DNS_PORT: i32 = 53;

/** Where a resolver comes from: a cell's lease, or after those an `interface` section, or the general list. */
export const SECTION_RESOLVERS: i32 = MAX_CELLS;
export const GENERAL_RESOLVERS: i32 = SECTION_RESOLVERS + MAX_INTERFACE_SECTIONS;

/** One resolver. */
@unmanaged
export class ResolverSlot {
  port: u16;
  source: u8;
  private reserved: u8;
  // The address follows, 16 octets.

  /** Address of the 16 octets. */
  get address(): usize {
    return changetype<usize>(this) + 4;
  }
}

const SLOT_SIZE: i32 = 20;
const SLOTS: usize = memory.data(MAX_RESOLVER_SLOTS * SLOT_SIZE, 4);
const TRUSTED: usize = memory.data(MAX_RESOLVERS * 16, 8);
let used: i32 = 0;
let trusted: i32 = 0;

function resolverSlot(index: i32): ResolverSlot {
  return changetype<ResolverSlot>(SLOTS + index * SLOT_SIZE);
}

/** Forgets all resolvers. */
export function resetResolvers(): void {
  used = 0;
  trusted = 0;
}

/** Number of trusted resolvers. */
export function trustedResolverCount(): i32 {
  return trusted;
}

/** Forgets the trusted resolvers behind the first `count`. */
export function truncateTrustedResolvers(count: i32): void {
  trusted = count;
}

/** Takes a resolver's word that it validated an answer (`resolver-trust-ad`); false if there is no room. */
export function trustResolver(address: usize): bool {
  if (trusted == MAX_RESOLVERS) return false;
  copyAddress(TRUSTED + trusted++ * 16, address);
  return true;
}

/** True if the AD bit of this resolver counts. */
export function isTrustedResolver(address: usize): bool {
  for (let i = 0; i < trusted; i++) if (equalAddress(TRUSTED + i * 16, address)) return true;
  return false;
}

/** Forgets the resolvers from the sources `first` to `last`. */
export function dropResolvers(first: i32, last: i32): void {
  let kept = 0;
  for (let i = 0; i < used; i++) {
    const source = <i32>resolverSlot(i).source;
    if (source >= first && source <= last) continue;
    memory.copy(changetype<usize>(resolverSlot(kept++)), changetype<usize>(resolverSlot(i)), SLOT_SIZE);
  }
  used = kept;
}

/** Adds a resolver; false if its source has enough of them, or all sources together. */
export function addResolver(source: i32, address: usize, port: i32): bool {
  if (used == MAX_RESOLVER_SLOTS || resolverFrom(source, MAX_RESOLVERS - 1)) return false;
  const slot = resolverSlot(used++);
  slot.port = <u16>port;
  slot.source = <u8>source;
  copyAddress(slot.address, address);
  return true;
}

/** The resolver of a source at an index from 0, or null past the last. */
export function resolverFrom(source: i32, index: i32): ResolverSlot | null {
  for (let i = 0; i < used; i++) {
    if (<i32>resolverSlot(i).source == source && index-- == 0) return resolverSlot(i);
  }
  return null;
}

/**
 * The resolver of a provisioning domain at an index from 0, or null past the last.
 * @param section - number of its `interface` section, or -1
 */
export function resolverAt(pvd: i32, section: i32, index: i32): ResolverSlot | null {
  let source = pvd ? SECTION_RESOLVERS + section : GENERAL_RESOLVERS;
  if (!pvd || (section >= 0 && resolverFrom(source, 0))) return resolverFrom(source, index);
  // Those of both of its leases, the one for IPv4 first.
  source = cellOf(pvd, 0);
  let own = 0;
  while (resolverFrom(source, own)) own++;
  return index < own ? resolverFrom(source, index) : resolverFrom(source + 1, index - own);
}
