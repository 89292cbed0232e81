import { AddressEntry, AddressFlag, LinkState, LinkType } from "../../../assembly/abi";
import { addAddress, putLink, resetLinks } from "../../../assembly/pools/links";
import { bestSource, OFFERED, rateDestination, rateSource } from "../../../assembly/pools/sources";
import { addPrefix, dropPrefixes, PrefixKind, resetPrefixes } from "../../../assembly/pools/prefixes";
import { obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { parseAddress } from "../../../assembly/net/text";
import { hexOf, other, place, placed, placeOther, placeOtherText, placeText } from "../support/octets";

const GLOBAL: string = "20010db8000100000000000000000039";
const LOCAL: string = "fd000000000100000000000000000039";
const LINK: string = "fe800000000000000000000000000039";
const V4: string = "00000000000000000000ffffc0000239";

const PVD: i32 = 1;

// One network on `eth1`, which is interface 2.
function begin(): void {
  resetLinks();
  resetPrefixes();
  resetPvds();
  const length = placeOtherText("eth1");
  obtainPvd(other, length);
  putLink(2, <u8>LinkState.Up, <u8>LinkType.Ethernet, other, length);
}

function assign(hex: string, flags: i32 = 0, prefixLength: i32 = 64, ifindex: u32 = 2): void {
  place(hex);
  memory.fill(placed + 16, 0, AddressEntry.Size - 16);
  store<u8>(placed, prefixLength, AddressEntry.PrefixLength);
  store<u8>(placed, flags, AddressEntry.Flags);
  addAddress(ifindex, placed);
}

function best(destination: string): string {
  placeOther(destination);
  const source = bestSource(PVD, other);
  return source ? hexOf(source.address, 16) : "";
}

function rate(destination: string): i32 {
  placeOther(destination);
  return rateDestination(PVD, other);
}

describe("bestSource", () => {
  beforeEach(() => {
    begin();
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
    begin();
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

  it("I-03 R-100 is an address of another interface only if it comes out of a prefix that the network delegated", () => {
    assign(GLOBAL, 0, 64, 3);
    expect<string>(best("20010db8000700000000000000000001")).toBe("");
    const kinds = [PrefixKind.Delegated, PrefixKind.Former];
    for (let i = 0; i < kinds.length; i++) {
      place("20010db8000100" + "00".repeat(9));
      addPrefix(kinds[i], PVD + 1, placed, 56);
      expect<string>(best("20010db8000700000000000000000001")).toBe("", "another network's");
      addPrefix(kinds[i], PVD, placed, 56);
      expect<string>(best("20010db8000700000000000000000001")).toBe(GLOBAL);
      expect<string>(best("00000000000000000000ffffc6336414")).toBe("", "IPv4");
      dropPrefixes(kinds[i], PVD);
      expect<string>(best("20010db8000700000000000000000001")).toBe("");
      addPrefix(PrefixKind.Configured, PVD, placed, 56);
      expect<string>(best("20010db8000700000000000000000001")).toBe("", "a section's number is no network's");
      dropPrefixes(PrefixKind.Configured, PVD);
      place("20010db8000101" + "00".repeat(9));
      addPrefix(kinds[i], PVD, placed, 56);
      expect<string>(best("20010db8000700000000000000000001")).toBe("", "beside the prefix");
    }
  });

  it("is of the network's own interface before any other (rule 5)", () => {
    place("20010db8000100" + "00".repeat(9));
    addPrefix(PrefixKind.Delegated, PVD, placed, 56);
    assign(GLOBAL, 0, 64, 3);
    assign("20010db800020000" + "00".repeat(8));
    expect<string>(best("20010db8000100000000000000000001")).toBe("20010db800020000" + "00".repeat(8));
  });

  it("is not offered for a global server if it is unique local (R-93)", () => {
    assign(LOCAL);
    placeOther("20010db8000700000000000000000001");
    const source = bestSource(PVD, other)!;
    expect<bool>(rateSource(source, PVD, other) < OFFERED).toBe(true);
    placeOther("fd000000000700000000000000000001");
    expect<bool>(rateSource(source, PVD, other) >= OFFERED).toBe(true);
  });
});

describe("rateDestination", () => {
  beforeEach(() => {
    begin();
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

function hexOfText(text: string): string {
  parseAddress(placed, placeText(text), other);
  return hexOf(other, 16);
}

// The rate of a destination over a network whose one address is the source.
function rateFrom(destination: string, source: string, flags: i32 = 0): i32 {
  begin();
  if (source.length) assign(hexOfText(source), flags);
  return rate(hexOfText(destination));
}

function expectBefore(destination: string, source: string, later: string, laterSource: string, laterFlags: i32 = 0): void {
  expect<bool>(rateFrom(destination, source) > rateFrom(later, laterSource, laterFlags)).toBe(true, `${destination} before ${later}`);
}

// Facts of the cases that Go (src/net/addrselect_test.go), Prosody (spec/util_rfc6724_spec.lua) and
// glibc (nss/tst-rfc3484-2.c) try, most of them out of RFC 6724 §10.2. Left out: its case with home
// addresses, which no router has, and of glibc the one with scopes of its own (tst-rfc3484-3.c)
// and the one of rule 9 for IPv4 (tst-rfc3484.c), which counts for nothing here.
describe("R-93 the order of destinations, RFC 6724 §10.2", () => {
  it("puts aside what has no source (rule 1)", () => {
    expectBefore("198.51.100.121", "198.51.100.117", "2001:db8:1::1", "");
    expectBefore("2001:db8:1::1", "", "198.51.100.121", "");
  });

  it("has matching scopes first (rule 2)", () => {
    expectBefore("2001:db8:1::1", "2001:db8:1::2", "198.51.100.121", "169.254.13.78");
    expectBefore("198.51.100.121", "198.51.100.117", "2001:db8:1::1", "fe80::1");
    expectBefore("224.168.95.25", "192.168.95.25", "7d1:1:100:0:100:0:100:0", "fec0:1234:100:0:100:0:100:0");
  });

  it("avoids deprecated sources (rule 3)", () => {
    expectBefore("2001:db8:1::1", "2001:db8:1::2", "fe80::1", "fe80::2", AddressFlag.Deprecated);
  });

  it("has matching labels first (rule 5)", () => {
    expectBefore("2002:c633:6401::1", "2002:c633:6401::2", "2001:db8:1::1", "fe80::2");
  });

  it("has the higher precedence first (rule 6)", () => {
    expectBefore("2001:db8:1::1", "2001:db8:1::2", "10.1.2.3", "10.1.2.4");
    expectBefore("2001:db8:1::1", "2001:db8:1::2", "2002:c633:6401::1", "2002:c633:6401::2");
  });

  it("has the smaller scope first (rule 8)", () => {
    expectBefore("fe80::1", "fe80::2", "2001:db8:1::1", "2001:db8:1::2");
  });

  it("has the longer common prefix first (rule 9), but not in IPv4", () => {
    expectBefore("2001:db8:1::1", "2001:db8:1::2", "2001:db8:3ffe::1", "2001:db8:3f44::2");
    const all = ["54.83.193.112", "184.72.238.214", "23.23.172.185", "75.101.148.21", "23.23.134.56", "23.21.50.150"];
    for (let i = 1; i < all.length; i++) expect<i32>(rateFrom(all[i], "10.2.3.4")).toBe(rateFrom(all[0], "10.2.3.4"), all[i]);
  });
});
