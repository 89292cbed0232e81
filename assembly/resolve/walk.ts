// The walk from the roots of a run, as a function of what the run knows. Where it
// misses an answer it leaves a question behind and goes on, so that everything that
// can be asked is asked at once; after each answer it is walked again from the
// start. The last walk, with nothing open, stages the endpoints. Of a domain it
// follows S-NAPTR records (RFC 3958 §2.2, RFC 8973 §6) or DNS-SD (browse.ts).

import { Code } from "../codes";
import { Type } from "../dns/types";
import { MAX_NAPTR_DEPTH } from "../limits";
import { findName } from "../names/table";
import { DEFAULT_ORDER } from "../pools/cells";
import { ALL_CHANNELS, CALL_HOME, Channel } from "../pools/endpoints";
import { Method, RiResolution, riResolution } from "../pools/settings";
import { browse } from "./browse";
import { entryAt, ITEM_NAME, KnowledgeSlot, naptrChannels, naptrFlag, nextItem, Status } from "./knowledge";
import { addressType, run } from "./run-slots";
import {
  beginWalk,
  forgetFound,
  follow,
  isUnanswered,
  isUsable,
  setIdentity,
  setProtocol,
  stageAddresses,
  stageServers,
  tellBranch,
  tellHost,
  want,
} from "./steps";

const FLAG_S: u32 = 0x73;

/** `local.`, the only domain of multicast DNS. */
const LOCAL: usize = memory.data<u8>([5, 0x6c, 0x6f, 0x63, 0x61, 0x6c, 0]);

// Protocols that the walk met.
let met: i32 = 0;
/** The order of the protocols of what was staged, as a cell keeps it. */
export let order: i32 = 0;

/**
 * Walks all roots and leaves questions for what is missing.
 * @param takesAdditional - the message that was read last was an answer, and what it brings along may be used
 */
export function explore(takesAdditional: bool): void {
  walkRoots(false, takesAdditional);
}

/** Before a method stages what it knows: nothing of it is the result of a walk yet. */
export function forgetResults(): void {
  forgetFound();
  order = DEFAULT_ORDER;
}

/** Walks all roots and stages the endpoints found. */
export function stageResults(): void {
  walkRoots(true, false);
}

/**
 * Walks all roots.
 * @param stages - what is found is staged, and the way to it told
 * @param takesAdditional - the message that was read last brings answers along
 */
export function walkRoots(stages: bool, takesAdditional: bool): void {
  beginWalk(stages, takesAdditional);
  met = Channel.Waiting;
  order = 0;
  for (let root = 0; root < <i32>run.roots; root++) {
    setIdentity(load<u8>(run.root(root), 2));
    const name = run.isCached ? LOCAL : findName(load<u16>(run.root(root)));
    if (name) walkRoot(name);
  }
  for (let channel: i32 = Channel.SignalUdp; channel <= Channel.CallHomeTcp; channel <<= 1) stageProtocol(channel);
}

// The cell's protocols stand in the order in which the walk met them (RFC 3958 §2.2.4).
function stageProtocol(channel: i32): void {
  if (met & channel) return;
  order |= (ctz(channel) ^ 3) << (popcnt(met) * 3 - 3);
  met |= channel;
}

function walkRoot(name: usize): void {
  setProtocol(0);
  if (run.isCached || run.method == <u8>Method.Dnssd) return browse(name);
  const isAgent = run.method != <u8>Method.Snaptr;
  let set: KnowledgeSlot | null = null;
  if (!isAgent || riResolution != RiResolution.Address) {
    set = want(name, Type.Naptr);
    if (!set) return;
  }
  // Asked ahead: most agents' names have no NAPTR, and this saves them a trip.
  if (isAgent && riResolution != RiResolution.Snaptr) {
    const address = want(name, addressType());
    // a name without DOTS records is taken for a host; a name that does not exist is not.
    if (!set || set.status == <u8>Code.NoSuchRecord || isUnanswered(set)) {
      if (address) tellHost(address);
      stageAddresses(address, ALL_CHANNELS, 0);
      if (address && address.status == <u8>Status.Found) stageAddresses(address, CALL_HOME, 0);
      return;
    }
  }
  if (set!.status == <u8>Status.Found) walkChannels(set!);
  else isUnanswered(set!);
}

/** Why nothing was found, a `Code`: what became of the first question. */
export function rootReason(): i32 {
  beginWalk(false, false);
  const first = run.next;
  const entry = first ? want(entryAt(first).name, entryAt(first).type) : null;
  return entry && entry.status > <u8>Status.Alias ? entry.status : Code.NoDotsRecords;
}

// Only what the first set offers may be used (RFC 3958 §2.2.5), one protocol after
// the other, each where its first record stands.
function walkChannels(set: KnowledgeSlot): void {
  let done = 0;
  for (let item: usize = set.items; item < <usize>set.end; item = nextItem(item)) {
    const channels = naptrChannels(item);
    for (let channel: i32 = Channel.SignalUdp; channel <= Channel.CallHomeTcp; channel <<= 1) {
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
  setProtocol(channel);
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
    if (flag == FLAG_S) {
      stageServers(Type.Naptr, set, item, set.at, channel);
      continue;
    }
    const next = follow(Type.Naptr, set, item + ITEM_NAME, flag ? addressType() : Type.Naptr);
    if (flag) {
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
