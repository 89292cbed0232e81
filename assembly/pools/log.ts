// What happened during one `handle` call and why, kept until the drain turns it
// into `Log` outputs. Bounded: what does not fit is counted and told.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { MAX_LOG_RECORDS } from "../limits";
import { nameLength } from "../names/name";
import { Word } from "../words.gen";
import { copyAddress } from "../net/address";
import { faultCode, faultOffset } from "../bytes/fault";

/** No cell: the record speaks of the whole machine. */
export const NO_CELL: i32 = 0xff;

/** Which particulars a record has. */
export enum LogField {
  Option = 1,
  Error = 2,
  Offset = 4,
  Line = 8,
  What = 16,
  Why = 32,
  Address = 64,
  Value = 128,
  Name = 256,
  Text = 512,
  Type = 1024,
  Copy = 2048,
}

/** One record. The setters return the record, so that a call reads as a sentence. */
@unmanaged
export class LogSlot {
  code: u8;
  level: u8;
  cell: u8;
  private reserved: u8;
  fields: u16;
  option: u16;
  errorCode: u16;
  errorOffset: u16;
  line: u16;
  whatWord: u16;
  whyWord: u16;
  holder: u16;
  textLength: u16;
  private copyOffset: u16;
  amount: i64;
  // An address follows, or the beginning of a text: 16 octets.

  /** Address of the 16 octets. */
  get address(): usize {
    return changetype<usize>(this) + 32;
  }

  /** The name that `withCopy` kept. */
  get copy(): usize {
    return NAMES + this.copyOffset;
  }

  /** A DHCP option code. */
  withOption(code: i32): LogSlot {
    this.option = <u16>code;
    this.fields |= <u16>LogField.Option;
    return this;
  }

  /** A code that explains: an error, a warning or a reason. */
  withError(code: i32): LogSlot {
    this.errorCode = <u16>code;
    this.fields |= <u16>LogField.Error;
    return this;
  }

  /** Where, in octets. */
  withOffset(offset: i32): LogSlot {
    this.errorOffset = <u16>offset;
    this.fields |= <u16>LogField.Offset;
    return this;
  }

  /** What a fault says: its code and where. */
  withFault(fault: i32): LogSlot {
    return this.withError(faultCode(fault)).withOffset(faultOffset(fault));
  }

  /** A line of the configuration, from 1. */
  withLine(line: i32): LogSlot {
    this.line = <u16>line;
    this.fields |= <u16>LogField.Line;
    return this;
  }

  /** The thing that is spoken of. */
  withWhat(word: Word): LogSlot {
    this.whatWord = <u16>word;
    this.fields |= <u16>LogField.What;
    return this;
  }

  /** The cause. */
  withWhy(word: Word): LogSlot {
    this.whyWord = <u16>word;
    this.fields |= <u16>LogField.Why;
    return this;
  }

  /** An address. */
  withAddress(address: usize): LogSlot {
    copyAddress(this.address, address);
    this.fields |= <u16>LogField.Address;
    return this;
  }

  /** A number: a count, or milliseconds. */
  withValue(value: i64): LogSlot {
    this.amount = value;
    this.fields |= <u16>LogField.Value;
    return this;
  }

  /** A name of the name table, by its holder. */
  withName(holder: i32): LogSlot {
    this.holder = <u16>holder;
    this.fields |= <u16>LogField.Name;
    return this;
  }

  /** A question: name and type. */
  withQuestion(name: usize, type: i32): LogSlot {
    this.option = <u16>type;
    this.fields |= <u16>LogField.Type;
    return this.withCopy(name);
  }

  /** A name that may be gone by the time of the drain; left out if the log has no room for it. */
  withCopy(name: usize): LogSlot {
    const length = nameLength(name);
    if (namesUsed + length > NAMES_SIZE) return this;
    this.copyOffset = <u16>namesUsed;
    memory.copy(NAMES + namesUsed, name, length);
    namesUsed += length;
    this.fields |= <u16>LogField.Copy;
    return this;
  }

  /** A short text, such as an interface name; cut at 16 octets. */
  withText(source: usize, length: i32): LogSlot {
    this.textLength = <u16>min(length, 16);
    memory.copy(this.address, source, <usize>this.textLength);
    this.fields |= <u16>LogField.Text;
    return this;
  }
}

const SLOT_SIZE: i32 = 48;
// One slot more than the limit: the place of records that did not fit.
const SLOTS: usize = memory.data((MAX_LOG_RECORDS + 1) * SLOT_SIZE, 8);
const NAMES_SIZE: i32 = 1024;
const NAMES: usize = memory.data(NAMES_SIZE);
let used: i32 = 0;
let namesUsed: i32 = 0;
let lostRecords: u32 = 0;

/** Empties the log and forgets what was lost. */
export function resetLog(): void {
  used = 0;
  lostRecords = 0;
}

/** Empties the log, before a new input. */
export function clearLog(): void {
  used = 0;
  namesUsed = 0;
}

/** Records that did not fit since the start. */
export function lostLogRecords(): u32 {
  return lostRecords;
}

/** Number of records of this input. */
export function logCount(): i32 {
  return used;
}

/** The record at an index below `logCount()`. */
export function logAt(index: i32): LogSlot {
  return changetype<LogSlot>(SLOTS + index * SLOT_SIZE);
}

/** Adds a record. `cell` is a cell's index or `NO_CELL`. */
export function log(code: Code, level: LogLevel, cell: i32): LogSlot {
  const slot = logAt(used);
  if (used < MAX_LOG_RECORDS) used++;
  else lostRecords++;
  slot.code = <u8>code;
  slot.level = <u8>level;
  slot.cell = <u8>cell;
  slot.fields = 0;
  return slot;
}
