import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../../host/abi.gen.ts";
import { renderExplanation } from "../../../host/render/explanation.ts";
import { PLAIN } from "../../../host/render/table.ts";

const NETWORK = {
  record: "network",
  pvd: "wan",
  interface: "pppoe-wan",
  ipv4_interface: null,
  addresses: ["192.0.2.57"],
  prefixes: ["192.0.2.0/24", "2001:db8:1::/56"],
  prefix_kind: "pa",
  resolvers: [
    { address: "192.0.2.53", port: 53 },
    { address: "2001:db8::53", port: 5353 },
  ],
  routers: ["192.0.2.1"],
  domains: ["isp.\u001b[1m"],
};
const CELL = {
  record: "cell",
  pvd: "wan",
  interface: "pppoe-wan",
  family: "inet",
  state: "ready",
  method: "dhcp",
  peers: 1,
  waiting: 0,
  stale: false,
  expires_in_s: 3600,
};
const PEER = {
  record: "peer",
  pvd: "wan",
  interface: "pppoe-wan",
  family: "inet",
  role: "server",
  address: "192.0.2.10",
  scope_id: 0,
  channel: "signal",
  transport: "udp",
  port: 4646,
  rank: 1,
  reference_ids: [{ type: "dns-id", value: "dots.isp.test" }],
  source_candidates: ["192.0.2.57", "192.0.2.58"],
  warnings: [],
  failure: null,
  redirected_for_s: null,
};
const WAITING = { ...PEER, record: "waiting", reason: Code.WaitingForDns };

test("a network, how far discovery has come there, and its servers with all that is to be said of them", () => {
  const failed = {
    ...PEER,
    rank: 2,
    transport: "tcp",
    warnings: [Code.CredentialsMissing],
    failure: "connect-failed",
    redirected_for_s: 60,
  };
  assert.deepEqual(renderExplanation([NETWORK, CELL, PEER, failed, WAITING], PLAIN), [
    "wan on pppoe-wan",
    "  addresses: 192.0.2.57",
    "  prefixes, of its provider: 192.0.2.0/24, 2001:db8:1::/56",
    "  resolvers: 192.0.2.53, 2001:db8::53@5353",
    "  routers: 192.0.2.1",
    "  domains: isp.?[1m",
    "  IPv4: DHCP gave this list, good for 60 min",
    "    1. 192.0.2.10 udp port 4646 for the signal channel, from 192.0.2.57: it has to prove dns-id dots.isp.test",
    "    2. 192.0.2.10 tcp port 4646 for the signal channel, from 192.0.2.57: it has to prove dns-id dots.isp.test",
    "       no credentials are configured for it",
    "       no session with it came about: it stands behind the others for a while",
    "       it named another server, for 60 s more",
    "    - dns-id dots.isp.test: the name has to be resolved before there are addresses",
  ]);
});

test("what a network lacks is said, and IPv4 on another device", () => {
  const bare = {
    record: "network",
    pvd: "lte",
    interface: "lte",
    ipv4_interface: "464-lte",
    prefixes: ["2001:db8::/48"],
    prefix_kind: "pi",
  };
  assert.deepEqual(renderExplanation([bare, { ...NETWORK, prefixes: [] }], PLAIN), [
    "lte, IPv4 on 464-lte",
    "  no address is known",
    "  prefixes, of the site: 2001:db8::/48",
    "  no resolver is known: no name can be looked up here",
    "",
    "wan on pppoe-wan",
    "  addresses: 192.0.2.57",
    "  no prefix is known: no target is of this network",
    "  resolvers: 192.0.2.53, 2001:db8::53@5353",
    "  routers: 192.0.2.1",
    "  domains: isp.?[1m",
  ]);
});

test("each state of a cell has its sentence", () => {
  const tell = (cell: object) => renderExplanation([{ ...CELL, pvd: "any", family: "inet6", ...cell }], PLAIN);
  const sentences = (
    [
      [{ state: "down" }, "it is down, there is no carrier or no address"],
      [{ state: "wait-config" }, "it waits for what DHCP may still say"],
      [{ state: "discovering" }, "the methods are being tried, there is no list yet"],
      [{ state: "failed" }, "no method gave a server; they are tried again"],
      [{ peers: 0 }, "servers that are good for any network stand in its place"],
      [{ peers: 0, waiting: 1 }, "DHCP gave this list, good for 60 min"],
      [{ method: "snaptr", expires_in_s: null }, "S-NAPTR records gave this list"],
      [{ state: "refreshing" }, "DHCP gave this list, good for 60 min; the methods are being tried again"],
      [
        { state: "degraded", method: "manual", expires_in_s: null },
        "the configuration gave this list; more may be there, it is tried again",
      ],
      [
        { state: "degraded", stale: true, expires_in_s: 30 },
        "DHCP gave this list, good for 30 s; it could not be confirmed, it is tried again",
      ],
      [{ state: "else" }, "else"],
    ] as const
  ).map(([cell, sentence]) => [tell(cell), ["any network", `  IPv6: ${sentence}`]]);
  for (const [told, expected] of sentences) assert.deepEqual(told, expected);
});
