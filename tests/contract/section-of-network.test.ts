// Which `interface` section is a network's: by its device or by a name that a hook uses, for
// both families or for one (docs/configuration.md, I-01, I-04).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { BOUND4, BOUND6, Router, SERVER4, SERVER6 } from "./support/router.ts";

const lease4 = (device: string, ...lines: readonly string[]) => [
  "client=udhcpc",
  "event=bound",
  `device=${device}`,
  ...lines,
];
const lease6 = (device: string, ...lines: readonly string[]) => [
  "client=odhcp6c",
  "event=bound",
  `device=${device}`,
  ...lines,
];

const networks = (router: Router): string[] =>
  router
    .ask("networks")
    .map((line) => [line["pvd"], line["interface"], line["ipv4_interface"], line["credentials_ref"]].join(" "));
/** The rows for the signal channel over UDP, as `NETWORK DEVICE FAMILY KEYS`. */
const rows = (router: Router): string[] =>
  router
    .ask("peers")
    .filter(({ channel, transport }) => channel === "signal" && transport === "udp")
    .map((row) => [row["pvd"], row["interface"], row["family"], row["credentials_ref"]].join(" "));

/** Two devices whose leases of both families name servers, the hooks' names being `wan`, `wan6` and `lte`, `lte6`. */
function start(...config: readonly string[]): Router {
  const router = new Router().configure(...config);
  for (const [index, device, name] of [
    [1, "eth1", "wan"],
    [2, "wwan0", "lte"],
  ] as const) {
    router.link(index, device).spool(`${name}.inet`, ...lease4(device, SERVER4));
    router.spool(`${name}6.inet6`, ...lease6(device, SERVER6));
  }
  return router.pass(60_000);
}

describe("a section is a network's", () => {
  test("by its device, whatever the hooks call it", () => {
    const router = start(
      "interface home",
      "device eth1",
      "credentials a",
      "interface away",
      "device wwan0",
      "credentials b",
    );
    assert.deepEqual(networks(router), ["home eth1  a", "away wwan0  b"]);
    assert.deepEqual(rows(router), [
      "home eth1 inet a",
      "home eth1 inet6 a",
      "away wwan0 inet b",
      "away wwan0 inet6 b",
    ]);
  });

  test("by the name that a hook uses in either family", () => {
    const router = start("interface wan", "credentials a", "interface lte6", "credentials b");
    assert.deepEqual(rows(router), ["wan eth1 inet a", "wan eth1 inet6 a", "lte6 wwan0 inet6 b"]);
    assert.deepEqual(router.toldEver(Code.InterfaceIgnored), [{ text: "lte" }]);
    assert.deepEqual(
      networks(router).map((line) => line.split(" ")[0]),
      ["wan", "lte6"],
    );
  });

  test("the first of several, for each family", () => {
    const router = start(
      ...["interface six", "device eth1", "families inet6", "credentials b", "mark 6"],
      ...["interface four", "device eth1", "families inet", "credentials a", "mark 4"],
    );
    assert.deepEqual(rows(router), ["six eth1 inet a", "six eth1 inet6 b"]);
    assert.equal(router.network()["mark"], 6);
  });

  test("and if it is for one family, the network has no other", () => {
    for (const family of ["inet", "inet6"]) {
      const router = start("interface wan", "device eth1", `families ${family}`);
      assert.deepEqual(rows(router), [`wan eth1 ${family} `]);
      const cells = router.ask("status").filter(({ record }) => record === "cell");
      assert.deepEqual(
        cells.map((cell) => [cell["family"], cell["state"]]),
        [
          ["inet", family === "inet" ? "ready" : "down"],
          ["inet6", family === "inet6" ? "ready" : "down"],
        ],
      );
    }
  });

  test("and the methods of a section are those of its network and families", () => {
    const router = start(
      "methods dhcp",
      "interface wan",
      "device eth1",
      "methods manual",
      "interface lte",
      "device wwan0",
    );
    assert.deepEqual(rows(router), ["lte wwan0 inet ", "lte wwan0 inet6 "]);
    const one = start(
      "methods dhcp",
      "interface wan",
      "device eth1",
      "families inet",
      "methods manual",
      "interface six",
      "device eth1",
      "families inet6",
    );
    assert.deepEqual(rows(one), ["wan eth1 inet6 "]);
  });
});

