// The set of networks, and what the host reports about interfaces and addresses.

import { AddressEntry, AddressesInput, LinkInput, LinkState, LogLevel } from "../abi";
import { Code } from "../codes";
import { fault } from "../bytes/fault";
import { hashOctets } from "../bytes/text";
import { MAX_ADDRESSES, MAX_INTERFACE_NAME, MAX_PVDS } from "../limits";
import { cellAt, cellOf } from "../pools/cells";
import { isDelegated } from "../pools/delegations";
import { dropLease } from "../pools/leases";
import {
  addAddress,
  addressAt,
  addressCount,
  addressesElsewhere,
  dropAddresses,
  dropLink,
  findLink,
  findLinkByName,
  LinkSlot,
  putLink,
} from "../pools/links";
import { log, NO_CELL } from "../pools/log";
import { PREFIX_KEY, prefixAt, prefixCount, PrefixKind } from "../pools/prefixes";
import {
  addWay,
  ANY_PVD,
  askedPvd,
  cellSection,
  dropPvd,
  findPvd,
  obtainPvd,
  pvdDevice,
  pvdExists,
  pvdName,
  pvdSection,
  wayOf,
} from "../pools/pvds";
import { hasNamesForWays } from "../pools/servers";
import {
  ALL_FAMILIES,
  hasCredentials,
  interfaceSectionAt,
  interfaceSectionCount,
  isText,
  serverSectionAt,
  serverSectionCount,
  textLength,
  textPointer,
} from "../pools/settings";
import { stopTimer, Timer } from "../time/timers";
import { detach, reassess } from "./attachment";
import { touchPublished } from "./publication";
import { recallLists, shelve } from "./recall";
import { State } from "./transitions";
import { Cause, planRun } from "./triggers";

/** Takes a `Link` record, whole up to its name; 0 or a fault. */
export function takeLink(record: usize, length: i32): i32 {
  const nameLength = <i32>load<u8>(record, LinkInput.NameLength);
  if (nameLength < 1 || nameLength > MAX_INTERFACE_NAME) return fault(Code.LinkName, LinkInput.NameLength);
  if (LinkInput.Name + nameLength > length) return fault(Code.InputLength, length);
  const ifindex = load<u32>(record, LinkInput.Ifindex, 1);
  if (!ifindex) return fault(Code.LinkName, LinkInput.Ifindex);
  const name = record + LinkInput.Name;
  const state = load<u8>(record, LinkInput.State);
  const isUp = state == <u8>LinkState.Up;
  const isGone = state == <u8>LinkState.Gone;
  const before = findLink(ifindex);
  const isKnown = before !== null && isText(before.text, name, nameLength);
  const wasUp = isKnown && before!.isUp;
  // Another name is another interface, and the one before is gone.
  const former = before && !isKnown ? findPvd(before.name, before.nameLength) : -1;
  if (former >= 0) forgetPvd(former);
  if (!isGone) {
    if (!putLink(ifindex, state, load<u8>(record, LinkInput.Type), name, nameLength)) {
      return fault(Code.TooManyLinks, LinkInput.Ifindex);
    }
    considerLink(findLink(ifindex)!);
  }
  const pvd = findPvd(name, nameLength);
  // Its addresses may have come first.
  if (pvd >= 0 && !isKnown) touchNetwork(pvd);
  if (pvd >= 0 && (isGone || isUp != wasUp)) {
    log(isUp ? Code.LinkUp : Code.LinkDown, LogLevel.Info, NO_CELL).withText(name, nameLength);
  }
  if (isGone) {
    // While its addresses still tell which network the lists are of.
    if (pvd >= 0) forgetDevice(pvd, name, nameLength);
    dropLink(ifindex);
  }
  if (pvd < 0) return 0;
  reassessPvd(pvd, Cause.LinkUp);
  recallLists();
  return 0;
}

// The device of a network is gone, or the one of its IPv4 alone.
function forgetDevice(pvd: i32, name: usize, length: i32): void {
  if (isText(pvdDevice(pvd), name, length)) forgetPvd(pvd);
  else forgetCell(cellOf(pvd, 0));
}

function forgetPvd(pvd: i32): void {
  dropCells(pvd);
  networksChanged();
}

