// Control clients: what each asked for, and how far its answer has come.

import { MAX_CLIENTS } from "../abi";

/** What a client is owed. */
export enum Reply {
  None,
  Error,
  Status,
  Peers,
  Networks,
  /** Groups of servers for targets. */
  Selection,
  /** Nothing but the end. */
  Done,
  /** The present rows; then events, for as long as it stays. */
  Watch,
}

/** One client. */
@unmanaged
export class ClientSlot {
  /** The whole handle, as the host gave it. */
  handle: u16;
  reply: u8;
  watches: bool;
  /** Fault of the request. */
  failure: i32;
  /** Limits the reply to one network; -1: all. */
  pvd: i32;
  /** Where the reply stands: a place among the rows, or a cell plus one; 0 at its beginning. */
  position: i32;
}

const SLOT_SIZE: i32 = 16;
const SLOTS: usize = memory.data(MAX_CLIENTS * SLOT_SIZE, 4);

/** Forgets all clients. */
export function resetClients(): void {
  memory.fill(SLOTS, 0, MAX_CLIENTS * SLOT_SIZE);
}

/** The client in a slot below `MAX_CLIENTS`. */
export function clientAt(slot: i32): ClientSlot {
  return changetype<ClientSlot>(SLOTS + slot * SLOT_SIZE);
}

/** Slots of the clients that watch, as a set. */
export function watcherSet(): i32 {
  let set = 0;
  for (let slot = 0; slot < MAX_CLIENTS; slot++) if (clientAt(slot).watches) set |= 1 << slot;
  return set;
}

/** Before an input: what is left of a selection is lost, since its targets are (control/select.ts). */
export function dropSelections(): void {
  for (let slot = 0; slot < MAX_CLIENTS; slot++) {
    const client = clientAt(slot);
    if (client.reply == <u8>Reply.Selection) client.reply = <u8>Reply.Done;
  }
}

/** A client hung up; a stale handle means nothing. */
export function forgetClient(handle: i32): void {
  const slot = handle & 0xff;
  if (slot >= MAX_CLIENTS) return;
  const client = clientAt(slot);
  if (<i32>client.handle != handle) return;
  client.reply = <u8>Reply.None;
  client.watches = false;
}
