// The order of an SRV set, RFC 2782: by priority, and inside a priority a draw by
// weight. The draw is a function of a secret of this router and of the set, so
// the same set is ordered the same way until it changes, different routers
// spread over the servers, and nothing has to be remembered.

import { randomU16 } from "../entropy/pool";
import { nextItem, SRV_PRIORITY, SRV_WEIGHT } from "./knowledge";

// Taken once, so that a set keeps its order while the router is up.
let secret: u64 = 0;
// An item while it changes places.
const HELD: usize = memory.data(256);

/** Forgets the secret of the draw. */
export function resetSecret(): void {
  secret = 0;
}

function takeSecret(): u64 {
  if (!secret) {
    const high = randomU16();
    const low = randomU16();
    if (high >= 0 && low >= 0) secret = (<u64>high << 17) | (<u64>low << 1) | 1;
  }
  return secret;
}

function numberOf(item: usize, field: i32): i32 {
  return <i32>bswap<u16>(load<u16>(item + field, 0, 1));
}

/** Sum of the weights of the records with the priority of the first; `end` is the address after the last. */
export function sumWeights(first: usize, end: usize): i32 {
  let sum = 0;
  for (let item = first; item < end; item = nextItem(item)) {
    if (numberOf(item, SRV_PRIORITY) != numberOf(first, SRV_PRIORITY)) break;
    sum += numberOf(item, SRV_WEIGHT);
  }
  return sum;
}

/**
 * Draws one of the records of the lowest priority, which stand in canonical order, so those of
 * weight 0 first: running sums, the first whose sum is at least `random`.
 * @param random - from 0 to the sum of the weights
 */
export function drawRecord(item: usize, random: i32): usize {
  while ((random -= numberOf(item, SRV_WEIGHT)) > 0) item = nextItem(item);
  return item;
}

/** Puts the records from `first` to `end` from their canonical order into that of use. */
export function orderRecords(first: usize, end: usize): void {
  let seed = takeSecret();
  for (let p = first; p < end; p++) seed = seed * 31 + load<u8>(p);
  for (; first < end; first = nextItem(first)) {
    seed = mix(seed + 0x9e3779b97f4a7c15);
    const item = drawRecord(first, <i32>(seed % (<u64>sumWeights(first, end) + 1)));
    const size = nextItem(item) - item;
    memory.copy(HELD, item, size);
    memory.copy(first + size, first, item - first);
    memory.copy(first, HELD, size);
  }
}

// Spreads a number over 64 bits (the finaliser of SplitMix64).
function mix(value: u64): u64 {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}
