// Delegated prefixes of a lease: which are the same, how long they and the lease last, and
// what becomes of those that a later lease does not tell (docs/spool.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LogLevel, OutputKind } from "../../host/abi.gen.ts";
import { jsonOf } from "../support/core.ts";
import { address6, assigned, association, delegation, option6, prefix, reply } from "./support/messages.ts";
import { BOUND6, Router, SERVER4 } from "./support/router.ts";

/** MAX_LEASE_PREFIXES of assembly/limits.ts. */
const MOST = 8;
const RESOLVERS_OPTION = 23;
const PREFIX_OPTION = 26;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const attached = (): Router => new Router().link(2, "eth1");
const hear = (router: Router, ...options: readonly (readonly number[])[]): Router =>
  router.spool("wan.inet6", "client=raw", "event=message", "device=eth1", `message=${reply(...options)}`);
const prefixesOf = (router: Router): unknown => router.network()["prefixes"];
const expiryOf = (router: Router): unknown =>
  router.ask("status").find(({ record, family }) => record === "cell" && family === "inet6")?.["expires_in_s"];

describe("which prefixes are the same", () => {
  test("I-03 prefixes of one address and two lengths are two", () => {
    for (const lengths of [
      [48, 56],
      [56, 48],
    ] as const) {
      const router = hear(attached(), delegation(...lengths.map((length) => prefix(address6(1), length, 600, 900))));
      assert.deepEqual(
        prefixesOf(router),
        lengths.map((length) => `2001:db8:1::/${length}`),
      );
    }
  });

  test("I-03 the first of a lease that is told again is one", () => {
    const entries = [1, 1, 2, 2, 1].map((n) => prefix(address6(n), 48, 600, 900));
    const router = hear(attached(), delegation(...entries));
    assert.deepEqual(
      router.told(Code.PrefixesLearnt).map(({ option, value }) => [option, value]),
      [[PREFIX_OPTION, 2]],
    );
    assert.deepEqual(prefixesOf(router), ["2001:db8:1::/48", "2001:db8:2::/48"]);
  });

  test("E-91 a renewal with the same prefixes is none of another lease, however many they are", () => {
    for (let length = 1; length <= MOST; length++) {
      const delegated = delegation(...count(length, (index) => prefix(address6(index + 1), 48, 600, 900)));
      const router = hear(attached(), delegated).pass(60_000);
      assert.deepEqual(hear(router, delegated).told(Code.LeaseLearnt), [], `${length}`);
      assert.equal(router.told(Code.LeaseUnchanged).length, 1, `${length}`);
    }
  });

  test("E-91 nor is one with what is nobody's behind it, with fewer than before, or with a long lifetime", () => {
    const [one, two] = [1, 2].map((n) => prefix(address6(n), 48, 600, 900)) as [number[], number[]];
    const [unusable, long] = [prefix(address6(3), 8, 600, 900), prefix(address6(4), 48, 600, 0x1000000)];
    for (const entries of [[one, unusable], [one, one], [one], [long]]) {
      const router = hear(attached(), delegation(one, two)).pass(60_000);
      assert.equal(hear(router, delegation(...entries)).told(Code.LeaseUnchanged).length, 0);
      assert.equal(hear(router.pass(60_000), delegation(...entries)).told(Code.LeaseUnchanged).length, 1);
    }
  });

  test("E-91 a renewal with the same four resolvers is none of another lease", () => {
    // Every octet of an address says something.
    const resolvers = [1, 2, 3, 4].flatMap((n) => [...address6(0x53).slice(0, 6), ...count(10, () => n)]);
    const options = option6(RESOLVERS_OPTION, ...resolvers);
    const router = hear(attached(), options).pass(60_000);
    assert.deepEqual(hear(router, options).told(Code.LeaseLearnt), []);
    assert.equal(router.told(Code.LeaseUnchanged).length, 1);
  });

  test("E-91 a prefix taken away that was none is no other lease; one that was is", () => {
    const first = prefix(address6(1), 48, 600, 900);
    const gone = (n: number) => prefix(address6(n), 48, 0, 0);
    const router = hear(attached(), delegation(first)).pass(60_000);
    assert.deepEqual(hear(router, delegation(first, gone(2))).told(Code.LeaseLearnt), []);
    assert.deepEqual(prefixesOf(router), ["2001:db8:1::/48"]);
    assert.equal(hear(router.pass(60_000), delegation(gone(1))).told(Code.LeaseLearnt).length, 1);
    assert.deepEqual(prefixesOf(router), []);
  });

  test("I-03 those of one network and of IPv6 are no other's, and none of a lease of IPv4", () => {
    const router = new Router();
    const lease = (n: number, family: string, ...lines: readonly string[]) => {
      router.spool(`wan${n}.${family}`, ...lines, `device=eth${n}`);
      return [router.told(Code.LeaseLearnt).length, router.told(Code.LeaseUnchanged).length];
    };
    const four = ["client=udhcpc", "event=bound", SERVER4];
    const six = (n: number) => ["client=odhcp6c", "event=bound", `PREFIXES=2001:db8:${n}::/48,600,900`];
    for (const n of [1, 2, 3]) {
      router.link(n, `eth${n}`);
      assert.deepEqual(
        [lease(n, "inet", ...four), lease(n, "inet6", ...six(n))],
        [
          [1, 0],
          [1, 0],
        ],
      );
    }
    router.pass(60_000);
    for (const n of [1, 2, 3]) {
      assert.deepEqual(lease(n, "inet", ...four), [0, 1], `IPv4 of ${n}`);
      assert.deepEqual(lease(n, "inet6", ...six(n)), [0, 1], `IPv6 of ${n}`);
      assert.deepEqual(lease(n, "inet6", ...six(n + 4)), [1, 0], `another prefix of ${n}`);
    }
  });
});

