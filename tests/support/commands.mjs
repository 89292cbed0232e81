// Runs programs as tests: one passes if it ends with 0.
import { spawn } from "node:child_process";

/** No suite takes this long; one that does hangs, and is ended so that the rest can run. */
const HANG_MS = 20 * 60 * 1000;

/**
 * Runs a program and hands each piece of its output to `onOutput`.
 * @returns its exit code, or a sentence if it did not start or was ended
 */
export function run(command, args, onOutput) {
  const child = spawn(command, args, {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const watchdog = setTimeout(() => process.kill(-child.pid, "SIGKILL"), HANG_MS);
  child.stdout.on("data", (octets) => onOutput(octets.toString(), "stdout"));
  child.stderr.on("data", (octets) => onOutput(octets.toString(), "stderr"));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`${command} does not start: ${error.message}`));
    child.on("close", (code, signal) => {
      clearTimeout(watchdog);
      resolve(signal === null ? code : `${command} was ended by ${signal}`);
    });
  });
}

/**
 * Runs each of [name, program, arguments] with its output shown.
 * @returns counts
 */
export async function runCommands(commands) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command, args] of commands) {
    const code = await run(command, args, (text) => process.stdout.write(text.replace(/^(?=.)/gm, "  ")));
    if (code === 0) counts.passed++;
    else {
      counts.failed++;
      console.log(`  FAILED: ${name}: ${typeof code === "string" ? code : `exit code ${code}`}`);
    }
  }
  return counts;
}

/** Splits what comes in pieces into whole lines. */
export function byLine(onLine) {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    lines.forEach(onLine);
  };
}
