// What the machine is attached to: its interfaces and their addresses, as the
// host last reported them.

import { equalOctets } from "../bytes/text";
import { AddressEntry, AddressFlag, AddressScope, LinkState, LinkType } from "../abi";
import { MAX_ADDRESSES, MAX_INTERFACE_NAME, MAX_LINKS } from "../limits";
import { equalAddress, isMapped } from "../net/address";
import { commonBits } from "../net/policy";
import { isLinkLocal } from "../net/special";
import { isText, putText } from "./settings";

/** One interface. */
@unmanaged
export class LinkSlot {
  /** Index of the operating system; 0: the slot is free. */
  ifindex: u32;
  state: u8;
  type: u8;
  private reserved: u8;
  nameLength: u8;
  // The name follows, MAX_INTERFACE_NAME octets and one spare.

  /** The name as a stored text. */
  get text(): usize {
    return changetype<usize>(this) + 7;
  }

  /** Address of the name. */
  get name(): usize {
    return changetype<usize>(this) + 8;
  }

  /** True while the interface can carry packets. */
  get isUp(): bool {
    return this.state == <u8>LinkState.Up;
  }
}

/** One assigned address: the host's `AddressEntry` up to its lifetimes, but for too great a prefix length. */
@unmanaged
export class AddressSlot {
  private addressLow: u64;
  private addressHigh: u64;
  prefixLength: u8;
  flags: u8;
  scope: u8;
  private reserved: u8;
  /** Its interface, in place of the lifetimes. */
  ifindex: u32;

  /** Address of the 16 octets. */
  get address(): usize {
    return changetype<usize>(this);
  }
}

const LINK_SIZE: i32 = 8 + MAX_INTERFACE_NAME + 1;
const ADDRESS_SIZE: i32 = AddressEntry.PreferredS + 4;
const LINKS: usize = memory.data(MAX_LINKS * LINK_SIZE, 4);
const ADDRESSES: usize = memory.data(MAX_ADDRESSES * ADDRESS_SIZE, 8);
let addresses: i32 = 0;

/** Forgets all interfaces and addresses. */
export function resetLinks(): void {
  memory.fill(LINKS, 0, MAX_LINKS * LINK_SIZE);
  addresses = 0;
}

function linkAt(index: i32): LinkSlot {
  return changetype<LinkSlot>(LINKS + index * LINK_SIZE);
}

/** The interface with this index, or null. */
export function findLink(ifindex: u32): LinkSlot | null {
  for (let i = 0; i < MAX_LINKS; i++) {
    const link = linkAt(i);
    if (link.ifindex == ifindex) return link;
  }
  return null;
}

/** The interface with this name, or null. */
export function findLinkByName(name: usize, length: i32): LinkSlot | null {
  for (let i = 0; i < MAX_LINKS; i++) {
    const link = linkAt(i);
    if (link.ifindex && isText(link.text, name, length)) return link;
  }
  return null;
}

/** Records an interface; false if there is no room for another one. */
export function putLink(ifindex: u32, state: u8, type: u8, name: usize, length: i32): bool {
  let link = findLink(ifindex);
  if (!link) link = findLink(0);
  if (!link) return false;
  link.ifindex = ifindex;
  link.state = state;
  link.type = type;
  putText(link.text, name, length);
  return true;
}

/** Forgets an interface and its addresses. */
export function dropLink(ifindex: u32): void {
  const link = findLink(ifindex);
  if (link) link.ifindex = 0;
  dropAddresses(ifindex);
}

/** Number of addresses over all interfaces. */
export function addressCount(): i32 {
  return addresses;
}

/** The address at an index below `addressCount()`. */
export function addressAt(index: i32): AddressSlot {
  return changetype<AddressSlot>(ADDRESSES + index * ADDRESS_SIZE);
}

/** Addresses of all interfaces but this one; -1 if its own are exactly these `count` entries, in this order. */
export function addressesElsewhere(ifindex: u32, entries: usize, count: i32): i32 {
  let elsewhere = 0;
  let at = 0;
  for (let i = 0; i < addresses; i++) {
    const slot = addressAt(i);
    if (slot.ifindex != ifindex) elsewhere++;
    // Lifetimes count down all the time and say nothing new.
    else if (at < count && equalOctets(slot.address, entries + at * AddressEntry.Size, AddressEntry.Scope + 1)) at++;
    else count = -1;
  }
  return at == count ? -1 : elsewhere;
}

/** Removes all addresses of an interface. */
export function dropAddresses(ifindex: u32): void {
  let kept = 0;
  for (let i = 0; i < addresses; i++) {
    if (addressAt(i).ifindex == ifindex) continue;
    if (kept != i) memory.copy(changetype<usize>(addressAt(kept)), changetype<usize>(addressAt(i)), ADDRESS_SIZE);
    kept++;
  }
  addresses = kept;
}

/** Adds one `AddressEntry` of an interface; the caller has checked the room. */
export function addAddress(ifindex: u32, entry: usize): void {
  const slot = addressAt(addresses++);
  slot.ifindex = ifindex;
  memory.copy(slot.address, entry, AddressEntry.PreferredS);
  if (slot.prefixLength > 128) slot.prefixLength = 128;
}

/** True if an address can be used as a source: assigned, and not tentative any more. */
export function isUsableSource(slot: AddressSlot): bool {
  return !(slot.flags & <u8>AddressFlag.Tentative) && slot.scope != <u8>AddressScope.Host;
}

/** True if an address should not begin anything new (RFC 4862 §5.5.4). */
export function isDeprecated(slot: AddressSlot): bool {
  return (slot.flags & <u8>AddressFlag.Deprecated) != 0;
}

/** True if the interface has a usable address of the family beyond the link; `inet6` is 0 or 1. */
export function hasAddress(ifindex: u32, inet6: i32): bool {
  for (let i = 0; i < addresses; i++) {
    const slot = addressAt(i);
    if (slot.ifindex != ifindex || <i32>!isMapped(slot.address) != inet6) continue;
    if (isUsableSource(slot) && slot.scope == <u8>AddressScope.Global) return true;
  }
  return false;
}

/** True if the address is one of this machine's own. */
export function isOwnAddress(address: usize): bool {
  for (let i = 0; i < addresses; i++) if (equalAddress(addressAt(i).address, address)) return true;
  return false;
}

/** True for the loopback interface, which is never an uplink. */
export function isLoopback(link: LinkSlot): bool {
  return link.type == <u8>LinkType.Loopback;
}

/** True if an address is on the link of an interface: link-local, or in a prefix of one of its addresses (RFC 6762 §11). */
export function isOnLink(ifindex: u32, address: usize): bool {
  for (let i = 0; i < addresses; i++) {
    const slot = addressAt(i);
    const length = slot.prefixLength;
    if (slot.ifindex == ifindex && commonBits(slot.address, address, length) == <i32>length) return true;
  }
  return isLinkLocal(address);
}
