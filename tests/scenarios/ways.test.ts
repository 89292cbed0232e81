// What a watching client knows of servers that every network resolves for itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Emulation } from "../../host/emulator/emulation.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import { makeCore } from "../support/core.ts";
import { checkAgreement, Watcher } from "./support/watcher.ts";

const CONFIG = ["server mssp", "reference-identifier dots.mssp.test"];

/** A network on `ethN` whose resolver knows the server by an address of its own. */
function network(n: number): Record<string, unknown> {
  return {
    interface: `net${n}`,
    device: `eth${n}`,
    dhcp4: { address: `192.0.${n}.57/24`, router: `192.0.${n}.1`, options: { dns: [`192.0.${n}.53`] } },
    dns: { origin: "mssp.test", servers: [{ address: `192.0.${n}.53` }], zone: [`dots A 203.0.113.${n}`] },
  };
}

/** Events, `peers` and the result file agree every second; returns the last peers as `INTERFACE ADDRESS`. */
function watch(scenario: Record<string, unknown>): string[] {
  const watcher = new Watcher();
  const checked = readScenario({ name: "x", config: CONFIG, ...scenario });
  const emulation = new Emulation(checked, makeCore(), { observe: (notice) => watcher.observe(notice) });
  for (let atMs = 0; atMs <= checked.untilMs; atMs += 1000) {
    emulation.runUntil(atMs);
    checkAgreement(watcher, emulation, `${atMs} ms`);
  }
  const signal = emulation
    .request("peers")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ transport, channel }) => transport === "udp" && channel === "signal");
  return signal.map(({ interface: device, address }) => `${String(device)} ${String(address)}`);
}

test("A-13 networks that come and go: each answer lives as long as its network", () => {
  const networks = [network(1), network(2), { ...network(3), absent: true }];
  const events = [
    { at: "20s", do: "link-up", interface: "net3" },
    { at: "40s", do: "link-gone", interface: "net1" },
    { at: "60s", do: "link-down", interface: "net2" },
    { at: "65s", do: "link-up", interface: "net2" },
  ];
  assert.deepEqual(watch({ networks, events, until: "35s" }), ["eth1 203.0.113.1", "eth2 203.0.113.2", "eth3 203.0.113.3"]);
  assert.deepEqual(watch({ networks, events, until: "55s" }), ["eth2 203.0.113.2", "eth3 203.0.113.3"]);
  assert.deepEqual(watch({ networks, events, until: "90s" }), ["eth2 203.0.113.2", "eth3 203.0.113.3"]);
});

test("A-13 more networks than there is room for ways: what has none is told, the others are served", () => {
  const networks = Array.from({ length: 10 }, (_, index) => network(index + 1));
  const peers = watch({ networks, until: "60s" });
  assert.ok(peers.length >= 5, peers.join(", "));
  assert.equal(new Set(peers).size, peers.length);
  for (const peer of peers) assert.match(peer, /^eth(\d+) 203\.0\.113\.\1$/);
});

test("A-13 a name that is no more configured is gone on every network", () => {
  const events = [{ at: "20s", do: "config", lines: ["server other", "reference-identifier other.test", "addresses 203.0.113.99"] }];
  const peers = watch({ networks: [network(1), network(2)], events, until: "40s" });
  assert.deepEqual(peers, ["null 203.0.113.99"]);
});
