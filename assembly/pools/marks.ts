// By what a network is recognised (requirements §3.4): numbers that are the same
// whenever the router is attached to it and, on the same device, hardly so elsewhere.

import { AddressScope } from "../abi";
import { hashOctets } from "../bytes/text";
import { isMapped, maskAddress } from "../net/address";
import { isLocal } from "../net/special";
import { nameLength } from "../names/name";
import { findName } from "../names/table";
import { cellFamily, cellPvd } from "./cells";
import { Holder } from "./holders";
import { leaseAt } from "./leases";
import { addressAt, addressCount, LinkSlot } from "./links";
import { familyLink } from "./pvds";

const COUNT: i32 = 3;
/** Octets of the marks of a network, u32 each, 0 where one is not known. */
export const MARKS_SIZE: i32 = COUNT * 4;
const MARKS: usize = memory.data(MARKS_SIZE, 4);
const SUBNET: usize = memory.data(16, 8);

/** The marks of a cell's network: its DHCP server, its domain, which the lease of either family may say, its subnet. */
export function networkMarks(cell: i32): usize {
  memory.fill(MARKS, 0, MARKS_SIZE);
  const lease = leaseAt(cell);
  if (lease.isHeld) store<u32>(MARKS, lease.serverKey);
  const own = findName(Holder.LeaseDomain + cell);
  const domain = own ? own : findName(Holder.LeaseDomain + (cell ^ 1));
  if (domain) store<u32>(MARKS, hashOctets(domain, nameLength(domain)), 4);
  const link = familyLink(cellPvd(cell), cellFamily(cell));
  if (link) markSubnet(cell, link);
  return MARKS;
}

function markSubnet(cell: i32, link: LinkSlot): void {
  for (let i = 0; i < addressCount(); i++) {
    const slot = addressAt(i);
    if (slot.ifindex != link.ifindex || slot.scope != <u8>AddressScope.Global) continue;
    if (<i32>!isMapped(slot.address) != cellFamily(cell) || isLocal(slot.address)) continue;
    maskAddress(SUBNET, slot.address, slot.prefixLength);
    store<u32>(MARKS, hashOctets(SUBNET, 16), 8);
    return;
  }
}

/** True if one of the marks is known and the same. */
export function isSameNetwork(a: usize, b: usize): bool {
  for (let i = 0; i < MARKS_SIZE; i += 4) {
    const mark = load<u32>(a + i);
    if (mark && mark == load<u32>(b + i)) return true;
  }
  return false;
}

/** True if any mark is known: the network can be recognised. */
export function isMarked(marks: usize): bool {
  return isSameNetwork(marks, marks);
}
