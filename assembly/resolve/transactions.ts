// One question to one resolver after the other: a socket and an id of its own for
// each try, TCP where UDP was cut or flooded, the next resolver where one fails
// (requirements §3.5, hardening: spoofing). A response that does not fit is
// dropped without touching the clock.

import { DatagramInput, LogLevel, NO_DEADLINE } from "../abi";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import {
  beginRecords,
  Flag,
  HEADER_SIZE,
  messageFlags,
  messageId,
  nextRecord,
  OWNER,
  recordClass,
  recordType,
  Section,
  sectionCount,
} from "../dns/message";
import { QueryOption } from "../dns/query";
import { CLASS_IN, Rcode } from "../dns/types";
import { randomU16 } from "../entropy/pool";
import { MAX_TRANSACTIONS } from "../limits";
import { equalNames } from "../names/name";
import { equalAddress } from "../net/address";
import { log } from "../pools/log";
import { Dnssec, dnssecMode } from "../pools/settings";
import { nowMs } from "../time/clock";
import { checkMessage } from "./answers";
import { entryAt, KnowledgeSlot, Status } from "./knowledge";
import { countResolvers, resolverOf, runCell } from "./run-slots";
import { isReferral, responseCode } from "./verdict";

/** Waits for an answer, first and second round through the resolvers, milliseconds (RFC 1035 §4.2.1). */
const FIRST_WAIT_MS: i64 = 2000;
const SECOND_WAIT_MS: i64 = 4000;
/** Wrong responses to one try before it goes on over TCP. */
const MAX_WRONG: i32 = 16;

/** What has to be told of a transaction in the drain. */
export enum Duty {
  /** `UdpOpen`, then `Send`. */
  Udp = 1,
  Tcp = 2,
  /** `Close` of `closing`. */
  Close = 4,
  /** `UdpSend` on a socket that was opened in the same drain. */
  Send = 8,
}

/** One question under way. */
@unmanaged
export class TransactionSlot {
  deadlineMs: i64;
  sentMs: i64;
  /** The socket's handle: slot, generation << 8. */
  handle: u16;
  closing: u16;
  id: u16;
  run: u8;
  /** The question's number in its run. */
  question: u8;
  active: bool;
  duties: u8;
  tries: u8;
  wrong: u8;
  /** Resolvers that cannot help, as a set. */
  failed: u8;
  resolver: u8;
  noEdns: bool;
  tcp: bool;
  /** Why the last resolver could not help, a `Code`. */
  reason: u8;
  /** Waits for entropy. */
  starved: bool;
  private reserved: u16;
  private reserved2: u32;
}

const SLOT_SIZE: i32 = 40;
const SLOTS: usize = memory.data(MAX_TRANSACTIONS * SLOT_SIZE, 8);

/** Ends all transactions. */
export function resetTransactions(): void {
  memory.fill(SLOTS, 0, MAX_TRANSACTIONS * SLOT_SIZE);
}

/** The transaction in a slot below `MAX_TRANSACTIONS`. */
export function transactionAt(slot: i32): TransactionSlot {
  return changetype<TransactionSlot>(SLOTS + slot * SLOT_SIZE);
}

/** The earliest deadline, or `NO_DEADLINE`. */
export function nextTransactionDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active && !t.starved && <u64>t.deadlineMs < <u64>next) next = t.deadlineMs;
  }
  return next;
}

/** True while a try waits for entropy. */
export function isStarved(): bool {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active && t.starved) return true;
  }
  return false;
}

/** Begins to ask the question of an entry; false if no slot is free now. */
export function beginTransaction(run: i32, entry: KnowledgeSlot): bool {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active || t.duties) continue;
    const handle = t.handle;
    memory.fill(changetype<usize>(t), 0, SLOT_SIZE);
    t.handle = handle ? handle : <u16>slot;
    t.active = true;
    t.run = <u8>run;
    t.question = entry.number;
    entry.status = <u8>Status.Asked;
    attempt(t, 0);
    return true;
  }
  return false;
}

