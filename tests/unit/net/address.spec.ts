import {
  copyAddress,
  equalAddress,
  isMapped,
  isUnspecified,
  setMapped,
} from "../../../assembly/net/address";
import { hexOf, other, place, placeOther, placed } from "../support/octets";

const A = "20010db8000700000000000000000001";
const B = "20010db8000700000000000000008001";

function both(a: string, b: string): void {
  place(a);
  placeOther(b);
}

describe("addresses", () => {
  it("are copied and compared whole", () => {
    both(A, B);
    expect<bool>(equalAddress(placed, other)).toBe(false);
    copyAddress(other, placed);
    expect<string>(hexOf(other, 16)).toBe(A);
    expect<bool>(equalAddress(placed, other)).toBe(true);
  });

  it("differ in the first half, too", () => {
    both(A, "20010db8000800000000000000000001");
    expect<bool>(equalAddress(placed, other)).toBe(false);
  });
});

describe("IPv4-mapped addresses", () => {
  it("are written from four octets, in place as well", () => {
    place("c0000201");
    setMapped(other, placed);
    expect<string>(hexOf(other, 16)).toBe("00000000000000000000ffffc0000201");
    placeOther("ffffffffffffffffffffffff c0000202");
    setMapped(other, other + 12);
    expect<string>(hexOf(other, 16)).toBe("00000000000000000000ffffc0000202");
  });

  it("are told from others", () => {
    place("00000000000000000000ffffc0000201");
    expect<bool>(isMapped(placed)).toBe(true);
    place("000000000000000000000000c0000201");
    expect<bool>(isMapped(placed)).toBe(false);
    place("00000000000000010000ffffc0000201");
    expect<bool>(isMapped(placed)).toBe(false);
    place("00000000000000000000fffec0000201");
    expect<bool>(isMapped(placed)).toBe(false);
  });
});

describe("isUnspecified", () => {
  it("looks at all octets", () => {
    place("00000000000000000000000000000000");
    expect<bool>(isUnspecified(placed)).toBe(true);
    place("00000000000000000000000000000001");
    expect<bool>(isUnspecified(placed)).toBe(false);
    place("01000000000000000000000000000000");
    expect<bool>(isUnspecified(placed)).toBe(false);
  });
});
