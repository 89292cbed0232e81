// The S-NAPTR walk (RFC 3958 §2.2, RFC 8973 §6), as a function of what a run knows.
// Where it misses an answer it leaves a question behind and goes on, so that
// everything that can be asked is asked at once; after each answer it is walked
// again from the start. The last walk, with nothing open, stages the endpoints.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { Type } from "../dns/types";
import { MAX_CELL_ENDPOINTS, MAX_CNAMES, MAX_NAPTR_DEPTH, MAX_QUESTIONS } from "../limits";
import { ALL_CHANNELS, appendEndpoint, Channel, counterpartOf, countIn, defaultPort, dropLastEndpoint, List } from "../pools/endpoints";
import { cellAt } from "../pools/cells";
import { log } from "../pools/log";
import { RiResolution, riResolution } from "../pools/settings";
import {
  addEntry,
  entryAt,
  findEntry,
  ITEM_DATA,
  KnowledgeSlot,
  NAPTR_CHANNELS,
  NAPTR_FLAG,
  NAPTR_NAME,
  nextItem,
  SRV_NAME,
  SRV_PLACE,
  SRV_PORT,
  Status,
} from "./knowledge";
import { addressType, rootName, runAt, runCell } from "./run-slots";

const FLAG_S: u32 = 0x73;
const FLAG_A: u32 = 0x61;

// The path from the root to the present record: number of each NAPTR set and how
// many of its records are done.
const PATH_SETS: usize = memory.data(MAX_NAPTR_DEPTH + 1);
const PATH_DONE: usize = memory.data(MAX_NAPTR_DEPTH + 1);
// The least depth at which each set was walked.
const WALKED: usize = memory.data(MAX_QUESTIONS);

let run: i32 = 0;
let staging: bool = false;
let identity: i32 = 0;
/** A branch came to nothing for want of an answer: what was staged is not all. */
export let isPartial: bool = false;

/** Walks all roots and leaves questions for what is missing. */
export function explore(ofRun: i32): void {
  walkRoots(ofRun, false);
}

/** Walks all roots and stages the endpoints found. */
export function stageResults(ofRun: i32): void {
  walkRoots(ofRun, true);
}

function walkRoots(ofRun: i32, stages: bool): void {
  run = ofRun;
  staging = stages;
  isPartial = false;
  cellAt(runCell(run)).stagedOrder = 0;
  const roots = <i32>runAt(run).roots;
  for (let root = 0; root < roots; root++) {
    identity = runAt(run).rootIdentity(root);
    walkRoot(rootName(run, root), runAt(run).agents);
  }
  for (let channel: i32 = Channel.SignalUdp; channel <= Channel.Waiting; channel <<= 1) stageProtocol(channel);
}

// The cell's protocols stand in the order in which the walk met them (RFC 3958 §2.2.4).
function stageProtocol(channel: i32): void {
  const slot = cellAt(runCell(run));
  let order = slot.stagedOrder;
  let shift = 0;
  for (; order; order >>= 4) {
    if ((order & 15) == <u16>channel) return;
    shift += 4;
  }
  slot.stagedOrder |= <u16>(channel << shift);
}

function walkRoot(name: usize, isAgent: bool): void {
  if (!name) return;
  let set: KnowledgeSlot | null = null;
  if (!isAgent || riResolution != RiResolution.Address) set = want(name, Type.Naptr);
  // Asked ahead: most agents' names have no NAPTR, and this saves them a trip.
  if (isAgent && riResolution != RiResolution.Snaptr) {
    const address = want(name, addressType(run));
    if (!set || isWithoutDots(set)) {
      stageAddresses(address, ALL_CHANNELS, 0);
      return;
    }
  }
  if (set && set.status == <u8>Status.Found) walkChannels(set);
  else if (set && set.status == <u8>Status.Failed) isPartial = true;
}

// a name without DOTS records is taken for a host; a name that does not
// exist is not.
function isWithoutDots(set: KnowledgeSlot): bool {
  if (set.status == <u8>Status.Failed) {
    isPartial = true;
    return true;
  }
  return set.status == <u8>Status.NoData;
}

// Only what the first set offers may be used (RFC 3958 §2.2.5), one protocol after
// the other, each where its first record stands.
function walkChannels(set: KnowledgeSlot): void {
  let done = 0;
  const number = <i32>set.number;
  for (let index = 0; ; index++) {
    const item = itemAt(number, index);
    if (!item) return;
    const channels = <i32>load<u8>(item, NAPTR_CHANNELS);
    for (let channel: i32 = Channel.SignalUdp; channel <= Channel.DataTcp; channel <<= 1) {
      if (!(channels & channel & ~done)) continue;
      done |= channel;
      if (staging) stageProtocol(channel);
      walkChannel(number, channel);
    }
  }
}

