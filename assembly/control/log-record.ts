// The JSON particulars of a log record; its code and severity stand in the
// output's header.

import {
  addressField,
  closeObject,
  nameField,
  numberField,
  openObject,
  textField,
  wordField,
} from "../bytes/json";
import { LogField, LogSlot, NO_CELL } from "../pools/log";
import { Word } from "../words.gen";
import { cellFields } from "./peer-record";

// The words of the particulars that are numbers, in the order of `LogField`.
const WORDS: usize = memory.data<u16>([
  <u16>Word.Line,
  <u16>Word.Option,
  <u16>Word.What,
  <u16>Word.Why,
  <u16>Word.Error,
  <u16>Word.Offset,
  <u16>Word.Type,
]);

/** Writes the particulars of a record. */
export function writeLog(slot: LogSlot): void {
  openObject();
  if (slot.cell != <i8>NO_CELL) cellFields(slot.cell);
  for (let field = <i32>LogField.Line; field < LogField.Name; field++) {
    if (!slot.has(field)) continue;
    const name = <Word>load<u16>(WORDS + (<usize>field << 1));
    const value = slot.number(field);
    if (field == LogField.What || field == LogField.Why) wordField(name, <Word>value);
    else numberField(name, value);
  }
  if (slot.has(LogField.Address)) addressField(Word.Address, slot.address);
  if (slot.has(LogField.Text)) textField(Word.Text, slot.address, slot.textLength);
  if (slot.has(LogField.Name) && slot.name) nameField(Word.Name, slot.name);
  if (slot.has(LogField.Value)) numberField(Word.Value, slot.amount);
  closeObject();
}
