// The record of a cell: one provisioning domain, one address family (RFC 8973
// §4). Cell = provisioning domain * 2 + family, so nothing has to be looked up.

import { MAX_CELLS, MAX_KEPT } from "../limits";

/** What is remembered of a cell between inputs. */
@unmanaged
export class CellSlot {
  lastRunMs: i64;
  // What all rows of the published list have in common, compared and kept as one number.
  /** The method whose list is published; `Method.None`: none. */
  method: u8;
  /** The published list could not be confirmed. */
  stale: bool;
  /** The published addresses came from DNS; and all of that was authentic. */
  resolved: bool;
  secure: bool;
  /** discovery/transitions.ts `State`. */
  state: u8;
  /** The state last told to watchers. */
  toldState: u8;
  /** Why the next run is planned. */
  cause: u8;
  /** `lastRunMs` counts: a run has come to an end. */
  hasRun: bool;
  /** The published list changed with this input. */
  listChanged: bool;
  /** The cell has been attached before. */
  wasAttached: bool;
  /** A method has a resolution run under way, or waits for one; `Method.None`: none. */
  resolving: u8;
  /** Runs in a row that ended for want of an answer. */
  failures: u8;
  /** Order of the protocols of the published list: for each the place of its bit in `Channel`, of three bits the lower two inverted; waiting names come last. */
  order: u16;
  /** Why the last run missed something, a `Code`; 0: nothing. */
  missed: u8;
  /** How long what the last run learnt may be kept, in seconds; 0: it asked nothing. */
  keepS: u32;
  /** The lower half of when the first of the records ends that the published addresses came from. */
  endMs: u32;
  /** `method`, `stale`, `resolved` and `secure` from the lowest octet on. */
  get published(): u32 {
    return load<u32>(changetype<usize>(this), offsetof<CellSlot>("method"));
  }

  set published(value: u32) {
    store<u32>(changetype<usize>(this), value, offsetof<CellSlot>("method"));
  }
}

/** Signal over UDP, signal over TCP, data, Call Home over UDP, over TCP: the order where a source has none of its own (requirements §5.1). */
export const DEFAULT_ORDER: u16 = 0o67123;

const SLOT_SIZE: i32 = <i32>((offsetof<CellSlot>() + 7) & ~7);
const SLOTS: usize = memory.data((MAX_CELLS + MAX_KEPT) * SLOT_SIZE, 8);

/** Sets every cell back to `State.Down`. */
export function resetCells(): void {
  memory.fill(SLOTS, 0, (MAX_CELLS + MAX_KEPT) * SLOT_SIZE);
}

/** The record of a cell, or of a kept list, which has a number from `MAX_CELLS` on. */
export function cellAt(cell: i32): CellSlot {
  return changetype<CellSlot>(SLOTS + cell * SLOT_SIZE);
}

/** The provisioning domain of a cell. */
export function cellPvd(cell: i32): i32 {
  return cell >> 1;
}

/** The address family of a cell: 0 IPv4, 1 IPv6. */
export function cellFamily(cell: i32): i32 {
  return cell & 1;
}

/** The cell of a provisioning domain and a family. */
export function cellOf(pvd: i32, family: i32): i32 {
  return (pvd << 1) | family;
}