describe("I-01 an interface section is for the network", () => {
  const of = (section: readonly string[], file4: string, file6: string) => {
    const router = new Router().configure("methods dhcp", ...section, "credentials key", "table 7").link(2, "eth1");
    router
      .spool(`${file4}.inet`, ...BOUND4, SERVER4)
      .spool(`${file6}.inet6`, ...BOUND6, SERVER6)
      .pass(60_000);
    const rows = router.ask("peers").map(({ pvd, family, table, credentials_ref: key }) => [pvd, family, table, key]);
    return [...new Set(rows.map((row) => row.join(" ")))];
  };

  test("on its device, whatever the hooks call it", () =>
    assert.deepEqual(of(["interface uplink", "device eth1"], "wan", "wan6"), [
      "uplink inet 7 key",
      "uplink inet6 7 key",
    ]));
  test("on the device of its own name", () =>
    assert.deepEqual(of(["interface eth1"], "wan", "wan6"), ["eth1 inet 7 key", "eth1 inet6 7 key"]));
  test("that the hook for IPv4 calls by its name", () =>
    assert.deepEqual(of(["interface wan"], "wan", "wan6"), ["wan inet 7 key", "wan inet6 7 key"]));
  test("and no other", () => {
    const router = new Router().configure("methods dhcp", "interface wan", "credentials key").link(2, "eth1");
    router.spool("lan.inet", ...BOUND4, SERVER4);
    assert.deepEqual(router.told(Code.InterfaceIgnored), [{ text: "lan" }]);
    assert.deepEqual(router.spool("wan6.inet6", ...BOUND6, SERVER6).told(Code.InterfaceIgnored), [{ text: "wan6" }]);
  });
  test("that the hook for IPv6 calls by its name", () => {
    const router = new Router()
      .configure("methods dhcp", "interface wan6", "credentials key", "table 7")
      .link(2, "eth1");
    router
      .spool("wan6.inet6", ...BOUND6, SERVER6)
      .spool("wan.inet", ...BOUND4, SERVER4)
      .pass(60_000);
    const keys = router.ask("peers").map(({ credentials_ref: key, table }) => [key, table]);
    assert.deepEqual(
      keys,
      Array.from({ length: 6 }, () => ["key", 7]),
    );
  });
});

describe("another configuration", () => {
  test("with sections takes the networks that have none; without any again they come with their next lease", () => {
    const router = start();
    assert.deepEqual(networks(router), ["wan eth1  ", "lte wwan0  "]);
    router.configure("interface lte", "device wwan0").pass(60_000);
    assert.deepEqual(networks(router), ["lte wwan0  "]);
    assert.deepEqual(rows(router), ["lte wwan0 inet ", "lte wwan0 inet6 "]);
    router.spool("wan.inet", ...lease4("eth1", SERVER4));
    assert.deepEqual(router.told(Code.InterfaceIgnored), [{ text: "wan" }]);
    router.configure().pass(60_000);
    assert.deepEqual(networks(router), ["lte wwan0  "]);
    router.spool("wan.inet", ...lease4("eth1", SERVER4)).pass(60_000);
    assert.deepEqual(networks(router), ["wan eth1  ", "lte wwan0  "]);
    assert.deepEqual(rows(router), ["wan eth1 inet ", "lte wwan0 inet ", "lte wwan0 inet6 "]);
  });

  test("that names its device anew keeps the network and its servers", () => {
    const router = start();
    router.configure("interface uplink", "device eth1", "interface lte");
    assert.deepEqual(networks(router), ["uplink eth1  ", "lte wwan0  "]);
    assert.deepEqual(rows(router).slice(0, 2), ["uplink eth1 inet ", "uplink eth1 inet6 "]);
    assert.deepEqual(router.told(Code.ListWithdrawn), []);
  });

  test("that wants one family less takes that family's servers at once", () => {
    const router = start();
    router.configure("families inet6");
    assert.deepEqual(
      router.told(Code.ListWithdrawn).map(({ pvd, family }) => [pvd, family]),
      [
        ["wan", "inet"],
        ["lte", "inet"],
      ],
    );
    assert.deepEqual(rows(router), ["wan eth1 inet6 ", "lte wwan0 inet6 "]);
    router.configure("families inet inet6").pass(60_000);
    assert.equal(rows(router).length, 4);
  });
});

