// What the vectors leave out: lifetimes, own address, several instances.

import { fault } from "../../../assembly/bytes/fault";
import { hashOctets } from "../../../assembly/bytes/text";
import { Code } from "../../../assembly/codes";
import { Family, INFINITE_S, LEASE } from "../../../assembly/dhcp/lease";
import { resetSettings, setAcceptMultiple, setOptionCodes } from "../../../assembly/dhcp/settings";
import { parseMessage6, parseOptions6 } from "../../../assembly/dhcp/v6-message";
import { isUnspecified } from "../../../assembly/net/address";
import { leaseText } from "../support/lease-text";
import { hexOf, place, placed } from "../support/octets";

const A1 = "20010db8000000000000000000000001";
const A2 = "20010db8000000000000000000000002";
const IA = "00000001 000003e8 000007d0";

function parse(options: string): i32 {
  LEASE.reset(Family.Inet6);
  return parseMessage6(placed, place("07000001" + options));
}

// IA_NA or IA_PD around the given options of so many octets.
function association(code: string, size: i32, options: string): string {
  const octets = 12 + size;
  return `${code}00${octets.toString(16)}` + IA + options;
}

function address(hex: string, validS: string): string {
  return "00050018" + hex + "00000bb8" + validS;
}

function prefix(validS: string): string {
  return "001a0019" + "00000bb8" + validS + "38" + A1;
}

describe("parseMessage6", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("E-40: bounds the information refresh time", () => {
    parse("00200004 0000003c");
    expect<u32>(LEASE.refreshS).toBe(600);
    parse("00200004 00000258");
    expect<u32>(LEASE.refreshS).toBe(600);
    parse("00200004 00000259");
    expect<u32>(LEASE.refreshS).toBe(601);
    parse("");
    expect<u32>(LEASE.refreshS).toBe(86400);
    parse("00200004 ffffffff");
    expect<u32>(LEASE.refreshS).toBe(INFINITE_S);
    parse("00200002 0e10");
    expect<u32>(LEASE.refreshS).toBe(86400);
  });

  it("has no refresh time where there is a lease", () => {
    parse(association("0003", 28, address(A1, "00000fa0")) + "00200004 00000e10");
    expect<u32>(LEASE.refreshS).toBe(0);
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(A1);
  });

  it("takes the shortest lifetime of addresses and prefixes", () => {
    parse(association("0003", 28, address(A1, "00000fa0")) + association("0019", 29, prefix("00000e10")));
    expect<u32>(LEASE.leaseS).toBe(3600);
    parse(association("0019", 29, prefix("00000e10")));
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<bool>(isUnspecified(LEASE.ownAddress)).toBe(true);
  });

  it("passes over addresses that are taken away", () => {
    parse(association("0003", 56, address(A1, "00000000") + address(A2, "00000fa0")));
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(A2);
  });

  it("takes the first address and keeps an endless lifetime", () => {
    parse(association("0003", 56, address(A1, "ffffffff") + address(A2, "ffffffff")));
    expect<u32>(LEASE.leaseS).toBe(INFINITE_S);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(A1);
  });

  it("knows temporary addresses, whose association has a short header", () => {
    parse("00040020 00000001" + address(A1, "00000fa0"));
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<u32>(LEASE.refreshS).toBe(0);
  });

  it("survives associations and addresses that are too short", () => {
    expect<i32>(parse("00030004 00000001")).toBe(0);
    expect<i32>(parse(association("0003", 20, "00050010" + A1))).toBe(0);
    expect<u32>(LEASE.leaseS).toBe(0);
    expect<i32>(parse(association("0003", 6, "00050018 2001"))).toBe(0);
    expect<bool>(isUnspecified(LEASE.ownAddress)).toBe(true);
  });

  it("makes a key of the server's identifier", () => {
    parse("0002000a 00030001020000000001");
    expect<u32>(LEASE.serverKey).toBe(hashOctets(placed, place("00030001020000000001")));
  });

  it("A-02: takes every instance where that is set", () => {
    setAcceptMultiple(true);
    parse("008e0010" + A1 + "008e0004 20010db8" + "008e0010" + A2);
    const text = leaseText();
    expect<string>(text.substr(text.indexOf("addresses "))).toBe(
      `addresses ${A1}/0 ${A2}/1; discarded ; invalid 142:24@28; warnings `,
    );
  });

  it("reads the options under the codes that are set", () => {
    setOptionCodes(147, 148, 65001, 65002);
    parse("fdea0010" + A1 + "fde90003 016100" + "008e0010" + A2);
    const text = leaseText();
    expect<string>(text).toBe(`ri a; domain ; flat; addresses ${A1}/0; discarded ; invalid ; warnings `);
  });
});

describe("parseOptions6", () => {
  it("begins without a header and knows no refresh time", () => {
    resetSettings();
    LEASE.reset(Family.Inet6);
    expect<i32>(parseOptions6(placed, place("008e0003 200100" + "008d0003 016100"))).toBe(0);
    expect<string>(leaseText()).toBe("ri a; domain ; flat; addresses ; discarded ; invalid 142:24@4; warnings ");
    expect<u32>(LEASE.refreshS).toBe(0);
    expect<bool>(LEASE.addressPresent).toBe(true);
  });

  it("stops at an option that runs past the end", () => {
    LEASE.reset(Family.Inet6);
    expect<i32>(parseOptions6(placed, place("008d0003 016100 008e0001"))).toBe(fault(Code.DhcpOptionLength, 7));
    expect<i32>(parseOptions6(placed, place("008d00"))).toBe(fault(Code.DhcpOptionLength, 0));
    expect<i32>(parseOptions6(placed, 0)).toBe(0);
  });
});
