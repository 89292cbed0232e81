// Records of cells: their state, and what a publication changed.

import { boolField, numberField, nullField, wordField } from "../bytes/json";
import { State } from "../discovery/transitions";
import { methodWord } from "../mechanisms/registry";
import { cellAt } from "../pools/cells";
import { Channel, List } from "../pools/endpoints";
import { Method } from "../pools/settings";
import { Timer, timerDeadline } from "../time/timers";
import { Word } from "../words.gen";
import { cellFields, secondsField } from "./peer-record";
import { firstRow, nextRow, NO_ROW, rowChannel } from "./rows";

/** The word for a state. */
export function stateWord(state: State): Word {
  return <Word>(Word.Down + state);
}

/** Writes the `cell` record. */
export function writeCell(cell: i32): void {
  const slot = cellAt(cell);
  let waiting = 0;
  let peers = 0;
  for (let row = firstRow(cell, List.Published); row != NO_ROW; row = nextRow(row, List.Published)) {
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
  secondsField(Word.ExpiresInS, timerDeadline(Timer.Lease, cell));
}

/** Writes the event that a cell's state changed. */
export function writeStateEvent(cell: i32): void {
  const slot = cellAt(cell);
  beginCellEvent(cell, Word.State);
  wordField(Word.From, stateWord(<State>slot.toldState));
  wordField(Word.To, stateWord(<State>slot.state));
}

/** Writes the event that ends the changes of a cell's list. */
export function writePublishedEvent(cell: i32): void {
  const slot = cellAt(cell);
  beginCellEvent(cell, Word.Published);
  numberField(Word.Added, slot.added);
  numberField(Word.Removed, slot.removed);
  numberField(Word.Changed, slot.changed);
}

function beginCellEvent(cell: i32, event: Word): void {
  wordField(Word.Event, event);
  cellFields(cell);
}
