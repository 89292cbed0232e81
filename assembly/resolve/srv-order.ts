// The order of an SRV set, RFC 2782: by priority, and inside a priority a draw by
// weight. The draw is a function of a secret of this router and of the set, so
// the same set is ordered the same way until it changes, different routers
// spread over the servers, and nothing has to be remembered.

import { MAX_SET_RECORDS } from "../limits";

/** Priority and weight of each record, u16 each; the caller fills them in canonical order. */
export const PRIORITIES: usize = memory.data(MAX_SET_RECORDS * 2, 2);
export const WEIGHTS: usize = memory.data(MAX_SET_RECORDS * 2, 2);
/** The result: indices (u8) of the records, the first to use first. */
export const ORDER: usize = memory.data(MAX_SET_RECORDS);
const TAKEN: usize = memory.data(MAX_SET_RECORDS);

function at(table: usize, index: i32): i32 {
  return <i32>load<u16>(table + (<usize>index << 1));
}

/**
 * Draws one of the records of a priority that are not taken yet: those of weight 0 first, running
 * sums, the first whose sum is at least `random`.
 * @param random - from 0 to the sum of the weights
 */
export function drawRecord(count: i32, priority: i32, random: i32): i32 {
  let sum = 0;
  let last = -1;
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < count; i++) {
      if (load<u8>(TAKEN + i) || at(PRIORITIES, i) != priority) continue;
      if ((at(WEIGHTS, i) != 0) != (pass == 1)) continue;
      sum += at(WEIGHTS, i);
      last = i;
      if (sum >= random) return i;
    }
  }
  return last;
}

/** Sets no record taken. */
export function beginDraw(): void {
  memory.fill(TAKEN, 0, MAX_SET_RECORDS);
}

/** Marks a record as taken. */
export function takeRecord(index: i32): void {
  store<u8>(TAKEN + index, 1);
}

/** Fills `ORDER` for `count` records, drawing from the stream that begins with `seed`. */
export function orderRecords(count: i32, seed: u64): void {
  beginDraw();
  for (let place = 0; place < count; place++) {
    const priority = lowestPriority(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      if (!load<u8>(TAKEN + i) && at(PRIORITIES, i) == priority) sum += at(WEIGHTS, i);
    }
    seed = mix(seed + 0x9e3779b97f4a7c15);
    const drawn = drawRecord(count, priority, <i32>(seed % (<u64>sum + 1)));
    takeRecord(drawn);
    store<u8>(ORDER + place, drawn);
  }
}

function lowestPriority(count: i32): i32 {
  let lowest = 0x10000;
  for (let i = 0; i < count; i++) if (!load<u8>(TAKEN + i)) lowest = min(lowest, at(PRIORITIES, i));
  return lowest;
}

/** Spreads a number over 64 bits (the finaliser of SplitMix64). */
export function mix(value: u64): u64 {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}
