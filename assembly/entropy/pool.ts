// Random octets come from the operating system, through the host; there is no
// generator in here. Each octet is handed out once and wiped.

import { ENTROPY_POOL_SIZE } from "../limits";

const POOL: usize = memory.data(ENTROPY_POOL_SIZE);
let filled: i32 = 0;

/** Empties the pool. */
export function resetEntropy(): void {
  memory.fill(POOL, 0, ENTROPY_POOL_SIZE);
  filled = 0;
}

/** Adds fresh octets; what does not fit is not needed. */
export function addEntropy(source: usize, length: i32): void {
  const taken = min(length, ENTROPY_POOL_SIZE - filled);
  memory.copy(POOL + filled, source, taken);
  filled += taken;
}

/** Octets in reserve. */
export function entropyLeft(): i32 {
  return filled;
}

/** Octets to ask the host for now: nothing until half of the pool is used up. */
export function entropyWanted(): i32 {
  return filled * 2 > ENTROPY_POOL_SIZE ? 0 : ENTROPY_POOL_SIZE - filled;
}

/** A random u16, or -1 if the pool is empty. */
export function randomU16(): i32 {
  if (filled < 2) return -1;
  filled -= 2;
  const p = POOL + filled;
  const value = <i32>load<u16>(p);
  store<u16>(p, 0);
  return value;
}

/**
 * Spreads events of many routers over time: a number from 0 to `range - 1`.
 * Without entropy it is `range - 1`: late is harmless, together is not.
 * @param range - 1 to 65536
 */
export function randomBelow(range: i32): i32 {
  const value = randomU16();
  return value < 0 ? range - 1 : (value * range) >>> 16;
}
