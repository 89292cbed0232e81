// The timer table: one optional deadline for each (timer, cell). The state
// machine never looks at a clock; it sets deadlines here and is told the time.

import { NO_DEADLINE } from "../abi";
import { MAX_CELLS } from "../limits";

/** The timers of a cell. */
export enum Timer {
  /** End of waiting for a DHCP answer (`WAIT_CONFIG`). */
  Wait,
  /** A discovery run is due. */
  Run,
  /** The lease, or the information refresh time, ends. */
  Lease,
  /** A list that could not be confirmed is kept no longer. */
  Stale,
  /** Multicast DNS has to be asked, or something that it told ends. */
  Listen,
}

const KINDS: i32 = 5;
const DEADLINES: usize = memory.data(KINDS * MAX_CELLS * 8, 8);

function slot(timer: Timer, cell: i32): usize {
  return DEADLINES + (((timer as usize) * MAX_CELLS + cell) << 3);
}

/** Stops every timer. */
export function resetTimers(): void {
  // NO_DEADLINE in each.
  memory.fill(DEADLINES, 0xff, KINDS * MAX_CELLS * 8);
}

/** Sets the deadline of a timer, in milliseconds, replacing any earlier one. */
export function setTimer(timer: Timer, cell: i32, deadlineMs: i64): void {
  store<i64>(slot(timer, cell), deadlineMs);
}

/** Stops a timer. */
export function stopTimer(timer: Timer, cell: i32): void {
  store<i64>(slot(timer, cell), NO_DEADLINE);
}

/** The deadline of a timer, or `NO_DEADLINE`. */
export function timerDeadline(timer: Timer, cell: i32): i64 {
  return load<i64>(slot(timer, cell));
}

/** True once if the timer is due at `nowMs`; it is stopped then. */
export function takeExpired(timer: Timer, cell: i32, nowMs: i64): bool {
  const deadline = timerDeadline(timer, cell);
  if (deadline == NO_DEADLINE || deadline > nowMs) return false;
  stopTimer(timer, cell);
  return true;
}

/** The earliest deadline of all, or `NO_DEADLINE`. */
export function nextDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let i = 0; i < KINDS * MAX_CELLS; i++) {
    const deadline = load<i64>(DEADLINES + (<usize>i << 3));
    // As unsigned numbers, NO_DEADLINE is later than any other.
    if (<u64>deadline < <u64>next) next = deadline;
  }
  return next;
}
