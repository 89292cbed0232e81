// When a cell begins to look, and looks again: how long it waits for DHCP, what each event
// of the network waits for, and what a link that comes back leaves as it was
// (requirements §3.2, §3.4).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { address6, option6, reply } from "./support/messages.ts";
import { BOUND4, BOUND6, Router, SERVER4, SERVER6 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const WAIT_S = { inet: 15, inet6: 30 };
const WAN = { pvd: "wan", interface: "eth1" };

const cellOf = (router: Router, family: string): Fields =>
  router.ask("status").find((line) => line["record"] === "cell" && line["family"] === family) ?? assert.fail(family);
const states = (router: Router): unknown[] => ["inet", "inet6"].map((family) => cellOf(router, family)["state"]);
/** Lets more time pass than any event waits. */
const settle = (router: Router): Router => router.pass(60_000);
const planned = (router: Router): (readonly unknown[])[] =>
  router.told(Code.RunPlanned).map(({ family, why, value }) => [family, why, value]);

/** A configured network without a lease, which has addresses of both families. */
const unanswered = (...config: readonly string[]): Router =>
  new Router()
    .configure(...config, "interface wan", "device eth1")
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24", "2001:db8:f1:1::57/64");

describe("§3.2 a cell waits for DHCP", () => {
  for (const [family, seconds] of Object.entries(WAIT_S))
    test(`${seconds} s for ${family}, to the millisecond, and the log says that the wait is over`, () => {
      const router = unanswered("methods dhcp", `families ${family}`).pass(2000);
      assert.deepEqual(router.told(Code.MethodPending), [
        { ...WAN, family, what: "dhcp", value: seconds * 1000 - 2000 },
      ]);
      assert.deepEqual(router.pass(seconds * 1000 - 2001).toldEver(Code.AllMethodsEmpty), []);
      assert.deepEqual(router.pass(1).told(Code.RunBegins), [{ ...WAN, family, why: "wait-over" }]);
      assert.deepEqual(router.told(Code.AllMethodsEmpty), [{ ...WAN, family }]);
      assert.deepEqual(router.told(Code.MethodEmpty), [{ ...WAN, family, what: "dhcp", error: Code.NoLease }]);
    });

  test("until the client says that there is no server", () => {
    const router = unanswered("methods dhcp", "families inet").pass(5000);
    router.spool("wan.inet", "client=udhcpc", "event=leasefail", "device=eth1");
    assert.deepEqual(router.told(Code.NoDhcpServer), [{ ...WAN, family: "inet" }]);
    assert.deepEqual(router.told(Code.RunBegins), [{ ...WAN, family: "inet", why: "wait-over" }]);
    assert.equal(cellOf(router, "inet")["state"], "failed");
    // Said once more it is no news to a cell that waits for nothing.
    router.spool("wan.inet", "client=udhcpc", "event=leasefail", "device=eth1");
    assert.deepEqual(router.told(Code.RunBegins), []);
  });

  test("not at all where DHCP is none of its methods", () => {
    const router = unanswered("methods manual").pass(2000);
    assert.deepEqual(states(router), ["failed", "failed"]);
    assert.deepEqual(settle(router).told(Code.RunBegins), []);
  });

  test("and goes on as soon as there is a lease", () => {
    const router = unanswered("methods dhcp")
      .pass(5000)
      .spool("wan.inet", ...BOUND4, SERVER4);
    assert.deepEqual(router.told(Code.RunBegins), [{ ...WAN, family: "inet", why: "lease-learnt" }]);
    assert.deepEqual(states(router), ["ready", "wait-config"]);
    assert.deepEqual(
      settle(router)
        .told(Code.RunBegins)
        .map(({ family, why }) => [family, why]),
      [["inet6", "wait-over"]],
    );
  });
});

describe("§3.4 what an event waits for", () => {
  const QUIET_MS = 1000;
  const bound = (): Router =>
    settle(
      unanswered("methods dhcp")
        .spool("wan.inet", ...BOUND4, SERVER4)
        .pass(40_000),
    );

  test("the first search of all begins within two seconds after the start", () => {
    const [first, ...others] = unanswered("methods dhcp", "families inet").told(Code.RunPlanned);
    const { value, ...rest } = first ?? assert.fail("nothing planned");
    assert.deepEqual([rest, others], [{ ...WAN, family: "inet", why: "boot" }, []]);
    assert.ok(Number(value) > 0 && Number(value) < 2000, `${String(value)} ms`);
  });

  test("a link that comes up after the first minute is none of the start", () => {
    for (const [ms, why] of [
      [59_999, "boot"],
      [60_000, "link-up"],
    ] as const) {
      const router = new Router().configure("methods dhcp", "families inet", "interface wan", "device eth1").pass(ms);
      router.link(2, "eth1").assign(2, "192.0.2.57/24");
      const whys = [...router.told(Code.RunPlanned), ...router.told(Code.RunBegins)].map((line) => line["why"]);
      assert.deepEqual(whys, [why], `${ms} ms`);
    }
  });

  test("a link and its addresses a second of quiet, which every further event begins anew", () => {
    const router = bound().link(2, "eth1", LinkState.Down);
    assert.deepEqual(states(router), ["down", "down"]);
    router.link(2, "eth1");
    assert.deepEqual(planned(router), [
      ["inet", "link-up", QUIET_MS],
      ["inet6", "link-up", QUIET_MS],
    ]);
    router.pass(QUIET_MS - 1).assign(2, "192.0.2.58/24", "2001:db8:f1:1::57/64");
    assert.deepEqual(planned(router), [
      ["inet", "addresses-changed", QUIET_MS],
      ["inet6", "addresses-changed", QUIET_MS],
    ]);
    assert.deepEqual(router.pass(QUIET_MS - 1).told(Code.RunBegins), []);
    assert.deepEqual(
      router
        .pass(1)
        .told(Code.RunBegins)
        .map(({ family, why }) => [family, why]),
      [
        ["inet", "addresses-changed"],
        ["inet6", "addresses-changed"],
      ],
    );
  });

  test("new resolvers a second, which goes on whatever else comes", () => {
    const router = bound().spool("wan.inet", ...BOUND4, SERVER4, "dns=192.0.2.53");
    assert.deepEqual(planned(router), [["inet6", "sources-changed", QUIET_MS]]);
    router.pass(QUIET_MS - 1).assign(2, "192.0.2.58/24", "2001:db8:f1:1::57/64");
    assert.deepEqual(
      planned(router).filter(([family]) => family === "inet6"),
      [],
    );
    assert.deepEqual(
      router
        .pass(1)
        .told(Code.RunBegins)
        .map(({ family, why }) => [family, why]),
      [["inet6", "sources-changed"]],
    );
  });

  test("a lease nothing, but for the ten seconds between two runs", () => {
    const router = bound().spool("wan.inet", ...BOUND4, "opt148=c000020b");
    assert.deepEqual(
      router.told(Code.RunBegins).map(({ why }) => why),
      ["lease-changed"],
    );
    router.pass(4000).spool("wan.inet", ...BOUND4, "opt148=c000020c");
    assert.deepEqual(planned(router), [["inet", "lease-changed", 6000]]);
    assert.deepEqual(router.pass(5999).told(Code.RunBegins), []);
    assert.deepEqual(
      router
        .pass(1)
        .told(Code.RunBegins)
        .map(({ why }) => why),
      ["lease-changed"],
    );
    router.pass(10_000).spool("wan.inet", ...BOUND4, "opt148=c000020d");
    assert.deepEqual(
      router.told(Code.RunBegins).map(({ why }) => why),
      ["lease-changed"],
    );
  });

  test("a command and a new configuration nothing at all", () => {
    const router = bound();
    router.ask("refresh");
    const first = router.told(Code.RunBegins).map(({ why }) => why);
    router.ask("refresh");
    assert.deepEqual(
      [first, router.told(Code.RunBegins).map(({ why }) => why)],
      [
        ["command", "command"],
        ["command", "command"],
      ],
    );
    router.configure("methods manual dhcp", "interface wan", "device eth1");
    assert.deepEqual(
      router.told(Code.RunBegins).map(({ why }) => why),
      ["configuration", "configuration"],
    );
  });
});

describe("a link that goes down and comes back", () => {
  const flap = (router: Router): Router =>
    router.link(2, "eth1", LinkState.Down).pass(20_000).link(2, "eth1").pass(20_000);

  test("R-11 leaves a lease its end", () => {
    const router = unanswered("methods dhcp").spool("wan.inet", ...BOUND4, "lease=600", SERVER4);
    router.spool("wan6.inet6", ...BOUND6, "ADDRESSES=2001:db8:f1:1::57/64,500,500", SERVER6).pass(100_000);
    flap(router);
    assert.deepEqual(states(router), ["ready", "ready"]);
    assert.deepEqual(
      ["inet", "inet6"].map((family) => cellOf(router, family)["expires_in_s"]),
      [460, 360],
    );
    assert.deepEqual(router.pass(360_000).told(Code.LeaseExpired), [{ ...WAN, family: "inet6" }]);
    assert.deepEqual(router.pass(100_000).told(Code.LeaseExpired), [{ ...WAN, family: "inet" }]);
  });

  test("§3.6 is looked at like an address that stays when the lease of IPv4 is lost", () => {
    const router = unanswered("methods dhcp", "families inet")
      .spool("wan.inet", ...BOUND4, SERVER4)
      .pass(60_000);
    router.spool("wan.inet");
    assert.deepEqual(planned(router), [["inet", "link-up", 1000]]);
    assert.equal(cellOf(router, "inet")["peers"], 0);
  });

  test("I-04 a tunnel that is down takes IPv4 alone, the device under it both families", () => {
    const router = new Router()
      .configure("methods dhcp", "interface wan", "device eth1", "ipv4-device tun0")
      .link(2, "eth1")
      .link(3, "tun0")
      .assign(2, "2001:db8:f1:1::57/64")
      .assign(3, "192.0.2.57/24")
      .pass(60_000);
    assert.deepEqual(states(router), ["failed", "failed"]);
    assert.deepEqual(states(router.link(3, "tun0", LinkState.Down)), ["down", "failed"]);
    assert.deepEqual(states(router.link(3, "tun0").pass(20_000)), ["failed", "failed"]);
    assert.deepEqual(states(router.link(2, "eth1", LinkState.Down)), ["down", "down"]);
  });

  test("E-40 leaves a stateless answer its refresh time", () => {
    const message = reply(option6(142, ...address6(0xf1, 0x10)), option6(32, 0, 0, 0x10, 0));
    const router = unanswered("methods dhcp");
    router.spool("wan6.inet6", "client=raw", "event=message", "device=eth1", `message=${message}`);
    const before = Number(cellOf(router, "inet6")["expires_in_s"]);
    // Up to a tenth later, so that routers do not come together.
    assert.ok(before >= 4096 && before <= 4506, `${before} s`);
    assert.equal(cellOf(flap(router), "inet6")["expires_in_s"], before - 40);
  });
});

describe("nothing is waited for that cannot come any more", () => {
  /** The deadlines that the last input led to, as the octets that the core tells. */
  const deadlines = (router: Router): string[] =>
    router.outputs
      .filter(({ kind }) => kind === OutputKind.Deadline)
      .map(({ payload }) => Buffer.from(payload).toString("hex"));
  const NEVER = "ff".repeat(8);
  const start = (): Router => new Router().configure("methods dhcp").link(2, "eth1").assign(2, "fe80::57/64");

  test("the end of a lease that was lost", () => {
    for (const [file, lines] of [
      ["wan.inet", [...BOUND4, "lease=600", SERVER4]],
      ["wan.inet6", [...BOUND6, "ADDRESSES=2001:db8:1::57/64,300,600", SERVER6]],
    ] as const) {
      const router = start()
        .spool(file, ...lines)
        .pass(60_000);
      assert.deepEqual(deadlines(router.spool(file)), [NEVER], file);
    }
  });

  test("the end of a lease, a prefix and a run of an interface that is gone", () => {
    const router = start().spool("wan.inet", ...BOUND4, "lease=600", SERVER4);
    router.spool("wan6.inet6", ...BOUND6, "ADDRESSES=2001:db8:1::57/64,300,600", "PREFIXES=2001:db8:7::/48,300,900");
    router.link(2, "eth1", LinkState.Gone);
    assert.deepEqual(deadlines(router), [NEVER]);
  });

  test("the answer of DHCP, when there is one", () => {
    const router = unanswered("methods dhcp", "families inet")
      .pass(3000)
      .spool("wan.inet", ...BOUND4, SERVER4);
    assert.deepEqual(deadlines(router), [NEVER]);
  });
});