/** Ends the transactions of a run. */
export function dropTransactions(run: i32): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active && t.run == <u8>run) end(t);
  }
}

function end(t: TransactionSlot): void {
  closeSocket(t);
  t.active = false;
}

function closeSocket(t: TransactionSlot): void {
  // A socket that was never told of need not be closed.
  if (!(t.duties & <u8>(Duty.Udp | Duty.Tcp)) && !t.starved) {
    t.closing = t.handle;
    t.duties |= <u8>Duty.Close;
  }
  t.duties &= <u8>Duty.Close;
  t.handle += 0x100;
}

function questionOf(t: TransactionSlot): KnowledgeSlot {
  return entryAt(t.run, t.question)!;
}

// Sends to a resolver that may still help, the one at `index` or after it.
function attempt(t: TransactionSlot, index: i32): void {
  const count = countResolvers(t.run);
  for (let i = 0; i < count; i++) {
    const resolver = (index + i) % count;
    if ((t.failed >> <u8>resolver) & 1) continue;
    t.resolver = <u8>resolver;
    return send(t);
  }
  fail(t, t.reason ? <Code>t.reason : Code.NoResolver);
}

function send(t: TransactionSlot): void {
  t.wrong = 0;
  t.sentMs = nowMs;
  t.deadlineMs = nowMs + (<i32>t.tries < countResolvers(t.run) ? FIRST_WAIT_MS : SECOND_WAIT_MS);
  const id = randomU16();
  t.starved = id < 0;
  if (t.starved) {
    log(Code.EntropyMissing, LogLevel.Warning, runCell(t.run));
    return;
  }
  t.id = <u16>id;
  t.duties |= <u8>(t.tcp ? Duty.Tcp : Duty.Udp);
  const entry = questionOf(t);
  log(Code.QuestionAsked, LogLevel.Info, runCell(t.run))
    .withQuestion(entry.name, entry.type)
    .withAddress(resolverOf(t.run, t.resolver).address)
    .withValue(t.tries + 1);
}

/** Fresh entropy has come: tries that waited for it are made. */
export function feedStarved(): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active && t.starved) send(t);
  }
}

/** The `QueryOption` set of a transaction. */
export function queryOptions(t: TransactionSlot): i32 {
  let options = t.noEdns ? 0 : QueryOption.Edns;
  if (dnssecMode != Dnssec.Off) options |= QueryOption.Authentic;
  if (dnssecMode == Dnssec.Require && !t.noEdns) options |= QueryOption.DnssecOk;
  return options;
}

/** Time passed: tries that nobody answered go on to the next resolver. */
export function expireTransactions(): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const t = transactionAt(slot);
    if (t.active && !t.starved && t.deadlineMs <= nowMs) retry(t, Code.TimedOut);
  }
}

// The next resolver, or the next round; after two rounds the question has failed.
function retry(t: TransactionSlot, reason: Code): void {
  closeSocket(t);
  t.reason = <u8>reason;
  t.tcp = false;
  if (<i32>++t.tries >= 2 * countResolvers(t.run)) return fail(t, reason);
  attempt(t, t.resolver + 1);
}

// This resolver cannot help with this question: the next one at once.
function abandon(t: TransactionSlot, reason: Code): void {
  closeSocket(t);
  t.reason = <u8>reason;
  t.failed |= <u8>(1 << t.resolver);
  t.tcp = false;
  t.noEdns = false;
  t.tries++;
  attempt(t, t.resolver + 1);
}

function fail(t: TransactionSlot, reason: Code): void {
  const entry = questionOf(t);
  entry.status = <u8>Status.Failed;
  entry.reason = <u8>reason;
  log(Code.AnswerFailed, LogLevel.Notice, runCell(t.run)).withQuestion(entry.name, entry.type).withError(reason);
  t.active = false;
}

