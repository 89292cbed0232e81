// Listening to multicast DNS and asking it (RFC 6762 §5.2): one socket for each cell
// that has come to the method or lives by it. What is asked when follows from the
// records and from when the last question was sent, so nothing is kept for each of them.

import { DatagramInput, LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { beginRecords, Flag, message, messageFlags, nextRecord } from "../dns/message";
import { Type } from "../dns/types";
import { randomBelow } from "../entropy/pool";
import { MAX_LISTENERS, MAX_TRANSACTIONS } from "../limits";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { isOnLink } from "../pools/links";
import { log } from "../pools/log";
import { cellMethods, pvdLink } from "../pools/pvds";
import { listHas, Method } from "../pools/settings";
import { nowMs } from "../time/clock";
import {
  expireRecords,
  firstEnd,
  isCached,
  learnRecords,
  leftOf,
  lifetimeOf,
  nextCached,
  selectNetwork,
  targetOf,
  typeOf,
} from "./mdns-cache";

/** RFC 6762 §3. */
export const MDNS_PORT: i32 = 5353;

/** The first question is sent after 20 to 120 ms (RFC 6762 §5.2). */
const FIRST_WAIT_MS: i32 = 20;
const FIRST_SPREAD_MS: i32 = 101;
/** Then after 1 s, 2 s, 4 s … up to an hour. */
const FIRST_STEP_MS: i32 = 1000;
const LONGEST_STEP_MS: i32 = 3_600_000;
/** Whoever comes to the method waits so long for answers that are missing. */
const PATIENCE_MS: i32 = 3000;
/** Least time between two messages. */
const GAP_MS: i32 = 100;
/** Records are asked for again from four times 5 % before their end on, up to 2 % later at random. */
const REFRESHES: i32 = 4;
const REFRESH_SHARE: i32 = 20;
const SPREAD: i32 = 256;
const SPREAD_SHARE: i32 = 640;
/** A record that lives no longer than this was taken back, milliseconds. */
const LEAST_LIFE_MS: i32 = 1000;
/** Both are 0 in a response (RFC 6762 §18.3, §18.11). */
const OPCODE_AND_RCODE: i32 = 0x780f;
const NEVER: i32 = i32.MAX_VALUE;

/** What has to be told of a listener in the drain. */
export enum ListenerDuty {
  /** `McastJoin`. */
  Join = 1,
  /** `UdpSend`. */
  Send = 2,
  /** `Close` of the socket before. */
  Close = 4,
}

/** One cell's socket and timetable. Times are the lower half of milliseconds since boot. */
@unmanaged
export class ListenerSlot {
  /** When the services are asked for again, and how long after that once more. */
  browseAt: u32;
  stepMs: i32;
  begun: u32;
  /** When the last question was sent. */
  sent: u32;
  /** The socket's handle: slot, generation << 8. */
  handle: u16;
  cell: u8;
  duties: u8;
  /** A random octet, by which this router is later than others. */
  lateness: u8;
  /** The socket has failed: it is opened again with the next question. */
  broken: bool;
  private reserved: u16;

  /** True if a cell listens here. */
  get isUsed(): bool {
    return this.cell != FREE;
  }

  /** Milliseconds from now to a time. */
  private until(time: u32): i32 {
    return <i32>(time - <u32>nowMs);
  }

  /** Milliseconds until the services are asked for. */
  get browseIn(): i32 {
    return this.until(this.browseAt);
  }

  /** Milliseconds until a cached record is asked for again. */
  refreshIn(record: usize): i32 {
    const lifetime = lifetimeOf(record);
    const share = lifetime / REFRESH_SHARE;
    let wait = leftOf(record) + (share * <i32>this.lateness) / SPREAD_SHARE;
    if (lifetime > LEAST_LIFE_MS) {
      for (let i = REFRESHES; i; i--) if (wait - share * i > this.until(this.sent)) return wait - share * i;
    }
    return NEVER;
  }

  /** Milliseconds until what a cached record leads to is asked for; `NEVER` if it is known. */
  followIn(record: usize): i32 {
    const type = this.typeAfter(typeOf(record));
    if (!type || isCached(type, targetOf(record))) return NEVER;
    let wait = leftOf(record) - lifetimeOf(record) + FIRST_WAIT_MS + ((<i32>this.lateness * FIRST_SPREAD_MS) >> 8);
    for (let step = FIRST_STEP_MS; wait <= this.until(this.sent); step <<= 1) wait += step;
    return wait;
  }

  /** The type of the records that one of this type leads to; 0: none. */
  typeAfter(type: i32): i32 {
    if (type == Type.Ptr) return Type.Srv;
    if (type != Type.Srv) return 0;
    return cellFamily(this.cell) ? Type.Aaaa : Type.A;
  }

  /** Milliseconds until the next message. */
  get sendIn(): i32 {
    let wait = this.browseIn;
    selectNetwork(cellPvd(this.cell));
    for (let record: usize = 0; (record = nextCached(record)); ) {
      wait = min(wait, min(this.refreshIn(record), this.followIn(record)));
    }
    return max(wait, this.until(this.sent) + GAP_MS);
  }

  /** Milliseconds left of the wait for answers; not above 0: it is over. */
  get patience(): i32 {
    return this.until(this.begun) + PATIENCE_MS;
  }

  /** The services were asked for. */
  noteBrowse(): void {
    this.browseAt = <u32>nowMs + this.stepMs;
    this.stepMs = min(this.stepMs << 1, LONGEST_STEP_MS);
  }
}

const FREE: u8 = 0xff;
const SLOT_SIZE: i32 = 24;
const SLOTS: usize = memory.data(MAX_LISTENERS * SLOT_SIZE, 4);

/** The listener in a slot below `MAX_LISTENERS`. */
export function listenerAt(index: i32): ListenerSlot {
  return changetype<ListenerSlot>(SLOTS + index * SLOT_SIZE);
}

/** Nobody listens. */
export function resetListeners(): void {
  memory.fill(SLOTS, 0, MAX_LISTENERS * SLOT_SIZE);
  for (let i = 0; i < MAX_LISTENERS; i++) {
    listenerAt(i).cell = FREE;
    // Handles below are those of transactions.
    listenerAt(i).handle = <u16>(MAX_TRANSACTIONS + i);
  }
}

/** The listener of a cell, or null. */
export function findListener(cell: i32): ListenerSlot | null {
  for (let i = 0; i < MAX_LISTENERS; i++) if (<i32>listenerAt(i).cell == cell) return listenerAt(i);
  return null;
}

/** The listener of a cell, who may begin now; null if there are too many. */
export function listen(cell: i32): ListenerSlot | null {
  let slot = findListener(cell);
  if (slot) return slot;
  slot = findListener(FREE);
  // One that is still to be closed is taken later.
  if (!slot || slot.duties) return null;
  slot.cell = <u8>cell;
  slot.duties = <u8>ListenerDuty.Join;
  slot.broken = false;
  slot.lateness = <u8>randomBelow(SPREAD);
  slot.begun = <u32>nowMs;
  slot.sent = <u32>nowMs - GAP_MS;
  slot.browseAt = <u32>nowMs + FIRST_WAIT_MS + randomBelow(FIRST_SPREAD_MS);
  slot.stepMs = FIRST_STEP_MS;
  return slot;
}

// The method is the one that is published, or nothing better was found (RFC 6762 §5.2: only while somebody is interested).
function isWanted(cell: i32): bool {
  const slot = cellAt(cell);
  if (!slot.state || !listHas(cellMethods(cell), Method.Mdns)) return false;
  if (slot.resolving == <u8>Method.Mdns || slot.method == <u8>Method.Mdns) return true;
  return slot.stale || slot.method == <u8>Method.None;
}

function stop(slot: ListenerSlot): void {
  slot.cell = FREE;
  // A socket that was never told of need not be closed.
  slot.duties = slot.duties & <u8>ListenerDuty.Join || slot.broken ? 0 : <u8>ListenerDuty.Close;
  slot.handle += 0x100;
}

/** Time passed: listeners who are not wanted any more end, records too, and questions that are due are sent. */
export function handleListeners(): void {
  let listening = 0;
  for (let i = 0; i < MAX_LISTENERS; i++) {
    const slot = listenerAt(i);
    if (!slot.isUsed) continue;
    if (isWanted(slot.cell)) listening |= 1 << cellPvd(slot.cell);
    else stop(slot);
  }
  expireRecords(listening);
  for (let i = 0; i < MAX_LISTENERS; i++) {
    const slot = listenerAt(i);
    if (slot.isUsed && slot.sendIn <= 0) {
      slot.duties |= <u8>(slot.broken ? ListenerDuty.Join | ListenerDuty.Send : ListenerDuty.Send);
      slot.broken = false;
    }
  }
}

/** When something is due next, or `NO_DEADLINE`. */
export function nextListenerDeadline(): i64 {
  let wait = NEVER;
  for (let i = 0; i < MAX_LISTENERS; i++) {
    const slot = listenerAt(i);
    if (!slot.isUsed) continue;
    wait = min(wait, slot.sendIn);
    if (slot.patience > 0) wait = min(wait, slot.patience);
  }
  return wait == NEVER ? NO_DEADLINE : nowMs + firstEnd(wait);
}

function findByHandle(handle: i32): ListenerSlot | null {
  for (let i = 0; i < MAX_LISTENERS; i++) {
    const slot = listenerAt(i);
    if (slot.isUsed && <i32>slot.handle == handle) return slot;
  }
  return null;
}

/** The socket with this handle has failed, if it is a listener's. */
export function loseSocket(handle: i32): void {
  const slot = findByHandle(handle);
  if (!slot) return;
  slot.handle += 0x100;
  slot.broken = true;
}

/** Takes a `Datagram` record of `length` octets of message, if it is for a listener. */
export function hear(record: usize, length: i32): void {
  const slot = findByHandle(load<u16>(record, DatagramInput.Socket));
  if (!slot) return;
  const pvd = cellPvd(slot.cell);
  let found = beginRecords(record + DatagramInput.Bytes, length);
  if (!found) {
    const flags = messageFlags(message);
    // Questions of others, and one's own, come along (RFC 6762 §18).
    if (!(flags & Flag.Response)) return;
    if (flags & OPCODE_AND_RCODE) return drop(slot, Code.NotResponse);
    if (!isNeighbour(record, pvd)) return drop(slot, Code.WrongSource);
    do found = nextRecord();
    while (found > 0);
  }
  if (found) log(Code.AnswerDropped, LogLevel.Info, slot.cell).withFault(found);
  else learnRecords(pvd);
}

function drop(slot: ListenerSlot, reason: Code): void {
  log(Code.AnswerDropped, LogLevel.Info, slot.cell).withError(reason);
}

// RFC 6762 §6, §11: a responder sends from its own port, on the link where it was asked. That
// nothing arrives but what was sent to the group is up to the socket.
function isNeighbour(record: usize, pvd: i32): bool {
  const link = pvdLink(pvd);
  if (!link || load<u16>(record, DatagramInput.SourcePort, 1) != MDNS_PORT) return false;
  const ifindex = load<u32>(record, DatagramInput.Ifindex, 1);
  return ifindex == link.ifindex && isOnLink(ifindex, record + DatagramInput.Source);
}