describe("how long a lease lasts", () => {
  const address = (suffix: number, preferredS: number, validS: number) =>
    assigned(address6(0xf1, suffix), preferredS, validS);

  test("R-11 as long as the first of its lifetimes; one of 0 takes something away and is none", () => {
    for (const [lifetimes, expectedS] of [
      [[600, 0], 600],
      [[0, 600], 600],
      [[600, 900], 600],
      [[900, 600], 600],
      [[600, 0, 900], 600],
      [[0], null],
      [[0xffffffff], null],
      [[1, 0xffffffff], 1],
    ] as const) {
      const addresses = lifetimes.map((validS, index) => address(index + 1, validS, validS));
      assert.equal(expiryOf(hear(attached(), association(...addresses))), expectedS, `${lifetimes.join(" ")}`);
    }
  });

  test("R-11 a prefix that is valid and not preferred says nothing of its end", () => {
    const still = prefix(address6(1), 48, 0, 300);
    const router = hear(attached(), association(address(1, 600, 900)), delegation(still));
    assert.equal(expiryOf(router), 900);
    assert.deepEqual(prefixesOf(router), ["2001:db8:1::/48"]);
    assert.equal(expiryOf(hear(attached(), delegation(prefix(address6(1), 48, 1, 300)))), 300);
  });
});

