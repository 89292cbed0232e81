// The machines that the C side is built for and tested on, and its runtimes.

import { spawnSync } from "node:child_process";

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

const withRuntime = (runtime: string, own: readonly string[], { name, arch, needs, run }: Processor): Board => ({
  name: `${name}, ${runtime}`,
  arch,
  runtime,
  needs: [...own, ...needs],
  run,
});

export const BOARDS: readonly Board[] = [
  ...PROCESSORS.map((each) => withRuntime("wasm2c", ["wasm2c"], each)),
  ...PROCESSORS.map((each) => withRuntime("wasm3", [], each)),
];

/** Where an integrator's WAMR may be there: those that are not this machine want a WAMR_PREFIX_arch of their own. */
export const WAMR_BOARDS: readonly Board[] = PROCESSORS.filter(({ arch }) => arch !== "musl").map((each) =>
  withRuntime("wamr", [], each),
);

/** Built with the address and undefined behaviour sanitizers: the daemon ends at the first fault. */
export const SANITIZED: Board = {
  name: "this machine, sanitized",
  arch: "sanitized",
  runtime: "wasm2c",
  needs: ["wasm2c", "cc"],
  run: [],
};

const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** Why a runtime that the project does not have itself is not there, or false. */
function reasonToSkipRuntime({ runtime, arch }: Pick<Board, "runtime" | "arch">): string | false {
  if (runtime === "wasm2c") return false;
  const prefix = `WAMR_PREFIX_${arch}`;
  if (runtime === "wamr" && arch !== "host" && process.env[prefix] === undefined)
    return `WAMR is not installed: ${prefix} is not set`;
  const { status, stderr } = make(`${runtime}-found`, { runtime, arch });
  return status !== 0 && (stderr.split("\n")[0] ?? `${runtime} cannot be had`);
}

/** Why this board cannot be tested here, or false. */
export function reasonToSkipBoard(board: Pick<Board, "needs" | "runtime" | "arch">): string | false {
  const missing = board.needs.filter(isMissing);
  return missing.length > 0 ? `not installed: ${missing.join(", ")}` : reasonToSkipRuntime(board);
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

/** Runs make. Several test files build the same board at once: one after the other. */
function make(target: string, { arch, runtime }: Pick<Board, "runtime" | "arch">, ...variables: string[]) {
  const words = ["make", "-s", "-j2", target, `ARCH=${arch}`, `RUNTIME=${runtime}`, ...variables];
  return spawnSync("flock", ["build/board.lock", ...words], { encoding: "utf8" });
}

/** Builds a target for a board, with other variables of make. Throws with what the compiler said if that fails. */
export function buildBoard(board: Board, target = "board", ...variables: string[]): void {
  const { status, stderr } = make(target, board, ...variables);
  if (status !== 0) throw new Error(stderr);
}
