// The daemons that the lab runs: the one on Node, and the one in C where it can be built.

import { resolve } from "node:path";
import { HOST_BOARD, NODE, onBoard } from "../../board/support/daemons.ts";
import type { Make } from "../../board/support/daemons.ts";
import { buildBoard, reasonToSkipBoard } from "../../board/support/boards.ts";

export { NODE };

/** The daemon in C for this machine, `dots-discoveryd`. */
export const C: Make = { ...onBoard(HOST_BOARD), name: "C" };

/** Both daemons, each with the reason why it cannot be run here, or false. */
export const HOSTS: readonly { readonly host: Make; readonly skip: string | false }[] = [
  { host: NODE, skip: false },
  { host: C, skip: reasonToSkipBoard(HOST_BOARD) },
];

/** Those that can be run, built. */
export function buildHosts(): readonly Make[] {
  const able = HOSTS.filter(({ skip }) => skip === false).map(({ host }) => host);
  if (able.includes(C)) buildBoard(HOST_BOARD);
  return able;
}

const isC = process.env["LAB_HOST"] === "C";

/** The one that a scenario runs: the daemon on Node, with LAB_HOST=C the other one. */
export const HOST = isC ? C : NODE;
if (isC && reasonToSkipBoard(HOST_BOARD) === false) buildBoard(HOST_BOARD);

/** Where a scenario keeps its configurations and logs: `build/lab/NAME`, or `build/lab/NAME-c`. */
export const labFolder = (name: string): string => resolve("build/lab", isC ? `${name}-c` : name);
