// Modules are taken apart and put together again: what was not to change did not, and
// what was counted is right.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { meterModule } from "../support/meter.ts";
import { readConstant, readFunctions, rewriteModule, signedLeb } from "../support/wasm-rewrite.ts";

const RELEASE = new Uint8Array(readFileSync("build/discovery.wasm"));

const sections = (module: Uint8Array) => new WebAssembly.Module(Uint8Array.from(module));

test("a module that is put together from its own parts is the same", () => {
  const code = readFunctions(RELEASE).map(({ locals, instructions }) => ({
    locals,
    octets: Uint8Array.from(Buffer.concat(instructions.map(({ octets }) => octets))),
  }));
  assert.deepEqual(Buffer.from(rewriteModule(RELEASE, code, [])), Buffer.from(RELEASE));
});

test("the constants of instructions are read as they are written", () => {
  for (const value of [0n, 1n, -1n, 63n, 64n, -64n, -65n, 2n ** 31n - 1n, -(2n ** 31n), 2n ** 63n - 1n, -(2n ** 63n)]) {
    const octets = Uint8Array.from([0x42, ...signedLeb(value)]);
    assert.equal(readConstant({ opcode: 0x42, offset: 0, octets }), value);
  }
});

/** (loop: n = n - 1; continue if n) with one parameter, exported as `f`. */
const COUNTDOWN = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 1, 0x7f, 0],
  ...[3, 2, 1, 0],
  ...[7, 5, 1, 1, 0x66, 0, 0],
  ...[10, 19, 1, 17, 0, 3, 0x40, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x20, 0, 0x1a, 0x0b].map(
    (octet) => octet,
  ),
]);

test("the meter counts what is executed", () => {
  const { f, cost } = new WebAssembly.Instance(sections(meterModule(COUNTDOWN))).exports as unknown as {
    readonly f: (n: number) => void;
    readonly cost: { value: bigint };
  };
  f(1);
  assert.equal(cost.value, 7n);
  f(10);
  assert.equal(cost.value, 7n + 5n * 10n + 2n);
});

test("a metered core does what the core does", () => {
  const instance = new WebAssembly.Instance(sections(meterModule(RELEASE)));
  const journal = decodeJournal(new Uint8Array(readFileSync("tests/journals/home.journal")));
  const reference = new WebAssembly.Instance(sections(RELEASE));
  const cores = [instance, reference].map(({ exports }) => new Core(exports as unknown as CoreExports));
  const [metered, plain] = cores.map((core) => replayJournal(core, journal));
  assert.deepEqual(metered, plain);
  assert.ok((instance.exports["cost"] as unknown as { value: bigint }).value > 10_000n);
});
