// A list that cannot be confirmed: how long it stays, and what ends it at once (requirements
// §3.6); and when what DHCP said is over (RFC 8415 §21.23).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, LogLevel, OutputKind } from "../../host/abi.gen.ts";
import { jsonOf } from "../support/core.ts";
import { address6, assigned, association, option6, reply } from "./support/messages.ts";
import { BOUND4, Router, SERVER4 } from "./support/router.ts";

const DAY_MS = 24 * 3600 * 1000;
const WAN = { pvd: "wan", interface: "eth1", family: "inet" };
const NAME = "opt147=04646f74730469737061047465737400"; // dots.ispa.test

const stateOf = (router: Router): unknown[] => {
  const cell = router.ask("status").find(({ record, family }) => record === "cell" && family === "inet") ?? {};
  return [cell["state"], cell["method"], cell["peers"], cell["stale"]];
};

/** A network whose lease named a server and does not any more. */
function unconfirmed(...config: readonly string[]): Router {
  const router = new Router()
    .configure("methods dhcp", "families inet", ...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...BOUND4, NAME, SERVER4).pass(60_000);
  return router.spool("wan.inet", ...BOUND4);
}

describe("§3.6 a list that nothing confirms", () => {
  test("is stale, which the log tells with the time that it stays", () => {
    const router = unconfirmed();
    const told = router.outputs.filter(({ handle, kind }) => kind === OutputKind.Log && handle === Code.ListKeptStale);
    assert.deepEqual(
      told.map((record) => [record.flags, jsonOf(record)]),
      [[LogLevel.Warning, { ...WAN, value: DAY_MS }]],
    );
    assert.deepEqual(stateOf(router), ["degraded", "dhcp", 3, true]);
    assert.deepEqual([...new Set(router.ask("peers").map(({ stale }) => stale))], [true]);
  });

  test("stays a day to the millisecond, whatever is tried meanwhile", () => {
    const router = unconfirmed().pass(DAY_MS / 2);
    router.ask("refresh");
    assert.deepEqual(router.told(Code.ListKeptStale), [{ ...WAN, value: DAY_MS / 2 }]);
    assert.deepEqual(stateOf(router.pass(DAY_MS / 2 - 1)), ["degraded", "dhcp", 3, true]);
    assert.deepEqual(router.pass(1).told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(stateOf(router), ["failed", null, 0, false]);
  });

  test("is good again with the next lease that names it, and its day begins anew", () => {
    const router = unconfirmed()
      .pass(DAY_MS - 1)
      .spool("wan.inet", ...BOUND4, NAME, SERVER4);
    assert.deepEqual(stateOf(router), ["ready", "dhcp", 3, false]);
    assert.deepEqual(router.pass(60_000).told(Code.ListWithdrawn), []);
    router.spool("wan.inet", ...BOUND4);
    assert.deepEqual(router.told(Code.ListKeptStale), [{ ...WAN, value: DAY_MS }]);
  });

  test("ends at once where the administrator takes its method or the trust in its name away", () => {
    for (const config of [["methods manual"], ["methods dhcp", "trusted-names other.test"]] as const) {
      const router = unconfirmed().configure("families inet", ...config);
      assert.deepEqual(router.told(Code.ListWithdrawn), [WAN], config.join(" "));
      assert.deepEqual(stateOf(router), ["failed", null, 0, false]);
    }
    const trusted = unconfirmed().configure("families inet", "methods dhcp", "trusted-names *.ispa.test");
    assert.deepEqual(stateOf(trusted), ["degraded", "dhcp", 3, true]);
  });

  test("makes room for what another method finds", () => {
    const router = unconfirmed().configure(
      ...["families inet", "methods manual dhcp", "server one", "reference-identifier a.test"],
      ...["addresses 203.0.113.9", "bind-interface wan"],
    );
    assert.deepEqual(stateOf(router), ["ready", "manual", 3, false]);
    assert.deepEqual(router.pass(2 * DAY_MS).told(Code.ListWithdrawn), []);
  });
});

describe("I-09 a list whose network was away", () => {
  const WEEK_MS = 7 * DAY_MS;
  const away = (router: Router, ms: number): Router =>
    router
      .link(2, "eth1", LinkState.Down)
      .spool("wan.inet", ...BOUND4)
      .pass(ms)
      .link(2, "eth1");
  const confirmed = (): Router => {
    const router = new Router().configure("methods dhcp", "families inet").link(2, "eth1").assign(2, "192.0.2.57/24");
    return router.spool("wan.inet", ...BOUND4, NAME, SERVER4).pass(60_000);
  };

  test("returns for a week, to the millisecond, and is withdrawn then", () => {
    const router = away(confirmed(), WEEK_MS - 1);
    assert.deepEqual(router.told(Code.ListRestored), [{ ...WAN, value: 1 }]);
    assert.deepEqual(stateOf(router), ["degraded", "dhcp", 3, true]);
    assert.deepEqual(router.pass(1).told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(away(confirmed(), WEEK_MS).told(Code.ListRestored), []);
  });

  test("has, if it was stale before, the time that it had left", () => {
    const router = away(unconfirmed().pass(DAY_MS / 2), DAY_MS / 4);
    assert.deepEqual(router.told(Code.ListRestored), [{ ...WAN, value: 1 }]);
    assert.deepEqual(stateOf(router.pass(DAY_MS / 4 - 1)), ["degraded", "dhcp", 3, true]);
    assert.deepEqual(router.pass(1).told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(away(unconfirmed().pass(DAY_MS / 2), DAY_MS / 2).told(Code.ListRestored), []);
  });

  test("is told as new and stale, with its name", () => {
    const router = confirmed();
    router.ask("watch");
    const rows = away(router, 60_000)
      .lines(OutputKind.Event)
      .filter(({ record }) => record === "peer");
    assert.deepEqual(
      rows.map(({ event, address, stale, sni, valid_for_s: validS }) => [event, address, stale, sni, validS]),
      new Array(3).fill(["added", "192.0.2.10", true, "dots.ispa.test", null]),
    );
  });
});

describe("servers that the configuration takes away", () => {
  const section = ["methods manual dhcp", "families inet", "interface wan", "device eth1"];
  const server = ["server one", "bind-interface wan", "reference-identifier a.test", "addresses 203.0.113.9"];
  const start = () =>
    new Router()
      .configure(...section, ...server)
      .link(2, "eth1")
      .assign(2, "192.0.2.57/24");

  test("are gone at once while DHCP may still answer, which is waited for", () => {
    const router = start().pass(5000);
    assert.deepEqual(stateOf(router), ["ready", "manual", 3, false]);
    router.configure(...section);
    assert.deepEqual(router.told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(router.told(Code.MethodPending), [{ ...WAN, what: "dhcp", value: 10_000 }]);
    assert.deepEqual(stateOf(router), ["wait-config", null, 0, false]);
    assert.deepEqual(stateOf(router.pass(9999)), ["wait-config", null, 0, false]);
    assert.deepEqual(stateOf(router.pass(1)), ["failed", null, 0, false]);
  });

  test("are gone at once when it has not", () => {
    const router = start()
      .pass(60_000)
      .configure(...section);
    assert.deepEqual(router.told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(stateOf(router), ["failed", null, 0, false]);
  });

  test("stay while they are configured and nothing better is", () => {
    const router = start()
      .pass(5000)
      .configure(...section, ...server, "credentials keys");
    assert.deepEqual(router.told(Code.ListWithdrawn), []);
    assert.deepEqual(stateOf(router), ["ready", "manual", 3, false]);
  });

  test("E-96 what DHCP says late is used all the same", () => {
    const router = start()
      .configure(...section)
      .pass(20_000);
    assert.deepEqual(stateOf(router), ["failed", null, 0, false]);
    router.pass(10_000).spool("wan.inet", ...BOUND4, SERVER4);
    assert.deepEqual(stateOf(router), ["ready", "dhcp", 3, false]);
  });
});

describe("R-73 anycast servers", () => {
  test("are withdrawn when a second network comes", () => {
    const server = ["server a", "method anycast", "reference-identifier a.test", "addresses 203.0.113.46"];
    const router = new Router()
      .configure("methods anycast", "families inet", ...server)
      .link(2, "eth1")
      .link(3, "eth2");
    router
      .assign(2, "192.0.2.57/24")
      .spool("wan.inet", ...BOUND4)
      .pass(60_000);
    assert.deepEqual(stateOf(router), ["ready", "anycast", 3, false]);
    router.spool("two.inet", "client=udhcpc", "event=bound", "device=eth2").pass(20_000);
    assert.deepEqual(stateOf(router), ["failed", null, 0, false]);
  });
});

describe("E-40 how long a stateless answer holds", () => {
  const u32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
  const address = (validS: number) => association(assigned(address6(1), validS, validS));
  function expiresS(...options: readonly (readonly number[])[]): number | null {
    const router = new Router().link(2, "eth1");
    const message = `message=${reply(option6(142, ...address6(0xf1, 0x10)), ...options)}`;
    router.spool("wan.inet6", "client=raw", "event=message", "device=eth1", message);
    const cell = router.ask("status").find(({ record, family }) => record === "cell" && family === "inet6");
    return cell?.["expires_in_s"] as number | null;
  }
  for (const [refreshS, holdsS] of [
    [1, 600],
    [599, 600],
    [600, 600],
    [601, 601],
    [86_400, 86_400],
    [604_800, 604_800],
    [604_801, 604_800],
    [0xffffffff, 604_800],
  ] as const)
    test(`${refreshS} s: ${holdsS} s, and up to a tenth more`, () => {
      const holds = expiresS(option6(32, ...u32(refreshS))) ?? 0;
      assert.ok(holds >= holdsS && holds <= holdsS * 1.1, `${holds} s`);
    });

  test("as long as its lifetimes, where it assigns something", () => {
    assert.equal(expiresS(option6(32, ...u32(700)), address(5000)), 5000);
    assert.equal(expiresS(address(0xffffffff), option6(32, ...u32(700))), null);
  });
});
