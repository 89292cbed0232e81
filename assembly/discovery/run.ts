// One run of the procedure: the methods in their order, from the first, until
// one has something to publish (RFC 8973 §4, R-03).

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { collect, identityHolder, mayStay, methodWord } from "../mechanisms/registry";
import { MAX_CELLS } from "../limits";
import { cellAt, cellPvd } from "../pools/cells";
import { Channel, countIn, dropList, List, nextIn } from "../pools/endpoints";
import { log, LogSlot } from "../pools/log";
import { cellMethods } from "../pools/pvds";
import { listHas, Method } from "../pools/settings";
import { nowMs } from "../time/clock";
import { setTimer, stopTimer, Timer, timerDeadline } from "../time/timers";
import { staleLimitMs } from "./attack";
import { markStale, publishStaged, withdraw } from "./publication";
import { nextState, State, Step } from "./transitions";
import { planAnother, planOthers, planRefresh, planRetry } from "./retries";
import { Cause, causeWord } from "./triggers";
import { stopListening } from "../resolve/mdns";
import { doubtRecords } from "../resolve/mdns-cache";
import { cancel, isReady } from "../resolve/request";
import { forgetResults } from "../resolve/walk";

/** Takes a step of the cell's state machine. */
export function takeStep(cell: i32, step: Step): void {
  const slot = cellAt(cell);
  slot.state = <u8>nextState(<State>slot.state, step);
}

/** Runs the procedure for a cell now. */
export function runCell(cell: i32): void {
  const slot = cellAt(cell);
  stopTimer(Timer.Run, cell);
  cancel(cell);
  if (!listHas(cellMethods(cell), Method.Mdns)) stopListening(cell);
  // Whoever asks for another look has reason to doubt what was heard (RFC 6762 §10.4).
  if (slot.cause == <u8>Cause.Command || slot.cause == <u8>Cause.PeersFailed) doubtRecords(cellPvd(cell));
  takeStep(cell, Step.Begin);
  if (slot.state != <u8>State.Discovering && slot.state != <u8>State.Refreshing) return;
  log(Code.RunBegins, LogLevel.Info, cell).withWhy(causeWord(slot.cause));
  slot.keepS = 0;
  slot.missed = 0;
  tryMethods(cell, Method.None);
}

// From the method given on, or from the first.
function tryMethods(cell: i32, first: Method): void {
  const methods = cellMethods(cell);
  const count = <i32>load<u8>(methods);
  let begun = first == Method.None;
  for (let i = 1; i <= count; i++) {
    const method = <Method>load<u8>(methods + i);
    if (method == first) begun = true;
    if (!begun) continue;
    const reason = tryMethod(cell, method);
    if (reason == 0 || reason == Code.ServedByAnyNetwork) return finish(cell, method);
    if (reason == Code.MethodPending) return pend(cell);
    if (reason == Code.Resolving) return;
  }
  exhaust(cell);
}

function tell(code: Code, cell: i32, method: Method): LogSlot {
  return log(code, LogLevel.Info, cell).withWhat(methodWord(method));
}

/** Goes on with cells whose resolution is over, and with those that waited for a free run. */
export function resumeCells(): void {
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const method = <Method>cellAt(cell).resolving;
    if (method != Method.None && isReady(cell)) tryMethods(cell, method);
  }
}

function tryMethod(cell: i32, method: Method): i32 {
  forgetResults();
  const reason = collect(method, cell);
  // A method that has nothing left to ask for does not look at its run again.
  if (reason != Code.Resolving) cancel(cell);
  if (reason == 0) {
    tellFound(cell, method);
  } else if (reason == Code.MethodPending) {
    tell(Code.MethodPending, cell, method).withValue(timerDeadline(Timer.Wait, cell) - nowMs);
  } else {
    dropList(cell, List.Staged);
    if (reason != Code.Resolving) tell(Code.MethodEmpty, cell, method).withError(reason);
  }
  return reason;
}

function tellFound(cell: i32, method: Method): void {
  const first = nextIn(cell, List.Staged, null)!;
  if (first.channels == <u8>Channel.Waiting) {
    const holder = identityHolder(method, cell, first.identity);
    tell(Code.WaitingForDns, cell, method).withName(holder);
  } else {
    tell(Code.MethodFound, cell, method).withValue(countIn(cell, List.Staged));
  }
}

// The list of a working cell stays while DHCP may still answer, if it may.
function pend(cell: i32): void {
  const slot = cellAt(cell);
  if (slot.state == <u8>State.Refreshing && mayStay(<Method>slot.method, cell)) return;
  withdraw(cell);
  takeStep(cell, Step.Pend);
}

// The limit of one run in 10 s counts from here; a run that pends has not ended.
function noteEnd(cell: i32): void {
  const slot = cellAt(cell);
  slot.lastRunMs = nowMs;
  slot.hasRun = true;
}

function finish(cell: i32, method: Method): void {
  noteEnd(cell);
  stopTimer(Timer.Stale, cell);
  publishStaged(cell, method);
  if (method != Method.Mdns) stopListening(cell);
  const missed = cellAt(cell).missed;
  takeStep(cell, missed ? Step.Miss : Step.Find);
  if (missed) {
    log(Code.PartialResult, LogLevel.Notice, cell).withError(missed);
    planRetry(cell);
  } else {
    planRefresh(cell);
  }
  planOthers(cell);
}

function exhaust(cell: i32): void {
  const slot = cellAt(cell);
  noteEnd(cell);
  takeStep(cell, Step.Exhaust);
  log(Code.AllMethodsEmpty, LogLevel.Notice, cell);
  if (slot.missed) planRetry(cell);
  else planAnother(cell);
  if (slot.state != <u8>State.Degraded) return;
  if (!mayStay(<Method>slot.method, cell)) return giveUpStale(cell);
  markStale(cell);
  if (timerDeadline(Timer.Stale, cell) == NO_DEADLINE) setTimer(Timer.Stale, cell, nowMs + staleLimitMs());
  log(Code.ListKeptStale, LogLevel.Warning, cell).withValue(timerDeadline(Timer.Stale, cell) - nowMs);
  planOthers(cell);
}

/** The stale list has been kept long enough. */
export function giveUpStale(cell: i32): void {
  takeStep(cell, Step.Expire);
  withdraw(cell);
}