// Depth first without recursion. A set that was walked for a channel gives nothing
// new unless the path to it was longer, so no zone can make this long.
function walkChannel(root: i32, channel: i32): void {
  memory.fill(WALKED, 0xff, MAX_QUESTIONS);
  store<u8>(WALKED + root, 0);
  let depth = 0;
  store<u8>(PATH_SETS, root);
  store<u8>(PATH_DONE, 0);
  while (depth >= 0) {
    const index = <i32>load<u8>(PATH_DONE + depth);
    const item = itemAt(<i32>load<u8>(PATH_SETS + depth), index);
    if (!item) {
      depth--;
      continue;
    }
    store<u8>(PATH_DONE + depth, index + 1);
    if (!(<i32>load<u8>(item, NAPTR_CHANNELS) & channel)) continue;
    const flag = load<u8>(item, NAPTR_FLAG);
    tellStep(Type.Naptr, item + NAPTR_NAME, flag == FLAG_S ? Type.Srv : flag == FLAG_A ? addressType(run) : Type.Naptr);
    if (flag == FLAG_S) {
      stageServers(want(item + NAPTR_NAME, Type.Srv), channel);
    } else if (flag == FLAG_A) {
      stageAddresses(want(item + NAPTR_NAME, addressType(run)), channel, 0);
    } else {
      const next = want(item + NAPTR_NAME, Type.Naptr);
      if (!next || !isUsable(next)) continue;
      if (<i32>load<u8>(WALKED + next.number) <= depth + 1) {
        tellBranch(isOnPath(next.number, depth) ? Code.Loop : Code.Duplicate);
        continue;
      }
      if (depth == MAX_NAPTR_DEPTH - 1) {
        tellBranch(Code.TooDeep);
        continue;
      }
      depth++;
      store<u8>(WALKED + next.number, depth);
      store<u8>(PATH_SETS + depth, next.number);
      store<u8>(PATH_DONE + depth, 0);
    }
  }
}

function isOnPath(number: u8, depth: i32): bool {
  for (let i = 0; i <= depth; i++) if (load<u8>(PATH_SETS + i) == number) return true;
  return false;
}

// By numbers and not by addresses: questions that are left behind move entries.
function itemAt(number: i32, index: i32): usize {
  const entry = entryAt(run, number)!;
  let item = entry.items;
  while (item < entry.end && index > 0) {
    item = nextItem(item);
    index--;
  }
  return item < entry.end ? item : 0;
}

// The entry for a question, asked if it was not yet, at the end of its aliases;
// null if the run has no room for another question.
function want(name: usize, type: i32): KnowledgeSlot | null {
  for (let hops = 0; hops <= MAX_CNAMES; hops++) {
    let entry = findEntry(run, name, type);
    if (!entry) entry = addEntry(run, name, type);
    if (!entry) {
      tellBranch(Code.TooManyQuestions);
      return null;
    }
    if (entry.status != <u8>Status.Alias) return entry;
    name = entry.items + ITEM_DATA;
  }
  tellBranch(Code.Loop);
  return null;
}

// True if an entry has items; says, once all is known, why a branch ends here.
function isUsable(entry: KnowledgeSlot): bool {
  if (entry.status == <u8>Status.Found) return true;
  if (entry.status == <u8>Status.Failed) isPartial = true;
  if (staging) {
    log(Code.BranchFailed, LogLevel.Info, runCell(run))
      .withQuestion(entry.name, entry.type)
      .withError(reasonOf(entry));
  }
  return false;
}

/** Why an entry gives nothing. */
export function reasonOf(entry: KnowledgeSlot): Code {
  if (entry.status == <u8>Status.Failed) return <Code>entry.reason;
  return entry.status == <u8>Status.NxDomain ? Code.NoSuchName : Code.NoSuchRecord;
}

// Which record led where: its type, and the question that it leads to.
function tellStep(from: i32, name: usize, type: i32): void {
  if (staging) log(Code.RecordFollowed, LogLevel.Info, runCell(run)).withQuestion(name, type).withValue(from);
}

function tellBranch(reason: Code): void {
  if (staging) log(Code.BranchFailed, LogLevel.Notice, runCell(run)).withError(reason);
}

function stageServers(srv: KnowledgeSlot | null, channel: i32): void {
  if (!srv || !isUsable(srv)) return;
  const number = <i32>srv.number;
  for (let place = 0; ; place++) {
    const item = serverAt(number, place);
    if (!item) return;
    const port = <i32>bswap<u16>(load<u16>(item, SRV_PORT));
    tellStep(Type.Srv, item + SRV_NAME, addressType(run));
    stageAddresses(want(item + SRV_NAME, addressType(run)), channel, port);
  }
}

function serverAt(number: i32, place: i32): usize {
  let index = 0;
  let item = itemAt(number, index);
  while (item && <i32>load<u8>(item, SRV_PLACE) != place) item = itemAt(number, ++index);
  return item;
}

function stageAddresses(entry: KnowledgeSlot | null, channels: i32, port: i32): void {
  if (!entry || !isUsable(entry) || !staging) return;
  for (let item = entry.items; item < entry.end; item = nextItem(item)) {
    if (!stageAddress(item + ITEM_DATA, channels, port)) return;
  }
}

function stageAddress(address: usize, channels: i32, port: i32): bool {
  const cell = runCell(run);
  const endpoint = countIn(cell, List.Staged) < MAX_CELL_ENDPOINTS ? appendEndpoint(cell, List.Staged, address, channels) : null;
  if (!endpoint) {
    log(Code.LimitReached, LogLevel.Warning, cell);
    return false;
  }
  // A default port that is written out is the same place as one that is not.
  endpoint.port = port == defaultPort(channels) ? 0 : <u16>port;
  endpoint.identity = <u8>identity;
  endpoint.group = <u8>identity;
  if (counterpartOf(endpoint, List.Staged) !== endpoint) dropLastEndpoint();
  return true;
}
