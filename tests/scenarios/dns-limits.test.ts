// Zones that are larger, deeper or more tangled than anybody needs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { resolveNames, SOA } from "./support/dns.ts";
import type { NamesResult } from "./support/dns.ts";

const MOST_OF_A_SET = 32;
const MOST_QUESTIONS = 64;
const MOST_RECORDS = 256;
const MOST_ADDRESSES = 64;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const addressOf = (index: number): string => `10.0.${index >> 8}.${index & 0xff}`;
/** A permutation of 0 to 200, so that arrival is not the order. */
const shuffled = (index: number): number => (index * 37) % 200;

function naptr(owner: string, order: number, flag: string, replacement: string): string {
  return `${owner} NAPTR ${order} 10 "${flag}" "DOTS:signal.udp" "" ${replacement}`;
}

function reasonsOf({ notices }: NamesResult, code: number): unknown[] {
  return notices.flatMap((notice) =>
    notice.kind === "log" && notice.code === code
      ? [(JSON.parse(notice.particulars) as Record<string, unknown>)["error"]]
      : [],
  );
}

/** True if it is said that not everything was looked at. */
function isLimitTold(result: NamesResult): boolean {
  const told = [Code.LimitReached, Code.RecordSkipped, Code.BranchFailed].flatMap((code) => reasonsOf(result, code));
  return told.includes(Code.OverLimit) || told.includes(Code.TooManyQuestions);
}

/** 200 records for hosts with an address each, of which the 32 of least order count. */
const MANY = [
  SOA,
  ...count(200, (index) => naptr("@", shuffled(index), "a", `h${index}`)),
  ...count(200, (index) => `h${index} A ${addressOf(shuffled(index))}`),
];

test("the best 32 of a set: E-72 of 200 NAPTR records the best 32 count, and it is said that there were more", () => {
  const result = resolveNames({ zone: MANY });
  assert.ok(result.asked.includes("isp.test NAPTR to 192.0.2.53 over TCP"));
  assert.deepEqual(
    result.rows,
    count(MOST_OF_A_SET, (index) => `udp ${addressOf(index)} 4646`),
  );
  assert.ok(isLimitTold(result));
});

test(`E-72 a message with more than ${MOST_RECORDS} records is a failure that says so`, () => {
  const zone = [SOA, ...count(MOST_RECORDS, () => naptr("@", 1, "a", "m1"))];
  const most = resolveNames({ zone: [...zone, "m1 A 192.0.2.10"].filter((_, index) => index !== 1) });
  assert.deepEqual(most.rows, ["udp 192.0.2.10 4646"]);
  const result = resolveNames({ zone: [...zone, naptr("@", 1, "a", "m1"), "m1 A 192.0.2.10"] });
  assert.deepEqual([result.rows, result.state], [[], "failed"]);
  assert.ok(reasonsOf(result, Code.AnswerDropped).includes(Code.RecordCount));
});

test("E-72 a message of more than 16,384 octets is a failure", () => {
  const text = "x".repeat(200);
  const zone = [SOA, ...count(100, (index) => `@ NAPTR ${index} 10 "a" "DOTS:signal.udp" "${text}" m1`), "m1 A 192.0.2.10"];
  const result = resolveNames({ zone });
  assert.deepEqual([result.rows, result.state], [[], "failed"]);
});

test(`64 queries per run: no zone makes a run ask more than ${MOST_QUESTIONS} questions, and what it learnt until then counts`, () => {
  const zone = [
    SOA,
    ...count(40, (index) => naptr("@", index, "s", `_s${index}._udp`)),
    ...count(40, (index) => `_s${index}._udp SRV 0 0 5000 h${index}`),
    ...count(40, (index) => `h${index} A ${addressOf(index)}`),
  ];
  const result = resolveNames({ zone, untilS: 4 });
  assert.ok(result.asked.length <= MOST_QUESTIONS * 2, `${result.asked.length} questions, over UDP and TCP`);
  const distinct = new Set(result.asked.map((text) => text.replace(" over TCP", "")));
  assert.ok(distinct.size <= MOST_QUESTIONS, `${distinct.size} questions`);
  assert.ok(result.rows.length > 0);
  assert.ok(isLimitTold(result));
  assert.deepEqual(
    result.rows,
    count(result.rows.length, (index) => `udp ${addressOf(index)} 5000`),
  );
});