/** The active transaction with this handle, or null: a stale handle means nothing. */
export function findTransaction(handle: i32): TransactionSlot | null {
  const slot = handle & 0xff;
  if (slot >= MAX_TRANSACTIONS) return null;
  const t = transactionAt(slot);
  return t.active && <i32>t.handle == handle && !t.starved ? t : null;
}

/** Takes a failure of a socket, an `ErrorClass`. */
export function takeFailure(t: TransactionSlot): void {
  retry(t, Code.NetworkFailure);
}

/** True if a datagram comes from where the question went. */
export function isFromResolver(t: TransactionSlot, record: usize): bool {
  const resolver = resolverOf(t.run, t.resolver);
  return (
    load<u16>(record, DatagramInput.SourcePort, 1) == resolver.port &&
    equalAddress(record + DatagramInput.Source, resolver.address)
  );
}

/** Drops a response that does not fit; the sixteenth makes the question go over TCP (RFC 5452 §9.2). */
export function dropResponse(t: TransactionSlot, reason: Code): void {
  log(Code.AnswerDropped, LogLevel.Info, runCell(t.run)).withError(reason);
  if (<i32>++t.wrong == MAX_WRONG) overTcp(t);
}

function overTcp(t: TransactionSlot): void {
  closeSocket(t);
  t.tcp = true;
  log(Code.TcpNext, LogLevel.Info, runCell(t.run));
  send(t);
}

/**
 * Takes a response to a transaction.
 * @returns true if it is an answer that the run can learn from; the transaction is over then
 */
export function takeResponse(t: TransactionSlot, message: usize, length: i32): bool {
  const misfit = misfitOf(t, message, length);
  if (misfit) {
    // Over TCP nobody else can have sent it: the resolver is of no use.
    if (t.tcp) abandon(t, misfit);
    else dropResponse(t, misfit);
    return false;
  }
  const flags = messageFlags(message);
  if (flags & Flag.Truncated && !t.tcp) {
    overTcp(t);
    return false;
  }
  const failure = checkMessage(message, length);
  if (isFault(failure)) {
    log(Code.AnswerDropped, LogLevel.Notice, runCell(t.run)).withFault(failure);
    abandon(t, Code.ServerFailure);
    return false;
  }
  if (!isAnswer(t, responseCode(message, length))) return false;
  if (isReferral(message, length)) {
    abandon(t, Code.ServerFailure);
    return false;
  }
  end(t);
  return true;
}

// RFC 5452 §9.1: every field that the question set has to come back.
function misfitOf(t: TransactionSlot, message: usize, length: i32): Code {
  if (length < HEADER_SIZE) return Code.NotResponse;
  const flags = messageFlags(message);
  if (!(flags & Flag.Response) || flags & 0x7800) return Code.NotResponse;
  if (messageId(message) != <i32>t.id) return Code.WrongId;
  if (sectionCount(message, Section.Question) != 1) return Code.WrongQuestion;
  // The check of the whole message says what is wrong with its counts.
  if (isFault(beginRecords(message, length))) return Code.Ok;
  if (nextRecord() != 1) return Code.WrongQuestion;
  const entry = questionOf(t);
  if (recordType != <i32>entry.type || recordClass != CLASS_IN || !equalNames(OWNER, entry.name)) return Code.WrongQuestion;
  return Code.Ok;
}

function isAnswer(t: TransactionSlot, rcode: i32): bool {
  switch (rcode) {
    case Rcode.NoError:
    case Rcode.NxDomain:
      return true;
    case Rcode.Refused:
      abandon(t, Code.QueryRefused);
      return false;
    case Rcode.FormErr:
    case Rcode.NotImp:
    case Rcode.BadVers:
      if (!t.noEdns) {
        // RFC 6891 §7: once without EDNS.
        closeSocket(t);
        t.noEdns = true;
        send(t);
        return false;
      }
      abandon(t, Code.Unsupported);
      return false;
    default:
      abandon(t, Code.ServerFailure);
      return false;
  }
}
