// What a walk over a run's knowledge is made of: the answer to a question, with a
// question left behind where it is missing, and what is staged of it.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { Section } from "../dns/message";
import { Type } from "../dns/types";
import { MAX_CELL_ENDPOINTS, MAX_CNAMES } from "../limits";
import { isLocal } from "../names/match";
import { appendEndpoint, counterpartOf, countIn, defaultPort, dropLastEndpoint, List } from "../pools/endpoints";
import { collect } from "./answers";
import { addEntry, findEntry, ITEM_DATA, ITEM_NAME, KnowledgeSlot, nextItem, srvPort, srvPriority, Status, tellOf } from "./knowledge";
import { addressType, reachLimit, run, tell } from "./run-slots";

/** Of the last walk: a `Code`, why what was staged is not all, or 0. */
export let missed: u8 = 0;
/** How long its answers may be kept, those that give something and those that do not, seconds. */
export let foundS: u32 = 0;
export let negativeS: u32 = 0;
/** All of them were validated by a resolver that is trusted to. */
export let authentic: bool = false;

let staging: bool = false;
let isPointedAt: bool = false;
let identity: i32 = 0;

/**
 * Begins a walk.
 * @param stages - everything is known: what is found is staged, and the way to it told
 * @param takesAdditional - the message that was read last was an answer, and what it brings along may be used
 */
export function beginWalk(stages: bool, takesAdditional: bool): void {
  staging = stages;
  isPointedAt = takesAdditional;
  missed = run.limit;
  foundS = u32.MAX_VALUE;
  negativeS = u32.MAX_VALUE;
  authentic = true;
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
  for (let hops = 0; hops <= MAX_CNAMES; hops++) {
    let entry = findEntry(name, type);
    if (!entry) {
      entry = addEntry(name, type);
      if (!entry) {
        missed = <u8>Code.OverLimit;
        if (staging) reachLimit(Code.OverLimit);
        return null;
      }
      if (isPointedAt) collect(entry, Section.Additional);
    }
    // Whom one listens to is not asked question by question, and in the DNS there is nothing under local (E-83).
    if (!entry.status) entry.status = <u8>(run.isCached ? Code.NoSuchRecord : isLocal(name) ? Code.LocalName : Status.Wanted);
    if (!entry.authentic) authentic = false;
    if (entry.status > <u8>Status.Alias) negativeS = min(negativeS, entry.ttl);
    else foundS = min(foundS, entry.ttl);
    if (entry.status != <u8>Status.Alias) return entry;
    name = entry.items + ITEM_DATA;
  }
  tellBranch(Code.Loop);
  return null;
}

/** True if an entry has items; says, once all is known, why a branch ends here. */
export function isUsable(entry: KnowledgeSlot): bool {
  if (entry.status == <u8>Status.Found) return true;
  isUnanswered(entry);
  if (staging) tellOf(entry, Code.BranchFailed, LogLevel.Info).withError(entry.status);
  return false;
}

/** Goes on to the question that a record leads to. */
export function follow(from: i32, name: usize, type: i32): KnowledgeSlot | null {
  if (staging) tell(Code.RecordFollowed, LogLevel.Info).withQuestion(name, type).withValue(from);
  return want(name, type);
}

/** Says, once all is known, why a branch ends here. */
export function tellBranch(reason: Code): void {
  if (staging) tell(Code.BranchFailed, LogLevel.Notice).withError(reason);
}

/** Past the last priority. */
const NO_PRIORITY: i32 = 0x10000;

/**
 * Stages the servers behind the items up to `end`, of NAPTR or PTR records: by priority over all of them, then in
 * the order of the items, and inside one by RFC 2782.
 */
export function stageServers(from: i32, items: usize, end: usize, channel: i32): void {
  for (let priority = 0; priority < NO_PRIORITY; ) {
    let next = NO_PRIORITY;
    for (let item = items; item < end; item = nextItem(item)) {
      const name = item + (from == Type.Ptr ? ITEM_DATA : ITEM_NAME);
      // Where a record leads to is told once.
      const set = priority ? want(name, Type.Srv) : follow(from, name, Type.Srv);
      if (!set || !(priority || isUsable(set))) continue;
      for (let server: usize = set.items; server < <usize>set.end; server = nextItem(server)) {
        const own = srvPriority(server);
        if (own == priority) stageServer(server, channel);
        else if (own > priority) next = min(next, own);
      }
    }
    priority = next;
  }
}

function stageServer(server: usize, channel: i32): void {
  stageAddresses(follow(Type.Srv, server + ITEM_NAME, addressType()), channel, srvPort(server));
}

/** Stages the addresses of an entry; with port 0 at the default port of each channel. */
export function stageAddresses(entry: KnowledgeSlot | null, channels: i32, port: i32): void {
  if (!entry || !isUsable(entry) || !staging) return;
  for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
    if (!stageAddress(item + ITEM_DATA, channels, port)) return;
  }
}

function stageAddress(address: usize, channels: i32, port: i32): bool {
  const cell = run.cell;
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
