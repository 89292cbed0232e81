// One question to one resolver after the other: a socket and an id of its own for
// each try, TCP where UDP was cut or flooded, the next resolver where one fails
// (requirements §3.5, hardening: spoofing). A response that does not fit is
// dropped without touching the clock. One transaction is at hand at a time, with
// its run.

import { DatagramInput, LogLevel, NO_DEADLINE } from "../abi";
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
  recordTtl,
  recordType,
  Section,
  section,
  sectionCount,
} from "../dns/message";
import { QueryOption } from "../dns/query";
import { isBogus } from "../dns/rdata/opt";
import { CLASS_IN, Rcode, Type } from "../dns/types";
import { randomU16 } from "../entropy/pool";
import { MAX_TRANSACTIONS } from "../limits";
import { equalNames } from "../names/name";
import { equalAddress } from "../net/address";
import { Dnssec, dnssecMode } from "../pools/settings";
import { nowMs } from "../time/clock";
import { entryAt, KnowledgeSlot, Status, tellOf } from "./knowledge";
import { countResolvers, resolverOf, run, RunSlot, selectRun, tell } from "./run-slots";

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
  /** `Close` of the socket before. */
  Close = 4,
  /** `UdpSend` on a socket that was opened in the same drain. */
  Send = 8,
}

/** One question under way. */
@unmanaged
export class TransactionSlot {
  /** 0: none; it waits for entropy, or has ended. */
  deadlineMs: i64;
  /** The lower half of when it was sent. */
  sentMs: u32;
  /** The socket's handle: slot, generation << 8. */
  handle: u16;
  id: u16;
  /** Address of its run; 0: it has ended. */
  run: u16;
  /** Address of its question. */
  entry: u16;
  duties: u8;
  tries: u8;
  wrong: u8;
  /** Resolvers that cannot help, as a set. */
  failed: u8;
  resolver: u8;
  noEdns: bool;
  tcp: bool;
  private reserved: u8;

  /** Its question. */
  get question(): KnowledgeSlot {
    return entryAt(this.entry);
  }

  /** True while it waits for entropy. */
  get starved(): bool {
    return this.run && !this.deadlineMs;
  }
}

const SLOT_SIZE: i32 = 32;
const SLOTS: usize = memory.data(MAX_TRANSACTIONS * SLOT_SIZE, 8);

/** The transaction at hand. */
export let t: TransactionSlot = changetype<TransactionSlot>(SLOTS);

/** Ends all transactions. */
export function resetTransactions(): void {
  memory.fill(SLOTS, 0, MAX_TRANSACTIONS * SLOT_SIZE);
}

function transactionAt(slot: i32): TransactionSlot {
  return changetype<TransactionSlot>(SLOTS + slot * SLOT_SIZE);
}

/** Takes the transaction in a slot below `MAX_TRANSACTIONS`, and its run, at hand. */
export function selectTransaction(slot: i32): void {
  t = transactionAt(slot);
  if (t.run) selectRun(changetype<RunSlot>(<usize>t.run));
}

/** The earliest deadline, or `NO_DEADLINE`. */
export function nextTransactionDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    const deadlineMs = transactionAt(slot).deadlineMs;
    if (deadlineMs && <u64>deadlineMs < <u64>next) next = deadlineMs;
  }
  return next;
}

/** True while a try waits for entropy. */
export function isStarved(): bool {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) if (transactionAt(slot).starved) return true;
  return false;
}

/** Begins to ask the question of an entry of the run at hand, if a slot is free now. */
export function beginTransaction(entry: KnowledgeSlot): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    t = transactionAt(slot);
    if (t.run || t.duties) continue;
    const handle = t.handle;
    memory.fill(changetype<usize>(t), 0, SLOT_SIZE);
    t.handle = handle ? handle : <u16>slot;
    t.run = <u16>changetype<usize>(run);
    t.entry = <u16>changetype<usize>(entry);
    entry.status = <u8>Status.Asked;
    run.questions++;
    return attempt(run.resolver, Code.NoResolver);
  }
}

