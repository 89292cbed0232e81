// The record of one peer (requirements §5.1), and of one that still waits for
// its addresses.

import { NO_DEADLINE } from "../abi";
import {
  addressElement,
  addressField,
  boolField,
  closeList,
  closeObject,
  hexField,
  labelField,
  listField,
  nameField,
  nullField,
  numberedField,
  numberField,
  openObject,
  prefixElement,
  wordField,
} from "../bytes/json";
import { Code } from "../codes";
import { FIRST_SECTION, groupOf } from "../discovery/selection";
import { findName } from "../names/table";
import { authorityWord, endOf, methodWord } from "../mechanisms/registry";
import { isMapped, setMapped } from "../net/address";
import { isLinkLocal } from "../net/special";
import { HOST_BITS } from "../net/text";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { Channel, EndpointSlot, NO_ADDRESS } from "../pools/endpoints";
import { Holder, publishedHolder } from "../pools/holders";
import { addressAt, addressCount } from "../pools/links";
import { ownAddressOf } from "../pools/nat64";
import { prefixAt, prefixCount, PrefixKind } from "../pools/prefixes";
import { ANY_PVD, cellSection, familyDevice, familyLink, homeOf, isAny, pvdName } from "../pools/pvds";
import { LAST_SERVER_METHOD, Method, serverSectionAt, textLength } from "../pools/settings";
import { nowMs } from "../time/clock";
import { findReport, Report, reportWord } from "../pools/reports";
import { OFFERED, rateSource } from "../pools/sources";
import { Word } from "../words.gen";
import { optionalField, prefixElements, routingFields, storedField } from "./network-record";
import { warningElements } from "./warnings";
import { isCallHomeRow, rankOf, rowCell, rowChannel, rowEndpoint, rowId, rowPort } from "./rows";

/** Most addresses that one record lists. */
const MAX_LISTED: i32 = 16;

/** Writes `"pvd":…,"interface":…`; the interface is the one that carries the family. */
export function networkFields(pvd: i32, inet6: i32): void {
  if (isAny(pvd)) wordField(Word.Pvd, Word.Any);
  else storedField(Word.Pvd, pvdName(pvd));
  if (pvd == ANY_PVD) nullField(Word.Interface);
  else storedField(Word.Interface, familyDevice(pvd, inet6));
}

/** Writes `"pvd":…,"interface":…,"family":…` of a cell. */
export function cellFields(cell: i32): void {
  networkFields(cellPvd(cell), cellFamily(cell));
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
  const id = rowId(row);
  hexField(Word.Id, id);
  wordField(Word.Role, isCallHomeRow(row) ? Word.CallHomeClient : Word.Server);
  networkFields(cellPvd(cell), isWaiting ? cellFamily(cell) : <i32>!isMapped(endpoint.address));
  if (isWhole) boolField(Word.Bind, cellPvd(cell) != ANY_PVD);
  if (isWaiting) familyField(cellFamily(cell));
  else placeFields(row);
  if (!isWhole) return;
  if (isWaiting) numberField(Word.Reason, Code.WaitingForDns);
  else numberField(Word.Rank, rankOf(row));
  identityFields(cell, endpoint);
  if (!isWaiting) reachFields(cell, endpoint);
  const credentials = credentialsOf(cell, endpoint);
  optionalField(Word.CredentialsRef, credentials);
  lifeFields(cell);
  if (isWaiting) return;
  listField(Word.Warnings);
  warningElements(cell, endpoint, credentials != 0);
  closeList();
  reportFields(id);
}

function placeFields(row: i32): void {
  const endpoint = rowEndpoint(row);
  const channel = rowChannel(row);
  familyField(<i32>!isMapped(endpoint.address));
  addressField(Word.Address, endpoint.address);
  numberField(Word.ScopeId, scopeOf(rowCell(row), endpoint));
  wordField(Word.Channel, <Word>(Word.Signal + <i32>(channel == Channel.DataTcp)));
  wordField(Word.Transport, <Word>(Word.Udp + <i32>!(channel & (Channel.SignalUdp | Channel.CallHomeUdp))));
  numberField(Word.Port, rowPort(row));
}

