import { Cursor, loadU16, loadU32 } from "../../../assembly/bytes/cursor";
import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { place, placed } from "../support/octets";

const cursor = changetype<Cursor>(memory.data(offsetof<Cursor>(), 8));

describe("cursor", () => {
  it("reads big-endian integers in order", () => {
    cursor.reset(placed, place("01 0203 04050607"));
    expect<u32>(cursor.u8()).toBe(0x01);
    expect<u32>(cursor.u16()).toBe(0x0203);
    expect<u32>(cursor.u32()).toBe(0x04050607);
    expect<i32>(cursor.remaining).toBe(0);
    expect<i32>(cursor.failure).toBe(0);
  });

  it("takes the last octets and not one more", () => {
    cursor.reset(placed, place("0102"));
    expect<usize>(cursor.take(2)).toBe(placed);
    expect<usize>(cursor.take(0)).toBe(placed + 2);
    expect<usize>(cursor.take(1)).toBe(0);
    expect<i32>(cursor.failure).toBe(fault(Code.Truncated, 2));
  });

  it("keeps the first fault and reads nothing after it", () => {
    cursor.reset(placed, place("010203"));
    cursor.u8();
    expect<u32>(cursor.u32()).toBe(0);
    expect<u32>(cursor.u8()).toBe(0);
    expect<i32>(cursor.remaining).toBe(0);
    expect<i32>(cursor.fail(Code.HexOdd)).toBe(fault(Code.Truncated, 1));
  });

  it("refuses a negative length", () => {
    cursor.reset(placed, place("0102"));
    expect<usize>(cursor.take(-1)).toBe(0);
    expect<i32>(cursor.failure).toBe(fault(Code.Truncated, 0));
  });

  it("forgets its fault when it is pointed elsewhere", () => {
    cursor.reset(placed, 0);
    cursor.u8();
    cursor.reset(placed, place("ff"));
    expect<i32>(cursor.failure).toBe(0);
    expect<u32>(cursor.u8()).toBe(0xff);
  });
});

describe("loads", () => {
  it("need no alignment", () => {
    place("00 8899 aabbccdd");
    expect<u32>(loadU16(placed + 1)).toBe(0x8899);
    expect<u32>(loadU32(placed + 3)).toBe(0xaabbccdd);
  });
});