/** Ends the transactions of the run at hand. */
export function dropTransactions(): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    t = transactionAt(slot);
    if (<usize>t.run == changetype<usize>(run)) end();
  }
}

function end(): void {
  closeSocket();
  t.run = 0;
}

function closeSocket(): void {
  // A socket that was never told of need not be closed.
  if (!(t.duties & <u8>(Duty.Udp | Duty.Tcp)) && t.deadlineMs) {
    t.handle += 0x100;
    t.duties = <u8>Duty.Close;
  }
  t.duties &= <u8>Duty.Close;
  t.deadlineMs = 0;
}

// Sends to a resolver that may still help, the one at `index` or after it: two
// rounds, then the question has failed.
function attempt(index: i32, reason: Code): void {
  const count = countResolvers();
  if (<i32>t.tries < 2 * count) {
    for (let i = 0; i < count; i++) {
      t.resolver = <u8>((index + i) % count);
      if (!((t.failed >> t.resolver) & 1)) return send();
    }
  }
  const entry = t.question;
  entry.status = <u8>reason;
  tellOf(entry, Code.AnswerFailed, LogLevel.Notice).withError(reason);
  t.run = 0;
}

function send(): void {
  const id = randomU16();
  if (id < 0) {
    tell(Code.EntropyMissing, LogLevel.Warning);
    return;
  }
  t.wrong = 0;
  t.id = <u16>id;
  t.sentMs = <u32>nowMs;
  t.deadlineMs = nowMs + (<i32>t.tries < countResolvers() ? FIRST_WAIT_MS : SECOND_WAIT_MS);
  t.duties |= <u8>(t.tcp ? Duty.Tcp : Duty.Udp);
  tellOf(t.question, Code.QuestionAsked, LogLevel.Info)
    .withAddress(resolverOf(t.resolver).address)
    .withValue(t.tries + 1);
}

/** Fresh entropy has come: tries that waited for it are made. */
export function feedStarved(): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    selectTransaction(slot);
    if (t.starved) send();
  }
}

/** The `QueryOption` set of the transaction at hand. */
export function queryOptions(): i32 {
  let options = t.noEdns ? 0 : QueryOption.Edns;
  if (dnssecMode != Dnssec.Off) options |= QueryOption.Authentic;
  if (dnssecMode == Dnssec.Require && !t.noEdns) options |= QueryOption.DnssecOk;
  return options;
}

/** Time passed: tries that nobody answered go on to the next resolver. */
export function expireTransactions(): void {
  for (let slot = 0; slot < MAX_TRANSACTIONS; slot++) {
    selectTransaction(slot);
    if (t.deadlineMs && t.deadlineMs <= nowMs) retry(Code.TimedOut);
  }
}

/** The try has failed for this reason: the next resolver, or the next round. */
export function retry(reason: Code): void {
  tellFailure(reason);
  closeSocket();
  t.tcp = false;
  t.noEdns = false;
  t.tries++;
  attempt(t.resolver + 1, reason);
}

function tellFailure(reason: Code): void {
  tellOf(t.question, Code.TryFailed, LogLevel.Info).withAddress(resolverOf(t.resolver).address).withError(reason);
}

// This resolver cannot help with this question at all.
function abandon(reason: Code): void {
  t.failed |= <u8>(1 << t.resolver);
  retry(reason);
}

/** Takes the transaction with this handle at hand; false if it has none, or has ended: a stale handle means nothing. */
export function findTransaction(handle: i32): bool {
  const slot = handle & 0xff;
  if (slot >= MAX_TRANSACTIONS) return false;
  selectTransaction(slot);
  return t.deadlineMs != 0 && <i32>t.handle == handle;
}

