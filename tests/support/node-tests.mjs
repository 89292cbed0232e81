// Bundles *.test.ts and runs them with node:test.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { run } from "./commands.mjs";

const OUTPUT = "build/tests";

/** Bundles test files into build/tests; returns the bundles' paths. */
async function bundle(files) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: files,
    outdir: OUTPUT,
    outbase: "tests",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    logLevel: "silent",
  });
  return files.map((file) => join(OUTPUT, file.replace(/^tests\//, "").replace(/\.ts$/, ".mjs")));
}

/** Takes the lines of the reporter (reporter.mjs) and prints them for who runs the tests. */
function createTally(print) {
  const counts = { passed: 0, failed: 0, skipped: 0, summary: [] };
  const take = (line) => {
    const event = JSON.parse(line);
    if (event.outcome === "note") {
      const [, sentence] = /^summary: (.*)$/.exec(event.detail) ?? [];
      return sentence === undefined ? print(`  ${event.detail}`) : counts.summary.push(sentence);
    }
    counts[event.outcome]++;
    if (event.outcome === "failed") {
      print(`  FAILED: ${event.file} > ${event.name}\n${event.detail.replace(/^/gm, "    ")}`);
    }
    if (event.outcome === "skipped") print(`  skipped: ${event.file} > ${event.name}: ${event.detail}`);
  };
  return { counts, take };
}

/** Runs a test file and prints what it told when it has ended; `within` is put in front of the command line of node. */
async function runFile(file, bundle, within, { counts, take }, print) {
  const reporter = ["--test-reporter=./tests/support/reporter.mjs", "--test-reporter-destination=stdout"];
  const [program, ...words] = [...within, process.execPath, "--enable-source-maps", "--test", ...reporter, bundle];
  const begun = performance.now();
  const lines = { stdout: [], stderr: [] };
  const code = await run(program, words, (line, stream) => lines[stream].push(line));
  const before = { ...counts };
  lines.stderr.forEach(print);
  lines.stdout.forEach(take);
  if (code !== 0 && counts.failed === before.failed) {
    counts.failed++;
    print(`  FAILED: ${file}: node --test: ${typeof code === "string" ? code : `exit code ${code}`}`);
  }
  const tests = ["passed", "failed", "skipped"].reduce((sum, each) => sum + counts[each] - before[each], 0);
  print(`  ${file}: ${tests} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/**
 * Runs test files in the project's root, each in a process of its own and in a slot. They
 * are bundled in a slot too: suites that start at once run their files in their order.
 * @param last of them, what has to run when the others have ended
 * @param within put in front of the command line of node
 * @returns counts, and in `summary` what tests tell with `diagnostic("summary: …")`
 */
export async function runNodeTests(files, { slots, print, last = [], within = [] }) {
  const tally = createTally(print);
  let bundles;
  try {
    bundles = await slots(() => bundle(files));
  } catch (error) {
    print(`  FAILED: bundling the tests\n${error.message.replace(/^/gm, "    ")}`);
    return { ...tally.counts, failed: 1 };
  }
  const runEach = (wanted) =>
    Promise.all(wanted.map((file) => slots(() => runFile(file, bundles[files.indexOf(file)], within, tally, print))));
  await runEach(files.filter((file) => !last.includes(file)));
  await runEach(last);
  return tally.counts;
}
