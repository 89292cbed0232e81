// Whose servers protect a target (docs/configuration.md), rule by rule and at the edges of each; what is told of targets
// that are none.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { nameOfCode } from "../support/vectors.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router, SERVER4, SERVER6 } from "./support/router.ts";

/** A reply in short: `NETWORK[/SECTION]: TARGET… [!WARNING]` of each group, `TARGET? REASON` of each that has none. */
function inShort(router: Router, line: string): string[] {
  return router.ask(line).map(({ record, pvd, server_group: section, targets, target, warnings, reason, error }) => {
    if (record === "accepted" || record === "rejected") return record;
    if (record === "error") return `error ${nameOfCode(error)}`;
    if (record === "unmatched") return `${String(target)}? ${nameOfCode(reason)}`;
    const told = (warnings as number[]).map((code) => ` !${nameOfCode(code)}`).join("");
    return `${String(pvd)}${section === null ? "" : `/${section as string}`}: ${(targets as string[]).join(" ")}${told}`;
  });
}

/** Networks net1, net2, … with a server of DHCP each and these addresses. */
function networks(config: readonly string[], ...addresses: readonly (readonly string[])[]): Router {
  const router = new Router().configure("methods manual dhcp", ...config);
  addresses.forEach((own, index) => {
    const number = index + 1;
    router
      .link(number, `eth${number}`)
      .spool(`net${number}.inet`, ...BOUND4.slice(0, 2), `device=eth${number}`, SERVER4);
    router.assign(number, ...own);
  });
  return router.pass(60_000);
}

const LABELS = ["one", "two", "three", ...Array.from({ length: 16 }, (_, index) => `s${index + 1}`)];

/** A `server` section with an address of its own. */
const manual = (label: string, ...lines: readonly string[]): string[] => [
  ...[`server ${label}`, `reference-identifier ${label}.test`, `addresses 203.0.113.${LABELS.indexOf(label)}`],
  ...lines,
];

