// What `render routes` writes, applied to a router with two providers and a client behind it: the
// messages to each provider's server leave over that provider's link, from an address of it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";

import { command } from "../host/support/command.ts";
import { networkLine, peerLine } from "../host/support/records.ts";
import { seenFrom, startEcho } from "./support/datagrams.ts";
import { must, reasonToSkip } from "./support/programs.ts";
import type { Program } from "./support/programs.ts";

const FOLDER = resolve("build/lab/routes");
const ROUTER = `dots${process.pid}r`;
const CLIENT = `dots${process.pid}c`;
const PROVIDERS = { a: `dots${process.pid}a`, b: `dots${process.pid}b` };
/** Where the DOTS server of each provider is. */
const SERVERS = { a: ["203.0.113.1", "fd0f::1"], b: ["203.0.113.2", "fd0f::2"] };

const inside = (name: string, ...words: string[]) => must("ip", "netns", "exec", name, ...words);

/** Joins two namespaces; each end gets its addresses. */
function join2(
  one: string,
  device: string,
  addresses: string[],
  other: string,
  far: string,
  farAddresses: string[],
): void {
  must("ip", "-n", one, "link", "add", device, "type", "veth", "peer", "name", far, "netns", other);
  for (const [name, link, list] of [[one, device, addresses] as const, [other, far, farAddresses] as const]) {
    must("ip", "-n", name, "link", "set", link, "up");
    for (const address of list) must("ip", "-n", name, "addr", "add", address, "dev", link, "nodad");
  }
}

/** The router, both providers and the client. Everything goes over provider A unless a rule says otherwise. */
function build(): void {
  for (const name of [ROUTER, CLIENT, PROVIDERS.a, PROVIDERS.b]) {
    must("ip", "netns", "add", name);
    must("ip", "-n", name, "link", "set", "lo", "up");
    inside(name, "sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
  }
  join2(ROUTER, "wana", ["10.1.0.2/24", "fd0a::2/64"], PROVIDERS.a, "cpe", ["10.1.0.1/24", "fd0a::1/64"]);
  join2(ROUTER, "wanb", ["10.2.0.2/24", "fd0b::2/64"], PROVIDERS.b, "cpe", ["10.2.0.1/24", "fd0b::1/64"]);
  join2(ROUTER, "lan", ["192.168.1.1/24", "fd0a:1::1/64"], CLIENT, "eth0", ["192.168.1.2/24", "fd0a:1::2/64"]);
  const route = (name: string, family: string, to: string, via: string) =>
    must("ip", "-n", name, family, "route", "add", to, "via", via);
  for (const [family, a, client] of [
    ["-4", "10.1.0.1", "192.168.1.1"],
    ["-6", "fd0a::1", "fd0a:1::1"],
  ] as const) {
    route(ROUTER, family, "default", a);
    route(CLIENT, family, "default", client);
  }
  // Only the provider that delegated the prefix knows the way back to it.
  route(PROVIDERS.a, "-6", "fd0a:1::/64", "fd0a::2");
  for (const name of ["a", "b"] as const)
    for (const address of SERVERS[name]) must("ip", "-n", PROVIDERS[name], "addr", "add", address, "dev", "lo");
}

const NETWORKS = [
  networkLine({
    pvd: "a",
    interface: "wana",
    addresses: ["10.1.0.2", "fd0a::2"],
    prefixes: ["10.1.0.0/24", "fd0a::/64", "fd0a:1::/64"],
    routers: ["10.1.0.1", "fd0a::1"],
  }),
  networkLine({
    pvd: "b",
    interface: "wanb",
    addresses: ["10.2.0.2", "fd0b::2"],
    prefixes: ["10.2.0.0/24", "fd0b::/64"],
    routers: ["10.2.0.1", "fd0b::1"],
  }),
];
const PEERS = [
  peerLine({ pvd: "a", interface: "wana", address: "203.0.113.1", source_candidates: ["10.1.0.2"] }),
  peerLine({ pvd: "a", interface: "wana", address: "fd0f::1", source_candidates: ["fd0a::2"] }),
  peerLine({ pvd: "b", interface: "wanb", address: "203.0.113.2", source_candidates: ["10.2.0.2"] }),
  peerLine({ pvd: "b", interface: "wanb", address: "fd0f::2", source_candidates: ["fd0b::2"] }),
];

describe("policy routing", { skip: reasonToSkip(["ip", "nft"]) }, () => {
  const echoes: Program[] = [];

  before(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    build();
    for (const name of ["a", "b"] as const)
      echoes.push(await startEcho(PROVIDERS[name], join(FOLDER, `${name}.log`), SERVERS[name]));
  });

  after(async () => {
    for (const echo of echoes) await echo.stop();
    for (const name of [ROUTER, CLIENT, ...Object.values(PROVIDERS)]) must("ip", "netns", "del", name);
  });

  /** Applies a text of lines as its help says. */
  function apply(lines: string): void {
    const { status, stdout, stderr } = spawnSync("ip", ["netns", "exec", ROUTER, "sh"], {
      input: lines,
      encoding: "utf8",
    });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  }

  const rendered = () => {
    const { code, out, err } = command(["render", "routes", "--from", "-"], [...NETWORKS, ...PEERS, ""].join("\n"));
    assert.deepEqual([code, err], [0, ""]);
    return out;
  };
  const rules = () => inside(ROUTER, "sh", "-c", "ip -4 rule; ip -6 rule; ip route show table all; nft list ruleset");

  test("without the rules the server of the second provider is out of reach", () => {
    assert.equal(seenFrom(ROUTER, "203.0.113.1"), "10.1.0.2");
    assert.equal(seenFrom(ROUTER, "203.0.113.2"), null);
  });

  test("R-100 R-110 the router's own messages leave over the link of their server, with its address", () => {
    apply(rendered());
    assert.deepEqual(
      ["203.0.113.1", "203.0.113.2", "fd0f::1", "fd0f::2"].map((address) => seenFrom(ROUTER, address)),
      ["10.1.0.2", "10.2.0.2", "fd0a::2", "fd0b::2"],
    );
  });

  test("R-100 a socket that is bound to an address leaves over the link of that address", () => {
    assert.match(inside(ROUTER, "ip", "route", "get", "198.51.100.1", "from", "10.2.0.2"), /dev wanb/);
    assert.match(inside(ROUTER, "ip", "route", "get", "198.51.100.1", "from", "10.1.0.2"), /dev wana/);
    assert.equal(seenFrom(ROUTER, "203.0.113.2", "10.2.0.2"), "10.2.0.2");
  });

  test("R-109 messages of a client inside get an address of the network, and keep one that is of it", () => {
    assert.deepEqual(
      ["203.0.113.1", "203.0.113.2", "fd0f::2", "fd0f::1"].map((address) => seenFrom(CLIENT, address)),
      ["10.1.0.2", "10.2.0.2", "fd0b::2", "fd0a:1::2"],
    );
  });

  test("applied again everything is as before; the lines of the help undo it", () => {
    const before = rules();
    apply(rendered());
    assert.equal(rules(), before);
    const help = command(["render", "routes", "--help"]).out;
    const undo = help.split("\n").filter((line) => /^ {2}(for v in|nft delete)/.test(line));
    assert.equal(undo.length, 2);
    apply(undo.join("\n"));
    assert.doesNotMatch(rules(), /lookup 897|table 897|dots_/);
  });
});
