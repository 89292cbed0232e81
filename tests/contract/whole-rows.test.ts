// A row of each method with all that it says, key by key (docs/abi.md, JSON).
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { BOUND6, Router, SERVER4 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const SECTION = ["interface wan", "device eth1", "credentials keys", "mark 7", "table 70", "prefixes 198.51.100.0/24"];
const server = (method: string, ...lines: readonly string[]) => [
  ...["server one", `method ${method}`, "reference-identifier one.test"],
  ...lines,
];

/** The first row of a network of both families that is searched by one method, without its number. */
function rowOf(method: string, family: string, ...lines: readonly string[]): Fields {
  const router = new Router()
    .configure(`methods ${method}`, `families ${family}`, ...SECTION, ...lines)
    .link(2, "eth1");
  router.assign(2, "192.0.2.57/24", "fe80::57/64");
  const lease4 = ["client=udhcpc", "event=bound", "device=eth1", "lease=600", "router=192.0.2.1", SERVER4];
  router.spool("wan.inet", ...lease4);
  const lease6 = [
    "OPTION_142=fe80000000000000000000000000000a",
    "RA_ROUTES=::/0,fe80::1,1800,512",
    "PREFIXES=2001:db8:7::/48,300,500",
  ];
  router.spool("wan6.inet6", ...BOUND6, ...lease6).pass(60_000);
  const { id, prefixes, ...row } = router.ask("peers")[0] ?? assert.fail("no row");
  assert.match(String(id), /^[0-9a-f]+$/);
  return { ...row, prefixes: (prefixes as string[]).sort() };
}

const COMMON = {
  ...{ record: "peer", role: "server", pvd: "wan", interface: "eth1", bind: true },
  ...{ channel: "signal", transport: "udp", port: 4646, rank: 1 },
  ...{ prefixes: ["192.0.2.0/24", "198.51.100.0/24", "2001:db8:7::/48"], prefix_kind: "pa" },
  ...{ mark: 7, table: 70, stale: false, failure: null, redirected_for_s: null },
};
const NAMED = { reference_ids: [{ type: "dns-id", value: "one.test" }], sni: "one.test" };
const INET = { family: "inet", scope_id: 0, source_candidates: ["192.0.2.57"] };
const INET6 = { family: "inet6", source_candidates: ["fe80::57"] };

for (const [title, row, expected] of [
  [
    "R-31 DHCPv4",
    () => rowOf("dhcp", "inet"),
    {
      ...{ ...INET, address: "192.0.2.10", server_group: "dhcp-1", method: "dhcpv4", authority: "dhcp" },
      ...{ reference_ids: [{ type: "ip-id", value: "192.0.2.10" }], sni: null, credentials_ref: "keys" },
      ...{ valid_for_s: 540, warnings: [] },
    },
  ],
  [
    "R-33 DHCPv6, of the link",
    () => rowOf("dhcp", "inet6"),
    {
      ...{ ...INET6, scope_id: 2, address: "fe80::a", server_group: "dhcp-1", method: "dhcpv6", authority: "dhcp" },
      ...{ reference_ids: [{ type: "ip-id", value: "fe80::a" }], sni: null, credentials_ref: "keys" },
      ...{ valid_for_s: 440, warnings: [Code.LinkLocalAddress] },
    },
  ],
  [
    "R-04 a server by hand",
    () => rowOf("manual", "inet", ...server("manual", "addresses 192.0.2.9", "bind-interface wan", "credentials own")),
    {
      ...{ ...INET, ...NAMED, address: "192.0.2.9", server_group: "one", method: "manual", authority: "configured" },
      ...{ credentials_ref: "own", valid_for_s: null, warnings: [] },
    },
  ],
  [
    "R-70 anycast",
    () => rowOf("anycast", "inet", ...server("anycast", "addresses 203.0.113.46")),
    {
      ...{
        ...INET,
        ...NAMED,
        address: "203.0.113.46",
        server_group: "one",
        method: "anycast",
        authority: "configured",
      },
      ...{ credentials_ref: "keys", valid_for_s: null, warnings: [] },
    },
  ],
  [
    "R-131 the default router of IPv4",
    () => rowOf("default-router", "inet", ...server("default-router")),
    {
      ...{ ...INET, ...NAMED, address: "192.0.2.1", server_group: "default-router-1", method: "default-router" },
      ...{ authority: "dhcp", credentials_ref: "keys", valid_for_s: 540, warnings: [] },
    },
  ],
  [
    "R-131 the default router of IPv6",
    () => rowOf("default-router", "inet6", ...server("default-router")),
    {
      ...{ ...INET6, ...NAMED, scope_id: 2, address: "fe80::1", server_group: "default-router-1" },
      ...{ method: "default-router", authority: "dhcp", credentials_ref: "keys" },
      ...{ valid_for_s: 440, warnings: [Code.LinkLocalAddress] },
    },
  ],
] as const)
  test(title, () => assert.deepEqual(row(), { ...COMMON, ...expected }));
