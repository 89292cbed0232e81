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

const FOLDER = "tests/scenarios";
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

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  const scenario = parseScenario(readText(`${FOLDER}/${file}`));
  test(scenario.title, () => {
    assert.equal(`${scenario.name}.json`, file);
    assert.ok(scenario.expect.length > 0, "a scenario expects something");
    for (const startMs of [scenario.startMs, ...CLOCKS]) {
      assert.deepEqual(run({ ...scenario, startMs }), [], `with a clock that begins at ${startMs} ms`);
    }
  });
}
