// A list outlives its network's absence and the router's restarts: it goes on the
// shelf when the network goes, and is published again, as stale, when the network is
// recognised (requirements §3.6).

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { MAX_CELLS } from "../limits";
import { mayStay } from "../mechanisms/registry";
import { nameLength } from "../names/name";
import { findName } from "../names/table";
import { cellAt, cellFamily, cellPvd } from "../pools/cells";
import { CHANGED, countIn, EndpointSlot, List, nextIn } from "../pools/endpoints";
import { MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { leaseAt } from "../pools/leases";
import { log } from "../pools/log";
import { isSameNetwork, MARKS_SIZE, networkMarks } from "../pools/marks";
import { pvdDevice } from "../pools/pvds";
import { isText, Method, putText, textLength, textPointer } from "../pools/settings";
import { dropKept, dropOldest, END_KEPT, freeKept, isKept, KEEP_MS, keepEndpoint, keepName, keptAt, moveList } from "../pools/shelf";
import { isStorable, nextStored } from "../store/list";
import { touchTwins } from "../pools/twins";
import { nowMs } from "../time/clock";
import { setTimer, Timer, timerDeadline } from "../time/timers";
import { takeStep } from "./run";
import { State, Step } from "./transitions";

/** After something new of a network: publishes, as stale, what the shelf has of the networks that are here and have no list. */
export function recallLists(): void {
  for (let kept = MAX_CELLS; kept < END_KEPT; kept++) {
    if (!isKept(kept)) continue;
    if (keptAt(kept).endMs <= nowMs) dropKept(kept);
    else recall(kept);
  }
}

function recall(kept: i32): void {
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const slot = cellAt(cell);
    if (slot.state == <u8>State.Down || slot.method != <u8>Method.None) continue;
    if (isOfNetwork(kept, cell)) return restore(kept, cell);
  }
}

// Is the kept list one of the network that the cell is attached to?
function isOfNetwork(kept: i32, cell: i32): bool {
  const entry = keptAt(kept);
  if (<i32>entry.family != cellFamily(cell)) return false;
  const device = pvdDevice(cellPvd(cell));
  return isText(device, textPointer(entry.device), textLength(entry.device)) && isSameNetwork(entry.marks, networkMarks(cell));
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
  touchTwins(cell);
  setTimer(Timer.Stale, cell, keptAt(kept).endMs);
  log(Code.ListRestored, LogLevel.Notice, cell).withValue(countIn(cell, List.Published));
}

/** Keeps the list of a network that is about to go, for as long as it would have been; older ones of the same network give way. */
export function shelve(cell: i32): void {
  if (!isStorable(cell)) return;
  for (let other = MAX_CELLS; other < END_KEPT; other++) {
    if (isKept(other) && isOfNetwork(other, cell)) dropKept(other);
  }
  let kept = freeKept();
  while (!kept || !copyList(cell, kept)) {
    if (kept) dropKept(kept);
    if (!dropOldest()) {
      log(Code.ListNotKept, LogLevel.Warning, cell).withError(Code.PoolFull);
      return;
    }
    kept = freeKept();
  }
  const entry = keptAt(kept);
  const device = pvdDevice(cellPvd(cell));
  const endMs = timerDeadline(Timer.Stale, cell);
  entry.endMs = endMs == NO_DEADLINE ? nowMs + KEEP_MS : endMs;
  entry.family = <u8>cellFamily(cell);
  memory.copy(entry.marks, networkMarks(cell), MARKS_SIZE);
  putText(entry.device, textPointer(device), textLength(device));
  cellAt(kept).published = cellAt(cell).published;
  cellAt(kept).order = cellAt(cell).order;
}

function copyList(cell: i32, kept: i32): bool {
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    const name = findName(publishedHolder(cell, identity));
    if (name && !keepName(kept, identity, name, nameLength(name))) return false;
  }
  for (let slot: EndpointSlot | null = null; (slot = nextStored(cell, slot)); ) {
    if (!keepEndpoint(kept, slot.address, slot.channels & ~CHANGED, slot.port, slot.group, slot.identity)) return false;
  }
  return true;
}
