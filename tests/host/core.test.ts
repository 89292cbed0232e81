import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { WINDOW_SIZE } from "../../host/abi.gen.ts";
import { Core, CoreError, InspectCore } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { decodeFault } from "../../host/fault.ts";
import { exportsWith, outputRecord, reactingExports } from "./support/hostile-core.ts";

const NO_ADDRESSES = [-1, 65536, 65536 - WINDOW_SIZE + 1, 0.5, NaN, undefined, "0", 2 ** 40];

const UNUSABLE: Record<string, Partial<Record<keyof CoreExports, unknown>>> = {
  "another ABI version": { abiVersion: () => 99 },
  "a failed self-test": { selfTest: () => 3 },
  "a failed init": { init: () => -1 },
  "no memory": { memory: undefined },
  "a memory that is no memory": { memory: {} },
  "a memory that is too small": { memory: { buffer: new ArrayBuffer(1024) } },
};

for (const [what, changes] of Object.entries(UNUSABLE)) {
  test(`a module with ${what} is refused`, () => {
    assert.throws(() => new Core(exportsWith(changes)), CoreError);
  });
}

for (const name of ["abiVersion", "init", "window", "handle", "pollOutput", "selfTest"] as const) {
  test(`a module without ${name} is refused`, () => {
    assert.throws(() => new Core(exportsWith({ [name]: undefined })), { name: "CoreError", message: new RegExp(name) });
  });
}

test("a window outside of the memory is refused", () => {
  for (const address of NO_ADDRESSES) assert.throws(() => new Core(exportsWith({ window: () => address })), CoreError);
});

test("an output length outside of the window is an error, never a read", () => {
  for (const length of [-1, 1, 7, WINDOW_SIZE + 1, 2 ** 31, 8.5, NaN, undefined, "9"]) {
    const core = new Core(exportsWith({ pollOutput: () => length }));
    assert.throws(() => core.poll(), CoreError, `length ${length}`);
  }
});

test("a result of handle that is no fault is an error", () => {
  for (const result of [1, 0.5, NaN, undefined, "0"]) {
    const core = new Core(exportsWith({ handle: () => result }));
    assert.throws(() => core.handle(1, new Uint8Array(0), 0), CoreError, `result ${result}`);
  }
});

test("a memory that shrinks under the host is noticed", () => {
  const memory = { buffer: new ArrayBuffer(65536) };
  const core = new Core(exportsWith({ memory, pollOutput: () => 8 }));
  memory.buffer = new ArrayBuffer(0);
  assert.throws(() => core.poll(), CoreError);
});

test("handle hands over the record, the kind and both halves of the time", () => {
  const seen: unknown[] = [];
  const core = new Core(
    reactingExports((kind, payload, timeMs) => {
      seen.push([kind, [...payload], timeMs]);
      return [];
    }),
  );
  core.handle(4, Uint8Array.of(1, 2, 255), 2 ** 32 * 5 + 0xfedcba98);
  assert.deepEqual(seen, [[4, [1, 2, 255], 2 ** 32 * 5 + 0xfedcba98]]);
});

test("a record longer than the window is refused before the core sees it", () => {
  let calls = 0;
  const core = new Core(exportsWith({ handle: () => (calls++, 0) }));
  core.handle(1, new Uint8Array(WINDOW_SIZE), 0);
  assert.throws(() => core.handle(1, new Uint8Array(WINDOW_SIZE + 1), 0), RangeError);
  assert.equal(calls, 1);
});

test("poll copies: the next record does not change the one before", () => {
  const records = [outputRecord(139, 6, 1, "first"), outputRecord(139, 6, 2, "second")];
  const core = new Core(reactingExports(() => records));
  core.handle(1, new Uint8Array(0), 0);
  const first = core.poll();
  const second = core.poll();
  assert.deepEqual([first, second, core.poll()], [...records, null]);
});

test("inspect returns the line that the core wrote, and nothing from outside of its memory", () => {
  const base = exportsWith({});
  const size = base.memory.buffer.byteLength;
  let length = 2;
  let address = size - 2;
  const exports = { ...base, inspect: () => length, decode: () => 0, result: () => address };
  const core = new InspectCore(exports);
  new Uint8Array(base.memory.buffer, size - 2).set([0x7b, 0x7d]);
  assert.deepEqual([...core.inspect(0, 0, Uint8Array.of(9))], [0x7b, 0x7d]);
  for (length of [-5, 3, WINDOW_SIZE * 100, NaN, 1.5])
    assert.throws(() => core.inspect(0, 0, new Uint8Array(0)), CoreError, `length ${length}`);
  length = 2;
  for (address of [-1, size - 1, size, 2 ** 31, NaN])
    assert.throws(() => core.inspect(0, 0, new Uint8Array(0)), CoreError, `address ${address}`);
  for (const name of ["inspect", "decode", "result"])
    assert.throws(() => new InspectCore({ ...exports, [name]: undefined }), CoreError);
});

test("a fault has a code and an offset", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 0, max: 0xffff }), (code, offset) => {
      assert.deepEqual(decodeFault(-((code << 16) | offset)), { code, offset });
    }),
  );
});
