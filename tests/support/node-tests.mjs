// Bundles *.test.ts and runs them with node:test.
import { join } from "node:path";
import { byLine, run } from "./commands.mjs";

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

/** Shows the lines of the reporter (reporter.mjs), a line for each file that is done, and counts. */
function createTally() {
  const counts = { passed: 0, failed: 0, skipped: 0, summary: [] };
  let file = null;
  let tests = 0;
  const endFile = () => file !== null && console.log(`  ${file}: ${tests}`);
  const take = (line) => {
    const event = JSON.parse(line);
    if (event.outcome === "note") {
      const [, sentence] = /^summary: (.*)$/.exec(event.detail) ?? [];
      return sentence === undefined ? console.log(`  ${event.detail}`) : counts.summary.push(sentence);
    }
    if (event.file !== file) {
      endFile();
      file = event.file;
      tests = 0;
    }
    counts[event.outcome]++;
    tests++;
    if (event.outcome === "failed") {
      console.log(`  FAILED: ${event.file} > ${event.name}\n${event.detail.replace(/^/gm, "    ")}`);
    }
    if (event.outcome === "skipped") console.log(`  skipped: ${event.file} > ${event.name}: ${event.detail}`);
  };
  return { counts, take, endFile };
}

/**
 * Runs test files in the project's root.
 * @param serial one file after the other
 * @param within put in front of the command line of node
 * @returns counts, and in `summary` what tests tell with `diagnostic("summary: …")`
 */
export async function runNodeTests(files, { serial, within = [] }) {
  const { counts, take, endFile } = createTally();
  let bundles;
  try {
    bundles = await bundle(files);
  } catch (error) {
    console.log(`  FAILED: bundling the tests\n${error.message.replace(/^/gm, "    ")}`);
    return { ...counts, failed: 1 };
  }
  for (const group of serial ? bundles.map((file) => [file]) : [bundles]) {
    const reporter = ["--test-reporter=./tests/support/reporter.mjs", "--test-reporter-destination=stdout"];
    const lines = byLine(take);
    const onOutput = (text, stream) => (stream === "stdout" ? lines(text) : process.stdout.write(text));
    const [program, ...words] = [...within, process.execPath, "--enable-source-maps", "--test", ...reporter, ...group];
    const code = await run(program, words, onOutput);
    if (code !== 0 && counts.failed === 0) {
      counts.failed++;
      console.log(`  FAILED: node --test: ${typeof code === "string" ? code : `exit code ${code}`}`);
    }
  }
  endFile();
  return counts;
}
