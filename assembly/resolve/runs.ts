// Resolution runs: begin, ask what the walk left open, learn, end. At most two at
// a time; a cell that finds none free asks again when one is given back.

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { Flag, message, messageFlags } from "../dns/message";
import { Rcode } from "../dns/types";
import { MAX_QUESTIONS, MAX_RESOLUTIONS } from "../limits";
import { isTrustedResolver } from "../pools/resolvers";
import { Dnssec, dnssecMode, Method } from "../pools/settings";
import { nowMs } from "../time/clock";
import { takeAnswer } from "./answers";
import { entryAt, Status, tellOf } from "./knowledge";
import { FREE, reachLimit, resolverOf, run, runAt, RunState, selectRun, START, tell } from "./run-slots";
import { beginTransaction, dropTransactions, t } from "./transactions";
import { explore } from "./walk";

export { resetSecret } from "./srv-order";

/** A run takes no longer than this, in milliseconds (requirements §2.7). */
const RUN_LIMIT_MS: i64 = 15_000;

/** Takes the run of a cell at hand, or with `FREE` a free one; false if there is none. */
export function findRun(cell: i32): bool {
  for (let index = 0; index < MAX_RESOLUTIONS; index++) {
    selectRun(runAt(index));
    if (<i32>run.cell == cell) return true;
  }
  return false;
}

/** Begins the run at hand for a cell, without roots yet. */
export function beginRun(cell: i32, method: Method): void {
  memory.fill(changetype<usize>(run), 0, START);
  run.last = <u16>changetype<usize>(run);
  run.used = <u32>run.start;
  run.cell = <u8>cell;
  run.method = <u8>method;
  run.deadlineMs = nowMs + RUN_LIMIT_MS;
}

/** Gives the run at hand back. */
export function endRun(): void {
  dropTransactions();
  run.state = <u8>RunState.Done;
  run.cell = <u8>FREE;
}

/** Asks whatever the run at hand misses and can ask now; ends it when that is nothing. */
export function advanceRun(isPointedAt: bool): void {
  if (run.state != <u8>RunState.Active) return;
  explore(isPointedAt);
  let open = false;
  for (let at = run.next; at; at = entryAt(at).next) {
    const entry = entryAt(at);
    if (entry.status == <u8>Status.Wanted) {
      if (<i32>run.questions == MAX_QUESTIONS) {
        reachLimit(Code.TooManyQuestions);
        entry.status = <u8>Code.TooManyQuestions;
      } else {
        beginTransaction(entry);
      }
    }
    if (entry.status == <u8>Status.Wanted || entry.status == <u8>Status.Asked) open = true;
  }
  if (open) return;
  run.state = <u8>RunState.Done;
  // What needed no answer is looked at at once, by a deadline that was not told before.
  run.deadlineMs = nowMs + 1;
}

/** Takes the answer of the transaction at hand, which is over, from the message that was read last. */
export function learn(): void {
  const entry = t.question;
  const flags = messageFlags(message);
  run.resolver = t.resolver;
  const resolver = resolverOf(t.resolver).address;
  const answer = tellOf(entry, Code.AnswerReceived, LogLevel.Info).withAddress(resolver).withValue(<u32>nowMs - t.sentMs);
  const isAuthentic = (flags & Flag.AuthenticData) != 0 && isTrustedResolver(resolver);
  if (dnssecMode == Dnssec.Require && !isAuthentic) entry.status = <u8>Code.NotAuthentic;
  else takeAnswer(entry, (flags & 15) == Rcode.NxDomain, isAuthentic);
  if (entry.status > <u8>Status.Alias) answer.withError(entry.status);
  // Nobody validated what came along.
  advanceRun(dnssecMode != Dnssec.Require);
}

/** Lets every run go on: answers came, failed, or places became free. */
export function advanceRuns(): void {
  for (let index = 0; index < MAX_RESOLUTIONS; index++) {
    selectRun(runAt(index));
    advanceRun(false);
  }
}

/** Time passed: a run that took too long goes without the answers that are missing. */
export function expireRuns(): void {
  for (let index = 0; index < MAX_RESOLUTIONS; index++) {
    selectRun(runAt(index));
    if (run.state != <u8>RunState.Active || run.deadlineMs > nowMs) continue;
    dropTransactions();
    for (let at = run.next; at; at = entryAt(at).next) {
      const entry = entryAt(at);
      if (entry.status <= <u8>Status.Asked) entry.status = <u8>Code.TimedOut;
    }
    run.state = <u8>RunState.Done;
    tell(Code.LimitReached, LogLevel.Notice).withError(Code.TimedOut);
  }
}

/** The earliest deadline of a run, or `NO_DEADLINE`. */
export function nextRunDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let index = 0; index < MAX_RESOLUTIONS; index++) {
    const slot = runAt(index);
    if (slot.cell != <u8>FREE && <u64>slot.deadlineMs < <u64>next) next = slot.deadlineMs;
  }
  return next;
}
