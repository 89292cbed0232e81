// Every vector has its one outcome, in both modules; every vector cut at every
// octet has a typed one, the same in both.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CODE_NAMES } from "../../host/abi.gen.ts";
import { inspect, makeInspectCore, Publisher, visible } from "../support/outcome.ts";
import type { Subject } from "../support/outcome.ts";
import { KINDS, VECTORS } from "../support/vectors.ts";
import type { Outcome, Vector } from "../support/vectors.ts";

const ERRORS = new Set(Object.values(CODE_NAMES));
const inspectCore = makeInspectCore();
const publisher = new Publisher();

const messages = VECTORS.filter(({ kind }) => kind !== "name");

/** Checks the form of an outcome: a typed error has its place inside the input. */
function assertTyped(outcome: Outcome, { octets }: Subject): void {
  if (outcome["ok"] === true) return;
  assert.deepEqual(Object.keys(outcome), ["ok", "error", "offset"]);
  assert.ok(ERRORS.has(outcome["error"] as string));
  const offset = outcome["offset"] as number;
  assert.ok(offset >= 0 && offset <= octets.length, `offset ${offset} of ${octets.length}`);
}

/** Without what only the log tells, and what it may have had no room for. */
function withoutLog({ discarded: _d, invalid: _i, warnings: _w, logIsFull: _l, ...others }: Outcome): Outcome {
  return others;
}

/** The outcome in the inspect module, after comparing what the release module does. */
function outcomeInBoth(subject: Subject): Outcome {
  const outcome = inspect(inspectCore, subject);
  assertTyped(outcome, subject);
  if (subject.kind === "name") return outcome;
  const published = publisher.publish(subject);
  const expected = visible(subject, outcome);
  if (published["logIsFull"] === true) assert.deepEqual(withoutLog(published), withoutLog(expected));
  else assert.deepEqual(published, expected);
  return outcome;
}

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

describe("each vector cut at each octet has a typed outcome, the same in both modules", () => {
  for (const vector of VECTORS) {
    test(vector.path, () => {
      for (let length = 0; length < vector.octets.length; length++) outcomeInBoth(cut(vector, length));
    });
  }
});

describe("octets after the message change nothing", () => {
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
