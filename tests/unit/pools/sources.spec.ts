import { AddressEntry, AddressFlag } from "../../../assembly/abi";
import { addAddress, resetLinks } from "../../../assembly/pools/links";
import { bestSource, OFFERED, rateDestination, rateSource } from "../../../assembly/pools/sources";
import { hexOf, other, place, placed, placeOther } from "../support/octets";

const GLOBAL: string = "20010db8000100000000000000000039";
const LOCAL: string = "fd000000000100000000000000000039";
const LINK: string = "fe800000000000000000000000000039";
const V4: string = "00000000000000000000ffffc0000239";

function assign(hex: string, flags: i32 = 0, prefixLength: i32 = 64, ifindex: u32 = 2): void {
  place(hex);
  memory.fill(placed + 16, 0, AddressEntry.Size - 16);
  store<u8>(placed, prefixLength, AddressEntry.PrefixLength);
  store<u8>(placed, flags, AddressEntry.Flags);
  addAddress(ifindex, placed);
}

function best(destination: string): string {
  placeOther(destination);
  const source = bestSource(2, other);
  return source ? hexOf(source.address, 16) : "";
}

function rate(destination: string): i32 {
  placeOther(destination);
  return rateDestination(2, other);
}

describe("bestSource", () => {
  beforeEach(() => {
    resetLinks();
  });

  it("is of the interface and of the destination's family", () => {
    assign(V4, 0, 24);
    assign(GLOBAL, 0, 64, 3);
    expect<string>(best("20010db8000700000000000000000001")).toBe("");
    expect<string>(best("00000000000000000000ffffc6336414")).toBe(V4);
  });

  it("reaches as far as the destination, and no further than it has to (rule 2)", () => {
    assign(LINK);
    expect<string>(best("20010db8000700000000000000000001")).toBe("");
    assign(GLOBAL);
    expect<string>(best("20010db8000700000000000000000001")).toBe(GLOBAL);
    expect<string>(best("fe800000000000000000000000000001")).toBe(LINK);
  });

  it("is deprecated only if nothing else is there (rule 3), and never tentative", () => {
    assign(GLOBAL, AddressFlag.Deprecated);
    expect<string>(best("20010db8000700000000000000000001")).toBe(GLOBAL);
    assign("20010db8000200000000000000000039");
    expect<string>(best("20010db8000700000000000000000001")).toBe("20010db8000200000000000000000039");
    resetLinks();
    assign(GLOBAL, AddressFlag.Tentative);
    expect<string>(best("20010db8000700000000000000000001")).toBe("");
  });

  it("has the destination's label (rule 6), then the longest common prefix (rule 8)", () => {
    assign(LOCAL);
    assign(GLOBAL);
    assign("20010db8000700000000000000000039");
    expect<string>(best("fd000000000700000000000000000001")).toBe(LOCAL);
    expect<string>(best("20010db8000700000000000000000001")).toBe("20010db8000700000000000000000039");
    expect<string>(best("20010db8000100000000000000000001")).toBe(GLOBAL);
  });

  it("is not offered for a global server if it is unique local (R-93)", () => {
    assign(LOCAL);
    placeOther("20010db8000700000000000000000001");
    const source = bestSource(2, other)!;
    expect<bool>(rateSource(source, 2, other) < OFFERED).toBe(true);
    placeOther("fd000000000700000000000000000001");
    expect<bool>(rateSource(source, 2, other) >= OFFERED).toBe(true);
  });
});

describe("rateDestination", () => {
  beforeEach(() => {
    resetLinks();
  });

  it("puts first what has a source (rule 1), and that one's label (rule 5)", () => {
    assign(LOCAL);
    expect<bool>(rate("fd000000000700000000000000000001") > rate("20010db8000700000000000000000001")).toBe(true);
    assign(GLOBAL);
    expect<bool>(rate("fd000000000700000000000000000001") < rate("20010db8000700000000000000000001")).toBe(true);
    expect<bool>(rate("2002c000020100000000000000000001") < rate("20010db8000700000000000000000001")).toBe(true);
  });

  it("puts a smaller scope first (rule 8), then the longer common prefix (rule 9), which is nothing in IPv4", () => {
    assign(GLOBAL);
    assign(LINK);
    expect<bool>(rate("fe800000000000000000000000000001") > rate("20010db8000700000000000000000001")).toBe(true);
    expect<bool>(rate("20010db8000100000000000000000001") > rate("20010db8000700000000000000000001")).toBe(true);
    assign(V4, 0, 24);
    expect<i32>(rate("00000000000000000000ffffc0000201")).toBe(rate("00000000000000000000ffffc6336414"));
  });
});
