// Listening to multicast DNS and asking it (RFC 6762 §5.2): a socket for each cell
// that has come to the method or lives by it. When a record is asked for again follows
// from the record and from when the last message was sent, so nothing is kept for it.

import { DatagramInput, LogLevel, NO_DEADLINE } from "../abi";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { beginRecords, Flag, message, messageFlags, nextRecord } from "../dns/message";
import { randomBelow } from "../entropy/pool";
import { MAX_CELLS, MAX_MDNS_MESSAGE, MAX_TRANSACTIONS } from "../limits";
import { cellAt, cellPvd } from "../pools/cells";
import { isOnLink } from "../pools/links";
import { log } from "../pools/log";
import { cellMethods, pvdLink } from "../pools/pvds";
import { listHas, Method } from "../pools/settings";
import { nowMs } from "../time/clock";
import { beginCached, cachedLeft, cachedLifetime, changedNetworks, learnRecords, nextCached } from "./mdns-cache";
import { walkCache } from "./mdns-walk";
import { endRun } from "./runs";

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

/** The two timetables of a cell. */
export enum Timetable {
  /** Which servers there are. */
  Browse,
  /** What the records lead to and nobody told. */
  Follow,
}

/** What one cell listens with. Times are the lower half of milliseconds since boot. */
@unmanaged
export class ListenerSlot {
  // For each timetable when it is next.
  private browse: u32;
  private follow: u32;
  /** When the last message was sent. */
  sent: u32;
  // For each timetable how often the step was doubled.
  private browseDoublings: u8;
  private followDoublings: u8;
  /** Counts sockets. */
  generation: u16;
}

const SLOT_SIZE: i32 = 16;
const SLOTS: usize = memory.data(MAX_CELLS * 16, 4);
/** Handles below are those of transactions. */
const FIRST_HANDLE: i32 = MAX_TRANSACTIONS;

// Sets of cells: who listens, whose socket is still to be opened, has failed, is still to be closed.
export let listening: u32 = 0;
let joining: u32 = 0;
let broken: u32 = 0;
let leaving: u32 = 0;
// A number up to 100 by which this router is later than others.
let lateness: i32 = 0;

/** What a cell listens with. */
export function listenerAt(cell: i32): ListenerSlot {
  return changetype<ListenerSlot>(SLOTS + cell * SLOT_SIZE);
}

/** Nobody listens. */
export function resetListeners(): void {
  listening = joining = broken = leaving = 0;
  memory.fill(SLOTS, 0, MAX_CELLS * SLOT_SIZE);
}

function until(time: u32): i32 {
  return <i32>(time - <u32>nowMs);
}

function timeIn(cell: i32, timetable: Timetable): i32 {
  return until(load<u32>(SLOTS + cell * SLOT_SIZE + (timetable << 2)));
}

/** Begins a timetable of a cell. */
export function beginTimetable(cell: i32, timetable: Timetable): void {
  const slot = changetype<usize>(listenerAt(cell)) + timetable;
  store<u32>(slot + 3 * timetable, <u32>nowMs + FIRST_WAIT_MS + lateness);
  store<u8>(slot, 0, 12);
}

/** True if a timetable of a cell is due: it goes on then. */
export function takeDue(cell: i32, timetable: Timetable): bool {
  const slot = changetype<usize>(listenerAt(cell)) + timetable;
  if (timeIn(cell, timetable) > 0) return false;
  const doublings = load<u8>(slot, 12);
  store<u32>(slot + 3 * timetable, <u32>nowMs + min(FIRST_STEP_MS << doublings, LONGEST_STEP_MS));
  if (doublings < MOST_DOUBLINGS) store<u8>(slot, doublings + 1, 12);
  return true;
}

/** Milliseconds until the record at hand is asked for again. */
export function refreshIn(cell: i32): i32 {
  const life = cachedLifetime();
  const part = life / PARTS;
  const age = life - cachedLeft() - (part * lateness) / SPREAD_SHARE;
  const next = max((age + until(listenerAt(cell).sent)) / part + 1, FIRST_PART);
  return life < LEAST_LIFE_MS || next >= PARTS ? NEVER : next * part - age;
}

/** Milliseconds until a cell has to send something. */
export function sendIn(cell: i32): i32 {
  let wait = min(timeIn(cell, Timetable.Browse), timeIn(cell, Timetable.Follow));
  beginCached(cellPvd(cell));
  while (nextCached()) wait = min(wait, refreshIn(cell));
  return wait;
}

/** When something is due next, or `NO_DEADLINE`. */
export function nextListenerDeadline(): i64 {
  let wait = NEVER;
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    if (!isListening(cell)) continue;
    wait = min(wait, sendIn(cell));
    beginCached(cellPvd(cell));
    while (nextCached()) wait = min(wait, cachedLeft());
  }
  return wait == NEVER ? NO_DEADLINE : nowMs + wait;
}

/** True if a cell has a socket, or is to have one. */
export function isListening(cell: i32): bool {
  return ((listening >> cell) & 1) != 0;
}

