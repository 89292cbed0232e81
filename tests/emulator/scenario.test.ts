// Scenarios in error: the complaint names the field.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultScenario } from "../../host/emulator/index.ts";
import { ScenarioError, parseDuration } from "../../host/emulator/json-reader.ts";
import { parseScenario, readScenario } from "../../host/emulator/scenario-reader.ts";

const DHCP4 = { address: "192.0.2.57/24", router: "192.0.2.1" };

function scenario(change: Record<string, unknown>): Record<string, unknown> {
  return { name: "x", networks: [{ interface: "wan", dhcp4: DHCP4 }], ...change };
}

function network(change: Record<string, unknown>): Record<string, unknown> {
  return scenario({ networks: [{ interface: "wan", dhcp4: { ...DHCP4, ...change } }] });
}

const WRONG: readonly [string, Record<string, unknown>][] = [
  ["networks", scenario({ networks: [] })],
  ["networks[1].interface", scenario({ networks: [{ interface: "wan" }, { interface: "wan" }] })],
  ["networks[0].interface", scenario({ networks: [{ interface: "wan/.." }] })],
  ["networks[0].type", scenario({ networks: [{ interface: "wan", type: "radio" }] })],
  ["networks[0].dhcp4.address", network({ address: "192.0.2.57" })],
  ["networks[0].dhcp4.address", network({ address: "2001:db8::1/64" })],
  ["networks[0].dhcp4.lease_s", network({ lease_s: 0.5 })],
  ["networks[0].dhcp4.codes", network({ codes: [147] })],
  ["networks[0].dhcp4.codes[1]", network({ codes: [147, 255] })],
  ["networks[0].dhcp4.options.ri", network({ options: { ri: "a..b" } })],
  ["networks[0].dhcp4.options.addresses[1]", network({ options: { addresses: ["192.0.2.1", "2001::db8::1"] } })],
  ["networks[0].dhcp4.options.lists[0]", network({ options: { lists: ["192.0.2.1"] } })],
  ["networks[0].dhcp4.options.raw[0].hex", network({ options: { raw: [{ code: 147, hex: "0" }] } })],
  ["networks[0].dhcp4.options.raw", network({ options: { raw: [{ code: 147, hex: "00".repeat(64), in: "sname" }] } })],
  ["networks[0].dhcp4.optoins", network({ optoins: {} })],
  ["networks[0].dhcp6.address", scenario({ networks: [{ interface: "wan", dhcp6: {} }] })],
  [
    "networks[0].dhcp6.prefixes[0].prefix",
    scenario({ networks: [{ interface: "wan", dhcp6: { prefixes: ["10.0.0.0/8"] } }] }),
  ],
  [
    "networks[0].dhcp6.prefixes[0].valid_s",
    scenario({ networks: [{ interface: "wan", dhcp6: { prefixes: [{ prefix: "fd00::/56", valid_s: -1 }] } }] }),
  ],
  ["events[0].at", scenario({ events: [{ at: "soon", do: "renew", interface: "wan" }] })],
  ["events[0].do", scenario({ events: [{ at: "1s", do: "explode", interface: "wan" }] })],
  ["events[0].interface", scenario({ events: [{ at: "1s", do: "renew", interface: "lan" }] })],
  ["events[0].dhcp6", scenario({ events: [{ at: "1s", do: "provider-change", interface: "wan", dhcp6: {} }] })],
  [
    "events[0].dhcp4.lease_s",
    scenario({ events: [{ at: "1s", do: "provider-change", interface: "wan", dhcp4: { lease_s: "1" } }] }),
  ],
  ["events[0].result", scenario({ events: [{ at: "1s", do: "report", address: "192.0.2.1" }] })],
  [
    "events[0].transport",
    scenario({ events: [{ at: "1s", do: "report", address: "192.0.2.1", transport: "sctp", result: "ok" }] }),
  ],
  ["events[0].is", scenario({ events: [{ at: "1s", do: "attack", is: "over" }] })],
  ["expect[0].events.added", scenario({ expect: [{ at: "1s", events: { added: -1 } }] })],
  ["until", scenario({ until: "400d" })],
  ["seed", scenario({ seed: 2 ** 32 })],
  ["colour", scenario({ colour: true })],
];

for (const [path, value] of WRONG) {
  test(`a scenario with a wrong ${path} is refused: ${JSON.stringify(value).slice(0, 60)}`, () => {
    assert.throws(
      () => readScenario(value),
      (error) => error instanceof ScenarioError && error.path === path && error.message.startsWith(`${path}: `),
    );
  });
}

test("text that is no JSON is refused", () => {
  assert.throws(() => parseScenario("{"), ScenarioError);
  assert.throws(() => parseScenario("[]"), ScenarioError);
});

test("changes of a provider build on each other", () => {
  const change = (at: string, dhcp4: unknown) => ({ at, do: "provider-change", interface: "wan", dhcp4 });
  const { events } = readScenario(
    scenario({ events: [change("1s", { lease_s: 60 }), change("2s", { silent: true })] }),
  );
  const [first, second] = events.map(({ action }) =>
    action.do === "provider-change" ? action.change.dhcp4 : undefined,
  );
  assert.deepEqual([first?.service.leaseS, first?.silent], [60, false]);
  assert.deepEqual([second?.service.leaseS, second?.silent], [60, true]);
});

test("durations", () => {
  assert.equal(parseDuration("250ms"), 250);
  assert.equal(parseDuration("1.5h"), 5_400_000);
  for (const text of ["", "10", "-1s", "1e3s", "1 s"]) assert.equal(parseDuration(text), undefined);
});

test("the embedded scenario is sound", () => {
  assert.equal(defaultScenario().name, "home");
});
