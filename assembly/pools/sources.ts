// Which of its own addresses the machine sends from, and which of a server's it tries
// first (RFC 6724 §5 and §6), as numbers: the larger is the better.

import { AddressFlag } from "../abi";
import { isMapped } from "../net/address";
import { commonBits, labelOf, precedenceOf, scopeOf, UNIQUE_LOCAL } from "../net/policy";
import { isDelegated } from "./delegations";
import { addressAt, addressCount, AddressSlot, isDeprecated, isUsableSource } from "./links";
import { familyLink, isOnLink } from "./pvds";

/** From here on a source may be told to consumers: no unique local one for a global server. */
export const OFFERED: i32 = 1 << 18;

const USED: i32 = 1 << 17;

// Rules 8 and 9 of RFC 6724; of no matter for IPv4, where prefixes say nothing of the way.
function sharedBits(source: AddressSlot, destination: usize): i32 {
  return isMapped(destination) ? 0 : commonBits(source.address, destination, source.prefixLength);
}

/**
 * How good an address is as the source towards a destination over a network; 0: it cannot be one. Besides those of its interface there
 * are those of others that come out of a prefix that it delegated (I-03, R-100).
 */
export function rateSource(source: AddressSlot, pvd: i32, destination: usize): i32 {
  if (!isUsableSource(source) || isMapped(source.address) != isMapped(destination)) return 0;
  const isNear = isOnLink(pvd, source);
  if (!isNear && !(familyLink(pvd, 1) && isDelegated(pvd, source.address))) return 0;
  const scope = scopeOf(source.address);
  // An address of the link alone takes nothing beyond it.
  if (scope < scopeOf(destination)) return 0;
  const label = labelOf(source.address);
  const isSame = label == labelOf(destination);
  const isOffered = isSame || label != UNIQUE_LOCAL;
  return (
    (<i32>isOffered << 18) |
    USED |
    // Rule 2: of the scopes that are wide enough the smallest.
    ((15 - scope) << 12) |
    (<i32>!isDeprecated(source) << 11) |
    (<i32>isNear << 10) |
    (<i32>isSame << 9) |
    (<i32>((source.flags & <u8>AddressFlag.Temporary) != 0) << 8) |
    sharedBits(source, destination)
  );
}

/** The best source towards a destination over a network, or null. */
export function bestSource(pvd: i32, destination: usize): AddressSlot | null {
  let best: AddressSlot | null = null;
  let bestRate = 0;
  for (let i = 0; i < addressCount(); i++) {
    const rate = rateSource(addressAt(i), pvd, destination);
    if (rate <= bestRate) continue;
    bestRate = rate;
    best = addressAt(i);
  }
  return best;
}

/** How soon a destination is tried, among those of its family. */
export function rateDestination(pvd: i32, destination: usize): i32 {
  const source = bestSource(pvd, destination);
  const scope = scopeOf(destination);
  const rate = (precedenceOf(destination) << 12) | ((15 - scope) << 8);
  if (!source || rateSource(source, pvd, destination) < OFFERED) return rate;
  return (
    rate |
    (1 << 21) |
    (<i32>(scopeOf(source.address) == scope) << 20) |
    (<i32>!isDeprecated(source) << 19) |
    (<i32>(labelOf(source.address) == labelOf(destination)) << 18) |
    sharedBits(source, destination)
  );
}
