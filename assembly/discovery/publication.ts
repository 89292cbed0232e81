// The published list of a cell is replaced as a whole and only where its content
// differs; what changed is left as marks on the endpoints until the drain has
// told it (requirements, E-91).

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { identityHolder } from "../mechanisms/registry";
import { equalNames, nameLength } from "../names/name";
import { clearNames, findName, setName } from "../names/table";
import { cellAt } from "../pools/cells";
import {
  CHANGED,
  channelsAt,
  counterpartOf,
  dropList,
  EndpointSlot,
  List,
  nextIn,
  ownerOf,
} from "../pools/endpoints";
import { MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { log } from "../pools/log";
import { Method } from "../pools/settings";
import { touchTwins } from "../pools/twins";
import { authentic, foundMs, NEVER } from "../resolve/steps";
import { order } from "../resolve/walk";
import { nowMs } from "../time/clock";

/**
 * Makes the staged list the published one. Nothing happens if both say the same. Without room for
 * the identities the list is withdrawn: a list whose identities are in doubt is worse than none.
 */
export function publishStaged(cell: i32, method: Method): void {
  const slot = cellAt(cell);
  const published = <u32>method | (<u32>(foundMs != NEVER) << 16) | (<u32>authentic << 24);
  const wholeChange = slot.published != published;
  slot.endMs = <u32>nowMs + foundMs;
  const isSame = markStaged(cell, method, wholeChange);
  if (isSame && !wholeChange && slot.order == <u16>order) {
    dropList(cell, List.Staged);
    log(Code.ListUnchanged, LogLevel.Debug, cell);
    return;
  }
  if (!keepIdentities(cell, method)) {
    log(Code.PoolFull, LogLevel.Error, cell);
    dropList(cell, List.Staged);
    withdraw(cell);
    return;
  }
  slot.published = published;
  slot.order = <u16>order;
  if (isEmpty(cell, List.Staged) && isEmpty(cell, List.Published)) return;
  swapLists(cell);
  slot.listChanged = true;
}

/** Withdraws the published list, if there is one. */
export function withdraw(cell: i32): void {
  const slot = cellAt(cell);
  slot.published = Method.None;
  dropIdentities(cell);
  if (isEmpty(cell, List.Published)) return;
  swapLists(cell);
  slot.listChanged = true;
  log(Code.ListWithdrawn, LogLevel.Notice, cell);
}

/** Marks the published list as one that could not be confirmed. */
export function markStale(cell: i32): void {
  const slot = cellAt(cell);
  if (slot.stale) return;
  slot.stale = true;
  touchPublished(cell);
}

/** Something that the rows of one endpoint are derived from changed: they are told again. */
export function touchEndpoint(endpoint: EndpointSlot): void {
  endpoint.channels |= CHANGED;
  cellAt(endpoint.cell).listChanged = true;
}

/** Something that rows are derived from changed: the whole list is told again. */
export function touchPublished(cell: i32): void {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Published, slot)); ) touchEndpoint(slot);
}

@inline
function isEmpty(cell: i32, list: List): bool {
  return !nextIn(cell, list, null);
}

// The same place, but another server or another identity to prove?
function isChangedFrom(cell: i32, method: Method, staged: EndpointSlot, published: EndpointSlot): bool {
  if (staged.group != published.group) return true;
  const now = findName(identityHolder(method, cell, staged.identity));
  const before = findName(publishedHolder(cell, published.identity));
  if (!now || !before) return now != before;
  return !equalNames(now, before);
}

// Marks what is new or changed; true if all of it is published already, in this order.
function markStaged(cell: i32, method: Method, wholeChange: bool): bool {
  let isSame = true;
  let place: EndpointSlot | null = null;
  for (let staged: EndpointSlot | null = null; (staged = nextIn(cell, List.Staged, staged)); ) {
    const published = counterpartOf(staged, List.Published);
    staged.marks = staged.channels & ~channelsAt(staged, List.Published);
    place = nextIn(cell, List.Published, place);
    if (!published || published != place || staged.channels != (published.channels & ~CHANGED)) isSame = false;
    if (!published) continue;
    const isChanged = isChangedFrom(cell, method, staged, published);
    if (isChanged) isSame = false;
    // What was reported of the place goes with the list.
    if (isChanged || wholeChange || published.failed || published.channels & CHANGED) staged.channels |= CHANGED;
  }
  return isSame && !nextIn(cell, List.Published, place);
}

function dropIdentities(cell: i32): void {
  clearNames(publishedHolder(cell, 0), publishedHolder(cell, MAX_IDENTITIES - 1));
}

// The name that the staged endpoints with this identity have to prove; 0: there are none, or they prove none.
function stagedName(cell: i32, method: Method, identity: i32): usize {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Staged, slot)); ) {
    if (<i32>slot.identity == identity) return findName(identityHolder(method, cell, identity));
  }
  return 0;
}

function keepIdentities(cell: i32, method: Method): bool {
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    const holder = publishedHolder(cell, identity);
    const name = stagedName(cell, method, identity);
    const kept = findName(holder);
    // The same name in other letters is no news (RFC 4343): its spelling stays.
    if (name && kept && equalNames(name, kept)) continue;
    if (!setName(holder, name, name ? nameLength(name) : 0)) return false;
  }
  return true;
}

// Published entries leave with the channels that no staged one takes over; then
// the staged ones are the published list, and none of them has failed yet.
function swapLists(cell: i32): void {
  const published = ownerOf(cell, List.Published);
  for (let leaving: EndpointSlot | null = null; (leaving = nextIn(cell, List.Published, leaving)); ) {
    leaving.owner = ownerOf(cell, List.Leaving);
    leaving.channels &= ~(leaving.marks | channelsAt(leaving, List.Staged));
  }
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Staged, slot)); ) slot.owner = published;
  touchTwins(cell);
}
