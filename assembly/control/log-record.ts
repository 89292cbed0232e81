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
import { findName } from "../names/table";
import { cellFamily } from "../pools/cells";
import { LogField, LogSlot, NO_CELL } from "../pools/log";
import { Word } from "../words.gen";
import { familyField, networkFields } from "./peer-record";

/** Writes the particulars of a record. */
export function writeLog(slot: LogSlot): void {
  openObject();
  if (slot.cell != <u8>NO_CELL) {
    networkFields(slot.cell);
    familyField(cellFamily(slot.cell));
  }
  if (has(slot, LogField.Line)) numberField(Word.Line, slot.line);
  if (has(slot, LogField.Option)) numberField(Word.Option, slot.option);
  if (has(slot, LogField.What)) wordField(Word.What, <Word>slot.whatWord);
  if (has(slot, LogField.Why)) wordField(Word.Why, <Word>slot.whyWord);
  if (has(slot, LogField.Error)) numberField(Word.Error, slot.errorCode);
  if (has(slot, LogField.Offset)) numberField(Word.Offset, slot.errorOffset);
  if (has(slot, LogField.Address)) addressField(Word.Address, slot.address);
  if (has(slot, LogField.Copy)) nameField(Word.Name, slot.copy);
  if (has(slot, LogField.Type)) numberField(Word.Type, slot.option);
  if (has(slot, LogField.Text)) textField(Word.Text, slot.address, slot.textLength);
  if (has(slot, LogField.Name)) writeHeldName(slot.holder);
  if (has(slot, LogField.Value)) numberField(Word.Value, slot.amount);
  closeObject();
}

function has(slot: LogSlot, field: LogField): bool {
  return (slot.fields & <u16>field) != 0;
}

function writeHeldName(holder: i32): void {
  const name = findName(holder);
  if (name) nameField(Word.Name, name);
}
