// Runs the as-pect unit tests and counts from its summary: a line for each file,
// `✔ FILE Pass: 3 / 3 Todo: 0 Time: 1ms`, and one for each test that failed.
import { existsSync } from "node:fs";
import { run } from "./commands.mjs";

const SUMMARY = /^(?:✔|❌) (\S+) Pass: (\d+) \/ (\d+) Todo: (\d+)/u;
/** The logo, blank lines, and a remark of Node on colours. */
const BANNER = /^[ _/|\\]*$|^ +\/_____\/ |^ +\/.*\/ {2,}|NO_COLOR|trace-warnings/;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The counts of a line of the summary; other lines count nothing. */
function countLine(line, counts, print) {
  const [, file, passed, all, todo] = SUMMARY.exec(line) ?? [];
  if (file === undefined) return;
  counts.passed += Number(passed);
  counts.failed += Number(all) - Number(passed);
  counts.skipped += Number(todo);
  if (Number(all) === 0) {
    counts.failed++;
    print(`  FAILED: ${file} ran no test`);
  }
}

/** Runs the unit suite in a slot. Its output is printed without banner and colours. */
export async function runUnitTests({ slots, print }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (!existsSync("as-pect.config.js")) return counts;
  const onLine = (coloured) => {
    const line = coloured.replace(COLOUR, "");
    if (BANNER.test(line)) return;
    print(`  ${line}`);
    countLine(line, counts, print);
  };
  const args = ["node_modules/@as-pect/cli/bin/asp", "--summary"];
  const code = await slots(() => run(process.execPath, args, onLine));
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    print(`  FAILED: as-pect: ${typeof code === "string" ? code : `exit code ${code}`}`);
  }
  return counts;
}