for (const [place, server] of [
  ["an answer", {}],
  ["the Additional section", { like: "unbound-full" }],
] as const) {
  test(`servers with long names in ${place}: the best of a set count, and what they lead to has its room`, () => {
    const long = (index: number) => `h${index}.${"x".repeat(60)}.${"y".repeat(30)}`;
    const zone = [
      SOA,
      naptr("@", 1, "s", "_s._udp"),
      ...count(24, (index) => `_s._udp SRV ${(index * 5) % 24} 0 ${5000 + ((index * 5) % 24)} ${long(index % 2)}`),
      ...count(2, (index) => `${long(index)} A ${addressOf(index)}`),
    ];
    const result = resolveNames({ zone, server, untilS: 4 });
    const last = (text: string | undefined) => Number(text?.split(" ")[2]);
    assert.ok(result.rows.length >= 8, `${result.rows.length} rows`);
    assert.deepEqual(
      result.rows.map(last),
      count(result.rows.length, (index) => 5000 + index),
    );
    assert.deepEqual([...new Set(reasonsOf(result, Code.LimitReached))], [Code.OverLimit]);
  });
}

test("a domain with 40 services gives the best of them, says what it left out, and is looked at again in 5 minutes", () => {
  const service = (index: number) => `service-number-${index}`;
  const zone = [
    SOA,
    ...count(40, (index) => naptr("@", shuffled(index), "s", `_dots._udp.${service(index)}`)),
    ...count(40, (index) => `_dots._udp.${service(index)} SRV 0 0 5000 host.${service(index)}`),
    ...count(40, (index) => `host.${service(index)} A ${addressOf(shuffled(index))}`),
  ];
  const best = count(40, shuffled).sort((a, b) => a - b);
  const result = resolveNames({ zone, untilS: 400 });
  assert.ok(result.rows.length > 8, `${result.rows.length} rows`);
  assert.deepEqual(
    result.rows,
    best.slice(0, result.rows.length).map((index) => `udp ${addressOf(index)} 5000`),
  );
  assert.ok(reasonsOf(result, Code.LimitReached).includes(Code.OverLimit));
  // The records hold for an hour.
  const runs = result.asked.flatMap((text, index) =>
    text.startsWith("isp.test NAPTR") && !text.endsWith("TCP") ? [result.askedMs[index] ?? 0] : [],
  );
  const [first = 0, second = 0] = runs;
  assert.equal(runs.length, 2);
  assert.ok(second - first > 269_000 && second - first < 331_000, `after ${second - first} ms`);
});

test("E-72 a set that was cut to its best is all there is; one for which there was no room is not, and that is said", () => {
  const told = (servers: number, name: string) => {
    const zone = [
      SOA,
      naptr("@", 1, "s", "_s._udp"),
      ...count(servers, (index) => `_s._udp SRV ${index} 0 ${5000 + index} h${name}`),
      `h${name} A 192.0.2.10`,
    ];
    const { notices } = resolveNames({ zone, untilS: 4 });
    return notices.flatMap((notice) => {
      if (notice.kind !== "log") return [];
      const { type = 0, name: set = "-" } = JSON.parse(notice.particulars) as { type?: number; name?: string };
      if (notice.code === Code.LimitReached) return [`limit ${type} ${set}`];
      return notice.code === Code.PartialResult ? ["partial"] : [];
    });
  };
  const cut = "limit 33 _s._udp.isp.test";
  assert.deepEqual(told(MOST_OF_A_SET, ""), []);
  assert.deepEqual(told(MOST_OF_A_SET + 1, ""), [cut]);
  assert.deepEqual(told(MOST_OF_A_SET, "x".repeat(60)), ["limit 0 -", cut, "partial"]);
});