/** True if a datagram comes from where the question went. */
export function isFromResolver(record: usize): bool {
  const resolver = resolverOf(t.resolver);
  return (
    load<u16>(record, DatagramInput.SourcePort, 1) == resolver.port &&
    equalAddress(record + DatagramInput.Source, resolver.address)
  );
}

/** Drops a response that does not fit; the sixteenth makes the question go over TCP (RFC 5452 §9.2). */
export function dropResponse(reason: Code): void {
  tellOf(t.question, Code.AnswerDropped, LogLevel.Info).withError(reason);
  if (<i32>++t.wrong == MAX_WRONG) overTcp();
}

function overTcp(): void {
  closeSocket();
  t.tcp = true;
  tellOf(t.question, Code.TcpNext, LogLevel.Info);
  send();
}

/**
 * Takes a response to the transaction at hand.
 * @returns true if it is an answer that the run can learn from; the transaction is over then
 */
export function takeResponse(message: usize, length: i32): bool {
  const misfit = misfitOf(message, length);
  if (misfit) {
    // Over TCP nobody else can have sent it: the resolver is of no use.
    if (t.tcp) abandon(misfit);
    else dropResponse(misfit);
    return false;
  }
  if (messageFlags(message) & Flag.Truncated && !t.tcp) {
    overTcp();
    return false;
  }
  const failure = failureOf(message, length);
  if (!failure) {
    end();
    return true;
  }
  if (failure == Code.Unsupported && !t.noEdns) {
    // RFC 6891 §7: once without EDNS.
    tellFailure(failure);
    closeSocket();
    t.noEdns = true;
    send();
  } else {
    abandon(failure);
  }
  return false;
}

// RFC 5452 §9.1: every field that the question set has to come back. What is wrong
// with the frame of the message is found out later.
function misfitOf(message: usize, length: i32): Code {
  if (length < HEADER_SIZE || (messageFlags(message) & 0xf800) != Flag.Response) return Code.NotResponse;
  if (messageId(message) != <i32>t.id) return Code.WrongId;
  if (sectionCount(message, Section.Question) != 1) return Code.WrongQuestion;
  if (beginRecords(message, length)) return Code.Ok;
  const isSame =
    nextRecord() == 1 &&
    recordType == <i32>t.question.type &&
    recordClass == CLASS_IN &&
    equalNames(OWNER, t.question.name);
  return isSame ? Code.Ok : Code.WrongQuestion;
}

// Why a response is no answer, or 0. An answer that has nothing but the name servers
// of a zone, and no SOA, comes from one that neither knows nor resolves (RFC 2308 §2.2).
function failureOf(message: usize, length: i32): Code {
  const flags = messageFlags(message);
  let rcode = flags & 15;
  let failure = Code.ServerFailure;
  let isReferral = false;
  let isLame = !(flags & Flag.Authoritative) && !sectionCount(message, Section.Answer);
  let found = beginRecords(message, length);
  if (!found) found = nextRecord();
  for (; found > 0; found = nextRecord()) {
    // The bits that the OPT record adds (RFC 6891 §6.1.3).
    if (recordType == Type.Opt) {
      rcode |= <i32>((recordTtl >> 24) << 4);
      if (isBogus()) failure = Code.Bogus;
    }
    if (recordType == Type.Soa) isLame = false;
    if (recordType == Type.Ns) isReferral = true;
  }
  if (found) {
    tellOf(t.question, Code.AnswerDropped, LogLevel.Notice).withFault(found);
    return Code.ServerFailure;
  }
  switch (rcode) {
    case Rcode.NoError:
    case Rcode.NxDomain:
      return isLame && isReferral ? Code.ServerFailure : Code.Ok;
    case Rcode.Refused:
      return Code.QueryRefused;
    case Rcode.FormErr:
    case Rcode.NotImp:
    case Rcode.BadVers:
      return Code.Unsupported;
    default:
      return failure;
  }
}
