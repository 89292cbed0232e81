// What a row says of how its server was found and who vouches for it, method by method, and what to know of its address.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, BOUND6, Router, SERVER4, SERVER6 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const SERVER = ["server one", "reference-identifier one.test"];
const BOUND = [...SERVER, "bind-interface wan"];
const SETTLED_MS = 60_000;

/** A router with both families and an IPv4 lease. */
const attached = (...config: readonly string[]): Router =>
  new Router()
    .configure(...config)
    .link(2, "eth1")
    .spool("wan.inet", ...BOUND4, "router=192.0.2.1", "dns=192.0.2.53", "domain=isp.test")
    .assign(2, "192.0.2.57/24", "2001:db8:1::57/64", "fe80::57/64");

/** The same, with a resolver that serves a zone. */
function resolved(method: string, ...zone: readonly string[]): Router {
  const router = attached(`methods ${method}`);
  const resolver = new Resolver(["@ SOA ns1 hostmaster 1 3600 600 86400 300", ...zone]);
  for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
  return router;
}

const pick = (rows: readonly Fields[], ...names: readonly string[]): unknown[] =>
  rows.map((row) => names.map((name) => row[name]));

/** Of all rows alike: what they say of the method and of the identity. */
function originOf(router: Router): unknown {
  const names = ["pvd", "interface", "bind", "server_group", "reference_ids", "sni", "method", "authority", "prefixes"];
  const [first, ...others] = pick(router.ask("peers"), ...names);
  for (const other of others) assert.deepEqual(other, first);
  return first;
}

const NETWORK_PREFIXES = ["192.0.2.0/24", "2001:db8:1::/64"];
const dnsId = (name: string) => [[{ type: "dns-id", value: name }], name];
const inWan = ["wan", "eth1", true];

describe("how a server was found, and who vouches for it", () => {
  test("manual, for any network: it protects everything", () => {
    const router = attached("methods manual", ...SERVER, "addresses 203.0.113.9").pass(SETTLED_MS);
    const origin = ["any", null, false, "one", ...dnsId("one.test"), "manual", "configured", ["0.0.0.0/0", "::/0"]];
    assert.deepEqual(originOf(router), origin);
  });

  test("manual, for any network, with what it protects", () => {
    const lines = [...SERVER, "addresses 203.0.113.9", "protects 198.51.100.0/24 2001:db8:9::/48"];
    const router = attached("methods manual", ...lines).pass(SETTLED_MS);
    const prefixes = ["198.51.100.0/24", "2001:db8:9::/48"];
    const origin = ["any", null, false, "one", ...dnsId("one.test"), "manual", "configured", prefixes];
    assert.deepEqual(originOf(router), origin);
  });

  for (const [method, line, rows] of [
    ["manual", "addresses 203.0.113.9", 3],
    ["anycast", "addresses 203.0.113.9", 3],
  ] as const) {
    test(`${method}, in a network`, () => {
      const router = attached(`methods ${method}`, ...BOUND, `method ${method}`, line).pass(SETTLED_MS);
      const origin = [...inWan, "one", ...dnsId("one.test"), method, "configured", NETWORK_PREFIXES];
      assert.deepEqual(originOf(router), origin);
      assert.equal(router.ask("peers").length, rows);
    });
  }

  test("the default router: its signal channel alone", () => {
    const router = attached("methods default-router", ...BOUND, "method default-router").pass(SETTLED_MS);
    const identity = dnsId("one.test");
    const origin = [...inWan, "default-router-1", ...identity, "default-router", "dhcp", NETWORK_PREFIXES];
    assert.deepEqual(originOf(router), origin);
    assert.deepEqual(pick(router.ask("peers"), "address", "channel", "transport", "port"), [
      ["192.0.2.1", "signal", "udp", 4646],
      ["192.0.2.1", "signal", "tcp", 4646],
    ]);
  });

  for (const [method, service, port] of [
    ["snaptr", '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1', 4646],
    ["dnssd", "_dots-signal._udp PTR a._dots-signal._udp", 5000],
  ] as const) {
    test(method, () => {
      const router = resolved(method, service, "a._dots-signal._udp SRV 0 0 5000 m1", "m1 60 A 192.0.2.10");
      const origin = [...inWan, `${method}-1`, ...dnsId("isp.test"), method, "dns", NETWORK_PREFIXES];
      assert.deepEqual(originOf(router), origin);
      const place = ["192.0.2.10", "signal", "udp", port, 1, 41];
      assert.deepEqual(pick(router.ask("peers"), "address", "channel", "transport", "port", "rank", "valid_for_s"), [
        place,
      ]);
    });
  }

  test("E-115 provisioned: by the name of the channel", () => {
    const router = attached("methods dhcp");
    const lease = ["client=provisioned", "device=eth1", "event=bound", "channel=pco", "addresses=192.0.2.10"];
    router.spool("wan.inet", ...lease, "reference_identifier=miti.isp.test").pass(SETTLED_MS);
    const identity = dnsId("miti.isp.test");
    const origin = [...inWan, "dhcp-1", ...identity, "provisioned:pco", "provisioned", NETWORK_PREFIXES];
    assert.deepEqual(originOf(router), origin);
  });
});

