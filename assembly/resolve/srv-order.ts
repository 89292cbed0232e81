// The order of an SRV set, RFC 2782: by priority, and inside a priority a draw by
// weight. The draw is a function of a secret of this router and of the set, so
// the same set is ordered the same way until it changes, different routers
// spread over the servers, and nothing has to be remembered.

import { loadU16 } from "../bytes/cursor";
import { TARGET } from "../dns/rdata/name";
import { randomU16 } from "../entropy/pool";
import { nextItem, SRV_PRIORITY, SRV_WEIGHT } from "./knowledge";

// Taken once, so that a set keeps its order while the router is up.
let secret: i32 = 0;

/** Forgets the secret of the draw. */
export function resetSecret(): void {
  secret = 0;
}

function takeSecret(): i32 {
  if (!secret) {
    const high = randomU16();
    const low = randomU16();
    if ((high | low) >= 0) secret = (high << 16) | low;
  }
  return secret;
}

/** Sum of the weights of the records with the priority of the first; `end` is the address after the last. */
export function sumWeights(first: usize, end: usize): i32 {
  let sum = 0;
  for (let item = first; item < end; item = nextItem(item)) {
    if (loadU16(item + SRV_PRIORITY) != loadU16(first + SRV_PRIORITY)) break;
    sum += <i32>loadU16(item + SRV_WEIGHT);
  }
  return sum;
}

/**
 * Draws one of the records of the lowest priority, which stand in canonical order, so those of
 * weight 0 first: running sums, the first whose sum is at least `random`.
 * @param random - from 0 to the sum of the weights
 */
export function drawRecord(item: usize, random: i32): usize {
  while ((random -= <i32>loadU16(item + SRV_WEIGHT)) > 0) item = nextItem(item);
  return item;
}

/** Puts the records from `first` to `end` from their canonical order into that of use. */
export function orderRecords(first: usize, end: usize): void {
  let state: u64 = takeSecret();
  for (let p = first; p < end; p++) state = stir(state, load<u8>(p));
  for (; first < end; first = nextItem(first)) {
    state = stir(state, 0);
    const item = drawRecord(first, <u32>(state >> 32) % (sumWeights(first, end) + 1));
    const size = nextItem(item) - item;
    // No record is being read: its room holds the item while it changes places.
    memory.copy(TARGET, item, size);
    memory.copy(first + size, first, item - first);
    memory.copy(first, TARGET, size);
  }
}

// The upper half of what comes out is as good as drawn by lot.
function stir(state: u64, value: u64): u64 {
  return ((state ^ (state >> 32)) + value + 1) * 0x9e3779b97f4a7c15;
}
