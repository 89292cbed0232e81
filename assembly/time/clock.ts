// The time of the input at hand. It is an argument of `handle`; nothing in the
// core can read a clock.

import { NO_DEADLINE } from "../abi";

/** Milliseconds since boot, as of the input at hand. */
export let nowMs: i64 = 0;
/** The time of the first input. */
export let startMs: i64 = 0;

/** Forgets the time. */
export function resetClock(): void {
  nowMs = 0;
  startMs = NO_DEADLINE;
}

/** Takes the time of an input. It never runs backwards. */
export function advanceClock(timeMs: i64): void {
  if (startMs == NO_DEADLINE) startMs = timeMs;
  nowMs = max(nowMs, timeMs);
}
