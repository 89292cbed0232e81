// Lines of the log as a whole: every particular, and how many of them one input has room for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeStored } from "../../host/inputs.ts";
import { idsOf, publish } from "./support/peers.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, BOUND6, Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
const CELL = { pvd: "wan", interface: "eth1", family: "inet" };

/** A router whose lease names one server, and the id of its first row. */
function served(): { router: Router; id: string } {
  const router = publish(1);
  return { router, id: idsOf(router)[0] ?? assert.fail("no row") };
}

/** A router that looks a zone up, until it has settled. */
function looked(method: string, ...zone: readonly string[]): Router {
  const router = new Router().configure(`methods ${method}`).link(2, "eth1").assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
  const resolver = new Resolver([SOA, ...zone]);
  resolver.answer(router);
  return router;
}

describe("R-130 what a client reports is told with the result and the peer", () => {
  for (const [report, what] of [
    ["ok", "ok"],
    ["ok not-after 4102444800", "ok"],
    ["redirected 60", "redirected"],
    ["redirected 0", "redirected"],
    ["connect-failed", "connect-failed"],
    ["identity-failed", "identity-failed"],
  ] as const) {
    test(report, () => {
      const { router, id } = served();
      router.ask(`report ${id} ${report}`);
      assert.deepEqual(router.told(Code.PeerReported), [{ ...CELL, what, address: "192.0.2.16" }]);
    });
  }

  test("and when a failure is long enough ago", () => {
    const { router, id } = served();
    router.ask(`report ${id} connect-failed`);
    assert.deepEqual(router.pass(599_999).told(Code.FailureOver), []);
    assert.deepEqual(router.pass(1).told(Code.FailureOver), [{ ...CELL, address: "192.0.2.16" }]);
  });

  test("and when all have failed", () => {
    const { router } = served();
    const ids = router.ask("peers").map(({ id }) => String(id));
    const told = ids.map((id) => router.ask(`report ${id} connect-failed`) && router.told(Code.AllPeersFailed));
    // Two rows of the signal channel, one of the data channel.
    assert.deepEqual(told, [[], [CELL], [CELL]]);
  });
});

test("E-95 an attack is told with how long a list is kept now, in milliseconds", () => {
  const router = new Router();
  const hour = 3_600_000;
  router.ask("attack on");
  assert.deepEqual(router.told(Code.AttackChanged), [{ what: "on", value: 72 * hour }]);
  router.ask("attack off");
  assert.deepEqual(router.told(Code.AttackChanged), [{ what: "off", value: 24 * hour }]);
});

describe("an input that is refused is told with its kind, and why and where", () => {
  for (const [title, kind, octets, error, offset] of [
    [
      "a slot that the store does not have",
      InputKind.Stored,
      encodeStored(2, ErrorClass.None, new Uint8Array(0)),
      Code.StoreSlot,
      0,
    ],
    ["a kind that is none", 99 as InputKind, new Uint8Array(0), Code.InputKind, 0],
    ["too few octets", InputKind.WallTime, new Uint8Array(8), Code.InputLength, 8],
    ["too many octets", InputKind.TimeReached, new Uint8Array(1), Code.InputLength, 1],
    ["a text that is too long", InputKind.Config, new Uint8Array(16_400), Code.InputLength, 16_384],
    ["a client that there cannot be", InputKind.Control, Uint8Array.of(8, 0, 0, 0), Code.ClientHandle, 0],
    ["an interface without a number", InputKind.Addresses, new Uint8Array(8), Code.LinkName, 0],
  ] as const) {
    test(title, () => {
      const router = new Router().feed(kind, octets);
      assert.deepEqual(router.fault, { code: error, offset });
      assert.deepEqual(router.told(Code.InputRefused), [{ error, offset, value: kind }]);
    });
  }
});

describe("the log has room for 40 records of an input", () => {
  const faults = (count: number) => new Router().configure(...Array.from({ length: count }, () => "nonsense"));
  const logsOf = (router: Router): Fields[] => router.lines(OutputKind.Log);
  const lostOf = (router: Router) => router.ask("status")[0]?.["log_lost"];

  for (const count of [38, 39, 40, 41, 43]) {
    test(`${count} faults and how many lines the configuration has`, () => {
      const router = faults(count);
      const lines = Array.from({ length: count }, (_, index) => ({
        ...{ line: index + 1, error: Code.ConfigStatement, offset: 0 },
      }));
      assert.deepEqual(logsOf(router), [...lines, { value: count }].slice(0, 40));
      assert.equal(lostOf(router), Math.max(count + 1 - 40, 0));
    });
  }

  test("what had none is counted over all inputs", () => {
    const router = faults(43);
    router.configure(...Array.from({ length: 41 }, () => "nonsense"));
    assert.equal(lostOf(router), 6);
    assert.deepEqual(router.configure("nonsense").told(Code.ConfigApplied), [{ value: 1 }]);
    assert.equal(lostOf(router), 6);
  });
});

