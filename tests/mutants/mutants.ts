// Would a test notice if an instruction of the core were another? `make mutants` changes
// MUTANTS instructions of the release module, one at a time (400 by default, `all` for
// every change there is; MUTANTS_SEED for others), and counts those that the tests tell
// from the core. What survives the quick checks of checks.ts goes through whole test files.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Dice } from "../fuzz/support/dice.ts";
import { SourceMap } from "../support/source-map.ts";
import { parseModule } from "../support/wasm.ts";
import { Mutator } from "./mutant.ts";
import { listMutations } from "./operators.ts";
import type { Mutation } from "./operators.ts";

const MODULE = "build/discovery.names.wasm";
const FOLDER = "build/mutants";
const WANTED = process.env["MUTANTS"] ?? "400";
const SEED = Number(process.env["MUTANTS_SEED"] ?? 1);
const JOBS = Number(process.env["MUTANTS_JOBS"] ?? 2);
/** Nothing that ends at all takes so long; what loops in the core has run out of fuel long before. */
const HANG_MS = 240_000;

const QUICK = "tests/mutants/checks.ts";
/** Whole files, those first that are quick and notice much. The scenarios and journals are among the quick checks. */
const FILES = [
  ...[
    "contract/clients",
    "contract/inputs",
    "scenarios/virtual-time",
    "scenarios/dns-limits",
    "scenarios/forged-answers",
  ],
  ...[
    "scenarios/dnssec",
    "scenarios/srv-selection",
    "scenarios/aliases",
    "scenarios/dead-resolver",
    "scenarios/silent-discards",
  ],
  ...["scenarios/agreement", "contract/vectors", "contract/properties", "contract/mutations"],
];
const NOT_HERE = ["contract/cost", "contract/dns", "scenarios/scenarios"];

interface Verdict {
  readonly mutation: Mutation;
  /** What noticed it; null: nothing. */
  readonly killer: string | null;
}

const bundleOf = (file: string): string => `${FOLDER}/tests/${file.replace(/^tests\//, "").replace(/\.ts$/, ".mjs")}`;

/** Test files for what survives, by path. */
function listFiles(): string[] {
  const all = ["contract", "scenarios", "fuzz"].flatMap((suite) =>
    readdirSync(`tests/${suite}`)
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => `${suite}/${name.replace(".test.ts", "")}`),
  );
  const rest = all.filter((name) => !FILES.includes(name) && !NOT_HERE.includes(name));
  return [...FILES.filter((name) => all.includes(name)), ...rest].map((name) => `tests/${name}.test.ts`);
}

/** Runs a bundle on a core; null if it ends well, else what it came to. */
function run(bundle: string, core: string): Promise<string | null> {
  const child = spawn(process.execPath, [bundle], {
    // The whole suite of random histories would take most of the time and notice little more.
    env: { FUZZ_RUNS: "40", ...process.env, CORE_MODULE: core },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += output.length < 200 ? chunk.toString() : ""));
  const watchdog = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(watchdog);
      resolve(code === 0 ? null : (output.split("\n")[0] ?? ""));
    });
  });
}

async function judge(core: string, files: readonly string[]): Promise<string | null> {
  const found = await run(bundleOf(QUICK), core);
  if (found !== null) return `quick checks: ${found}`;
  for (const file of files) if ((await run(bundleOf(file), core)) !== null) return file;
  return null;
}

/** Some of the mutations, the same for the same seed. */
function choose(all: readonly Mutation[]): Mutation[] {
  if (WANTED === "all") return [...all];
  const dice = new Dice(SEED);
  const left = [...all];
  return Array.from(
    { length: Math.min(Number(WANTED), all.length) },
    () => left.splice(dice.below(left.length), 1)[0] as Mutation,
  );
}

/** In words: where it is, what it was. */
class Describer {
  private readonly names = parseModule(new Uint8Array(readFileSync(MODULE))).functions.map(({ name }) => name);
  private readonly map = new SourceMap(readFileSync(`${MODULE}.map`, "utf8"));
  private readonly mutator: Mutator;

  constructor(mutator: Mutator) {
    this.mutator = mutator;
  }

  functionOf({ functionIndex }: Mutation): string {
    return this.names[functionIndex] || `function ${functionIndex}`;
  }

  describe({ functionIndex, at, what }: Mutation): string {
    const instructions = this.mutator.functions[functionIndex]?.instructions ?? [];
    // An instruction of which nothing is said comes from where the one before it does.
    for (let index = at; index >= 0; index--) {
      const place = this.map.placeAt(instructions[index]?.offset ?? 0);
      if (place !== null) return `${place.file}:${place.line}: ${what} (instruction ${at})`;
    }
    return `${what} (instruction ${at})`;
  }
}

async function main(): Promise<void> {
  const mutator = new Mutator(new Uint8Array(readFileSync(MODULE)));
  const all = listMutations(mutator.functions);
  const chosen = choose(all);
  const files = listFiles();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await build({
    ...{
      entryPoints: [QUICK, ...files],
      outdir: `${FOLDER}/tests`,
      outbase: "tests",
      outExtension: { ".js": ".mjs" },
      bundle: true,
    },
    ...{ packages: "external", platform: "node", format: "esm", target: "node20", logLevel: "error" },
  });
  const original = join(FOLDER, "original.wasm");
  writeFileSync(original, mutator.make(null));
  const fault = await judge(original, files);
  if (fault !== null) throw new Error(`the core itself does not pass: ${fault}`);

  const describer = new Describer(mutator);
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async (job: number) => {
    for (let mutation = chosen[next++]; mutation !== undefined; mutation = chosen[next++]) {
      const core = join(FOLDER, `mutant-${job}.wasm`);
      writeFileSync(core, mutator.make(mutation));
      const killer = await judge(core, files);
      verdicts.push({ mutation, killer });
      if (killer === null) process.stdout.write(`  survives: ${describer.describe(mutation)}\n`);
      if (verdicts.length % 20 === 0) process.stdout.write(`  ${verdicts.length} of ${chosen.length}\n`);
    }
  };
  await Promise.all(Array.from({ length: JOBS }, (_, job) => work(job)));
  const text = report(verdicts, all.length, describer);
  writeFileSync(`${FOLDER}/report.txt`, text);
  process.stdout.write(text);
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
  const quick = verdicts.filter(({ killer }) => killer?.startsWith("quick") ?? false).length;
  const score = ((100 * killed) / Math.max(verdicts.length, 1)).toFixed(1);
  lines.push(
    `${verdicts.length} of ${all} mutants, seed ${SEED}: ${killed} killed (${quick} by the quick checks), ${verdicts.length - killed} survived`,
  );
  lines.push(`mutation score ${score} %`);
  return `${lines.join("\n")}\n`;
}

await main();
