// The daemon in C (board/src/daemon.c) beside the one on Node: the same inputs, the
// same octets.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { loadCore } from "../../host/node/load-core.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { serveDns } from "../support/local-dns.ts";
import { BOARDS, buildBoard, reasonToSkipBoard } from "./support/boards.ts";
import { lease, NODE, onBoard, startDaemon, TESTED_BOARDS } from "./support/daemons.ts";
import type { Make, Settings, Started } from "./support/daemons.ts";

const SERVERS = `server one
  reference-identifier dots.one.example
  addresses 192.0.2.1 2001:db8::1
server two
  reference-identifier dots.two.example
  addresses 192.0.2.2
  signal-port 5000
`;

const ZONE = [
  '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
  '@ NAPTR 10 20 "s" "DOTS:data.tcp" "" _dots-data._tcp',
  "_dots-signal._udp SRV 0 0 4646 a",
  "_dots-data._tcp SRV 0 0 443 a",
  "a A 192.0.2.10",
  "a AAAA 2001:db8::10",
];

/** A name server for isp.test on the loopback interface, and a configuration that uses it. */
async function serve(context: TestContext, zone: readonly string[]): Promise<string> {
  const dns = await serveDns({ origin: "isp.test", zone, servers: [{ address: "127.0.0.1" }] });
  context.after(() => dns.close());
  return `resolvers 127.0.0.1@${dns.port}\ndefault-domain isp.test\n`;
}

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
      const configuration = await serve(context, ZONE);
      const both = await onBoth(context, C, { configuration }, (daemon) =>
        ["192.0.2.10", "2001:db8::10"].every((address) => daemon.result().includes(address)),
      );
      const lines = both.map((daemon) => daemon.result().replaceAll(/"valid_for_s":\d+/g, '"valid_for_s":0'));
      assert.equal(lines[1], lines[0]);
    });

    test("E-110 warnings have their names, as on Node", async (context) => {
      const leases = [lease("dots8", "0a01000a"), lease("dots9", "0a01000a")];
      const warnings = /"warnings":\[\d+\]/g;
      const both = await onBoth(context, C, { leases }, (daemon) => daemon.result().match(warnings)?.length === 6);
      assertSame(both);
      assert.match(both[1].ask("peers", "--json").out, /"warnings":\["address-in-two-networks"\]/);
    });

    test("answers that were cut are asked for over TCP", async (context) => {
      const many = Array.from(
        { length: 40 },
        (_, at) => `_dots-signal._udp SRV 0 0 4646 host${at}.a-rather-long-label-to-fill-the-message`,
      );
      const zone = [
        '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
        ...many,
        "host7.a-rather-long-label-to-fill-the-message A 192.0.2.77",
      ];
      const configuration = await serve(context, zone);
      const daemon = await startDaemon(context, C, { configuration, options: ["--verbose"] });
      await until(() => /tcp-next [^]*answer-received .*"_dots-signal/.test(daemon.err()));
    });

    test("a lease that was written while it was down counts, and changes and removals are told", async (context) => {
      const daemon = await startDaemon(context, C, { leases: [lease("dots8", "0a01000a")] });
      await until(() => daemon.result().includes("10.1.0.10"));
      daemon.putLease(lease("dots9", "0a01000b"));
      await until(() => daemon.result().includes("10.1.0.11"));
      daemon.putLease({ interface: "dots9", lines: [] }, "udhcpc", "deconfig");
      await until(() => !daemon.result().includes("10.1.0.11"));
      assert.match(daemon.result(), /10\.1\.0\.10/);
    });

    test("a watch tells every change, and SIGTERM ends everything", async (context) => {
      const daemon = await startDaemon(context, C, { leases: [lease("dots8", "0a01000a")] });
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
      const daemon = await startDaemon(context, C, { configuration: SERVERS });
      await until(() => daemon.result().includes("192.0.2.1"));
      writeFileSync(daemon.config, SERVERS.replaceAll("192.0.2.1", "192.0.2.9"));
      daemon.child.kill("SIGHUP");
      await until(() => daemon.result().includes("192.0.2.9"));
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
      const journal = join(makeFolder(context), "journal");
      const settings = { leases: [lease("dots8", "0a01000a")], options: ["--journal", journal] };
      const daemon = await startDaemon(context, onBoard(board), settings);
      await until(() => daemon.result().includes("10.1.0.10"));
      assert.ok(daemon.records("peers").length > 2);
      await daemon.stop("SIGKILL");
      const recorded = decodeJournal(readFileSync(journal));
      assert.equal(recorded.damage, null);
      const { inputs, outputs, difference } = replayJournal(loadCore().instantiate(), recorded);
      assert.equal(difference, null);
      assert.ok(inputs > 5 && outputs > 10, `${inputs} inputs, ${outputs} outputs`);
    },
  );
}
