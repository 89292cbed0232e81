// The record of one peer (requirements §5.1), and of one that still waits for
// its addresses.

import { AddressScope, NO_DEADLINE } from "../abi";
import {
  addressElement,
  addressField,
  boolField,
  closeList,
  closeObject,
  hexField,
  listField,
  nameField,
  nullField,
  numberedField,
  numberField,
  openObject,
  prefixElement,
  textField,
  wordField,
} from "../bytes/json";
import { HASH_START, mixOctets } from "../bytes/text";
import { Code } from "../codes";
import { FIRST_SECTION, groupOf } from "../discovery/selection";
import { findName } from "../names/table";
import { authorityWord, endOf, methodWord } from "../mechanisms/registry";
import { isMapped, maskAddress, setMapped } from "../net/address";
import { commonBits } from "../net/policy";
import { isLinkLocal } from "../net/special";
import { HOST_BITS } from "../net/text";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { Channel, defaultPort, EndpointSlot, NO_ADDRESS } from "../pools/endpoints";
import { delegationAt } from "../pools/delegations";
import { publishedHolder } from "../pools/holders";
import { addressAt, addressCount } from "../pools/links";
import { prefixAt, prefixCount, PrefixKind } from "../pools/prefixes";
import { ANY_PVD, cellSection, isSectionOf, pvdDevice, pvdLink, pvdName } from "../pools/pvds";
import { interfaceSectionAt, LAST_SERVER_METHOD, Method, serverSectionAt, textLength, textPointer } from "../pools/settings";
import { nowMs } from "../time/clock";
import { OFFERED, rateSource } from "../pools/sources";
import { Word } from "../words.gen";
import { isCallHomeRow, rankOf, rowCell, rowChannel, rowEndpoint } from "./rows";

/** Most addresses that one record lists, and most prefixes. */
const MAX_LISTED: i32 = 16;
const MAX_PREFIXES_LISTED: i32 = 48;

/** Writes `"pvd":…,"interface":…` of a cell. */
export function networkFields(cell: i32): void {
  const pvd = cellPvd(cell);
  if (pvd == ANY_PVD) {
    wordField(Word.Pvd, Word.Any);
    nullField(Word.Interface);
    return;
  }
  storedField(Word.Pvd, pvdName(pvd));
  storedField(Word.Interface, pvdDevice(pvd));
}

/** Writes `"pvd":…,"interface":…,"family":…` of a cell. */
export function cellFields(cell: i32): void {
  networkFields(cell);
  familyField(cellFamily(cell));
}

function familyField(family: i32): void {
  wordField(Word.Family, <Word>(Word.Inet + family));
}

/**
 * Writes the record of a row; of one that was removed, what tells it apart.
 * @param event - put in front, if it is not negative
 */
export function writeRow(row: i32, event: i32): void {
  const cell = rowCell(row);
  const endpoint = rowEndpoint(row);
  const isWaiting = rowChannel(row) == Channel.Waiting;
  const isWhole = event != Word.Removed;
  if (event >= 0) wordField(Word.Event, <Word>event);
  wordField(Word.Record, <Word>(Word.Peer + <i32>isWaiting));
  hexField(Word.Id, rowId(row));
  wordField(Word.Role, isCallHomeRow(row) ? Word.CallHomeClient : Word.Server);
  networkFields(cell);
  if (isWhole) boolField(Word.Bind, cellPvd(cell) != ANY_PVD);
  if (isWaiting) familyField(cellFamily(cell));
  else placeFields(row);
  if (!isWhole) return;
  if (isWaiting) numberField(Word.Reason, Code.WaitingForDns);
  else numberField(Word.Rank, rankOf(row));
  identityFields(cell, endpoint);
  if (!isWaiting) reachFields(cell, endpoint);
  credentialsField(cell, endpoint);
  lifeFields(cell);
}

function portOf(endpoint: EndpointSlot, channel: Channel): i32 {
  return endpoint.port ? endpoint.port : defaultPort(channel);
}

function placeFields(row: i32): void {
  const endpoint = rowEndpoint(row);
  const channel = rowChannel(row);
  familyField(<i32>!isMapped(endpoint.address));
  addressField(Word.Address, endpoint.address);
  numberField(Word.ScopeId, scopeOf(rowCell(row), endpoint));
  wordField(Word.Channel, <Word>(Word.Signal + <i32>(channel == Channel.DataTcp)));
  wordField(Word.Transport, <Word>(Word.Udp + <i32>!(channel & (Channel.SignalUdp | Channel.CallHomeUdp))));
  numberField(Word.Port, portOf(endpoint, channel));
}

// A link-local address means something on its own link only (R-33, E-35).
function scopeOf(cell: i32, endpoint: EndpointSlot): u32 {
  const link = pvdLink(cellPvd(cell));
  return link && isLinkLocal(endpoint.address) && !isMapped(endpoint.address) ? link.ifindex : 0;
}

function identityFields(cell: i32, endpoint: EndpointSlot): void {
  const method = <Method>cellAt(cell).method;
  if (method <= Method.Anycast) storedField(Word.ServerGroup, serverSectionAt(endpoint.group).label);
  else numberedField(Word.ServerGroup, methodWord(method), endpoint.group + 1);
  const name = findName(publishedHolder(cell, endpoint.identity));
  listField(Word.ReferenceIds);
  openObject();
  wordField(Word.Type, <Word>(Word.IpId + <i32>(name != 0)));
  if (name) nameField(Word.Value, name);
  else addressField(Word.Value, endpoint.address);
  closeObject();
  closeList();
  // RFC 6066 §3: no address literals in SNI.
  if (name) nameField(Word.Sni, name);
  else nullField(Word.Sni);
  wordField(Word.Method, method == Method.Dhcp ? <Word>(Word.Dhcpv4 + cellFamily(cell)) : methodWord(method));
  wordField(Word.Authority, authorityOf(cell));
}

