// Resolution runs: begin, ask what the walk left open, learn, end. At most two at
// a time; a cell that finds none free asks again when one is given back.

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { Flag, messageFlags } from "../dns/message";
import { isTrustedResolver } from "../pools/resolvers";
import { Rcode } from "../dns/types";
import { randomU16 } from "../entropy/pool";
import { MAX_RESOLUTIONS } from "../limits";
import { equalNames } from "../names/name";
import { log } from "../pools/log";
import { Dnssec, dnssecMode } from "../pools/settings";
import { nowMs } from "../time/clock";
import { takeAnswer } from "./answers";
import { entryAt, firstEntry, isPast, KnowledgeSlot, nextEntry, Note, resetKnowledge, Status } from "./knowledge";
import { addressType, resolverOf, RunState, runAt, runCell } from "./run-slots";
import { mix } from "./srv-order";
import { beginTransaction, dropTransactions, TransactionSlot } from "./transactions";
import { explore } from "./walk";

/** A run takes no longer than this, in milliseconds (requirements §2.7). */
const RUN_LIMIT_MS: i64 = 15_000;

// The secret behind the draw of SRV records: taken once, so that a set keeps its
// order while the router is up.
let secret: u64 = 0;

/** Forgets the secret of the draw. */
export function resetSecret(): void {
  secret = 0;
}

function takeSecret(): u64 {
  if (!secret) {
    const high = randomU16();
    const low = randomU16();
    if (high >= 0 && low >= 0) secret = mix((<u64>high << 16) | <u64>low | 1);
  }
  return secret;
}

/** The run of a cell, or -1. */
export function findRun(cell: i32): i32 {
  for (let run = 0; run < MAX_RESOLUTIONS; run++) {
    if (runAt(run).state != <u8>RunState.Free && runCell(run) == cell) return run;
  }
  return -1;
}

/** True if a run can begin. */
export function hasFreeRun(): bool {
  for (let run = 0; run < MAX_RESOLUTIONS; run++) if (runAt(run).state == <u8>RunState.Free) return true;
  return false;
}

/** A run for a cell, without roots yet, or -1 if none is free. */
export function beginRun(cell: i32, agents: bool): i32 {
  for (let run = 0; run < MAX_RESOLUTIONS; run++) {
    const slot = runAt(run);
    if (slot.state != <u8>RunState.Free) continue;
    resetKnowledge(run);
    slot.state = <u8>RunState.Active;
    slot.cell = <u8>cell;
    slot.agents = agents;
    slot.roots = 0;
    slot.deadlineMs = nowMs + RUN_LIMIT_MS;
    slot.seed = mix(takeSecret() ^ <u64>cell);
    return run;
  }
  return -1;
}

/** Gives a run back. */
export function endRun(run: i32): void {
  dropTransactions(run);
  runAt(run).state = <u8>RunState.Free;
}

/** Asks whatever is missing and can be asked now; ends the run when nothing is. */
export function advanceRun(run: i32): void {
  const slot = runAt(run);
  if (slot.state != <u8>RunState.Active) return;
  explore(run);
  let open = false;
  for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
    if (entry.status == <u8>Status.Wanted && !refuseDoomed(run, entry)) beginTransaction(run, entry);
    if (entry.isOpen) open = true;
  }
  if (!open) slot.state = <u8>RunState.Done;
}

// RFC 8020: a name that does not exist has no records of any type.
function refuseDoomed(run: i32, wanted: KnowledgeSlot): bool {
  for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
    if (entry.status != <u8>Status.NxDomain || !equalNames(entry.name, wanted.name)) continue;
    wanted.status = <u8>Status.NxDomain;
    wanted.ttl = entry.ttl;
    return true;
  }
  return false;
}

/** Takes the answer of a transaction that is over. */
export function learn(t: TransactionSlot, message: usize, length: i32): void {
  const run = <i32>t.run;
  const slot = runAt(run);
  const entry = entryAt(run, t.question)!;
  const isNegative = (messageFlags(message) & 15) == Rcode.NxDomain;
  log(Code.AnswerReceived, LogLevel.Info, runCell(run))
    .withQuestion(entry.name, entry.type)
    .withValue(nowMs - t.sentMs);
  const isAuthentic = messageFlags(message) & Flag.AuthenticData && isTrustedResolver(resolverOf(run, t.resolver).address);
  if (isAuthentic) {
    entry.notes |= <u8>Note.Authentic;
  } else if (dnssecMode == Dnssec.Require) {
    entry.status = <u8>Status.Failed;
    entry.reason = <u8>Code.NotAuthentic;
    advanceRun(run);
    return;
  }
  takeAnswer(run, runCell(run), entry, message, length, isNegative, addressType(run), slot.seed, dnssecMode != Dnssec.Require);
  advanceRun(run);
}

/** Time passed: a run that took too long goes without the answers that are missing. */
export function expireRuns(): void {
  for (let run = 0; run < MAX_RESOLUTIONS; run++) {
    const slot = runAt(run);
    if (slot.state != <u8>RunState.Active || slot.deadlineMs > nowMs) continue;
    dropTransactions(run);
    for (let entry = firstEntry(run); !isPast(run, entry); entry = nextEntry(entry)) {
      if (!entry.isOpen) continue;
      entry.status = <u8>Status.Failed;
      entry.reason = <u8>Code.TimedOut;
    }
    slot.state = <u8>RunState.Done;
    log(Code.LimitReached, LogLevel.Notice, runCell(run)).withError(Code.TimedOut);
  }
}

/** The earliest deadline of a run, or `NO_DEADLINE`. */
export function nextRunDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let run = 0; run < MAX_RESOLUTIONS; run++) {
    const slot = runAt(run);
    if (slot.state == <u8>RunState.Active && <u64>slot.deadlineMs < <u64>next) next = slot.deadlineMs;
  }
  return next;
}