// Gives up a network with the way over it.
function dropCells(pvd: i32): void {
  for (let at = pvd; at; at = wayOf(at)) {
    // While both leases still tell which network the lists are of.
    detach(cellOf(at, 0));
    detach(cellOf(at, 1));
    forgetCell(cellOf(at, 0));
    forgetCell(cellOf(at, 1));
    dropPvd(at);
  }
}

// The ways over the networks are there as long as they are needed.
function arrangeWays(): void {
  const isNeeded = hasNamesForWays();
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    if (!pvdExists(pvd)) continue;
    const way = wayOf(pvd);
    if (isNeeded && !way && !addWay(pvd)) log(Code.PoolFull, LogLevel.Error, NO_CELL).withText(textPointer(pvdDevice(pvd)), textLength(pvdDevice(pvd)));
    if (!isNeeded && way) dropCells(way);
  }
}

function forgetCell(cell: i32): void {
  detach(cell);
  stopTimer(Timer.Lease, cell);
  dropLease(cell);
}

// A configured interface is a network as soon as it is there; any other becomes
// one with its first lease.
function considerLink(link: LinkSlot): void {
  if (isConfigured(link.name, link.nameLength, 0, 0)) joinNetwork(link.name, link.nameLength);
}

function considerDevice(device: usize): void {
  const link = findLinkByName(textPointer(device), textLength(device));
  if (link) considerLink(link);
}

/** True if there is a section for this device or for this logical name (0 octets: none). */
export function isConfigured(device: usize, deviceLength: i32, name: usize, length: i32): bool {
  for (let i = 0; i < interfaceSectionCount(); i++) {
    const section = interfaceSectionAt(i);
    if (isText(section.device, device, deviceLength) || isText(section.ipv4Device, device, deviceLength)) return true;
    if (isText(section.name, name, length)) return true;
  }
  return false;
}

/** The provisioning domain on a device, which may be a new one, or -1 if there is no room. */
export function joinNetwork(device: usize, length: i32): i32 {
  const isNew = findPvd(device, length) < 0;
  const pvd = obtainPvd(device, length);
  if (pvd < 0) log(Code.PoolFull, LogLevel.Error, NO_CELL).withText(device, length);
  else if (isNew) networksChanged();
  return pvd;
}

/** Takes an `Addresses` record, whole up to its entries; 0 or a fault. */
export function takeAddresses(record: usize, length: i32): i32 {
  const ifindex = load<u32>(record, AddressesInput.Ifindex, 1);
  if (!ifindex) return fault(Code.LinkName, AddressesInput.Ifindex);
  const count = <i32>load<u16>(record, AddressesInput.Count, 1);
  if (length != AddressesInput.Entries + count * AddressEntry.Size) {
    return fault(Code.InputLength, AddressesInput.Count);
  }
  const entries = record + AddressesInput.Entries;
  const elsewhere = addressesElsewhere(ifindex, entries, count);
  if (elsewhere < 0) return 0;
  if (elsewhere + count > MAX_ADDRESSES) return fault(Code.TooManyAddresses, AddressesInput.Count);
  touchDelegating(ifindex);
  const link = findLink(ifindex);
  const pvd = link ? findPvd(link.name, link.nameLength) : -1;
  if (!count && pvd >= 0) shelvePvd(pvd);
  dropAddresses(ifindex);
  for (let i = 0; i < count; i++) addAddress(ifindex, entries + i * AddressEntry.Size);
  touchDelegating(ifindex);
  if (pvd < 0) return 0;
  touchNetwork(pvd);
  replan(pvd, Cause.AddressesChanged);
  reassessPvd(pvd, Cause.LinkUp);
  recallLists();
  return 0;
}

// The addresses of an interface are sources of every network that delegated the prefix of one (I-03).
function touchDelegating(ifindex: u32): void {
  for (let i = 0; i < addressCount(); i++) {
    if (addressAt(i).ifindex != ifindex) continue;
    for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
      if (!isDelegated(pvd, addressAt(i).address)) continue;
      touchNetwork(pvd);
      replan(pvd, Cause.AddressesChanged);
    }
  }
}

