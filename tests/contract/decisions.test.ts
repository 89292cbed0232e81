// What the log says of a run and of a lease, line by line: what was tried, why it gave nothing, what comes next.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { jsonOf } from "../support/core.ts";
import { nameOfCode } from "../support/vectors.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

const CELL = { pvd: "wan", interface: "eth1", family: "inet" };
const CELL6 = { ...CELL, family: "inet6" };
const NAME = "opt147=046d69746903697370047465737400";

type Line = readonly [code: Code, particulars: Readonly<Record<string, unknown>>];

/** All lines of the last input. */
function assertTold(router: Router, ...lines: readonly Line[]): void {
  const told = router.outputs
    .filter(({ kind }) => kind === OutputKind.Log)
    .map((record) => [nameOfCode(record.handle), jsonOf(record)]);
  assert.deepEqual(
    told,
    lines.map(([code, particulars]) => [nameOfCode(code), particulars]),
  );
}

const empty = (what: string, error: Code, cell = CELL): Line => [Code.MethodEmpty, { ...cell, what, error }];
const begins = (why: string, cell = CELL): Line => [Code.RunBegins, { ...cell, why }];
const attached = (...config: readonly string[]): Router =>
  new Router()
    .configure(...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24");

describe("why the methods give nothing", () => {
  test("nothing is configured, and the lease says nothing", () => {
    const router = attached("methods manual dhcp snaptr dnssd anycast default-router mdns");
    router.spool("wan.inet", ...BOUND4);
    const methods: readonly (readonly [string, Code])[] = [
      ["manual", Code.NothingConfigured],
      ["dhcp", Code.NoDotsOptions],
      ["snaptr", Code.NoDomain],
      ["dnssd", Code.NoDomain],
      ["anycast", Code.NothingConfigured],
      ["default-router", Code.NothingConfigured],
      ["mdns", Code.NothingConfigured],
    ];
    const reasons = methods.map(([what, error]) => empty(what, error));
    const ends: Line = [Code.AllMethodsEmpty, CELL];
    assertTold(router, [Code.LeaseLearnt, CELL], begins("lease-learnt"), ...reasons, ends);
  });

  test("there is a domain and nobody to ask, a section for routers and no router", () => {
    const section = ["server one", "reference-identifier one.test", "method default-router"];
    const router = attached("methods snaptr dnssd default-router", ...section);
    router.spool("wan.inet", ...BOUND4, "domain=isp.test");
    const domain: Line = [Code.DomainLearnt, { ...CELL, option: 15, name: "isp.test" }];
    const reasons = ["snaptr", "dnssd"].map((what) => empty(what, Code.NoResolver));
    const rest = [...reasons, empty("default-router", Code.NoRouter), [Code.AllMethodsEmpty, CELL] as const];
    assertTold(router, [Code.LeaseLearnt, CELL], domain, begins("lease-learnt"), ...rest);
  });

  test("E-88 the name is not trusted, or there is none", () => {
    const router = attached("methods dhcp", "trusted-names other.test").spool("wan.inet", ...BOUND4, NAME, SERVER4);
    const found: Line = [Code.AddressesLearnt, { ...CELL, option: 148, value: 1 }];
    const ends: Line = [Code.AllMethodsEmpty, CELL];
    assertTold(
      router,
      ...([
        [Code.LeaseLearnt, CELL],
        [Code.IdentifierLearnt, { ...CELL, option: 147, name: "miti.isp.test" }],
        ...[found, begins("lease-learnt"), [Code.NameNotTrusted, { ...CELL, name: "miti.isp.test" }]],
        ...[empty("dhcp", Code.NameNotTrusted), ends],
      ] as Line[]),
    );
    const planned: Line = [Code.RunPlanned, { ...CELL, why: "lease-changed", value: 10_000 }];
    assertTold(router.spool("wan.inet", ...BOUND4, SERVER4), [Code.LeaseLearnt, CELL], found, planned);
    assertTold(router.pass(10_000), begins("lease-changed"), empty("dhcp", Code.NameMissing), ends);
  });

  for (const line of ["trusted-names", "trusted-names a..test", "trusted-names # isp.test"]) {
    test(`E-88 "${line}" is in error, and limits trust all the same`, () => {
      const router = attached("methods dhcp", line);
      assert.equal(router.toldEver(Code.ConfigLine).length, 1);
      router.spool("wan.inet", ...BOUND4, NAME, SERVER4);
      assert.deepEqual(router.told(Code.NameNotTrusted), [{ ...CELL, name: "miti.isp.test" }]);
      assert.deepEqual(router.ask("peers"), []);
    });
  }

  test("E-88a the domain is not trusted", () => {
    const router = attached("methods snaptr", "trusted-names other.test");
    router.spool("wan.inet", ...BOUND4, "domain=isp.test", "dns=192.0.2.53");
    assert.deepEqual(router.told(Code.NameNotTrusted), [{ ...CELL, name: "isp.test" }]);
    const reasons = router.told(Code.MethodEmpty).map(({ what, error }) => [what, error]);
    assert.deepEqual(reasons, [["snaptr", Code.NameNotTrusted]]);
  });
});

test("I-02 DHCP may still answer for 15 s over IPv4, for 30 s over IPv6; then the run goes on without", () => {
  const router = attached("methods manual dhcp", "interface wan", "device eth1").assign(
    2,
    ...["192.0.2.57/24", "2001:db8:1::57/64"],
  );
  const start = router.timeMs;
  const moments: unknown[] = [];
  for (const { cell, afterMs } of [
    { cell: CELL, afterMs: 15_000 },
    { cell: CELL6, afterMs: 30_000 },
  ]) {
    while (router.toldEver(Code.MethodPending).filter(({ family }) => family === cell.family).length === 0)
      router.pass(100);
    const [pending = {}] = router.toldEver(Code.MethodPending).filter(({ family }) => family === cell.family);
    const { value, ...particulars } = pending;
    assert.deepEqual(particulars, { ...cell, what: "dhcp" });
    moments.push([cell, afterMs, value]);
  }
  assert.equal(moments.length, 2);
  for (const [cell, afterMs] of [
    [CELL, 15_000],
    [CELL6, 30_000],
  ] as const) {
    router.timeMs = start + afterMs - 1;
    assertTold(router.pass(0));
    const reasons = [empty("manual", Code.NothingConfigured, cell), empty("dhcp", Code.NoLease, cell)];
    assertTold(router.pass(1), begins("wait-over", cell), ...reasons, [Code.AllMethodsEmpty, cell]);
  }
});

describe("what becomes of a lease", () => {
  const LEASE = [...BOUND4, SERVER4, "lease=3600"];
  const held = (): Router => attached("methods dhcp").spool("wan.inet", ...LEASE);
  const withdrawn: Line = [Code.ListWithdrawn, CELL];

  test("it is learnt, and renewed without a change", () => {
    const router = held();
    const learnt: Line = [Code.AddressesLearnt, { ...CELL, option: 148, value: 1 }];
    const found: Line = [Code.MethodFound, { ...CELL, what: "dhcp", value: 1 }];
    assertTold(router, [Code.LeaseLearnt, CELL], learnt, begins("lease-learnt"), found);
    assertTold(router.pass(1000).spool("wan.inet", ...LEASE), [Code.LeaseUnchanged, CELL]);
  });

  test("no server answered a client that has one", () => {
    const router = held().spool("wan.inet", "client=udhcpc", "event=leasefail", "device=eth1");
    assertTold(router, [Code.NoDhcpServer, CELL]);
  });

  test("the client lost it", () => {
    const router = held().pass(20_000).spool("wan.inet", "client=udhcpc", "event=deconfig", "device=eth1");
    const planned: Line = [Code.RunPlanned, { ...CELL, why: "link-up", value: 1000 }];
    assertTold(router, [Code.LeaseLost, CELL], withdrawn, planned);
  });

  test("it ran out, to the millisecond", () => {
    const router = held();
    assertTold(router.pass(3_599_999));
    const planned: Line = [Code.RunPlanned, { ...CELL, why: "link-up", value: 1000 }];
    assertTold(router.pass(1), [Code.LeaseExpired, CELL], withdrawn, planned);
  });

  test("the interface went down, came up, and is gone", () => {
    const router = held().pass(20_000);
    assertTold(router.link(2, "eth1", LinkState.Down), [Code.LinkDown, { text: "eth1" }], withdrawn);
    router.link(2, "eth1");
    assert.deepEqual(router.told(Code.LinkUp), [{ text: "eth1" }]);
    router.link(2, "eth1", LinkState.Gone);
    assert.deepEqual(router.told(Code.LinkDown), [{ text: "eth1" }]);
  });

  test("an interface that the configuration does not name is not used", () => {
    const router = new Router().configure("interface lte", "device eth9").link(2, "eth1");
    assertTold(router.spool("eth1.inet", ...LEASE), [Code.InterfaceIgnored, { text: "eth1" }]);
    assert.deepEqual(router.ask("networks"), []);
  });

  test("E-28 options that cannot be read are told with their number, why and where", () => {
    const router = attached("methods dhcp").spool("wan6.inet6", ...BOUND6, "OPTION_142=20010db8", "OPTION_57=0");
    const told = [...router.told(Code.OptionIgnored)].map(({ option, error, offset }) => [option, error, offset]);
    assert.deepEqual(told, [
      [142, Code.AddressLength, 0],
      [57, Code.HexOdd, 1],
    ]);
  });
});

describe("questions of a network", () => {
  const asking = (...domains: readonly string[]): Router => {
    const section = ["interface wan", "device eth1", `domains ${domains.join(" ")}`, "resolvers 192.0.2.53"];
    return attached("methods snaptr", "families inet", ...section).spool("wan.inet", ...BOUND4);
  };
  const question = (name: string) => ({ type: 35, name, address: "192.0.2.53" });
  const asked = (name: string, value: number): Line => [Code.QuestionAsked, { ...CELL, ...question(name), value }];
  const failed = (name: string): Line => [Code.TryFailed, { ...CELL, error: Code.TimedOut, ...question(name) }];

  test("nobody answers: after 2 s and 4 s, and then the run is over", () => {
    const name = "isp.test";
    const router = asking(name);
    assertTold(router, [Code.LeaseLearnt, CELL], begins("lease-learnt"), asked(name, 1));
    assertTold(router.pass(1999));
    assertTold(router.pass(1), failed(name), asked(name, 2));
    assertTold(router.pass(3999));
    router.pass(1);
    const [planned = {}] = router.told(Code.RunPlanned);
    assertTold(
      router,
      failed(name),
      [Code.AnswerFailed, { ...CELL, error: Code.TimedOut, type: 35, name }],
      empty("snaptr", Code.TimedOut),
      [Code.AllMethodsEmpty, CELL],
      [Code.RunPlanned, { ...CELL, why: "retry", value: planned["value"] }],
    );
  });

  for (const count of [7, 8, 9, 10]) {
    test(`A-07 of ${count} domains ${Math.min(count, 8)} are asked for, and the others are told`, () => {
      const domains = Array.from({ length: count }, (_, index) => `d${index}.test`);
      const leftOut = domains.slice(8).map((name): Line => [Code.LimitReached, { ...CELL, name }]);
      const questions = domains.slice(0, 8).map((name) => asked(name, 1));
      assertTold(asking(...domains), [Code.LeaseLearnt, CELL], begins("lease-learnt"), ...leftOut, ...questions);
    });
  }
});
