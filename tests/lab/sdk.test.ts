// The library in the loop of another program (board/sdk/example), on a router with an
// uplink and a real name server behind it: it asks over its own sockets, and finds what the
// daemon finds.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { until } from "../host/support/folder.ts";
import { reasonToSkipBoard } from "../board/support/boards.ts";
import { HOST_BOARD, NODE, startDaemon } from "../board/support/daemons.ts";
import type { Lease } from "../board/support/daemons.ts";
import * as sdk from "../board/support/sdk.ts";
import { KNOT, NSD, startNameServer } from "./support/authorities.ts";
import { ORIGIN } from "./support/name-servers.ts";
import { Network, ROUTER_LINK } from "./support/network.ts";
import { wireName } from "./support/option-values.ts";
import { reasonToSkip } from "./support/programs.ts";
import { Stage } from "./support/stage.ts";
import { masterFile } from "./support/zone.ts";

const SERVER = "10.1.0.1";

/** A lease with the name of a server that has to be asked for, by the resolver that came with it. */
const LEASE: Lease = {
  interface: ROUTER_LINK,
  lines: [
    "ip=10.1.0.100",
    `router=${SERVER}`,
    `dns=${SERVER}`,
    "lease=4294967295",
    `opt147=${wireName("dots", ...ORIGIN.split(".")).toString("hex")}`,
  ],
};

const SKIP = reasonToSkip(["ip", "knotd", "nsd"]) || reasonToSkipBoard(HOST_BOARD);

/** Each draws for itself among servers of one priority (RFC 2782). */
const unranked = (rows: readonly string[]) => rows.map((row) => row.replace(/^\d+ /, "")).sort();

describe("the library beside real name servers", { skip: SKIP }, () => {
  const stage = new Stage("sdk", new Network());
  const { network } = stage;
  let program = "";

  stage.set(() => {
    const prefix = stage.subfolder("prefix");
    sdk.installSdk(prefix);
    program = sdk.buildByMake(prefix, prefix);
    network.ip("router", "addr", "add", "10.1.0.100/24", "dev", ROUTER_LINK);
  });

  for (const [name, recipe] of [
    ["knot", KNOT],
    ["nsd", NSD],
  ] as const) {
    test(`a name of a lease, by way of ${name}: the same peers as the daemon on Node`, async (context) => {
      const folder = stage.subfolder(name);
      const server = await startNameServer(recipe, {
        name,
        folder,
        address: SERVER,
        zones: { [ORIGIN]: masterFile(ORIGIN) },
        place: network.at("provider"),
      });
      context.after(() => server.stop());
      const configuration = join(folder, "example.conf");
      writeFileSync(configuration, "families inet\n");
      const within = network.command("router");
      const example = sdk.startExample(context, program, [configuration, sdk.spoolFile(folder, LEASE)], { within });
      const daemon = await startDaemon(context, NODE, { configuration: "families inet\n", leases: [LEASE], within });
      const rows = () => daemon.records("peers").map(sdk.rowOf);
      const isWhole = (lines: readonly string[]) =>
        ["10.2.0.10 4646 udp", "10.2.0.10 443 tcp"].every((place) => lines.join("\n").includes(place));
      await until(() => isWhole(example.list()) && isWhole(rows()));
      assert.deepEqual(unranked(example.list()), unranked(rows()));
      assert.equal(example.list().length, 5);
      assert.equal(await example.stop(), 0);
    });
  }
});
