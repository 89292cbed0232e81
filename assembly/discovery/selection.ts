// Whose servers protect a target: those of the network that the target's addresses are
// from, and no others. A function of the pools alone: it keeps and sends nothing.
//
// The answer is a set of groups of servers. A network's servers are one group, whose bit is
// its provisioning domain; a `server` section that says what it protects, or that has no
// interface, is a group of its own.

import { AddressScope } from "../abi";
import { Code } from "../codes";
import { MAX_CELLS, MAX_PVDS } from "../limits";
import { isMapped } from "../net/address";
import { isSamePrefix } from "../net/policy";
import { isLocal, specialRange } from "../net/special";
import { HOST_BITS } from "../net/text";
import { cellAt, cellPvd } from "../pools/cells";
import { ALL_CHANNELS, endpointAt, endpointCount, EndpointSlot, List } from "../pools/endpoints";
import { addressAt, addressCount, findLink } from "../pools/links";
import { prefixAt, prefixCount, PrefixKind, protectors } from "../pools/prefixes";
import { ANY_PVD, findPvd, homeOf, isAny, isSectionOf, pvdCount, pvdExists, pvdSection } from "../pools/pvds";
import {
  InterfaceAt,
  InterfaceSection,
  interfaceSectionAt,
  interfaceSectionCount,
  isText,
  manualReplaces,
  Method,
  textLength,
  textPointer,
} from "../pools/settings";

/** In place of a provisioning domain: all of them. */
export const EVERY_PVD: i32 = -1;

/** Bit number of the first `server` section's group. */
export const FIRST_SECTION: i32 = MAX_PVDS;

/** Why the last target has no group, a `Code`. */
export let reason: i32 = 0;

/** The network that the selection is limited to, or `EVERY_PVD`. */
let only: i32 = EVERY_PVD;
/** Groups that have a server that could be asked. */
let reachable: u32 = 0;
/** Those of servers by hand that belong to no network and protect whatever nobody else does (A-11a). */
let general: u32 = 0;

/** The bit number of the group of a published endpoint. */
export function groupOf(endpoint: EndpointSlot): i32 {
  const cell = endpoint.cell;
  const pvd = cellPvd(cell);
  const isOfSection = cellAt(cell).method <= <u8>Method.DefaultRouter;
  if (isOfSection && (isAny(pvd) || (protectors >> endpoint.identity) & 1)) return FIRST_SECTION + endpoint.identity;
  return pvd;
}

/** Before the first target of a request, and whenever the published lists have changed. */
export function beginSelection(network: i32): void {
  only = network;
  reachable = general = 0;
  for (let i = 0; i < endpointCount(); i++) {
    const endpoint = endpointAt(i);
    if (endpoint.list != <u8>List.Published || <i32>endpoint.cell >= MAX_CELLS || !(endpoint.channels & ALL_CHANNELS)) continue;
    const pvd = cellPvd(endpoint.cell);
    const group = groupOf(endpoint);
    if (only < 0 || homeOf(pvd) == only) reachable |= 1 << group;
    if (isAny(pvd) && group >= FIRST_SECTION && !((protectors >> (group - FIRST_SECTION)) & 1)) general |= 1 << group;
  }
}

// What the pools say of the target at hand.
let target: usize = 0;
let targetLength: i32 = 0;
/** The longest prefix that holds it, of those that somebody was given; -1: none. */
let longest: i32 = -1;
/** The networks that have this prefix. */
let owners: u32 = 0;
/** It is the site's own. */
let isOwn: bool = false;
/** A prefix that somebody was given is a part of the target. */
let isWider: bool = false;
/** The same of what servers by hand protect: the longest, whose it is, and all of them that hold the target. */
let longestProtected: i32 = -1;
let keepers: u32 = 0;
let allKeepers: u32 = 0;

/**
 * The groups whose servers protect a target, as a set of bits; 0: none, and `reason` says why.
 * @param length - of the target's prefix; the bits behind it are zero
 * @param isGateway - nobody is asked for what nobody owns
 */
export function selectGroups(address: usize, length: i32, isGateway: bool): u32 {
  target = address;
  targetLength = length;
  reason = specialTarget();
  if (reason) return 0;
  longest = longestProtected = -1;
  owners = keepers = allKeepers = 0;
  isOwn = isWider = false;
  weighAddresses();
  weighPrefixes();
  if (longest < 0 && !allKeepers) return groupsForNobody(isGateway);
  return isOwn && longest >= longestProtected ? groupsForOwn() : groupsOfOwners();
}

// What no mitigation can be asked for; 0.0.0.0/0 and ::/0 are only too wide.
function specialTarget(): i32 {
  const range = specialRange(target);
  const isEverything = targetLength == (isMapped(target) ? HOST_BITS - 32 : 0);
  return range && isEverything ? 0 : range;
}

function weighAddresses(): void {
  for (let i = 0; i < addressCount(); i++) {
    const slot = addressAt(i);
    if (slot.scope != <u8>AddressScope.Global || !isRelated(slot.address, slot.prefixLength)) continue;
    const link = findLink(slot.ifindex);
    const pvd = link ? findPvd(link.name, link.nameLength) : -1;
    if (pvd >= 0) weigh(pvd, slot.prefixLength, isProviderIndependent(pvd));
  }
}

