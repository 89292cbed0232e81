// IPv4 servers of a network without IPv4, by its NAT64 (E-116, RFC 6052).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { addressOctets } from "../support/address.ts";
import { BOUND6, Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const WELL_KNOWN = "64:ff9b::/96";
const OWN = "2001:db8:64::/96";

/** Addresses at the edges of the ranges that mean something inside a network alone (RFC 6052 §3.1), and beside them. */
const PRIVATE = [
  ...["10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "172.16.0.1", "172.31.255.255"],
  ...["192.168.0.1", "192.168.255.255", "169.254.0.1", "169.254.255.255"],
];
const PUBLIC = [
  ...["9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "101.64.0.1"],
  ...["192.167.255.255", "192.169.0.1", "191.168.0.1", "169.253.255.255", "169.255.0.1", "168.254.0.1", "173.16.0.1"],
];

/** A server by hand with these addresses in a network of IPv6 alone. */
function start(nat64: string, ...addresses: readonly string[]): Router {
  const server = [
    "server one",
    "reference-identifier a.test",
    "bind-interface wan",
    `addresses ${addresses.join(" ")}`,
  ];
  const section = ["interface wan", "device eth1", ...(nat64 === "" ? [] : [`nat64 ${nat64}`])];
  return new Router()
    .configure("methods manual dhcp", ...section, ...server)
    .link(2, "eth1")
    .assign(2, "2001:db8:f1:1::57/64");
}

const rowsOf = (router: Router): Fields[] =>
  router.ask("peers").filter(({ channel, transport }) => channel === "signal" && transport === "udp");
/** The IPv4 addresses that the rows lead to, by the last four octets of theirs. */
const reached = (router: Router): string[] =>
  rowsOf(router.pass(60_000)).map(({ address }) => addressOctets(String(address)).subarray(-4).join("."));

describe("E-116 an IPv4 server behind a NAT64", () => {
  test("has an address below the network's prefix, and a warning that says so", () => {
    const rows = rowsOf(start(OWN, "198.51.100.20", "2001:db8:64::1", "2001:db8:64:0:0:1:c633:6414").pass(60_000));
    assert.deepEqual(
      rows.map(({ family, address, warnings }) => [
        family,
        address,
        (warnings as number[]).includes(Code.SynthesisedAddress),
      ]),
      [
        ["inet6", "2001:db8:64::c633:6414", true],
        ["inet6", "2001:db8:64::1", true],
        ["inet6", "2001:db8:64::1:c633:6414", false],
      ],
    );
  });

  test("is not asked by the well-known prefix, if its address is private", () => {
    assert.deepEqual(reached(start(WELL_KNOWN, ...PRIVATE)), []);
    assert.deepEqual(reached(start(WELL_KNOWN, ...PUBLIC)), PUBLIC);
    for (const prefix of [OWN, "64:ff9b:1::/96", "64:ff9b:0:0:1::/96", "64:ff9b:0:0:0:1::/96"])
      assert.deepEqual(reached(start(prefix, ...PRIVATE)), PRIVATE, prefix);
  });

  test("is not asked without a NAT64, nor while the network has IPv4 of its own", () => {
    assert.deepEqual(reached(start("", "198.51.100.20")), []);
    const router = start(OWN, "198.51.100.20");
    const families = () => rowsOf(router.pass(60_000)).map(({ family }) => family);
    assert.deepEqual(families(), ["inet6"]);
    router.assign(2, "2001:db8:f1:1::57/64", "192.0.2.57/24");
    assert.deepEqual(families(), ["inet"]);
    router.assign(2, "2001:db8:f1:1::57/64");
    assert.deepEqual(families(), ["inet6"]);
  });

  test("that DHCPv6 names has the IPv4 address for its identity", () => {
    const router = new Router().configure("interface wan", "device eth1", `nat64 ${OWN}`).link(2, "eth1");
    const servers = ["c6336414", "0a010203"].map((octets) => `00000000000000000000ffff${octets}`).join("");
    router.spool("wan.inet6", ...BOUND6, `OPTION_142=${servers}`).pass(60_000);
    assert.deepEqual(
      rowsOf(router).map(({ address, reference_ids: ids }) => [address, ids]),
      ["198.51.100.20", "10.1.2.3"].map((value, index) => [
        ["2001:db8:64::c633:6414", "2001:db8:64::a01:203"][index],
        [{ type: "ip-id", value }],
      ]),
    );
  });
});
