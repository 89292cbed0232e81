// The same server address in the lists of two networks (E-110, A-23): they are never
// merged, but each is told with a warning.

import { MAX_CELLS } from "../limits";
import { equalAddress } from "../net/address";
import { cellAt, cellPvd } from "./cells";
import { CHANGED, Channel, endpointAt, endpointCount, EndpointSlot, List, nextIn } from "./endpoints";
import { ANY_PVD, homeOf } from "./pvds";

// The first published endpoint with an address, from an index on, that is another network's than a cell's; or the count of endpoints.
function nextTwin(cell: i32, address: usize, index: i32): i32 {
  const pvd = homeOf(cellPvd(cell));
  if (pvd == ANY_PVD) return endpointCount();
  for (; index < endpointCount(); index++) {
    const slot = endpointAt(index);
    // Kept lists are of networks that are not here.
    if (<i32>slot.cell >= MAX_CELLS) continue;
    const other = homeOf(cellPvd(slot.cell));
    if (slot.list != <u8>List.Published || other == pvd || other == ANY_PVD || slot.channels & <u8>Channel.Waiting) continue;
    if (equalAddress(slot.address, address)) break;
  }
  return index;
}

/** True unless another network than a cell's has published this address too. */
export function isNowhereElse(cell: i32, address: usize): bool {
  return nextTwin(cell, address, 0) == endpointCount();
}

/** After a publication: the other networks' endpoints for addresses that a cell's list has newly, or has no more, are told again. */
export function touchTwins(cell: i32): void {
  touchMissing(cell, List.Published, List.Leaving);
  touchMissing(cell, List.Leaving, List.Published);
}

function touchMissing(cell: i32, from: List, to: List): void {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, from, slot)); ) {
    if (hasAddress(cell, to, slot.address)) continue;
    for (let i = 0; (i = nextTwin(cell, slot.address, i)) < endpointCount(); i++) {
      const twin = endpointAt(i);
      twin.channels |= CHANGED;
      cellAt(twin.cell).listChanged = true;
    }
  }
}

function hasAddress(cell: i32, list: List, address: usize): bool {
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, list, slot)); ) if (equalAddress(slot.address, address)) return true;
  return false;
}
