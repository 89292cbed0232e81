// What a walk over a run's knowledge is made of: the answer to a question, with a
// question left behind where it is missing, and what is staged of it.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { Section } from "../dns/message";
import { Type } from "../dns/types";
import { MAX_CELL_ENDPOINTS, MAX_CNAMES } from "../limits";
import { isLocal } from "../names/match";
import { callHomePort } from "../pools/call-home";
import { isMapped } from "../net/address";
import { cellFamily, cellPvd } from "../pools/cells";
import { appendEndpoint, CALL_HOME, counterpartOf, countIn, defaultPort, dropLastEndpoint, List } from "../pools/endpoints";
import { needsNat64, synthesise } from "../pools/nat64";
import { isOwn } from "../pools/leases";
import { askedPvd } from "../pools/pvds";
import { rateDestination } from "../pools/sources";
import { nowMs } from "../time/clock";
import { Word } from "../words.gen";
import { collect } from "./answers";
import { addEntry, findEntry, ITEM_DATA, ITEM_NAME, KnowledgeSlot, nextItem, srvPort, srvPriority, Status, tellOf } from "./knowledge";
import { addressType, reachLimit, run, tell } from "./run-slots";

/** Of the last walk: a `Code`, why what was staged is not all, or 0. */
export let missed: u8 = 0;
/** How long its answers may still be kept, those that give something and those that do not, milliseconds; `NEVER`: there are none. */
export const NEVER: i32 = i32.MAX_VALUE;
export let foundMs: i32 = NEVER;
export let negativeMs: i32 = NEVER;
/** All of them were validated by a resolver that is trusted to. */
export let authentic: bool = false;

let staging: bool = false;
let isPointedAt: bool = false;
let identity: i32 = 0;
// The protocol that is walked, 0: none of its own; and the type of the record that was followed last.
let protocol: i32 = 0;
let followed: i32 = 0;

/**
 * Begins a walk.
 * @param stages - everything is known: what is found is staged, and the way to it told
 * @param takesAdditional - the message that was read last was an answer, and what it brings along may be used
 */
export function beginWalk(stages: bool, takesAdditional: bool): void {
  staging = stages;
  isPointedAt = takesAdditional;
  missed = run.limit;
  foundMs = NEVER;
  negativeMs = NEVER;
  authentic = true;
}

/** Nothing was walked yet for what is staged next. */
export function forgetFound(): void {
  foundMs = NEVER;
}

/** Records are followed for this protocol from here on, one of `Channel`; 0: for none of its own. */
export function setProtocol(channel: i32): void {
  protocol = channel;
  followed = 0;
}

/** What is staged from here on has to prove this identity of the cell. */
export function setIdentity(value: i32): void {
  identity = value;
}

/** True if there was no answer to be had: what is staged is not all. */
export function isUnanswered(entry: KnowledgeSlot): bool {
  const status = entry.status;
  if (status <= <u8>Status.Alias || status == <u8>Code.NoSuchName || status == <u8>Code.NoSuchRecord || status == <u8>Code.LocalName) return false;
  missed = status;
  return true;
}

/**
 * The entry for a question, asked if it was not yet, at the end of its aliases;
 * null if there is no end, or no room for another question.
 */
export function want(name: usize, type: i32): KnowledgeSlot | null {
  let entry: KnowledgeSlot | null = null;
  for (let hops = 0; hops <= MAX_CNAMES; hops++) {
    entry = findEntry(name, type);
    if (!entry) {
      entry = addEntry(name, type);
      if (!entry) {
        missed = <u8>Code.OverLimit;
        if (staging) reachLimit(Code.OverLimit);
        return null;
      }
      if (isPointedAt) {
        collect(entry, Section.Additional);
        if (entry.status && !run.isCached) tellOf(entry, Code.CameAlong, LogLevel.Info);
      }
    }
    // Whom one listens to is not asked question by question, and in the DNS there is nothing under local (E-83).
    if (!entry.status) entry.status = <u8>(run.isCached ? Code.NoSuchRecord : isLocal(name) ? Code.LocalName : Status.Wanted);
    if (!entry.authentic) authentic = false;
    const leftMs = <i32>(entry.endMs - <u32>nowMs);
    if (entry.status > <u8>Status.Alias) negativeMs = min(negativeMs, leftMs);
    else foundMs = min(foundMs, leftMs);
    if (entry.status != <u8>Status.Alias) return entry;
    name = entry.items + ITEM_DATA;
    tellStep(Type.Cname, entry, name, type);
  }
  tellBranch(entry!, Code.Loop);
  return null;
}

/** True if an entry has items; says, once all is known, why a branch ends here. */
export function isUsable(entry: KnowledgeSlot): bool {
  if (entry.status == <u8>Status.Found) return true;
  isUnanswered(entry);
  tellBranch(entry, entry.status);
  return false;
}