describe("what to know of an address", () => {
  const facts = (router: Router) =>
    pick(
      router.ask("peers").filter(({ channel, transport }) => channel === "signal" && transport === "udp"),
      ...["family", "address", "scope_id", "warnings", "source_candidates"],
    );

  test("R-33 E-31 of DHCPv6: link-local with the number of the interface, mapped as IPv4", () => {
    const addresses = "00000000000000000000ffffc000020afe800000000000000000000000000009";
    const router = attached("methods dhcp")
      .spool("wan.inet6", ...BOUND6, `OPTION_142=${addresses}`)
      .pass(SETTLED_MS);
    assert.deepEqual(facts(router), [
      ["inet", "192.0.2.10", 0, [Code.MappedAddress], ["192.0.2.57"]],
      ["inet6", "fe80::9", 2, [Code.LinkLocalAddress], ["fe80::57", "2001:db8:1::57"]],
    ]);
  });

  test("and everything there is to know of it", () => {
    const other = ["interface wan", "device eth1", "interface lan", "credentials other"];
    const router = attached("methods manual", ...other, ...BOUND, "addresses fe80::9").pass(SETTLED_MS);
    const warnings = [Code.LinkLocalAddress, Code.CredentialsMissing];
    assert.deepEqual(facts(router), [["inet6", "fe80::9", 2, warnings, ["fe80::57", "2001:db8:1::57"]]]);
  });

  test("E-35 a default router of both families", () => {
    const router = attached("methods default-router", ...SERVER, "method default-router");
    router.spool("wan.inet6", ...BOUND6, "RA_ROUTES=::/0,fe80::1,1800,512").pass(SETTLED_MS);
    assert.deepEqual(facts(router), [
      ["inet", "192.0.2.1", 0, [], ["192.0.2.57"]],
      ["inet6", "fe80::1", 2, [Code.LinkLocalAddress], ["fe80::57", "2001:db8:1::57"]],
    ]);
  });

  test("E-116 an IPv4 server behind a NAT64 has the identity of its IPv4 address", () => {
    const router = new Router()
      .configure("methods dhcp", "interface wan", "device eth1", "nat64 2001:db8:64::/96")
      .link(2, "eth1")
      .assign(2, "2001:db8:1::57/64");
    router.spool("wan.inet6", ...BOUND6, "OPTION_142=00000000000000000000ffffc633640a").pass(SETTLED_MS);
    const [row = {}] = router.ask("peers");
    assert.deepEqual(
      [row["address"], row["reference_ids"], row["sni"], row["warnings"]],
      ["2001:db8:64::c633:640a", [{ type: "ip-id", value: "198.51.100.10" }], null, [Code.SynthesisedAddress]],
    );
  });

  test("E-110 two networks with a server at one address", () => {
    const router = new Router().configure("methods dhcp");
    for (const index of [1, 2, 3]) {
      const server = `opt148=c00002${index === 3 ? "0b" : "0a"}`;
      router.link(index, `eth${index}`).assign(index, `10.0.${index}.57/24`);
      router.spool(`net${index}.inet`, ...BOUND4.slice(0, 2), `device=eth${index}`, server);
    }
    const twice = [Code.AddressInTwoNetworks];
    const told = () => facts(router).map((row) => [(row as unknown[])[1], (row as unknown[])[3]]);
    const both = ["192.0.2.10", twice];
    assert.deepEqual(told(), [both, both, ["192.0.2.11", []]]);
    router.spool("net2.inet", "client=udhcpc", "event=deconfig", "device=eth2");
    assert.deepEqual(told(), [
      ["192.0.2.10", []],
      ["192.0.2.11", []],
    ]);
  });
});

describe("I-04 the interface of a row is the device that carries its family", () => {
  const tunnelled = (...config: readonly string[]): Router =>
    new Router()
      .configure(...config, "interface wan", "device eth1", "ipv4-device tun0")
      .link(2, "eth1")
      .link(3, "tun0")
      .assign(3, "192.0.2.57/24")
      .assign(2, "2001:db8:1::57/64");
  const places = (router: Router) => [
    ...new Set(pick(router.ask("peers"), "family", "interface").map((place) => (place as string[]).join(" "))),
  ];

  test("E-31 of an IPv4 address that DHCPv6 gave", () => {
    const addresses = "00000000000000000000ffffc000020a20010db8000000000000000000000010";
    const router = tunnelled("methods dhcp")
      .spool("wan.inet6", ...BOUND6, `OPTION_142=${addresses}`)
      .pass(SETTLED_MS);
    assert.deepEqual(places(router).sort(), ["inet tun0", "inet6 eth1"]);
  });

  test("A-13 of a name that waits for its addresses", () => {
    const router = tunnelled("methods manual", ...BOUND).pass(SETTLED_MS);
    assert.deepEqual(pick(router.ask("peers"), "record", "family", "interface"), [
      ["waiting", "inet", "tun0"],
      ["waiting", "inet6", "eth1"],
    ]);
  });

  test("R-33 a link-local address has the number of the interface of IPv6, one of IPv4 (RFC 3927) has none", () => {
    const router = tunnelled("methods manual", ...BOUND, "addresses fe80::9 169.254.1.9");
    router.assign(2, "2001:db8:1::57/64", "fe80::57/64").pass(SETTLED_MS);
    const rows = pick(router.ask("peers"), "address", "interface", "scope_id", "warnings");
    assert.deepEqual(
      [...new Set(rows.map((row) => JSON.stringify(row)))],
      [
        ["169.254.1.9", "tun0", 0, [Code.LinkLocalAddress]],
        ["fe80::9", "eth1", 2, [Code.LinkLocalAddress]],
      ].map((row) => JSON.stringify(row)),
    );
  });
});

