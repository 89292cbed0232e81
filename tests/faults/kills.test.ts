// Hardening, storage (d): the daemon on Node is killed at any moment. KILLS=n kills it n
// times; `make kills` does so a thousand times.
import { resolve } from "node:path";
import { describe, test } from "node:test";
import { checkKills } from "./support/killed.ts";

const KILLS = Number(process.env["KILLS"] ?? 20);
/** A minute passes in 3 ms. */
const CLOCK_FACTOR = "20000";
const FAST_CLOCK = resolve("tests/faults/support/fast-clock.mjs");
const COMMAND = resolve("build/host/dots-discovery.mjs");

describe("the daemon is killed", () => {
  test(`I-09 SIGKILL, ${KILLS} times: nothing that it acknowledged is lost`, (context) =>
    checkKills(context, KILLS, {
      command: [process.execPath, `--import=${FAST_CLOCK}`, COMMAND, "run"],
      env: { ...process.env, CLOCK_FACTOR },
    }));
});
