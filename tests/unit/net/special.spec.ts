import { Code } from "../../../assembly/codes";
import { isLinkLocal, isLocal, specialRange } from "../../../assembly/net/special";
import { place, placed } from "../support/octets";

function range4(hex: string): i32 {
  place("00000000000000000000ffff" + hex);
  return specialRange(placed);
}

function range6(hex: string): i32 {
  place(hex);
  return specialRange(placed);
}

function linkLocal(hex: string): bool {
  place(hex);
  return isLinkLocal(placed);
}

describe("specialRange", () => {
  it("E-11, E-13: knows the IPv4 ranges to their borders", () => {
    expect<i32>(range4("00000000")).toBe(Code.Unspecified);
    expect<i32>(range4("00000001")).toBe(Code.Reserved);
    expect<i32>(range4("00ffffff")).toBe(Code.Reserved);
    expect<i32>(range4("01000000")).toBe(0);
    expect<i32>(range4("7effffff")).toBe(0);
    expect<i32>(range4("7f000000")).toBe(Code.Loopback);
    expect<i32>(range4("7fffffff")).toBe(Code.Loopback);
    expect<i32>(range4("80000000")).toBe(0);
    expect<i32>(range4("dfffffff")).toBe(0);
    expect<i32>(range4("e0000000")).toBe(Code.Multicast);
    expect<i32>(range4("efffffff")).toBe(Code.Multicast);
    expect<i32>(range4("f0000000")).toBe(Code.Reserved);
    expect<i32>(range4("ffffffff")).toBe(Code.Reserved);
  });

  it("E-34: knows the IPv6 ranges to their borders", () => {
    expect<i32>(range6("00000000000000000000000000000000")).toBe(Code.Unspecified);
    expect<i32>(range6("00000000000000000000000000000001")).toBe(Code.Loopback);
    expect<i32>(range6("00000000000000000000000000000002")).toBe(0);
    expect<i32>(range6("ff000000000000000000000000000000")).toBe(Code.Multicast);
    expect<i32>(range6("ffffffffffffffffffffffffffffffff")).toBe(Code.Multicast);
    expect<i32>(range6("feffffffffffffffffffffffffffffff")).toBe(0);
  });

  it("A-16, A-17: keeps private, shared, unique local and link-local addresses", () => {
    expect<i32>(range4("0a000001")).toBe(0);
    expect<i32>(range4("64400001")).toBe(0);
    expect<i32>(range4("a9fe0101")).toBe(0);
    expect<i32>(range6("fd000000000000000000000000000001")).toBe(0);
    expect<i32>(range6("fe800000000000000000000000000001")).toBe(0);
  });
});

describe("isLinkLocal", () => {
  it("knows fe80::/10 and 169.254.0.0/16", () => {
    expect<bool>(linkLocal("fe800000000000000000000000000001")).toBe(true);
    expect<bool>(linkLocal("febf0000000000000000000000000001")).toBe(true);
    expect<bool>(linkLocal("fec00000000000000000000000000001")).toBe(false);
    expect<bool>(linkLocal("fe7f0000000000000000000000000001")).toBe(false);
    expect<bool>(linkLocal("00000000000000000000ffffa9fe0101")).toBe(true);
    expect<bool>(linkLocal("00000000000000000000ffffa9ff0101")).toBe(false);
    expect<bool>(linkLocal("000000000000000000000000a9fe0101")).toBe(false);
  });
});

function local(hex: string): bool {
  place(hex.length == 8 ? "00000000000000000000ffff" + hex : hex);
  return isLocal(placed);
}

describe("isLocal", () => {
  it("knows private, shared and link-local IPv4 ranges to their borders", () => {
    const inside = ["0a000000", "0affffff", "64400000", "647fffff", "ac100000", "ac1fffff", "c0a80000", "c0a8ffff", "a9fe0001"];
    for (let i = 0; i < inside.length; i++) expect<bool>(local(inside[i])).toBe(true, inside[i]);
    const outside = ["09ffffff", "0b000000", "643fffff", "64800000", "ac0fffff", "ac200000", "c0a7ffff", "c0a90000", "65400000"];
    for (let i = 0; i < outside.length; i++) expect<bool>(local(outside[i])).toBe(false, outside[i]);
  });

  it("knows unique local and link-local IPv6 ranges to their borders", () => {
    const rest = "00000000000000000000000000000";
    const inside = ["fc0", "fdf", "fe8", "feb"];
    for (let i = 0; i < inside.length; i++) expect<bool>(local(inside[i] + rest)).toBe(true, inside[i]);
    const outside = ["fbf", "fe0", "fe7", "fec", "0a0", "200"];
    for (let i = 0; i < outside.length; i++) expect<bool>(local(outside[i] + rest)).toBe(false, outside[i]);
  });
});
