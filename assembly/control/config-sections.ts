// The sections: where one begins, and whether a `server` section can be used (R-04,
//

import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import { findName } from "../names/table";
import { isMapped } from "../net/address";
import { Holder } from "../pools/holders";
import { manualAddressAt, manualAddressCount, manualAddressSection } from "../pools/manual-addresses";
import {
  addInterfaceSection,
  addServerSection,
  ALL_FAMILIES,
  INTERFACE_SIZE,
  InterfaceSection,
  interfaceSectionAt,
  interfaceSectionCount,
  isSameText,
  isText,
  MAX_LABEL,
  Method,
  putText,
  SERVER_SIZE,
  serverSectionAt,
  serverSectionCount,
  textLength,
} from "../pools/settings";
import { NAME, readText } from "./config-values";
import { lineFault, refuse, wordSize, wordStart } from "./words";

/** Begins an `interface` section with the name in the present word: where it keeps its values, or 0. */
export function beginInterface(): usize {
  checkName(MAX_INTERFACE_NAME, interfaceSectionAt(0).name, INTERFACE_SIZE, interfaceSectionCount());
  if (lineFault) return 0;
  const section = addInterfaceSection();
  if (section) {
    putText(section.name, wordStart, wordSize);
    putText(section.device, wordStart, wordSize);
  } else refuse(Code.ConfigLimit);
  return changetype<usize>(section);
}

/** Begins a `server` section with the label in the present word: where it keeps its values, or 0. */
export function beginServer(): usize {
  checkName(MAX_LABEL, serverSectionAt(0).label, SERVER_SIZE, serverSectionCount());
  if (lineFault) return 0;
  const section = addServerSection();
  if (section) putText(section.label, wordStart, wordSize);
  else refuse(Code.ConfigLimit);
  return changetype<usize>(section);
}

// The present word as the name of a new section, none of the `count` that stand `stride` octets from each other.
function checkName(longest: i32, names: usize, stride: i32, count: i32): void {
  readText(NAME, longest);
  for (let i = 0; i < count; i++) {
    if (isText(names + i * stride, wordStart, wordSize)) refuse(Code.ConfigDuplicate);
  }
}

/**
 * Ends an `interface` section: 0, or the fault for which it is not used: a section before it has one of its devices for the same family
 * (I-01), or the device of its IPv4 is another section's.
 */
export function endInterface(): i32 {
  const last = interfaceSectionCount() - 1;
  const section = interfaceSectionAt(last);
  for (let i = 0; i < last; i++) {
    const other = interfaceSectionAt(i);
    const isShared = isSameText(section.device, other.device);
    if ((!isShared || !(section.families & other.families)) && !isClaimed(section, other) && !isClaimed(other, section)) continue;
    section.families = 0;
    return fault(Code.ConfigOverlap, 0);
  }
  return 0;
}

// True if one section's IPv4 device is another's device, or its IPv4 device as well.
function isClaimed(section: InterfaceSection, other: InterfaceSection): bool {
  const device = section.ipv4Device;
  return textLength(device) > 0 && (isSameText(device, other.device) || isSameText(device, other.ipv4Device));
}

/** The number of the `server` section that began last. */
export function newestServer(): i32 {
  return serverSectionCount() - 1;
}

/** Ends a `server` section: 0 if the server can be used, else the fault for which it is refused (E-84). */
export function endServer(): i32 {
  const index = newestServer();
  const section = serverSectionAt(index);
  const found = familiesOfAddresses(index);
  // Anycast is an address; the other methods find theirs.
  const isAnycast = section.use == <u8>(Method.Anycast - Method.Manual);
  if (section.use && isAnycast == !found) return fault(Code.ServerAddresses, 0);
  let families: i32 = section.families;
  if (!families) families = ALL_FAMILIES;
  // Where addresses were meant, its name is to be proved, not to be resolved.
  if (found || section.lacksAddresses) families &= found;
  section.families = <u8>families;
  const name = findName(Holder.ServerName + index);
  section.accepted = name && families;
  if (section.accepted) return 0;
  return fault(found && !name ? Code.ServerWithoutReferenceIdentifier : Code.ServerEmpty, 0);
}

function familiesOfAddresses(index: i32): i32 {
  let families = 0;
  const count = manualAddressCount();
  for (let i = 0; i < count; i++) {
    if (manualAddressSection(i) == index) families |= isMapped(manualAddressAt(i)) ? 1 : 2;
  }
  return families;
}
