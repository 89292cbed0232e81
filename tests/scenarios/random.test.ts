// Random histories of two uplinks. Whatever happens: the events tell a watching
// client exactly what `peers` and the result file say, each list is in order,
// and networks do not mix.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Emulation } from "../../host/emulator/emulation.ts";
import { SeededRandom } from "../../host/emulator/random.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import type { Scenario } from "../../host/emulator/scenario.ts";
import { makeCore } from "../support/core.ts";
import { checkAgreement, Watcher } from "./support/watcher.ts";
import type { Fields } from "./support/watcher.ts";

const HISTORIES = 60;
const MINUTES = 30;
/** Odd and even seconds, so that some events meet the core's own timers. */
const STEPS = MINUTES * 120;

const CONFIGS = [
  [],
  ["interface wan", "device eth1", "interface wwan", "device wwan0"],
  ["trusted-names *.fixnet.test"],
  ["profile rfc8973"],
  ["methods dhcp"],
  ["server mssp", "addresses 198.51.100.2 2001:db8:9::2", "reference-identifier dots.mssp.test"],
  ["manual-scope replace", "server mssp", "addresses 198.51.100.2", "reference-identifier dots.mssp.test"],
  ["interface wan", "device eth1", "server mssp", "bind-interface wan", "reference-identifier dots.mssp.test"],
  ["nonsense", "interface wan", "device eth1", "families inet"],
];
const OPTIONS_4 = [
  {},
  { ri: "mitigate.fixnet.test", addresses: ["192.0.2.10", "192.0.2.11"] },
  { ri: "mitigate.fixnet.test", addresses: ["192.0.2.11", "192.0.2.10"] },
  { ri: "other.isp.test", addresses: ["192.0.2.10"] },
  { addresses: ["192.0.2.12", "127.0.0.1", "192.0.2.12"] },
  { ri: "mitigate.fixnet.test" },
  { ri: "mitigate.fixnet.test", lists: [["192.0.2.10"], ["192.0.2.11", "192.0.2.12"]] },
  { raw: [{ code: 147, hex: "ff" }, { code: 148, hex: "c000020a0a" }] },
];
const OPTIONS_6 = [
  {},
  { ri: "mitigate.fixnet.test", addresses: ["2001:db8:f1::a"] },
  { ri: "MITIGATE.fixnet.test", addresses: ["2001:db8:f1::b", "2001:db8:f1::a", "::ffff:192.0.2.10"] },
  { addresses: ["fe80::1"] },
  { ri: "dots.mobilnet.test" },
  { raw: [{ code: 142, hex: "00" }] },
];

function makeScenario(seed: number): Scenario {
  const random = new SeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random.next() % list.length] as T;
  const dhcp4 = (third: number) => ({ address: `192.0.${third}.57/24`, router: `192.0.${third}.1`, lease_s: 240 });
  const dhcp6 = (third: number) => ({ address: `2001:db8:f${third}::57`, preferred_s: 300, valid_s: 400, hook_delay_ms: 0 });
  const network = (name: string, device: string, third: number) => [
    { interface: name, device, provider: name, dhcp4: { ...dhcp4(third), client: pick(["udhcpc", "raw"]), options: pick(OPTIONS_4) } },
    { interface: `${name}6`, device, provider: name, dhcp6: { ...dhcp6(third), client: pick(["odhcp6c", "raw"]), options: pick(OPTIONS_6) } },
  ];
  const event = () => {
    const name = pick(["wan", "wwan"]);
    switch (random.next() % 12) {
      case 0:
        return { do: pick(["link-down", "link-up", "link-up", "link-gone"]), interface: name };
      case 1:
        return { do: "flap", interface: name, times: 1 + (random.next() % 20), every: "90ms" };
      case 2:
        return { do: "nak", interface: name };
      case 3:
        return { do: "config", lines: pick(CONFIGS) };
      case 4:
        return { do: "control", line: pick(["refresh", "refresh wan", "status", "watch", "peers nowhere", ""]) };
      case 5:
        return { do: "spool", file: pick(["wan.inet", "wwan6.inet6", "lan.inet"]), lines: pick([["client=udhcpc", "event=deconfig"], ["x"]]) };
      case 6:
      case 7:
        return { do: "provider-change", interface: `${name}6`, dhcp6: { options: pick(OPTIONS_6), silent: random.next() % 6 === 0 } };
      case 11:
        return { do: "power-cut", off: pick(["0s", "5s", "2m"]), ...pick([{}, { torn: random.next() % 300 }]) };
      case 8:
        return { do: "renew", interface: pick([name, `${name}6`]) };
      default:
        return { do: "provider-change", interface: name, dhcp4: { options: pick(OPTIONS_4), silent: random.next() % 6 === 0 } };
    }
  };
  const events = Array.from({ length: 80 }, () => ({ at: `${(random.next() % STEPS) * 500}ms`, ...event() }));
  return readScenario({
    name: `random-${seed}`,
    seed,
    start_ms: pick([1000, 2 ** 31 - 60_000, 2 ** 32 - 60_000]),
    config: pick(CONFIGS),
    networks: [...network("wan", "eth1", 2), ...network("wwan", "wwan0", 3)],
    events,
    until: `${MINUTES}m`,
  });
}

function checkRanks(records: readonly Fields[]): void {
  const last = new Map<string, number>();
  for (const record of records.filter(({ record }) => record === "peer")) {
    const method = String(record["method"]);
    const cell = `${String(record["pvd"])} ${method === "manual" ? String(record["family"]) : method}`;
    const rank = Number(record["rank"]);
    assert.equal(rank, (last.get(cell) ?? 0) + 1, `ranks of ${cell}`);
    last.set(cell, rank);
  }
}

test(`in ${HISTORIES} random histories the events, the peers and the result file agree at every moment`, () => {
  let compared = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const scenario = makeScenario(seed);
    const watcher = new Watcher();
    const emulation = new Emulation(scenario, makeCore(), {
      observe: (notice) => watcher.observe(notice),
    });
    for (let second = 0; second <= MINUTES * 60; second += 7) {
      emulation.runUntil(second * 1000);
      const peers = checkAgreement(watcher, emulation, `seed ${seed}, ${second} s`);
      checkRanks(peers);
      for (const peer of peers) assert.ok(peer["interface"] !== "wwan0" || !String(peer["source_candidates"]).includes("192.0.2."));
      compared += peers.length;
    }
  }
  assert.ok(compared > 10_000, `only ${compared} rows were compared`);
});
