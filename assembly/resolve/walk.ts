// The S-NAPTR walk (RFC 3958 §2.2, RFC 8973 §6), as a function of what a run knows.
// Where it misses an answer it leaves a question behind and goes on, so that
// everything that can be asked is asked at once; after each answer it is walked
// again from the start. The last walk, with nothing open, stages the endpoints.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { Section } from "../dns/message";
import { Type } from "../dns/types";
import { MAX_CELL_ENDPOINTS, MAX_CNAMES, MAX_NAPTR_DEPTH } from "../limits";
import { findName } from "../names/table";
import { cellPvd, DEFAULT_ORDER } from "../pools/cells";
import { ALL_CHANNELS, appendEndpoint, Channel, counterpartOf, countIn, defaultPort, dropLastEndpoint, List } from "../pools/endpoints";
import { isOwn } from "../pools/leases";
import { askedPvd, pvdLink } from "../pools/pvds";
import { RiResolution, riResolution } from "../pools/settings";
import { rateDestination } from "../pools/sources";
import { nowMs } from "../time/clock";
import { Word } from "../words.gen";
import { collect } from "./answers";
import {
  addEntry,
  entryAt,
  findEntry,
  ITEM_DATA,
  ITEM_NAME,
  KnowledgeSlot,
  naptrChannels,
  naptrFlag,
  nextItem,
  srvPort,
  Status,
  tellOf,
} from "./knowledge";
import { addressType, reachLimit, run, tell } from "./run-slots";

const FLAG_S: u32 = 0x73;
const FLAG_A: u32 = 0x61;

/** Of the last walk: a `Code`, why what was staged is not all, or 0. */
export let missed: u8 = 0;
/** How long its answers may still be kept, those that give something and those that do not, milliseconds; `NEVER`: there are none. */
export const NEVER: i32 = i32.MAX_VALUE;
export let foundMs: i32 = NEVER;
export let negativeMs: i32 = NEVER;
/** All of them were validated by a resolver that is trusted to. */
export let authentic: bool = false;
/** The order of the protocols of what was staged: channels, four bits each. */
export let order: i32 = 0;

let staging: bool = false;
let isPointedAt: bool = false;
let identity: i32 = 0;
// Protocols that the walk met.
let met: i32 = 0;
// The one that is walked, 0: none of its own; and the type of the record that was followed last.
let protocol: i32 = 0;
let followed: i32 = 0;

/**
 * Walks all roots and leaves questions for what is missing.
 * @param takesAdditional - the message that was read last was an answer, and what it brings along may be used
 */
export function explore(takesAdditional: bool): void {
  walkRoots(false, takesAdditional);
}

/** Before a method stages what it knows: nothing of it is the result of a walk yet. */
export function forgetResults(): void {
  foundMs = NEVER;
  order = DEFAULT_ORDER;
}

/** Walks all roots and stages the endpoints found. */
export function stageResults(): void {
  walkRoots(true, false);
}

function walkRoots(stages: bool, takesAdditional: bool): void {
  staging = stages;
  isPointedAt = takesAdditional;
  missed = run.limit;
  foundMs = NEVER;
  negativeMs = NEVER;
  authentic = true;
  met = 0;
  order = 0;
  for (let root = 0; root < <i32>run.roots; root++) {
    identity = load<u8>(run.root(root), 2);
    const name = findName(load<u16>(run.root(root)));
    if (name) walkRoot(name);
  }
  for (let channel: i32 = Channel.SignalUdp; channel <= Channel.Waiting; channel <<= 1) stageProtocol(channel);
}

// The cell's protocols stand in the order in which the walk met them (RFC 3958 §2.2.4).
function stageProtocol(channel: i32): void {
  if (met & channel) return;
  order |= channel << (popcnt(met) << 2);
  met |= channel;
}

function walkRoot(name: usize): void {
  protocol = 0;
  followed = 0;
  let set: KnowledgeSlot | null = null;
  if (!run.agents || riResolution != RiResolution.Address) {
    set = want(name, Type.Naptr);
    if (!set) return;
  }
  // Asked ahead: most agents' names have no NAPTR, and this saves them a trip.
  if (run.agents && riResolution != RiResolution.Snaptr) {
    const address = want(name, addressType());
    // a name without DOTS records is taken for a host; a name that does not exist is not.
    if (!set || set.status == <u8>Code.NoSuchRecord || isUnanswered(set)) {
      if (staging && address) tellOf(address, Code.TakenForHost, LogLevel.Info);
      return stageAddresses(address, ALL_CHANNELS, 0);
    }
  }
  if (set!.status == <u8>Status.Found) walkChannels(set!);
  else isUnanswered(set!);
}

/** Why nothing was found, a `Code`: what became of the first question. */
export function rootReason(): i32 {
  staging = false;
  const first = run.next;
  const entry = first ? want(entryAt(first).name, entryAt(first).type) : null;
  return entry && entry.status > <u8>Status.Alias ? entry.status : Code.NoDotsRecords;
}

// True if there was no answer to be had: what is staged is not all.
function isUnanswered(entry: KnowledgeSlot): bool {
  const status = entry.status;
  if (status <= <u8>Status.Alias || status == <u8>Code.NoSuchName || status == <u8>Code.NoSuchRecord) return false;
  missed = status;
  return true;
}

