// What each method finds, or why it has nothing: the log of one search, line by line
// (docs/configuration.md, RFC 8973 §4).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { jsonOf } from "../support/core.ts";
import { nameOfCode } from "../support/vectors.ts";
import { Router, SERVER4, SERVER6 } from "./support/router.ts";

const LEASE4 = ["client=udhcpc", "event=bound", "device=eth1", "ip=192.0.2.57"];
const LEASE6 = ["client=odhcp6c", "event=bound", "device=eth1"];
const NAME = "opt147=04646f74730469737061047465737400"; // dots.ispa.test
const manual = (...lines: readonly string[]) => ["server one", "reference-identifier one.test", ...lines];

const TOLD: readonly number[] = [
  ...[Code.MethodFound, Code.MethodEmpty, Code.WaitingForDns, Code.AllMethodsEmpty, Code.AddressDiscarded],
  ...[Code.NameNotTrusted, Code.NoCallHomePort],
];

/** Log lines of the searches of one family: the code, then all particulars but whose they are. */
function searched(router: Router, family: string): string[] {
  return router.outputs
    .filter(({ kind, handle }) => kind === OutputKind.Log && TOLD.includes(handle))
    .map((record) => [nameOfCode(record.handle), jsonOf(record)] as const)
    .filter(([, line]) => line["family"] === family && line["pvd"] === "wan")
    .map(([code, { what, error, value, name, address }]) =>
      [code, what, error === undefined ? undefined : nameOfCode(error), value, name, address]
        .join(" ")
        .replace(/ +/g, " ")
        .trim(),
    );
}

interface Given {
  readonly config?: readonly string[];
  /** Lines of the lease; undefined: there is none. */
  readonly lease?: readonly string[];
  readonly addresses?: readonly string[];
  /** A second network. */
  readonly isBeside?: boolean;
}

/** A search of IPv4 on command, when all leases are there. */
function search({ config = [], lease, addresses = ["192.0.2.57/24"], isBeside = false }: Given): [string[], Router] {
  const router = new Router()
    .configure(...config)
    .link(2, "eth1")
    .link(3, "eth2");
  if (lease !== undefined) router.spool("wan.inet", ...LEASE4, ...lease);
  else router.spool("wan.inet", "client=udhcpc", "event=leasefail", "device=eth1");
  router.assign(2, ...addresses);
  if (isBeside) router.spool("two.inet", "client=udhcpc", "event=bound", "device=eth2", SERVER4);
  router.pass(60_000).ask("refresh");
  return [searched(router, "inet"), router];
}

const LAN = ["interface wan", "device eth1", "interface lan", "device eth2"];
const EVERY = "methods manual dhcp snaptr dnssd mdns anycast default-router";
const HEARD = "mdns nothing-configured";

