// JerryScript, if an integrator has brought it (docs/jerryscript.md).

import { spawnSync } from "node:child_process";

/** A processor to run JerryScript on; `runner` is in front of each command. */
export interface JerryBoard {
  readonly name: string;
  readonly arch: string;
  readonly compiler: string;
  readonly runner: readonly string[];
}

export const JERRY_BOARDS: readonly JerryBoard[] = [
  { name: "this machine", arch: "host", compiler: "cc", runner: [] },
  { name: "big-endian mips", arch: "mips", compiler: "mips-linux-gnu-gcc", runner: ["qemu-mips-static"] },
  { name: "mipsel", arch: "mipsel", compiler: "mipsel-linux-gnu-gcc", runner: ["qemu-mipsel-static"] },
  { name: "arm", arch: "arm", compiler: "arm-linux-gnueabihf-gcc", runner: ["qemu-arm-static"] },
  { name: "aarch64", arch: "aarch64", compiler: "aarch64-linux-gnu-gcc", runner: ["qemu-aarch64-static"] },
];

const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** Why JerryScript cannot be tested on this board, or false. */
export function reasonToSkipJerry({ arch, compiler, runner }: JerryBoard): string | false {
  const missing = ["wasm2c", compiler, ...runner].filter(isMissing);
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  if (arch !== "host" && process.env[`JERRY_PREFIX_${arch}`] === undefined)
    return `JerryScript is not installed: JERRY_PREFIX_${arch} is not set`;
  const { status, stderr } = spawnSync("make", ["-s", "jerry-found", `ARCH=${arch}`], { encoding: "utf8" });
  return status === 0 ? false : (stderr.split("\n")[0] ?? "JerryScript is not installed");
}

/** Builds files of build/board/ARCH. Throws with what the compiler said if that fails. */
export function buildWithJerry(arch: string, ...names: string[]): void {
  const targets = names.map((name) => `build/board/${arch}/${name}`);
  const { status, stderr } = spawnSync("make", ["-s", `ARCH=${arch}`, ...targets], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** Runs a program of build/board/ARCH to its end. */
export function runOnJerry({ arch, runner }: JerryBoard, name: string, ...args: string[]) {
  const [program = "", ...rest] = [...runner, `build/board/${arch}/${name}`, ...args];
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8" });
  return { status, stdout, stderr };
}
