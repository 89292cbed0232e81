// The machines that the C side is built for and tested on, and its runtimes.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export interface Board {
  readonly name: string;
  readonly arch: string;
  readonly runtime: string;
  readonly needs: readonly string[];
  /** Runs a program of the board on this machine. */
  readonly run: readonly string[];
}

interface Processor {
  readonly name: string;
  readonly arch: string;
  readonly needs: readonly string[];
  readonly run: readonly string[];
}

const emulated = (name: string, arch: string, compiler: string, qemu: string): Processor => ({
  name,
  arch,
  needs: [compiler, qemu],
  run: [qemu],
});

export const PROCESSORS: readonly Processor[] = [
  { name: "this machine", arch: "host", needs: ["cc"], run: [] },
  { name: "this machine, static", arch: "musl", needs: ["musl-gcc"], run: [] },
  emulated("big-endian mips", "mips", "mips-linux-gnu-gcc", "qemu-mips-static"),
  emulated("mipsel", "mipsel", "mipsel-linux-gnu-gcc", "qemu-mipsel-static"),
  emulated("arm", "arm", "arm-linux-gnueabihf-gcc", "qemu-arm-static"),
  emulated("aarch64", "aarch64", "aarch64-linux-gnu-gcc", "qemu-aarch64-static"),
];

export const BOARDS: readonly Board[] = PROCESSORS.map(({ name, arch, needs, run }) => ({
  name: `${name}, wasm2c`,
  arch,
  runtime: "wasm2c",
  needs: ["wasm2c", ...needs],
  run,
}));

/** Built with the address and undefined behaviour sanitizers: the daemon ends at the first fault. */
export const SANITIZED: Board = {
  name: "this machine, sanitized",
  arch: "sanitized",
  runtime: "wasm2c",
  needs: ["wasm2c", "cc"],
  run: [],
};

const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** Why this board cannot be tested here, or false. */
export function reasonToSkipBoard({ needs }: Pick<Board, "needs">): string | false {
  const missing = needs.filter(isMissing);
  return missing.length > 0 && `not installed: ${missing.join(", ")}`;
}

/** The folder that a board's programs are built in. */
export function folderOf({ arch, runtime }: Board): string {
  return `build/board/${arch}${runtime === "wasm2c" ? "" : `-${runtime}`}`;
}

/** The command line that runs a program of the board. */
export function commandOf(board: Board, program: string, ...args: string[]): [string, ...string[]] {
  const [first = "", ...rest] = [...board.run, `${folderOf(board)}/${program}`, ...args];
  return [first, ...rest];
}

export function runReplay(board: Board, ...args: string[]) {
  const [program, ...options] = commandOf(board, "replay", ...args);
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Builds a target for a board. Throws with what the compiler said if that fails. */
export function buildBoard(board: Board, target = "board"): void {
  // Several test files build the same board at once.
  const make = ["make", "-s", target, `ARCH=${board.arch}`, `RUNTIME=${board.runtime}`];
  const { status, stderr } = spawnSync("flock", ["build/board.lock", ...make], { encoding: "utf8" });
  if (status !== 0 || !existsSync(folderOf(board))) throw new Error(stderr);
}
