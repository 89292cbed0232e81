import { NO_DEADLINE } from "../../../assembly/abi";
import { advanceClock, calendarIsTrusted, calendarMs, nowMs, resetClock, setCalendar, startMs } from "../../../assembly/time/clock";

describe("clock", () => {
  beforeEach(() => {
    resetClock();
  });

  it("begins with the first input", () => {
    expect<i64>(startMs).toBe(NO_DEADLINE);
    advanceClock(5000);
    advanceClock(6000);
    expect<i64>(startMs).toBe(5000);
    expect<i64>(nowMs).toBe(6000);
  });

  it("never runs backwards", () => {
    advanceClock(5000);
    advanceClock(4999);
    expect<i64>(nowMs).toBe(5000);
    advanceClock(5000);
    expect<i64>(nowMs).toBe(5000);
    advanceClock(5001);
    expect<i64>(nowMs).toBe(5001);
  });

  it("passes 32 bits and 2^53", () => {
    advanceClock(0xffffffff);
    advanceClock(0x100000000);
    expect<i64>(nowMs).toBe(0x100000000);
    advanceClock(0x20000000000001);
    expect<i64>(nowMs).toBe(0x20000000000001);
  });

  it("forgets", () => {
    advanceClock(5000);
    resetClock();
    expect<i64>(nowMs).toBe(0);
    advanceClock(7);
    expect<i64>(startMs).toBe(7);
  });

  it("knows what the calendar showed at boot, if that is to be trusted", () => {
    advanceClock(5000);
    setCalendar(1_800_000_000_000, true);
    expect<i64>(calendarMs).toBe(1_799_999_995_000);
    expect<bool>(calendarIsTrusted).toBe(true);
    setCalendar(1_800_000_000_000, false);
    expect<bool>(calendarIsTrusted).toBe(false);
    setCalendar(0, true);
    expect<bool>(calendarIsTrusted).toBe(true);
    setCalendar(-1, true);
    expect<bool>(calendarIsTrusted).toBe(false);
    setCalendar((1 << 48) - 1, true);
    expect<bool>(calendarIsTrusted).toBe(true);
    setCalendar(1 << 48, true);
    expect<bool>(calendarIsTrusted).toBe(false);
    setCalendar(5, true);
    resetClock();
    expect<bool>(calendarIsTrusted).toBe(false);
  });
});
