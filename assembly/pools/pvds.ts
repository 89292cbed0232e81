// Provisioning domains: one for each layer-3 device, dual stack (I-01). Slot 0
// stands for "any network": servers configured by hand without an interface. A way
// is a slot for those of them that every network has to resolve for itself:
// it has the device, the section and the resolvers of its network, but no lease.

import { MAX_PVDS, MAX_INTERFACE_NAME } from "../limits";
import { isMapped } from "../net/address";
import { cellFamily, cellPvd } from "./cells";
import { AddressSlot, findLinkByName, LinkSlot } from "./links";
import { GENERAL_RESOLVERS, resolverFrom } from "./resolvers";
import {
  ALL_FAMILIES,
  InterfaceSection,
  isOnly,
  interfaceSectionAt,
  interfaceSectionCount,
  isSameText,
  isText,
  Method,
  METHODS,
  putText,
  textLength,
  textPointer,
} from "./settings";

/** The provisioning domain of unbound manual servers. */
export const ANY_PVD: i32 = 0;

const TEXT_SIZE: i32 = MAX_INTERFACE_NAME + 1;
// Device, then the logical names on the IPv4 and the IPv6 side, all stored texts;
// then whether the slot is about to be given up, and of a way the number of its network.
const LEAVING: i32 = 3 * TEXT_SIZE;
const HOME: i32 = LEAVING + 1;
const SLOT_SIZE: i32 = HOME + 1;
const SLOTS: usize = memory.data(MAX_PVDS * SLOT_SIZE);

/** Forgets all provisioning domains. */
export function resetPvds(): void {
  memory.fill(SLOTS, 0, MAX_PVDS * SLOT_SIZE);
}

function slotOf(pvd: i32): usize {
  return SLOTS + pvd * SLOT_SIZE;
}

/** True if it is a way. */
export function isWay(pvd: i32): bool {
  return load<u8>(slotOf(pvd), HOME) != 0;
}

/** The network that a way leads over; any other is its own. */
export function homeOf(pvd: i32): i32 {
  const home = <i32>load<u8>(slotOf(pvd), HOME);
  return home ? home : pvd;
}

/** The way over a network, or 0. */
export function wayOf(pvd: i32): i32 {
  let way = MAX_PVDS;
  while (--way && (<i32>load<u8>(slotOf(way), HOME) != pvd || load<u8>(slotOf(way), LEAVING)));
  return pvd ? way : 0;
}

/** True unless it is a network: its servers are any network's. */
export function isAny(pvd: i32): bool {
  return pvd == ANY_PVD || isWay(pvd);
}

/** The layer-3 device, a stored text. */
export function pvdDevice(pvd: i32): usize {
  return slotOf(homeOf(pvd));
}

function pvdAlias(pvd: i32, family: i32): usize {
  return pvdDevice(pvd) + TEXT_SIZE + family * TEXT_SIZE;
}

/** True if it is a network. */
export function pvdExists(pvd: i32): bool {
  const slot = slotOf(pvd);
  return textLength(slot) > 0 && !load<u8>(slot + LEAVING);
}

// The last network that was counted.
let counted: i32 = 0;

/** Number of networks that are ways out; where only multicast DNS is asked is a LAN. */
export function pvdCount(): i32 {
  let count = 0;
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    const section = pvdSection(pvd, ALL_FAMILIES);
    if (!pvdExists(pvd) || (section && isOnly(section.methods, Method.Mdns))) continue;
    counted = pvd;
    count++;
  }
  return count;
}

/** The provisioning domain on a device, or whose IPv4 the device carries; or -1. */
export function findPvd(device: usize, length: i32): i32 {
  const pvd = findByText(0, device, length);
  const parent = parentOf(device, length);
  return pvd < 0 && parent ? findByText(0, textPointer(parent), textLength(parent)) : pvd;
}

// The device of the network whose IPv4 this device carries, a stored text; 0: it does for none.
function parentOf(device: usize, length: i32): usize {
  for (let i = 0; i < interfaceSectionCount(); i++) {
    const section = interfaceSectionAt(i);
    if (isText(section.ipv4Device, device, length)) return section.device;
  }
  return 0;
}

/** The provisioning domain that a hook knows by this logical name in this family, or -1. */
export function findPvdByAlias(family: i32, name: usize, length: i32): i32 {
  return findByText(TEXT_SIZE + family * TEXT_SIZE, name, length);
}

function findByText(place: usize, text: usize, length: i32): i32 {
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    if (pvdExists(pvd) && isText(pvdDevice(pvd) + place, text, length)) return pvd;
  }
  return -1;
}

/** The provisioning domain on a device, made if need be, or -1 if there is no room. */
export function obtainPvd(device: usize, length: i32): i32 {
  const found = findPvd(device, length);
  if (found >= 0) return found;
  const parent = parentOf(device, length);
  if (parent) {
    device = textPointer(parent);
    length = textLength(parent);
  }
  const pvd = freeSlot();
  if (pvd >= 0) putText(slotOf(pvd), device, length);
  return pvd;
}

