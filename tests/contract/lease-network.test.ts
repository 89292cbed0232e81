// Which network a lease is of, what the log tells of it, and what a later one changes
// (docs/spool.md, requirements §3.4).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LogLevel, OutputKind } from "../../host/abi.gen.ts";
import { jsonOf } from "../support/core.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

const WAN = { pvd: "wan", interface: "eth1", family: "inet" };
const WAN6 = { pvd: "wan6", interface: "eth1", family: "inet6" };

/** The networks as `NAME DEVICE`. */
const networks = (router: Router): string[] =>
  router.ask("networks").map(({ pvd, interface: device }) => `${String(pvd)} ${String(device)}`);

/** Log records of the last input but for what is planned and begun: code, level, particulars. */
function told(router: Router): unknown[] {
  const others: readonly number[] = [
    Code.RunPlanned,
    Code.RunBegins,
    Code.MethodEmpty,
    Code.MethodFound,
    Code.WaitingForDns,
  ];
  return router.outputs
    .filter(({ kind, handle }) => kind === OutputKind.Log && !others.includes(handle))
    .map((record) => [record.handle, record.flags, jsonOf(record)]);
}

describe("which network a file is of", () => {
  const udhcpc = (event: string, ...lines: readonly string[]) => ["client=udhcpc", `event=${event}`, ...lines];

  test("I-01 that of its device; a file that is removed, or says none, that of its name", () => {
    const router = new Router()
      .link(2, "eth1")
      .spool("wan.inet", ...BOUND4, SERVER4)
      .pass(20_000);
    assert.deepEqual(networks(router), ["wan eth1"]);
    assert.equal(router.ask("peers").length, 3);
    router.spool("wan.inet");
    assert.deepEqual(router.told(Code.LeaseLost), [WAN]);
    assert.deepEqual(router.ask("peers"), []);
    router.spool("wan.inet", ...udhcpc("bound", SERVER4)).pass(20_000);
    assert.deepEqual(networks(router), ["wan eth1"]);
    assert.equal(router.ask("peers").length, 3);
    router.spool("wan.inet", ...udhcpc("deconfig"));
    assert.deepEqual(router.told(Code.LeaseLost), [WAN]);
  });

  for (const order of ["before", "after"])
    test(`A-07 addresses that come ${order} the lease of one family attach the other as well`, () => {
      for (const [file, lines, other] of [
        ["wan.inet", BOUND4, "inet6"],
        ["wan.inet6", BOUND6, "inet"],
      ] as const) {
        const router = new Router().link(2, "eth1");
        const assign = () => router.assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
        if (order === "before") assign();
        router.spool(file, ...lines);
        if (order === "after") assign();
        const states = router.ask("status").map(({ pvd, family, state }) => [pvd, family, state].join(" "));
        assert.ok(
          states.some((state) => state.endsWith(`${other} wait-config`)),
          `${file}: ${states.join()}`,
        );
      }
    });

  test("I-01 a name belongs to one family: in the other it is another network's", () => {
    const router = new Router()
      .link(2, "eth1")
      .link(3, "wan")
      .spool("wan.inet", ...BOUND4, SERVER4);
    router.spool("wan.inet6", "client=odhcp6c", "event=bound");
    assert.deepEqual(networks(router), ["wan eth1", "wan wan"]);
  });

  test("I-01 the device itself, where the system has no other name; with one the IPv4 name is the network's", () => {
    const router = new Router().link(2, "eth1").spool("eth1.inet", ...udhcpc("bound"));
    assert.deepEqual(networks(router), ["eth1 eth1"]);
    router.spool("wan6.inet6", ...BOUND6);
    assert.deepEqual(networks(router), ["eth1 eth1"]);
    router.spool("wan.inet", ...BOUND4);
    assert.deepEqual(networks(router), ["wan eth1"]);
    const six = new Router().link(2, "eth1").spool("wan6.inet6", ...BOUND6);
    assert.deepEqual(networks(six), ["wan6 eth1"]);
  });

  test("I-01 nobody's, if it says of an unknown name alone that there is no lease", () => {
    const router = new Router().link(2, "eth1");
    for (const lines of [[], udhcpc("deconfig"), udhcpc("leasefail"), udhcpc("wonder", "device=eth1")])
      assert.deepEqual(router.spool("wan.inet", ...lines).outputs, [], lines.join(" "));
    assert.deepEqual(networks(router), []);
    router.spool("wan.inet", ...udhcpc("leasefail", "device=eth1"));
    assert.deepEqual(networks(router), ["wan eth1"]);
    assert.deepEqual(told(router.spool("wan.inet", ...udhcpc("leasefail", "device=eth1"))), [
      [Code.NoDhcpServer, LogLevel.Info, WAN],
    ]);
  });

  test("I-07 with sections those without one are ignored, which the log tells by their name", () => {
    const router = new Router().configure("interface wan", "interface two", "device eth2", "ipv4-device tun2");
    for (const index of [1, 2, 3, 4]) router.link(index, `eth${index}`);
    router.link(5, "tun2");
    const learn = (name: string, device: string) => {
      router.spool(`${name}.inet`, ...udhcpc("bound", `device=${device}`));
      return router.told(Code.InterfaceIgnored);
    };
    assert.deepEqual(learn("lan", "eth3"), [{ text: "lan" }]);
    assert.deepEqual(learn("eth4", "eth4"), [{ text: "eth4" }]);
    for (const [name, device] of [
      ["wan", "eth1"],
      ["any", "eth2"],
      ["tunnel", "tun2"],
    ] as const)
      assert.deepEqual(learn(name, device), [], name);
    assert.deepEqual(networks(router), ["two eth2", "wan eth1"]);
  });
});

