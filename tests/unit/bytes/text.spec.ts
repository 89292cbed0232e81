import { fault } from "../../../assembly/bytes/fault";
import {
  decodeColonHex,
  decodeHex,
  equalIgnoreCase,
  equalOctets,
  HASH_START,
  hashOctets,
  isBlank,
  mixOctets,
  parseDecimal,
} from "../../../assembly/bytes/text";
import { Code } from "../../../assembly/codes";
import { hexOf, other, place, placeOtherText, placeText, placed } from "../support/octets";

function decimal(text: string, max: u32): i64 {
  return parseDecimal(placed, placeText(text), max);
}

function hex(text: string): string {
  const length = decodeHex(placed, placeText(text), placed);
  return length < 0 ? length.toString() : hexOf(placed, length);
}

function colonHex(text: string): string {
  const length = decodeColonHex(placed, placeText(text), placed);
  return length < 0 ? length.toString() : hexOf(placed, length);
}

function same(a: string, b: string): bool {
  return equalIgnoreCase(placed, placeText(a), other, placeOtherText(b));
}

describe("parseDecimal", () => {
  it("reads whole numbers up to the limit", () => {
    expect<i64>(decimal("0", 10)).toBe(0);
    expect<i64>(decimal("10", 10)).toBe(10);
    expect<i64>(decimal("4294967295", 0xffffffff)).toBe(4294967295);
  });

  it("refuses what is above it", () => {
    expect<i64>(decimal("11", 10)).toBe(-1);
    expect<i64>(decimal("4294967296", 0xffffffff)).toBe(-1);
    expect<i64>(decimal("99999999999999999999999999", 0xffffffff)).toBe(-1);
  });

  it("refuses what is no number", () => {
    expect<i64>(decimal("", 10)).toBe(-1);
    expect<i64>(decimal("-1", 10)).toBe(-1);
    expect<i64>(decimal("1 ", 10)).toBe(-1);
    expect<i64>(decimal("/", 10)).toBe(-1);
    expect<i64>(decimal(":", 10)).toBe(-1);
  });
});

describe("decodeHex", () => {
  it("decodes both cases in place", () => {
    expect<string>(hex("04646F74")).toBe("04646f74");
    expect<string>(hex("")).toBe("");
    expect<string>(hex("00ff")).toBe("00ff");
  });

  it("tells where a digit is none", () => {
    expect<string>(hex("04g4")).toBe(fault(Code.HexDigit, 2).toString());
    expect<string>(hex("0`")).toBe(fault(Code.HexDigit, 1).toString());
    expect<string>(hex("0@")).toBe(fault(Code.HexDigit, 1).toString());
    expect<string>(hex(":0")).toBe(fault(Code.HexDigit, 0).toString());
  });

  it("refuses half an octet", () => {
    expect<string>(hex("046")).toBe(fault(Code.HexOdd, 3).toString());
  });
});

describe("decodeColonHex", () => {
  it("decodes unpadded octets, as dhclient writes them", () => {
    expect<string>(colonHex("4:64:6f:74:73:0")).toBe("04646f747300");
    expect<string>(colonHex("0")).toBe("00");
    expect<string>(colonHex("")).toBe("");
  });

  it("refuses empty and long parts", () => {
    expect<string>(colonHex("4::6")).toBe(fault(Code.HexDigit, 2).toString());
    expect<string>(colonHex(":4")).toBe(fault(Code.HexDigit, 0).toString());
    expect<string>(colonHex("4:")).toBe(fault(Code.HexDigit, 2).toString());
    expect<string>(colonHex("123")).toBe(fault(Code.HexDigit, 2).toString());
    expect<string>(colonHex("4:x")).toBe(fault(Code.HexDigit, 2).toString());
  });
});

describe("comparisons", () => {
  it("fold ASCII letters and nothing else", () => {
    expect<bool>(same("MITIGATE-1", "mitigate-1")).toBe(true);
    expect<bool>(same("a", "ab")).toBe(false);
    expect<bool>(same("[", "{")).toBe(false);
    expect<bool>(same("@", "`")).toBe(false);
    expect<bool>(same("", "")).toBe(true);
  });

  it("of octets mind the case", () => {
    const length = placeText("bound");
    placeOtherText("BOUND");
    expect<bool>(equalOctets(placed, other, length)).toBe(false);
    placeOtherText("bound");
    expect<bool>(equalOctets(placed, other, length)).toBe(true);
  });

  it("know blanks", () => {
    expect<bool>(isBlank(0x20)).toBe(true);
    expect<bool>(isBlank(0x09)).toBe(true);
    expect<bool>(isBlank(0x0a)).toBe(false);
  });
});

describe("hashOctets", () => {
  it("is FNV-1a", () => {
    // Published test values of FNV-1a with 64 bits, and their halves folded.
    expect<u64>(mixOctets(HASH_START, placed, placeText("a"))).toBe(0xaf63dc4c8601ec8c);
    expect<u64>(mixOctets(HASH_START, placed, placeText("foobar"))).toBe(0x85944171f73967e8);
    expect<u32>(hashOctets(placed, placeText("a"))).toBe(0x296230c0);
    expect<u32>(hashOctets(placed, placeText("foobar"))).toBe(0x72ad2699);
  });

  it("is 0 for nothing only", () => {
    expect<u32>(hashOctets(placed, 0)).toBe(0);
    // These five octets have a hash whose halves are the same.
    expect<u32>(hashOctets(placed, place("01 cc 3c de f7"))).toBe(1);
  });
});
