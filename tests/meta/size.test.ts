// The core stays small: gates in octets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readText } from "../support/project.ts";
import { findFloats, parseModule } from "../support/wasm.ts";

/** The limit of the whole (docs/decisions/0015): no gate may be raised past it. */
const LIMIT = 60 * 1024;
const gates = JSON.parse(readText("tests/meta/size.json")) as Record<string, number>;

test("the module is within its gates", () => {
  const release = readFileSync("build/discovery.wasm");
  const sizes = { total: release.length, gzipped: gzipSync(release, { level: 9 }).length };
  for (const key of ["total", "gzipped"] as const) {
    const gate = gates[key] ?? 0;
    assert.ok(sizes[key] <= gate, `${key}: ${sizes[key]} octets, gate ${gate}`);
  }
  assert.ok((gates["total"] ?? 0) <= LIMIT, "the gate is past the limit of the whole");
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