describe("names in lines of the log", () => {
  test("octets outside of printable ASCII are \\DDD, a dot and a backslash in a label have a backslash", () => {
    const instance = String.raw`edge\032gw\.2nd\\\034\127\128\199\200\255\000\031\033~`;
    const told = String.raw`edge\032gw\.2nd\\"\127\128\199\200\255\000\031!~._dots-signal._udp.isp.test`;
    const service = "_dots-signal._udp";
    const zone = [`${service} PTR ${instance}.${service}`, `${instance}.${service} SRV 0 0 5000 m1`];
    const router = looked("dnssd", ...zone, "m1 A 192.0.2.10");
    const asked = router.toldEver(Code.QuestionAsked).find(({ type }) => type === 33);
    assert.deepEqual(asked, { ...CELL, type: 33, name: told, address: "192.0.2.53", value: 1 });
    assert.deepEqual(router.toldEver(Code.RecordFollowed), [
      { ...CELL, what: "signal.udp", type: 33, owner: `${service}.isp.test`, name: told, value: 12 },
      { ...CELL, what: "signal.udp", type: 1, owner: told, name: "m1.isp.test", value: 33 },
    ]);
  });

  test("R-04 the ninth and tenth name of servers are told as those that are left out", () => {
    const servers = Array.from({ length: 10 }, (_, index) => [
      ...[`server s${index}`, "bind-interface wan", `reference-identifier m${index}.isp.test`],
    ]);
    const router = new Router().configure("interface wan", "device eth1", ...servers.flat()).link(2, "eth1");
    router
      .assign(2, "192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, "dns=192.0.2.53")
      .pass(60_000);
    const told = router.toldEver(Code.LimitReached).map(({ name, owner }) => [name, owner]);
    const leftOut = ["m8.isp.test", "m9.isp.test"].map((name) => [name, undefined]);
    assert.deepEqual(told.slice(0, 2), leftOut);
  });

  test("what a lease says of its network", () => {
    const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
    const name = "opt147=046d69746903697370047465737400";
    router.spool("wan.inet", ...BOUND4, name, "opt148=c000020ac000020b7f000001", "domain=ISP.test", "lease=x");
    const ignored = { option: 51, error: Code.TextNumber, offset: 0 };
    assert.deepEqual(
      [Code.LeaseLearnt, Code.IdentifierLearnt, Code.AddressesLearnt, Code.DomainLearnt, Code.OptionIgnored].map(
        (code) => router.told(code),
      ),
      [
        [CELL],
        [{ ...CELL, option: 147, name: "miti.isp.test" }],
        [{ ...CELL, option: 148, value: 2 }],
        [{ ...CELL, option: 15, name: "ISP.test" }],
        [{ ...CELL, ...ignored }],
      ],
    );
    assert.deepEqual(router.told(Code.AddressDiscarded), [{ ...CELL, error: Code.Loopback, address: "127.0.0.1" }]);
  });
});

describe("E-60 an address of the DNS that no server can have is told with the reason", () => {
  for (const [address, error] of [
    ["127.0.0.1", Code.Loopback],
    ["224.0.0.251", Code.Multicast],
    ["192.0.2.57", Code.OwnAddress],
  ] as const) {
    test(address, () => {
      const naptr = '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1';
      const router = looked("snaptr", naptr, "m1 A 192.0.2.10", `m1 A ${address}`);
      assert.deepEqual(router.toldEver(Code.AddressDiscarded), [{ ...CELL, error, address }]);
      assert.deepEqual(
        router.ask("peers").map((row) => row["address"]),
        ["192.0.2.10"],
      );
    });
  }
});

test("I-06 a prefix that is delegated no more is told with the time that it has left, which may be over", () => {
  const cell = { ...CELL, family: "inet6", address: "2001:db8:a::" };
  for (const [waitMs, value] of [
    [1000, 3_999_000],
    [4_000_000, 0],
    [4_000_001, -1],
    [4_001_000, -1000],
    [5_234_567, -1_234_567],
  ] as const) {
    const router = new Router().link(2, "eth1").assign(2, "2001:db8:f1:1::57/64");
    router.spool("wan.inet6", ...BOUND6, "PREFIXES=2001:db8:a::/48,3000,4000");
    router.timeMs += waitMs;
    router.spool("wan.inet6", ...BOUND6, "PREFIXES=2001:db8:b::/48,3000,4000");
    assert.deepEqual(router.told(Code.PrefixRetired), [{ ...cell, value }]);
  }
});
