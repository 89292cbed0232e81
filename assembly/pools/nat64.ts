// The way from a network without IPv4 to an IPv4 server: an IPv6 address of the
// network's NAT64 that has the IPv4 address in its last octets (RFC 6052, E-116).

import { ADDRESS_SIZE, copyAddress, isMapped, setMapped } from "../net/address";
import { commonBits } from "../net/policy";
import { cellFamily, cellOf, cellPvd } from "./cells";
import { hasFamily } from "./leases";
import { prefixAt, prefixCount, PrefixKind } from "./prefixes";
import { pvdSection } from "./pvds";
import { sectionNumber } from "./settings";

/** The length of prefix that is known here, of those that RFC 6052 §2.2 allows. */
export const NAT64_BITS: i32 = 96;

const QUAD: usize = 12;
/** 64:ff9b::, as it is loaded. */
const WELL_KNOWN: u64 = 0x9bff6400;

const SYNTHESISED: usize = memory.data(ADDRESS_SIZE, 8);

/** The prefix of a network's NAT64, or 0. */
export function nat64Of(pvd: i32): usize {
  const section = pvdSection(pvd, 2);
  if (!section) return 0;
  for (let i = 0; i < prefixCount(); i++) {
    if (prefixAt(i).isOf(PrefixKind.Nat64, sectionNumber(changetype<usize>(section)))) return prefixAt(i).address;
  }
  return 0;
}

/** True if IPv4 servers are reached by the NAT64 of a cell's network: it is of IPv6, and the network has no IPv4. */
export function needsNat64(cell: i32): bool {
  const pvd = cellPvd(cell);
  return cellFamily(cell) == 1 && nat64Of(pvd) != 0 && !hasFamily(cellOf(pvd, 0));
}

/**
 * The IPv6 address that stands for an IPv4 one on a network with a NAT64; it is there until the next call. 0 for a private address
 * under the well-known prefix (RFC 6052 §3.1).
 */
export function synthesise(pvd: i32, address: usize): usize {
  const prefix = nat64Of(pvd);
  if (isPrivate(load<u8>(address, QUAD), load<u8>(address, QUAD + 1)) && isWellKnown(prefix)) return 0;
  copyAddress(SYNTHESISED, prefix);
  store<u32>(SYNTHESISED, load<u32>(address, QUAD, 1), QUAD);
  return SYNTHESISED;
}

/** True if an address of a network was made by `synthesise`, so that its last four octets are the server's own. */
export function isSynthesised(pvd: i32, address: usize): bool {
  const prefix = nat64Of(pvd);
  return prefix != 0 && !isMapped(address) && commonBits(prefix, address, NAT64_BITS) == NAT64_BITS;
}

/** The address that a server has: what `synthesise` made an address of, IPv4-mapped, or the address itself. */
export function ownAddressOf(pvd: i32, address: usize): usize {
  if (!isSynthesised(pvd, address)) return address;
  setMapped(SYNTHESISED, address + QUAD);
  return SYNTHESISED;
}

function isWellKnown(prefix: usize): bool {
  return load<u64>(prefix) == WELL_KNOWN && !load<u32>(prefix, 8);
}

// RFC 1918, RFC 6598 and RFC 3927.
function isPrivate(first: u32, second: u32): bool {
  if (first == 10) return true;
  if (first == 172) return second >> 4 == 1;
  if (first == 100) return second >> 6 == 1;
  return (first == 192 && second == 168) || (first == 169 && second == 254);
}