describe("what the log tells of a lease", () => {
  test("R-11 each thing that it says, with the option that it stands in", () => {
    const router = new Router()
      .link(2, "eth1")
      .spool(
        "wan.inet",
        ...[...BOUND4, "opt147=0161047465737400", `${SERVER4}c000020b7f000001e0000001c000020a`],
        "opt213=026973047465737400",
      );
    assert.deepEqual(told(router), [
      [Code.LeaseLearnt, LogLevel.Info, WAN],
      [Code.IdentifierLearnt, LogLevel.Info, { ...WAN, option: 147, name: "a.test" }],
      [Code.AddressesLearnt, LogLevel.Info, { ...WAN, option: 148, value: 2 }],
      [Code.DomainLearnt, LogLevel.Info, { ...WAN, option: 213, name: "is.test" }],
      [Code.AddressDiscarded, LogLevel.Debug, { ...WAN, error: Code.Loopback, address: "127.0.0.1" }],
      [Code.AddressDiscarded, LogLevel.Debug, { ...WAN, error: Code.Multicast, address: "224.0.0.1" }],
      [Code.AddressDiscarded, LogLevel.Notice, { ...WAN, error: Code.Duplicate, address: "192.0.2.10" }],
    ]);
    router.pass(60_000).spool("wan.inet", ...BOUND4, "domain=isp.test", "opt147=0161");
    assert.deepEqual(told(router).slice(0, 3), [
      [Code.LeaseLearnt, LogLevel.Info, WAN],
      [Code.DomainLearnt, LogLevel.Info, { ...WAN, option: 15, name: "isp.test" }],
      [Code.OptionIgnored, LogLevel.Warning, { ...WAN, option: 147, error: Code.NameUnterminated, offset: 2 }],
    ]);
  });

  test("R-11 and of DHCPv6", () => {
    const address = "20010db8000000000000000000000010";
    const router = new Router()
      .link(2, "eth1")
      .spool(
        "wan6.inet6",
        ...[...BOUND6, `PASSTHRU=008d0008016104746573740000` + `8e0010${address}0039000402697300`],
        "PREFIXES=2001:db8:7::/48,300,600 fe80::/48,300,600",
      );
    assert.deepEqual(told(router), [
      [Code.LeaseLearnt, LogLevel.Info, WAN6],
      [Code.IdentifierLearnt, LogLevel.Info, { ...WAN6, option: 141, name: "a.test" }],
      [Code.AddressesLearnt, LogLevel.Info, { ...WAN6, option: 142, value: 1 }],
      [Code.PrefixesLearnt, LogLevel.Info, { ...WAN6, option: 26, value: 1 }],
      [Code.AddressDiscarded, LogLevel.Notice, { ...WAN6, error: Code.PrefixUnusable, address: "fe80::" }],
    ]);
  });

  test("R-25 a warning and what is invalid, each with its place", () => {
    const router = new Router()
      .link(2, "eth1")
      .spool(
        "wan.inet",
        ...["client=dhclient", "event=BOUND", "device=eth1", "new_dots_ri=one.test. two.test."],
        "new_dots_address=192.0.2.10 x",
      );
    assert.deepEqual(told(router), [
      [Code.LeaseLearnt, LogLevel.Info, WAN],
      [Code.IdentifierLearnt, LogLevel.Info, { ...WAN, option: 147, name: "one.test" }],
      [Code.OptionIgnored, LogLevel.Warning, { ...WAN, option: 148, error: Code.TextAddress, offset: 11 }],
      [Code.OptionWarning, LogLevel.Notice, { ...WAN, option: 147, error: Code.TypedName, offset: 0 }],
      [Code.OptionWarning, LogLevel.Notice, { ...WAN, option: 147, error: Code.SecondName, offset: 9 }],
    ]);
  });
});

