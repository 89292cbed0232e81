// What clients reported of single peers, the oldest report first; and how often a cell
// looked for others in vain.

import { MAX_CELLS, MAX_REPORTS } from "../limits";
import { Word } from "../words.gen";

/** What a client says of a peer. */
export enum Report {
  None,
  /** It is in use, or can be. */
  Ok,
  /** It named another server for a time (RFC 9132 §4.6). */
  Redirected,
  /** No session came about. From here on the peer has failed. */
  ConnectFailed,
  /** It did not prove its identity. */
  IdentityFailed,
}

/** The report that counts for a peer. */
@unmanaged
export class ReportSlot {
  /** The `id` of the row. */
  id: u64;
  /** When it is over, in milliseconds since boot; of `Report.Ok` when the certificate ends, in milliseconds since 1970. */
  endMs: i64;
  /** One member of `Report`. */
  kind: u8;
  cell: u8;
  /** How many looks for the sake of the certificate are behind. */
  looks: u8;
}

const SLOT_SIZE: i32 = 24;
const SLOTS: usize = memory.data(MAX_REPORTS * SLOT_SIZE, 8);
let count: i32 = 0;

const ROUNDS: usize = memory.data(MAX_CELLS);

/** Forgets all reports. */
export function resetReports(): void {
  count = 0;
  memory.fill(ROUNDS, 0, MAX_CELLS);
}

/** Number of reports. */
export function reportCount(): i32 {
  return count;
}

/** The report at an index below `reportCount()`. */
export function reportAt(index: i32): ReportSlot {
  return changetype<ReportSlot>(SLOTS + index * SLOT_SIZE);
}

/** The report that counts for a peer, or null. */
export function findReport(id: u64): ReportSlot | null {
  for (let i = 0; i < count; i++) {
    const slot = reportAt(i);
    if (slot.id == id) return slot;
  }
  return null;
}

/** Adds a report as the latest, whose `looks` are still to be set; there has to be room for it. */
export function addReport(id: u64, cell: i32, kind: Report, endMs: i64): ReportSlot {
  const slot = reportAt(count++);
  slot.id = id;
  slot.endMs = endMs;
  slot.kind = <u8>kind;
  slot.cell = <u8>cell;
  return slot;
}

/** Removes a report; those behind it move up. */
export function dropReport(slot: ReportSlot): void {
  const at = changetype<usize>(slot);
  memory.copy(at, at + SLOT_SIZE, changetype<usize>(reportAt(count--)) - at - SLOT_SIZE);
}

/** The word for a report. */
export function reportWord(kind: i32): Word {
  return kind < Report.Redirected ? Word.Ok : <Word>(Word.Redirected - Report.Redirected + kind);
}

/** How many runs in a row a cell has made because its peers failed. */
export function roundsOf(cell: i32): u8 {
  return load<u8>(ROUNDS + cell);
}

/** Sets that number. */
export function setRounds(cell: i32, rounds: u8): void {
  store<u8>(ROUNDS + cell, rounds);
}
