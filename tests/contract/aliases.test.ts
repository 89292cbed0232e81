// What of an answer counts: the records that the question leads to over its aliases, and how long they hold.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LogLevel } from "../../host/abi.gen.ts";
import { octetsOf } from "../support/core.ts";
import { asking, deliver, FIRST, response, start } from "./support/resolvers.ts";
import type { Router } from "./support/router.ts";
import { Sockets } from "./support/sockets.ts";
import type { Asked } from "./support/sockets.ts";

const MOST_ALIASES = 8;
const MOST_OF_A_SET = 32;
const [A, CNAME, SOA, AAAA] = [1, 5, 6, 28];
const [IN, CHAOS] = [1, 3];
const [NOERROR, NXDOMAIN] = [0, 3];
const RESPONSE = 0x8180;
const FOUND = "198.51.100.7";

const u32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const wire = (name: string) => [...name.split("."), ""].flatMap((label) => [label.length, ...octetsOf(label)]);
const record = (owner: string, type: number, rdata: readonly number[], ttlS = 3600, recordClass = IN) => [
  ...[...wire(owner), 0, type, 0, recordClass, ...u32(ttlS)],
  ...[rdata.length >> 8, rdata.length & 0xff, ...rdata],
];
const address = (owner: string, text = FOUND, ttlS?: number, recordClass?: number) =>
  record(owner, A, text.split(".").map(Number), ttlS, recordClass);
const alias = (owner: string, target: string, ttlS?: number) => record(owner, CNAME, wire(target), ttlS);
const soa = (ttlS: number, minimumS: number) =>
  record("isp.test", SOA, [...wire("ns"), ...wire("admin"), ...[1, 2, 3, 4, minimumS].flatMap(u32)], ttlS);
/** The name that is asked for. */
const AGENT = "a.isp.test";

interface Outcome {
  readonly router: Router;
  readonly sockets: Sockets;
  readonly addresses: unknown[];
  /** The questions that the answer led to. */
  readonly asked: string[];
  readonly validS: unknown;
}

function outcomeOf(make: (asked: Asked) => Uint8Array): Outcome {
  const { router, sockets, asked } = start();
  deliver(router, asked, make(asked));
  const lines = sockets.take().flatMap((line) => / send (.*)$/.exec(line)?.slice(1) ?? []);
  const rows = router.ask("peers");
  const addresses = [...new Set(rows.map((row) => row["address"]))];
  return { router, sockets, addresses, asked: lines, validS: rows[0]?.["valid_for_s"] };
}
const outcomeOfRecords = (...records: readonly (readonly number[])[]): Outcome =>
  outcomeOf((asked) => response(asked, NOERROR, records));

/** As many aliases, the first of the name that is asked for, and the address at their end. */
const chain = (aliases: number): number[][] => {
  const nameAt = (index: number) => (index === 0 ? AGENT : `c${index}.isp.test`);
  const links = Array.from({ length: aliases }, (_, index) => alias(nameAt(index), nameAt(index + 1)));
  return [...links, address(nameAt(aliases))];
};

describe("E-57 aliases in one answer", () => {
  for (const aliases of [0, 1, 2, MOST_ALIASES - 1, MOST_ALIASES])
    test(`${aliases} are followed, in whatever order they stand, without another question`, () => {
      for (const records of [chain(aliases), chain(aliases).reverse()]) {
        const { addresses, asked } = outcomeOfRecords(...records);
        assert.deepEqual([addresses, asked], [[FOUND], []]);
      }
    });

  test(`${MOST_ALIASES + 1} are too many: the branch ends there`, () => {
    const { router, addresses, asked } = outcomeOfRecords(...chain(MOST_ALIASES + 1));
    assert.deepEqual([addresses, asked], [[], []]);
    assert.ok(router.story().includes(`branch-failed error=loop type=1 name=c${MOST_ALIASES}.isp.test`));
  });

  test("one that leads to itself", () => {
    const { addresses, asked } = outcomeOfRecords(alias(AGENT, AGENT));
    assert.deepEqual([addresses, asked], [[], []]);
  });

  test("without its end: that is asked for", () => {
    const { router, sockets, addresses, asked } = outcomeOfRecords(...chain(2).slice(0, 2));
    assert.deepEqual([addresses, asked], [[], ["c2.isp.test A"]]);
    deliver(router, sockets.question, response(sockets.question, NOERROR, [address("c2.isp.test")]));
    assert.deepEqual(
      new Set(
        router
          .pass(1)
          .ask("peers")
          .map((row) => row["address"]),
      ),
      new Set([FOUND]),
    );
  });

  test("without its end, but with an SOA, or where there is no such name: nothing is asked", () => {
    for (const [rcode, authority] of [
      [NOERROR, [soa(600, 300)]],
      [NXDOMAIN, []],
      [NXDOMAIN, [soa(600, 300)]],
    ] as const) {
      const { addresses, asked } = outcomeOf((query) =>
        response(query, rcode, chain(2).slice(0, 2), RESPONSE, { authority }),
      );
      assert.deepEqual([addresses, asked], [[], []]);
    }
  });

  test("without its end, though the answer before had an SOA: that is asked for", () => {
    const router = asking([FIRST], "ri-resolution snaptr-then-address");
    const sockets = new Sockets(router);
    const [service, host] = [...sockets.asked.values()];
    assert.deepEqual([service?.question, host?.question], [`${AGENT} NAPTR`, `${AGENT} A`]);
    if (service === undefined || host === undefined) return;
    deliver(router, service, response(service, NOERROR, [], RESPONSE, { authority: [soa(600, 300)] }));
    sockets.take();
    deliver(router, host, response(host, NOERROR, chain(1).slice(0, 1)));
    sockets.take();
    assert.equal(sockets.question.question, "c1.isp.test A");
  });

  test("of two of one name the first counts, and beside an address none does", () => {
    const [one, other] = [alias(AGENT, "b.isp.test"), alias(AGENT, "c.isp.test")];
    const ends = [address("b.isp.test", "198.51.100.8"), address("c.isp.test", "198.51.100.9")];
    assert.deepEqual(outcomeOfRecords(one, other, ...ends).addresses, ["198.51.100.8"]);
    assert.deepEqual(outcomeOfRecords(address(AGENT), one, ...ends).addresses, [FOUND]);
    assert.deepEqual(outcomeOfRecords(one, address(AGENT), ...ends).addresses, ["198.51.100.8"]);
  });
});

