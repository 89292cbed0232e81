// One list of the store's record: whose it is, the names that its servers have to
// prove, and its endpoints.

import { Cursor } from "../bytes/cursor";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_CELLS, MAX_INTERFACE_NAME } from "../limits";
import { checkHostName, nameLength } from "../names/name";
import { findName } from "../names/table";
import { ADDRESS_SIZE, copyAddress, isMapped } from "../net/address";
import { specialRange } from "../net/special";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { ALL_CHANNELS, CALL_HOME, Channel, CHANGED, EndpointSlot, List, nextIn } from "../pools/endpoints";
import { MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { isAny, pvdDevice } from "../pools/pvds";
import { isMarked, MARKS_SIZE, networkMarks } from "../pools/marks";
import { Method, putText, textLength } from "../pools/settings";
import { dropKept, KEEP_MS, keepEndpoint, keepName, keptAt } from "../pools/shelf";
import { nowMs } from "../time/clock";

/** Ends the names, and then the endpoints, of a list. */
const LIST_END: u32 = 0xff;
/** Methods have numbers of their own in the store: 4 is DHCP, 5 DNS-SD, 6 S-NAPTR. */
const METHOD_BASE: u32 = Method.Dhcp - 4;
const RESOLVED: u32 = 1;
const SECURE: u32 = 2;
const KNOWN_CHANNELS: u32 = <u32>ALL_CHANNELS | <u32>CALL_HOME;

/** True if the published list of a cell is one to be kept: learnt from its network, and of a network that can be told from others. */
export function isStorable(cell: i32): bool {
  const method = cellAt(cell).method;
  if (isAny(cellPvd(cell)) || !isLearnt(method)) return false;
  return isMarked(networkMarks(cell)) && nextStored(cell, null) !== null;
}

/** The first published endpoint of a cell behind one of them (null: of all) that has an address, or null. */
export function nextStored(cell: i32, after: EndpointSlot | null): EndpointSlot | null {
  let slot = after;
  while ((slot = nextIn(cell, List.Published, slot))) {
    if (!(slot.channels & <u8>Channel.Waiting)) break;
  }
  return slot;
}

function isLearnt(method: u32): bool {
  return method == <u32>Method.Dhcp || method == <u32>Method.Dnssd || method == <u32>Method.Snaptr;
}

/** Writes the list of a cell, or a kept one, at an address: the address behind it. */
export function writeList(cell: i32, at: usize): usize {
  const isLive = cell < MAX_CELLS;
  const slot = cellAt(cell);
  const device = isLive ? pvdDevice(cellPvd(cell)) : keptAt(cell).device;
  const deviceSize = textLength(device) + 1;
  store<u8>(at, isLive ? cellFamily(cell) : keptAt(cell).family);
  store<u8>(at, slot.method - METHOD_BASE, 1);
  store<u8>(at, <u32>slot.resolved * RESOLVED | <u32>slot.secure * SECURE, 2);
  store<u16>(at, bswap(slot.order), 3, 1);
  memory.copy(at + 5, isLive ? networkMarks(cell) : keptAt(cell).marks, MARKS_SIZE);
  at += 5 + MARKS_SIZE;
  memory.copy(at, device, deviceSize);
  return writeEndpoints(cell, writeNames(cell, at + deviceSize));
}

function writeNames(cell: i32, at: usize): usize {
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    const name = findName(publishedHolder(cell, identity));
    if (!name) continue;
    const length = nameLength(name);
    store<u8>(at++, identity);
    memory.copy(at, name, length);
    at += length;
  }
  store<u8>(at, LIST_END);
  return at + 1;
}

function writeEndpoints(cell: i32, at: usize): usize {
  for (let slot: EndpointSlot | null = null; (slot = nextStored(cell, slot)); ) {
    store<u8>(at, slot.identity);
    store<u8>(at, slot.group, 1);
    store<u8>(at, slot.channels & ~CHANGED, 2);
    store<u16>(at, bswap(slot.port), 3, 1);
    copyAddress(at + 5, slot.address);
    at += 5 + ADDRESS_SIZE;
  }
  store<u8>(at, LIST_END);
  return at + 1;
}

// What the list that is read has said so far: whether it is of IPv4, its method, and a set of the identities that it named.
let isInet: bool = false;
let isLease: bool = false;
let named: u32 = 0;

/**
 * Reads one list; what is wrong with it is the cursor's fault.
 * @param cell - the number under which it is kept; 0: it is only checked
 */
export function readList(cursor: Cursor, cell: i32): void {
  readFacts(cursor, cell);
  readNames(cursor, cell);
  readEndpoints(cursor, cell);
  if (cell && cursor.failure) dropKept(cell);
}

function readFacts(cursor: Cursor, cell: i32): void {
  const family = cursor.u8();
  const method = cursor.u8() + METHOD_BASE;
  const flags = cursor.u8();
  const order = cursor.u16();
  const marks = cursor.take(MARKS_SIZE);
  const length = cursor.u8();
  const device = cursor.take(length);
  isInet = family == 0;
  isLease = method == <u32>Method.Dhcp;
  if (family > 1 || !isLearnt(method) || !isOrder(order) || length - 1 >= <u32>MAX_INTERFACE_NAME) cursor.fail(Code.StoreDamaged);
  if (!cell || cursor.failure) return;
  const slot = cellAt(cell);
  slot.published = method | ((flags & RESOLVED) << 16) | ((flags & SECURE) << 23);
  slot.order = <u16>order;
  const kept = keptAt(cell);
  kept.endMs = nowMs + KEEP_MS;
  kept.family = <u8>family;
  memory.copy(kept.marks, marks, MARKS_SIZE);
  putText(kept.device, device, length);
}

// Every protocol stands in the order once (pools/cells.ts).
function isOrder(order: u32): bool {
  let channels: u32 = order >> 15 << 8;
  for (let place = 0; place < 15; place += 3) channels |= 1 << (((order >> place) & 7) ^ 3);
  return channels == KNOWN_CHANNELS;
}

function readNames(cursor: Cursor, cell: i32): void {
  named = <u32>isLease;
  for (let identity: u32; (identity = cursor.u8()) != LIST_END && !cursor.failure; ) {
    const length = checkHostName(cursor.pointer, cursor.remaining);
    // A lease names one server at most.
    if (identity >= (isLease ? 1 : <u32>MAX_IDENTITIES) || isFault(length)) cursor.fail(Code.StoreDamaged);
    const name = cursor.take(length);
    if (cursor.failure) return;
    named |= 1 << identity;
    if (cell && !keepName(cell, identity, name, length)) cursor.fail(Code.PoolFull);
  }
}

function readEndpoints(cursor: Cursor, cell: i32): void {
  let count = 0;
  for (let identity: u32; (identity = cursor.u8()) != LIST_END && !cursor.failure; count++) {
    const group = cursor.u8();
    const channels = cursor.u8();
    const port = cursor.u16();
    const address = cursor.take(ADDRESS_SIZE);
    if (cursor.failure) return;
    if (!isPlace(address, channels, port) || identity >= <u32>MAX_IDENTITIES || !((named >> identity) & 1)) cursor.fail(Code.StoreDamaged);
    else if (cell && !keepEndpoint(cell, address, channels, port, group, identity)) cursor.fail(Code.PoolFull);
  }
  if (!count) cursor.fail(Code.StoreDamaged);
}

// May there be a server for these channels? Call Home has no default port.
function isPlace(address: usize, channels: u32, port: u32): bool {
  if (!channels || channels & ~KNOWN_CHANNELS || (!port && channels & CALL_HOME)) return false;
  return !specialRange(address) && (!isInet || isMapped(address));
}
