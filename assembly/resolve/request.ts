// What mechanisms ask for: the servers behind some names, for one cell. The first
// call begins a run, later ones find it under way, the last one takes what it
// found and gives it back.

import { Code } from "../codes";
import { cellAt } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { Dnssec, dnssecMode, Method } from "../pools/settings";
import { firstEntry, isPast, nextEntry, Note, Status } from "./knowledge";
import { hasResolver, hasTrustedResolver, RunSlot, RunState, runAt } from "./run-slots";
import { advanceRun, beginRun, endRun, findRun, hasFreeRun } from "./runs";
import { isPartial, reasonOf, stageResults } from "./walk";

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

/** Why a request was refused, or why what was staged is not all; a `Code`, 0: nothing to say. */
export let why: i32 = 0;
let begun: i32 = -1;

/**
 * Looks at the run of a cell, or begins one.
 * @param agents - the roots will be agents' names and not domains (A-06)
 */
export function request(cell: i32, method: Method, agents: bool): Request {
  why = 0;
  const slot = cellAt(cell);
  const run = findRun(cell);
  if (run < 0) {
    if (!hasResolver(cell)) {
      why = Code.NoResolver;
      return Request.Refused;
    }
    if (dnssecMode == Dnssec.Require && !hasTrustedResolver(cell)) {
      why = Code.NotAuthentic;
      return Request.Refused;
    }
    begun = beginRun(cell, agents);
    slot.resolving = <u8>method;
    return begun < 0 ? Request.Running : Request.New;
  }
  if (runAt(run).state == <u8>RunState.Active) return Request.Running;
  stageResults(run);
  assess(cell, run);
  endRun(run);
  slot.resolving = <u8>Method.None;
  return Request.Staged;
}

/** The run that `request` began. */
export function newRun(): RunSlot {
  return runAt(begun);
}

/** Sends the first questions of the new run. */
export function launch(): void {
  advanceRun(begun);
}

/** True if `request` would not say `Running` again. */
export function isReady(cell: i32): bool {
  const run = findRun(cell);
  return run < 0 ? hasFreeRun() : runAt(run).state == <u8>RunState.Done;
}

/** Ends the run of a cell, if there is one. */
export function cancel(cell: i32): void {
  const run = findRun(cell);
  if (run >= 0) endRun(run);
  cellAt(cell).resolving = <u8>Method.None;
}

// How long the results hold, and what was missed.
function assess(cell: i32, run: i32): void {
  const slot = cellAt(cell);
  const found = nextIn(cell, List.Staged, null) !== null;
  let keepS: u32 = u32.MAX_VALUE;
  slot.authentic = true;
  for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
    if (!(entry.notes & <u8>Note.Authentic)) slot.authentic = false;
    if (entry.status == <u8>Status.Failed) {
      if (!why || isPartial) why = <i32>entry.reason;
    } else if (!found || entry.status == <u8>Status.Found) {
      keepS = min(keepS, entry.ttl);
    }
  }
  slot.keepS = max(keepS, 1);
  slot.missed = <u8>(isPartial ? why : 0);
  if (!found && !why) why = rootReason(run);
}

// Why nothing was found: what became of the first question.
function rootReason(run: i32): i32 {
  const first = firstEntry(run);
  if (isPast(run, first)) return Code.NoDotsRecords;
  return first.status == <u8>Status.Found ? Code.NoDotsRecords : reasonOf(first);
}
