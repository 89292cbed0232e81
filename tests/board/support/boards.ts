// The machines that the C replay is tested on.

import { spawnSync } from "node:child_process";

export interface Board {
  readonly name: string;
  readonly target: string;
  readonly needs: readonly string[];
  readonly command: readonly [string, ...string[]];
}

export const BOARDS: readonly Board[] = [
  { name: "this machine", target: "replay", needs: ["wasm2c", "cc"], command: ["build/board/host/replay"] },
  {
    name: "big-endian mips",
    target: "replay-mips",
    needs: ["wasm2c", "mips-linux-gnu-gcc", "qemu-mips-static"],
    command: ["qemu-mips-static", "build/board/mips/replay"],
  },
];

const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** Why this board cannot be tested here, or false. */
export function reasonToSkipBoard({ needs }: Board): string | false {
  const missing = needs.filter(isMissing);
  return missing.length > 0 && `not installed: ${missing.join(", ")}`;
}

export function runReplay({ command: [program, ...options] }: Board, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, [...options, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Builds the replay for a board. Throws with what the compiler said if that fails. */
export function buildReplay({ target }: Board): void {
  const { status, stderr } = spawnSync("make", ["-s", target], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
