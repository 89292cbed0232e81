import { LogLevel, NO_DEADLINE } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { Cause, causeWord, planRun } from "../../../assembly/discovery/triggers";
import { addEntropy, resetEntropy } from "../../../assembly/entropy/pool";
import { cellAt, resetCells } from "../../../assembly/pools/cells";
import { logAt, logCount, LogField, resetLog } from "../../../assembly/pools/log";
import { advanceClock, nowMs, resetClock } from "../../../assembly/time/clock";
import { resetTimers, stopTimer, Timer, timerDeadline } from "../../../assembly/time/timers";
import { Word, wordLength, wordPointer } from "../../../assembly/words.gen";
import { place, placed } from "../support/octets";

const CELL: i32 = 5;
const CAUSES: i32 = 12;
const START: i64 = 100_000;

// Milliseconds from now to the planned run; -1: none is planned.
function planned(): i64 {
  const deadline = timerDeadline(Timer.Run, CELL);
  return deadline == NO_DEADLINE ? -1 : deadline - nowMs;
}

function plan(cause: i32): i64 {
  stopTimer(Timer.Run, CELL);
  planRun(CELL, cause as Cause);
  return planned();
}

function ranAt(timeMs: i64): void {
  cellAt(CELL).hasRun = true;
  cellAt(CELL).lastRunMs = timeMs;
}

describe("triggers", () => {
  beforeEach(() => {
    resetTimers();
    resetCells();
    resetLog();
    resetEntropy();
    resetClock();
    advanceClock(START);
  });

  it("wait as long as the table says", () => {
    const expected: i64[] = [1999, 1000, 1000, 1000, 1000, 0, 0, 0, 1000, 0, 0, 0];
    for (let cause = 0; cause < CAUSES; cause++) expect<i64>(plan(cause)).toBe(expected[cause], cause.toString());
  });

  it("spread the start over two seconds", () => {
    place("0000");
    addEntropy(placed, 2);
    expect<i64>(plan(Cause.Boot)).toBe(0);
    place("0080");
    addEntropy(placed, 2);
    expect<i64>(plan(Cause.Boot)).toBe(1000);
    place("ffff");
    addEntropy(placed, 2);
    expect<i64>(plan(Cause.Boot)).toBe(1999);
  });

  it("keep 10 s between runs, but not for the start, the end of a wait, the configuration and a command", () => {
    ranAt(START - 3000);
    const expected: i64[] = [1999, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 0, 0, 0];
    for (let cause = 0; cause < CAUSES; cause++) expect<i64>(plan(cause)).toBe(expected[cause], cause.toString());
  });

  it("wait their quiet time where that is longer than the rest of the 10 s", () => {
    ranAt(START - 9500);
    expect<i64>(plan(Cause.LinkUp)).toBe(1000);
    expect<i64>(plan(Cause.LeaseChanged)).toBe(500);
    ranAt(START - 10_000);
    expect<i64>(plan(Cause.LeaseChanged)).toBe(0);
    ranAt(START - 60_000);
    expect<i64>(plan(Cause.LeaseChanged)).toBe(0);
  });

  it("restart the quiet time with every further event of the network (E-93)", () => {
    planRun(CELL, Cause.LinkUp);
    for (let i = 0; i < 10; i++) {
      advanceClock(nowMs + 100);
      planRun(CELL, i % 2 ? Cause.LinkUp : Cause.AddressesChanged);
      expect<i64>(planned()).toBe(1000);
    }
    expect<u8>(cellAt(CELL).cause).toBe(<u8>Cause.LinkUp);
  });

  it("leave an earlier plan and its cause alone", () => {
    planRun(CELL, Cause.Command);
    planRun(CELL, Cause.LinkUp);
    expect<i64>(planned()).toBe(0);
    expect<i32>(cellAt(CELL).cause).toBe(Cause.Command);
    planRun(CELL, Cause.LeaseChanged);
    expect<i32>(cellAt(CELL).cause).toBe(Cause.Command, "an equal one is kept too");
  });

  it("do not let the start be put off by what belongs to it", () => {
    planRun(CELL, Cause.Boot);
    advanceClock(START + 1500);
    planRun(CELL, Cause.AddressesChanged);
    expect<i64>(planned()).toBe(499);
    expect<i32>(cellAt(CELL).cause).toBe(Cause.Boot);
  });

  it("go before a later plan", () => {
    planRun(CELL, Cause.LinkUp);
    planRun(CELL, Cause.LeaseLearnt);
    expect<i64>(planned()).toBe(0);
    expect<i32>(cellAt(CELL).cause).toBe(Cause.LeaseLearnt);
    ranAt(START);
    expect<i64>(plan(Cause.LeaseChanged)).toBe(10_000);
    planRun(CELL, Cause.Command);
    expect<i64>(planned()).toBe(0);
  });

  it("tell a run of the future, and one of now only when it begins", () => {
    planRun(CELL, Cause.Command);
    expect<i32>(logCount()).toBe(0);
    plan(Cause.NewNetwork);
    expect<i32>(logCount()).toBe(1);
    const slot = logAt(0);
    expect<i32>(slot.code).toBe(Code.RunPlanned);
    expect<i32>(slot.level).toBe(LogLevel.Info);
    expect<i32>(slot.cell).toBe(CELL);
    expect<i32>(slot.number(LogField.Why)).toBe(Word.NewNetwork);
    expect<i64>(slot.amount).toBe(1000);
    advanceClock(nowMs + 1);
    plan(Cause.Command);
    planRun(CELL, Cause.NewNetwork);
    expect<i32>(logCount()).toBe(1, "a plan that is not taken is not told");
  });

  it("have a word each", () => {
    const words = new Array<string>();
    for (let cause = 0; cause < CAUSES; cause++) {
      const word = causeWord(cause);
      words.push(String.UTF8.decodeUnsafe(wordPointer(word), wordLength(word)));
    }
    expect<string>(words.join(" ")).toBe(
      "boot link-up addresses-changed networks-changed sources-changed lease-learnt lease-changed lease-ended new-network " +
        "wait-over configuration command",
    );
  });

  it("keep apart near the ends of 32 bits and of 2^53", () => {
    advanceClock(0x7ffffc00);
    expect<i64>(plan(Cause.LinkUp)).toBe(1000);
    advanceClock(0xfffffc00);
    expect<i64>(plan(Cause.LinkUp)).toBe(1000);
    ranAt(0xfffffc00);
    expect<i64>(plan(Cause.LinkUp)).toBe(10_000);
    advanceClock(0x1fffffffffff00);
    expect<i64>(plan(Cause.LinkUp)).toBe(1000);
  });
});
