// The decoders in C: compiled here, run as programs of their own.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";

const SOURCES = "tests/bench";
const BUILD = "build/bench";
const LIBRARIES: Readonly<Record<string, string>> = {
  glibc: "resolv",
  udns: "udns",
  "c-ares": "cares",
  ldns: "ldns",
};

export interface NativeRun {
  readonly digest: string;
  readonly allocations: number;
  /** Nanoseconds a message, one for each slice. */
  readonly ns: readonly number[];
}

/** Compiles what can be compiled; names the others with the reason. */
export function compileNative(): { names: string[]; missing: string[] } {
  mkdirSync(BUILD, { recursive: true });
  const names: string[] = [];
  const missing: string[] = [];
  for (const [name, library] of Object.entries(LIBRARIES)) {
    const sources = [`${SOURCES}/main.c`, `${SOURCES}/${name}.c`];
    const flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"];
    const { status, error, stderr } = spawnSync(
      "gcc",
      [...flags, ...sources, `-l${library}`, "-o", `${BUILD}/${name}`],
      {
        encoding: "utf8",
      },
    );
    if (status === 0) names.push(name);
    else
      missing.push(
        `${name} (tools/setup.sh installs what it needs): ${error?.message ?? stderr.trim().split("\n")[0] ?? "gcc failed"}`,
      );
  }
  return { names, missing };
}

/** The core in the runtimes of a board, and the parser of its C library: tests/bench/bench.mk. */
const BOARD = ["wasm2c", "wasm3", "musl"];

/** Has make build something; null, or the first line of what is wrong. */
export function build(...words: string[]): string | null {
  const { status, stderr } = spawnSync("make", ["-s", ...words], { encoding: "utf8" });
  return status === 0 ? null : (stderr.trim().split("\n")[0] ?? "make failed");
}

/** Builds these; names the others with the reason. */
export function buildBoardDecoders(): { names: string[]; missing: string[] } {
  const names: string[] = [];
  const missing: string[] = [];
  for (const name of BOARD) {
    const trouble = build(`${BUILD}/${name}`);
    if (trouble === null) names.push(name);
    else missing.push(`${name}: ${trouble}`);
  }
  return { names, missing };
}

/** Milliseconds from each start of a board's daemon to its first question, without the wait that is drawn; or why not. */
export function timeFirstQuestions(runtime: string, runs: number): number[] | string {
  const trouble = build("board", `${BUILD}/first-question`, "ARCH=musl", `RUNTIME=${runtime}`);
  if (trouble !== null) return trouble;
  const folder = `${BUILD}/start`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const places = ["config", "socket", "spool", "state-dir", "store-dir"].map((name) => `--${name}=${folder}/${name}`);
  const daemon = [`build/board/musl${runtime === "wasm2c" ? "" : `-${runtime}`}/dots-discovery`, "run", ...places];
  const output = execFileSync(`${BUILD}/first-question`, [String(runs), folder, ...daemon], { encoding: "utf8" });
  return output.trim().split("\n").map(Number);
}

/** Runs a decoder over a message. */
export function runNative(name: string, message: Uint8Array, iterations: number, slices: number): NativeRun {
  const file = `${BUILD}/message`;
  writeFileSync(file, message);
  const output = execFileSync(`${BUILD}/${name}`, [file, String(iterations), String(slices)], { encoding: "utf8" });
  return JSON.parse(output) as NativeRun;
}
