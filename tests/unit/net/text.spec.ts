import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { parseAddress, parsePrefix } from "../../../assembly/net/text";
import { hexOf, other, placeOther, placeText, placed } from "../support/octets";

const BEFORE = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

function parse(text: string): string {
  placeOther(BEFORE);
  const result = parseAddress(placed, placeText(text), other);
  return result < 0 ? result.toString() : hexOf(other, 16);
}

function expectFault(text: string, offset: i32): void {
  expect<string>(parse(text)).toBe(fault(Code.TextAddress, offset).toString(), text);
  expect<string>(hexOf(other, 16)).toBe(BEFORE, text);
}

describe("IPv4 text", () => {
  it("is a dotted quad", () => {
    expect<string>(parse("192.0.2.10")).toBe("00000000000000000000ffffc000020a");
    expect<string>(parse("0.0.0.0")).toBe("00000000000000000000ffff00000000");
    expect<string>(parse("255.255.255.255")).toBe("00000000000000000000ffffffffffff");
  });

  it("has no other spelling", () => {
    expectFault("", 0);
    expectFault("192.0.2", 7);
    expectFault("192.0.2.", 8);
    expectFault("192.0.2.256", 10);
    expectFault("192.0.2.010", 9);
    expectFault("192.0.2.00", 9);
    expectFault("192.0.2.1.1", 9);
    expectFault("192.0.2.1 ", 9);
    expectFault(" 192.0.2.1", 0);
    expectFault("192..2.1", 4);
    expectFault("0x7f.0.0.1", 1);
    expectFault("3221225985", 4);
    expectFault("1922.0.2.1", 4);
    expectFault("192.0.2.-1", 8);
  });
});

describe("IPv6 text", () => {
  it("is eight groups", () => {
    expect<string>(parse("2001:db8:7:0:0:0:0:a")).toBe("20010db800070000000000000000000a");
    expect<string>(parse("2001:0DB8:0007:0000:0000:0000:0000:000A")).toBe("20010db800070000000000000000000a");
  });

  it("may leave out one run of zero groups", () => {
    expect<string>(parse("::")).toBe("00000000000000000000000000000000");
    expect<string>(parse("::1")).toBe("00000000000000000000000000000001");
    expect<string>(parse("1::")).toBe("00010000000000000000000000000000");
    expect<string>(parse("2001:db8::1")).toBe("20010db8000000000000000000000001");
    expect<string>(parse("1:2:3:4:5:6:7::")).toBe("00010002000300040005000600070000");
    expect<string>(parse("::2:3:4:5:6:7:8")).toBe("00000002000300040005000600070008");
    expect<string>(parse("1:2:3::6:7:8")).toBe("00010002000300000000000600070008");
  });

  it("may end in an IPv4 address", () => {
    expect<string>(parse("::ffff:198.51.100.20")).toBe("00000000000000000000ffffc6336414");
    expect<string>(parse("64:ff9b::192.0.2.1")).toBe("0064ff9b0000000000000000c0000201");
    expect<string>(parse("1:2:3:4:5:6:1.2.3.4")).toBe("00010002000300040005000601020304");
  });

  it("E-73: has one gap at most", () => {
    expectFault("2001::db8::1", 10);
    expectFault("::1::", 4);
    expectFault(":::", 2);
    expectFault("1:::2", 3);
  });

  it("has no other spelling", () => {
    expectFault(":", 0);
    expectFault("1:", 2);
    expectFault(":1", 0);
    expectFault("1:2:3:4:5:6:7", 13);
    expectFault("1:2:3:4:5:6:7:8:9", 16);
    expectFault("1:2:3:4:5:6:7:8:", 16);
    expectFault("1:2:3:4::5:6:7:8", 16);
    expectFault("1::2:3:4:5:6:7:8", 16);
    expectFault("12345::", 4);
    expectFault("::g", 2);
    expectFault("fe80::1%eth0", 7);
    expectFault("::1 ", 3);
    expectFault("[::1]", 0);
  });

  it("has its IPv4 address at the end and nowhere else", () => {
    expectFault("::1.2.3", 7);
    expectFault("::1.2.3.256", 10);
    expectFault("::1.2.3.4:5", 9);
    expectFault("1:2:3:4:5:6:7:1.2.3.4", 15);
    expectFault("1:2:3:4:5:6::1.2.3.4", 20);
  });
});

function parseNetwork(text: string): string {
  const result = parsePrefix(placed, placeText(text), other);
  return result < 0 ? result.toString() : `${hexOf(other, 16)}/${result}`;
}

describe("prefix text", () => {
  it("is an address and a length", () => {
    expect<string>(parseNetwork("192.0.2.0/24")).toBe("00000000000000000000ffffc0000200/120");
    expect<string>(parseNetwork("0.0.0.0/0")).toBe("00000000000000000000ffff00000000/96");
    expect<string>(parseNetwork("2001:db8:9::/56")).toBe("20010db8000900000000000000000000/56");
    expect<string>(parseNetwork("::/0")).toBe("00000000000000000000000000000000/0");
    expect<string>(parseNetwork("2001:db8::1/128")).toBe("20010db8000000000000000000000001/128");
  });

  it("is one address without a length", () => {
    expect<string>(parseNetwork("192.0.2.7")).toBe("00000000000000000000ffffc0000207/128");
  });

  it("has no bits behind its length", () => {
    expect<string>(parseNetwork("192.0.2.1/24")).toBe(fault(Code.TextPrefix, 10).toString());
    expect<string>(parseNetwork("2001:db8:9::1/64")).toBe(fault(Code.TextPrefix, 14).toString());
  });

  it("has a length of its family", () => {
    expect<string>(parseNetwork("192.0.2.0/33")).toBe(fault(Code.TextPrefix, 10).toString());
    expect<string>(parseNetwork("::/129")).toBe(fault(Code.TextPrefix, 3).toString());
    expect<string>(parseNetwork("::/")).toBe(fault(Code.TextPrefix, 3).toString());
    expect<string>(parseNetwork("::/-1")).toBe(fault(Code.TextPrefix, 3).toString());
    expect<string>(parseNetwork("192.0.2/24")).toBe(fault(Code.TextAddress, 7).toString());
  });
});