describe("A-14 how long a row is good", () => {
  const shown = (router: Router) => [
    ...new Set(router.ask("peers").map(({ valid_for_s: seconds }) => seconds)),
    ...router.ask("status").flatMap(({ family, expires_in_s: seconds }) => (family === "inet" ? [seconds] : [])),
  ];

  test("to the end of its DNS records, down to 0", () => {
    const naptr = '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1';
    const router = resolved("snaptr", naptr, "m1 60 A 192.0.2.10");
    for (const [waitMs, seconds] of [
      [0, 41],
      [1000, 40],
      [39_999, 0],
      [1, 0],
      [5000, 0],
    ] as const)
      assert.deepEqual(router.pass(waitMs) && shown(router), [seconds, seconds]);
  });

  test("to the end of the lease", () => {
    const router = new Router().configure("methods dhcp").link(2, "eth1");
    router.spool("wan.inet", ...BOUND4, SERVER4, "lease=100");
    for (const [waitMs, seconds] of [
      [0, 100],
      [1, 99],
      [998, 99],
      [1, 99],
      [98_999, 0],
    ] as const)
      assert.deepEqual(router.pass(waitMs) && shown(router), [seconds, seconds]);
    assert.deepEqual(shown(router.pass(1)), [null]);
  });
});

test("R-93 of very many addresses that are not equally good a row lists the 16 best, the best first", () => {
  const addresses = Array.from(
    { length: 20 },
    (_, index) => `2001:db8:${(1 << (index % 16)).toString(16)}:${index + 1}::57`,
  );
  const router = new Router().configure("methods dhcp").link(2, "eth1");
  router.assign(2, ...addresses.map((address) => `${address}/64`));
  router.spool("wan.inet6", ...BOUND6, SERVER6);
  const [listed] = pick(router.ask("peers"), "source_candidates") as [[string[]]];
  // What they have in common with the peer, in bits: the higher the bit that differs, the fewer.
  const shared = (address: string) => 48 - parseInt(address.split(":")[2] ?? "", 16).toString(2).length;
  const best = [...addresses].sort((a, b) => shared(b) - shared(a)).slice(0, 16);
  assert.deepEqual(listed[0], best);
});

describe("R-95 credentials", () => {
  const credentials = (...config: readonly string[]) => {
    const router = attached("methods manual", ...config).pass(SETTLED_MS);
    const rows = pick(router.ask("peers"), "server_group", "credentials_ref", "warnings");
    return rows.filter((_, index) => index === 0 || rows[index - 1]?.toString() !== rows[index]?.toString());
  };
  const wan = ["interface wan", "device eth1"];
  const here = [...BOUND, "addresses 203.0.113.9"];
  const missing = [Code.CredentialsMissing];

  test("those of the section come before those of the interface", () => {
    assert.deepEqual(credentials(...wan, "credentials key", ...here), [["one", "key", []]]);
    assert.deepEqual(credentials(...wan, "credentials key", ...here, "credentials own"), [["one", "own", []]]);
  });

  for (const [method, ...lines] of [["default-router"], ["anycast", "addresses 203.0.113.9"]] as const) {
    test(`those of a section with method ${method} are its own too`, () => {
      const section = [...BOUND, `method ${method}`, ...lines, "credentials own"];
      const router = attached(`methods ${method}`, ...wan, "credentials key", ...section).pass(SETTLED_MS);
      const keys = pick(router.ask("peers"), "credentials_ref").flat();
      assert.deepEqual([...new Set(keys)], ["own"]);
    });
  }

  test("those of others must not be used: that they are missing is a warning where anybody has some", () => {
    assert.deepEqual(credentials(...wan, ...here), [["one", null, []]]);
    assert.deepEqual(credentials(...wan, "interface lan", "credentials other", ...here), [["one", null, missing]]);
    const two = ["server two", "reference-identifier two.test", "addresses 203.0.113.10", "credentials other"];
    assert.deepEqual(credentials(...wan, ...here, ...two), [
      ["two", "other", []],
      ["one", null, missing],
    ]);
  });
});
