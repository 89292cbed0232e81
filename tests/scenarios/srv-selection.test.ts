// The order of SRV records as a table shows it; the draw itself is counted out in
// tests/unit/resolve/srv-order.spec.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import facts from "../support/srv-selection.json" with { type: "json" };
import { resolveNames, SOA } from "./support/dns.ts";

const ROUTERS = 300;
/** Beyond these a fair draw comes less than once in a million times; by degrees of freedom. */
const CHI_SQUARE: readonly number[] = [0, 23.93, 27.63, 30.66];

const NAPTR = '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp';

/** SRV records of priority and weight; the target and port of each are those of its place. */
function zoneOf(records: readonly (readonly [priority: number, weight: number])[]): string[] {
  return records.flatMap(([priority, weight], index) => [
    `_dots-signal._udp SRV ${priority} ${weight} ${5000 + index} m${index}`,
    `m${index} A 192.0.2.${100 + index}`,
  ]);
}

/** Places of the records in the table of one router. */
function orderOf(lines: readonly string[], seed: number): number[] {
  const { rows } = resolveNames({ zone: [SOA, NAPTR, ...lines], seed, untilS: 2 });
  return rows.map((row) => Number(row.split(" ")[2]) - 5000);
}

/** Asserts that over many routers each record comes first as often as the table says; `arranged` is the zone's order. */
function assertShares(weights: readonly number[], numbers: readonly number[], arranged: (lines: string[]) => string[]): void {
  const lines = arranged(zoneOf(weights.map((weight) => [10, weight])));
  const counts = weights.map(() => 0);
  for (let seed = 1; seed <= ROUTERS; seed++) {
    const [first = 0] = orderOf(lines, seed);
    counts[first] = (counts[first] ?? 0) + 1;
  }
  const sum = numbers.reduce((a, b) => a + b);
  const distance = counts.reduce((total, count, index) => {
    const expected = (ROUTERS * (numbers[index] ?? 0)) / sum;
    return total + (count - expected) ** 2 / expected;
  }, 0);
  assert.ok(distance < (CHI_SQUARE[weights.length - 1] ?? 0), `${counts.join(" ")} of ${ROUTERS}`);
}

for (const { weights, numbers } of facts.sets) {
  test(`R-17 E-58 over many routers the weights ${weights.join(", ")} give each record its share`, () => {
    assertShares(weights, numbers, (lines) => lines);
  });
}

for (const { weights, numbers } of facts.sets.filter((set) => set.weights.includes(0))) {
  test(`R-17 E-58 the weights ${weights.join(", ")} give the same shares where the zone has weight 0 last`, () => {
    assertShares(weights, numbers, (lines) => lines.toReversed());
  });
}

test("R-17 one router keeps its draw while the records stay the same, in whatever order they arrive", () => {
  const lines = zoneOf([10, 10, 10, 10].map((weight) => [1, weight]));
  const orders = new Set<string>();
  for (let seed = 1; seed <= 20; seed++) {
    const order = orderOf(lines, seed);
    assert.deepEqual(orderOf([...lines].reverse(), seed), order);
    orders.add(order.join());
  }
  assert.ok(orders.size > 5, "routers draw differently");
});

test("a lower priority comes first, whatever the weights are", () => {
  const lines = zoneOf([
    [10, 5],
    [5, 1],
    [10, 0],
    [5, 0],
  ]);
  for (let seed = 1; seed <= 20; seed++) {
    const order = orderOf(lines, seed);
    assert.deepEqual(order.slice(0, 2).sort(), [1, 3]);
    assert.deepEqual(order.slice(2).sort(), [0, 2]);
  }
});

test("one target with two ports is two servers", () => {
  const lines = ["_dots-signal._udp SRV 1 0 5000 m0", "_dots-signal._udp SRV 2 0 5001 m0", "m0 A 192.0.2.100"];
  assert.deepEqual(resolveNames({ zone: [SOA, NAPTR, ...lines], untilS: 2 }).rows, [
    "udp 192.0.2.100 5000",
    "udp 192.0.2.100 5001",
  ]);
});
