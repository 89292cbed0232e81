// Which text is an address or a prefix (RFC 4291 §2.2, §2.3), what it means, and where it
// goes wrong. What node:net takes for an address is a second opinion.
import assert from "node:assert/strict";
import { isIP } from "node:net";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { formatAddress, fromMapped } from "../../host/addresses.ts";
import { addressOctets } from "../support/address.ts";
import { fc } from "../support/property.ts";
import { Router } from "./support/router.ts";

const router = new Router();

/** What a target comes back as, or null if it is no address. */
function targetOf(text: string): unknown {
  const [answer] = router.ask(`select ${text}`);
  const isNone = answer?.["reason"] === Code.TextAddress || answer?.["reason"] === Code.ResolveFirst;
  return isNone ? null : answer?.["target"];
}

/** Where a word of a configuration is no address or no prefix; null: it is one. */
function faultOf(statement: string, text: string): readonly [code: unknown, offset: number] | null {
  const section =
    statement === "addresses" ? ["server one", "reference-identifier a.test"] : ["interface wan", "isp x"];
  const [fault] = new Router().configure(...section, `${statement} ${text}`).told(Code.ConfigLine);
  return fault?.["line"] === 3 ? [fault["error"], Number(fault["offset"]) - statement.length - 1] : null;
}

const checkText = (text: string): void => {
  const expected = isIP(text) === 0 ? null : formatAddress(fromMapped(addressOctets(text)));
  assert.equal(targetOf(text), expected, text);
};

describe("the text of an address", () => {
  for (const [text, octets] of [
    ["255.255.255.255", "255.255.255.255"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["1:2:3::6:7:8", "1:2:3::6:7:8"],
    ["1::", "1::"],
    ["::1", "::1"],
    ["2001:0DB8:0007:0000:0000:0000:0000:000A", "2001:db8:7::a"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
    ["1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304"],
  ] as const)
    test(`${text} is ${octets}`, () => assert.equal(targetOf(text), octets));

  test("whatever is put together of its parts is what it is for node:net", () => {
    const part = fc.constantFrom(
      ...["0", "1", "9", "a", "F", "10", "99", "255", "256", "ffff", "12345", "01", "g", ":", ":", "::", ".", "."],
    );
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => checkText(parts.join(""))));
  });

  test("what is nearly an address is what it is for node:net", () => {
    const quad = fc.array(fc.constantFrom("0", "1", "10", "25", "99", "100", "255", "256", "01", ""), {
      minLength: 3,
      maxLength: 5,
    });
    const groups = fc.array(fc.constantFrom("0", "1", "db8", "ffff", "00ff", "", ""), { minLength: 0, maxLength: 9 });
    const text = fc
      .tuple(groups, fc.option(quad))
      .map(([left, right]) => [...left, ...(right === null ? [] : [right.join(".")])].join(":"));
    fc.assert(
      fc.property(
        text.filter((each) => each !== ""),
        checkText,
      ),
    );
  });
});

describe("where a text stops being an address", () => {
  for (const [text, offset] of [
    ...([
      ["192.0.2", 7],
      ["192.0.2.", 8],
      ["192.0.2.256", 10],
      ["192.0.2.010", 9],
      ["192.0.2.00", 9],
      ["192.0.2.1.1", 9],
    ] as const),
    ...([
      ["192..2.1", 4],
      [".1.2.3", 0],
      ["0x7f.0.0.1", 1],
      ["3221225985", 4],
      ["1922.0.2.1", 4],
      ["192.0.2.-1", 8],
    ] as const),
    ...([
      ["300.0.2.1", 3],
      ["2a.0.2.1", 2],
      ["192.0.2.a", 8],
      ["192.0.2.1:", 9],
      ["192.0.2.1a", 9],
    ] as const),
    ...([
      ["2001::db8::1", 10],
      ["::1::", 4],
      [":::", 2],
      ["1:::2", 3],
      [":", 0],
      ["1:", 2],
      [":1", 0],
      ["1:2:3:4:5:6:7", 13],
    ] as const),
    ...([
      ["1:2:3:4:5:6:7:8:9", 16],
      ["1:2:3:4:5:6:7:8:", 16],
      ["1:2:3:4::5:6:7:8", 16],
      ["1::2:3:4:5:6:7:8", 16],
    ] as const),
    ...([
      ["12345::", 4],
      ["::g", 2],
      ["fe80::1%eth0", 7],
      ["[::1]", 0],
      ["::1.2.3", 7],
      ["::1.2.3.256", 10],
    ] as const),
    ...([
      ["::1.2.3.4:5", 9],
      ["1:2:3:4:5:6:7:1.2.3.4", 15],
      ["1:2:3:4:5:6::1.2.3.4", 20],
    ] as const),
  ] as const)
    test(text, () => assert.deepEqual(faultOf("addresses", text), [Code.TextAddress, offset]));
});

describe("the text of a prefix", () => {
  test("has a length that leaves no bit of the address behind it (RFC 4291 §2.3)", () => {
    const octets = [0xc6, 0x33, 0xff, 0xff];
    for (let length = 8; length <= 32; length++) {
      const masked = octets.map(
        (octet, index) => octet & (0xff00 >> Math.min(Math.max(length - 8 * index, 0), 8)) & 0xff,
      );
      const text = `${masked.join(".")}/${length}`;
      assert.equal(faultOf("prefixes", text), null, text);
      assert.equal(targetOf(text), length === 32 ? masked.join(".") : text, text);
      const lowest = length - 1;
      const isOdd = ((masked[lowest >> 3] ?? 0) >> (7 - (lowest & 7))) & 1;
      if (isOdd)
        assert.deepEqual(faultOf("prefixes", `${masked.join(".")}/${lowest}`), [
          Code.TextPrefix,
          masked.join(".").length + 1,
        ]);
    }
  });

  for (const [text, offset] of [
    ...([
      ["192.0.2.1/24", 10],
      ["2001:db8:9::1/64", 14],
      ["192.0.2.0/33", 10],
      ["2001:db8::/129", 11],
      ["2001:db8::/", 11],
    ] as const),
    ...([
      ["2001:db8::/-1", 11],
      ["2001:db8::/3a", 11],
      ["2001:db8::/32/", 11],
      ["192.0.2.0/", 10],
    ] as const),
  ] as const)
    test(`${text} is none`, () => assert.deepEqual(faultOf("prefixes", text), [Code.TextPrefix, offset]));

  test("without a length is one address", () => {
    assert.equal(targetOf("192.0.2.7/32"), targetOf("192.0.2.7"));
    assert.equal(targetOf("2001:db8::7/128"), targetOf("2001:db8::7"));
    assert.deepEqual(faultOf("prefixes", "192.0.2/24"), [Code.TextAddress, 7]);
  });
});
