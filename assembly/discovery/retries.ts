// When a cell asks again: what it learnt grows old, what it missed may be had
// later (requirements §3.4, §3.5).

import { Code } from "../codes";
import { randomBelow } from "../entropy/pool";
import { cellAt } from "../pools/cells";
import { nowMs } from "../time/clock";
import { Cause, planRunAt } from "./triggers";

/** Bounds of the time between two looks at what was found, seconds. */
const REFRESH_LEAST_S: u32 = 60;
const REFRESH_MOST_S: u32 = 24 * 3600;
/** Bounds of the wait after an answer that there is nothing, seconds (RFC 2308 §5). */
const NEGATIVE_LEAST_S: u32 = 60;
const NEGATIVE_MOST_S: u32 = 3 * 3600;
/** First wait after a failure and after silence, and the longest, seconds (RFC 9520 §3.2). */
const FAILURE_WAIT_S: u32 = 5;
const SILENCE_WAIT_S: u32 = 10;
const LONGEST_WAIT_S: u32 = 300;
/** Waits double up to here. */
const MOST_FAILURES: u8 = 6;

/** Plans the run that looks again when the records found grow old; 0 to 10 % later. */
export function planRefresh(cell: i32): void {
  const slot = cellAt(cell);
  slot.failures = 0;
  if (!slot.keepS || slot.keepS == u32.MAX_VALUE) return;
  const waitS = min(max(slot.keepS, REFRESH_LEAST_S), REFRESH_MOST_S);
  planRunAt(cell, Cause.TtlOver, nowMs + <i64>waitS * (1000 + randomBelow(101)));
}

/** Plans the run after an answer that there is nothing. */
export function planAnother(cell: i32): void {
  const slot = cellAt(cell);
  slot.failures = 0;
  if (!slot.keepS || slot.keepS == u32.MAX_VALUE) return;
  planAfter(cell, min(max(slot.keepS, NEGATIVE_LEAST_S), NEGATIVE_MOST_S));
}

/** Plans the run after a failure: each one in a row waits twice as long. */
export function planRetry(cell: i32): void {
  const slot = cellAt(cell);
  const isSilent = slot.missed == <u8>Code.TimedOut || slot.missed == <u8>Code.NetworkFailure;
  let waitS = isSilent ? SILENCE_WAIT_S : FAILURE_WAIT_S;
  if (slot.missed == <u8>Code.QueryRefused) waitS = LONGEST_WAIT_S;
  waitS = min(waitS << slot.failures, LONGEST_WAIT_S);
  if (slot.failures < MOST_FAILURES) slot.failures++;
  planAfter(cell, waitS);
}

// Every wait is 10 % shorter to 10 % longer, at random.
function planAfter(cell: i32, waitS: u32): void {
  planRunAt(cell, Cause.Retry, nowMs + <i64>waitS * (900 + randomBelow(201)));
}
