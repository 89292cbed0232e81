// Each variable of each dialect, in the one record that shows it (docs/spool.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { octetsOf } from "../support/core.ts";
import {
  acknowledgement,
  address6,
  assigned,
  association,
  delegation,
  hex,
  option6,
  prefix,
  reply,
} from "./support/messages.ts";
import { Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const wire = (...labels: readonly string[]): number[] => [
  ...labels.flatMap((label) => [label.length, ...octetsOf(label)]),
  0,
];
const colons = (octets: readonly number[]): string => octets.map((octet) => octet.toString(16)).join(":");

const RI = wire("dots", "isp", "test");
const DOMAIN = wire("acc", "isp", "test");
const SERVERS4 = [192, 0, 2, 57, 192, 0, 2, 10];
const SERVERS6 = [...address6(1, 0x57), ...address6(1, 0x10)];
const PREFIXES = "2001:db8:7::/48,300,600 2001:db8:8::/56,500,700";

/** What each says: a name, two servers of which one is the router itself, a domain, its end after 600 s, a router and resolvers. */
const LEASES4: Readonly<Record<string, readonly string[]>> = {
  udhcpc: [
    ...["event=bound", `opt147=${hex(RI)}`, `opt148=${hex(SERVERS4)}`, `opt213=${hex(DOMAIN)}`, "domain=isp.test"],
    ...["ip=192.0.2.57", "lease=600", "router=192.0.2.1 192.0.2.2", "dns=192.0.2.53 192.0.2.54", "serverid=192.0.2.1"],
  ],
  dhclient: [
    ...["event=BOUND", `new_dots_ri=${colons(RI)}`, `new_dots_address=${colons(SERVERS4)}`],
    ...[`new_access_domain=${colons(DOMAIN)}`, "new_domain_name=isp.test", "new_ip_address=192.0.2.57"],
    ...["new_dhcp_lease_time=600", "new_routers=192.0.2.1 192.0.2.2", "new_domain_name_servers=192.0.2.53 192.0.2.54"],
    "new_dhcp_server_identifier=192.0.2.1",
  ],
  dhcpcd: [
    ...["event=BOUND", `new_dots_ri=${hex(RI)}`, `new_dots_address=${hex(SERVERS4)}`],
    ...[`new_access_domain=${hex(DOMAIN)}`, "new_domain_name=isp.test", "new_ip_address=192.0.2.57"],
    ...["new_dhcp_lease_time=600", "new_routers=192.0.2.1 192.0.2.2", "new_domain_name_servers=192.0.2.53 192.0.2.54"],
    "new_dhcp_server_identifier=192.0.2.1",
  ],
  raw: [
    "event=message",
    `message=${acknowledgement({ 16: [192, 0, 2, 57] }, [
      ...[147, RI.length, ...RI, 148, SERVERS4.length, ...SERVERS4, 213, DOMAIN.length, ...DOMAIN],
      ...[15, 8, ...octetsOf("isp.test"), 51, 4, 0, 0, 2, 88, 3, 8, 192, 0, 2, 1, 192, 0, 2, 2],
      ...[6, 8, 192, 0, 2, 53, 192, 0, 2, 54, 54, 4, 192, 0, 2, 1],
    ])}`,
  ],
};

const LEASES6: Readonly<Record<string, readonly string[]>> = {
  odhcp6c: [
    ...[
      "event=bound",
      `PASSTHRU=${reply(option6(141, ...RI), option6(142, ...SERVERS6), option6(57, ...DOMAIN)).slice(8)}`,
    ],
    ...["ADDRESSES=2001:db8:1::57/64,500,600", "RDNSS=2001:db8:1::53 2001:db8:1::54", `PREFIXES=${PREFIXES}`],
    ...["SERVER=fe80::1", "RA_ROUTES=::/0,fe80::1,1800,512"],
  ],
  dhclient: [
    ...["event=BOUND6", `new_dhcp6_dots_ri=${colons(RI)}`, `new_dhcp6_dots_address=${colons(SERVERS6)}`],
    ...[`new_dhcp6_access_domain=${colons(DOMAIN)}`, "new_max_life=600", "new_ip6_address=2001:db8:1::57"],
    ...[
      "new_dhcp6_name_servers=2001:db8:1::53 2001:db8:1::54",
      `new_ip6_prefix=${PREFIXES}`,
      "new_dhcp6_server_id=0:1",
    ],
  ],
  dhcpcd: [
    ...["event=BOUND6", `new_dhcp6_dots_ri=${hex(RI)}`, `new_dhcp6_dots_address=${hex(SERVERS6)}`],
    ...[`new_dhcp6_access_domain=${hex(DOMAIN)}`, "new_dhcp6_ia_na1_ia_addr1_vltime=600"],
    ...["new_dhcp6_ia_na1_ia_addr1=2001:db8:1::57", "new_dhcp6_name_servers=2001:db8:1::53 2001:db8:1::54"],
    ...[`prefixes=${PREFIXES}`, "new_dhcp6_server_id=0001"],
  ],
  raw: [
    "event=message",
    `message=${reply(
      ...[option6(141, ...RI), option6(142, ...SERVERS6), option6(57, ...DOMAIN), option6(2, 0, 1)],
      ...[association(assigned(address6(1, 0x57), 500, 600)), option6(23, ...address6(1, 0x53), ...address6(1, 0x54))],
      delegation(prefix(address6(7), 48, 300, 600), prefix(address6(8), 56, 500, 700)),
    )}`,
  ],
};

/** The router with the lease, and what is told of its network without what says nothing of a lease. */
function learn(family: string, client: string, lines: readonly string[]): [Router, Fields] {
  const router = new Router().link(2, "eth1");
  router.spool(`wan.${family}`, `client=${client}`, "device=eth1", ...lines);
  assert.equal(router.fault, null);
  const remarks = [...router.told(Code.OptionIgnored), ...router.told(Code.OptionWarning)];
  assert.deepEqual(remarks, []);
  return [router, router.network()];
}

/** The servers, what they have to prove, and in how many seconds the lease ends. */
function found(router: Router): unknown[] {
  const rows = router.pass(20_000).ask("peers");
  const own = new Set(
    rows.map(({ address, reference_ids: ids, valid_for_s: validS }) => JSON.stringify([address, ids, validS])),
  );
  return [...own].map((row) => JSON.parse(row) as unknown);
}

const IDENTITY = [{ type: "dns-id", value: "dots.isp.test" }];
const resolvers = (...addresses: readonly string[]) => addresses.map((address) => ({ address, port: 53 }));

describe("all that a lease of DHCPv4 can say", () => {
  for (const [client, lines] of Object.entries(LEASES4))
    test(client, () => {
      const [router, network] = learn("inet", client, lines);
      assert.deepEqual(network["resolvers"], resolvers("192.0.2.53", "192.0.2.54"));
      assert.deepEqual(network["routers"], ["192.0.2.1"]);
      assert.deepEqual(network["domains"], ["acc.isp.test"]);
      assert.deepEqual(network["prefixes"], []);
      // the router's own address is no server.
      assert.deepEqual(found(router), [["192.0.2.10", IDENTITY, 580]]);
    });
});

describe("all that a lease of DHCPv6 can say", () => {
  for (const [client, lines] of Object.entries(LEASES6))
    test(client, () => {
      const [router, network] = learn("inet6", client, lines);
      assert.deepEqual(network["resolvers"], resolvers("2001:db8:1::53", "2001:db8:1::54"));
      assert.deepEqual(network["routers"], client === "odhcp6c" ? ["fe80::1"] : []);
      assert.deepEqual(network["domains"], ["acc.isp.test"]);
      assert.deepEqual(network["prefixes"], ["2001:db8:7::/48", "2001:db8:8::/56"]);
      assert.deepEqual(found(router), [["2001:db8:1::10", IDENTITY, 580]]);
    });
});

describe("E-115 all that can be provisioned", () => {
  const CHANNEL = ["event=bound", "channel=pco", "reference_identifier=dots.isp.test", "domain=isp.test", "lease=600"];

  test("for IPv4", () => {
    const lines = ["addresses=192.0.2.57 192.0.2.10", "resolvers=192.0.2.53 192.0.2.54", "router=192.0.2.1"];
    const [router, network] = learn("inet", "provisioned", [...CHANNEL, ...lines]);
    assert.deepEqual(network["resolvers"], resolvers("192.0.2.53", "192.0.2.54"));
    assert.deepEqual([network["routers"], network["domains"]], [["192.0.2.1"], ["isp.test"]]);
    // Nobody said which address is the router's own.
    assert.deepEqual(found(router), [
      ["192.0.2.57", IDENTITY, 580],
      ["192.0.2.10", IDENTITY, 580],
    ]);
  });

  test("for IPv6", () => {
    const lines = ["addresses=2001:db8:1::10", "resolvers=2001:db8:1::53", "router=fe80::1", `prefixes=${PREFIXES}`];
    const [router, network] = learn("inet6", "provisioned", [...CHANNEL, ...lines]);
    assert.deepEqual(network["resolvers"], resolvers("2001:db8:1::53"));
    assert.deepEqual([network["routers"], network["domains"]], [["fe80::1"], ["isp.test"]]);
    assert.deepEqual(network["prefixes"], ["2001:db8:7::/48", "2001:db8:8::/56"]);
    assert.deepEqual(found(router), [["2001:db8:1::10", IDENTITY, 580]]);
  });
});

test("A-05 strict-draft: a name beside addresses is not resolved, also if they cannot be read or were dropped", () => {
  // Without a resolver a name that is to be resolved waits (E-99).
  const outcomeOf = (strict: boolean, ...lines: readonly string[]) => {
    const config = ["methods dhcp", `strict-draft ${strict ? "on" : "off"}`];
    const router = new Router()
      .configure(...config)
      .link(2, "eth1")
      .assign(2, "192.0.2.200/24");
    const learnt = ["client=udhcpc", "event=bound", "device=eth1", `opt147=${hex(RI)}`, ...lines];
    router.spool("wan.inet", ...learnt).pass(20_000);
    const reasons = router.toldEver(Code.MethodEmpty).map(({ error }) => error);
    return [reasons, router.ask("peers").map(({ record }) => record)];
  };
  const [refused, waiting] = [
    [[Code.NoUsableAddress], []],
    [[], ["waiting"]],
  ];
  for (const line of ["opt148=c0000", "opt148=", "opt148=7f000001", "dropped=opt148"]) {
    assert.deepEqual(outcomeOf(true, line), refused, line);
    assert.deepEqual(outcomeOf(false, line), waiting, line);
  }
  assert.deepEqual(outcomeOf(true), waiting);
  assert.deepEqual(outcomeOf(true, "dropped=opt213"), waiting);
});
