// What a cut of the power leaves of a virtual router.
import assert from "node:assert/strict";
import { test } from "node:test";
import { InputKind } from "../../host/abi.gen.ts";
import { Emulation } from "../../host/emulator/emulation.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import { VirtualStore } from "../../host/emulator/virtual-store.ts";
import { makeCore } from "../support/core.ts";

const DHCP4 = {
  address: "192.0.2.57/24",
  router: "192.0.2.1",
  options: { ri: "a.isp.test", addresses: ["192.0.2.10"] },
};
const NETWORKS = [{ interface: "wan", device: "eth1", dhcp4: DHCP4 }];

function makeEmulation(events: unknown[]) {
  const scenario = readScenario({ name: "x", networks: NETWORKS, events, until: "1h" });
  const times: number[] = [];
  const steps: string[] = [];
  const inputs: { kind: number; timeMs: number }[] = [];
  const emulation = new Emulation(scenario, makeCore(), {
    observe: (notice) => {
      times.push(notice.timeMs);
      if (notice.kind === "step") steps.push(`${notice.timeMs} ${notice.text}`);
    },
    recorder: { record: (kind, timeMs) => void inputs.push({ kind, timeMs }) },
  });
  return { emulation, times, steps, inputs };
}

test("a store is written in place; a torn record has the beginning of the new one and the rest of the old one", () => {
  const store = new VirtualStore();
  store.tear(1);
  assert.deepEqual([...store.read(0), ...store.read(1)], []);
  store.write(0, Uint8Array.of(1, 2, 3));
  store.write(0, Uint8Array.of(8, 9));
  assert.deepEqual([...store.read(0)], [8, 9, 3]);
  store.tear(1);
  assert.deepEqual([...store.read(0)], [8, 2, 3]);
  store.write(1, Uint8Array.of(5));
  store.tear(0);
  assert.deepEqual([...store.read(1)], []);
  store.quarantine();
  assert.deepEqual([...store.read(0)], []);
});

test("without power nothing answers; then the router starts as it did, with the configuration that it had last", () => {
  const { emulation, times, steps } = makeEmulation([
    { at: "1m", do: "config", lines: ["families inet6"] },
    { at: "2m", do: "config", lines: ["families inet"] },
    { at: "3m", do: "power-cut", off: "1m" },
    { at: "3.5m", do: "renew", interface: "wan" },
    { at: "3.5m", do: "control", line: "peers" },
  ]);
  emulation.runUntil(200_000);
  assert.deepEqual([emulation.request("peers"), emulation.resultFile()], [[], []]);
  emulation.runUntil(239_999);
  const before = times.length;
  emulation.runUntil(300_000);
  assert.equal(emulation.request("peers").length, 3);
  assert.equal(times[before], 260_000, "the clock of the scenario goes on");
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  const [status] = emulation.request("status").map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(status?.["time_ms"], 20_000 + 60_000, "that of the machine began anew");
  assert.deepEqual(
    steps.map((step) => step.split(" ").slice(1).join(" ")),
    [
      "the configuration is replaced",
      "the configuration is replaced",
      "the power is cut",
      "the DHCP client renews its lease",
      "somebody asks: peers",
      "the router starts anew",
    ],
  );
});

test("what happened to links and providers while the power was off is so afterwards", () => {
  const { emulation } = makeEmulation([
    { at: "3m", do: "power-cut", off: "2m" },
    { at: "4m", do: "link-down", interface: "wan" },
    { at: "4m", do: "provider-change", interface: "wan", dhcp4: { options: { addresses: ["192.0.2.77"] } } },
    { at: "8m", do: "link-up", interface: "wan" },
  ]);
  emulation.runUntil(420_000);
  assert.deepEqual(emulation.request("peers"), []);
  emulation.runUntil(600_000);
  assert.match(emulation.request("peers")[0] ?? "", /"address":"192\.0\.2\.77"/);
});

test("a journal ends where the power is cut", () => {
  const { emulation, inputs } = makeEmulation([{ at: "3m", do: "power-cut" }]);
  emulation.runUntil(600_000);
  assert.ok(inputs.some(({ kind }) => kind === InputKind.StoreWritten));
  assert.ok(inputs.every(({ timeMs }) => timeMs <= 200_000));
  assert.equal(inputs.filter(({ kind }) => kind === InputKind.Stored).length, 2);
});

test("malformed cuts name the wrong field", () => {
  const read = (fields: object) => () => makeEmulation([{ at: "3m", do: "power-cut", ...fields }]);
  assert.throws(read({ torn: -1 }), /events\[0\]\.torn/);
  assert.throws(read({ torn: 16_385 }), /events\[0\]\.torn/);
  assert.throws(read({ off: 30 }), /events\[0\]\.off/);
  assert.throws(read({ interface: "wan" }), /events\[0\]\.interface/);
});
