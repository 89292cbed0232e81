// Provisioning domains: one for each layer-3 device, dual stack (I-01). Slot 0
// stands for "any network": servers configured by hand without an interface.

import { MAX_PVDS, MAX_INTERFACE_NAME } from "../limits";
import { findLinkByName, LinkSlot } from "./links";
import {
  InterfaceSection,
  interfaceSectionAt,
  interfaceSectionCount,
  isText,
  METHODS,
  putText,
  textLength,
  textPointer,
} from "./settings";

/** The provisioning domain of unbound manual servers. */
export const ANY_PVD: i32 = 0;

const TEXT_SIZE: i32 = MAX_INTERFACE_NAME + 1;
const SLOT_SIZE: i32 = 2 * TEXT_SIZE; // device, logical name; both stored texts
const SLOTS: usize = memory.data(MAX_PVDS * SLOT_SIZE);

/** Forgets all provisioning domains. */
export function resetPvds(): void {
  memory.fill(SLOTS, 0, MAX_PVDS * SLOT_SIZE);
}

/** The layer-3 device, a stored text; empty: the slot is free. */
export function pvdDevice(pvd: i32): usize {
  return SLOTS + pvd * SLOT_SIZE;
}

function pvdAlias(pvd: i32): usize {
  return pvdDevice(pvd) + TEXT_SIZE;
}

/** True if the slot is in use. */
export function pvdExists(pvd: i32): bool {
  return textLength(pvdDevice(pvd)) > 0;
}

/** Number of networks. */
export function pvdCount(): i32 {
  let count = 0;
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) if (pvdExists(pvd)) count++;
  return count;
}

/** The provisioning domain on a device, or -1. */
export function findPvd(device: usize, length: i32): i32 {
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) if (isText(pvdDevice(pvd), device, length)) return pvd;
  return -1;
}

/** The provisioning domain on a device, made if need be, or -1 if there is no room. */
export function obtainPvd(device: usize, length: i32): i32 {
  const found = findPvd(device, length);
  if (found >= 0) return found;
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    if (pvdExists(pvd)) continue;
    putText(pvdDevice(pvd), device, length);
    store<u8>(pvdAlias(pvd), 0);
    return pvd;
  }
  return -1;
}

/** Gives up a provisioning domain. */
export function dropPvd(pvd: i32): void {
  store<u8>(pvdDevice(pvd), 0);
}

/** Remembers the logical name that a hook used for the device; the name on the IPv4 side wins (`wan` over `wan6`). */
export function aliasPvd(pvd: i32, family: i32, name: usize, length: i32): void {
  if (family == 0 || !textLength(pvdAlias(pvd))) putText(pvdAlias(pvd), name, length);
}

/** The configuration section of a provisioning domain, by device or logical name, or null. */
export function pvdSection(pvd: i32): InterfaceSection | null {
  const device = pvdDevice(pvd);
  const alias = pvdAlias(pvd);
  const count = interfaceSectionCount();
  for (let i = 0; i < count; i++) {
    const section = interfaceSectionAt(i);
    if (isText(section.device, textPointer(device), textLength(device))) return section;
    if (textLength(alias) && isText(section.name, textPointer(alias), textLength(alias))) return section;
  }
  return null;
}

/** What people call the network, a stored text: the section's name, else the hook's, else the device. */
export function pvdName(pvd: i32): usize {
  const section = pvdSection(pvd);
  if (section) return section.name;
  return textLength(pvdAlias(pvd)) ? pvdAlias(pvd) : pvdDevice(pvd);
}

/** True if people call the network so, or its device is named so. */
export function isPvdNamed(pvd: i32, name: usize, length: i32): bool {
  return isText(pvdName(pvd), name, length) || isText(pvdDevice(pvd), name, length);
}

/** The interface under a provisioning domain, or null if the host has not reported it. */
export function pvdLink(pvd: i32): LinkSlot | null {
  const device = pvdDevice(pvd);
  return findLinkByName(textPointer(device), textLength(device));
}

/** The list of methods that counts for a provisioning domain. */
export function pvdMethods(pvd: i32): usize {
  const section = pvdSection(pvd);
  if (section && load<u8>(section.methods)) return section.methods;
  return METHODS;
}