/** Goes on to the question that a record of a set leads to. */
export function follow(from: i32, set: KnowledgeSlot, name: usize, type: i32): KnowledgeSlot | null {
  tellStep(from, set, name, type);
  return want(name, type);
}

function tellStep(from: i32, set: KnowledgeSlot, name: usize, type: i32): void {
  if (!staging) return;
  const step = tell(Code.RecordFollowed, LogLevel.Info).withOwner(set.name).withQuestion(name, type).withValue(from);
  if (protocol) step.withWhat(<Word>(Word.SignalUdp + ctz(protocol)));
  // RFC 2782: a target is no alias.
  if (from == Type.Cname && followed == Type.Srv) step.withError(Code.AliasTarget).level = <u8>LogLevel.Warning;
  followed = from;
}

/** Says, once all is known, that a name is taken for a host's. */
export function tellHost(entry: KnowledgeSlot): void {
  if (staging) tellOf(entry, Code.TakenForHost, LogLevel.Info);
}

/** Says, once all is known, why a branch ends at an entry. */
export function tellBranch(entry: KnowledgeSlot, reason: i32): void {
  if (staging) tellOf(entry, Code.BranchFailed, LogLevel.Info).withError(reason);
}

/** Past the last priority. */
const NO_PRIORITY: i32 = 0x10000;

/**
 * Stages the servers behind the items of a set, of NAPTR or PTR records, up to `end`: by priority over all of them, then in
 * the order of the items, and inside one by RFC 2782.
 */
export function stageServers(from: i32, owner: KnowledgeSlot, items: usize, end: usize, channel: i32): void {
  for (let priority = 0; priority < NO_PRIORITY; ) {
    let next = NO_PRIORITY;
    for (let item = items; item < end; item = nextItem(item)) {
      const name = item + (from == Type.Ptr ? ITEM_DATA : ITEM_NAME);
      // Where a record leads to is told once.
      const set = priority ? want(name, Type.Srv) : follow(from, owner, name, Type.Srv);
      if (!set || !(priority || isUsable(set))) continue;
      for (let server: usize = set.items; server < <usize>set.end; server = nextItem(server)) {
        const own = srvPriority(server);
        if (own > priority) next = min(next, own);
        if (own != priority) continue;
        stageAddresses(follow(Type.Srv, set, server + ITEM_NAME, addressType()), channel, srvPort(server));
      }
    }
    priority = next;
  }
}

/** Stages the addresses of an entry; with port 0 at the default port of each channel, or at that configured for Call Home. */
export function stageAddresses(entry: KnowledgeSlot | null, channels: i32, port: i32): void {
  // A server with nothing but IPv4 addresses, on a network without IPv4 (E-116).
  if (entry && entry.status == <u8>Code.NoSuchRecord && needsNat64(run.cell)) entry = want(entry.name, Type.A);
  if (!entry || !isUsable(entry) || !staging) return;
  if (!port && channels & CALL_HOME && !(port = callHomePort(run.cell))) return;
  // by RFC 6724 §6; of equal rank in the order of their octets, in which they stand.
  const pvd = askedPvd(cellPvd(run.cell));
  for (let last = i32.MAX_VALUE; last; ) {
    let next = 0;
    for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
      const rate = rateDestination(pvd, item + ITEM_DATA);
      if (rate < last && rate > next) next = rate;
    }
    last = next;
    for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
      if (rateDestination(pvd, item + ITEM_DATA) == last && !stageAddress(item + ITEM_DATA, channels, port)) return;
    }
  }
}

function discard(address: usize, reason: Code): bool {
  tell(Code.AddressDiscarded, LogLevel.Notice).withError(reason).withAddress(address);
  return true;
}

function stageAddress(address: usize, channels: i32, port: i32): bool {
  const cell = run.cell;
  if (isOwn(cell, address)) return discard(address, Code.OwnAddress);
  if (isMapped(address) && cellFamily(cell)) {
    const way = synthesise(cellPvd(cell), address);
    if (!way) return discard(address, Code.Unreachable);
    address = way;
    // Nobody signs for what a NAT64 makes of it.
    authentic = false;
  }
  const endpoint = countIn(cell, List.Staged) < MAX_CELL_ENDPOINTS ? appendEndpoint(cell, List.Staged, address, channels) : null;
  if (!endpoint) {
    tell(Code.LimitReached, LogLevel.Warning);
    return false;
  }
  // A default port that is written out is the same place as one that is not.
  endpoint.port = port == defaultPort(channels) ? 0 : <u16>port;
  endpoint.identity = <u8>identity;
  endpoint.group = <u8>identity;
  if (counterpartOf(endpoint, List.Staged) !== endpoint) dropLastEndpoint();
  return true;
}
