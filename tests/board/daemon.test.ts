// The daemon in C (board/src/daemon.c) beside the one on Node: the same inputs, the
// same octets.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { renameSync } from "node:fs";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { until } from "../host/support/folder.ts";
import { BOARDS, buildBoard, reasonToSkipBoard } from "./support/boards.ts";
import { lease, NODE, onBoard, SERVER, startDaemon, TESTED_BOARDS } from "./support/daemons.ts";
import type { Make, Settings, Started } from "./support/daemons.ts";
import { changeLeases, replayOnNode, startLeased, startReloaded, timelessResult } from "./support/lives.ts";
import { LONG_ZONE, serveZone } from "./support/zones.ts";

const SERVERS = `${SERVER}server two
  reference-identifier dots.two.example
  addresses 192.0.2.2
  signal-port 5000
`;

/** What both daemons make of the same world, once each has come to an end with it. */
async function onBoth(context: TestContext, c: Make, settings: Settings, isDone: (daemon: Started) => boolean) {
  const both = [];
  for (const make of [NODE, c]) {
    const daemon = await startDaemon(context, make, settings);
    await until(() => isDone(daemon));
    both.push(daemon);
  }
  return both as [Started, Started];
}

function assertSame([node, c]: readonly [Started, Started]): void {
  assert.notEqual(node.result(), "");
  assert.equal(c.result(), node.result());
  assert.equal(c.ask("peers", "--json").out, node.ask("peers", "--json").out);
}

for (const board of TESTED_BOARDS) {
  describe(`the daemon on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    const C = onBoard(board);
    before(() => buildBoard(board));

    test("servers by hand and by leases: the same result file and replies as on Node", async (context) => {
      const leases = [lease("dots8", "0a01000a0a01000b"), lease("dots9", "c0000201")];
      const places = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "10.1.0.10", "10.1.0.11"];
      const both = await onBoth(context, C, { configuration: SERVERS, leases }, (daemon) =>
        places.every((address) => daemon.result().includes(`"${address}"`)),
      );
      assertSame(both);
    });

    test("a name of a lease, resolved over the loopback interface: the same as on Node", async (context) => {
      const configuration = await serveZone(context);
      const both = await onBoth(context, C, { configuration }, (daemon) =>
        ["192.0.2.10", "2001:db8::10"].every((address) => daemon.result().includes(address)),
      );
      const [node, c] = both.map(timelessResult);
      assert.equal(c, node);
    });

    test("E-110 warnings have their names, as on Node", async (context) => {
      const leases = [lease("dots8", "0a01000a"), lease("dots9", "0a01000a")];
      const warnings = /"warnings":\[\d+\]/g;
      const both = await onBoth(context, C, { leases }, (daemon) => daemon.result().match(warnings)?.length === 6);
      assertSame(both);
      assert.match(both[1].ask("peers", "--json").out, /"warnings":\["address-in-two-networks"\]/);
    });

    test("answers that were cut are asked for over TCP", async (context) => {
      const configuration = await serveZone(context, LONG_ZONE);
      const daemon = await startDaemon(context, C, { configuration, options: ["--verbose"] });
      await until(() => /tcp-next [^]*answer-received .*"_dots-signal/.test(daemon.err()));
    });

    test("a lease that was written while it was down counts, and changes and removals are told", (context) =>
      changeLeases(context, C));

    test("a watch tells every change, and SIGTERM ends everything", async (context) => {
      const daemon = await startLeased(context, C);
      const [program, ...words] = C.client;
      const watching = spawn(program, [...words, "watch", "--socket", daemon.socket]);
      let seen = "";
      watching.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
      const watched = new Promise((done) => watching.on("close", done));
      await until(() => seen.includes('"event":"current"'));
      daemon.putLease(lease("dots9", "0a01000b"));
      await until(() => seen.includes('"event":"published"'));
      assert.equal(await daemon.stop(), 0);
      assert.equal(await watched, 0);
      assert.match(daemon.err(), /stopped\n$/);
    });

    test("SIGHUP reads the configuration again; one that cannot be read changes nothing", async (context) => {
      const daemon = await startReloaded(context, C);
      renameSync(daemon.config, `${daemon.config}.away`);
      daemon.child.kill("SIGHUP");
      await until(() => daemon.err().includes("the configuration in force stays"));
      assert.match(daemon.result(), /192\.0\.2\.9/);
      assert.equal(await daemon.stop("SIGINT"), 0);
    });
  });
}

for (const board of BOARDS) {
  test(
    `the journal of a daemon on ${board.name} replays on Node`,
    { skip: reasonToSkipBoard(board) },
    async (context) => {
      buildBoard(board);
      await replayOnNode(context, onBoard(board), "SIGKILL");
    },
  );
}
