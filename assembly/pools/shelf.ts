// Lists of networks that are not here now. Such a list is the published list of a
// cell behind those of networks, so that its endpoints, its identities and what
// they have in common need no place of their own; here is which network it is of.

import { MAX_CELLS, MAX_INTERFACE_NAME, MAX_KEPT, MAX_KEPT_ENDPOINTS, MAX_KEPT_NAMES } from "../limits";
import { clearNames, namesSize, passName, setName } from "../names/table";
import { cellAt } from "./cells";
import { appendEndpoint, dropList, endpointAt, endpointCount, EndpointSlot, List, nextIn, ownerOf } from "./endpoints";
import { MAX_IDENTITIES, publishedHolder } from "./holders";
import { MARKS_SIZE } from "./marks";
import { Method } from "./settings";

/** How long a list is kept that nothing confirms, in milliseconds (requirements §3.6). */
export const KEEP_MS: i64 = 7 * 24 * 3600 * 1000;

/** The network of a kept list. */
@unmanaged
export class KeptSlot {
  /** When the list is too old to return, in milliseconds. */
  endMs: i64;
  family: u8;
  private reserved: u8;
  private spare: u16;
  // Then the marks, u32 each, and the device as a stored text.

  /** Address of the marks. */
  get marks(): usize {
    return changetype<usize>(this) + MARKS_AT;
  }

  /** The layer-3 device. */
  get device(): usize {
    return changetype<usize>(this) + MARKS_AT + MARKS_SIZE;
  }
}

const MARKS_AT: i32 = 12;
const SLOT_SIZE: i32 = MARKS_AT + MARKS_SIZE + MAX_INTERFACE_NAME + 1;
const SLOTS: usize = memory.data(MAX_KEPT * SLOT_SIZE, 8);
/** Behind the last number of a kept list. */
export const END_KEPT: i32 = MAX_CELLS + MAX_KEPT;

/** Forgets all kept lists. */
export function resetShelf(): void {
  for (let cell = MAX_CELLS; cell < END_KEPT; cell++) dropKept(cell);
}

/** The network of a kept list. */
export function keptAt(cell: i32): KeptSlot {
  return changetype<KeptSlot>(SLOTS + (cell - MAX_CELLS) * SLOT_SIZE);
}

/** True if there is a kept list of this number. */
export function isKept(cell: i32): bool {
  return cellAt(cell).method != <u8>Method.None;
}

/** Gives up a kept list, or what there is of one. */
export function dropKept(cell: i32): void {
  dropList(cell, List.Published);
  clearNames(publishedHolder(cell, 0), publishedHolder(cell, MAX_IDENTITIES - 1));
  cellAt(cell).published = Method.None;
}

/** The first number that no kept list has, or 0 if there is none. */
export function freeKept(): i32 {
  for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
    if (!isKept(cell)) return cell;
  }
  return 0;
}

/** Gives up the list that would be too old first; false if none is kept. */
export function dropOldest(): bool {
  let oldest = 0;
  for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
    // Of those read from a record the last is the least: networks that were here stand in front.
    if (isKept(cell) && (!oldest || keptAt(cell).endMs <= keptAt(oldest).endMs)) oldest = cell;
  }
  if (oldest) dropKept(oldest);
  return oldest != 0;
}

/** Gives a kept list an identity; false if there is no room. */
export function keepName(cell: i32, identity: i32, name: usize, length: i32): bool {
  if (!setName(publishedHolder(cell, identity), name, length)) return false;
  return namesSize(publishedHolder(MAX_CELLS, 0), publishedHolder(END_KEPT, 0) - 1) <= MAX_KEPT_NAMES;
}

/** Adds an endpoint to a kept list; false if there is no room. */
export function keepEndpoint(cell: i32, address: usize, channels: i32, port: i32, group: i32, identity: i32): bool {
  let kept = 0;
  for (let i = 0; i < endpointCount(); i++) kept += <i32>(<i32>endpointAt(i).cell >= MAX_CELLS);
  const slot = kept < MAX_KEPT_ENDPOINTS ? appendEndpoint(cell, List.Published, address, channels) : null;
  if (!slot) return false;
  slot.port = <u16>port;
  slot.group = <u8>group;
  slot.identity = <u8>identity;
  return true;
}

/** Moves the published list of a cell to another one that has none, with all that its rows are derived from. */
export function moveList(from: i32, to: i32): void {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(from, List.Published, slot)); ) {
    slot.owner = ownerOf(to, List.Published);
    slot.failed = 0;
  }
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    passName(publishedHolder(from, identity), publishedHolder(to, identity));
  }
  cellAt(to).published = cellAt(from).published;
  cellAt(to).order = cellAt(from).order;
  cellAt(from).published = Method.None;
}
