import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeAscii, encodeUtf8 } from "../../host/text.ts";

test("UTF-8 is that of the platform, also for lone surrogates", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom("\ud800", "a\udfffb", "é€😀")),
      (text) => {
        assert.deepEqual([...encodeUtf8(text)], [...Buffer.from(text)]);
      },
    ),
  );
});

test("printable ASCII comes through, anything else is marked", () => {
  const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  const text = decodeAscii(octets);
  for (let octet = 0; octet < 256; octet++) {
    assert.equal(text[octet], octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "\ufffd");
  }
});

test("long texts come through whole", () => {
  const text = "0123456789".repeat(2000);
  assert.equal(decodeAscii(Buffer.from(text)), text);
});