describe("R-96 the network with the longest prefix that holds the target", () => {
  test("a longer one wins, to the bit", () => {
    const router = networks([], ["198.51.100.1/24"], ["198.51.100.129/25"]);
    assert.deepEqual(inShort(router, "select 198.51.100.127 198.51.100.128 198.51.101.0 198.51.99.255"), [
      ...["net1: 198.51.100.127", "net2: 198.51.100.128"],
      ...["198.51.101.0? no-owner", "198.51.99.255? no-owner"],
    ]);
  });

  test("one of no bits holds every target of its family", () => {
    const router = networks([], ["2001:db8::1/0"]);
    assert.deepEqual(inShort(router, "select 2001:db9::1 198.51.100.1"), [
      "net1: 2001:db9::1",
      "198.51.100.1? no-owner",
    ]);
    const other = networks([], ["198.51.100.1/0"]);
    assert.deepEqual(inShort(other, "select 203.0.113.1 2001:db9::1"), ["net1: 203.0.113.1", "2001:db9::1? no-owner"]);
  });

  test("E-100 a longer one beats one of no bits, and two of no bits are those of two owners", () => {
    const router = networks([], ["2001:db8::1/0"], ["2001:db8:1::1/1"]);
    assert.deepEqual(inShort(router, "select 2001:db9::1 8000::1"), ["net1: 8000::1", "net2: 2001:db9::1"]);
    const both = networks([], ["2001:db8::1/0"], ["2001:db8:1::1/0"]);
    assert.deepEqual(inShort(both, "select 2001:db9::1"), ["2001:db9::1? several-owners"]);
  });

  test("a target that is wider than every prefix of it, to the bit", () => {
    const router = networks([], ["198.51.100.1/24", "2001:db8:1::1/64"]);
    assert.deepEqual(
      inShort(
        router,
        "select 198.51.100.0/24 198.51.100.0/23 198.51.102.0/23 2001:db8:1::/64 2001:db8:1::/63 0.0.0.0/0 ::/0",
      ),
      [
        ...[
          "net1: 198.51.100.0/24 2001:db8:1::/64",
          "198.51.100.0/23? wider-than-prefixes",
          "198.51.102.0/23? no-owner",
        ],
        ...["2001:db8:1::/63? wider-than-prefixes", "0.0.0.0/0? wider-than-prefixes", "::/0? wider-than-prefixes"],
      ],
    );
  });

  test("of as many networks as there is room for: the last", () => {
    const router = networks([], ...Array.from({ length: 15 }, (_, index) => [`10.0.${index + 1}.57/24`]));
    assert.deepEqual(inShort(router, "select 10.0.1.1 10.0.15.1 10.0.16.1"), [
      ...["net1: 10.0.1.1", "net15: 10.0.15.1", "10.0.16.1? not-assigned"],
    ]);
    assert.deepEqual(inShort(router, "select interface net15 10.0.1.1 10.0.15.1"), [
      ...["net15: 10.0.15.1", "10.0.1.1? other-network"],
    ]);
  });

  test("of as many networks as there is room for: the last, which has servers of IPv6 alone", () => {
    const router = networks([], ...Array.from({ length: 14 }, (_, index) => [`10.0.${index + 1}.57/24`]));
    router.link(15, "eth15").spool("net15.inet6", "client=odhcp6c", "event=bound", "device=eth15", SERVER6);
    router.assign(15, "2001:db8:15::57/64").pass(60_000);
    assert.deepEqual(inShort(router, "select 2001:db8:15::1 2001:db8:16::1"), [
      ...["net15: 2001:db8:15::1", "2001:db8:16::1? no-owner"],
    ]);
    assert.equal((router.ask("select 2001:db8:15::1")[0]?.["peers"] as unknown[]).length, 3);
  });

  describe("of as many networks as there is room for the last two, once they alone have sections", () => {
    const ask = (last: readonly string[], target: string, ...config: readonly string[]) => {
      const router = networks([], ...Array.from({ length: 15 }, (_, index) => [`10.0.${index + 1}.57/24`]));
      const sections = [14, 15].flatMap((index) => [`interface net${index}`, `device eth${index}`, "isp Fixnet"]);
      router.configure("methods manual dhcp", ...sections, ...last, ...config);
      router.spool("net14.inet", "client=udhcpc", "event=deconfig", "device=eth14").pass(60_000);
      return inShort(router, `select ${target}`);
    };

    test("a prefix of its section", () =>
      assert.deepEqual(ask(["prefixes 203.0.113.0/24"], "203.0.113.1"), ["net15: 203.0.113.1"]));
    test("the other one's server, since they are of one provider", () =>
      assert.deepEqual(ask([], "10.0.14.1 10.0.13.1"), ["net15: 10.0.14.1", "10.0.13.1? not-assigned"]));
    test("a prefix of the site", () => {
      const site = ["interface site", "addressing pi", "prefixes 203.0.113.0/24"];
      assert.deepEqual(ask([], "203.0.113.1", ...site), ["net15: 203.0.113.1"]);
    });
  });
});