// While the last address still tells which network the lists are of.
function shelvePvd(pvd: i32): void {
  shelve(cellOf(pvd, 0));
  shelve(cellOf(pvd, 1));
}

/** Something that the rows of a network are derived from changed. */
export function touchNetwork(pvd: i32): void {
  do {
    touchPublished(cellOf(pvd, 0));
    touchPublished(cellOf(pvd, 1));
  } while ((pvd = wayOf(pvd)));
}

/** Compares both cells of a network with the facts; `cause` is why those that are attached look for servers. */
export function reassessPvd(pvd: i32, cause: Cause): void {
  reassess(cellOf(pvd, 0), cause);
  reassess(cellOf(pvd, 1), cause);
}

/** Plans a run of every working cell of a network, and of the way over it. */
export function replan(pvd: i32, cause: Cause): void {
  do {
    for (let family = 0; family < 2; family++) {
      const cell = cellOf(pvd, family);
      if (cellAt(cell).state != <u8>State.Down) planRun(cell, cause);
    }
  } while ((pvd = wayOf(pvd)));
}

/** The number of networks changed: who serves whom may have changed with it, and whose the default domains are. */
export function networksChanged(): void {
  arrangeWays();
  reassessPvd(ANY_PVD, Cause.NetworksChanged);
  if (!serverSectionCount()) return;
  for (let pvd = ANY_PVD; pvd < MAX_PVDS; pvd++) {
    reassessPvd(wayOf(pvd), Cause.NetworksChanged);
    replan(pvd, Cause.NetworksChanged);
  }
}

/** Domains or resolvers of a network changed: both its cells look again, and any network where this one alone can be asked. */
export function sourcesChanged(pvd: i32): void {
  replan(pvd, Cause.SourcesChanged);
  if (askedPvd(ANY_PVD) == pvd) replan(ANY_PVD, Cause.SourcesChanged);
}

const SHOWN: usize = memory.data(MAX_PVDS * 4, 4);

/** Before a new configuration: how the rows of each network look under the present one. */
export function rememberConfiguration(): void {
  for (let pvd = 0; pvd < MAX_PVDS; pvd++) store<u32>(SHOWN + (pvd << 2), configurationKey(pvd));
}

// Rows carry texts of the configuration; equal texts have equal keys.
function configurationKey(pvd: i32): u32 {
  let key = textKey(pvdName(pvd)) + <u32>hasCredentials();
  for (let family = 0; family < 2; family++) {
    const section = cellSection(cellOf(pvd, family));
    if (section) key = (key * 31 + textKey(section.credentials)) * 31 + textKey(section.ipv4Device) + section.mark + section.table * 31 + section.providerIndependent;
  }
  for (let i = 0; i < serverSectionCount(); i++) {
    const section = serverSectionAt(i);
    key = (key * 31 + textKey(section.label)) * 31 + textKey(section.credentials);
  }
  for (let i = 0; i < prefixCount(); i++) {
    const slot = prefixAt(i);
    if (slot.kind >= <u8>PrefixKind.Configured) key = key * 31 + hashOctets(slot.address, PREFIX_KEY);
  }
  return key;
}

function textKey(text: usize): u32 {
  return hashOctets(text, 1 + textLength(text));
}

/** A new configuration is in force: networks that it no longer wants go, the others look again. */
export function applyConfiguration(): void {
  const configured = interfaceSectionCount() > 0;
  for (let pvd = 1; pvd < MAX_PVDS; pvd++) {
    if (pvdExists(pvd) && configured && !pvdSection(pvd, ALL_FAMILIES)) forgetPvd(pvd);
  }
  for (let i = 0; i < interfaceSectionCount(); i++) {
    considerDevice(interfaceSectionAt(i).device);
    considerDevice(interfaceSectionAt(i).ipv4Device);
  }
  arrangeWays();
  for (let pvd = ANY_PVD; pvd < MAX_PVDS; pvd++) {
    if (load<u32>(SHOWN + (pvd << 2)) != configurationKey(pvd)) touchNetwork(pvd);
    replan(pvd, Cause.Configuration);
    reassessPvd(pvd, Cause.Configuration);
  }
  recallLists();
}
