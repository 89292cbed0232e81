import { LogLevel } from "../../../assembly/abi";
import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { writeLog } from "../../../assembly/control/log-record";
import { setName } from "../../../assembly/names/table";
import { cellOf } from "../../../assembly/pools/cells";
import { Holder } from "../../../assembly/pools/holders";
import { log, LogSlot, NO_CELL, resetLog } from "../../../assembly/pools/log";
import { obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { resetConfiguration } from "../../../assembly/pools/settings";
import { Word } from "../../../assembly/words.gen";
import { beginRecord, writtenRecord } from "../support/json-line";
import { other, place, placed, placeOtherText } from "../support/octets";

let cell: i32 = 0;

function text(slot: LogSlot): string {
  beginRecord();
  writeLog(slot);
  return writtenRecord();
}

describe("the record of a log entry", () => {
  beforeEach(() => {
    resetLog();
    resetPvds();
    resetConfiguration();
    cell = cellOf(obtainPvd(other, placeOtherText("eth1")), 0);
  });

  it("has nothing that the entry has not", () => {
    expect<string>(text(log(Code.LinkUp, LogLevel.Info, NO_CELL))).toBe("{}");
    expect<string>(text(log(Code.NewNetwork, LogLevel.Info, cell))).toBe(
      '{"pvd":"eth1","interface":"eth1","family":"inet"}',
    );
  });

  it("has all particulars in their order", () => {
    place("0161 0474657374 00");
    setName(Holder.LeaseName + cell, placed, 8);
    place("20010db8000000000000000000000001");
    const slot = log(Code.OptionIgnored, LogLevel.Info, cell)
      .withValue(-7)
      .withName(Holder.LeaseName + cell)
      .withAddress(placed)
      .withFault(fault(Code.AddressLength, 513))
      .withWhy(Word.LinkUp)
      .withWhat(Word.Dhcp)
      .withOption(148)
      .withLine(12);
    expect<string>(text(slot)).toBe(
      '{"pvd":"eth1","interface":"eth1","family":"inet","line":12,"option":148,"what":"dhcp","why":"link-up",' +
        '"error":24,"offset":513,"name":"a.test","address":"2001:db8::1","value":-7}',
    );
  });

  it("has the owner of a record beside what the record leads to", () => {
    place("0161 0474657374 00 0162 0474657374 00");
    const slot = log(Code.RecordFollowed, LogLevel.Info, NO_CELL)
      .withOwner(placed)
      .withQuestion(placed + 8, 33)
      .withWhat(Word.DataTcp)
      .withValue(35);
    expect<string>(text(slot)).toBe('{"what":"data.tcp","type":33,"owner":"a.test","name":"b.test","value":35}');
  });

  it("has no name that is not there any more", () => {
    setName(Holder.LeaseName + cell, 0, 0);
    expect<string>(text(log(Code.NameNotTrusted, LogLevel.Info, NO_CELL).withName(Holder.LeaseName + cell))).toBe("{}");
  });

  it("shows foreign text without harm", () => {
    place("6574 1b 5b 22 5c");
    expect<string>(text(log(Code.LinkUp, LogLevel.Info, NO_CELL).withText(placed, 6))).toBe(
      '{"text":"et\\u001b[\\"\\\\"}',
    );
  });
});
