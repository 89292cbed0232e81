// The JSON particulars of a log record; its code and severity stand in the
// output's header.

import {
  addressField,
  nameField,
  numberField,
  textField,
  wordField,
} from "../bytes/json";
import { LogField, LogSlot, nameAt, NO_CELL } from "../pools/log";
import { Word } from "../words.gen";
import { cellFields } from "./peer-record";

// The words of the particulars that are numbers or names, in the order of `LogField`; none past
// the 255th word.
const WORDS: usize = memory.data<u8>([
  <u8>Word.Line,
  <u8>Word.Option,
  <u8>Word.What,
  <u8>Word.Why,
  <u8>Word.Error,
  <u8>Word.Offset,
  <u8>Word.Type,
  <u8>Word.Owner,
  <u8>Word.Name,
]);

/** Writes the particulars of a record. */
export function writeLog(slot: LogSlot): void {
  if (slot.cell != <i8>NO_CELL) cellFields(slot.cell);
  let field = <i32>LogField.Line;
  do {
    if (!slot.has(field)) continue;
    const word = <Word>load<u8>(WORDS + <usize>field);
    const value = slot.number(field);
    if (field >= LogField.Owner) {
      const name = nameAt(value);
      if (name) nameField(word, name);
    } else if ((field | 1) == LogField.Why) wordField(word, <Word>value);
    else numberField(word, value);
  } while (++field <= LogField.Name);
  if (slot.has(LogField.Address)) addressField(Word.Address, slot.address);
  if (slot.has(LogField.Text)) textField(Word.Text, slot.address, slot.textLength);
  if (slot.has(LogField.Value)) numberField(Word.Value, slot.amount);
}
