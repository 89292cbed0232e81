// Random histories of every kind of input, the same in each run: FUZZ_SEED=n begins
// elsewhere, FUZZ_RUNS=n tries more. One that fails is made smaller and written to
// build/fuzz/.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { decodeJournal } from "../../host/journal.ts";
import { makeCore } from "../support/core.ts";
import { live, makeHistory, minimise } from "./support/history.ts";
import type { Outcome } from "./support/history.ts";
import { Machine } from "./support/machine.ts";

const FIRST_SEED = Number(process.env["FUZZ_SEED"] ?? 1);
const RUNS = Number(process.env["FUZZ_RUNS"] ?? (process.env["FUZZ_SEED"] === undefined ? 160 : 1));
const MOVES = 150;
/** Each of so many histories is lived through twice. */
const TWICE = 16;
const FOLDER = "build/fuzz";
const CORPUS = "tests/fuzz/corpus";

/** Writes down a history that failed, as small as it can be made, and says how to see it again. */
function report(seed: number, { failure }: Outcome): string {
  assert.ok(failure !== null);
  const small = minimise(makeHistory(seed, MOVES), failure);
  const outcome = live(small);
  mkdirSync(FOLDER, { recursive: true });
  const path = `${FOLDER}/seed-${seed}.journal`;
  writeFileSync(path, outcome.journal());
  return [
    `the history of seed ${seed} fails: ${failure.message}`,
    `again: FUZZ_SEED=${seed} make test SUITE=fuzz`,
    `${path} has the ${outcome.inputs} inputs of its ${small.moves.length} moves that matter; keep it in ${CORPUS}/ once it is mended`,
    failure.stack,
  ].join("\n");
}

describe("fuzzing", () => {
  test(`${RUNS} random histories of ${MOVES} moves`, (context) => {
    let [inputs, outputs] = [0, 0];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const outcome = live(makeHistory(seed, MOVES));
      inputs += outcome.inputs;
      outputs += outcome.outputs;
      if (outcome.failure !== null) assert.fail(report(seed, outcome));
      if (seed % TWICE === 0) assert.equal(live(makeHistory(seed, MOVES)).digest, outcome.digest, `seed ${seed} twice`);
    }
    context.diagnostic(`${inputs} executions of handle, ${outputs} outputs checked`);
    assert.ok(inputs > RUNS * MOVES * 0.9 && outputs > inputs, `${inputs} inputs and ${outputs} outputs prove little`);
  });

  for (const file of readdirSync(CORPUS).filter((name) => name.endsWith(".journal"))) {
    test(`corpus: ${file}`, () => {
      const { records, damage } = decodeJournal(new Uint8Array(readFileSync(`${CORPUS}/${file}`)));
      assert.equal(damage, null);
      const machine = new Machine(makeCore(), () => null);
      // The first is the machine's own: to watch.
      for (const { kind, timeMs, payload } of records.slice(1)) {
        machine.timeMs = timeMs;
        machine.feed(kind as never, payload);
        machine.settle();
      }
      machine.compare();
    });
  }
});
