// The daemons that the lab runs, the one on Node and the one in C: what a test says of one
// it says of each.

import { buildBoard, reasonToSkipBoard } from "../../board/support/boards.ts";
import { HOST_BOARD, NODE, onBoard } from "../../board/support/daemons.ts";
import type { Make } from "../../board/support/daemons.ts";

export interface Host extends Make {
  /** Why it cannot be run here, or false. */
  readonly missing: string | false;
  /** Builds it as the sources are now. */
  build(): void;
}

export const NODE_HOST: Host = { ...NODE, missing: false, build: () => undefined };

/** The daemon in C for this machine, `dots-discoveryd`. */
export const C_HOST: Host = {
  ...onBoard(HOST_BOARD),
  name: "C",
  missing: reasonToSkipBoard(HOST_BOARD),
  build: () => buildBoard(HOST_BOARD),
};

export const HOSTS: readonly Host[] = [NODE_HOST, C_HOST];

/** Those that can be run, built. */
export function buildHosts(): readonly Host[] {
  const able = HOSTS.filter(({ missing }) => missing === false);
  for (const host of able) host.build();
  return able;
}

/** The one that this run is for: the daemon on Node, with LAB_HOST=C the other one. */
export const HOST = process.env["LAB_HOST"] === "C" ? C_HOST : NODE_HOST;
