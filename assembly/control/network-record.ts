// The record of a network: what a provisioning domain is made of (RFC 7556 §3.1).

import { AddressScope } from "../abi";
import {
  addressElement,
  addressField,
  boolField,
  closeList,
  closeObject,
  listField,
  nameElement,
  nameField,
  nullField,
  numberField,
  openObject,
  prefixElement,
  prefixField,
  textField,
  wordField,
} from "../bytes/json";
import { equalNames } from "../names/name";
import { findName } from "../names/table";
import { isMapped, isUnspecified, maskAddress } from "../net/address";
import { commonBits } from "../net/policy";
import { cellAt, cellOf } from "../pools/cells";
import { delegationAt } from "../pools/delegations";
import { domainHolder, domainSection, END_DOMAIN, FIRST_DOMAIN, nextDomain } from "../pools/domains";
import { Holder, MAX_IDENTITIES } from "../pools/holders";
import { leaseAt } from "../pools/leases";
import { addressAt, addressCount } from "../pools/links";
import { NAT64_BITS, nat64Of } from "../pools/nat64";
import { prefixAt, prefixCount, PrefixKind } from "../pools/prefixes";
import { cellSection, familyDevice, isOnLink, isSectionOf, pvdDevice, pvdName, pvdSection } from "../pools/pvds";
import { resolverAt } from "../pools/resolvers";
import { ALL_FAMILIES, InterfaceSection, interfaceSectionAt, sectionNumber, textLength, textPointer } from "../pools/settings";
import { Word } from "../words.gen";

/** Most addresses of one record, most prefixes and most domains. */
const MAX_ADDRESSES_LISTED: i32 = 16;
const MAX_PREFIXES_LISTED: i32 = 48;
const MAX_DOMAINS_LISTED: i32 = 8;

/** Writes the `network` record of a provisioning domain. */
export function writeNetwork(pvd: i32): void {
  const section = pvdSection(pvd, ALL_FAMILIES);
  const number = section ? sectionNumber(changetype<usize>(section)) : -1;
  wordField(Word.Record, Word.Network);
  storedField(Word.Pvd, pvdName(pvd));
  storedField(Word.Interface, pvdDevice(pvd));
  const ipv4Device = familyDevice(pvd, 0);
  optionalField(Word.Ipv4Interface, ipv4Device == pvdDevice(pvd) ? 0 : ipv4Device);
  const id = section ? findName(Holder.PvdId + number) : 0;
  if (id) nameField(Word.PvdIdKey, id);
  else nullField(Word.PvdIdKey);
  boolField(Word.Up, (cellAt(cellOf(pvd, 0)).state | cellAt(cellOf(pvd, 1)).state) != 0);
  optionalField(Word.Isp, section ? section.isp : 0);
  routingFields(section);
  boolField(Word.SharedAddressKey, section !== null && section.sharedAddress);
  const nat64 = nat64Of(pvd);
  if (nat64) prefixField(Word.Nat64, nat64, NAT64_BITS);
  else nullField(Word.Nat64);
  listField(Word.Addresses);
  addressElements(pvd);
  closeList();
  listField(Word.Prefixes);
  prefixElements(pvd);
  closeList();
  wordField(Word.PrefixKind, <Word>(Word.Pa + (section ? <i32>section.providerIndependent : 0)));
  listField(Word.Resolvers);
  resolverElements(pvd, number);
  closeList();
  listField(Word.Routers);
  for (let family = 0; family < 2; family++) {
    const lease = leaseAt(cellOf(pvd, family));
    if (lease.isHeld && !isUnspecified(lease.router)) addressElement(lease.router);
  }
  closeList();
  listField(Word.Domains);
  domainElements(cellOf(pvd, <i32>(section !== null && !cellSection(cellOf(pvd, 0)))));
  closeList();
  optionalField(Word.CredentialsRef, section ? section.credentials : 0);
}

/** Writes `"mark":…,"table":…` of a section. */
export function routingFields(section: InterfaceSection | null): void {
  positiveField(Word.Mark, section ? section.mark : 0);
  positiveField(Word.Table, section ? section.table : 0);
}

function positiveField(name: Word, value: u32): void {
  if (value) numberField(name, value);
  else nullField(name);
}

const NETWORK: usize = memory.data(16, 8);

/** Writes the prefixes of a network's own links, then those that were delegated and those of its sections, as elements of a list. */
export function prefixElements(pvd: i32): void {
  let listed = 0;
  for (let i = 0; i < addressCount() && listed < MAX_PREFIXES_LISTED; i++) {
    const slot = addressAt(i);
    if (slot.scope != <u8>AddressScope.Global || !isOnLink(pvd, slot) || sharesPrefix(i)) continue;
    maskAddress(NETWORK, slot.address, slot.prefixLength);
    prefixElement(NETWORK, slot.prefixLength);
    listed++;
  }
  for (let i = 0; i < prefixCount() && listed < MAX_PREFIXES_LISTED; i++) {
    const slot = prefixAt(i);
    const isConfigured = slot.kind == <u8>PrefixKind.Configured && isSectionOf(interfaceSectionAt(slot.owner), pvd);
    if (!isConfigured && !delegationAt(i, pvd)) continue;
    prefixElement(slot.address, slot.length);
    listed++;
  }
}

// True if an address before this one is of the same link and the same prefix.
function sharesPrefix(index: i32): bool {
  const slot = addressAt(index);
  const bits = <i32>slot.prefixLength;
  while (--index >= 0) {
    const other = addressAt(index);
    if (other.ifindex != slot.ifindex || <i32>other.prefixLength != bits || other.scope != slot.scope) continue;
    if (commonBits(slot.address, other.address, bits) == bits) return true;
  }
  return false;
}

function addressElements(pvd: i32): void {
  let listed = 0;
  for (let i = 0; i < addressCount() && listed < MAX_ADDRESSES_LISTED; i++) {
    const slot = addressAt(i);
    if (slot.scope != <u8>AddressScope.Global || !isOnLink(pvd, slot)) continue;
    addressElement(slot.address);
    listed++;
  }
}

function resolverElements(pvd: i32, section: i32): void {
  for (let index = 0; ; index++) {
    const resolver = resolverAt(pvd, section, index);
    if (!resolver) return;
    openObject();
    addressField(Word.Address, resolver.address);
    numberField(Word.Port, resolver.port);
    closeObject();
  }
}

// In the order in which they are searched; what both leases name is there once.
function domainElements(cell: i32): void {
  const section = domainSection(cell);
  let last: usize = 0;
  let listed = 0;
  for (let place = FIRST_DOMAIN; listed < MAX_DOMAINS_LISTED; place++) {
    place = nextDomain(cell, section, place, 0);
    if (place >= END_DOMAIN) return;
    const name = findName(domainHolder(cell, place % MAX_IDENTITIES));
    if (last && equalNames(last, name)) continue;
    last = name;
    nameElement(name);
    listed++;
  }
}

/** Writes a stored text. */
export function storedField(name: Word, text: usize): void {
  textField(name, textPointer(text), textLength(text));
}

/** Writes a stored text, or null for an empty one or for none. */
export function optionalField(name: Word, text: usize): void {
  if (text && textLength(text)) storedField(name, text);
  else nullField(name);
}
