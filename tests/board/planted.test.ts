// What somebody planted in the place of a file that the daemon writes, in C and on Node: it
// is not followed, waited for or written to, and the list is served.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { makeFolder, until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { lease, NODE, onBoard, startDaemon } from "./support/daemons.ts";

const isRoot = process.getuid?.() === 0;
const STRANGER = 4242;
const UNTOUCHED = "mine";

const PLANTS: Readonly<Record<string, (path: string, victim: string) => void>> = {
  symlink: (path, victim) => symlinkSync(victim, path),
  FIFO: (path) => void spawnSync("mkfifo", [path]),
  directory: (path) => mkdirSync(path),
  "foreign owner": (path) => {
    writeFileSync(path, UNTOUCHED);
    chownSync(path, STRANGER, STRANGER);
  },
};

for (const make of [NODE, onBoard(SANITIZED)]) {
  const skip = make === NODE ? {} : { skip: reasonToSkipBoard(SANITIZED) };
  describe(`planted files and the daemon: ${make.name}`, skip, () => {
    before(() => make === NODE || buildBoard(SANITIZED));

    for (const [what, plant] of Object.entries(PLANTS)) {
      const needs = { skip: what === "foreign owner" && !isRoot && "needs root" };

      test(`planted ${what} for the store: degraded, and not touched`, needs, async (context) => {
        const folder = makeFolder(context);
        const [victim, store] = [join(folder, "victim"), join(folder, "store")];
        writeFileSync(victim, UNTOUCHED);
        mkdirSync(store, { mode: 0o700 });
        for (const name of ["lists.a", "lists.b"]) plant(join(store, name), victim);
        const before = lstatSync(join(store, "lists.a"));
        const options = ["--store-dir", store];
        const daemon = await startDaemon(context, make, {
          without: "store",
          options,
          leases: [lease("dots8", "0a01000a")],
        });
        await until(() => daemon.result().includes("10.1.0.10"));
        assert.match(daemon.err(), /lists are kept in memory, and it is tried again/);
        assert.match(daemon.ask("status", "--json").out, /"store":"degraded"/);
        assert.equal(await daemon.stop(), 0);
        const after = lstatSync(join(store, "lists.a"));
        assert.deepEqual([after.ino, after.mode, after.uid], [before.ino, before.mode, before.uid]);
        assert.equal(readFileSync(victim, "utf8"), UNTOUCHED);
      });

      test(`planted ${what} for the result file: not followed`, needs, async (context) => {
        const folder = makeFolder(context);
        const [victim, state] = [join(folder, "victim"), join(folder, "state")];
        writeFileSync(victim, UNTOUCHED);
        mkdirSync(state);
        for (const name of ["servers.json", ".servers.json.new"]) plant(join(state, name), victim);
        const options = ["--state-dir", state];
        const daemon = await startDaemon(context, make, {
          without: "state",
          options,
          leases: [lease("dots8", "0a01000a")],
        });
        await until(() => daemon.ask("peers", "--json").out.includes("10.1.0.10"));
        const path = join(state, "servers.json");
        // A directory stays in the way, and the log says so; anything else gives way to the list.
        if (what === "directory") await until(() => /servers\.json.*: this is tried again/.test(daemon.err()));
        else await until(() => lstatSync(path).isFile() && readFileSync(path, "utf8").includes("10.1.0.10"));
        assert.equal(await daemon.stop(), 0);
        assert.equal(readFileSync(victim, "utf8"), UNTOUCHED);
      });
    }
  });
}
