// What the last DHCP lease of each cell said about DOTS. Its addresses stand in
// the endpoint pool, its names in the name table.

import { NO_DEADLINE } from "../abi";
import { equalOctets } from "../bytes/text";
import { ADDRESSES, CHANNEL, DOMAIN, GROUPS, LEASE, RESOLVERS, RI } from "../dhcp/lease";
import { MAX_CELLS } from "../limits";
import { copyAddress, equalAddress } from "../net/address";
import { findName, setName } from "../names/table";
import { cellFamily, cellOf, cellPvd } from "./cells";
import { dropDelegations, hasSameDelegations, keepDelegations } from "./delegations";
import { ALL_CHANNELS, appendEndpoint, dropList, EndpointSlot, List, nextIn } from "./endpoints";
import { Holder } from "./holders";
import { hasAddress, isOwnAddress } from "./links";
import { familyLink, homeOf } from "./pvds";
import { addResolver, DNS_PORT, dropResolvers, resolverFrom } from "./resolvers";

/** Is there a lease? */
export enum LeaseState {
  None,
  Held,
  /** Its time is over and nobody renewed it. */
  Ended,
}

/** What is kept of a lease. */
@unmanaged
export class LeaseSlot {
  state: u8;
  /** An ADDRESS option was there, whatever it held. */
  addressPresent: bool;
  /** Option code of the access domain: 213, 57 or 15. */
  domainSource: u8;
  private reserved: u8;
  serverKey: u32;
  // Then two addresses of 16 octets each; all zero: unknown.

  /** The address that the lease gave this router. */
  get ownAddress(): usize {
    return changetype<usize>(this) + 8;
  }

  /** The default router. */
  get router(): usize {
    return changetype<usize>(this) + 24;
  }

  /** True while the lease counts. */
  get isHeld(): bool {
    return this.state == <u8>LeaseState.Held;
  }
}

const SLOT_SIZE: i32 = 40;
const SLOTS: usize = memory.data(MAX_CELLS * SLOT_SIZE, 4);

/** Forgets all leases. */
export function resetLeases(): void {
  memory.fill(SLOTS, 0, MAX_CELLS * SLOT_SIZE);
}

/** The lease of a cell. */
export function leaseAt(cell: i32): LeaseSlot {
  return changetype<LeaseSlot>(SLOTS + cell * SLOT_SIZE);
}

/** True if the network of a cell has a lease of the cell's family, or an address to send from. */
export function hasFamily(cell: i32): bool {
  const family = cellFamily(cell);
  const pvd = homeOf(cellPvd(cell));
  if (leaseAt(cellOf(pvd, family)).isHeld) return true;
  const link = familyLink(pvd, family);
  return link !== null && hasAddress(link.ifindex, family);
}

/** True if an address is one of this router's: assigned, or just leased to it for a cell. */
export function isOwn(cell: i32, address: usize): bool {
  return isOwnAddress(address) || equalAddress(leaseAt(cell).ownAddress, address);
}

/** Forgets the lease of a cell. */
export function dropLease(cell: i32): void {
  forget(cell);
  if (cellFamily(cell)) dropDelegations(cellPvd(cell));
}

// All but the prefixes, which outlive it.
function forget(cell: i32): void {
  memory.fill(SLOTS + cell * SLOT_SIZE, 0, SLOT_SIZE);
  setName(Holder.LeaseName + cell, 0, 0);
  setName(Holder.LeaseDomain + cell, 0, 0);
  setName(Holder.LeaseChannel + cell, 0, 0);
  dropList(cell, List.Lease);
  dropResolvers(cell, cell);
}

/** True if the parsed lease says the same about servers as the one that is kept. */
export function isSameLease(cell: i32): bool {
  const lease = leaseAt(cell);
  if (lease.state == <u8>LeaseState.None || lease.serverKey != LEASE.serverKey) return false;
  if (lease.addressPresent != LEASE.addressPresent || !equalAddress(lease.router, LEASE.router)) return false;
  if (!isSameName(Holder.LeaseName + cell, RI, LEASE.riLength)) return false;
  return isSameList(cell) && hasSameSources(cell) && hasSameChannel(cell);
}

