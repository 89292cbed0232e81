// Records the journals of tests/journals from scenarios, with the command that
// `make build` made: `node tools/journals.mjs`. Each journal is replayed on every
// host; record them anew after a change of what the core says, and look at the
// difference that `dots-discovery replay` shows first.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMAND = join(ROOT, "build/host/dots-discovery.mjs");
const FOLDER = "tests/journals";

/** Scenarios that together have every kind of input and output; "home" is the embedded one. */
const SCENARIOS = [
  "home",
  "e-10-overload",
  "e-38-renewal-without",
  "e-40-refresh-time",
  "e-89-wildcard",
  "hostile-spool",
  "interface-gone",
  "lists-form",
  "mdns-dual-stack",
  "refresh-on-command",
  "unbound-server",
];
const FOUND = 0;
const NOTHING_FOUND = 1;

let failed = false;
for (const name of SCENARIOS) {
  const scenario = name === "home" ? [] : [`tests/scenarios/${name}.json`];
  const journal = `${FOLDER}/${name}.journal`;
  const args = [COMMAND, "emulate", ...scenario, "--json", "--journal", journal];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  const isRecorded = stderr === "" && (status === FOUND || status === NOTHING_FOUND);
  console.log(isRecorded ? journal : `${journal}: ${stderr || `exit code ${status}`}`);
  failed ||= !isRecorded;
}
process.exitCode = failed ? 1 : 0;
