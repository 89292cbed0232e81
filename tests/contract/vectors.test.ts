// Every vector has its one outcome, in both modules; every vector cut at every
// octet has a typed one, the same in both.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outcomeInBoth } from "../support/outcome.ts";
import type { Subject } from "../support/outcome.ts";
import { KINDS, VECTORS } from "../support/vectors.ts";
import type { Vector } from "../support/vectors.ts";

const messages = VECTORS.filter(({ kind }) => kind === "dhcp4" || kind === "dhcp6");

const cut = (vector: Vector, length: number): Subject => ({ ...vector, octets: vector.octets.subarray(0, length) });
const append = (vector: Vector, ...octets: number[]): Subject => ({
  ...vector,
  octets: Uint8Array.from([...vector.octets, ...octets]),
});

test("there are vectors of every kind, and each says what it expects", () => {
  for (const kind of KINDS)
    assert.ok(
      VECTORS.some((vector) => vector.kind === kind),
      kind,
    );
  for (const { path, expect } of VECTORS) assert.equal(typeof expect["ok"], "boolean", path);
});

describe("each vector has its outcome in both modules", () => {
  for (const vector of VECTORS) test(vector.path, () => assert.deepEqual(outcomeInBoth(vector), vector.expect));
});

describe("truncation at every octet of every vector: each vector cut at each octet has a typed outcome, the same in both modules", () => {
  for (const vector of VECTORS) {
    test(vector.path, () => {
      for (let length = 0; length < vector.octets.length; length++) outcomeInBoth(cut(vector, length));
    });
  }
});

describe("octets after a DHCP message change nothing", () => {
  for (const vector of messages.filter(({ expect }) => expect["ok"] === true)) {
    // Pads of DHCPv4; an unknown and empty option of DHCPv6.
    const octets = vector.kind === "dhcp4" ? [0, 0, 0] : [0xff, 0xff, 0, 0];
    test(vector.path, () => assert.deepEqual(outcomeInBoth(append(vector, ...octets)), vector.expect));
  }
});

describe("a DHCPv6 message with half an option behind it is refused there", () => {
  for (const vector of messages.filter(({ kind, expect }) => kind === "dhcp6" && expect["ok"] === true)) {
    test(vector.path, () => {
      for (const octets of [[0], [0, 141, 0], [0, 141, 0, 1]]) {
        const { ok, offset } = outcomeInBoth(append(vector, ...octets));
        assert.equal(ok, false);
        assert.ok((offset as number) >= vector.octets.length, `offset ${String(offset)}`);
      }
    });
  }
});

describe("a name has the same outcome alone and as the identifier in a DHCPv6 message", () => {
  const head = [7, 0, 0, 1, 0, 141];
  for (const vector of VECTORS.filter(({ kind }) => kind === "name")) {
    test(vector.path, () => {
      for (let length = 1; length <= vector.octets.length; length++) {
        const name = cut(vector, length);
        const octets = Uint8Array.from([...head, length >> 8, length & 0xff, ...name.octets]);
        const message = outcomeInBoth({ kind: "dhcp6", profile: vector.profile, octets });
        const { ok, error, offset, name: text } = outcomeInBoth(name);
        if (ok === true) assert.equal(message["ri"], text);
        else assert.deepEqual(message["invalid"], [{ option: 141, error, offset: (offset as number) + 8 }]);
      }
    });
  }
});