function reachFields(cell: i32, endpoint: EndpointSlot): void {
  const pvd = cellPvd(cell);
  listField(Word.SourceCandidates);
  sourceElements(pvd, endpoint.address);
  closeList();
  listField(Word.Prefixes);
  const group = groupOf(endpoint);
  if (group < FIRST_SECTION) prefixesOfNetwork(pvd);
  else prefixesOfSection(group - FIRST_SECTION);
  closeList();
  const section = cellSection(cell);
  wordField(Word.PrefixKind, <Word>(Word.Pa + (section ? <i32>section.providerIndependent : 0)));
}

// Who stands behind the addresses.
function authorityOf(cell: i32): Word {
  const slot = cellAt(cell);
  if (slot.resolved) return slot.secure ? Word.DnsSecure : Word.Dns;
  return authorityWord(<Method>slot.method);
}

// The best first (RFC 6724 §5, R-93).
function sourceElements(pvd: i32, peer: usize): void {
  let listed = 0;
  for (let last = i32.MAX_VALUE; listed < MAX_LISTED; ) {
    let next = OFFERED - 1;
    for (let i = 0; i < addressCount(); i++) {
      const rate = rateSource(addressAt(i), pvd, peer);
      if (rate < last && rate > next) next = rate;
    }
    if (next < OFFERED) return;
    last = next;
    for (let i = 0; i < addressCount() && listed < MAX_LISTED; i++) {
      if (rateSource(addressAt(i), pvd, peer) != last) continue;
      addressElement(addressAt(i).address);
      listed++;
    }
  }
}

const NETWORK: usize = memory.data(16, 8);

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

// Those of the network's own link, then those that were delegated, then those of its sections.
function prefixesOfNetwork(pvd: i32): void {
  const link = pvdLink(pvd);
  let listed = 0;
  for (let i = 0; i < addressCount() && listed < MAX_PREFIXES_LISTED && link; i++) {
    const slot = addressAt(i);
    if (slot.ifindex != link.ifindex || slot.scope != <u8>AddressScope.Global || sharesPrefix(i)) continue;
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

// What a server by hand protects, which may be everything (A-11a).
function prefixesOfSection(section: i32): void {
  let listed = 0;
  for (let i = 0; i < prefixCount() && listed < MAX_PREFIXES_LISTED; i++) {
    const slot = prefixAt(i);
    if (!slot.isOf(PrefixKind.Protected, section)) continue;
    prefixElement(slot.address, slot.length);
    listed++;
  }
  if (listed) return;
  setMapped(NETWORK, NO_ADDRESS);
  prefixElement(NETWORK, HOST_BITS - 32);
  prefixElement(NO_ADDRESS, 0);
}

function credentialsField(cell: i32, endpoint: EndpointSlot): void {
  let text: usize = 0;
  if (cellAt(cell).method <= <u8>LAST_SERVER_METHOD) text = serverSectionAt(endpoint.identity).credentials;
  const section = cellSection(cell);
  if ((!text || !textLength(text)) && section) text = section.credentials;
  if (text && textLength(text)) storedField(Word.CredentialsRef, text);
  else nullField(Word.CredentialsRef);
}

function lifeFields(cell: i32): void {
  const slot = cellAt(cell);
  endField(Word.ValidForS, cell, endOf(<Method>slot.method, cell));
  boolField(Word.Stale, slot.stale);
}

/** Writes the seconds until the first of a deadline and of the end of the records that the list came from; `null` without either. */
export function endField(name: Word, cell: i32, deadlineMs: i64): void {
  const slot = cellAt(cell);
  // As an unsigned number, NO_DEADLINE is later than any other.
  if (slot.resolved) deadlineMs = <i64>min(<u64>deadlineMs, <u64>(nowMs + <i32>(slot.endMs - <u32>nowMs)));
  if (deadlineMs == NO_DEADLINE) nullField(name);
  else numberField(name, max<i64>(deadlineMs - nowMs, 0) / 1000);
}

/** Writes a stored text. */
export function storedField(name: Word, text: usize): void {
  textField(name, textPointer(text), textLength(text));
}

const NUMBER: usize = memory.data(2);

function hashNumber(hash: u64, value: i32): u64 {
  store<u16>(NUMBER, value, 0, 1);
  return mixOctets(hash, NUMBER, 2);
}

/** What tells a row apart. Stable over restarts: FNV-1a of the device, the cell's family and the place. */
export function rowId(row: i32): u64 {
  const cell = rowCell(row);
  const endpoint = rowEndpoint(row);
  const device = pvdDevice(cellPvd(cell));
  let hash = mixOctets(HASH_START, textPointer(device), textLength(device));
  hash = hashNumber(hash, cellFamily(cell));
  hash = mixOctets(hash, endpoint.address, 16);
  hash = hashNumber(hash, portOf(endpoint, rowChannel(row)));
  // Names that wait have no address to tell them apart.
  if (rowChannel(row) == Channel.Waiting) hash = hashNumber(hash, endpoint.identity);
  return hashNumber(hash, rowChannel(row));
}
