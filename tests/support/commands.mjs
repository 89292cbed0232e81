// Runs programs as tests: one passes if it ends with 0.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Nothing takes this long; what does hangs, and is ended so that the rest can run. */
const HANG_MS = 20 * 60 * 1000;

/** Process ids of what runs. */
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  // They tidy up by themselves.
  process.once(signal, () => {
    for (const pid of running) endGroup(pid, signal);
    process.exit(1);
  });
}

/** Ends a program and what it started, if it has not just ended by itself. */
function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Runs a program and hands each line of its output to `onLine`, with the name of its stream.
 * @returns its exit code, or a sentence if it did not start or was ended
 */
export function run(command, args, onLine) {
  const child = spawn(command, args, {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  if (child.pid !== undefined) running.add(child.pid);
  const watchdog = setTimeout(() => endGroup(child.pid, "SIGKILL"), HANG_MS);
  for (const stream of ["stdout", "stderr"]) {
    createInterface({ input: child[stream] }).on("line", (line) => onLine(line, stream));
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`${command} does not start: ${error.message}`));
    child.on("close", (code, signal) => {
      clearTimeout(watchdog);
      running.delete(child.pid);
      resolve(signal === null ? code : `${command} was ended by ${signal}`);
    });
  });
}

/**
 * Runs each of [name, program, arguments] in a slot, with its output printed.
 * @returns counts
 */
export async function runCommands(commands, { slots, print }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const runOne = async ([name, command, args]) => {
    const code = await run(command, args, (line) => print(line === "" ? "" : `  ${line}`));
    if (code === 0) counts.passed++;
    else {
      counts.failed++;
      print(`  FAILED: ${name}: ${typeof code === "string" ? code : `exit code ${code}`}`);
    }
  };
  await Promise.all(commands.map((command) => slots(() => runOne(command))));
  return counts;
}
