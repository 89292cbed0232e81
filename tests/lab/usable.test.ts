// What is published can be used: a real (D)TLS handshake with every server, by what its
// record says and nothing else, with two providers that have the same addresses and
// authorities of their own. What clients report moves the list on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { startUdhcpc } from "./support/clients.ts";
import { DotsProvider, LABELS, SERVICES } from "./support/dots-provider.ts";
import type { ServiceLabel } from "./support/dots-provider.ts";
import { Example } from "./support/example.ts";
import { handshake } from "./support/handshake.ts";
import type { Host } from "./support/hosts.ts";
import { eventually } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import type { DaemonRecord } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";
import { PROVIDERS, TwoProviders, UPLINKS, otherThan, routesOf } from "./support/two-providers.ts";
import type { Provider } from "./support/two-providers.ts";

const PROGRAMS = ["ip", "mount", "busybox", "kea-dhcp4", "nsd", "knotd", "openssl", "jq"];
const CHANNELS = { "udp-one": "signal", "udp-two": "signal", "tcp-one": "signal", "data-two": "data" } as const;
const KEY_SETS: Record<Provider, string> = { a: "key-set-of-a", b: "key-set-of-b" };

onEachHost("servers that answer", PROGRAMS, useThem, 1);

function useThem(host: Host): void {
  const stage = new Stage("usable", new TwoProviders(), host);
  const { network, folder } = stage;
  const keys = join(folder, "keys");
  let router: Router;
  let example: Example;
  let providers: Record<Provider, DotsProvider>;

  stage.set(async () => {
    const configuration = PROVIDERS.flatMap((each) => [
      `interface ${UPLINKS[each].link}`,
      `  credentials ${KEY_SETS[each]}`,
    ]);
    router = stage.keep(new Router(folder, network, host, { configuration }));
    example = new Example(folder, network, host, router.socket, keys);
    const make = (provider: Provider) =>
      stage.keep(new DotsProvider(folder, provider, network, join(keys, KEY_SETS[provider])));
    providers = { a: make("a"), b: make("b") };
    await Promise.all([providers.a.start(), providers.b.start(), router.start()]);
    for (const provider of PROVIDERS) {
      const place = { folder: providers[provider].folder, spool: router.spool, network };
      stage.keep(startUdhcpc(place, UPLINKS[provider].link, routesOf(UPLINKS[provider])));
    }
    await eventually("both lists", () => peers().length === 2 * LABELS.length);
  });

  const peers = () => router.peerRecords().filter(({ record }) => record === "peer");
  const peersOf = (provider: Provider) => peers().filter(({ interface: link }) => link === UPLINKS[provider].link);
  const orderOf = (provider: Provider) => peersOf(provider).map((peer) => labelOf(provider, peer));
  const peerOf = (provider: Provider, wanted: ServiceLabel) => {
    const found = peersOf(provider).find((peer) => labelOf(provider, peer) === wanted);
    assert.ok(found?.id !== undefined);
    return { ...found, id: found.id };
  };

  test("R-16 the socket, the result file and a watcher have the same servers", async () => {
    const written = parse(readFileSync(join(folder, "state", "servers.json"), "utf8"));
    assert.deepEqual(comparable(written), comparable(peers()));
    const told = () => router.heard().filter(({ event }) => event === "added");
    await eventually("the watcher to print it", () => told().length >= written.length);
    const ids = (records: readonly DaemonRecord[]) => records.map(({ id }) => id).sort();
    assert.deepEqual(ids(told()), ids(written));
  });

  test("R-58 R-91 R-95 R-100 R-132 R-133 a handshake with every server, by its record", async () => {
    for (const provider of PROVIDERS) {
      assert.deepEqual(orderOf(provider), LABELS);
      for (const peer of peersOf(provider)) assert.equal(handshake(network, keys, peer), "ok", JSON.stringify(peer));
      // Each server has proof of the client, too.
      const hasOne = (label: ServiceLabel) => providers[provider].server(label).sessions === 1;
      await eventually("a session at each server", () => LABELS.every(hasOne));
    }
  });

  test("R-90 R-95 E-110 with another source, name or key set it is another server, or nobody", () => {
    for (const provider of PROVIDERS) {
      const peer = peerOf(provider, "udp-one");
      const other = peerOf(otherThan(provider), "udp-one");
      assert.equal(peer.address, other.address);
      const { source_candidates = [], reference_ids = [] } = other;
      assert.equal(handshake(network, keys, { ...peer, source_candidates }), "identity-failed");
      assert.equal(handshake(network, keys, { ...peer, reference_ids }), "identity-failed");
      assert.equal(handshake(network, keys, peer, KEY_SETS[otherThan(provider)]), "identity-failed");
    }
  });

  test("R-62 a server with another name fails, and is reported: the next one is used, and comes first", async () => {
    const before = peersOf("a");
    const [wrong, right] = [peerOf("b", "udp-one"), peerOf("b", "udp-two")];
    await providers.b.serve("udp-one", "dots.elsewhere.test");
    const { id, err } = example.connect(UPLINKS.b.link);
    assert.equal(id, right.id, err);
    assert.deepEqual(orderOf("b"), ["udp-two", "tcp-one", "data-two", "udp-one"]);
    assert.equal(peerOf("b", "udp-one").failure, "identity-failed");
    const changed = router.events().filter(({ event }) => event === "changed");
    assert.ok(changed.some((row) => row.id === wrong.id && row.rank === peerOf("b", "udp-one").rank));
    // A client that comes now does not try it any more; the other provider's list is as it was.
    assert.equal(example.connect(UPLINKS.b.link).id, right.id);
    const { refusals, sessions } = await eventually("the server to tell", () => {
      const server = providers.b.server("udp-one");
      return server.refusals > 0 && { refusals: server.refusals, sessions: server.sessions };
    });
    assert.deepEqual({ refusals, sessions }, { refusals: 1, sessions: 0 });
    assert.deepEqual(comparable(peersOf("a")), comparable(before));
  });

  test("R-130 a server that is not there fails, and is reported: the next one is used", async () => {
    const [gone, next] = [peerOf("a", "udp-one"), peerOf("a", "udp-two")];
    await providers.a.stopServing("udp-one");
    assert.equal(example.connect(UPLINKS.a.link).id, next.id);
    assert.equal(peerOf("a", "udp-one").failure, "connect-failed");
    assert.equal(peersOf("a").at(-1)?.id, gone.id);
  });

  test("R-130 all that clients have reported as bad: none is left, then all are good again", async () => {
    await providers.b.serve("udp-two", "dots.elsewhere.test");
    await providers.b.stopServing("tcp-one");
    assert.equal(example.connect(UPLINKS.b.link).id, null);
    const failures = () => peersOf("b").map((peer) => `${labelOf("b", peer)} ${String(peer.failure)}`);
    assert.deepEqual(failures(), [
      "data-two null",
      "udp-one identity-failed",
      "udp-two identity-failed",
      "tcp-one connect-failed",
    ]);
    await providers.b.serve("udp-one", providers.b.name);
    assert.equal(example.connect(UPLINKS.b.link).id, peerOf("b", "udp-one").id);
    assert.equal(orderOf("b")[0], "udp-one");
    assert.equal(peerOf("b", "udp-one").failure, null);
  });
}

function labelOf(provider: Provider, { address, port, channel, transport }: DaemonRecord): ServiceLabel {
  const { servers } = UPLINKS[provider];
  const found = LABELS.find((label) => {
    const service = SERVICES[label];
    const isThere = servers[service.host] === address && service.port === port;
    return isThere && service.transport === transport && CHANNELS[label] === channel;
  });
  assert.ok(found !== undefined, `${String(channel)}/${String(transport)} ${String(address)} ${String(port)}`);
  return found;
}

/** Without what counts down, and what has a name in one place and a number in another. */
function comparable(records: readonly DaemonRecord[]): DaemonRecord[] {
  return records.map((record) => ({ ...record, valid_for_s: null, warnings: null }));
}

function parse(text: string): DaemonRecord[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as DaemonRecord);
}
