// One list of the store's record: whose it is, the names that its servers have to
// prove, and its endpoints.

import { Cursor } from "../bytes/cursor";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_CELLS, MAX_INTERFACE_NAME } from "../limits";
import { checkHostName, nameLength } from "../names/name";
import { findName, setName } from "../names/table";
import { ADDRESS_SIZE, copyAddress } from "../net/address";
import { specialRange } from "../net/special";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { ALL_CHANNELS, CALL_HOME, Channel, CHANGED, EndpointSlot, List, nextIn } from "../pools/endpoints";
import { MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { ANY_PVD, pvdDevice } from "../pools/pvds";
import { isMarked, MARKS_SIZE, networkMarks } from "../pools/marks";
import { Method, putText, textLength } from "../pools/settings";
import { dropKept, keepEndpoint, keptAt, obtainKept } from "../pools/shelf";

/** Ends the names, and then the endpoints, of a list. */
const LIST_END: u32 = 0xff;
const RESOLVED: u32 = 1;
const SECURE: u32 = 2;
const KNOWN_CHANNELS: u32 = <u32>ALL_CHANNELS | <u32>CALL_HOME;

/** True if the published list of a cell is one to be kept: learnt from its network, and of a network that can be told from others. */
export function isStorable(cell: i32): bool {
  const method = cellAt(cell).method;
  if (cellPvd(cell) == ANY_PVD || !isLearnt(method)) return false;
  return isMarked(networkMarks(cell)) && nextIn(cell, List.Published, null) !== null;
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
  store<u8>(at, slot.method, 1);
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
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Published, slot)); ) {
    const channels: u32 = slot.channels & ~CHANGED;
    if (channels & Channel.Waiting) continue;
    store<u8>(at, slot.identity);
    store<u8>(at, slot.group, 1);
    store<u8>(at, channels, 2);
    store<u16>(at, bswap(slot.port), 3, 1);
    copyAddress(at + 5, slot.address);
    at += 5 + ADDRESS_SIZE;
  }
  store<u8>(at, LIST_END);
  return at + 1;
}

/** Reads one list onto the shelf; what is wrong with it is the cursor's fault, and the list is not kept. */
export function readList(cursor: Cursor): void {
  const cell = obtainKept();
  readFacts(cursor, cell);
  readNames(cursor, cell);
  readEndpoints(cursor, cell);
  if (cursor.failure) dropKept(cell);
}

function readFacts(cursor: Cursor, cell: i32): void {
  const kept = keptAt(cell);
  const slot = cellAt(cell);
  const family = cursor.u8();
  const method = cursor.u8();
  if (family > 1 || !isLearnt(method)) cursor.fail(Code.StoreDamaged);
  const flags = cursor.u8();
  kept.family = <u8>family;
  slot.published = method | ((flags & RESOLVED) << 16) | ((flags & SECURE) << 23);
  slot.order = <u16>cursor.u16();
  const marks = cursor.take(MARKS_SIZE);
  const length = cursor.u8();
  if (length > <u32>MAX_INTERFACE_NAME) cursor.fail(Code.StoreDamaged);
  const device = cursor.take(length);
  if (cursor.failure) return;
  memory.copy(kept.marks, marks, MARKS_SIZE);
  putText(kept.device, device, length);
}

function readNames(cursor: Cursor, cell: i32): void {
  for (let identity: u32; (identity = cursor.u8()) != LIST_END && !cursor.failure; ) {
    const length = checkHostName(cursor.pointer, cursor.remaining);
    if (identity >= <u32>MAX_IDENTITIES || isFault(length)) cursor.fail(Code.StoreDamaged);
    else if (!setName(publishedHolder(cell, identity), cursor.take(length), length)) cursor.fail(Code.PoolFull);
  }
}

function readEndpoints(cursor: Cursor, cell: i32): void {
  for (let identity: u32; (identity = cursor.u8()) != LIST_END && !cursor.failure; ) {
    const group = cursor.u8();
    const channels = cursor.u8();
    const port = cursor.u16();
    const address = cursor.take(ADDRESS_SIZE);
    if (cursor.failure) return;
    if (identity >= <u32>MAX_IDENTITIES || !channels || channels & ~KNOWN_CHANNELS || specialRange(address)) cursor.fail(Code.StoreDamaged);
    else if (!keepEndpoint(cell, address, channels, port, group, identity)) cursor.fail(Code.PoolFull);
  }
}
