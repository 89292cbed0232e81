// How long a cell waits before it asks again: after failures in a row, after silence, after
// a refusal, and when what it found grows old (requirements §3.4, §3.5).
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMAIN, plannedRuns, RESOLVER, resolveNames } from "./support/dns.ts";

const FOUND = ["@ 3600 SOA ns1 hostmaster 1 3600 600 86400 120", '@ 70 NAPTR 1 10 "a" "DOTS:signal.udp" "" m1'];
const ZONE = [...FOUND, "m1 70 A 192.0.2.10"];
const CONFIG = ["methods snaptr"];

type Wait = readonly [why: string, leastS: number, mostS: number];
const failed = (seconds: number): Wait => ["retry", 0.9 * seconds, 1.1 * seconds];
/** What was found stays for its time and up to a tenth longer. */
const old = (seconds: number): Wait => ["ttl-over", seconds, 1.1 * seconds];

function checkWaits(planned: readonly (readonly [why: string, waitMs: number])[], expected: readonly Wait[]): void {
  const told = JSON.stringify(planned);
  assert.ok(planned.length >= expected.length, told);
  for (const [index, [why, leastS, mostS]] of expected.entries()) {
    const [whyTold, waitMs] = planned[index] ?? assert.fail(told);
    assert.equal(whyTold, why, told);
    assert.ok(waitMs >= leastS * 1000 && waitMs <= mostS * 1000, `${leastS} to ${mostS} s: ${told}`);
  }
}

for (const [reply, waits] of [
  ["servfail", [5, 10, 20, 40, 80, 160, 300, 300, 300]],
  ["silent", [10, 20, 40, 80, 160, 300, 300]],
  ["refused", [300, 300, 300]],
] as const) {
  test(`R-52 a resolver that is ${reply}: the next look after ${waits.join(", ")} s`, () => {
    const planned = resolveNames({ ...{ zone: ZONE, config: CONFIG }, server: { reply }, untilS: 2200 });
    checkWaits(plannedRuns(planned), waits.map(failed));
  });
}

test("R-52 failures are in a row only while nothing comes between them", () => {
  const change = (at: string, server: object, zone: readonly string[]) => ({
    ...{ at, do: "provider-change", interface: "wan" },
    dns: { origin: DOMAIN, zone, servers: [{ address: RESOLVER, ...server }] },
  });
  const dead = { reply: "servfail" };
  const events = [
    // The second failure of two; then an answer, and again a failure.
    change("9s", {}, ZONE),
    change("40s", dead, ZONE),
    // Between this failure and the next there is an answer that there is nothing.
    change("110s", {}, FOUND.slice(0, 1)),
    change("150s", dead, ZONE),
  ];
  const result = resolveNames({ zone: ZONE, config: CONFIG, server: dead, events, untilS: 400 });
  checkWaits(plannedRuns(result), [failed(5), failed(10), old(70), failed(5), failed(10)]);
  const whys = plannedRuns(result);
  const negative = whys.findIndex(([, waitMs]) => waitMs >= 108_000);
  checkWaits(whys.slice(negative), [failed(120), failed(5), failed(10)]);
});

for (const [ttl, holdsS] of [
  [1, 60],
  [59, 60],
  [61, 61],
  [86_400, 86_400],
  [90_000, 86_400],
] as const)
  test(`R-11 records with a TTL of ${ttl} s are looked for again after ${holdsS} s`, () => {
    const zone = [FOUND[0] ?? "", `@ ${ttl} NAPTR 1 10 "a" "DOTS:signal.udp" "" m1`, `m1 ${ttl} A 192.0.2.10`];
    checkWaits(plannedRuns(resolveNames({ zone, config: CONFIG, untilS: 10 })), [old(holdsS)]);
  });
