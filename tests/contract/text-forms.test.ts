// The forms in which addresses and foreign text come out: RFC 5952, and octets outside
// of printable ASCII as \u00XX. `select` hands both back in its `unmatched` records.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ControlInput, InputKind, MAX_LINE_LENGTH, Output, OutputKind } from "../../host/abi.gen.ts";
import { encodeControl } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf } from "../support/core.ts";
import { addressText } from "../support/dns-builder.ts";
import { fc } from "../support/property.ts";

const core = makeReadyCore();

/** What a target that nobody owns comes back as. */
function comesBackAs(target: string): unknown {
  const { outputs } = feed(core, InputKind.Control, encodeControl(1, octetsOf(`select ${target}`)));
  const records = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
  assert.deepEqual(
    records.map(({ record }) => record),
    ["unmatched"],
  );
  return records[0]?.["target"];
}

const groupsOf = (octets: Uint8Array): string =>
  Array.from({ length: 8 }, (_, i) => (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16)).join(":");

describe("an address has the one form of RFC 5952", () => {
  for (const [written, canonical] of [
    ["2001:db8:1:2:3:4:5:0", "2001:db8:1:2:3:4:5:0"],
    ["2001:db8:1:2:3:4:0:0", "2001:db8:1:2:3:4::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:0:0:0:1:0:0:0", "2001::1:0:0:0"],
    ["2001:1:0:0:0:1:0:0", "2001:1::1:0:0"],
    ["2001:DB8::AbCd", "2001:db8::abcd"],
    ["2001:0db8::0001", "2001:db8::1"],
    ["2001:db8::192.0.2.1", "2001:db8::c000:201"],
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:db8::1/128", "2001:db8::1"],
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["192.0.2.255/32", "192.0.2.255"],
    ["198.51.100.0", "198.51.100.0"],
  ] as const) {
    test(`${written} is ${canonical}`, () => assert.equal(comesBackAs(written), canonical));
  }
  test("whatever its groups are", () => {
    const group = fc.oneof(fc.constantFrom(0, 0, 0, 1, 0xf, 0x10, 0xff, 0x100, 0xfff, 0x1000, 0xffff), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 7, maxLength: 7 }), (rest) => {
        const octets = Uint8Array.from([0x2001, ...rest].flatMap((value) => [value >> 8, value & 0xff]));
        assert.equal(comesBackAs(groupsOf(octets)), addressText(octets));
        assert.equal(comesBackAs(addressText(octets)), addressText(octets));
      }),
    );
  });
});

test("text that is no address comes back octet for octet, up to 253 of them", () => {
  for (let octet = 1; octet < 0x100; octet++) {
    // Blanks, line ends and the sign of a comment end a word.
    if ([0x0a, 0x20, 0x09, 0x23].includes(octet)) continue;
    const text = `a${String.fromCharCode(octet)}z`;
    assert.equal(comesBackAs(text), text, `octet ${octet}`);
  }
  assert.equal(comesBackAs("x".repeat(253)), "x".repeat(253));
  assert.equal(comesBackAs("x".repeat(254)), "x".repeat(253));
});

test("a line ends where the lines of its reply may end in the window", () => {
  const most = Output.Payload + MAX_LINE_LENGTH - ControlInput.Line;
  const lineOf = (length: number) => `select ${"192.0.2.1".padStart(length - "select ".length)}`;
  const reply = (length: number) =>
    feed(core, InputKind.Control, encodeControl(1, octetsOf(lineOf(length))))
      .outputs.filter(({ kind }) => kind === OutputKind.ClientSend)
      .map(jsonOf)
      .map(({ record, target, error }) => [record, target ?? error]);
  assert.deepEqual(reply(most), [["unmatched", "192.0.2.1"]]);
  assert.deepEqual(reply(most + 1), [["error", Code.ControlLength]]);
});

test("what is not resolved is not called an address in error", () => {
  const reasonOf = (target: string) =>
    feed(core, InputKind.Control, encodeControl(1, octetsOf(`select ${target}`)))
      .outputs.filter(({ kind }) => kind === OutputKind.ClientSend)
      .map(jsonOf)[0]?.["reason"];
  assert.equal(reasonOf("mitigate.example"), Code.ResolveFirst);
  assert.equal(reasonOf("192.0.2.256"), Code.TextAddress);
  assert.equal(reasonOf("192.0.2.1/24"), Code.TextPrefix);
  assert.equal(reasonOf("2001:db8::/129"), Code.TextPrefix);
});
