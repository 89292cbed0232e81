// When a cell asks again: what it learnt grows old, what it missed may be had
// later (requirements §3.4, §3.5).

import { Code } from "../codes";
import { randomBelow } from "../entropy/pool";
import { cellAt } from "../pools/cells";
import { CALL_HOME, Channel, haveAllFailed, SIGNAL } from "../pools/endpoints";
import { roundsOf, setRounds } from "../pools/reports";
import { nowMs } from "../time/clock";
import { Cause, planRunAt } from "./triggers";

/** Bounds of the time between two looks, seconds: at what was found, and after an answer that there is nothing (RFC 2308 §5). */
const LEAST_S: u32 = 60;
const REFRESH_MOST_S: u32 = 24 * 3600;
const NEGATIVE_MOST_S: u32 = 3 * 3600;
/** First wait after a failure and after silence, and the longest, seconds (RFC 9520 §3.2). */
const FAILURE_WAIT_S: u32 = 5;
const SILENCE_WAIT_S: u32 = 10;
const LONGEST_WAIT_S: u32 = 300;
/** The shortest that a wait can be made. */
const LEAST_PERMILLE: i32 = 900;
/** Waits double up to here. */
const MOST_FAILURES: u8 = 6;

/** Plans the run that looks again when the records found grow old; 0 to 10 % later. */
export function planRefresh(cell: i32): void {
  planLook(cell, Cause.TtlOver, REFRESH_MOST_S, 1000);
}

/** Plans the run after an answer that there is nothing. */
export function planAnother(cell: i32): void {
  planLook(cell, Cause.Retry, NEGATIVE_MOST_S, LEAST_PERMILLE);
}

// What the last run learnt holds for a time; nothing is planned if it asked nothing.
function planLook(cell: i32, cause: Cause, mostS: u32, permille: i32): void {
  const slot = cellAt(cell);
  slot.failures = 0;
  if (slot.keepS) planAfter(cell, cause, min(max(slot.keepS, LEAST_S), mostS), permille);
}

/** Plans the run after a failure: each one in a row waits twice as long. */
export function planRetry(cell: i32): void {
  const slot = cellAt(cell);
  let waitS = FAILURE_WAIT_S;
  switch (slot.missed) {
    case <u8>Code.TimedOut:
    case <u8>Code.NetworkFailure:
      waitS = SILENCE_WAIT_S;
      break;
    // What is too much will be so the next time.
    case <u8>Code.QueryRefused:
    case <u8>Code.OverLimit:
    case <u8>Code.TooManyQuestions:
      waitS = LONGEST_WAIT_S;
  }
  planAfter(cell, Cause.Retry, min(waitS << slot.failures, LONGEST_WAIT_S), LEAST_PERMILLE);
  if (slot.failures < MOST_FAILURES) slot.failures++;
}

/** Plans another look for other servers, as long as all were reported as failed: each one in a row waits twice as long. */
export function planOthers(cell: i32): void {
  if (!haveAllFailed(cell, SIGNAL) && !haveAllFailed(cell, Channel.DataTcp) && !haveAllFailed(cell, CALL_HOME)) return;
  const rounds = roundsOf(cell);
  planAfter(cell, Cause.PeersFailed, min(FAILURE_WAIT_S << rounds, LONGEST_WAIT_S), LEAST_PERMILLE);
  if (rounds < MOST_FAILURES) setRounds(cell, rounds + 1);
}

// A wait is `permille` of itself, up to 10 % longer than it is, at random.
function planAfter(cell: i32, cause: Cause, waitS: u32, permille: i32): void {
  planRunAt(cell, cause, nowMs + <i64>(waitS * (permille + randomBelow(1101 - permille))));
}