/** A cell has come to the method: true while it should wait for answers that are missing. */
export function listen(cell: i32): bool {
  if (!isListening(cell)) {
    listening |= 1 << cell;
    joining |= 1 << cell;
    lateness = randomBelow(FIRST_SPREAD);
    listenerAt(cell).sent = <u32>nowMs;
    beginTimetable(cell, Timetable.Browse);
    beginTimetable(cell, Timetable.Follow);
  }
  const doublings = <i32>load<u8>(changetype<usize>(listenerAt(cell)), 12);
  return doublings - <i32>(timeIn(cell, Timetable.Browse) > 0) < PATIENCE;
}

// The method is the one that is published, or nothing better was found.
function isWanted(cell: i32): bool {
  const slot = cellAt(cell);
  if (!slot.state || !listHas(cellMethods(cell), Method.Mdns)) return false;
  if (slot.resolving == <u8>Method.Mdns || slot.method == <u8>Method.Mdns) return true;
  return slot.stale || slot.method == <u8>Method.None;
}

/** True if there is news for a listening cell. One that is not wanted any more ends here. */
export function hasNews(cell: i32): bool {
  if (!isListening(cell)) return false;
  const set = 1 << cell;
  if (!isWanted(cell)) {
    // A socket that was never told of need not be closed.
    if (!((joining | broken) & set)) {
      leaving |= set;
      listenerAt(cell).generation++;
    }
    listening &= ~set;
    joining &= ~set;
    broken &= ~set;
    return false;
  }
  if (!((changedNetworks >> cellPvd(cell)) & 1)) return false;
  beginTimetable(cell, Timetable.Follow);
  return cellAt(cell).resolving != <u8>Method.Mdns;
}

/** The handle of a cell's socket, or with -1 of the one before. */
export function handleOf(cell: i32, offset: i32): i32 {
  return FIRST_HANDLE + cell + ((<i32>listenerAt(cell).generation + offset) << 8);
}

// The listening cell with this socket, or -1.
function cellByHandle(handle: i32): i32 {
  const cell = (handle & 0xff) - FIRST_HANDLE;
  return cell >= 0 && cell < MAX_CELLS && isListening(cell) && (handleOf(cell, 0) & 0xffff) == handle ? cell : -1;
}

/** The socket with this handle has failed, if it is a listener's: another is opened with the next message. */
export function loseSocket(handle: i32): void {
  const cell = cellByHandle(handle);
  if (cell < 0) return;
  listenerAt(cell).generation++;
  broken |= 1 << cell;
}

/** Takes a `Datagram` record with `length` octets of message, if it is for a listener. */
export function hear(record: usize, length: i32): void {
  const cell = cellByHandle(load<u16>(record, DatagramInput.Socket));
  if (cell < 0) return;
  const bytes = record + DatagramInput.Bytes;
  let failure = length > MAX_MDNS_MESSAGE ? fault(Code.MessageTooLong, MAX_MDNS_MESSAGE) : beginRecords(bytes, length);
  if (!failure) {
    const flags = messageFlags(message);
    // Questions of others, and one's own, come along.
    if (!(flags & Flag.Response)) return;
    if (flags & OPCODE_AND_RCODE) failure = fault(Code.NotResponse, 2);
    else if (!isNeighbour(record, cell)) failure = fault(Code.WrongSource, 0);
    else do failure = nextRecord();
    while (failure > 0);
  }
  if (failure) {
    log(Code.AnswerDropped, LogLevel.Info, cell).withFault(failure);
    return;
  }
  for (let step = 0; step < LONGEST_CHAIN && walkCache(cell); step++) {
    beginRecords(bytes, length);
    learnRecords(cellPvd(cell));
    endRun();
  }
}

// RFC 6762 §6, §11: a responder sends from its own port, on the link where it was asked. That
// nothing arrives but what was sent to the group is up to the socket.
function isNeighbour(record: usize, cell: i32): bool {
  const link = pvdLink(cellPvd(cell));
  const ifindex = load<u32>(record, DatagramInput.Ifindex, 1);
  if (!link || link.ifindex != ifindex || load<u16>(record, DatagramInput.SourcePort, 1) != MDNS_PORT) return false;
  return isOnLink(ifindex, record + DatagramInput.Source);
}

/** The next thing to tell of a cell's socket. */
export enum ListenerDuty {
  None,
  /** `Close` of the socket before. */
  Close,
  /** `McastJoin`. */
  Join,
  /** `UdpSend`. */
  Send,
}

/** Takes the next duty of a cell. */
export function takeDuty(cell: i32): ListenerDuty {
  const set = 1 << cell;
  if (leaving & set) {
    leaving ^= set;
    return ListenerDuty.Close;
  }
  if (!isListening(cell)) return ListenerDuty.None;
  if (joining & set) {
    joining ^= set;
    return ListenerDuty.Join;
  }
  if (sendIn(cell) > 0) return ListenerDuty.None;
  if (!(broken & set)) return ListenerDuty.Send;
  broken ^= set;
  return ListenerDuty.Join;
}
