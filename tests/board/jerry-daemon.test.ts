// The daemon with its loop on JerryScript beside the one on Node: the same inputs, the
// same octets. All but the loop it shares with the daemon in C (daemon.test.ts).

import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { makeFolder, until } from "../host/support/folder.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { buildBoard } from "./support/boards.ts";
import { lease, NODE, SERVER, startDaemon } from "./support/daemons.ts";
import type { Started } from "./support/daemons.ts";
import { JERRY_TESTED, makeOfJerry, reasonToSkipJerry } from "./support/jerry.ts";
import { changeLeases, replayOnNode, startLeased, startReloaded, timelessResult } from "./support/lives.ts";
import { serveZone } from "./support/zones.ts";

/** What a firmware can spare for the flavour with a script. */
const MAX_OCTETS = 750_000;
const MAX_MEMORY_KIB = 1024;

const isSettled = (daemon: Started) =>
  daemon.records("status").every(({ state }) => !["wait-config", "discovering", "refreshing"].includes(String(state)));

for (const board of JERRY_TESTED) {
  const jerry = makeOfJerry(board);

  describe(`the daemon of ${jerry.name}`, { skip: reasonToSkipJerry(board) }, () => {
    before(() => buildBoard(board, jerry.program));

    test("R-17 servers by hand and by leases: the same result file and replies as on Node", async (context) => {
      const settings = { configuration: SERVER, leases: [lease("dots8", "0a01000a"), lease("dots9", "c0000201")] };
      const seen = [];
      for (const make of [NODE, jerry]) {
        const daemon = await startDaemon(context, make, settings);
        await until(() => daemon.result().includes("10.1.0.10") && isSettled(daemon));
        seen.push([daemon.result(), daemon.ask("peers", "--json").out, daemon.ask("status", "--json").code]);
      }
      assert.deepEqual(seen[1], seen[0]);
    });

    test("R-17 a name, resolved over the loopback interface: the same as on Node", async (context) => {
      const configuration = await serveZone(context);
      const results = [];
      for (const make of [NODE, jerry]) {
        const daemon = await startDaemon(context, make, { configuration });
        await until(() => daemon.result().includes("2001:db8::10") && isSettled(daemon));
        results.push(timelessResult(daemon));
      }
      assert.equal(results[1], results[0]);
    });

    test("SIGHUP reads the configuration again, SIGTERM ends it", async (context) => {
      const daemon = await startReloaded(context, jerry);
      assert.equal(await daemon.stop(), 0);
      assert.match(daemon.err(), /stopped\n$/);
    });

    test("leases that come and go while it runs", (context) => changeLeases(context, jerry));

    test("R-17 what it took down replays on V8", async (context) => {
      assert.equal(await replayOnNode(context, jerry, "SIGTERM"), 0);
    });

    test("I-09 a list that is in the store is published again: the same as on Node", async (context) => {
      const record = STORE_VECTORS.find(({ path }) => path.endsWith("/dhcp.hex"))?.octets ?? new Uint8Array();
      // A lease of the same server, without any option.
      const leases = [{ interface: "eth1", lines: ["ip=192.0.2.57", "serverid=192.0.2.1", "lease=4294967295"] }];
      const results = [];
      for (const make of [NODE, jerry]) {
        const store = makeFolder(context);
        writeFileSync(join(store, "lists.a"), record, { mode: 0o600 });
        const daemon = await startDaemon(context, make, { leases, options: ["--store-dir", store] });
        await until(() => daemon.result().includes('"stale":true'));
        const status = daemon.records("status").find(({ record: kind }) => kind === "status");
        results.push([timelessResult(daemon), status?.["store"]]);
      }
      assert.deepEqual(results[1], results[0]);
      assert.equal(results[0]?.[1], "working");
    });

    test(
      "is small enough for a firmware",
      { skip: board.arch === "sanitized" && "only as it is delivered" },
      async (context) => {
        const { size } = statSync(jerry.program);
        const daemon = await startLeased(context, jerry);
        const rollup = readFileSync(`/proc/${daemon.child.pid}/smaps_rollup`, "utf8");
        const anonymous = Number(/^Anonymous: +(\d+) kB$/m.exec(rollup)?.[1]);
        context.diagnostic(`${jerry.name}: ${size} octets, ${anonymous} KiB of private memory`);
        assert.ok(size <= MAX_OCTETS, `${size} octets`);
        assert.ok(anonymous > 0 && anonymous <= MAX_MEMORY_KIB, rollup);
      },
    );
  });
}
