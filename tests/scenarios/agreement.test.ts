// Single histories after which a watching client must know what `peers` says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Emulation } from "../../host/emulator/emulation.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import { makeCore } from "../support/core.ts";
import { checkAgreement, Watcher } from "./support/watcher.ts";

const DHCP4 = { address: "192.0.2.57/24", router: "192.0.2.1" };
const RI = "mitigate.fixnet.test";

function wan(options: Record<string, unknown>): Record<string, unknown> {
  return { interface: "wan", device: "eth1", dhcp4: { ...DHCP4, options } };
}

/** Runs to the end of the scenario; events, `peers` and the result file must agree every second. */
function watch(scenario: Record<string, unknown>): number {
  const watcher = new Watcher();
  const checked = readScenario({ name: "x", ...scenario });
  const emulation = new Emulation(checked, makeCore(), { observe: (notice) => watcher.observe(notice) });
  let rows = 0;
  for (let atMs = 0; atMs <= checked.untilMs; atMs += 1000) {
    emulation.runUntil(atMs);
    rows = Math.max(rows, checkAgreement(watcher, emulation, `${atMs} ms`).length);
  }
  assert.ok(rows > 0, "there was something to agree about");
  return checkAgreement(watcher, emulation, "the end").length;
}

test("R-66 rows of an interface that goes away are removed by the id and place that they had", () => {
  const networks = [wan({ ri: RI, addresses: ["192.0.2.10"] })];
  assert.equal(watch({ networks, events: [{ at: "5s", do: "link-gone", interface: "wan" }], until: "10s" }), 0);
});

test("R-09 rows of a network that the configuration no longer names are removed by the id that they had", () => {
  const networks = [wan({ ri: RI, addresses: ["192.0.2.10"] })];
  const events = [{ at: "5s", do: "config", lines: ["interface wwan", "device wwan0"] }];
  assert.equal(watch({ networks, events, until: "10s" }), 0);
});

test("R-17 I-01 wan6 comes before wan: the name of the network does not change behind a watcher's back", () => {
  const dhcp6 = { address: "2001:db8:f1:1::57", hook_delay_ms: 0, options: { ri: RI, addresses: ["2001:db8:f1::a"] } };
  const dhcp4 = { ...DHCP4, client: "raw", silent: true, options: { ri: RI, addresses: ["192.0.2.10"] } };
  const networks = [
    { interface: "wan6", device: "eth1", dhcp6 },
    { interface: "wan", device: "eth1", dhcp4 },
  ];
  const events = [{ at: "20s", do: "provider-change", interface: "wan", dhcp4: { silent: false } }];
  assert.equal(watch({ networks, events, until: "40s" }), 6);
});

test("E-24 a name that comes back in other letters is the same name, and is told in one spelling", () => {
  const networks = [wan({ ri: RI, addresses: ["192.0.2.10"] })];
  const options = { ri: RI.toUpperCase().replace("TEST", "test"), addresses: ["192.0.2.10", "192.0.2.11"] };
  const events = [
    { at: "5s", do: "provider-change", interface: "wan", dhcp4: { options } },
    { at: "20s", do: "renew", interface: "wan" },
  ];
  assert.equal(watch({ networks, events, until: "40s" }), 6);
});

test("a manual server that the configuration drops is gone, and nobody else's label or credentials take its place", () => {
  const server = (label: string, network: string, address: string) => [
    `server ${label}`,
    `bind-interface ${network}`,
    `addresses ${address}`,
    `reference-identifier ${label}.test`,
    `credentials key-${label}`,
  ];
  const config = ["interface wan", "device eth1", ...server("first", "wan", "198.51.100.2")];
  const lines = ["interface wan", "device eth1", ...server("second", "wwan", "203.0.113.2")];
  const networks = [wan({})];
  assert.equal(watch({ networks, config, events: [{ at: "5s", do: "config", lines }], until: "20s" }), 0);
});
