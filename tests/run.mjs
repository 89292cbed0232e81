// Runs everything: `node tests/run.mjs [SUITE]`, or `make test [SUITE=name]`.
//
// A suite is a step below (setup, build, checks), the as-pect unit tests, or a
// folder of tests/ with *.test.ts in it. A suite that ran no test has failed. After the
// build all suites run at once, as far as there are slots, and are told one after the
// other. The last lines are what tests tell for the whole run and
// `N passed, N failed, N skipped`; the exit code is 0 only if N failed is 0 failed.
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { privateRoot } from "./support/private-root.mjs";
import { runNodeTests } from "./support/node-tests.mjs";
import { runCommands } from "./support/commands.mjs";
import { createSlots } from "./support/slots.mjs";
import { runUnitTests } from "./support/unit-tests.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Suites that use what the setup installs. */
const ON_SETUP = ["board", "lab", "soak"];
/** Suites that everything else stands on: one after the other. */
const BEFORE_ALL = ["setup", "build"];
/** What computes runs on every processor; daemons that wait for each other run beside it. */
const COMPUTING = createSlots(availableParallelism());
const WAITING = createSlots(4);
const WAITING_SUITES = ["lab", "soak"];
/** Has the longest files: the short ones of the others fill the processors at the end. */
const LONGEST = "board";
/** Looks at what the other files of its suite have found. */
const TABLE = join("tests", "lab", "matrix-table.test.ts");

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

/** Name of each suite -> function that runs it, printing by the function it is given, and returns { passed, failed, skipped }. */
function planSuites() {
  const plan = new Map();
  const planCommands = (suite, commands) =>
    plan.set(suite, (print) => runCommands(commands, { slots: COMPUTING, print }));
  planCommands("setup", [["Debian packages", "sh", ["tools/setup.sh"]]]);
  planCommands("build", [["make build", "make", ["-j", String(availableParallelism()), "build"]]]);
  planCommands("checks", [
    ["lint and format", "make", ["lint"]],
    ["types", "make", ["types"]],
  ]);
  plan.set("unit", (print) => runUnitTests({ slots: COMPUTING, print }));
  const placeOf = ([suite]) => Number(WAITING_SUITES.includes(suite)) - Number(suite === LONGEST);
  for (const [suite, files] of [...findSuites()].sort((a, b) => placeOf(a) - placeOf(b))) {
    const slots = WAITING_SUITES.includes(suite) ? WAITING : COMPUTING;
    const last = files.filter((file) => file === TABLE);
    const within = suite === "lab" ? privateRoot() : [];
    plan.set(suite, (print) => runNodeTests(files, { slots, print, last, within }));
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
  const needed = ON_SETUP.includes(wanted) ? BEFORE_ALL : ["build"];
  return [...new Set([...needed, wanted])];
}

/** Keeps lines back until it is their turn. */
function createTeller() {
  const kept = [];
  let tell = (line) => kept.push(line);
  const beginToTell = () => {
    tell = (line) => console.log(line);
    kept.splice(0).forEach(tell);
  };
  return { print: (line) => tell(line), beginToTell };
}

/** Starts a suite, whose lines are kept back until `beginToTell` is called. */
function startSuite(suite, runSuite) {
  const { print, beginToTell } = createTeller();
  print(`== ${suite}`);
  const finish = (counts) => {
    if (counts.passed + counts.failed + counts.skipped === 0) {
      print(`  FAILED: ${suite} ran no test`);
      counts.failed = 1;
    }
    const { passed, failed, skipped } = counts;
    print(`   ${passed} passed, ${failed} failed, ${skipped} skipped after ${(performance.now() / 1000).toFixed(1)} s`);
    return counts;
  };
  return { beginToTell, counts: runSuite(print).then(finish) };
}

process.chdir(ROOT);
const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];

/** Tells what a suite has found up to now, and then what it finds. */
async function tell({ beginToTell, counts }) {
  beginToTell();
  const { summary: sentences = [], ...found } = await counts;
  for (const key of Object.keys(total)) total[key] += found[key];
  summary.push(...sentences);
  return found;
}

const plan = planSuites();
const suites = chooseSuites(plan, process.argv[2]);
const start = (suite) => startSuite(suite, plan.get(suite));
if (suites.includes("setup")) await tell(start("setup"));
const { failed } = await tell(start("build"));
// Without a build the rest would only repeat that there is none.
if (failed === 0) {
  for (const started of suites.filter((suite) => !BEFORE_ALL.includes(suite)).map(start)) await tell(started);
}
for (const sentence of summary) console.log(sentence);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
