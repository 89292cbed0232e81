// What the vectors of names in messages leave out: where the name goes, and how long it is.

import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { NAME_ROOM, readLength, readName } from "../../../assembly/dns/name";
import { hexOf, place, placed } from "../support/octets";

const HEADER = "000000000000000000000000";
const target: usize = memory.data(NAME_ROOM + 8, 8);

describe("readName", () => {
  beforeEach(() => {
    memory.fill(target, 0xee, NAME_ROOM + 8);
  });

  it("writes the name without its pointers and says how long it is", () => {
    const end = place(HEADER + "047465737400" + "03697370c00c");
    expect<i32>(readName(placed, end, 18, target)).toBe(24);
    expect<i32>(readLength).toBe(10);
    expect<string>(hexOf(target, 10)).toBe("03697370047465737400");
  });

  it("ends behind the first pointer, wherever that leads", () => {
    const end = place(HEADER + "0161 00" + "c00c" + "c00f" + "0162c011");
    expect<i32>(readName(placed, end, 17, target)).toBe(19);
    expect<i32>(readName(placed, end, 19, target)).toBe(23);
    expect<string>(hexOf(target, readLength)).toBe("0162016100");
  });

  it("writes nothing behind the room that it asks for", () => {
    let hex = HEADER;
    for (let label = 0; label < 127; label++) hex += "0161";
    const end = place(hex + "00");
    expect<i32>(readName(placed, end, 12, target)).toBe(267);
    expect<i32>(readLength).toBe(255);
    expect<i32>(load<u8>(target, NAME_ROOM)).toBe(0xee);
    expect<i32>(readName(placed, place(hex + "016100"), 12, target)).toBe(fault(Code.NameTooLong, 266));
    expect<i32>(load<u8>(target, NAME_ROOM)).toBe(0xee);
  });

  it("does not go past the end that it is given, though the message does", () => {
    place(HEADER + "0161026263 00");
    expect<i32>(readName(placed, 12, 12, target)).toBe(fault(Code.Truncated, 12));
    expect<i32>(readName(placed, 14, 12, target)).toBe(fault(Code.Truncated, 14));
    expect<i32>(readName(placed, 16, 12, target)).toBe(fault(Code.Truncated, 14));
    expect<i32>(readName(placed, 17, 12, target)).toBe(fault(Code.Truncated, 17));
    expect<i32>(readName(placed, 18, 12, target)).toBe(18);
  });
});
