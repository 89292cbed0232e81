// Runs everything: `node tests/run.mjs [SUITE]`, or `make test [SUITE=name]`.
//
// A suite is a step below (setup, build, checks), the as-pect unit tests, or a
// folder of tests/ with *.test.ts in it. A suite that ran no test has failed. The
// last lines are what tests tell for the whole run and `N passed, N failed, N skipped`; the exit code is 0 only if N
// failed is 0 failed.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { privateRoot } from "./support/private-root.mjs";
import { runNodeTests } from "./support/node-tests.mjs";
import { runCommands } from "./support/commands.mjs";
import { runUnitTests } from "./support/unit-tests.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Suites whose files share a machine-wide resource: one file after the other. */
const SERIAL = ["lab", "soak"];
/** Suites that use what the setup installs. They take the longest and come last. */
const ON_SETUP = ["board", "lab", "soak"];

/** Test files of each folder of tests/, in order. */
function findSuites() {
  const suites = new Map();
  const files = readdirSync(join(ROOT, "tests"), { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".test.ts")).sort()) {
    const suite = file.split("/")[0];
    suites.set(suite, [...(suites.get(suite) ?? []), join("tests", file)]);
  }
  return suites;
}

/** Name of each suite -> function that runs it and returns { passed, failed, skipped }. */
function planSuites() {
  const plan = new Map();
  plan.set("setup", () => runCommands([["Debian packages", "sh", ["tools/setup.sh"]]]));
  plan.set("build", () => runCommands([["make build", "make", ["build"]]]));
  plan.set("checks", () =>
    runCommands([
      ["types", "make", ["types"]],
      ["lint and format", "make", ["lint"]],
    ]),
  );
  plan.set("unit", runUnitTests);
  const isLate = ([suite]) => Number(ON_SETUP.includes(suite));
  for (const [suite, files] of [...findSuites()].sort((a, b) => isLate(a) - isLate(b))) {
    const within = suite === "lab" ? privateRoot() : [];
    plan.set(suite, () => runNodeTests(files, { serial: SERIAL.includes(suite), within }));
  }
  return plan;
}

/** The suites to run: all, or the one asked for with what it stands on. */
function chooseSuites(plan, wanted) {
  if (wanted === undefined) return [...plan.keys()];
  if (!plan.has(wanted)) {
    console.error(`no such suite: ${wanted}; there are ${[...plan.keys()].join(", ")}`);
    process.exit(2);
  }
  const needed = ON_SETUP.includes(wanted) ? ["setup", "build"] : ["build"];
  return [...new Set([...needed, wanted])];
}

process.chdir(ROOT);
const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
const plan = planSuites();
for (const suite of chooseSuites(plan, process.argv[2])) {
  console.log(`== ${suite}`);
  const started = Date.now();
  const counts = await plan.get(suite)();
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`  FAILED: ${suite} ran no test`);
    counts.failed = 1;
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
  summary.push(...(counts.summary ?? []));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`   ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`);
  // Without a build the rest would only repeat that there is none.
  if (suite === "build" && counts.failed > 0) break;
}
for (const sentence of summary) console.log(sentence);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