describe("§3.4 what a later lease changes", () => {
  const FIRST = [
    ...BOUND4,
    SERVER4,
    "opt147=016100",
    "router=192.0.2.1",
    "serverid=192.0.2.1",
    "dns=192.0.2.53",
    "ip=192.0.2.57",
  ];
  const settled = (): Router => {
    const router = new Router().configure("methods dhcp", "families inet").link(2, "eth1");
    return router.spool("wan.inet", ...FIRST).pass(60_000);
  };
  const changed = (from: string, ...to: readonly string[]): string[] =>
    FIRST.flatMap((line) => (line === from ? to : [line]));
  const begun = (router: Router): unknown[] =>
    [...router.told(Code.RunBegins), ...router.told(Code.RunPlanned)].map(({ why }) => why);

  test("nothing, if it says the same about servers, resolvers and domains", () => {
    for (const lines of [FIRST, [...FIRST, "lease=3600"], changed("ip=192.0.2.57", "ip=192.0.2.58")]) {
      const router = settled().spool("wan.inet", ...lines);
      assert.deepEqual(told(router), [[Code.LeaseUnchanged, LogLevel.Debug, WAN]]);
      assert.deepEqual(begun(router), []);
    }
  });

  test("the list, at once, with whatever else it says", () => {
    for (const lines of [
      changed(SERVER4, `${SERVER4}c000020b`),
      changed(SERVER4, "opt148=c000020b"),
      changed(SERVER4),
      changed("opt147=016100", "opt147=016200"),
      changed("opt147=016100"),
      changed("router=192.0.2.1", "router=192.0.2.2"),
      changed("router=192.0.2.1"),
      changed("serverid=192.0.2.1", "serverid=192.0.2.2"),
      changed("dns=192.0.2.53", "dns=192.0.2.54"),
      changed("dns=192.0.2.53", "dns=192.0.2.53 192.0.2.54"),
      changed("dns=192.0.2.53"),
      [...FIRST, "domain=isp.test"],
    ]) {
      const router = settled().spool("wan.inet", ...lines);
      assert.deepEqual(router.toldEver(Code.LeaseLearnt).length, 2, lines.join(" "));
      assert.deepEqual(
        router
          .toldEver(Code.RunBegins)
          .map(({ why }) => why)
          .slice(1),
        ["lease-changed"],
        lines.join(" "),
      );
      assert.deepEqual(router.toldEver(Code.NewNetwork), []);
    }
  });

  test("the network, if both its server of DHCP and its router are others: a second of quiet, and no list before", () => {
    const other = FIRST.map((line) => line.replace("router=192.0.2.1", "router=198.51.100.1"));
    const router = settled().spool(
      "wan.inet",
      ...other.map((line) => line.replace("serverid=192.0.2.1", "serverid=x")),
    );
    assert.deepEqual(router.told(Code.NewNetwork), [WAN]);
    assert.deepEqual(router.told(Code.ListWithdrawn), [WAN]);
    assert.deepEqual(router.told(Code.RunPlanned), [{ ...WAN, why: "new-network", value: 1000 }]);
    assert.deepEqual(router.ask("peers"), []);
    assert.deepEqual(router.pass(1000).told(Code.RunBegins), [{ ...WAN, why: "new-network" }]);
    assert.equal(router.ask("peers").length, 3);
  });

  test("A-16 the router's own address alone, which is no server from the next look on", () => {
    const lines = changed(SERVER4, `${SERVER4}c000023a`);
    const router = settled()
      .spool("wan.inet", ...lines)
      .pass(60_000);
    assert.equal(router.ask("peers").length, 6);
    const renewed = lines.map((line) => line.replace("ip=192.0.2.57", "ip=192.0.2.58"));
    assert.deepEqual(router.spool("wan.inet", ...renewed).told(Code.LeaseUnchanged), [WAN]);
    router.ask("refresh");
    assert.deepEqual([...new Set(router.ask("peers").map(({ address }) => address))], ["192.0.2.10"]);
  });

  test("its end alone, which counts from the last one", () => {
    const router = settled()
      .spool("wan.inet", ...FIRST, "lease=100")
      .pass(60_000);
    router.spool("wan.inet", ...FIRST, "lease=300").pass(100_000);
    assert.deepEqual(router.told(Code.LeaseExpired), []);
    router.spool("wan.inet", ...FIRST).pass(1_000_000);
    assert.deepEqual(router.toldEver(Code.LeaseExpired), []);
    router.spool("wan.inet", ...FIRST, "lease=100").pass(99_999);
    assert.deepEqual(router.told(Code.LeaseExpired), []);
    assert.deepEqual(router.pass(1).told(Code.LeaseExpired), [WAN]);
    assert.deepEqual(router.ask("peers"), []);
  });
});
