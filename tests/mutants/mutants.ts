// Would a test notice if an instruction of the core were another? `make mutants` changes
// MUTANTS instructions of the release module, one at a time (400 by default, `all` for
// every change there is; MUTANTS_SEED for others; MUTANTS_AT for all at some places),
// and counts those that the tests tell from the core. A mutant goes through those tests
// that come to its instruction, those first that are quick and have noticed much.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { Dice } from "../fuzz/support/dice.ts";
import { listFiles } from "../support/project.ts";
import { Describer } from "./describer.ts";
import { Mutator } from "./mutant.ts";
import { listMutations } from "./operators.ts";
import type { Mutation } from "./operators.ts";
import { TestWorker } from "./pool.ts";
import type { Judgement } from "./pool.ts";
import { TestOrder } from "./test-order.ts";
import type { Surveyed } from "./worker.ts";

const MODULE = "build/discovery.names.wasm";
const FOLDER = "build/mutants";
const WORKER = resolve(FOLDER, "worker.mjs");
const WANTED = process.env["MUTANTS"] ?? "400";
const SEED = Number(process.env["MUTANTS_SEED"] ?? 1);
const PLACES = (process.env["MUTANTS_AT"] ?? "").split(/\s+/).filter((place) => place !== "");
/** A mutant that has passed so many seconds of tests counts as a survivor. */
const BUDGET_S = Number(process.env["MUTANTS_BUDGET_S"] ?? 15);
const JOBS = Number(process.env["MUTANTS_JOBS"] ?? 2);

const SUITES = ["contract", "scenarios", "journals", "fuzz", "faults", "emulator"];
/** Those of other modules, those that take the module apart, those whose subject is the host and that take long. */
const NOT_HERE = [
  "contract/cost",
  "contract/dns",
  "scenarios/random",
  "faults/kills",
  "faults/crashes",
  "faults/system-calls",
];

interface Verdict extends Judgement {
  readonly mutation: Mutation;
}

/** The bundle of all tests with the worker; `node:test` in it only takes tests down. */
async function bundle(): Promise<void> {
  const files = SUITES.flatMap((suite) => readdirSync(`tests/${suite}`).map((name) => `${suite}/${name}`))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => name.replace(".test.ts", ""))
    .filter((name) => !NOT_HERE.includes(name));
  const loads = files.map((name) => `${JSON.stringify(name)}: () => import("./tests/${name}.test.ts"),`);
  await build({
    stdin: {
      contents: `import { serve } from "./tests/mutants/worker.ts";\nawait serve({${loads.join("\n")}});\n`,
      resolveDir: ".",
    },
    ...{ alias: { "node:test": resolve("tests/mutants/collector.ts") }, outfile: WORKER, bundle: true },
    ...{ packages: "external", platform: "node", format: "esm", target: "node20", logLevel: "error" },
  });
}

/** Some of the mutations, the same for the same seed, or those of the places that were asked for. */
function choose(all: readonly Mutation[], describer: Describer): Mutation[] {
  if (PLACES.length > 0)
    return all.filter((mutation) => {
      const text = describer.describe(mutation);
      return PLACES.some((place) => text.includes(`${place}:`));
    });
  if (WANTED === "all") return [...all];
  const dice = new Dice(SEED);
  const left = [...all];
  return Array.from(
    { length: Math.min(Number(WANTED), all.length) },
    () => left.splice(dice.below(left.length), 1)[0] as Mutation,
  );
}

/** What each test comes to and how long it takes; kept until the tests or the core are others. */
async function survey(workers: readonly TestWorker[]): Promise<readonly Surveyed[]> {
  const digest = createHash("sha256");
  for (const path of [WORKER, MODULE, ...listFiles("tests")]) digest.update(readFileSync(path));
  const path = `${FOLDER}/survey-${digest.digest("hex").slice(0, 16)}.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Surveyed[];
  const parts = await Promise.all(workers.map((worker, part) => worker.survey(MODULE, part, workers.length)));
  const surveyed = parts.flat().sort((a, b) => a.number - b.number);
  writeFileSync(path, JSON.stringify(surveyed));
  return surveyed;
}

async function main(): Promise<void> {
  const module = new Uint8Array(readFileSync(MODULE));
  const mutator = new Mutator(module);
  const all = listMutations(mutator.functions);
  const describer = new Describer(MODULE, mutator);
  const chosen = choose(all, describer);
  mkdirSync(FOLDER, { recursive: true });
  await bundle();
  const original = join(FOLDER, "original.wasm");
  writeFileSync(original, mutator.make(null));
  const workers = Array.from({ length: JOBS }, () => new TestWorker(WORKER, original));
  const order = new TestOrder(module, await survey(workers), BUDGET_S * 1000);
  process.stdout.write(`  ${order.describe()}\n`);

  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async (worker: TestWorker, job: number) => {
    for (let mutation = chosen[next++]; mutation !== undefined; mutation = chosen[next++]) {
      const core = join(FOLDER, `mutant-${job}.wasm`);
      writeFileSync(core, mutator.make(mutation));
      const judgement = await worker.judge(core, order.testsFor(mutation));
      verdicts.push({ mutation, ...judgement });
      order.learn(mutation, judgement.killer);
      if (judgement.killer === null)
        process.stdout.write(`  survives: ${describer.describe(mutation)} in ${describer.functionOf(mutation)}\n`);
      if (verdicts.length % 20 === 0) process.stdout.write(`  ${verdicts.length} of ${chosen.length}\n`);
    }
    worker.stop();
  };
  await Promise.all(workers.map(work));
  writeFileSync(`${FOLDER}/killed.txt`, listKilled(verdicts, describer, order));
  const text = report(verdicts, all.length, describer);
  writeFileSync(`${FOLDER}/report.txt`, text);
  process.stdout.write(text);
}

/** For whoever doubts a kill: each with the test and what it said. */
function listKilled(verdicts: readonly Verdict[], describer: Describer, order: TestOrder): string {
  return verdicts
    .filter(({ killer }) => killer !== null)
    .map(({ mutation, killer, why }) => `${describer.describe(mutation)}\n  ${order.nameOf(killer ?? 0)}: ${why}\n`)
    .join("");
}

function report(verdicts: readonly Verdict[], all: number, describer: Describer): string {
  const byFunction = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const name = describer.functionOf(verdict.mutation);
    byFunction.set(name, [...(byFunction.get(name) ?? []), verdict]);
  }
  const lines: string[] = [];
  for (const [name, list] of [...byFunction].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const survivors = list.filter(({ killer }) => killer === null);
    if (survivors.length === 0) continue;
    lines.push(`${name}: ${list.length - survivors.length} of ${list.length} killed`);
    lines.push(...survivors.map(({ mutation }) => `  ${describer.describe(mutation)}`));
  }
  const killed = verdicts.filter(({ killer }) => killer !== null).length;
  const score = ((100 * killed) / Math.max(verdicts.length, 1)).toFixed(1);
  lines.push(
    `${verdicts.length} of ${all} mutants, seed ${SEED}: ${killed} killed, ${verdicts.length - killed} survived`,
    `mutation score ${score} %`,
  );
  return `${lines.join("\n")}\n`;
}

await main();
