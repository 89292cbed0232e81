// Listening to multicast DNS and asking it (RFC 6762 §5.2): a socket for each cell
// that has come to the method or lives by it. When a record is asked for again follows
// from the record and from when the last message was sent, so nothing is kept for it.

import { DatagramInput, LogLevel, NO_DEADLINE } from "../abi";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { beginRecords, Flag, messageFlags, nextRecord } from "../dns/message";
import { randomBelow } from "../entropy/pool";
import { MAX_CELLS, MAX_MDNS_MESSAGE, MAX_TRANSACTIONS } from "../limits";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { isOnLink } from "../pools/links";
import { log } from "../pools/log";
import { familyLink } from "../pools/pvds";
import { Method } from "../pools/settings";
import { nowMs } from "../time/clock";
import { beginCached, cachedLeft, cachedLife, changedNetworks, learnRecords, nextCached } from "./mdns-cache";
import { walkCache } from "./mdns-walk";

/** RFC 6762 §3. */
export const MDNS_PORT: i32 = 5353;

/** The first message is sent after 20 to 120 ms (RFC 6762 §5.2). */
const FIRST_WAIT_MS: i32 = 20;
const FIRST_SPREAD: i32 = 101;
/** Then after 1 s, 2 s, 4 s … up to an hour. */
const FIRST_STEP_MS: i32 = 1000;
const LONGEST_STEP_MS: i32 = 3_600_000;
const MOST_DOUBLINGS: u8 = 12;
/** Whoever comes to the method waits for as many steps for answers that are missing: 3 s. */
const PATIENCE: i32 = 2;
/** Records are asked for again at 16 to 19 twentieths of their life, up to 2 % later at random; not those that are at their end anyway. */
const PARTS: i32 = 20;
const FIRST_PART: i32 = 16;
const SPREAD_SHARE: i32 = 250;
const LEAST_LIFE_MS: i32 = 10_000;
/** Both are 0 in a response (RFC 6762 §18.3, §18.11). */
const OPCODE_AND_RCODE: i32 = 0x780f;
/** PTR, SRV and address: each matters only if the one before is known, and they come in any order. */
const LONGEST_CHAIN: i32 = 3;
const NEVER: i32 = i32.MAX_VALUE;

/** What one cell listens with. Times are the lower half of milliseconds since boot. */
@unmanaged
class ListenerSlot {
  /** When the services are asked for again. */
  browse: u32;
  /** When the last message was sent. */
  sent: u32;
  /** The socket's handle: cell, count of sockets << 8; 0: none is open. */
  handle: u16;
  /** How often the time to the next question was doubled. */
  doublings: u8;
}

const SLOT_SIZE: i32 = 12;
const SLOTS: usize = memory.data(MAX_CELLS * SLOT_SIZE, 4);
/** Handles below are those of transactions. */
const FIRST_HANDLE: i32 = MAX_TRANSACTIONS;

/** The cells that listen, as a set. */
export let listening: u32 = 0;
// Those that have to see whether something is missing.
let curious: u32 = 0;
let sockets: i32 = 0;
// A number up to 100 by which this router is later than others.
let lateness: i32 = 0;

function listenerAt(cell: i32): ListenerSlot {
  return changetype<ListenerSlot>(SLOTS + cell * SLOT_SIZE);
}

/** Nobody listens. */
export function resetListeners(): void {
  listening = 0;
  sockets = 0;
  memory.fill(SLOTS, 0, MAX_CELLS * SLOT_SIZE);
}

function until(time: u32): i32 {
  return <i32>(time - <u32>nowMs);
}

/** True if a cell listens. */
export function isListening(cell: i32): bool {
  return ((listening >> cell) & 1) != 0;
}

/** A cell has come to the method: true while it should wait for answers that are missing. */
export function listen(cell: i32): bool {
  const slot = listenerAt(cell);
  if (!isListening(cell)) {
    listening |= 1 << cell;
    lateness = randomBelow(FIRST_SPREAD);
    slot.browse = <u32>nowMs + FIRST_WAIT_MS + lateness;
    slot.doublings = 0;
    log(Code.LinkAsked, LogLevel.Info, cell);
  }
  return <i32>slot.doublings - <i32>(until(slot.browse) > 0) < PATIENCE;
}

/** A cell lives by another method, or by none. */
export function stopListening(cell: i32): void {
  listening &= ~(1 << cell);
}

/** True if the services are to be asked for: not again until as much time has passed as since the start. */
export function takeBrowse(cell: i32): bool {
  const slot = listenerAt(cell);
  if (until(slot.browse) > 0) return false;
  slot.browse = <u32>nowMs + min(FIRST_STEP_MS << slot.doublings, LONGEST_STEP_MS);
  if (slot.doublings < MOST_DOUBLINGS) slot.doublings++;
  return true;
}