describe("R-03 one method after the other, until one has something", () => {
  const cases: readonly (readonly [title: string, given: Given, lines: readonly string[]])[] = [
    [
      "no lease and nothing configured",
      { config: [EVERY] },
      [
        ...["manual nothing-configured", "dhcp no-lease", "snaptr no-domain", "dnssd no-domain", HEARD],
        ...["anycast nothing-configured", "default-router nothing-configured"],
      ]
        .map((line) => `method-empty ${line}`)
        .concat("all-methods-empty"),
    ],
    [
      "a lease without DOTS options",
      { config: ["methods dhcp"], lease: [] },
      ["method-empty dhcp no-dots-options", "all-methods-empty"],
    ],
    [
      "R-31 a lease with an address",
      { lease: [SERVER4] },
      ["method-empty manual nothing-configured", "method-found dhcp 1"],
    ],
    [
      "R-24 a lease with two addresses and a name",
      { config: ["methods dhcp"], lease: [NAME, `${SERVER4}c000020b`] },
      ["method-found dhcp 2"],
    ],
    [
      "E-99 a name that nobody can be asked for",
      { config: ["methods dhcp"], lease: [NAME] },
      ["waiting-for-dns dhcp dots.ispa.test"],
    ],
    [
      "A-16 an own address alone",
      { config: ["methods dhcp"], lease: ["opt148=c0000239"] },
      ["address-discarded own-address 192.0.2.57", "method-empty dhcp no-usable-address", "all-methods-empty"],
    ],
    [
      "A-16 an address of another interface",
      { config: ["methods dhcp"], lease: ["opt148=c0000239c000023a"], addresses: ["192.0.2.58/24"] },
      [
        ...["address-discarded own-address 192.0.2.57", "address-discarded own-address 192.0.2.58"],
        ...["method-empty dhcp no-usable-address", "all-methods-empty"],
      ],
    ],
    [
      "R-61 a name that is not trusted",
      { config: ["methods dhcp", "trusted-names other.test"], lease: [NAME, SERVER4] },
      ["name-not-trusted dots.ispa.test", "method-empty dhcp name-not-trusted", "all-methods-empty"],
    ],
    [
      "A-25 addresses without a name, where names have to be trusted",
      { config: ["methods dhcp", "trusted-names other.test"], lease: [SERVER4] },
      ["method-empty dhcp name-missing", "all-methods-empty"],
    ],
    [
      "R-61 a name that is trusted",
      { config: ["methods dhcp", "trusted-names a.test *.ispa.test"], lease: [NAME, SERVER4] },
      ["method-found dhcp 1"],
    ],
    [
      "E-88a a domain that is not trusted",
      { config: ["methods snaptr dnssd", "trusted-names other.test"], lease: ["domain=isp.test"] },
      [
        ...["name-not-trusted isp.test", "method-empty snaptr name-not-trusted"],
        ...["name-not-trusted isp.test", "method-empty dnssd name-not-trusted", "all-methods-empty"],
      ],
    ],
    [
      "A-18 Call Home without a port",
      { config: ["methods dhcp", "call-home on"], lease: [SERVER4] },
      ["no-call-home-port", "method-found dhcp 1"],
    ],
    [
      "A-18 Call Home with a port",
      { config: ["methods dhcp", "call-home on", "call-home-port 4800"], lease: [SERVER4] },
      ["method-found dhcp 2"],
    ],
    [
      "A-11 a server for any network is that of the only one",
      { config: ["methods manual dhcp", ...manual("addresses 203.0.113.9")], lease: [SERVER4] },
      ["method-empty manual served-by-any-network"],
    ],
    [
      "A-11 of several it stands beside",
      { config: ["methods manual dhcp", ...manual("addresses 203.0.113.9")], lease: [SERVER4], isBeside: true },
      ["method-empty manual nothing-configured", "method-found dhcp 1"],
    ],
    [
      "A-11 unless it replaces theirs",
      {
        config: ["methods manual dhcp", "manual-scope replace", ...manual("addresses 203.0.113.9")],
        lease: [SERVER4],
        isBeside: true,
      },
      ["method-empty manual served-by-any-network"],
    ],
    [
      "A-11 a LAN where multicast DNS alone is asked is no second network",
      {
        config: ["methods manual dhcp", ...manual("addresses 203.0.113.9"), ...LAN, "methods mdns"],
        lease: [SERVER4],
        isBeside: true,
      },
      ["method-empty manual served-by-any-network"],
    ],
    [
      "A-11 one where something else is asked too is",
      {
        config: ["methods manual dhcp", ...manual("addresses 203.0.113.9"), ...LAN, "methods dhcp mdns"],
        lease: [SERVER4],
        isBeside: true,
      },
      ["method-empty manual nothing-configured", "method-found dhcp 1"],
    ],
    [
      "A-11 a server of the other family says nothing of this one",
      { config: ["methods manual dhcp", ...manual("addresses 2001:db8:9::9")], lease: [SERVER4] },
      ["method-empty manual nothing-configured", "method-found dhcp 1"],
    ],
    [
      "R-04 a server of this network, and an address that stands twice",
      {
        config: [
          "methods manual dhcp",
          ...manual("addresses 203.0.113.9 203.0.113.9 203.0.113.8", "bind-interface wan"),
        ],
        lease: [SERVER4],
      },
      ["address-discarded duplicate 203.0.113.9", "method-found manual 2"],
    ],
    [
      "R-04 a server of another network",
      { config: ["methods manual dhcp", ...manual("addresses 203.0.113.9", "bind-interface two")], lease: [SERVER4] },
      ["method-empty manual nothing-configured", "method-found dhcp 1"],
    ],
    [
      "R-70 anycast",
      { config: ["methods anycast", ...manual("method anycast", "addresses 203.0.113.46 2001:db8:46::1")], lease: [] },
      ["method-found anycast 1"],
    ],
    [
      "R-73 anycast while there are several networks",
      { config: ["methods anycast", ...manual("method anycast", "addresses 203.0.113.46")], lease: [], isBeside: true },
      ["method-empty anycast several-networks", "all-methods-empty"],
    ],
    [
      "R-131 the default router",
      { config: ["methods default-router", ...manual("method default-router")], lease: ["router=192.0.2.1"] },
      ["method-found default-router 1"],
    ],
    [
      "R-131 a default router that is this one",
      { config: ["methods default-router", ...manual("method default-router")], lease: ["router=192.0.2.57"] },
      ["method-empty default-router own-address", "all-methods-empty"],
    ],
    [
      "R-131 no default router without a lease",
      { config: ["methods default-router", ...manual("method default-router")] },
      ["method-empty default-router no-router", "all-methods-empty"],
    ],
  ];
  for (const [title, given, lines] of cases)
    test(title, () => {
      const interfaces = given.lease === undefined ? ["interface wan", "device eth1"] : [];
      const [told] = search({ ...given, config: [...(given.config ?? []), ...interfaces] });
      assert.deepEqual(told, lines);
    });
});

describe("methods of IPv6", () => {
  const MAPPED = "OPTION_142=00000000000000000000ffffcb007109";

  test("E-32 an IPv4-mapped server needs IPv4 on its network, which the log tells with the address", () => {
    const router = new Router()
      .configure("methods dhcp")
      .link(2, "eth1")
      .spool("wan.inet6", ...LEASE6, MAPPED);
    router.pass(60_000).ask("refresh");
    assert.deepEqual(searched(router, "inet6"), [
      "address-discarded unreachable 203.0.113.9",
      "method-empty dhcp no-usable-address",
      "all-methods-empty",
    ]);
    router.assign(2, "192.0.2.57/24").pass(60_000).ask("refresh");
    assert.deepEqual(searched(router, "inet6"), ["method-found dhcp 1"]);
  });

  test("R-11 a lease that has ended says no more", () => {
    const router = new Router().configure("methods dhcp").link(2, "eth1").assign(2, "2001:db8:1::57/64");
    router
      .spool("wan.inet6", ...LEASE6, "ADDRESSES=2001:db8:1::57/64,100,100", SERVER6)
      .pass(101_000)
      .ask("refresh");
    assert.deepEqual(searched(router, "inet6"), ["method-empty dhcp lease-ended", "all-methods-empty"]);
  });
});
