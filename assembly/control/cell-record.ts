// Records of cells: their state, and what a publication changed.

import { boolField, numberField, nullField, wordField } from "../bytes/json";
import { State } from "../discovery/transitions";
import { methodWord } from "../mechanisms/registry";
import { cellAt } from "../pools/cells";
import { Channel, List } from "../pools/endpoints";
import { Method } from "../pools/settings";
import { Timer, timerDeadline } from "../time/timers";
import { Word } from "../words.gen";
import { cellFields, endField } from "./peer-record";
import { beforeRows, NO_ROW, rowChannel, seekRow } from "./rows";

/** The word for a state. */
export function stateWord(state: State): Word {
  return <Word>(Word.Down + state);
}

/** Writes the `cell` record. */
export function writeCell(cell: i32): void {
  const slot = cellAt(cell);
  let waiting = 0;
  let peers = 0;
  for (let row = beforeRows(cell); (row = seekRow(row, List.Published)) != NO_ROW; row++) {
    if (rowChannel(row) == Channel.Waiting) waiting++;
    else peers++;
  }
  wordField(Word.Record, Word.Cell);
  cellFields(cell);
  wordField(Word.State, stateWord(<State>slot.state));
  if (slot.method == <u8>Method.None) nullField(Word.Method);
  else wordField(Word.Method, methodWord(<Method>slot.method));
  numberField(Word.Peers, peers);
  numberField(Word.Waiting, waiting);
  boolField(Word.Stale, slot.stale);
  endField(Word.ExpiresInS, cell, timerDeadline(Timer.Lease, cell));
}

/** Writes the event that a cell's state changed. */
export function writeStateEvent(cell: i32): void {
  const slot = cellAt(cell);
  beginCellEvent(cell, Word.State);
  wordField(Word.From, stateWord(<State>slot.toldState));
  wordField(Word.To, stateWord(<State>slot.state));
}

// How many rows were added, removed and changed, in the order of their words.
const COUNTS: usize = memory.data(8, 8);

/** Before the changes of a cell's list. */
export function beginChanges(): void {
  store<u64>(COUNTS, 0);
}

/** Counts a row that was told as added, removed or changed. */
export function countChange(event: Word): void {
  const count = COUNTS + (<usize>(event - Word.Added) << 1);
  store<u16>(count, load<u16>(count) + 1);
}

/** Writes the event that ends the changes of a cell's list. */
export function writePublishedEvent(cell: i32): void {
  beginCellEvent(cell, Word.Published);
  let event = <i32>Word.Added;
  do numberField(<Word>event, load<u16>(COUNTS + (<usize>(event - Word.Added) << 1)));
  while (++event <= Word.Changed);
}

/** Writes the event that servers without credentials joined a cell's list. */
export function writeCredentialsEvent(cell: i32): void {
  beginCellEvent(cell, Word.CredentialsMissing);
}

function beginCellEvent(cell: i32, event: Word): void {
  wordField(Word.Event, event);
  cellFields(cell);
}