// A link-local address means something on its own link only (R-33, E-35).
function scopeOf(cell: i32, endpoint: EndpointSlot): u32 {
  const link = familyLink(cellPvd(cell), 1);
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
  else addressField(Word.Value, ownAddressOf(cellPvd(cell), endpoint.address));
  closeObject();
  closeList();
  // RFC 6066 §3: no address literals in SNI.
  if (name) nameField(Word.Sni, name);
  else nullField(Word.Sni);
  const channel = method == Method.Dhcp ? findName(Holder.LeaseChannel + cell) : 0;
  if (channel) labelField(Word.Method, Word.Provisioned, channel);
  else wordField(Word.Method, method == Method.Dhcp ? <Word>(Word.Dhcpv4 + cellFamily(cell)) : methodWord(method));
  wordField(Word.Authority, authorityOf(cell));
}

function reachFields(cell: i32, endpoint: EndpointSlot): void {
  const pvd = homeOf(cellPvd(cell));
  listField(Word.SourceCandidates);
  sourceElements(pvd, endpoint.address);
  closeList();
  listField(Word.Prefixes);
  const group = groupOf(endpoint);
  if (group < FIRST_SECTION) prefixElements(pvd);
  else prefixesOfSection(group - FIRST_SECTION);
  closeList();
  const section = cellSection(cell);
  wordField(Word.PrefixKind, <Word>(Word.Pa + (section ? <i32>section.providerIndependent : 0)));
  routingFields(section);
}

// Who stands behind the addresses.
function authorityOf(cell: i32): Word {
  const slot = cellAt(cell);
  if (slot.resolved) return slot.secure ? Word.DnsSecure : Word.Dns;
  const method = <Method>slot.method;
  return method == Method.Dhcp && findName(Holder.LeaseChannel + cell) ? Word.Provisioned : authorityWord(method);
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
const MAX_PREFIXES_LISTED: i32 = 48;

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

/** The configured name of a key set for an endpoint, a stored text; 0: there is none. */
export function credentialsOf(cell: i32, endpoint: EndpointSlot): usize {
  let text: usize = 0;
  if (cellAt(cell).method <= <u8>LAST_SERVER_METHOD) text = serverSectionAt(endpoint.identity).credentials;
  const section = cellSection(cell);
  if ((!text || !textLength(text)) && section) text = section.credentials;
  return text && textLength(text) ? text : 0;
}

function lifeFields(cell: i32): void {
  const slot = cellAt(cell);
  endField(Word.ValidForS, cell, endOf(<Method>slot.method, cell));
  boolField(Word.Stale, slot.stale);
}

// What a client reported of the row, as far as it still counts.
function reportFields(id: u64): void {
  const report = findReport(id);
  const kind = report ? <i32>report.kind : Report.Ok;
  if (kind < Report.ConnectFailed) nullField(Word.Failure);
  else wordField(Word.Failure, reportWord(kind));
  if (kind != Report.Redirected) nullField(Word.RedirectedForS);
  else numberField(Word.RedirectedForS, (report!.endMs - nowMs) / 1000);
}

/** Writes the seconds until the first of a deadline and of the end of the records that the list came from; `null` without either. */
export function endField(name: Word, cell: i32, deadlineMs: i64): void {
  const slot = cellAt(cell);
  // As an unsigned number, NO_DEADLINE is later than any other.
  if (slot.resolved) deadlineMs = <i64>min(<u64>deadlineMs, <u64>(nowMs + <i32>(slot.endMs - <u32>nowMs)));
  if (deadlineMs == NO_DEADLINE) nullField(name);
  else numberField(name, max<i64>(deadlineMs - nowMs, 0) / 1000);
}
