// Runs the as-pect unit tests and counts from its summary: a line for each file,
// `✔ FILE Pass: 3 / 3 Todo: 0 Time: 1ms`, and one for each test that failed.
import { existsSync } from "node:fs";
import { run } from "./commands.mjs";

const SUMMARY = /^(?:✔|❌) (\S+) Pass: (\d+) \/ (\d+) Todo: (\d+)/u;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Counts what one as-pect run printed. */
export function countUnitTests(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const line of output.replace(COLOUR, "").split("\n")) {
    const [, file, passed, all, todo] = SUMMARY.exec(line) ?? [];
    if (file === undefined) continue;
    counts.passed += Number(passed);
    counts.failed += Number(all) - Number(passed);
    counts.skipped += Number(todo);
    if (Number(all) === 0) {
      counts.failed++;
      console.log(`  FAILED: ${file} ran no test`);
    }
  }
  return counts;
}

/** Runs the unit suite; its output is shown as it comes. */
export async function runUnitTests() {
  if (!existsSync("as-pect.config.js")) return { passed: 0, failed: 0, skipped: 0 };
  let output = "";
  const args = ["node_modules/@as-pect/cli/bin/asp", "--summary", "--no-logo"];
  const code = await run(process.execPath, args, (text) => {
    output += text;
    process.stdout.write(text.replace(/^(?=.)/gm, "  "));
  });
  const counts = countUnitTests(output);
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    console.log(`  FAILED: as-pect: ${typeof code === "string" ? code : `exit code ${code}`}`);
  }
  return counts;
}