/** True if the parsed lease says the same domain, the same resolvers and the same prefixes as the one that is kept. */
export function hasSameSources(cell: i32): bool {
  return isSameName(Holder.LeaseDomain + cell, DOMAIN, LEASE.domainLength) && hasSameResolvers(cell) && hasSamePrefixes(cell);
}

function isSameName(holder: i32, name: usize, length: i32): bool {
  const kept = findName(holder);
  // Names end by themselves, so that equal octets are equal names.
  return kept ? length > 0 && equalOctets(kept, name, length) : !length;
}

function isSameList(cell: i32): bool {
  let at = 0;
  for (let endpoint: EndpointSlot | null = null; (endpoint = nextIn(cell, List.Lease, endpoint)); at++) {
    if (at == LEASE.addressCount) return false;
    if (!equalAddress(endpoint.address, ADDRESSES + (at << 4))) return false;
    if (endpoint.group != load<u8>(GROUPS + at)) return false;
  }
  return at == LEASE.addressCount;
}

/** True if the parsed lease delegates the same prefixes as the one that is kept. */
export function hasSamePrefixes(cell: i32): bool {
  return !cellFamily(cell) || hasSameDelegations(cellPvd(cell));
}

/** True if the parsed lease came by the same channel as the one that is kept, or both by DHCP. */
export function hasSameChannel(cell: i32): bool {
  return isSameName(Holder.LeaseChannel + cell, CHANNEL, LEASE.channelLength);
}

function hasSameResolvers(cell: i32): bool {
  for (let i = 0; i < LEASE.resolverCount; i++) {
    const kept = resolverFrom(cell, i);
    if (!kept || !equalAddress(kept.address, RESOLVERS + (i << 4))) return false;
  }
  return resolverFrom(cell, LEASE.resolverCount) === null;
}

/** Keeps the parsed lease; false, and nothing kept, if there is no room for it. */
export function keepLease(cell: i32): bool {
  forget(cell);
  if (!keepNames(cell) || !keepPrefixes(cell)) {
    dropLease(cell);
    return false;
  }
  for (let i = 0; i < LEASE.addressCount; i++) {
    const endpoint = appendEndpoint(cell, List.Lease, ADDRESSES + (i << 4), ALL_CHANNELS);
    if (!endpoint) {
      dropLease(cell);
      return false;
    }
    endpoint.group = load<u8>(GROUPS + i);
  }
  for (let i = 0; i < LEASE.resolverCount; i++) addResolver(cell, RESOLVERS + (i << 4), DNS_PORT);
  const lease = leaseAt(cell);
  lease.state = <u8>LeaseState.Held;
  lease.addressPresent = LEASE.addressPresent;
  lease.domainSource = <u8>LEASE.domainSource;
  lease.serverKey = LEASE.serverKey;
  copyAddress(lease.ownAddress, LEASE.ownAddress);
  copyAddress(lease.router, LEASE.router);
  return true;
}

function keepNames(cell: i32): bool {
  return (
    setName(Holder.LeaseName + cell, RI, LEASE.riLength) &&
    setName(Holder.LeaseDomain + cell, DOMAIN, LEASE.domainLength) &&
    setName(Holder.LeaseChannel + cell, CHANNEL, LEASE.channelLength)
  );
}

/** Keeps the prefixes of the parsed lease, with the lifetimes that they have now; false if there is no room for them. */
export function keepPrefixes(cell: i32): bool {
  return !cellFamily(cell) || keepDelegations(cellPvd(cell), LEASE.writtenMs);
}

/**
 * When the parsed lease ends, in milliseconds, or `NO_DEADLINE`.
 * @param spread - 0 to 100: how much later than the information refresh time, in thousandths
 */
export function leaseEndMs(writtenMs: i64, spread: i32): i64 {
  if (LEASE.leaseS == u32.MAX_VALUE) return NO_DEADLINE;
  if (LEASE.leaseS) return writtenMs + <i64>LEASE.leaseS * 1000;
  if (!LEASE.refreshS) return NO_DEADLINE;
  // RFC 8415 §21.23: infinity means "do not refresh"; the module looks again all the same.
  const refreshS = min<u32>(LEASE.refreshS, MAX_REFRESH_S);
  return writtenMs + <i64>refreshS * (1000 + spread);
}

const MAX_REFRESH_S: u32 = 7 * 24 * 3600;