describe("records that the question does not lead to do not count", () => {
  for (const [title, records, expected] of [
    ["another name", [address("b.isp.test", "198.51.100.8"), address(AGENT)], [FOUND]],
    ["another class", [address(AGENT, "198.51.100.8", 3600, CHAOS), address(AGENT)], [FOUND]],
    ["another type", [record(AGENT, AAAA, new Array<number>(16).fill(0x20)), address(AGENT)], [FOUND]],
    ["other letters are the same name", [address("A.iSp.TEST")], [FOUND]],
    [
      "the same twice is once",
      [address(AGENT), address(AGENT, "198.51.100.6"), address(AGENT)],
      ["198.51.100.6", FOUND],
    ],
  ] as const)
    test(title, () => assert.deepEqual(outcomeOfRecords(...records).addresses, expected));

  test("in other sections", () => {
    for (const others of [{ authority: [address(AGENT)] }, { additional: [address(AGENT)] }])
      assert.deepEqual(outcomeOf((asked) => response(asked, NOERROR, [], RESPONSE, others)).addresses, []);
  });
});

test("RFC 2181 §5, E-72: records that are equal are one; of more than there is room for the best count, with a warning", () => {
  const texts = Array.from({ length: MOST_OF_A_SET }, (_, index) => `198.51.100.${100 + index}`);
  const twice = [...texts, ...texts].map((text) => address(AGENT, text));
  const { router, addresses } = outcomeOfRecords(...twice);
  assert.deepEqual(addresses, texts);
  assert.deepEqual(
    router.story().filter((line) => /^(record-skipped|limit-reached)/.test(line)),
    [],
  );
  const more = outcomeOfRecords(...twice, address(AGENT, "198.51.100.99"));
  assert.deepEqual(more.addresses, ["198.51.100.99", ...texts.slice(0, -1)]);
  const limits = more.router.story().filter((line) => line.startsWith("limit-reached"));
  assert.deepEqual(limits, ["limit-reached error=over-limit type=1 name=a.isp.test"]);
  assert.deepEqual(more.router.severities(Code.LimitReached), [LogLevel.Warning]);
});

describe("R-11 what was found holds for the least time to live on the way, a week at most", () => {
  const WEEK_S = 604_800;
  for (const [title, records, expected] of [
    [
      "of the addresses",
      [address(AGENT, FOUND, 500), address(AGENT, "198.51.100.8", 400), address(AGENT, "198.51.100.9", 600)],
      400,
    ],
    ["of an alias", [alias(AGENT, "b.isp.test", 300), address("b.isp.test", FOUND, 500)], 300],
    ["of what an alias leads to", [alias(AGENT, "b.isp.test", 500), address("b.isp.test", FOUND, 300)], 300],
    ["of records of other names nothing", [address("b.isp.test", FOUND, 1), address(AGENT, FOUND, 300)], 300],
    [
      "an address that is of no use counts as well",
      [address(AGENT, "127.0.0.1", 100), address(AGENT, FOUND, 300)],
      100,
    ],
    ["a week", [address(AGENT, FOUND, WEEK_S)], WEEK_S],
    ["more than a week", [address(AGENT, FOUND, WEEK_S + 1)], WEEK_S],
    ["as long as can be", [address(AGENT, FOUND, 0x7fffffff)], WEEK_S],
  ] as const)
    test(title, () => assert.equal(outcomeOfRecords(...records).validS, expected));
});
