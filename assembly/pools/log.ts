// What happened during one `handle` call and why, kept until the drain turns it
// into `Log` outputs. Bounded: what does not fit is counted and told.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { MAX_LOG_RECORDS } from "../limits";
import { equalNames, nameLength } from "../names/name";
import { findName } from "../names/table";
import { Word } from "../words.gen";
import { copyAddress } from "../net/address";
import { faultCode, faultOffset } from "../bytes/fault";
import { SCRATCH, SCRATCH_SIZE } from "../bytes/scratch";

/** No cell: the record speaks of the whole machine. */
export const NO_CELL: i32 = -1;

/** Which particulars a record has, by bit number. Those up to `Name` are numbers of 16 bits; `Owner` and `Name` tell names. */
export enum LogField {
  Line,
  Option,
  What,
  Why,
  Error,
  Offset,
  Type,
  Owner,
  Name,
  Address,
  Text,
  Value,
}

const NUMBERS: usize = 6;
const TEXT: usize = 32;

/** One record. The setters return the record, so that a call reads as a sentence. */
@unmanaged
export class LogSlot {
  code: u8;
  level: u8;
  cell: i8;
  textLength: u8;
  private fields: u16;
  // The numbers follow, 18 octets; then:
  private numbersLow: u16;
  private numbersMiddle: u64;
  private numbersHigh: u64;
  amount: i64;
  // An address follows, or the beginning of a text: 16 octets.

  /** Address of the 16 octets. */
  get address(): usize {
    return changetype<usize>(this) + TEXT;
  }

  /** True if the record has this particular. */
  has(field: LogField): bool {
    return ((<i32>this.fields >> field) & 1) != 0;
  }

  /** The value of a particular that is a number. */
  number(field: LogField): i32 {
    return <i32>load<u16>(changetype<usize>(this) + (<usize>field << 1), NUMBERS);
  }

  private mark(field: LogField): LogSlot {
    this.fields |= <u16>1 << <u16>field;
    return this;
  }

  private with(field: LogField, value: i32): LogSlot {
    store<u16>(changetype<usize>(this) + (<usize>field << 1), value, NUMBERS);
    return this.mark(field);
  }

  /** A DHCP option code. */
  @inline
  withOption(code: i32): LogSlot {
    return this.with(LogField.Option, code);
  }

  /** A code that explains: an error, a warning or a reason. */
  @inline
  withError(code: i32): LogSlot {
    return this.with(LogField.Error, code);
  }

  /** Where, in octets. */
  @inline
  withOffset(offset: i32): LogSlot {
    return this.with(LogField.Offset, offset);
  }

  /** What a fault says: its code and where. */
  withFault(fault: i32): LogSlot {
    return this.withError(faultCode(fault)).withOffset(faultOffset(fault));
  }

  /** A line of the configuration, from 1. */
  @inline
  withLine(line: i32): LogSlot {
    return this.with(LogField.Line, line);
  }

  /** The thing that is spoken of. */
  @inline
  withWhat(word: Word): LogSlot {
    return this.with(LogField.What, word);
  }

  /** The cause. */
  @inline
  withWhy(word: Word): LogSlot {
    return this.with(LogField.Why, word);
  }

  /** A name of the name table, by its holder. */
  @inline
  withName(holder: i32): LogSlot {
    return this.with(LogField.Name, holder);
  }

  /** An address. */
  withAddress(address: usize): LogSlot {
    copyAddress(this.address, address);
    return this.mark(LogField.Address);
  }

  /** A number: a count, or milliseconds. */
  withValue(value: i64): LogSlot {
    this.amount = value;
    return this.mark(LogField.Value);
  }

  /** A question: name and type. */
  withQuestion(name: usize, type: i32): LogSlot {
    return this.with(LogField.Type, type).withCopy(LogField.Name, name);
  }

  /** The owner of the record that is spoken of. */
  @inline
  withOwner(name: usize): LogSlot {
    return this.withCopy(LogField.Owner, name);
  }

  /** A name that may be gone by the time of the drain; left out if the log has no room for it. */
  withCopy(field: LogField, name: usize): LogSlot {
    let at = NAMES;
    while (at < NAMES + namesUsed && !equalNames(at, name)) at += nameLength(at);
    if (at == NAMES + namesUsed) {
      const length = nameLength(name);
      if (namesUsed + length > NAMES_SIZE) return this;
      memory.copy(at, name, length);
      namesUsed += length;
    }
    return this.with(field, COPY | <i32>(at - NAMES));
  }

  /** A short text, such as an interface name; cut at 16 octets. */
  withText(source: usize, length: i32): LogSlot {
    this.textLength = <u8>min(length, 16);
    memory.copy(this.address, source, <usize>this.textLength);
    return this.mark(LogField.Text);
  }

  /** Begins the record. */
  begin(code: Code, level: LogLevel, cell: i32): LogSlot {
    this.code = <u8>code;
    this.level = <u8>level;
    this.cell = <i8>cell;
    this.fields = 0;
    return this;
  }
}

const SLOT_SIZE: i32 = 48;
// One slot more than the limit: the place of records that did not fit.
const SLOTS: usize = SCRATCH;
// Behind them copied names, and what tells their offsets from holders.
const NAMES_AT: i32 = (MAX_LOG_RECORDS + 1) * SLOT_SIZE;
const NAMES_SIZE: i32 = SCRATCH_SIZE - NAMES_AT;
const COPY: i32 = 0x8000;
const NAMES: usize = SCRATCH + NAMES_AT;
let used: i32 = 0;
let namesUsed: i32 = 0;
let lostRecords: u32 = 0;
let isMuted: bool = false;
let namesBefore: i32 = 0;

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

/** The name that the number of a record tells, 0 if it is gone from the name table. */
export function nameAt(number: i32): usize {
  return number & COPY ? NAMES + (number ^ COPY) : findName(number);
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
  const slot = logAt(isMuted ? MAX_LOG_RECORDS : used);
  if (!isMuted) {
    if (used < MAX_LOG_RECORDS) used++;
    else lostRecords++;
  }
  return slot.begin(code, level, cell);
}

/** From here on records are for nobody: what is found will be told when it is used. */
export function muteLog(): void {
  isMuted = true;
  namesBefore = namesUsed;
}

/** Ends that. */
export function unmuteLog(): void {
  isMuted = false;
  namesUsed = namesBefore;
}
