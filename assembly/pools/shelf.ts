// Lists of networks that are not here now. Such a list is the published list of a
// cell behind those of networks, so that its endpoints, its identities and what
// they have in common need no place of their own; here is which network it is of.

import { MAX_CELLS, MAX_INTERFACE_NAME, MAX_KEPT, MAX_KEPT_ENDPOINTS } from "../limits";
import { clearNames, passName } from "../names/table";
import { cellAt } from "./cells";
import { appendEndpoint, dropList, endpointAt, endpointCount, EndpointSlot, List, nextIn } from "./endpoints";
import { MAX_IDENTITIES, publishedHolder } from "./holders";
import { MARKS_SIZE } from "./marks";
import { Method } from "./settings";

/** The network of a kept list. */
@unmanaged
export class KeptSlot {
  family: u8;
  private reserved: u8;
  private spare: u16;
  // Then the marks, u32 each, and the device as a stored text.

  /** Address of the marks. */
  get marks(): usize {
    return changetype<usize>(this) + 4;
  }

  /** The layer-3 device. */
  get device(): usize {
    return changetype<usize>(this) + 4 + MARKS_SIZE;
  }
}

const SLOT_SIZE: i32 = 4 + MARKS_SIZE + MAX_INTERFACE_NAME + 1;
const SLOTS: usize = memory.data(MAX_KEPT * SLOT_SIZE, 4);
/** The slot that is given up next for want of another. */
let oldest: i32 = 0;

/** Forgets all kept lists, as `resetCells` and `resetEndpoints` do. */
export function resetShelf(): void {
  oldest = 0;
  for (let cell = MAX_CELLS; cell < MAX_CELLS + MAX_KEPT; cell++) dropKept(cell);
}

/** The network of a kept list. */
export function keptAt(cell: i32): KeptSlot {
  return changetype<KeptSlot>(SLOTS + (cell - MAX_CELLS) * SLOT_SIZE);
}

/** True if there is a kept list of this number. */
export function isKept(cell: i32): bool {
  return cellAt(cell).method != <u8>Method.None;
}

/** Gives up a kept list. */
export function dropKept(cell: i32): void {
  dropList(cell, List.Published);
  clearNames(publishedHolder(cell, 0), publishedHolder(cell, MAX_IDENTITIES - 1));
  cellAt(cell).published = Method.None;
}

/** A number for one more kept list; the oldest gives way. */
export function obtainKept(): i32 {
  for (let cell = MAX_CELLS; cell < MAX_CELLS + MAX_KEPT; cell++) {
    if (!isKept(cell)) return cell;
  }
  const cell = MAX_CELLS + oldest;
  oldest = (oldest + 1) % MAX_KEPT;
  dropKept(cell);
  return cell;
}

/** Adds an endpoint to a kept list; false if there is no room: those that are in use come first. */
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
  for (let slot: EndpointSlot | null = null; (slot = nextIn(from, List.Published, slot)); ) slot.cell = <u8>to;
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    passName(publishedHolder(from, identity), publishedHolder(to, identity));
  }
  cellAt(to).published = cellAt(from).published;
  cellAt(to).order = cellAt(from).order;
  cellAt(from).published = Method.None;
}