// Only what the first set offers may be used (RFC 3958 §2.2.5), one protocol after
// the other, each where its first record stands.
function walkChannels(set: KnowledgeSlot): void {
  let done = 0;
  for (let item: usize = set.items; item < <usize>set.end; item = nextItem(item)) {
    const channels = naptrChannels(item);
    for (let channel: i32 = Channel.SignalUdp; channel <= Channel.DataTcp; channel <<= 1) {
      if (!(channels & channel & ~done)) continue;
      done |= channel;
      stageProtocol(channel);
      walkChannel(set, channel);
    }
  }
}

// Depth first without recursion: each set says where the walk stands in it and where
// it came from. A set that was walked for a channel gives nothing new unless the
// path to it was longer, so no zone can make this long.
function walkChannel(root: KnowledgeSlot, channel: i32): void {
  for (let at = run.next; at; at = entryAt(at).next) entryAt(at).depth = 0xff;
  enter(root, 0, 0);
  protocol = channel;
  let set = root;
  while (true) {
    const item: usize = set.at;
    if (item == <usize>set.end) {
      set.at = 0;
      if (!set.parent) return;
      set = entryAt(set.parent);
      continue;
    }
    set.at = <u16>nextItem(item);
    if (!(naptrChannels(item) & channel)) continue;
    const flag = naptrFlag(item);
    const type = flag == FLAG_S ? Type.Srv : flag == FLAG_A ? addressType() : Type.Naptr;
    const next = follow(Type.Naptr, set, item, type);
    if (flag == FLAG_S) {
      stageServers(next, channel);
    } else if (flag == FLAG_A) {
      stageAddresses(next, channel, 0);
    } else if (next && isUsable(next)) {
      const depth = set.depth + 1;
      if (next.depth <= depth) {
        tellBranch(next, next.at ? Code.Loop : Code.Duplicate);
      } else if (depth == MAX_NAPTR_DEPTH) {
        tellBranch(next, Code.TooDeep);
      } else {
        enter(next, depth, changetype<usize>(set));
        set = next;
      }
    }
  }
}

function enter(set: KnowledgeSlot, depth: i32, parent: usize): void {
  set.depth = <u8>depth;
  set.parent = <u16>parent;
  set.at = set.items;
}

// The entry for a question, asked if it was not yet, at the end of its aliases;
// null if there is no end, or no room for another question.
function want(name: usize, type: i32): KnowledgeSlot | null {
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
        if (entry.status) tellOf(entry, Code.CameAlong, LogLevel.Info);
      }
    }
    if (!entry.status) entry.status = <u8>Status.Wanted;
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

// True if an entry has items; says, once all is known, why a branch ends here.
function isUsable(entry: KnowledgeSlot): bool {
  if (entry.status == <u8>Status.Found) return true;
  isUnanswered(entry);
  tellBranch(entry, entry.status);
  return false;
}

// Goes on to the question that a record of a set leads to.
function follow(from: i32, set: KnowledgeSlot, item: usize, type: i32): KnowledgeSlot | null {
  item += ITEM_NAME;
  tellStep(from, set, item, type);
  return want(item, type);
}

function tellStep(from: i32, set: KnowledgeSlot, name: usize, type: i32): void {
  if (!staging) return;
  const step = tell(Code.RecordFollowed, LogLevel.Info).withOwner(set.name).withQuestion(name, type).withValue(from);
  if (protocol) step.withWhat(<Word>(Word.SignalUdp + ctz(protocol)));
  // RFC 2782: a target is no alias.
  if (from == Type.Cname && followed == Type.Srv) step.withError(Code.AliasTarget).level = <u8>LogLevel.Warning;
  followed = from;
}

function tellBranch(entry: KnowledgeSlot, reason: i32): void {
  if (staging) tellOf(entry, Code.BranchFailed, LogLevel.Info).withError(reason);
}

function stageServers(srv: KnowledgeSlot | null, channel: i32): void {
  if (!srv || !isUsable(srv)) return;
  for (let item: usize = srv.items; item < <usize>srv.end; item = nextItem(item)) {
    stageAddresses(follow(Type.Srv, srv, item, addressType()), channel, srvPort(item));
  }
}

function stageAddresses(entry: KnowledgeSlot | null, channels: i32, port: i32): void {
  if (!entry || !isUsable(entry) || !staging) return;
  // by RFC 6724 §6; of equal rank in the order of their octets, in which they stand.
  const link = pvdLink(askedPvd(cellPvd(run.cell)));
  const ifindex = link ? link.ifindex : 0;
  for (let last = i32.MAX_VALUE; last; ) {
    let next = 0;
    for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
      const rate = rateDestination(ifindex, item + ITEM_DATA);
      if (rate < last && rate > next) next = rate;
    }
    last = next;
    for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
      if (rateDestination(ifindex, item + ITEM_DATA) == last && !stageAddress(item + ITEM_DATA, channels, port)) return;
    }
  }
}

function stageAddress(address: usize, channels: i32, port: i32): bool {
  const cell = run.cell;
  if (isOwn(cell, address)) {
    tell(Code.AddressDiscarded, LogLevel.Notice).withError(Code.OwnAddress).withAddress(address);
    return true;
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
