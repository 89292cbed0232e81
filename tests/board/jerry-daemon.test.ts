// The daemon with its loop on JerryScript beside the one on Node: the same inputs, the
// same octets. All but the loop it shares with the daemon in C (daemon.test.ts).

import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { makeCore } from "../support/core.ts";
import { serveDns } from "../support/local-dns.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { buildBoard } from "./support/boards.ts";
import { lease, NODE, startDaemon } from "./support/daemons.ts";
import type { Started } from "./support/daemons.ts";
import { JERRY_TESTED, makeOfJerry, reasonToSkipJerry } from "./support/jerry.ts";

/** What a firmware can spare for the flavour with a script. */
const MAX_OCTETS = 750_000;
const MAX_MEMORY_KIB = 1024;

const SERVERS = `server one
  reference-identifier dots.one.example
  addresses 192.0.2.1 2001:db8::1
`;
const ZONE = [
  '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
  "_dots-signal._udp SRV 0 0 4646 a",
  "a A 192.0.2.10",
  "a AAAA 2001:db8::10",
];

const isSettled = (daemon: Started) =>
  daemon.records("status").every(({ state }) => !["wait-config", "discovering", "refreshing"].includes(String(state)));

for (const board of JERRY_TESTED) {
  const jerry = makeOfJerry(board);

  describe(`the daemon of ${jerry.name}`, { skip: reasonToSkipJerry(board) }, () => {
    before(() => buildBoard(board, jerry.program));

    test("R-17 servers by hand and by leases: the same result file and replies as on Node", async (context) => {
      const settings = { configuration: SERVERS, leases: [lease("dots8", "0a01000a"), lease("dots9", "c0000201")] };
      const seen = [];
      for (const make of [NODE, jerry]) {
        const daemon = await startDaemon(context, make, settings);
        await until(() => daemon.result().includes("10.1.0.10") && isSettled(daemon));
        seen.push([daemon.result(), daemon.ask("peers", "--json").out, daemon.ask("status", "--json").code]);
      }
      assert.deepEqual(seen[1], seen[0]);
    });

    test("R-17 a name, resolved over the loopback interface: the same as on Node", async (context) => {
      const dns = await serveDns({ origin: "isp.test", zone: ZONE, servers: [{ address: "127.0.0.1" }] });
      context.after(() => dns.close());
      const configuration = `resolvers 127.0.0.1@${dns.port}\ndefault-domain isp.test\n`;
      const results = [];
      for (const make of [NODE, jerry]) {
        const daemon = await startDaemon(context, make, { configuration });
        await until(() => daemon.result().includes("2001:db8::10") && isSettled(daemon));
        results.push(daemon.result().replaceAll(/"valid_for_s":\d+/g, '"valid_for_s":0'));
      }
      assert.equal(results[1], results[0]);
    });

    test("SIGHUP reads the configuration again, SIGTERM ends it", async (context) => {
      const daemon = await startDaemon(context, jerry, { configuration: SERVERS });
      await until(() => daemon.result().includes("192.0.2.1"));
      writeFileSync(daemon.config, SERVERS.replaceAll("192.0.2.1", "192.0.2.9"));
      daemon.child.kill("SIGHUP");
      await until(() => daemon.result().includes("192.0.2.9"));
      assert.equal(await daemon.stop(), 0);
      assert.match(daemon.err(), /stopped\n$/);
    });

    test("leases that come and go while it runs", async (context) => {
      const daemon = await startDaemon(context, jerry, { leases: [lease("dots8", "0a01000a")] });
      await until(() => daemon.result().includes("10.1.0.10"));
      daemon.putLease(lease("dots9", "0a01000b"));
      await until(() => daemon.result().includes("10.1.0.11"));
      daemon.putLease({ interface: "dots9", lines: [] }, "udhcpc", "deconfig");
      await until(() => !daemon.result().includes("10.1.0.11"));
      assert.match(daemon.result(), /10\.1\.0\.10/);
    });

    test("R-17 what it took down replays on V8", async (context) => {
      const journal = join(makeFolder(context), "journal");
      const settings = { leases: [lease("dots8", "0a01000a")], options: ["--journal", journal] };
      const daemon = await startDaemon(context, jerry, settings);
      await until(() => daemon.result().includes("10.1.0.10"));
      assert.ok(daemon.records("peers").length > 2);
      assert.equal(await daemon.stop(), 0);
      const recorded = decodeJournal(new Uint8Array(readFileSync(journal)));
      const { inputs, outputs, difference } = replayJournal(makeCore(), recorded);
      assert.equal(difference, null);
      assert.ok(inputs > 5 && outputs > 10, `${inputs} inputs, ${outputs} outputs`);
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
        results.push([daemon.result().replaceAll(/"valid_for_s":\d+/g, '"valid_for_s":0'), status?.["store"]]);
      }
      assert.deepEqual(results[1], results[0]);
      assert.equal(results[0]?.[1], "working");
    });

    test(
      "is small enough for a firmware",
      { skip: board.arch === "sanitized" && "only as it is delivered" },
      async (context) => {
        const { size } = statSync(jerry.program);
        const daemon = await startDaemon(context, jerry, { leases: [lease("dots8", "0a01000a")] });
        await until(() => daemon.result().includes("10.1.0.10"));
        const rollup = readFileSync(`/proc/${daemon.child.pid}/smaps_rollup`, "utf8");
        const anonymous = Number(/^Anonymous: +(\d+) kB$/m.exec(rollup)?.[1]);
        context.diagnostic(`${jerry.name}: ${size} octets, ${anonymous} KiB of private memory`);
        assert.ok(size <= MAX_OCTETS, `${size} octets`);
        assert.ok(anonymous > 0 && anonymous <= MAX_MEMORY_KIB, rollup);
      },
    );
  });
}