function weighPrefixes(): void {
  for (let i = 0; i < prefixCount(); i++) {
    const slot = prefixAt(i);
    if (!isRelated(slot.address, slot.length)) continue;
    const owner = <i32>slot.owner;
    if (slot.kind == <u8>PrefixKind.Protected) weighProtected(owner, slot.length);
    else if (slot.kind != <u8>PrefixKind.Configured) weigh(owner, slot.length, isProviderIndependent(owner));
    else weigh(pvdOf(interfaceSectionAt(owner)), slot.length, interfaceSectionAt(owner).providerIndependent != 0);
  }
}

/** True if one of the target and a prefix is a part of the other. */
function isRelated(prefix: usize, length: i32): bool {
  return isSamePrefix(prefix, target, min(length, targetLength));
}

function isProviderIndependent(pvd: i32): bool {
  const section = pvdSection(pvd, 1 << <i32>!isMapped(target));
  return section !== null && section.providerIndependent != 0;
}

// The network of an `interface` section, or -1 while there is none.
function pvdOf(section: InterfaceSection): i32 {
  let pvd = MAX_PVDS - 1;
  while (pvd > ANY_PVD && !(pvdExists(pvd) && isSectionOf(section, pvd))) pvd--;
  return pvd > ANY_PVD ? pvd : -1;
}

// The site's own prefixes are the same on every link.
function weigh(pvd: i32, length: i32, isIndependent: bool): void {
  if (only >= 0 && pvd != only && !isIndependent) return;
  if (length > targetLength) {
    isWider = true;
    return;
  }
  if (length < longest) return;
  if (length > longest) {
    longest = length;
    owners = 0;
    isOwn = false;
  }
  if (pvd >= 0) owners |= 1 << pvd;
  if (isIndependent) isOwn = true;
}

// A section without a server protects nothing.
function weighProtected(section: i32, length: i32): void {
  const group = (1 << (FIRST_SECTION + section)) & reachable;
  if (!group || length > targetLength) return;
  allKeepers |= group;
  if (length < longestProtected) return;
  if (length > longestProtected) keepers = 0;
  longestProtected = length;
  keepers |= group;
}

function groupsForNobody(isGateway: bool): u32 {
  if (isWider) reason = Code.WiderThanPrefixes;
  else if (only >= 0) reason = Code.OtherNetwork;
  else if (isLocal(target)) reason = Code.NotAssigned;
  else if (!general || isGateway) reason = Code.NoOwner;
  else return general;
  return 0;
}

// All in parallel, but for those that the configuration leaves out.
function groupsForOwn(): u32 {
  let groups = allKeepers;
  let pvd = ANY_PVD + 1;
  do {
    if (takesOwnTargets(pvd)) groups |= reachable & (1 << pvd);
  } while (++pvd < MAX_PVDS);
  if (only < 0 || isForEveryNetwork()) groups |= general;
  if (!groups) reason = Code.OwnerWithoutServer;
  return groups;
}

function takesOwnTargets(pvd: i32): bool {
  for (let i = 0; i < interfaceSectionCount(); i++) {
    const section = interfaceSectionAt(i);
    if (!section.takesOwnTargets && isSectionOf(section, pvd)) return false;
  }
  return true;
}

function groupsOfOwners(): u32 {
  if (longest >= longestProtected && !isOneProvider(owners)) {
    reason = Code.SeveralOwners;
    return 0;
  }
  let groups = longest >= longestProtected ? owners & reachable : 0;
  if (!groups || longestProtected >= longest) groups |= keepers;
  if (!groups) groups = providerGroups();
  if (!groups && isForEveryNetwork()) groups = general;
  if (!groups) reason = Code.OwnerWithoutServer;
  return groups;
}

// A server without an interface stands for the only network's, or for every one's.
function isForEveryNetwork(): bool {
  return manualReplaces || pvdCount() == 1;
}

// The servers of one provider coordinate, over whichever link they are reached.
function providerGroups(): u32 {
  let groups: u32 = 0;
  let pvd = ANY_PVD + 1;
  do {
    const group = reachable & (1 << pvd);
    if (group && owners && isOneProvider(owners | group)) groups |= group;
  } while (++pvd < MAX_PVDS);
  return groups;
}

/** True if no two of a set of networks are of different providers. */
function isOneProvider(networks: u32): bool {
  const first = <i32>ctz(networks);
  for (let rest = networks & (networks - 1); rest; rest &= rest - 1) {
    const other = <i32>ctz(rest);
    if (!isSameText(first, other, InterfaceAt.Isp) && !isSameText(first, other, InterfaceAt.Credentials)) return false;
  }
  return true;
}

function isSameText(pvd: i32, other: i32, place: i32): bool {
  const text = textOf(pvd, place);
  const second = textOf(other, place);
  return text != 0 && second != 0 && isText(text, textPointer(second), textLength(second));
}

// The first text that the sections of a network have at a place, or 0.
function textOf(pvd: i32, place: i32): usize {
  for (let i = 0; i < interfaceSectionCount(); i++) {
    const section = interfaceSectionAt(i);
    const text = changetype<usize>(section) + place;
    if (textLength(text) && isSectionOf(section, pvd)) return text;
  }
  return 0;
}
