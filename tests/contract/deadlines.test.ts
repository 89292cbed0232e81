// The deadlines that the core tells, and the time that it is told (docs/abi.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { START_MS } from "../support/core.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

/** The deadlines that the last input led to, in milliseconds since boot. */
const deadlines = (router: Router): bigint[] =>
  router.outputs
    .filter(({ kind }) => kind === OutputKind.Deadline)
    .map(({ payload }) => Buffer.from(payload).readBigInt64LE(0));
const at = (ms: number): bigint[] => [BigInt(START_MS + ms)];
const start = (): Router => new Router().configure("methods dhcp").link(2, "eth1").assign(2, "fe80::57/64");

describe("a deadline", () => {
  test("is the end of the lease or the prefix that ends first, and is told once", () => {
    const router = start().spool("wan.inet", ...BOUND4, "lease=600", SERVER4);
    assert.deepEqual(deadlines(router), at(600_000));
    router.spool("wan6.inet6", ...BOUND6, "ADDRESSES=2001:db8:1::57/64,300,500", "PREFIXES=2001:db8:7::/48,300,900");
    // Both cells look at what is new first.
    assert.deepEqual(deadlines(router.pass(20_000)), at(500_000));
    assert.deepEqual(deadlines(router.pass(80_000)), []);
    router.spool("wan6.inet6", ...BOUND6, "PREFIXES=2001:db8:8::/48,200,300");
    assert.deepEqual(deadlines(router.pass(20_000)), at(400_000));
    assert.deepEqual(deadlines(router.pass(280_000).pass(20_000)), at(600_000));
  });

  test("is that of the prefix that ends first of those that were delegated before", () => {
    for (const lifetimes of [[900], [600, 900], [900, 600], [900, 600, 700], [700, 900, 600]]) {
      const prefixes = lifetimes.map((validS, index) => `2001:db8:${index + 7}::/48,300,${validS}`);
      const addresses = "ADDRESSES=2001:db8:1::57/64,100,100";
      const router = start().spool("wan6.inet6", ...BOUND6, addresses, `PREFIXES=${prefixes.join(" ")}`);
      assert.deepEqual(deadlines(router), at(100_000));
      router.spool("wan6.inet6", ...BOUND6, "PREFIXES=2001:db8:1::/48,4294967295,4294967295");
      assert.deepEqual(deadlines(router.pass(20_000)), at(Math.min(...lifetimes) * 1000), lifetimes.join(" "));
    }
  });

  test("is heeded for a prefix that was delegated before", () => {
    const router = start().spool("wan6.inet6", ...BOUND6, "PREFIXES=2001:db8:7::/48,300,900");
    router
      .spool("wan6.inet6", ...BOUND6)
      .pass(20_000)
      .pass(20_000);
    assert.deepEqual(router.network()["prefixes"], ["2001:db8:7::/48"]);
    assert.deepEqual(router.pass(859_999).network()["prefixes"], ["2001:db8:7::/48"]);
    assert.deepEqual(router.pass(1).network()["prefixes"], []);
  });

  test("is heeded by whatever input comes first, and not before its time", () => {
    const router = start()
      .spool("wan.inet", ...BOUND4, "lease=600", SERVER4)
      .pass(599_999);
    assert.deepEqual(router.told(Code.LeaseExpired), []);
    router.timeMs += 1;
    router.link(9, "eth9");
    assert.equal(router.told(Code.LeaseExpired).length, 1);
  });

  test("comes also long after it was due, where the host slept", () => {
    const router = start()
      .spool("wan.inet", ...BOUND4, "lease=600", SERVER4)
      .pass(90_000_000);
    assert.equal(router.told(Code.LeaseExpired).length, 1);
    assert.deepEqual(router.ask("peers"), []);
  });
});

test("a time that runs backwards is the last one", () => {
  const router = start()
    .spool("wan.inet", ...BOUND4, "lease=600", SERVER4)
    .pass(500_000);
  const left = () => router.ask("peers").map(({ valid_for_s: validS }) => validS)[0];
  assert.equal(left(), 100);
  router.pass(-400_000);
  assert.equal(left(), 100);
  assert.deepEqual(router.pass(499_999).told(Code.LeaseExpired), []);
  assert.equal(router.pass(1).told(Code.LeaseExpired).length, 1);
});
