import { NO_DEADLINE } from "../../../assembly/abi";
import { MAX_CELLS } from "../../../assembly/limits";
import {
  nextDeadline,
  resetTimers,
  setTimer,
  stopTimer,
  takeExpired,
  Timer,
  timerDeadline,
} from "../../../assembly/time/timers";

const LAST: i32 = MAX_CELLS - 1;

function expectFires(deadlineMs: i64): void {
  setTimer(Timer.Lease, 3, deadlineMs);
  expect<i64>(nextDeadline()).toBe(deadlineMs);
  expect<bool>(takeExpired(Timer.Lease, 3, deadlineMs - 1)).toBe(false);
  expect<i64>(timerDeadline(Timer.Lease, 3)).toBe(deadlineMs);
  expect<bool>(takeExpired(Timer.Lease, 3, deadlineMs)).toBe(true);
  expect<bool>(takeExpired(Timer.Lease, 3, deadlineMs + 1)).toBe(false);
  expect<i64>(timerDeadline(Timer.Lease, 3)).toBe(NO_DEADLINE);
}

describe("timers", () => {
  beforeEach(() => {
    resetTimers();
  });

  it("are all stopped at first", () => {
    expect<i64>(nextDeadline()).toBe(NO_DEADLINE);
    for (let timer = 0; timer < 4; timer++) {
      for (let cell = 0; cell < MAX_CELLS; cell++) {
        expect<i64>(timerDeadline(timer as Timer, cell)).toBe(NO_DEADLINE);
        expect<bool>(takeExpired(timer as Timer, cell, i64.MAX_VALUE)).toBe(false);
      }
    }
  });

  it("are independent of each other, kind by kind and cell by cell", () => {
    for (let timer = 0; timer < 4; timer++) {
      for (let cell = 0; cell < MAX_CELLS; cell++) setTimer(timer as Timer, cell, 1000 * timer + cell + 1);
    }
    for (let timer = 0; timer < 4; timer++) {
      for (let cell = 0; cell < MAX_CELLS; cell++) {
        expect<i64>(timerDeadline(timer as Timer, cell)).toBe(1000 * timer + cell + 1);
      }
    }
    stopTimer(Timer.Run, LAST);
    expect<i64>(timerDeadline(Timer.Run, LAST)).toBe(NO_DEADLINE);
    expect<i64>(timerDeadline(Timer.Run, LAST - 1)).not.toBe(NO_DEADLINE);
    expect<i64>(timerDeadline(Timer.Lease, 0)).not.toBe(NO_DEADLINE);
  });

  it("fire once, at their deadline and not before, however large the number", () => {
    expectFires(1);
    expectFires(0x7fffffff);
    expectFires(0x80000000);
    expectFires(0xffffffff);
    expectFires(0x100000000);
    expectFires(0x1fffffffffffff);
    expectFires(0x20000000000000);
    expectFires(0x20000000000001);
  });

  it("fire late when the time was missed", () => {
    setTimer(Timer.Wait, 0, 15000);
    expect<bool>(takeExpired(Timer.Wait, 0, 0x100003a98)).toBe(true);
  });

  it("can be due at time 0", () => {
    setTimer(Timer.Run, 0, 0);
    expect<i64>(nextDeadline()).toBe(0);
    expect<bool>(takeExpired(Timer.Run, 0, 0)).toBe(true);
  });

  it("tell the earliest of all", () => {
    setTimer(Timer.Stale, LAST, 0x20000000000000);
    expect<i64>(nextDeadline()).toBe(0x20000000000000);
    setTimer(Timer.Wait, 0, 0x100000000);
    expect<i64>(nextDeadline()).toBe(0x100000000);
    setTimer(Timer.Run, 7, 0x80000000);
    setTimer(Timer.Lease, 8, 0x7fffffff);
    expect<i64>(nextDeadline()).toBe(0x7fffffff);
    stopTimer(Timer.Lease, 8);
    expect<i64>(nextDeadline()).toBe(0x80000000);
    setTimer(Timer.Run, 7, 0x100000001);
    expect<i64>(nextDeadline()).toBe(0x100000000);
    stopTimer(Timer.Wait, 0);
    stopTimer(Timer.Run, 7);
    expect<i64>(nextDeadline()).toBe(0x20000000000000);
  });
});
