import assert from "node:assert/strict";
import { test } from "node:test";
import { readRecords } from "../../../host/render/records.ts";
import { DEFAULT_BASE, renderNftables, renderRoutes } from "../../../host/render/routes.ts";
import { fc } from "../../support/property.ts";
import { LTE, LTE_PEER, networkLine, peerLine, recordsOf } from "../support/records.ts";

const render = (...lines: string[]) => renderRoutes(recordsOf(...lines), DEFAULT_BASE);
const rulesOf = (lines: readonly string[]) =>
  lines.filter((line) => line.includes(" rule add ")).map((line) => line.replace(/ priority .*/, ""));
const routesOf = (lines: readonly string[]) =>
  lines.filter((line) => line.includes(" route replace ")).map((line) => line.replace(/ protocol .*/, ""));
const matching = (lines: readonly string[], part: string) =>
  lines.filter((line) => line.includes(part)).map((line) => line.trim());

test("R-100 R-110 I-05 each network has a table of its own, reached by source, by mark and by peer", () => {
  const { lines, notes } = render(
    networkLine(),
    networkLine(LTE),
    peerLine(),
    peerLine({ address: "2001:db8:7::a", transport: "tcp", port: 14646 }),
    peerLine(LTE_PEER),
  );
  assert.deepEqual(rulesOf(lines), [
    "ip -4 rule add from 198.51.100.23 lookup 8973",
    "ip -4 rule add fwmark 0x10000/0xff0000 lookup 8973",
    "ip -4 rule add to 203.0.113.10 ipproto udp dport 4646 lookup 8973",
    "ip -4 rule add from 192.0.2.57 lookup 8974",
    "ip -4 rule add fwmark 0x20000/0xff0000 lookup 8974",
    "ip -4 rule add to 192.0.2.10 ipproto udp dport 4646 lookup 8974",
    "ip -6 rule add from 2001:db8:9::57 lookup 8974",
    "ip -6 rule add fwmark 0x20000/0xff0000 lookup 8974",
    "ip -6 rule add to 2001:db8:7::a ipproto tcp dport 14646 lookup 8974",
  ]);
  assert.deepEqual(routesOf(lines), [
    "ip -4 route replace 198.51.100.16/28 dev wwan0 src 198.51.100.23 table 8973",
    "ip -4 route replace default dev wwan0 src 198.51.100.23 table 8973",
    "ip -4 route replace 192.0.2.0/24 dev eth1 src 192.0.2.57 table 8974",
    "ip -4 route replace default via 192.0.2.1 dev eth1 onlink src 192.0.2.57 table 8974",
    "ip -6 route replace 2001:db8:9::/56 dev eth1 src 2001:db8:9::57 table 8974",
    "ip -6 route replace default via fe80::1 dev eth1 onlink src 2001:db8:9::57 table 8974",
  ]);
  assert.deepEqual(notes, [
    "lte inet: no router is known; the route over wwan0 is right for a point-to-point link only",
  ]);
});

test("R-100 a source that was chosen comes before a mark, and a mark before the destination", () => {
  const { lines } = render(networkLine(), peerLine());
  const priorities = lines
    .filter((line) => line.startsWith("ip -4 rule add"))
    .map((line) => / (from|fwmark|to) .* priority (\d+) /.exec(line)?.slice(1));
  assert.deepEqual(priorities, [
    ["from", "8973"],
    ["fwmark", "8974"],
    ["to", "8975"],
  ]);
});

test("I-05 a table of the network's own is used and not filled; a mark of its own is set as it is", () => {
  const { lines, notes } = render(networkLine({ table: 100, mark: 256, routers: [] }), peerLine());
  assert.deepEqual([routesOf(lines), notes], [[], []]);
  assert.deepEqual(rulesOf(lines).slice(0, 3), [
    "ip -4 rule add from 192.0.2.57 lookup 100",
    "ip -4 rule add fwmark 0x100 lookup 100",
    "ip -4 rule add to 192.0.2.10 ipproto udp dport 4646 lookup 100",
  ]);
  assert.equal(matching(lines, "meta mark set 0x100").length, 2);
});

test("I-05 where only a mark is known its routing is left to whoever made it", () => {
  const { lines, notes } = render(networkLine({ mark: 256 }), peerLine());
  assert.deepEqual([...rulesOf(lines), ...routesOf(lines)], []);
  assert.equal(matching(lines, "@dots_wan_inet meta mark set 0x100").length, 2);
  assert.deepEqual(notes, ["wan has a mark and no table: the routing by that mark is left to whoever made it"]);
});

test("R-109 what comes from an address that is not the network's gets one; what comes from the network keeps its own", () => {
  const { lines } = render(networkLine(), peerLine(), peerLine({ address: "2001:db8:7::a" }));
  assert.deepEqual(matching(lines, "oifname"), [
    'oifname "eth1" ip daddr . meta l4proto . th dport @dots_wan_inet ip saddr != { 192.0.2.0/24 } masquerade',
    'oifname "eth1" ip6 daddr . meta l4proto . th dport @dots_wan_inet6 ip6 saddr != { 2001:db8:9::/56 } masquerade',
  ]);
});

