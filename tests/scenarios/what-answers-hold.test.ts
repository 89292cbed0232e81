// What an answer says besides addresses: how long it holds, in which letters, and where it leads nowhere.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { countLogs, resolveNames, SOA } from "./support/dns.ts";
import type { NamesResult } from "./support/dns.ts";

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const HOUR_MS = 3_600_000;

/** Milliseconds between the first questions and those of the second look. */
function secondLookMs({ askedMs }: NamesResult): number {
  const later = askedMs.find((ms) => ms > (askedMs[0] ?? 0) + 30_000);
  return (later ?? assert.fail("there is no second look")) - (askedMs[0] ?? 0);
}

describe("R-11 what was found is looked at again when the first record of the way to it ends, up to a tenth later", () => {
  const [NAPTR, HOST] = [`3600 NAPTR 10 10 "a" "DOTS:signal.udp" ""`, "A 192.0.2.10"];
  for (const [title, zone, leastMs] of [
    ["an address", [`@ ${NAPTR} h`, `h 300 ${HOST}`], 300_000],
    ["an alias", [`@ ${NAPTR} h`, "h 300 CNAME k", `k 3600 ${HOST}`], 300_000],
    ["an alias and its end alike", [`@ ${NAPTR} h`, "h 3600 CNAME k", `k 3600 ${HOST}`], HOUR_MS],
  ] as const)
    test(title, () => {
      const result = resolveNames({ zone: [SOA, ...zone], untilS: 4000 });
      assert.deepEqual(result.rows, ["udp 192.0.2.10 4646"]);
      const ms = secondLookMs(result);
      assert.ok(ms >= leastMs && ms <= leastMs * 1.1 + 2000, `${ms} ms`);
    });
});

test("R-49 the order among servers does not hang on the letter case of their names", () => {
  const NAMES = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"];
  const orderOf = (change: (name: string) => string, seed: number) =>
    resolveNames({
      zone: [
        SOA,
        `@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _d._udp`,
        ...NAMES.map((name) => `_d._udp SRV 0 10 5000 ${change(name)}`),
        ...NAMES.map((name, index) => `${name} A 192.0.2.${index + 10}`),
      ],
      seed,
    }).rows;
  const mixed = (first: number) => (name: string) =>
    [...name].map((letter, at) => (at % 2 === first ? letter.toUpperCase() : letter)).join("");
  for (const seed of [1, 2, 3, 4]) {
    const wanted = orderOf((name) => name, seed);
    assert.equal(wanted.length, NAMES.length);
    for (const change of [(name: string) => name.toUpperCase(), mixed(0), mixed(1)])
      assert.deepEqual(orderOf(change, seed), wanted, change("letters"));
  }
});

test("E-72 a set that was cut is told of, and a later one that was not is not", () => {
  const zone = (most: number) => [
    SOA,
    `@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _d._udp`,
    ...count(most, (index) => `_d._udp SRV ${index} 0 5000 h`),
    "h A 192.0.2.10",
  ];
  const result = resolveNames({ zone: zone(40) });
  assert.deepEqual(result.rows, ["udp 192.0.2.10 5000"]);
  assert.equal(countLogs(result, Code.LimitReached), 1);
  assert.equal(countLogs(resolveNames({ zone: zone(30) }), Code.LimitReached), 0);
});

test("E-57 a branch that ends in aliases without end is left, and the next one is taken", () => {
  for (const flag of ["", "s", "a"]) {
    const result = resolveNames({
      zone: [
        SOA,
        `@ NAPTR 10 10 "${flag}" "DOTS:signal.udp" "" round`,
        `@ NAPTR 20 10 "a" "DOTS:signal.udp" "" h`,
        ...["round CNAME about", "about CNAME round", "h A 192.0.2.10"],
      ],
    });
    assert.deepEqual(result.rows, ["udp 192.0.2.10 4646"], `flag "${flag}"`);
    const reasons = result.notices.flatMap((notice) =>
      notice.kind === "log" && notice.code === Code.BranchFailed
        ? [(JSON.parse(notice.particulars) as Record<string, unknown>)["error"]]
        : [],
    );
    assert.deepEqual(reasons, [Code.Loop], `flag "${flag}"`);
  }
});
