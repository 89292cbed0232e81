// When a cell looks again (requirements §3.4). Each cause has a row: how long to
// wait, whether every further event starts the wait anew, and whether the limit
// of one run in 10 s holds.

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { randomBelow } from "../entropy/pool";
import { cellAt } from "../pools/cells";
import { log } from "../pools/log";
import { nowMs } from "../time/clock";
import { setTimer, Timer, timerDeadline } from "../time/timers";
import { Word } from "../words.gen";

/** Why a run is made. */
export enum Cause {
  Boot,
  LinkUp,
  AddressesChanged,
  NetworksChanged,
  SourcesChanged,
  LeaseLearnt,
  LeaseChanged,
  LeaseEnded,
  NewNetwork,
  WaitOver,
  Configuration,
  Command,
  Retry,
  TtlOver,
  RecordsChanged,
  PeersFailed,
  CertificateEnds,
}

/** Spread of the first run after start, in milliseconds. */
const BOOT_JITTER_MS: i32 = 2000;
/** Quiet time after an event of the network, in milliseconds. */
const QUIET_MS: i32 = 1000;
/** Least time between two runs of a cell, in milliseconds. */
export const RUN_GAP_MS: i64 = 10_000;

const RESTARTS: u16 = 0x4000;
const SPACED: u16 = 0x8000;
const DELAY: u16 = 0x3fff;

// prettier-ignore
const ROWS: usize = memory.data<u16>([
  /* Boot             */ 0,
  /* LinkUp           */ <u16>QUIET_MS | RESTARTS | SPACED,
  /* AddressesChanged */ <u16>QUIET_MS | RESTARTS | SPACED,
  /* NetworksChanged  */ <u16>QUIET_MS | RESTARTS | SPACED,
  /* SourcesChanged   */ <u16>QUIET_MS | SPACED,
  /* LeaseLearnt      */ SPACED,
  /* LeaseChanged     */ SPACED,
  /* LeaseEnded       */ SPACED,
  /* NewNetwork       */ <u16>QUIET_MS | RESTARTS | SPACED,
  /* WaitOver         */ 0,
  /* Configuration    */ 0,
  /* Command          */ 0,
  /* Retry            */ 0,
  /* TtlOver          */ SPACED,
  /* RecordsChanged   */ <u16>QUIET_MS | SPACED,
  /* PeersFailed      */ 0,
  /* CertificateEnds  */ SPACED,
], 2);

function rowOf(cause: i32): u16 {
  return load<u16>(ROWS + (<usize>cause << 1));
}

/** The word for a cause. */
export function causeWord(cause: i32): Word {
  return <Word>(Word.Boot + cause);
}

/** Plans a run of a cell, unless an earlier one is planned already. */
export function planRun(cell: i32, cause: Cause): void {
  const row = rowOf(cause);
  let due = nowMs + <i64>(row & DELAY);
  if (cause == Cause.Boot) due += randomBelow(BOOT_JITTER_MS);
  planRunAt(cell, cause, due);
}

/** Plans a run of a cell for a time, in milliseconds, unless an earlier one is planned already. */
export function planRunAt(cell: i32, cause: Cause, due: i64): void {
  const slot = cellAt(cell);
  const row = rowOf(cause);
  if (row & SPACED && slot.hasRun) due = max(due, slot.lastRunMs + RUN_GAP_MS);
  const planned = timerDeadline(Timer.Run, cell);
  if (planned != NO_DEADLINE && planned <= due) {
    const startsAnew = row & RESTARTS && rowOf(slot.cause) & RESTARTS;
    if (!startsAnew) return;
  }
  slot.cause = <u8>cause;
  setTimer(Timer.Run, cell, due);
  if (due > nowMs) {
    log(Code.RunPlanned, LogLevel.Info, cell)
      .withWhy(causeWord(cause))
      .withValue(due - nowMs);
  }
}