test("I-04 the device that carries IPv4 is part of the network of its section", () => {
  const router = new Router().configure("interface wan", "device eth1", "ipv4-device tun0", "credentials a");
  router.link(1, "eth1").spool("wan6.inet6", ...lease6("eth1", SERVER6));
  router
    .link(2, "tun0")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...lease4("tun0", SERVER4))
    .pass(60_000);
  assert.deepEqual(networks(router), ["wan eth1 tun0 a"]);
  assert.deepEqual(rows(router), ["wan tun0 inet a", "wan eth1 inet6 a"]);
  const sources = router.ask("peers").map(({ family, source_candidates: own }) => `${String(family)} ${String(own)}`);
  assert.deepEqual([...new Set(sources)], ["inet 192.0.2.57", "inet6 "]);
  // Without it the tunnel is nobody's.
  router.configure("interface wan", "device eth1", "credentials a").pass(60_000);
  assert.deepEqual(networks(router), ["wan eth1  a"]);
});

test("I-04 the device that carries IPv4 goes: with it what its lease said, and nothing of IPv6", () => {
  const router = new Router()
    .configure("interface wan", "device eth1", "ipv4-device tun0")
    .link(1, "eth1")
    .link(2, "tun0");
  router.spool("wan6.inet6", ...lease6("eth1", SERVER6, "RDNSS=2001:db8::53"));
  router.spool("wan.inet", ...lease4("tun0", SERVER4, "lease=600", "dns=192.0.2.53", "router=192.0.2.1")).pass(60_000);
  assert.deepEqual(rows(router), ["wan tun0 inet ", "wan eth1 inet6 "]);
  router.link(2, "tun0", LinkState.Gone);
  assert.deepEqual(router.told(Code.LinkDown), [{ text: "tun0" }]);
  assert.deepEqual(rows(router), ["wan eth1 inet6 "]);
  const { resolvers, routers } = router.network();
  assert.deepEqual([resolvers, routers], [[{ address: "2001:db8::53", port: 53 }], []]);
  assert.deepEqual(router.link(2, "tun0").told(Code.LinkUp), [{ text: "tun0" }]);
  assert.deepEqual(router.pass(1_000_000).told(Code.LeaseExpired), []);
  assert.deepEqual(rows(router), ["wan eth1 inet6 "]);
});

test("I-04 a device that carries IPv4 and is there before its section makes the network of the section", () => {
  const router = new Router().link(2, "tun0").configure("interface wan", "device eth1", "ipv4-device tun0");
  assert.deepEqual(networks(router), ["wan eth1 tun0 "]);
  assert.deepEqual(networks(new Router().link(2, "tun1").configure("interface wan", "ipv4-device tun0")), []);
});

describe("rows are told anew where a configuration changes", () => {
  /** What is told of the rows, as `NETWORK FAMILY KEYS WARNED`, each once. */
  function told(before: readonly string[], after: readonly string[]): string[] {
    const router = start(...before);
    router.ask("watch");
    router.configure(...after);
    const changed = router.lines(OutputKind.Event).filter(({ event }) => event === "changed");
    const texts = changed.map((row) => {
      const isWarned = (row["warnings"] as number[]).includes(Code.CredentialsMissing);
      return [row["pvd"], row["family"], row["credentials_ref"], isWarned ? "warned" : ""].join(" ");
    });
    return [...new Set(texts)];
  }
  const wan = (keys: string) => ["interface wan", "device eth1", ...(keys === "" ? [] : [`credentials ${keys}`])];
  const lte = ["interface lte", "device wwan0"];

  test("the keys of another network: it has none while others do", () => {
    assert.deepEqual(told([...wan(""), ...lte], [...wan("a"), ...lte]), [
      ...["wan inet a ", "wan inet6 a ", "lte inet  warned", "lte inet6  warned"],
    ]);
    assert.deepEqual(told([...wan("a"), ...lte], [...wan("b"), ...lte]), ["wan inet b ", "wan inet6 b "]);
  });

  test("the keys of one family", () => {
    const sections = (four: string, six: string) => [
      ...["interface wan", "device eth1", "families inet", `credentials ${four}`],
      ...["interface wan6", "device eth1", "families inet6", `credentials ${six}`],
    ];
    const changed = told(sections("a", "b"), sections("a", "c"));
    assert.ok(changed.includes("wan inet6 c "), changed.join(", "));
    const other = told(sections("a", "b"), sections("d", "b"));
    assert.ok(other.includes("wan inet d "), other.join(", "));
  });
});
