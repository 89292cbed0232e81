// Random histories of two uplinks whose providers give names only, with name
// servers that change their zones and their manners. Whatever happens: what is
// published is what was told, networks do not mix, and nothing is left open.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Emulation } from "../../host/emulator/emulation.ts";
import { REPLIES } from "../../host/emulator/dns-server.ts";
import { SERVER_PROGRAMS } from "../../host/emulator/dns-zone.ts";
import { SeededRandom } from "../../host/emulator/random.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import type { Scenario } from "../../host/emulator/scenario.ts";
import { makeCore } from "../support/core.ts";
import { checkAgreement, Watcher } from "./support/watcher.ts";

const HISTORIES = 40;
const MINUTES = 30;
const STEPS = MINUTES * 120;
/** Questions under way at once, over all runs. */
const MOST_SOCKETS = 16;

const CONFIGS = [
  [],
  ["methods manual snaptr"],
  ["dnssec off", "ri-resolution address"],
  ["dnssec require", "resolver-trust-ad 192.0.2.53"],
  ["interface wan", "device eth1", "interface wwan", "device wwan0", "domains wwan.test other.wwan.test"],
  ["trusted-names *.wan.test"],
];
const NETWORKS = [
  { name: "wan", device: "eth1", third: 2 },
  { name: "wwan", device: "wwan0", third: 3 },
];

/** Lines of a zone in which some records are there and some are not. */
function zoneOf(random: SeededRandom, third: number): string[] {
  const lines = [
    "@ SOA ns1 hostmaster 1 3600 600 86400 60",
    '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
    '@ NAPTR 20 10 "" "DOTS:data.tcp:signal.tcp" "" more',
    'more 30 NAPTR 20 10 "a" "DOTS:data.tcp" "" m1',
    'more NAPTR 30 10 "" "DOTS:signal.tcp" "" @',
    "_dots-signal._udp 90 SRV 10 1 4646 m1",
    "_dots-signal._udp 90 SRV 10 1 5000 m2",
    `m1 120 A 192.0.${third}.10`,
    `m1 AAAA 2001:db8:${third}::10`,
    `m2 A 192.0.${third}.11`,
    "dots CNAME m1",
    'other NAPTR 1 1 "a" "DOTS:signal.udp" "" m2',
  ];
  return lines.filter(() => random.next() % 8 > 0);
}

function makeScenario(seed: number): Scenario {
  const random = new SeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random.next() % list.length] as T;
  const address = (third: number) => `192.0.${third}.53`;
  const servers = (third: number) => [
    {
      address: address(third),
      like: pick(SERVER_PROGRAMS),
      reply: pick([...REPLIES, "answer", "answer", "answer", "answer", "answer", "answer"]),
      tcp: pick(["answer", "answer", "refuse", "silent"]),
      late_ms: pick([0, 0, 0, 900, 2500]),
      authentic: pick([true, false]),
      forge: pick([[], [], [{ wrong: "id", times: 20 }], [{ wrong: "name" }, { wrong: "socket" }]]),
    },
  ];
  const dns = ({ third }: { third: number }) => ({ zone: zoneOf(random, third), servers: servers(third) });
  const options = ({ name, third }: { name: string; third: number }) => ({
    ...pick([{ ri: `dots.${name}.test` }, { ri: `${name}.test` }, { access_domain: `${name}.test` }, { domain: `${name}.test` }, {}]),
    dns: [address(third)],
  });
  const networks = NETWORKS.flatMap((network) => [
    {
      interface: network.name,
      device: network.device,
      dhcp4: { address: `192.0.${network.third}.57/24`, router: `192.0.${network.third}.1`, options: options(network) },
      dns: { origin: `${network.name}.test`, ttl_s: 60, ...dns(network) },
    },
    { interface: `${network.name}6`, device: network.device, addresses: [`2001:db8:${network.third}::57/64`] },
  ]);
  const event = () => {
    const network = pick(NETWORKS);
    switch (random.next() % 8) {
      case 0:
        return { do: pick(["link-down", "link-up", "link-up", "link-gone"]), interface: network.name };
      case 1:
        return { do: "config", lines: pick(CONFIGS) };
      case 2:
        return { do: "control", line: pick(["refresh", "refresh wan"]) };
      case 3:
        return { do: "provider-change", interface: network.name, dhcp4: { options: options(network) } };
      case 4:
        return { do: "renew", interface: network.name };
      default:
        return { do: "provider-change", interface: network.name, dns: dns(network) };
    }
  };
  const events = Array.from({ length: 60 }, () => ({ at: `${(random.next() % STEPS) * 500}ms`, ...event() }));
  return readScenario({
    name: `random-names-${seed}`,
    seed,
    start_ms: pick([1000, 2 ** 31 - 60_000, 2 ** 32 - 60_000]),
    config: pick(CONFIGS),
    networks,
    events,
    until: `${MINUTES}m`,
  });
}

test(`R-92 in ${HISTORIES} random histories the lists agree, names stay in their networks, sockets are closed`, () => {
  let compared = 0;
  let questions = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const scenario = makeScenario(seed);
    const watcher = new Watcher();
    const emulation = new Emulation(scenario, makeCore(), {
      observe: (notice) => {
        watcher.observe(notice);
        if (notice.kind !== "packet" || notice.message !== "QUERY") return;
        questions++;
        const network = notice.interface.replace(/6$/, "");
        assert.match(notice.text, new RegExp(`(^|\\.)${network}\\.test `), `seed ${seed}: ${notice.interface} ${notice.text}`);
      },
    });
    for (let second = 0; second <= MINUTES * 60; second += 7) {
      emulation.runUntil(second * 1000);
      const peers = checkAgreement(watcher, emulation, `seed ${seed}, ${second} s`);
      for (const { record, pvd, address } of peers) {
        if (record !== "peer") continue;
        const third = pvd === "wan" ? "2" : "3";
        assert.match(String(address), new RegExp(`^192\\.0\\.${third}\\.|^2001:db8:${third}:`), `seed ${seed}, ${second} s`);
      }
      assert.ok(emulation.openSockets() <= MOST_SOCKETS, `seed ${seed}, ${second} s: ${emulation.openSockets()} sockets`);
      compared += peers.length;
    }
    for (const name of ["wan", "wwan"]) emulation.act({ do: "link-gone", interface: name });
    assert.equal(emulation.openSockets(), 0, `seed ${seed}: sockets without a network`);
  }
  assert.ok(compared > 1000 && questions > 1000, `${compared} rows, ${questions} questions`);
});
