import { commonBits, isSamePrefix, labelOf, precedenceOf, scopeOf } from "../../../assembly/net/policy";
import { other, place, placed, placeOther } from "../support/octets";

function row(hex: string): string {
  place(hex);
  return `${precedenceOf(placed)} ${labelOf(placed)} ${scopeOf(placed)}`;
}

describe("the policy table of RFC 6724 §2.1", () => {
  it("has precedence and label of each prefix, and the scope of what is in it", () => {
    expect<string>(row("00000000000000000000ffffc0000201")).toBe("35 4 14");
    expect<string>(row("00000000000000000000ffffa9fe0001")).toBe("35 4 2", "169.254.0.1");
    expect<string>(row("000000000000000000000000c0000201")).toBe("1 3 14", "::/96");
    expect<string>(row("2002c000020100000000000000000001")).toBe("30 2 14");
    expect<string>(row("20010000000000000000000000000001")).toBe("5 5 14");
    expect<string>(row("20010001000000000000000000000001")).toBe("40 1 14");
    expect<string>(row("fc000000000000000000000000000001")).toBe("3 13 14");
    expect<string>(row("fdff0000000000000000000000000001")).toBe("3 13 14");
    expect<string>(row("fec00000000000000000000000000001")).toBe("1 11 5");
    expect<string>(row("fe800000000000000000000000000001")).toBe("40 1 2");
    expect<string>(row("3ffe0000000000000000000000000001")).toBe("1 12 14");
    expect<string>(row("20010db8000000000000000000000001")).toBe("40 1 14");
  });
});

describe("commonBits", () => {
  it("counts to the first bit that differs, and no further than it may", () => {
    place("20010db8000000000000000000000001");
    placeOther("20010db8000000000000000000000003");
    expect<i32>(commonBits(placed, other, 128)).toBe(126);
    expect<i32>(commonBits(placed, other, 64)).toBe(64);
    expect<i32>(commonBits(placed, placed, 128)).toBe(128);
    placeOther("a0010db8000000000000000000000001");
    expect<i32>(commonBits(placed, other, 128)).toBe(0);
  });
});

describe("isSamePrefix", () => {
  it("looks at so many bits and no more", () => {
    place("20010db8000000000000000000000001");
    placeOther("20010db8800000000000000000000001");
    expect<bool>(isSamePrefix(placed, other, 0)).toBe(true);
    expect<bool>(isSamePrefix(placed, other, 32)).toBe(true);
    expect<bool>(isSamePrefix(placed, other, 33)).toBe(false);
    expect<bool>(isSamePrefix(placed, other, 128)).toBe(false);
    expect<bool>(isSamePrefix(placed, placed, 128)).toBe(true);
  });

  it("keeps the families apart", () => {
    place("00000000000000000000ffffc0000201");
    placeOther("00000000000000000000000000000000");
    expect<bool>(isSamePrefix(placed, other, 0)).toBe(false);
    placeOther("00000000000000000000ffff00000000");
    expect<bool>(isSamePrefix(placed, other, 96)).toBe(true);
  });
});
