// E-95 how long lists that cannot be confirmed are kept, with and without an attack.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";

const HOUR_MS = 3_600_000;
const ZONE = [
  "@ SOA ns1 hostmaster 1 3600 600 86400 300",
  ...['@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1', "m1 60 A 192.0.2.10", "m1 60 AAAA 2001:db8::10"],
];

/** A router with a network of both families. */
function attached(): Router {
  const router = new Router().configure("methods snaptr").link(2, "eth1");
  router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
  return router.assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
}

/** A router without any network, which looks for the default domain. */
const alone = (): Router => new Router().configure("methods snaptr", "resolvers 192.0.2.53", "default-domain isp.test");

/** Its resolver has been silent for ten minutes. The time at which each family's list is over, without an attack. */
function forget(router: Router): Readonly<Record<string, number>> {
  const resolver = new Resolver(ZONE);
  for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
  const ends: Record<string, number> = {};
  for (let second = 0; second < 600; second++) {
    for (const { family, value } of router.pass(1000).told(Code.ListKeptStale))
      ends[String(family)] ??= router.timeMs + Number(value);
  }
  return ends;
}

/** The families of the lists that are left. */
const left = (router: Router): unknown[] => [...new Set(router.ask("peers").map(({ family }) => family))];

/** At a moment, and a millisecond before it. */
function around(router: Router, timeMs: number): unknown[] {
  router.timeMs = timeMs - 1;
  const before = left(router.pass(0));
  return [before, left(router.pass(1))];
}

for (const [title, make] of [
  ["of a network", attached],
  ["of a router without one", alone],
] as const) {
  describe(`the list ${title} that cannot be confirmed is kept, to the millisecond`, () => {
    test("for 24 hours", () => {
      const router = make();
      const { inet = 0, inet6 = 0 } = forget(router);
      assert.ok(inet > 0 && inet6 > 0 && Math.abs(inet - inet6) < 10_000);
      const [first, second] = inet < inet6 ? ["inet", "inet6"] : ["inet6", "inet"];
      const both = ["inet", "inet6"];
      assert.deepEqual(around(router, Math.min(inet, inet6)), [both, inet === inet6 ? [] : [second]], first);
      if (inet !== inet6) assert.deepEqual(around(router, Math.max(inet, inet6)), [[second], []]);
    });

    for (const family of ["inet", "inet6"]) {
      test(`for 72 hours while an attack is on: ${family}`, () => {
        const router = make();
        const end = (forget(router)[family] ?? 0) + 48 * HOUR_MS;
        router.ask("attack on");
        const [before, at] = around(router, end) as string[][];
        assert.deepEqual([before?.includes(family), at?.includes(family)], [true, false]);
      });

      test(`for 24 hours once it is over: ${family}`, () => {
        const router = make();
        const end = forget(router)[family] ?? 0;
        router.ask("attack on");
        router.pass(HOUR_MS).ask("attack off");
        const [before, at] = around(router, end) as string[][];
        assert.deepEqual([before?.includes(family), at?.includes(family)], [true, false]);
      });
    }

    test("and goes at once if it was kept for longer than that when the attack is over", () => {
      const router = make();
      forget(router);
      router.ask("attack on");
      assert.equal(left(router.pass(30 * HOUR_MS)).length, 2);
      router.ask("attack off");
      assert.deepEqual(left(router), []);
    });
  });
}
