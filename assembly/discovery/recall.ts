// A list outlives its network's absence and the router's restarts: it goes on the
// shelf when the network goes, and is published again, as stale, when the network is
// recognised (requirements §3.6).

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { MAX_CELLS, MAX_KEPT } from "../limits";
import { mayStay } from "../mechanisms/registry";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { Channel, CHANGED, countIn, EndpointSlot, List, nextIn } from "../pools/endpoints";
import { MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { leaseAt } from "../pools/leases";
import { log } from "../pools/log";
import { isSameNetwork, MARKS_SIZE, networkMarks } from "../pools/marks";
import { pvdDevice } from "../pools/pvds";
import { isText, Method, putText, textLength, textPointer } from "../pools/settings";
import { dropKept, isKept, keepEndpoint, keptAt, moveList, obtainKept } from "../pools/shelf";
import { findName, setName } from "../names/table";
import { nameLength } from "../names/name";
import { isStorable } from "../store/list";
import { nowMs } from "../time/clock";
import { setTimer, Timer } from "../time/timers";
import { takeStep } from "./run";
import { State, Step } from "./transitions";

/** How long a list is kept that nothing has confirmed since it was restored, in milliseconds (requirements §3.6). */
const RESTORED_LIMIT_MS: i64 = 7 * 24 * 3600 * 1000;

/** After something new of a network: publishes, as stale, what the shelf has of the networks that are here and have no list. */
export function recallLists(): void {
  for (let kept = MAX_CELLS; kept < MAX_CELLS + MAX_KEPT; kept++) {
    if (isKept(kept)) recall(kept);
  }
}

function recall(kept: i32): void {
  const entry = keptAt(kept);
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const slot = cellAt(cell);
    if (slot.state == <u8>State.Down || slot.method != <u8>Method.None || cellFamily(cell) != <i32>entry.family) continue;
    const device = pvdDevice(cellPvd(cell));
    if (!isText(device, textPointer(entry.device), textLength(entry.device))) continue;
    if (isSameNetwork(entry.marks, networkMarks(cell))) return restore(kept, cell);
  }
}

function restore(kept: i32, cell: i32): void {
  const slot = cellAt(cell);
  moveList(kept, cell);
  // What a lease gave needs a lease: a network whose lease was lost may still have its address for a while.
  const isOfLease = slot.method == <u8>Method.Dhcp;
  if ((isOfLease && !leaseAt(cell).isHeld) || !mayStay(<Method>slot.method, cell)) return moveList(cell, kept);
  takeStep(cell, Step.Recall);
  slot.stale = true;
  slot.listChanged = true;
  slot.endMs = <u32>nowMs;
  for (let endpoint: EndpointSlot | null = null; (endpoint = nextIn(cell, List.Published, endpoint)); ) {
    endpoint.marks = endpoint.channels;
  }
  setTimer(Timer.Stale, cell, nowMs + RESTORED_LIMIT_MS);
  log(Code.ListRestored, LogLevel.Notice, cell).withValue(countIn(cell, List.Published));
}

/** Keeps the list of a network that is about to go; older ones of the same network give way. */
export function shelve(cell: i32): void {
  if (!isStorable(cell)) return;
  const marks = networkMarks(cell);
  const device = pvdDevice(cellPvd(cell));
  for (let other = MAX_CELLS; other < MAX_CELLS + MAX_KEPT; other++) {
    const entry = keptAt(other);
    if (isKept(other) && <i32>entry.family == cellFamily(cell) && isSameNetwork(entry.marks, marks)) dropKept(other);
  }
  const kept = obtainKept();
  const entry = keptAt(kept);
  entry.family = <u8>cellFamily(cell);
  memory.copy(entry.marks, marks, MARKS_SIZE);
  putText(entry.device, textPointer(device), textLength(device));
  cellAt(kept).published = cellAt(cell).published;
  cellAt(kept).order = cellAt(cell).order;
  if (!copyNames(cell, kept) || !copyEndpoints(cell, kept)) {
    log(Code.ListNotKept, LogLevel.Warning, cell).withError(Code.PoolFull);
    dropKept(kept);
  }
}

function copyNames(cell: i32, kept: i32): bool {
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    const name = findName(publishedHolder(cell, identity));
    if (name && !setName(publishedHolder(kept, identity), name, nameLength(name))) return false;
  }
  return true;
}

function copyEndpoints(cell: i32, kept: i32): bool {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Published, slot)); ) {
    if (!(slot.channels & <u8>Channel.Waiting) && !keepEndpoint(kept, slot.address, slot.channels & ~CHANGED, slot.port, slot.group, slot.identity)) return false;
  }
  return true;
}
