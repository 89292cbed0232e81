// What mechanisms ask for: the servers behind some names, for one cell. The first
// call begins a run, later ones find it under way, the last one takes what it
// found and gives it back.

import { Code } from "../codes";
import { cellAt, CellSlot } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { Dnssec, dnssecMode, Method } from "../pools/settings";
import { FREE, hasResolver, run, RunSlot, RunState } from "./run-slots";
import { advanceRun, beginRun, endRun, findRun } from "./runs";
import { foundMs, missed, negativeMs } from "./steps";
import { rootReason, stageResults } from "./walk";

/** What a look at a cell's run brought. */
export enum Request {
  /** There is none, and none can be had: `why` says why. */
  Refused,
  /** A new one: add its roots, then call `launch`. */
  New,
  /** It is under way. */
  Running,
  /** Its results are staged. */
  Staged,
}

/** Why a request was refused, or why nothing was staged; a `Code`, 0: nothing to say. */
export let why: i32 = 0;

/** Looks at the run of a cell, or begins one for a method. */
export function request(cell: i32, method: Method): Request {
  why = 0;
  const slot = cellAt(cell);
  if (findRun(cell)) {
    stageResults();
    assess(slot, cell);
    cancel(cell);
    return Request.Staged;
  }
  if (!hasResolver(cell, false)) {
    why = Code.NoResolver;
    return Request.Refused;
  }
  if (dnssecMode == Dnssec.Require && !hasResolver(cell, true)) {
    why = Code.NotAuthentic;
    return Request.Refused;
  }
  slot.resolving = <u8>method;
  if (!findRun(FREE)) return Request.Running;
  beginRun(cell, method);
  return Request.New;
}

/** The run that `request` began. */
export function newRun(): RunSlot {
  return run;
}

/** Sends the first questions of the new run. */
export function launch(): void {
  advanceRun(false);
}

/** True if `request` would not say `Running` again. */
export function isReady(cell: i32): bool {
  return findRun(cell) ? run.state == <u8>RunState.Done : findRun(FREE);
}

/** Ends the run of a cell, if there is one. */
export function cancel(cell: i32): void {
  if (findRun(cell)) endRun();
  cellAt(cell).resolving = <u8>Method.None;
}

// How long the results hold, and what was missed.
function assess(slot: CellSlot, cell: i32): void {
  const isFound = nextIn(cell, List.Staged, null) !== null;
  const keepS: u32 = max((isFound ? foundMs : min(foundMs, negativeMs)) / 1000, 1);
  // What a method before this one learnt may grow old sooner; without one, 0 less 1 is the greatest number.
  slot.keepS = min(slot.keepS - 1, keepS - 1) + 1;
  if (missed) slot.missed = missed;
  if (!isFound) why = missed ? missed : rootReason();
}
