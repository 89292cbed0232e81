// What a mutant has to pass, the quickest first: journals, vectors, scenarios, random
// histories. Ends at the first thing that is not as it has to be. Runs in a process of
// its own for each mutant, which CORE_MODULE names.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Emulation } from "../../host/emulator/emulation.ts";
import { ExpectationChecker } from "../../host/emulator/expectations.ts";
import { parseScenario } from "../../host/emulator/scenario-reader.ts";
import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { live, makeHistory } from "../fuzz/support/history.ts";
import { makeCore, makeExports } from "../support/core.ts";
import { outcomeInBoth } from "../support/outcome.ts";
import { readText } from "../support/project.ts";
import { VECTORS } from "../support/vectors.ts";

const HISTORIES = 12;
const MOVES = 150;

const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith(ending));

function checkJournals(): void {
  for (const name of namesIn("tests/journals", ".journal")) {
    const journal = decodeJournal(new Uint8Array(readFileSync(`tests/journals/${name}`)));
    assert.equal(replayJournal(makeCore(), journal).difference, null, name);
  }
}

function checkVectors(): void {
  for (const vector of VECTORS)
    if (vector.kind !== "dns" && vector.kind !== "name") assert.deepEqual(outcomeInBoth(vector), vector.expect);
}

function checkScenarios(): void {
  for (const name of namesIn("tests/scenarios", ".json")) {
    const scenario = parseScenario(readText(`tests/scenarios/${name}`));
    const checker = new ExpectationChecker();
    const emulation = new Emulation(scenario, makeCore(), { observe: (notice) => checker.observe(notice) });
    for (const expectation of scenario.expect) {
      emulation.runUntil(expectation.atMs);
      assert.deepEqual(checker.check(expectation, emulation), [], name);
    }
  }
}

function checkHistories(): void {
  for (let seed = 1; seed <= HISTORIES; seed++)
    assert.equal(live(makeHistory(seed, MOVES)).failure, null, `seed ${seed}`);
}

try {
  assert.equal(makeExports().selfTest(), 0);
  for (const check of [checkJournals, checkScenarios, checkVectors, checkHistories]) check();
} catch (error) {
  process.stdout.write(`${String(error).split("\n")[0]}\n`);
  process.exitCode = 1;
}