/** A message was sent for a cell. */
export function noteSent(cell: i32): void {
  listenerAt(cell).sent = <u32>nowMs;
  curious &= ~(1 << cell);
}

/** Milliseconds until the cached record at hand is asked for again. */
export function refreshIn(cell: i32): i32 {
  const life = cachedLife();
  const part = life / PARTS;
  const age = life - cachedLeft() - (part * lateness) / SPREAD_SHARE;
  const next = max((age + until(listenerAt(cell).sent)) / part + 1, FIRST_PART);
  return life < LEAST_LIFE_MS || next >= PARTS ? NEVER : next * part - age;
}

/** True if a listening cell has to look again. */
export function hasNews(cell: i32): bool {
  if (!isListening(cell) || !((changedNetworks >> cellPvd(cell)) & 1)) return false;
  curious |= 1 << cell;
  return cellAt(cell).resolving != <u8>Method.Mdns;
}

// Milliseconds until a cell has something to send, or something that it heard ends.
function waitOf(cell: i32): i32 {
  let wait = until(listenerAt(cell).browse);
  for (beginCached(cellPvd(cell)); nextCached(); ) wait = min(wait, min(refreshIn(cell), cachedLeft()));
  return wait;
}

/** True if a cell has something to send now. */
export function isDue(cell: i32): bool {
  return ((curious >> cell) & 1) != 0 || waitOf(cell) <= 0;
}

/** The earliest time at which a listening cell has something to do, or `NO_DEADLINE`. */
export function nextListenDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    // As unsigned numbers, NO_DEADLINE is later than any other.
    if (isListening(cell)) next = <i64>min(<u64>next, <u64>(nowMs + waitOf(cell)));
  }
  return next;
}

/** The handle of a cell's socket, 0 if it has none. */
export function socketOf(cell: i32): i32 {
  return listenerAt(cell).handle;
}

/** Gives a cell a new socket: its handle. */
export function makeSocket(cell: i32): i32 {
  const handle = (FIRST_HANDLE + cell) | ((++sockets & 0xff) << 8);
  listenerAt(cell).handle = <u16>handle;
  return handle;
}

/** The socket of a cell is closed, or has failed: another is opened with the next message. */
export function dropSocket(cell: i32): void {
  listenerAt(cell).handle = 0;
}

// The cell with this socket, or -1.
function cellByHandle(handle: i32): i32 {
  const cell = (handle & 0xff) - FIRST_HANDLE;
  return <u32>cell < <u32>MAX_CELLS && <i32>listenerAt(cell).handle == handle ? cell : -1;
}

/** The socket with this handle has failed, if it is a listener's. */
export function loseSocket(handle: i32): void {
  const cell = cellByHandle(handle);
  if (cell >= 0) dropSocket(cell);
}

/** Takes a `Datagram` record with `length` octets of message, if it is for a listener. */
export function hear(record: usize, length: i32): void {
  const cell = cellByHandle(load<u16>(record, DatagramInput.Socket));
  if (cell < 0 || length > MAX_MDNS_MESSAGE) return;
  const bytes = record + DatagramInput.Bytes;
  let failure = beginRecords(bytes, length);
  if (!failure) {
    const flags = messageFlags(bytes);
    // Questions of others, and one's own, come along.
    if (!(flags & Flag.Response)) return;
    if (flags & OPCODE_AND_RCODE) failure = fault(Code.NotResponse, 2);
    else if (!isNeighbour(record, cell)) failure = fault(Code.WrongSource, 0);
    else do failure = nextRecord();
    while (failure > 0);
  }
  if (failure) {
    log(Code.AnswerDropped, LogLevel.Info, cell).withFault(failure).withAddress(record + DatagramInput.Source);
    return;
  }
  for (let step = 0; step < LONGEST_CHAIN && walkCache(cell, false); step++) {
    beginRecords(bytes, length);
    learnRecords(cell, record + DatagramInput.Source);
  }
}

// RFC 6762 §6, §11: a responder sends from its own port, on the link where it was asked. That
// nothing arrives but what was sent to the group is up to the socket.
function isNeighbour(record: usize, cell: i32): bool {
  const link = familyLink(cellPvd(cell), cellFamily(cell));
  const ifindex = load<u32>(record, DatagramInput.Ifindex, 1);
  if (!link || link.ifindex != ifindex || load<u16>(record, DatagramInput.SourcePort, 1) != MDNS_PORT) return false;
  return isOnLink(ifindex, record + DatagramInput.Source);
}
