// The core stays small: gates in octets, for the whole and for each folder.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readText } from "../support/project.ts";
import { measure } from "../support/size.ts";
import { findFloats, parseModule } from "../support/wasm.ts";

/** The gates of the design: no milestone may raise its own past them. */
const DESIGN = { total: 40960, gzipped: 16384 };
const gates = JSON.parse(readText("tests/meta/size.json")) as Record<string, number>;

before(() => execFileSync("make", ["build/discovery.names.wasm"]));

test("the module is within its gates", () => {
  const release = readFileSync("build/discovery.wasm");
  const sizes = { total: release.length, gzipped: gzipSync(release, { level: 9 }).length };
  for (const key of ["total", "gzipped"] as const) {
    const gate = gates[key] ?? 0;
    assert.ok(gate <= DESIGN[key], `the gate ${key} is past the design's`);
    assert.ok(sizes[key] <= gate, `${key}: ${sizes[key]} octets, gate ${gate}`);
  }
});

test("every folder of the core has a gate and is within it", () => {
  const table = measure(readFileSync("build/discovery.names.wasm"), readFileSync("build/discovery.wasm"));
  const beyond = [...table].filter(([row, octets]) => !(octets <= (gates[row] ?? 0)));
  assert.deepEqual(beyond, [], "rows past their gate in tests/meta/size.json, or without one");
});

test("the table speaks of the release module", () => {
  const names = parseModule(readFileSync("build/discovery.names.wasm"));
  const release = parseModule(readFileSync("build/discovery.wasm"));
  assert.deepEqual(
    names.functions.map(({ size }) => size),
    release.functions.map(({ size }) => size),
  );
  assert.deepEqual(findFloats(names), []);
  assert.equal(
    names.globalNames.some((name) => name.endsWith("__stack_pointer")),
    false,
  );
});
