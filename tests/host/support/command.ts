// Runs the built command, as a user does.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { resolve } from "node:path";

const COMMAND = resolve("build/host/dots-discovery.mjs");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command to its end. */
export function command(args: readonly string[], input: string | Uint8Array = ""): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

export interface Started {
  readonly child: ChildProcess;
  /** The exit code, once the command has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly out: () => string;
  readonly err: () => string;
}

/** Starts the command; what it writes is collected. */
export function startCommand(args: readonly string[]): Started {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, ended, out: () => out, err: () => err };
}

/** The JSON objects of some lines. */
export function objects(lines: string): Record<string, unknown>[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