test("R-109 I-03 a network whose address is on another device gives that address", () => {
  const { lines } = render(networkLine({ addresses: [] }), peerLine({ address: "2001:db8:7::a" }));
  assert.deepEqual(matching(lines, "oifname"), [
    'oifname "eth1" ip6 daddr . meta l4proto . th dport @dots_wan_inet6 ip6 saddr != { 2001:db8:9::/56 } snat ip6 to 2001:db8:9::57',
  ]);
});

test("R-110 I-04 IPv4 over a tunnel of the network leaves over the tunnel's device", () => {
  const { lines } = render(
    networkLine({
      ipv4_interface: "ds-wan",
      addresses: ["192.0.0.2", "2001:db8:9::57"],
      prefixes: [],
      routers: ["fe80::1"],
    }),
    peerLine({ interface: "ds-wan", source_candidates: ["192.0.0.2"] }),
    peerLine({ address: "2001:db8:7::a" }),
  );
  assert.deepEqual(routesOf(lines), [
    "ip -4 route replace default dev ds-wan src 192.0.0.2 table 8973",
    "ip -6 route replace default via fe80::1 dev eth1 onlink src 2001:db8:9::57 table 8973",
  ]);
  assert.match(matching(lines, "oifname")[0] ?? "", /^oifname "ds-wan" ip daddr/);
});

test("R-109 addresses outside of every prefix, and nested prefixes, stand in the set once", () => {
  const prefixes = ["192.0.2.0/24", "192.0.2.57/32", "192.0.2.0/24"];
  const { lines } = render(networkLine({ prefixes, addresses: ["198.51.100.1", "192.0.2.57"] }), peerLine());
  assert.match(matching(lines, "oifname")[0] ?? "", /ip saddr != \{ 192\.0\.2\.0\/24, 198\.51\.100\.1 \} masquerade$/);
});

test("R-106 E-110 a server of two networks is reached by source only, and that is said", () => {
  const { lines, notes } = render(
    networkLine(),
    networkLine({ ...LTE, routers: ["198.51.100.17"] }),
    peerLine(),
    peerLine({ ...LTE_PEER, address: "192.0.2.10" }),
  );
  assert.deepEqual(
    rulesOf(lines).filter((line) => line.includes(" to ")),
    [],
  );
  assert.deepEqual(matching(lines, "elements"), []);
  assert.deepEqual(notes, [
    "192.0.2.10 is a server of wan and lte: only the source address decides which one is reached",
  ]);
});

test("link-local servers, and those of no network, need no route", () => {
  const { lines, notes } = render(
    networkLine(),
    peerLine({ address: "fe80::1", scope_id: 3 }),
    peerLine({ pvd: "any", interface: null, address: "203.0.113.9" }),
  );
  assert.deepEqual(matching(lines, "fe80::1 . udp"), []);
  assert.deepEqual(matching(lines, "203.0.113.9"), []);
  assert.deepEqual(notes, ["servers of no network are reached as the routes of the system say"]);
  assert.deepEqual(render(peerLine({ pvd: "any", interface: null })).lines, []);
});

test("a network whose name cannot stand in a line is left out", () => {
  for (const odd of ['eth1";reboot', "$(id)", "-eth1", "a'b"]) {
    const { lines, notes } = render(networkLine({ interface: odd }), peerLine({ interface: odd }));
    assert.deepEqual(lines, []);
    assert.match(notes.join(), /wan is left out/);
  }
});

test("no record puts a sign of a shell into the lines", () => {
  const text = fc.oneof(fc.constantFrom("$(id)", "a;b", "`id`", "END", "a\nEND\nid", "eth0|x", "wan&"), fc.string());
  const fields = fc.dictionary(fc.constantFrom("pvd", "interface", "address", "credentials_ref", "method"), text);
  fc.assert(
    fc.property(fields, fields, (network, peer) => {
      const lines = [networkLine(network), peerLine(peer), networkLine(LTE), peerLine(LTE_PEER)];
      const written = renderRoutes(readRecords(lines), DEFAULT_BASE).lines.slice(1);
      const [ip, nft] = [
        written.filter((line) => line.startsWith("ip ")),
        written.filter((line) => line.startsWith(" ")),
      ];
      for (const line of ip) assert.match(line, /^ip -[46] (rule|route) [A-Za-z0-9 ./:_-]+$/);
      for (const line of nft) assert.match(line, /^ +[A-Za-z0-9 ./:_{}@,="!&|-]+$/);
      assert.equal(written.filter((line) => line === "END").length, 1);
    }),
  );
});

test("--nft has the table alone, which replaces the one before", () => {
  const { lines } = renderNftables(recordsOf(networkLine(), peerLine()), DEFAULT_BASE);
  assert.deepEqual(lines.slice(0, 3), [
    "table inet dots_discovery",
    "delete table inet dots_discovery",
    "table inet dots_discovery {",
  ]);
  assert.equal(lines.at(-1), "}");
});
