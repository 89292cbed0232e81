// What can only be seen by comparing runs, or by looking at single moments.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeName } from "../../host/fault.ts";
import { Emulation } from "../../host/emulator/emulation.ts";
import { defaultScenario } from "../../host/emulator/index.ts";
import type { Notice } from "../../host/emulator/observer.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import type { Scenario } from "../../host/emulator/scenario.ts";
import { makeCore } from "../support/core.ts";

const DHCP4 = {
  address: "192.0.2.57/24",
  router: "192.0.2.1",
  options: { ri: "mitigate.fixnet.test", addresses: ["192.0.2.10"] },
};
const CLOCKS = [20_000, 2 ** 31 - 1500, 2 ** 32 - 1500];

function scenario(change: Record<string, unknown>): Scenario {
  const networks = [{ interface: "wan", device: "eth1", dhcp4: DHCP4 }];
  return readScenario({ name: "x", networks, ...change });
}

/** Runs a scenario to its end; everything that it told, with times since the start. */
function run(wanted: Scenario, seed = wanted.seed): Notice[] {
  const notices: Notice[] = [];
  const emulation = new Emulation(wanted, makeCore(), { observe: (notice) => void notices.push(notice), seed });
  emulation.runUntil(wanted.untilMs);
  return notices.map((notice) => ({ ...notice, timeMs: notice.timeMs - wanted.startMs }));
}

/** Times since the start at which a code was logged. */
function timesOf(notices: readonly Notice[], code: string): number[] {
  return notices.flatMap((notice) => (notice.kind === "log" && codeName(notice.code) === code ? [notice.timeMs] : []));
}

function countOf(notices: readonly Notice[], event: string): number {
  return notices.filter((notice) => notice.kind === "event" && notice.line.startsWith(`{"event":"${event}"`)).length;
}

const MANUAL = [
  "interface wan",
  "device eth1",
  "server mssp",
  "bind-interface wan",
  "addresses 198.51.100.2",
  "reference-identifier dots.mssp.test",
];

test("start jitter: R-14 boot: the first run comes after 0 to 2 s, and not always at the same time", () => {
  const networks = [{ interface: "wan", device: "eth1", addresses: ["192.0.2.57/24"] }];
  const delays = Array.from({ length: 40 }, (_, seed) => {
    const notices = run(scenario({ networks, config: MANUAL, until: "5s" }), seed + 1);
    const times = timesOf(notices, "run-begins");
    assert.equal(times.length, 1, `seed ${seed + 1}`);
    return times[0] ?? -1;
  });
  assert.ok(
    delays.every((delay) => delay >= 0 && delay <= 2000),
    delays.join(" "),
  );
  assert.ok(new Set(delays).size > 20, "the spread is a spread");
  assert.ok(Math.min(...delays) < 400 && Math.max(...delays) > 1600, delays.join(" "));
});

test("E-93 a link that flaps ten times a second: one run, after 1 s of quiet", () => {
  for (const startMs of CLOCKS) {
    const networks = [{ interface: "wan", device: "eth1", addresses: ["192.0.2.57/24"] }];
    const events = [{ at: "60s", do: "flap", interface: "wan", times: 30, every: "100ms" }];
    const notices = run(scenario({ networks, config: MANUAL, events, until: "90s", start_ms: startMs }));
    const [, ...afterFlap] = timesOf(notices, "run-begins");
    // The last link-up is at 62.95 s.
    assert.deepEqual(afterFlap, [63_950], `clock ${startMs}`);
  }
});

test("E-93 a flap with a DHCP client: at most one run in 10 s, and the list is there in the end", () => {
  for (const startMs of CLOCKS) {
    const events = [{ at: "60s", do: "flap", interface: "wan", times: 30, every: "100ms" }];
    const notices = run(scenario({ events, until: "120s", start_ms: startMs }));
    const runs = timesOf(notices, "run-begins").filter((time) => time >= 60_000);
    assert.ok(runs.length >= 1 && runs.length <= 2, `runs at ${runs.join(" ")}`);
    const gaps = runs.slice(1).map((time, index) => time - (runs[index] ?? 0));
    assert.ok(
      gaps.every((gap) => gap >= 10_000),
      `runs at ${runs.join(" ")}`,
    );
    const last = notices.findLast((notice) => notice.kind === "event" && notice.line.includes('"event":"published"'));
    assert.ok(last?.kind === "event" && last.line.includes('"added":3'), "the list came back");
  }
});

test("E-94 the calendar clock jumps by years: everything else stays as it is", () => {
  const years = [-40, 0, 40].map((jump) => Date.UTC(2026, 0, 1) + jump * 365 * 86_400_000);
  const events = [
    ...years.map((unixMs, index) => ({ at: `${30 + index}s`, do: "wall-clock", unix_ms: unixMs, trusted: index > 0 })),
    { at: "400s", do: "wall-clock", unix_ms: 0 },
  ];
  const other = (notices: Notice[]) => notices.filter((notice) => notice.kind !== "step");
  for (const startMs of CLOCKS) {
    const still = run(scenario({ until: "2h", start_ms: startMs }));
    const jumping = run(scenario({ events, until: "2h", start_ms: startMs }));
    assert.deepEqual(other(jumping), still);
  }
});

test("the same seed gives the same run, another seed the same servers", () => {
  const home = defaultScenario();
  const texts = (seed: number) => run(home, seed).map((notice) => JSON.stringify(notice));
  assert.deepEqual(texts(1), texts(1));
  assert.notDeepEqual(texts(1), texts(2));
  for (const seed of [1, 2, 3, 4, 5]) assert.equal(countOf(run(home, seed), "removed"), countOf(run(home, 1), "removed"));
});

test("deadlines are true: nothing is due before the core asked, and a lease ends to the millisecond", () => {
  for (const startMs of CLOCKS) {
    const dhcp4 = { ...DHCP4, lease_s: 300 };
    const networks = [{ interface: "wan", device: "eth1", dhcp4 }];
    const events = [{ at: "1s", do: "provider-change", interface: "wan", dhcp4: { silent: true } }];
    const notices = run(scenario({ networks, events, until: "301s", start_ms: startMs }));
    const bound = notices.find((notice) => notice.kind === "spool" && notice.event === "bound");
    const ends = [...timesOf(notices, "lease-expired"), ...timesOf(notices, "lease-lost")];
    // The hook's clock has hundredths of a second.
    const expected = Math.floor((startMs + (bound?.timeMs ?? 0)) / 10) * 10 - startMs + 300_000;
    assert.deepEqual(ends, [expected], `clock ${startMs}`);
  }
});
