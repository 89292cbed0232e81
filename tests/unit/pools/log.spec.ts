import { LogLevel } from "../../../assembly/abi";
import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { MAX_LOG_RECORDS } from "../../../assembly/limits";
import {
  clearLog,
  log,
  logAt,
  logCount,
  LogField,
  lostLogRecords,
  muteLog,
  nameAt,
  NO_CELL,
  resetLog,
  unmuteLog,
} from "../../../assembly/pools/log";
import { Word } from "../../../assembly/words.gen";
import { hexOf, place, placed, placeText } from "../support/octets";

/** A name of 8 octets for each number below 256. */
function placeName(number: i32): void {
  place("02" + (0x61 + (number >> 4)).toString(16) + (0x61 + (number & 15)).toString(16) + "03746573 00");
}

describe("log", () => {
  beforeEach(() => {
    resetLog();
  });

  it("keeps what each record was given", () => {
    place("20010db8000000000000000000000001");
    log(Code.OptionIgnored, LogLevel.Warning, 5)
      .withOption(0xffff)
      .withFault(fault(Code.AddressLength, 0xfffe))
      .withLine(65535)
      .withWhat(Word.Dhcp)
      .withWhy(Word.Boot)
      .withAddress(placed)
      .withValue(i64.MIN_VALUE)
      .withName(0x11ff);
    const slot = logAt(0);
    expect<i32>(logCount()).toBe(1);
    expect<i32>(slot.code).toBe(Code.OptionIgnored);
    expect<i32>(slot.level).toBe(LogLevel.Warning);
    expect<i32>(slot.cell).toBe(5);
    expect<i32>(slot.number(LogField.Option)).toBe(0xffff);
    expect<i32>(slot.number(LogField.Error)).toBe(Code.AddressLength);
    expect<i32>(slot.number(LogField.Offset)).toBe(0xfffe);
    expect<i32>(slot.number(LogField.Line)).toBe(65535);
    expect<i32>(slot.number(LogField.What)).toBe(Word.Dhcp);
    expect<i32>(slot.number(LogField.Why)).toBe(Word.Boot);
    expect<i64>(slot.amount).toBe(i64.MIN_VALUE);
    expect<i32>(slot.number(LogField.Name)).toBe(0x11ff);
    expect<string>(hexOf(slot.address, 16)).toBe("20010db8000000000000000000000001");
    for (let field = <i32>LogField.Line; field <= LogField.Value; field++) {
      expect<bool>(slot.has(field)).toBe(field != LogField.Text && field != LogField.Type && field != LogField.Owner);
    }
  });

  it("has no particulars that it was not given, not even those of the record before", () => {
    log(Code.LinkUp, LogLevel.Info, NO_CELL).withValue(7);
    clearLog();
    log(Code.LinkDown, LogLevel.Info, NO_CELL);
    for (let field = <i32>LogField.Line; field <= LogField.Value; field++) expect<bool>(logAt(0).has(field)).toBe(false);
    expect<i32>(logAt(0).code).toBe(Code.LinkDown);
  });

  it("copies the name of a question, as long as there is room", () => {
    place("0161 0474657374 00");
    const first = log(Code.QuestionAsked, LogLevel.Debug, 5).withQuestion(placed, 35);
    place("0162 0474657374 00");
    const second = log(Code.QuestionAsked, LogLevel.Debug, 5).withQuestion(placed, 33);
    expect<string>(hexOf(nameAt(first.number(LogField.Name)), 8)).toBe("0161047465737400");
    expect<string>(hexOf(nameAt(second.number(LogField.Name)), 8)).toBe("0162047465737400");
    expect<i32>(second.number(LogField.Type)).toBe(33);
    for (let i = 2; i < 128; i++) {
      placeName(i);
      log(Code.QuestionAsked, LogLevel.Debug, 5).withCopy(LogField.Name, placed);
    }
    placeName(128);
    expect<bool>(log(Code.QuestionAsked, LogLevel.Debug, 5).withCopy(LogField.Name, placed).has(LogField.Name)).toBe(false);
    clearLog();
    expect<bool>(log(Code.QuestionAsked, LogLevel.Debug, 5).withCopy(LogField.Name, placed).has(LogField.Name)).toBe(true);
  });

  it("copies a name once, for an owner and for what its record leads to", () => {
    placeName(1);
    const step = log(Code.RecordFollowed, LogLevel.Info, 5).withOwner(placed);
    for (let i = 0; i < 200; i++) log(Code.RecordFollowed, LogLevel.Info, 5).withOwner(placed);
    placeName(2);
    step.withQuestion(placed, 33);
    expect<string>(hexOf(nameAt(step.number(LogField.Owner)), 8)).toBe("0261620374657300");
    expect<string>(hexOf(nameAt(step.number(LogField.Name)), 8)).toBe("0261630374657300");
    expect<i32>(step.number(LogField.Type)).toBe(33);
    expect<bool>(step.has(LogField.Owner)).toBe(true);
  });

  it("cuts a text at 16 octets", () => {
    const length = placeText("an-interface-name-of-many-octets");
    log(Code.LinkUp, LogLevel.Info, NO_CELL).withText(placed, length);
    log(Code.LinkUp, LogLevel.Info, NO_CELL).withText(placed, 4);
    expect<i32>(logAt(0).textLength).toBe(16);
    expect<string>(String.UTF8.decodeUnsafe(logAt(0).address, 16)).toBe("an-interface-nam");
    expect<i32>(logAt(1).textLength).toBe(4);
    expect<i32>(logAt(1).code).toBe(Code.LinkUp);
  });

  it("keeps the first records up to the limit and counts the others", () => {
    for (let i = 0; i < MAX_LOG_RECORDS; i++) log(Code.ConfigLine, LogLevel.Error, NO_CELL).withLine(i);
    expect<u32>(lostLogRecords()).toBe(0);
    for (let i = 0; i < 3; i++) log(Code.LinkUp, LogLevel.Error, NO_CELL).withLine(999);
    expect<i32>(logCount()).toBe(MAX_LOG_RECORDS);
    expect<u32>(lostLogRecords()).toBe(3);
    for (let i = 0; i < MAX_LOG_RECORDS; i++) {
      expect<i32>(logAt(i).code).toBe(Code.ConfigLine);
      expect<i32>(logAt(i).number(LogField.Line)).toBe(i);
    }
  });

  it("goes on counting from input to input", () => {
    for (let i = 0; i < MAX_LOG_RECORDS + 2; i++) log(Code.LinkUp, LogLevel.Info, NO_CELL);
    clearLog();
    expect<i32>(logCount()).toBe(0);
    expect<u32>(lostLogRecords()).toBe(2);
    for (let i = 0; i < MAX_LOG_RECORDS + 1; i++) log(Code.LinkUp, LogLevel.Info, NO_CELL);
    expect<u32>(lostLogRecords()).toBe(3);
    resetLog();
    expect<u32>(lostLogRecords()).toBe(0);
  });

  it("keeps nothing of what is told while it is mute, not even the names", () => {
    log(Code.LinkUp, LogLevel.Info, NO_CELL);
    muteLog();
    placeName(1);
    for (let i = 0; i < MAX_LOG_RECORDS + 9; i++) log(Code.RecordSkipped, LogLevel.Info, NO_CELL).withOwner(placed);
    unmuteLog();
    expect<i32>(logCount()).toBe(1);
    expect<u32>(lostLogRecords()).toBe(0);
    placeName(2);
    log(Code.RecordSkipped, LogLevel.Info, NO_CELL).withOwner(placed);
    // The place of the first name.
    expect<i32>(logAt(1).number(LogField.Owner)).toBe(0x8000);
  });
});
