import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { InputKind, OutputKind, WINDOW_SIZE } from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import {
  decodeJournal,
  encodeJournalHeader,
  encodeJournalRecord,
  JournalError,
  replayJournal,
} from "../../host/journal.ts";
import type { JournalRecord } from "../../host/journal.ts";
import { outputRecord, reactingExports } from "./support/hostile-core.ts";

const HASH = Uint8Array.from({ length: 32 }, (_, index) => index);
const HEADER_LENGTH = 40;

function encode(records: readonly JournalRecord[]): Uint8Array {
  return new Uint8Array(Buffer.concat([encodeJournalHeader(1, HASH), ...records.map(encodeJournalRecord)]));
}

const record = fc.record({
  kind: fc.integer({ min: 0, max: 255 }),
  timeMs: fc.oneof(
    fc.integer({ min: 0, max: 2 ** 31 }),
    fc.constantFrom(2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
  ),
  payload: fc.uint8Array({ maxLength: 30 }),
});

test("what is encoded is decoded", () => {
  fc.assert(
    fc.property(fc.array(record), (records) => {
      const journal = decodeJournal(encode(records));
      assert.deepEqual([journal.abiVersion, [...journal.moduleHash], journal.damage], [1, [...HASH], null]);
      assert.deepEqual(journal.records.map(plain), records.map(plain));
    }),
  );
});

function plain({ kind, timeMs, payload }: JournalRecord): unknown {
  return { kind, timeMs, payload: [...payload] };
}

test("the layout is that of docs/abi.md", () => {
  const octets = encode([{ kind: 4, timeMs: 2 ** 32 + 2, payload: Uint8Array.of(0xaa, 0xbb) }]);
  const hash = Buffer.from(HASH).toString("hex");
  assert.equal(Buffer.from(octets).toString("hex"), `44444a3101000000${hash}04020000` + `0200000001000000aabb`);
});

test("a journal cut at any octet gives its whole records and where it was cut", () => {
  const records = [1, 2, 3].map((kind) => ({ kind, timeMs: kind, payload: new Uint8Array(kind * 3) }));
  const octets = encode(records);
  const ends = records.map((_, index) => encode(records.slice(0, index + 1)).length);
  for (let length = 0; length < octets.length; length++) {
    const cut = octets.subarray(0, length);
    if (length < HEADER_LENGTH) {
      assert.throws(() => decodeJournal(cut), JournalError, `length ${length}`);
      continue;
    }
    const whole = ends.filter((end) => end <= length);
    const { records: read, damage } = decodeJournal(cut);
    assert.equal(read.length, whole.length, `length ${length}`);
    const begin = whole.at(-1) ?? HEADER_LENGTH;
    assert.equal(damage?.offset, begin === length ? undefined : begin, `length ${length}`);
  }
});

test("octets that are no journal are refused with the offset", () => {
  for (const [hex, offset] of [
    ["", 0],
    ["ff", 0],
    ["44444a32", 3],
    ["44444a31", 4],
  ] as const) {
    assert.throws(() => decodeJournal(Buffer.from(hex, "hex")), { name: "JournalError", offset });
  }
});

test("a record that claims more octets than any has is damage", () => {
  const octets = new Uint8Array(HEADER_LENGTH + 12 + WINDOW_SIZE + 1);
  octets.set(encodeJournalHeader(1, HASH));
  new DataView(octets.buffer).setUint32(HEADER_LENGTH, (WINDOW_SIZE + 1) << 8, true);
  assert.equal(decodeJournal(octets).damage?.offset, HEADER_LENGTH);
  assert.throws(
    () => encodeJournalRecord({ kind: 1, timeMs: 0, payload: new Uint8Array(WINDOW_SIZE + 1) }),
    RangeError,
  );
});

const OUTPUT = outputRecord(OutputKind.Log, 6, 1, "{}");
const OTHER = outputRecord(OutputKind.Log, 6, 2, "{}");
const INPUT = { kind: InputKind.Config, timeMs: 9, payload: Uint8Array.of(1) };

function replay(outputs: readonly Uint8Array[], journalled: readonly Uint8Array[], cut = 0) {
  const records = [INPUT, ...journalled.map((payload) => ({ kind: OutputKind.Log, timeMs: 9, payload }))];
  const octets = encode(records);
  return replayJournal(
    new Core(reactingExports(() => outputs)),
    decodeJournal(octets.subarray(0, octets.length - cut)),
  );
}

test("a replay compares every output", () => {
  assert.deepEqual(replay([OUTPUT, OTHER], [OUTPUT, OTHER]), { inputs: 1, outputs: 2, difference: null, cut: false });
  const changed = replay([OUTPUT, OTHER], [OUTPUT, OUTPUT]).difference;
  assert.deepEqual([changed?.record, changed?.expected, changed?.actual], [2, OUTPUT, OTHER]);
  const missing = replay([OUTPUT], [OUTPUT, OTHER]).difference;
  assert.deepEqual([missing?.record, missing?.expected, missing?.actual], [2, OTHER, null]);
  const records = [INPUT, { kind: OutputKind.Log, timeMs: 9, payload: OUTPUT }, INPUT];
  const core = new Core(reactingExports(() => [OUTPUT, OTHER]));
  const surplus = replayJournal(core, decodeJournal(encode(records))).difference;
  assert.deepEqual([surplus?.record, surplus?.expected, surplus?.actual], [2, null, OTHER]);
});

test("a replay of a journal whose program was stopped in the middle of a drain misses nothing", () => {
  assert.deepEqual(replay([OUTPUT, OTHER], [OUTPUT]), { inputs: 1, outputs: 1, difference: null, cut: true });
});

test("a replay of a journal that was cut does not miss what was cut off", () => {
  assert.equal(replay([OUTPUT, OTHER], [OUTPUT, OTHER], 1).difference, null);
  assert.notEqual(replay([OTHER, OTHER], [OUTPUT, OTHER], 1).difference, null);
});
