// Records of networks and peers as the core writes them, and what is made of them.
import assert from "node:assert/strict";
import { readRecords } from "../../../host/render/records.ts";
import type { Records } from "../../../host/render/records.ts";

type Fields = Readonly<Record<string, unknown>>;

const WAN = {
  record: "network",
  pvd: "wan",
  interface: "eth1",
  ipv4_interface: null,
  pvd_id: null,
  up: true,
  isp: null,
  mark: null,
  table: null,
  addresses: ["192.0.2.57", "2001:db8:9::57"],
  prefixes: ["192.0.2.0/24", "2001:db8:9::/56"],
  prefix_kind: "pa",
  resolvers: [{ address: "192.0.2.53", port: 53 }],
  routers: ["192.0.2.1", "fe80::1"],
  domains: ["isp.test"],
  credentials_ref: null,
};

const PEER = {
  record: "peer",
  id: "8985a92f24f84f10",
  role: "server",
  pvd: "wan",
  interface: "eth1",
  bind: true,
  family: "inet",
  address: "192.0.2.10",
  scope_id: 0,
  channel: "signal",
  transport: "udp",
  port: 4646,
  rank: 1,
  server_group: "dhcp-1",
  reference_ids: [{ type: "dns-id", value: "dots.isp.test" }],
  sni: "dots.isp.test",
  method: "dhcpv4",
  authority: "dhcp",
  source_candidates: ["192.0.2.57"],
  prefixes: ["192.0.2.0/24"],
  prefix_kind: "pa",
  credentials_ref: null,
  valid_for_s: 300,
  stale: false,
};

/** A line of the network `wan`, with other fields where they are given. */
export const networkLine = (fields: Fields = {}): string => JSON.stringify({ ...WAN, ...fields });

/** A line of a peer of `wan`; an IPv6 address has the family and a source of its own. */
export function peerLine(fields: Fields = {}): string {
  const isIpv6 = String(fields["address"]).includes(":");
  const own = isIpv6 ? { family: "inet6", source_candidates: ["2001:db8:9::57"], prefixes: ["2001:db8:9::/56"] } : {};
  return JSON.stringify({ ...PEER, ...own, ...fields });
}

/** The second uplink of many tests, and a peer of it. */
export const LTE = {
  pvd: "lte",
  interface: "wwan0",
  addresses: ["198.51.100.23"],
  prefixes: ["198.51.100.16/28"],
  routers: [],
};
export const LTE_PEER = {
  pvd: "lte",
  interface: "wwan0",
  address: "203.0.113.10",
  source_candidates: ["198.51.100.23"],
  prefixes: ["198.51.100.16/28"],
  reference_ids: [{ type: "dns-id", value: "dots.mobile.test" }],
};

/** What is read of lines none of which may be refused. */
export function recordsOf(...lines: string[]): Records {
  const records = readRecords(lines);
  assert.deepEqual(records.problems, []);
  return records;
}
