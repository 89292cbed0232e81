// A short life of both daemons under random events. `make soak` is the long one.

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, test } from "node:test";
import { buildBoard, reasonToSkipBoard } from "../board/support/boards.ts";
import { HOST_BOARD } from "../board/support/daemons.ts";
import { reasonToSkip } from "../lab/support/programs.ts";
import { bundleProgram } from "../support/bundle-program.ts";
import { soak } from "./support/session.ts";

const PROGRAMS = ["ip", "mkfifo"];
const MOVES = 60;
const LOOK_EVERY = 20;
/** What a heap may take that is collected when Node likes; the daemon in C has none. */
const MOST_GROWTH_KB = { C: 64, Node: 32_768 } as const;

for (const host of ["C", "Node"] as const) {
  const missing = reasonToSkip(PROGRAMS) || (host === "C" && reasonToSkipBoard(HOST_BOARD));
  describe(`the daemon ${host === "C" ? "in C" : "on Node"}`, { skip: missing }, () => {
    test(`${MOVES} random events: the list is right after each, memory and descriptors stay, and nothing wakes it`, async (context) => {
      if (host === "C") buildBoard(HOST_BOARD);
      bundleProgram("tests/soak/support/name-server.ts", "build/tests/soak-name-server.mjs");
      const folder = resolve("build/soak-test", host);
      const goesOn = (moves: number) => moves < MOVES;
      const { looks, counts, complaints } = await soak({ host, seed: 7, folder, goesOn, lookEvery: LOOK_EVERY });
      for (const look of looks) context.diagnostic(JSON.stringify(look));
      context.diagnostic(JSON.stringify(counts));
      assert.deepEqual(complaints, []);
      assert.equal(looks.length, MOVES / LOOK_EVERY);
      const [first, last] = [looks[0], looks.at(-1)];
      assert.ok(first && last);
      assert.ok(last.memoryKb - first.memoryKb <= MOST_GROWTH_KB[host]);
      assert.ok(Math.min(...looks.map(({ wakeUps }) => wakeUps)) <= 2);
      // A client that has hung up may not have been noticed yet.
      assert.ok(Math.abs(last.descriptors - first.descriptors) <= 2);
    });
  });
}