// A slot for nobody yet, or -1.
function freeSlot(): i32 {
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) if (!textLength(slotOf(pvd)) && !isWay(pvd)) return pvd;
  return -1;
}

/** Makes the way over a network; false if there is no room. */
export function addWay(pvd: i32): bool {
  let way = MAX_PVDS;
  // One that is about to be given up stays: its rows would be told in two places.
  while (--way && <i32>load<u8>(slotOf(way), HOME) != pvd);
  if (!way) way = freeSlot();
  if (way < 0) return false;
  store<u8>(slotOf(way), pvd, HOME);
  store<u8>(slotOf(way), 0, LEAVING);
  return true;
}

/** Gives up a provisioning domain; its names last until `settlePvds`, for what has to be told of it. */
export function dropPvd(pvd: i32): void {
  store<u8>(slotOf(pvd) + LEAVING, 1);
}

/** Frees the slots that were given up. */
export function settlePvds(): void {
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    const slot = slotOf(pvd);
    if (load<u8>(slot + LEAVING)) memory.fill(slot, 0, SLOT_SIZE);
  }
}

/** Remembers the logical name that a hook used for the device in a family; true if people call the network otherwise now. */
export function aliasPvd(pvd: i32, family: i32, name: usize, length: i32): bool {
  const alias = pvdAlias(pvd, family);
  if (isText(alias, name, length)) return false;
  const before = pvdName(pvd);
  putText(alias, name, length);
  return before == alias || !isSameText(before, pvdName(pvd));
}

/**
 * The first configuration section that is for a provisioning domain, by device or logical name,
 * and for one of these families; null if there is none.
 */
export function pvdSection(pvd: i32, families: i32): InterfaceSection | null {
  const count = interfaceSectionCount();
  for (let i = 0; i < count; i++) {
    const section = interfaceSectionAt(i);
    if (section.families & families && isSectionOf(section, pvd)) return section;
  }
  return null;
}

/** True if a configuration section is for a provisioning domain, by device or logical name. */
export function isSectionOf(section: InterfaceSection, pvd: i32): bool {
  if (isSameText(section.device, pvdDevice(pvd))) return true;
  return isSameText(section.name, pvdAlias(pvd, 0)) || isSameText(section.name, pvdAlias(pvd, 1));
}

/** The section of a cell; null if there is none, or if none of its network is for its family. */
export function cellSection(cell: i32): InterfaceSection | null {
  return pvdSection(cellPvd(cell), 1 << cellFamily(cell));
}

/** What people call the network, a stored text: the section's name, else the hooks' (IPv4 first: `wan`, not `wan6`), else the device. */
export function pvdName(pvd: i32): usize {
  const section = pvdSection(pvd, ALL_FAMILIES);
  if (section) return section.name;
  for (let family = 0; family < 2; family++) {
    if (textLength(pvdAlias(pvd, family))) return pvdAlias(pvd, family);
  }
  return pvdDevice(pvd);
}

/** True if people call the network so, or its device is named so. */
export function isPvdNamed(pvd: i32, name: usize, length: i32): bool {
  return isText(pvdName(pvd), name, length) || isText(pvdDevice(pvd), name, length);
}

/** Whose resolvers are asked for a provisioning domain: its own; for "any" without general ones those of the only network. */
export function askedPvd(pvd: i32): i32 {
  return pvd == ANY_PVD && !resolverFrom(GENERAL_RESOLVERS, 0) && pvdCount() == 1 ? counted : homeOf(pvd);
}

/** True if names that belong to no network are resolved over each of them: there are several, and no general resolvers. */
export function needsWays(): bool {
  return !resolverFrom(GENERAL_RESOLVERS, 0) && pvdCount() > 1;
}

/** The device that carries a family of a provisioning domain, a stored text: its own, or for IPv4 the one that is configured (I-04). */
export function familyDevice(pvd: i32, inet6: i32): usize {
  const section = pvdSection(pvd, 1);
  return !inet6 && section && textLength(section.ipv4Device) ? section.ipv4Device : pvdDevice(pvd);
}

/** The interface that carries a family of a provisioning domain, or null if the host has not reported it. */
export function familyLink(pvd: i32, inet6: i32): LinkSlot | null {
  const device = familyDevice(pvd, inet6);
  return findLinkByName(textPointer(device), textLength(device));
}

/** True if an assigned address is one of a provisioning domain's own interfaces, on the one for its family. */
export function isOnLink(pvd: i32, slot: AddressSlot): bool {
  const link = familyLink(pvd, <i32>!isMapped(slot.address));
  return link !== null && link.ifindex == slot.ifindex;
}

const WAY_METHODS: usize = memory.data<u8>([1, <u8>Method.Manual]);

/** The list of methods that counts for a cell. */
export function cellMethods(cell: i32): usize {
  if (isWay(cellPvd(cell))) return WAY_METHODS;
  const section = cellSection(cell);
  if (section && load<u8>(section.methods)) return section.methods;
  return METHODS;
}