describe("A-11a servers of the configuration that protect something", () => {
  test("as long as the owner's prefix: both; longer: it alone; shorter: the owner alone", () => {
    const config = [...manual("one", "protects 198.51.100.0/24"), ...manual("two", "protects 198.51.0.0/16")];
    const router = networks([...config, ...manual("three", "protects 198.51.100.128/25")], ["198.51.100.57/24"], []);
    assert.deepEqual(inShort(router, "select 198.51.100.1 198.51.100.128 198.51.101.1"), [
      ...["net1: 198.51.100.1", "any/one: 198.51.100.1", "any/two: 198.51.101.1", "any/three: 198.51.100.128"],
    ]);
  });

  test("the last of as many sections as there is room for", () => {
    const sections = Array.from({ length: 16 }, (_, index) =>
      manual(`s${index + 1}`, `protects 10.${index + 1}.0.0/16`),
    );
    const router = networks(sections.flat(), ["198.51.100.57/24"], []);
    assert.deepEqual(inShort(router, "select 10.1.0.1 10.15.255.255 10.16.0.0 10.17.0.0"), [
      ...["any/s1: 10.1.0.1", "any/s15: 10.15.255.255", "any/s16: 10.16.0.0", "10.17.0.0? not-assigned"],
    ]);
  });

  test("one that protects everything, of both families", () => {
    const router = networks(manual("one", "protects 0.0.0.0/0 ::/0"), ["198.51.100.57/24"], []);
    assert.deepEqual(inShort(router, "select 198.51.100.1 203.0.113.1 2001:db9::1 10.0.0.1 0.0.0.0/0 ::/0"), [
      ...["net1: 198.51.100.1", "any/one: 203.0.113.1 2001:db9::1 10.0.0.1 0.0.0.0/0 ::/0"],
    ]);
  });

  for (const [method, ...lines] of [
    ["manual", "addresses 203.0.113.9"],
    ["anycast", "addresses 203.0.113.9"],
    ["default-router"],
  ] as const) {
    test(`with method ${method}: what it protects is for it alone, and it has no part in what its network owns`, () => {
      const section = [
        "server one",
        "reference-identifier one.test",
        `method ${method}`,
        "bind-interface net1",
        ...lines,
      ];
      const router = new Router().configure(`methods ${method}`, ...section, "protects 203.0.113.128/25");
      router
        .link(1, "eth1")
        .spool("net1.inet", ...BOUND4, "router=198.51.100.1")
        .assign(1, "198.51.100.57/24");
      assert.deepEqual(inShort(router.pass(60_000), "select 203.0.113.128 203.0.113.127 198.51.100.1"), [
        ...["net1/one: 203.0.113.128", "203.0.113.127? no-owner", "198.51.100.1? owner-without-server"],
      ]);
    });
  }
});

