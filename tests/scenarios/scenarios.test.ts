// Every scenario of this folder in virtual time, under clocks that begin near
// awkward values.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { Emulation } from "../../host/emulator/emulation.ts";
import { ExpectationChecker } from "../../host/emulator/expectations.ts";
import type { Observer } from "../../host/emulator/observer.ts";
import { parseScenario } from "../../host/emulator/scenario-reader.ts";
import type { Scenario } from "../../host/emulator/scenario.ts";
import { makeCore } from "../support/core.ts";
import { readText } from "../support/project.ts";

/** The second: those that come with the program. */
const FOLDERS = ["tests/scenarios", "host/emulator/schemes"];
/** Milliseconds since boot: just below 2^31, just below 2^32, months later. */
const CLOCKS = [2 ** 31 - 6000, 2 ** 32 - 6000, 2 ** 33 + 1];

function run(scenario: Scenario): string[] {
  const checker = new ExpectationChecker();
  const observe: Observer = (notice) => checker.observe(notice);
  const emulation = new Emulation(scenario, makeCore(), { observe });
  return scenario.expect.flatMap((expectation) => {
    emulation.runUntil(expectation.atMs);
    return checker.check(expectation, emulation).map((problem) => `${expectation.atMs} ms: ${problem}`);
  });
}

const FILES = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => ({ folder, name })));

for (const { folder, name } of FILES.filter((file) => file.name.endsWith(".json"))) {
  const scenario = parseScenario(readText(`${folder}/${name}`));
  test(scenario.title, () => {
    assert.equal(`${scenario.name}.json`, name);
    assert.ok(scenario.expect.length > 0, "a scenario expects something");
    for (const startMs of [scenario.startMs, ...CLOCKS]) {
      assert.deepEqual(run({ ...scenario, startMs }), [], `with a clock that begins at ${startMs} ms`);
    }
  });
}
