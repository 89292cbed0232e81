// The implementations of the daemon that the lab runs: what a test says of one it says
// of each.

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

export const C_HOST: Host = {
  ...onBoard(HOST_BOARD),
  name: "C",
  missing: reasonToSkipBoard(HOST_BOARD),
  build: () => buildBoard(HOST_BOARD),
};

export const HOSTS: readonly Host[] = [NODE_HOST, C_HOST];
