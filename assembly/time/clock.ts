// The time of the input at hand. It is an argument of `handle`; nothing in the
// core can read a clock.

import { NO_DEADLINE } from "../abi";

/** Milliseconds since boot, as of the input at hand. */
export let nowMs: i64 = 0;
/** The time of the first input. */
export let startMs: i64 = 0;

/** What the calendar showed at boot, in milliseconds since 1970; counts only while it is trusted. */
export let calendarMs: i64 = 0;
/** The calendar is known to be right. */
export let calendarIsTrusted: bool = false;

/** Years up to 10889: beyond, a calendar is not to be trusted, and sums of times could overflow. */
const CALENDAR_END_MS: u64 = 1 << 48;

/** Forgets the time. */
export function resetClock(): void {
  nowMs = 0;
  startMs = NO_DEADLINE;
  calendarIsTrusted = false;
}

/** Takes the time of the calendar, in milliseconds since 1970. */
export function setCalendar(unixMs: i64, isTrusted: bool): void {
  calendarMs = unixMs - nowMs;
  calendarIsTrusted = isTrusted && <u64>unixMs < CALENDAR_END_MS;
}

/** Takes the time of an input. It never runs backwards. */
export function advanceClock(timeMs: i64): void {
  if (startMs == NO_DEADLINE) startMs = timeMs;
  nowMs = max(nowMs, timeMs);
}
