// The probes of a coverage run say what was executed, and of nothing else that it was.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { probeModule } from "../support/probes.ts";
import { SourceMap } from "../support/source-map.ts";

const SOURCE = `
export function f(a: i32): i32 {
  let sum = 0;
  for (let i = 0; i < a; i++) {
    if (i > 3 && i < 7) {
      sum += i;
    }
  }
  return a == 9
    ? sum
    : 0;
}
export function g(a: i32): i32 {
  while (true) {
    if (a > 5) return a;
    a++;
  }
}
`;

const folder = mkdtempSync("build/probes-");
after(() => rmSync(folder, { recursive: true }));

function compile(): { module: Uint8Array; map: SourceMap } {
  writeFileSync(join(folder, "sample.ts"), SOURCE);
  writeFileSync(join(folder, "none.json"), "{}");
  const output = ["--sourceMap", "--debug", "--runtime", "stub", "-o", join(folder, "sample.wasm")];
  const options = [
    "--config",
    join(folder, "none.json"),
    "--disable",
    "bulk-memory,nontrapping-f2i,sign-extension",
    ...output,
  ];
  execFileSync(process.execPath, ["node_modules/assemblyscript/bin/asc.js", join(folder, "sample.ts"), ...options]);
  const map = new SourceMap(readFileSync(join(folder, "sample.wasm.map"), "utf8"));
  return { module: new Uint8Array(readFileSync(join(folder, "sample.wasm"))), map };
}

const { module, map } = compile();
const { module: octets, globals, probes } = probeModule(module, map);

/** Lines and outcomes that calls of the sample reach. */
function reach(...calls: number[]): { lines: number[]; outcomes: string[]; results: number[] } {
  const words = globals.map(() => new WebAssembly.Global({ value: "i64", mutable: true }, 0n));
  const host = Object.fromEntries(globals.map((name, index) => [name, words[index] as WebAssembly.Global]));
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(octets)), { host }).exports as {
    f: (a: number) => number;
  };
  const results = calls.map((a) => f(a));
  const isHit = (number: number) => ((words[Math.floor(number / 64)]?.value as bigint) >> BigInt(number % 64)) & 1n;
  const hits = probes.filter((_, number) => isHit(number) === 1n && probes[number]?.place.file.endsWith("sample.ts"));
  const lines = hits.filter(({ outcome }) => outcome === null).map(({ place }) => place.line);
  const outcomes = hits
    .filter(({ outcome }) => outcome !== null)
    .map(({ place, outcome }) => `${place.line} ${outcome}`);
  return { lines: [...new Set(lines)].sort((a, b) => a - b), outcomes: [...new Set(outcomes)].sort(), results };
}

test("a loop that is not entered", () => {
  const { lines, outcomes, results } = reach(0);
  assert.deepEqual(results, [0]);
  assert.deepEqual(
    [lines.includes(3), lines.includes(5), lines.includes(6), lines.includes(10), lines.includes(11)],
    [true, false, false, false, true],
  );
  assert.deepEqual(outcomes, ["4 not taken", "9 not taken"]);
});

test("each part of a condition by itself", () => {
  const short = reach(4);
  assert.ok(short.lines.includes(5) && !short.lines.includes(6));
  assert.deepEqual(short.outcomes, ["4 not taken", "4 taken", "5 not taken", "9 not taken"]);
  const long = reach(9);
  assert.deepEqual(long.results, [4 + 5 + 6]);
  assert.ok(long.lines.includes(6) && long.lines.includes(10) && !long.lines.includes(11));
  const of5 = probes.filter(({ place, outcome }) => place.line === 5 && outcome !== null);
  assert.equal(of5.length, 4, "two conditions, two outcomes each");
});

test("a loop without end is no condition", () => {
  const outcomesOf = (line: number) => probes.filter(({ place, outcome }) => place.line === line && outcome !== null);
  assert.deepEqual([outcomesOf(14).length, outcomesOf(15).length], [0, 2]);
  assert.ok(probes.some(({ place }) => place.line === 14));
});