test(`64 endpoints per cell: at most ${MOST_ADDRESSES} endpoints of a cell`, () => {
  const zone = [
    SOA,
    ...count(4, (index) => naptr("@", index, "a", `h${index}`)),
    ...count(120, (index) => `h${index % 4} A ${addressOf(index)}`),
  ];
  const result = resolveNames({ zone });
  assert.equal(result.rows.length, MOST_ADDRESSES);
  assert.equal(new Set(result.rows).size, MOST_ADDRESSES);
});

test("E-48 every record leads to every name: the search comes to an end", () => {
  const names = ["@", ...count(6, (index) => `n${index}`)];
  const tangle = names.flatMap((owner) => names.map((to, index) => naptr(owner, index, "", to)));
  const result = resolveNames({ zone: [SOA, ...tangle, naptr("n5", 90, "a", "m1"), "m1 A 192.0.2.10"] });
  assert.deepEqual(result.rows, ["udp 192.0.2.10 4646"]);
});

test("CNAME chain of 8: aliases: eight are followed, nine are not", () => {
  const chain = (length: number) => [
    SOA,
    "@ CNAME c1",
    ...count(length - 1, (index) => `c${index + 1} CNAME c${index + 2}`),
    naptr(`c${length}`, 1, "a", "m1"),
    "m1 A 192.0.2.10",
  ];
  assert.deepEqual(resolveNames({ zone: chain(8) }).rows, ["udp 192.0.2.10 4646"]);
  assert.deepEqual(resolveNames({ zone: chain(9) }).rows, []);
});

test("aliases: the limit holds over several messages", () => {
  // Who answers first ends in the middle of the chain, without an SOA: the rest is asked for.
  const resolve = (length: number) => {
    const alias = (index: number) => `c${index} CNAME c${index + 1}`;
    const start = ["@ CNAME c1", ...count(5, (index) => alias(index + 1)), "c6 TXT x"];
    const rest = [...count(length - 6, (index) => alias(index + 6)), naptr(`c${length}`, 1, "a", "m1"), "m1 A 192.0.2.10"];
    const rules = [{ name: "@", type: "NAPTR", forge: [{ wrong: "none", zone: start }] }];
    return resolveNames({ zone: rest, server: { rules } });
  };
  const eight = resolve(8);
  assert.deepEqual(eight.rows, ["udp 192.0.2.10 4646"]);
  assert.deepEqual(eight.asked.slice(0, 2), ["isp.test NAPTR to 192.0.2.53", "c6.isp.test NAPTR to 192.0.2.53"]);
  const nine = resolve(9);
  assert.deepEqual(nine.rows, []);
  assert.ok(reasonsOf(nine, Code.BranchFailed).includes(Code.Loop));
});

test("flags of more than one letter are none of S-NAPTR's, however many they are", () => {
  for (const length of [2, 97, 115]) {
    const result = resolveNames({ zone: [SOA, naptr("@", 1, "a".repeat(length), "m1"), "m1 A 192.0.2.10"], untilS: 4 });
    assert.deepEqual(result.rows, [], `${length} letters`);
    assert.ok(reasonsOf(result, Code.RecordSkipped).includes(Code.OtherFlag));
  }
});

test("records whose data is cut, too long or no record at all are a failure or are skipped, never used", () => {
  for (const data of ["\\# 0", "\\# 3 000a00", "\\# 7 00640001016101", "\\# 4 00640001", "\\# 9 0064000a0161ff4455"]) {
    const result = resolveNames({ zone: [SOA, `@ NAPTR ${data}`, "m1 A 192.0.2.10"] });
    assert.deepEqual(result.rows, [], data);
  }
});
