// The pool of endpoints. An endpoint is an address, a port and the channels
// offered there; the rows that consumers read are derived from it. Entries of
// one list stand in the pool in the list's order.

import { MAX_ENDPOINTS } from "../limits";
import { copyAddress, equalAddress } from "../net/address";

/** Channels and transports of an endpoint, as a set. */
export enum Channel {
  SignalUdp = 1,
  SignalTcp = 2,
  DataTcp = 4,
  /** No address yet: only a reference identifier that DNS has to resolve. */
  Waiting = 8,
  /** Signal channel of a Call Home client (RFC 9066). */
  CallHomeUdp = 16,
  CallHomeTcp = 32,
}

/** RFC 9132 §3 and RFC 8783 §3. */
export const SIGNAL_PORT: i32 = 4646;
export const DATA_PORT: i32 = 443;

/** The port of a channel where none is given; 0: there is none. */
export function defaultPort(channel: i32): i32 {
  if (channel & CALL_HOME) return 0;
  return channel == Channel.DataTcp ? DATA_PORT : SIGNAL_PORT;
}

/** The address of an entry that has none yet. */
export const NO_ADDRESS: usize = memory.data(16, 8);

/** Every channel of an endpoint whose source names none (RFC 8973 §5.1.3). */
export const ALL_CHANNELS: u8 = 7;

/** Those of a Call Home client, which always has a port of its own. */
export const CALL_HOME: u8 = 48;

/** Those of the signal channel of a server. */
export const SIGNAL: u8 = 3;

/** The channels that serve the same end as this one: whoever cannot use it may take another of them. */
export function choiceOf(channel: Channel): u8 {
  if (channel & CALL_HOME) return CALL_HOME;
  return channel & SIGNAL ? SIGNAL : <u8>channel;
}

/** Which list an entry belongs to. */
export enum List {
  /** What a lease said. */
  Lease,
  /** Being put together by a method. */
  Staged,
  /** What consumers see. */
  Published,
  /** Was published until this input, with the channels that are gone; told as removed, then dropped. */
  Leaving,
}

/** One entry. */
@unmanaged
export class EndpointSlot {
  // The address comes first: that it takes no addition to find it makes the module smaller.
  private addressLow: u64;
  private addressHigh: u64;
  /** 0: the default port of each channel. */
  port: u16;
  /** What `ownerOf` says. */
  owner: u8;
  /** `Channel` set that a client reported as failed (requirements §3.5). */
  failed: u8;
  /** Number of the server within its list, from 0. */
  group: u8;
  /** Which identity of the list it must prove. */
  identity: u8;
  /** `Channel` set. */
  channels: u8;
  /** Channels that are new since the last publication. */
  marks: u8;

  /** Address of its 16 octets. */
  get address(): usize {
    return changetype<usize>(this);
  }

  get cell(): u8 {
    return this.owner & 63;
  }

  get list(): u8 {
    return this.owner >> 6;
  }
}

/** In `channels`: something else about the endpoint changed with the last publication. */
export const CHANGED: u8 = 0x80;

/** A list of a cell as one number. */
export function ownerOf(cell: i32, list: List): u8 {
  return <u8>(cell | (list << 6));
}

const SLOT_SIZE: i32 = 24;
const SLOTS: usize = memory.data(MAX_ENDPOINTS * SLOT_SIZE, 8);
/** Behind the last entry. */
let end: usize = SLOTS;

/** Empties the pool. */
export function resetEndpoints(): void {
  end = SLOTS;
}

/** Number of entries over all lists. */
export function endpointCount(): i32 {
  return <i32>(end - SLOTS) / SLOT_SIZE;
}

/** The entry at an index below `endpointCount()`. */
export function endpointAt(index: i32): EndpointSlot {
  return changetype<EndpointSlot>(SLOTS + index * SLOT_SIZE);
}

