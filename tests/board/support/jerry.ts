// JerryScript, if an integrator has brought it (docs/jerryscript.md).

import { spawnSync } from "node:child_process";

import { BOARDS, buildBoard, reasonToSkipBoard, SANITIZED } from "./boards.ts";
import type { Board } from "./boards.ts";
import { ENVIRONMENT } from "./daemons.ts";
import type { Make } from "./daemons.ts";

/** The boards that JerryScript may be there for. Those that are not this machine want a JERRY_PREFIX_arch of their own. */
export const JERRY_BOARDS: readonly Board[] = [...BOARDS.filter(({ runtime }) => runtime === "wasm2c"), SANITIZED];
const OWN = ["host", "sanitized"];

/** Where the script is driven into trouble and runs a daemon. */
export const JERRY_TESTED: readonly Board[] = JERRY_BOARDS.filter(({ arch }) => [...OWN, "musl"].includes(arch));

/** Why JerryScript cannot be tested on this board, or false. */
export function reasonToSkipJerry(board: Board): string | false {
  const prefix = `JERRY_PREFIX_${board.arch}`;
  const skip = reasonToSkipBoard(board);
  if (skip !== false) return skip;
  if (!OWN.includes(board.arch) && process.env[prefix] === undefined)
    return `JerryScript is not installed: ${prefix} is not set`;
  const { status, stderr } = spawnSync("make", ["-s", "jerry-found", `ARCH=${board.arch}`], { encoding: "utf8" });
  return status !== 0 && (stderr.split("\n")[0] ?? "JerryScript is not installed");
}

/** Builds a program that replays journals or runs any script. */
export function buildJerry(board: Board, name: "js-replay" | "js-recovery"): void {
  buildBoard(board, `build/jerry/${board.arch}/${name}`);
}

/** Runs one of them to its end. */
export function runJerry({ arch, run }: Board, name: "js-replay" | "js-recovery", ...args: string[]) {
  const [program = "", ...rest] = [...run, `build/jerry/${arch}/${name}`, ...args];
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8", env: ENVIRONMENT });
  return { status, stdout, stderr };
}

/** The daemon on JerryScript as built for a board. */
export function makeOfJerry(board: Board): Make & { readonly program: string } {
  const program = `build/board/${board.arch}/dots-discovery-jerry`;
  const [first = "", ...rest] = [...board.run, program];
  return { name: `JerryScript on ${board.name}`, program, daemon: [first, ...rest, "run"], client: [first, ...rest] };
}
