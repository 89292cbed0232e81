// The decoders in C: compiled here, run as programs of their own.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

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

/** Runs a decoder over a message. */
export function runNative(name: string, message: Uint8Array, iterations: number, slices: number): NativeRun {
  const file = `${BUILD}/message`;
  writeFileSync(file, message);
  const output = execFileSync(`${BUILD}/${name}`, [file, String(iterations), String(slices)], { encoding: "utf8" });
  return JSON.parse(output) as NativeRun;
}
