// The decoder finds in a module what must not be in the core: else the tests that
// look for it could not fail.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { findFloats, growsMemory, parseModule } from "../support/wasm.ts";
import type { Module } from "../support/wasm.ts";

const folder = mkdtempSync("build/decoder-");
after(() => rmSync(folder, { recursive: true }));

/** Compiles AssemblyScript without the project's settings, names kept. */
function compile(source: string, ...flags: string[]): Module {
  writeFileSync(join(folder, "sample.ts"), source);
  writeFileSync(join(folder, "none.json"), "{}");
  const compiler = "node_modules/assemblyscript/bin/asc.js";
  const features = ["--disable", "bulk-memory,nontrapping-f2i,sign-extension"];
  const output = ["--debug", "-o", join(folder, "sample.wasm")];
  const options = ["--config", join(folder, "none.json"), ...features, ...output, ...flags];
  execFileSync(process.execPath, [compiler, join(folder, "sample.ts"), ...options]);
  return parseModule(readFileSync(join(folder, "sample.wasm")));
}

test("finds imports, growth and floats", () => {
  const module = compile(
    `
    @external("env", "now") declare function now(): i32;
    export function grow(): i32 { return memory.grow(now()); }
    export function half(n: i32): i32 { return <i32>(<f64>n * 0.5); }
    export function put(at: usize): void { store<f32>(at, load<f32>(at)); }`,
    "--runtime",
    "stub",
    "--initialMemory",
    "2",
  );
  assert.deepEqual(module.imports, ["env.now"]);
  assert.equal(growsMemory(module), true);
  assert.deepEqual(
    findFloats(module)
      .map((name) => name.replace(/.*\//, ""))
      .sort(),
    ["half", "put"],
  );
  assert.equal(module.floatTypes, false);
  assert.deepEqual(module.memories, [{ min: 2, max: null }]);
  assert.deepEqual([...module.exports].sort(), ["grow", "half", "memory", "put"]);
});

test("finds floats in types and globals, and the shadow stack", () => {
  assert.equal(compile("export function id(x: f32): f32 { return x; }", "--runtime", "stub").floatTypes, true);
  assert.equal(compile("export let x: f64 = 1.5;", "--runtime", "stub").floatTypes, true);
  const collected = compile(
    "class A { b: A | null } export function make(): A { return new A(); }",
    "--runtime",
    "incremental",
  );
  assert.ok(collected.globalNames.some((name) => name.endsWith("__stack_pointer")));
});

test("refuses what is no module, cut short, or beyond the MVP", () => {
  const octets = readFileSync("build/discovery.wasm");
  assert.throws(() => parseModule(new Uint8Array(8)));
  assert.throws(() => parseModule(octets.subarray(0, octets.length - 1)), RangeError);
  const source = "export function fill(at: usize): void { memory.fill(at, 0, 9); }";
  assert.throws(() => compile(source, "--runtime", "stub", "--enable", "bulk-memory"), /not in the MVP/);
});