describe("what a later lease does not tell", () => {
  const numbered = (...numbers: readonly number[]) =>
    `PREFIXES=${numbers.map((n) => `2001:db8:${n}::/48,600,900`).join(" ")}`;
  const texts = (...numbers: readonly number[]) => numbers.map((n) => `2001:db8:${n}::/48`);

  test("I-06 it is retired, which the log tells with the time that is left", () => {
    const router = attached().spool("wan6.inet6", ...BOUND6, numbered(1, 2, 3));
    router.pass(100_000).spool("wan6.inet6", ...BOUND6, numbered(4));
    const told = router.outputs.filter(({ kind, handle }) => kind === OutputKind.Log && handle === Code.PrefixRetired);
    const common = { pvd: "wan6", interface: "eth1", family: "inet6" };
    assert.deepEqual(
      told.map((record) => [record.flags, jsonOf(record)]),
      [3, 2, 1].map((n) => [LogLevel.Info, { ...common, address: `2001:db8:${n}::`, value: 800_000 }]),
    );
    assert.deepEqual(prefixesOf(router), texts(1, 2, 3, 4));
    assert.deepEqual(prefixesOf(router.pass(799_000)), texts(1, 2, 3, 4));
    assert.deepEqual(prefixesOf(router.pass(1000)), texts(4));
  });

  test(`I-06 of those of before ${MOST} count; what there is no room for is forgotten`, () => {
    const router = attached();
    const tell = (...numbers: readonly number[]) => router.spool("wan6.inet6", ...BOUND6, numbered(...numbers));
    const eight = count(MOST, (index) => index + 1);
    tell(...eight);
    tell(11, 12);
    assert.equal(router.told(Code.PrefixRetired).length, MOST);
    assert.deepEqual(prefixesOf(router), texts(...eight, 11, 12));
    // No room for these two; the eight of before stay.
    tell(21);
    assert.deepEqual(router.told(Code.PrefixRetired), []);
    assert.deepEqual(prefixesOf(router), texts(...eight, 21));
  });

  test("I-06 a renewal that tells the same again gives it a new end", () => {
    const router = attached();
    for (let round = 0; round < 3; round++) {
      router.spool("wan6.inet6", ...BOUND6, numbered(1, 2)).pass(800_000);
      assert.equal(router.toldEver(Code.LeaseLearnt).length, 1);
      assert.deepEqual(prefixesOf(router), texts(1, 2));
    }
    assert.deepEqual(prefixesOf(router.pass(99_999)), texts(1, 2));
    assert.deepEqual(prefixesOf(router.pass(1)), []);
  });

  test(`I-06 where there is room for one more of ${MOST}, one is retired and the others are forgotten`, () => {
    const router = attached();
    const tell = (...numbers: readonly number[]) => router.spool("wan6.inet6", ...BOUND6, numbered(...numbers));
    const seven = count(MOST - 1, (index) => index + 1);
    for (const numbers of [seven, [11, 12, 13], [21]]) tell(...numbers);
    const retired = router.told(Code.PrefixRetired).map(({ address }) => address);
    assert.equal(retired.length, 1);
    assert.deepEqual(prefixesOf(router), [...texts(...seven), `${String(retired[0])}/48`, ...texts(21)]);
  });

  test("I-06 prefixes of several networks end each in its time, and make their network look", () => {
    const router = new Router();
    const lease = (n: number, ...lines: readonly string[]) =>
      router.spool(`net${n}.inet6`, "client=odhcp6c", "event=bound", `device=eth${n}`, ...lines);
    for (const n of [1, 2, 3]) {
      router.link(n, `eth${n}`);
      lease(n, `PREFIXES=2001:db8:${n}::/48,300,${600 + 100 * (n % 3)} 2001:db8:1${n}::/48,300,900`);
      lease(n, "PREFIXES=2001:db8:21::/48,4294967295,4294967295");
    }
    const counts = () => router.ask("networks").map(({ prefixes }) => (prefixes as string[]).length);
    const looking = (ms: number) => {
      const planned = router
        .pass(ms)
        .told(Code.RunPlanned)
        .map(({ pvd, why }) => `${String(pvd)} ${String(why)}`);
      return [planned, counts()];
    };
    assert.deepEqual(looking(599_000), [[], [3, 3, 3]]);
    assert.deepEqual(looking(1000), [["net3 sources-changed"], [3, 3, 2]]);
    assert.deepEqual(looking(100_000), [["net1 sources-changed"], [2, 3, 2]]);
    assert.deepEqual(looking(100_000), [["net2 sources-changed"], [2, 2, 2]]);
    assert.deepEqual(looking(99_000), [[], [2, 2, 2]]);
    assert.deepEqual(looking(1000), [
      ["net1 sources-changed", "net2 sources-changed", "net3 sources-changed"],
      [1, 1, 1],
    ]);
  });

  test("I-06 those of a lease that is lost are forgotten, those of one that ended count on", () => {
    const router = attached().spool("wan6.inet6", ...BOUND6, "ADDRESSES=2001:db8:f1::57/64,100,100", numbered(1));
    router.pass(100_000);
    assert.equal(router.told(Code.LeaseExpired).length, 1);
    assert.deepEqual(
      router.told(Code.PrefixRetired).map(({ value }) => value),
      [800_000],
    );
    assert.deepEqual(prefixesOf(router), texts(1));
    router.spool("wan6.inet6", ...BOUND6, numbered(2)).spool("wan6.inet6", "client=odhcp6c", "event=unbound");
    assert.deepEqual(prefixesOf(router), []);
  });
});
