// The worst day: an attack is on, the resolver is dead, the records are past their time,
// and then the power goes. Through all of it the router has servers that answer.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { Code, InputKind, StoreWrittenInput } from "../../host/abi.gen.ts";
import type { JournalRecord } from "../../host/journal.ts";
import { startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { DotsProvider, LABELS } from "./support/dots-provider.ts";
import { handshake } from "./support/handshake.ts";
import type { Host } from "./support/hosts.ts";
import { eventually } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";
import { TwoProviders, UPLINKS, routesOf } from "./support/two-providers.ts";

const PROGRAMS = ["ip", "mount", "busybox", "kea-dhcp4", "nsd", "openssl"];
const KEY_SET = "isp";
const TTL_S = 30;
const HOUR_MS = 3_600_000;
const UPLINK = UPLINKS.a;

// It takes a minute until a list is stored, and as long until its records are asked for again.
onEachHost("power cut, attack, dead resolver", PROGRAMS, live);

function live(host: Host): void {
  const stage = new Stage("life-power-cut", new TwoProviders(), host);
  const { network, folder } = stage;
  const keys = join(folder, "keys");
  let router: Router;
  let provider: DotsProvider;
  let client: DhcpClient;

  stage.set(async () => {
    provider = stage.keep(new DotsProvider(folder, "a", network, join(keys, KEY_SET), TTL_S));
    const configuration = [`interface ${UPLINK.link}`, `  credentials ${KEY_SET}`];
    router = stage.keep(new Router(folder, network, host, { configuration }));
    await Promise.all([provider.start(), router.start()]);
    client = startClient();
    await toPublish(false);
  });

  function startClient(): DhcpClient {
    const place = { folder: provider.folder, spool: router.spool, network };
    return stage.keep(startUdhcpc(place, UPLINK.link, routesOf(UPLINK)));
  }

  async function toPublish(stale: boolean): Promise<void> {
    await eventually(`a list that is ${stale ? "stale" : "good"}`, () => {
      const rows = router.peerRecords();
      return rows.length === LABELS.length && rows.every((row) => row.stale === stale);
    });
  }

  function assertUsable(): void {
    for (const peer of router.peerRecords()) assert.equal(handshake(network, keys, peer), "ok", JSON.stringify(peer));
  }

  test("E-95 an attack is on and nobody answers: the list outlives its records, and can be used", async () => {
    await provider.stopNameServer();
    router.tell("attack", "on");
    await toPublish(true);
    assert.equal(router.records("status").find(({ record }) => record === "status")?.attack, true);
    assert.deepEqual(new Set(router.peerRecords().map(({ valid_for_s: s }) => s)), new Set([0]));
    assert.equal(router.logged(Code.ListKeptStale).at(-1)?.value, 72 * HOUR_MS);
    assertUsable();
  });

  test("R-14 the power goes and comes back, the resolver is still dead: the list is there with the lease", async () => {
    const isStored = ({ kind, payload }: JournalRecord) =>
      kind === InputKind.StoreWritten && payload[StoreWrittenInput.Class] === 0;
    await eventually("the list to be stored", () => router.journal().some(isStored));
    const before = router.peerRecords().map(({ id, rank }) => ({ id, rank }));
    await client.stop("SIGKILL");
    await router.cutPower();
    network.ip("router", "addr", "flush", "dev", UPLINK.link);
    await router.start();
    assert.deepEqual(router.peerRecords(), []);
    const since = router.journal().length;
    client = startClient();
    const events = await router.eventsAtOnce("the lease", since, isBound);
    const rows = events.filter(({ event }) => event === "added");
    assert.deepEqual(
      rows.map(({ id, rank, stale }) => ({ id, rank, stale })),
      before.map((row) => ({ ...row, stale: true })),
    );
    await eventually("its sources", () =>
      router.peerRecords().every(({ source_candidates: from }) => from?.length === 1),
    );
    assertUsable();
  });

  test("E-95 the resolver is back: the list is confirmed, by itself", async () => {
    await provider.startNameServer();
    await toPublish(false);
    assertUsable();
  });
}

function isBound({ kind, payload }: JournalRecord): boolean {
  return kind === InputKind.Spool && Buffer.from(payload).toString("latin1").includes("event=bound\n");
}
