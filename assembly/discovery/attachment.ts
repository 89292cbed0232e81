// Which cells can work: a network is attached to a family when its interface is
// up and it has a lease or an address of that family.

import { hasUnboundServer } from "../mechanisms/manual";
import { cellAt, cellFamily, cellOf, cellPvd } from "../pools/cells";
import { hasDomain } from "../pools/domains";
import { hasFamily } from "../pools/leases";
import { isLoopback } from "../pools/links";
import { ANY_PVD, cellMethods, cellSection, familyLink, homeOf, isAny, isWay, pvdExists, pvdSection, wayOf } from "../pools/pvds";
import { serversFor } from "../pools/servers";
import { ALL_FAMILIES, isWanted, listHas, Method } from "../pools/settings";
import { nowMs, startMs } from "../time/clock";
import { setTimer, stopTimer, Timer } from "../time/timers";
import { stopListening } from "../resolve/mdns";
import { cancel } from "../resolve/request";
import { withdraw } from "./publication";
import { shelve } from "./recall";
import { takeStep } from "./run";
import { State, Step } from "./transitions";
import { Cause, planRun } from "./triggers";

/** How long to wait for DHCP before going on without it, in milliseconds (requirements §3.2). */
const WAIT_INET_MS: i64 = 15_000;
const WAIT_INET6_MS: i64 = 30_000;
/** A first attachment within this time after start, in milliseconds, belongs to the start. */
const BOOT_MS: i64 = 60_000;

/**
 * Compares a cell, and that of the way over its network, with the facts and attaches or detaches it.
 * @param cause - why a cell that is attached looks for servers
 */
export function reassess(cell: i32, cause: Cause): void {
  const way = wayOf(cellPvd(cell));
  if (way) reassessOne(cellOf(way, cellFamily(cell)), cause);
  reassessOne(cell, cause);
}

function reassessOne(cell: i32, cause: Cause): void {
  const isDown = cellAt(cell).state == <u8>State.Down;
  if (canWork(cell) != isDown) return;
  if (isDown) attach(cell, cause);
  else detach(cell);
}

function attach(cell: i32, cause: Cause): void {
  const slot = cellAt(cell);
  takeStep(cell, Step.Attach);
  const pvd = cellPvd(cell);
  if (!isAny(pvd) && listHas(cellMethods(cell), Method.Dhcp)) {
    setTimer(Timer.Wait, cell, nowMs + (cellFamily(cell) ? WAIT_INET6_MS : WAIT_INET_MS));
  }
  const belongsToStart = cause == Cause.LinkUp || cause == Cause.Configuration;
  const isBoot = belongsToStart && !slot.wasAttached && nowMs - startMs < BOOT_MS;
  planRun(cell, isBoot ? Cause.Boot : cause);
  slot.wasAttached = true;
}

/** Takes a cell out of service; its list is withdrawn at once. */
export function detach(cell: i32): void {
  takeStep(cell, Step.Detach);
  cancel(cell);
  shelve(cell);
  stopTimer(Timer.Wait, cell);
  stopTimer(Timer.Run, cell);
  stopTimer(Timer.Stale, cell);
  stopListening(cell);
  withdraw(cell);
}

function canWork(cell: i32): bool {
  if (!isWanted(cellFamily(cell))) return false;
  const pvd = cellPvd(cell);
  if (pvd == ANY_PVD) {
    const methods = cellMethods(cell);
    const isSearched = listHas(methods, Method.Snaptr) || listHas(methods, Method.Dnssd);
    return (isSearched && hasDomain(cell, 0)) || hasUnboundServer(cellFamily(cell));
  }
  // A way that is about to be given up leads nowhere.
  if (isWay(pvd) && (wayOf(homeOf(pvd)) != pvd || !serversFor(cell, Method.Manual))) return false;
  if (!pvdExists(homeOf(pvd))) return false;
  if (pvdSection(pvd, ALL_FAMILIES) && !cellSection(cell)) return false;
  // What carries IPv4 may be a tunnel over the other one.
  for (let family = cellFamily(cell); family < 2; family++) {
    const link = familyLink(pvd, family);
    if (link && (!link.isUp || isLoopback(link))) return false;
  }
  return hasFamily(cell);
}