/** Appends an entry, or returns null if the pool is full. */
export function appendEndpoint(cell: i32, list: List, address: usize, channels: i32): EndpointSlot | null {
  if (end == SLOTS + MAX_ENDPOINTS * SLOT_SIZE) return null;
  memory.fill(end, 0, SLOT_SIZE);
  const slot = changetype<EndpointSlot>(end);
  end += SLOT_SIZE;
  slot.owner = ownerOf(cell, list);
  slot.channels = <u8>channels;
  copyAddress(slot.address, address);
  return slot;
}

/** Takes back the entry that was appended last. */
export function dropLastEndpoint(): void {
  end -= SLOT_SIZE;
}

/** True if the entry belongs to this list of this cell. */
export function isIn(slot: EndpointSlot, cell: i32, list: List): bool {
  return slot.owner == ownerOf(cell, list);
}

/** The first entry of a list behind one of them (null: of all), or null. */
export function nextIn(cell: i32, list: List, after: EndpointSlot | null): EndpointSlot | null {
  let at = after ? changetype<usize>(after) + SLOT_SIZE : SLOTS;
  for (; at < end; at += SLOT_SIZE) {
    const slot = changetype<EndpointSlot>(at);
    if (isIn(slot, cell, list)) return slot;
  }
  return null;
}

/** Number of entries of a list. */
export function countIn(cell: i32, list: List): i32 {
  let count = 0;
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, list, slot)); ) count++;
  return count;
}

/** The entry of a list with the same address and port, or null. */
export function findEndpoint(cell: i32, list: List, address: usize, port: u16): EndpointSlot | null {
  let slot: EndpointSlot | null = null;
  while ((slot = nextIn(cell, list, slot))) {
    if (slot.port == port && equalAddress(slot.address, address)) break;
  }
  return slot;
}

// Names that wait for addresses have no place: their identity tells them apart.
function isSamePlace(slot: EndpointSlot, entry: EndpointSlot): bool {
  if (slot.port != entry.port || !equalAddress(slot.address, entry.address)) return false;
  return !(slot.channels & <u8>Channel.Waiting) || slot.identity == entry.identity;
}

/** The entry of another list of the same cell for the same place and one of the same channels, or null. */
export function counterpartOf(entry: EndpointSlot, list: List): EndpointSlot | null {
  let slot: EndpointSlot | null = null;
  while ((slot = nextIn(entry.cell, list, slot))) {
    if (slot.channels & entry.channels & ~CHANGED && isSamePlace(slot, entry)) break;
  }
  return slot;
}

/** The channels that all entries of a list of the same cell have for the same place, but for those that nobody was told of yet. */
export function channelsAt(entry: EndpointSlot, list: List): u8 {
  let channels: u8 = 0;
  for (let slot: EndpointSlot | null = null; (slot = nextIn(entry.cell, list, slot)); ) {
    if (isSamePlace(slot, entry)) channels |= slot.channels & ~slot.marks;
  }
  return channels;
}

/** True if a cell publishes some of these channels, and each of them was reported as failed. */
export function haveAllFailed(cell: i32, channels: i32): bool {
  let offered = 0;
  let usable = 0;
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Published, slot)); ) {
    offered |= slot.channels;
    usable |= slot.channels & ~slot.failed;
  }
  return (offered & channels) != 0 && !(usable & channels);
}

/** Removes the entries of a list and closes the gaps. */
export function dropList(cell: i32, list: List): void {
  let kept = SLOTS;
  for (let at = SLOTS; at < end; at += SLOT_SIZE) {
    if (!isIn(changetype<EndpointSlot>(at), cell, list)) kept = keep(kept, at);
  }
  end = kept;
}

/** Ends a publication: entries that left are dropped, marks are cleared. */
export function settleEndpoints(): void {
  let kept = SLOTS;
  for (let at = SLOTS; at < end; at += SLOT_SIZE) {
    const slot = changetype<EndpointSlot>(at);
    slot.marks = 0;
    slot.channels &= ~CHANGED;
    if (slot.list != <u8>List.Leaving) kept = keep(kept, at);
  }
  end = kept;
}

// Copies an entry to where the gap begins; returns where the gap begins then.
function keep(gap: usize, entry: usize): usize {
  memory.copy(gap, entry, SLOT_SIZE);
  return gap + SLOT_SIZE;
}