describe("R-97 a target that nobody owns", () => {
  const LOCAL = [
    ...["10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "172.16.0.0", "172.31.255.255"],
    ...["192.168.0.0", "192.168.255.255", "169.254.0.0", "169.254.255.255", "fc00::", "fdff::1", "fe80::1", "febf::1"],
  ];
  const GLOBAL = [
    ...["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"],
    ...["192.167.255.255", "192.169.0.0", "169.253.255.255", "169.255.0.0", "fbff::1"],
  ];

  test("is for a server without an interface that protects nothing of its own, unless it is local", () => {
    const router = networks(manual("one"), ["198.51.100.57/24"]);
    assert.deepEqual(inShort(router, `select ${[...LOCAL, ...GLOBAL].join(" ")}`), [
      `any/one: ${GLOBAL.join(" ")}`,
      ...LOCAL.map((target) => `${target}? not-assigned`),
    ]);
    assert.deepEqual(inShort(router, "select interface net1 203.0.113.1 10.0.0.1"), [
      ...["203.0.113.1? other-network", "10.0.0.1? other-network"],
    ]);
    assert.deepEqual(inShort(router, "accept 203.0.113.1"), ["rejected", "203.0.113.1? no-owner"]);
  });

  test("is nobody's once that server is gone from the configuration", () => {
    const router = networks(manual("one"), ["198.51.100.57/24"]);
    assert.deepEqual(inShort(router, "select 203.0.113.1"), ["any/one: 203.0.113.1"]);
    router.configure("methods manual dhcp").pass(60_000);
    assert.deepEqual(inShort(router, "select 203.0.113.1"), ["203.0.113.1? no-owner"]);
  });

  test("or that no mitigation can be asked for", () => {
    const router = networks(manual("one"), ["198.51.100.57/24"]);
    for (const [target, reason] of [
      ["127.0.0.1", Code.Loopback],
      ["::1", Code.Loopback],
      ["224.0.0.0/4", Code.Multicast],
      ["ff02::1", Code.Multicast],
      ["0.0.0.0", Code.Unspecified],
      ["::", Code.Unspecified],
      ["255.255.255.255", Code.Reserved],
    ] as const)
      assert.deepEqual(inShort(router, `select ${target}`), [`${target}? ${nameOfCode(reason)}`]);
  });
});

describe("R-103 the site's own prefixes", () => {
  const SITE = ["interface site", "addressing pi", "prefixes 203.0.113.0/24"];
  const WANS = ["interface net1", "device eth1", "interface net2", "device eth2"];

  test("are for the servers of every network, and for one alone where its interface is named", () => {
    const router = networks([...WANS, ...SITE], ["198.51.100.57/24"], ["198.51.101.57/24"]);
    const target = "203.0.113.1";
    assert.deepEqual(inShort(router, `select ${target}`), [`net1: ${target}`, `net2: ${target}`]);
    assert.deepEqual(inShort(router, `select interface net2 ${target}`), [`net2: ${target}`]);
  });

  test("without those that the configuration leaves out, and without any that is nobody's", () => {
    const wans = [...WANS.slice(0, 2), "pi-targets off", ...WANS.slice(2)];
    const target = "203.0.113.1";
    const router = networks([...wans, ...SITE], ["198.51.100.57/24"], ["198.51.101.57/24"]);
    assert.deepEqual(inShort(router, `select ${target}`), [`net2: ${target}`]);
    const off = networks([...wans, "pi-targets off", ...SITE], ["198.51.100.57/24"], ["198.51.101.57/24"]);
    assert.deepEqual(inShort(off, `select ${target}`), [`${target}? owner-without-server`]);
    const other = networks([...wans, "pi-targets off", ...SITE, ...manual("one")], ["198.51.100.57/24"], []);
    assert.deepEqual(inShort(other, `select ${target}`), [`any/one: ${target}`]);
  });

  test("on the link of one family, where the other one's are the provider's", () => {
    const wan = (pi: string, pa: string) => [
      ...["interface a", "device eth1", `families ${pi}`, "addressing pi"],
      ...["interface b", "device eth1", `families ${pa}`, "addressing pa", "interface net2", "device eth2"],
    ];
    const addresses = [["198.51.100.57/24", "2001:db8:1::57/64"], ["198.51.101.57/24"]];
    const [own4, own6] = ["198.51.100.1", "2001:db8:1::1"];
    const ask = (config: readonly string[]) => inShort(networks(config, ...addresses), `select ${own4} ${own6}`);
    assert.deepEqual(ask(wan("inet", "inet6")), [`a: ${own4} ${own6}`, `net2: ${own4}`]);
    assert.deepEqual(ask(wan("inet6", "inet")), [`a: ${own4} ${own6}`, `net2: ${own6}`]);
  });

  for (const [addressing, owners] of [
    ["pa", ["net1"]],
    ["pi", ["net1", "net2"]],
  ] as const) {
    test(`I-03 and one that is delegated: with addressing ${addressing}`, () => {
      const section = [...WANS.slice(0, 2), `addressing ${addressing}`, ...WANS.slice(2)];
      const router = networks(section, ["198.51.100.57/24"], ["198.51.101.57/24"]);
      const lease = ["client=odhcp6c", "event=bound", "device=eth1", "PREFIXES=2001:db8:a::/48,3000,4000"];
      const target = "2001:db8:a::1";
      assert.deepEqual(
        inShort(router.spool("net1.inet6", ...lease), `select ${target}`),
        owners.map((name) => `${name}: ${target}`),
      );
    });
  }
});

describe("R-97 what is a server to ask", () => {
  const owned = (config: readonly string[], ...naptr: readonly string[]): string[] => {
    const router = new Router().configure(...config).link(2, "eth1");
    router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test").assign(2, "198.51.100.57/24");
    const records = naptr.map((service) => `@ NAPTR 1 10 "a" "${service}" "" m1`);
    const resolver = new Resolver(["@ SOA ns1 hostmaster 1 3600 600 86400 300", ...records, "m1 A 192.0.2.10"]);
    for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
    assert.equal(router.ask("peers").length, 1);
    return inShort(router, "select 198.51.100.1 203.0.113.1");
  };

  for (const service of ["signal.udp", "signal.tcp", "data.tcp"]) {
    test(`one that offers ${service} alone`, () => {
      const told = owned(["methods snaptr"], `DOTS:${service}`);
      assert.deepEqual(told, ["wan: 198.51.100.1", "203.0.113.1? no-owner"]);
    });
  }

  test("E-117 no Call Home client, where there are no servers beside", () => {
    const config = ["methods snaptr", "call-home on", "call-home-port 4800"];
    assert.deepEqual(owned(config, "DOTS-CALL-HOME:signal.udp"), [
      ...["198.51.100.1? owner-without-server", "203.0.113.1? no-owner"],
    ]);
  });

  test("A-13 no name that waits for its addresses, in a network or for any", () => {
    const server = ["methods manual", "server one", "reference-identifier one.test"];
    for (const section of [[], ["bind-interface wan"]]) {
      const router = new Router().configure(...server, ...section).link(2, "eth1");
      router
        .spool("wan.inet", ...BOUND4)
        .assign(2, "198.51.100.57/24")
        .pass(60_000);
      assert.ok(router.ask("peers").some(({ record }) => record === "waiting"));
      assert.deepEqual(inShort(router, "select 198.51.100.1 203.0.113.1"), [
        ...["198.51.100.1? owner-without-server", "203.0.113.1? no-owner"],
      ]);
    }
  });
});

test("I-04 an address that neighbours have too: IPv4 alone, also where the section is for IPv4 alone", () => {
  for (const families of ["inet", "inet inet6"]) {
    const section = ["interface net1", "device eth1", `families ${families}`, "shared-address on"];
    const router = networks(section, ["198.51.100.57/24", "2001:db8:1::57/64"]);
    assert.deepEqual(inShort(router, "select 198.51.100.1"), ["net1: 198.51.100.1 !shared-address"]);
    assert.deepEqual(inShort(router, "select 2001:db8:1::1"), ["net1: 2001:db8:1::1"]);
    assert.deepEqual(inShort(router, "select 2001:db8:1::1 198.51.100.1"), [
      "net1: 2001:db8:1::1 198.51.100.1 !shared-address",
    ]);
  }
  const off = networks(["interface net1", "device eth1"], ["198.51.100.57/24"]);
  assert.deepEqual(inShort(off, "select 198.51.100.1"), ["net1: 198.51.100.1"]);
});

describe("what is no address or prefix", () => {
  const owner = () => networks([], ["198.51.100.57/24"]);

  test("is a name to be resolved first, or an address with something wrong", () => {
    const router = owner();
    for (const [text, reason] of [
      ...["www.test", "cafe", "a.b", ".", "/", "-", "g1", "1:g", ";1", "1-2", "1.2.3.4x"].map(
        (name) => [name, Code.ResolveFirst] as const,
      ),
      ...["192.0.2.256", "192.0.2", "1a", "dead:beef", ":", "::1::", "9", "0", "f00d:"].map(
        (address) => [address, Code.TextAddress] as const,
      ),
      ...["192.0.2.0/33", "2001:db8::/129", "192.0.2.1/24", "192.0.2.0/"].map(
        (prefix) => [prefix, Code.TextPrefix] as const,
      ),
    ])
      assert.deepEqual(inShort(router, `select ${text}`), [`${text}? ${nameOfCode(reason)}`]);
  });

  for (const length of [252, 253, 254, 300]) {
    test(`is told with its first 253 octets, of ${length}`, () => {
      const text = "n".repeat(length - 1) + "z";
      assert.deepEqual(inShort(owner(), `select ${text} 198.51.100.1`), [
        ...["net1: 198.51.100.1", `${text.slice(0, 253)}? resolve-first`],
      ]);
    });
  }

  test("an address is told in canonical form, a prefix of one address as the address", () => {
    assert.deepEqual(inShort(owner(), "select 198.51.100.1/32 2001:0DB8::0:1/128 2001:db8:0:0::/64 198.51.100.0/31"), [
      ...["net1: 198.51.100.1 198.51.100.0/31", "2001:db8::1? no-owner", "2001:db8::/64? no-owner"],
    ]);
  });

  test("32 targets are taken, each in its place", () => {
    const targets = Array.from({ length: 32 }, (_, index) => `198.51.${100 + (index % 2)}.${index}`);
    assert.deepEqual(inShort(owner(), `select ${targets.join(" ")}`), [
      `net1: ${targets.filter((_, index) => index % 2 === 0).join(" ")}`,
      ...targets.filter((_, index) => index % 2 === 1).map((target) => `${target}? no-owner`),
    ]);
    assert.deepEqual(inShort(owner(), `select ${targets.join(" ")} ::1`), ["error control-targets"]);
  });
});
