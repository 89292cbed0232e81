// What the compiled core may be: no imports, the exports of docs/abi.md, one
// page, no floats, nothing that grows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readText } from "../support/project.ts";
import { findFloats, growsMemory, parseModule } from "../support/wasm.ts";

const INSPECT_EXPORTS = ["inspect", "decode", "result"];
const release = parseModule(readFileSync("build/discovery.wasm"));
const inspect = parseModule(readFileSync("build/discovery.inspect.wasm"));
const modules = Object.entries({ release, inspect });

/** The functions of a module, by their numbers, that can be reached from themselves. */
function findRecursion(path: string): string[] {
  const { stdout } = spawnSync("node_modules/.bin/wasm-dis", [path], { encoding: "utf8", maxBuffer: 1 << 26 });
  const calls = new Map<string, string[]>();
  for (const text of stdout.split("\n (func ").slice(1)) {
    const [name = ""] = text.split(" ", 1);
    calls.set(
      name,
      [...text.matchAll(/\(call (\S+)/g)].map(([, callee]) => callee?.replace(/\)$/, "") ?? ""),
    );
  }
  assert.ok(calls.size > 50, `${calls.size} functions`);
  return [...calls.keys()].filter((name) => {
    const seen = new Set<string>();
    const open = [...(calls.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(calls.get(next) ?? []));
    }
    return seen.has(name);
  });
}

/** The names in the table of exports in docs/abi.md. */
function documentedExports(): string[] {
  const chapter =
    readText("docs/abi.md")
      .split(/^## /m)
      .find((text) => text.startsWith("Exports")) ?? "";
  return [...chapter.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name ?? "").sort();
}

test("the release module exports what docs/abi.md says and nothing else", () => {
  const documented = documentedExports();
  assert.ok(documented.includes("memory"));
  assert.deepEqual([...release.exports].sort(), documented);
});

test("the inspect module adds its own exports", () => {
  assert.deepEqual([...inspect.exports].sort(), [...documentedExports(), ...INSPECT_EXPORTS].sort());
});

test("the release module has one page of memory", () => {
  assert.deepEqual(release.memories, [{ min: 1, max: 1 }]);
});

for (const [name, module] of modules) {
  test(`the ${name} module imports nothing`, () => assert.deepEqual(module.imports, []));
  test(`the ${name} module keeps the memory that it has`, () => {
    const [{ min, max } = { min: 0, max: null }, ...others] = module.memories;
    assert.deepEqual([others, max], [[], min]);
    assert.equal(growsMemory(module), false);
  });
  test(`no function of the ${name} module calls itself, directly or through others`, () => {
    assert.deepEqual(findRecursion(`build/discovery${name === "release" ? "" : `.${name}`}.wasm`), []);
  });
  test(`the ${name} module has no floats`, () => {
    assert.deepEqual(findFloats(module), []);
    assert.equal(module.floatTypes, false);
  });
}
