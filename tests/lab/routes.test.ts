// What `render routes` writes, applied to a router with two providers and a client behind it: the
// messages to each provider's server leave over that provider's link, from an address of it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";

import { command } from "../host/support/command.ts";
import { networkLine, peerLine } from "../host/support/records.ts";
import { seenFrom, startEcho } from "./support/datagrams.ts";
import { Namespaces } from "./support/namespaces.ts";
import { must, reasonToSkip } from "./support/programs.ts";
import { Stage } from "./support/stage.ts";

const PROVIDERS = ["a", "b"] as const;
/** Where the DOTS server of each provider is. */
const SERVERS = { a: ["203.0.113.1", "fd0f::1"], b: ["203.0.113.2", "fd0f::2"] };

/** The ends of a link, each with its addresses: the neighbour's and the router's. */
interface Link {
  readonly far: readonly [name: string, ...addresses: string[]];
  readonly own: readonly [name: string, ...addresses: string[]];
}
const NEIGHBOURS = ["a", "b", "client"] as const;
type Neighbour = (typeof NEIGHBOURS)[number];
const LINKS: Readonly<Record<Neighbour, Link>> = {
  a: { far: ["cpe", "10.1.0.1/24", "fd0a::1/64"], own: ["wana", "10.1.0.2/24", "fd0a::2/64"] },
  b: { far: ["cpe", "10.2.0.1/24", "fd0b::1/64"], own: ["wanb", "10.2.0.2/24", "fd0b::2/64"] },
  client: { far: ["eth0", "192.168.1.2/24", "fd0a:1::2/64"], own: ["lan", "192.168.1.1/24", "fd0a:1::1/64"] },
};

/** The router, both providers and a client. Everything goes over provider A unless a rule says otherwise. */
class ForwardingNetwork extends Namespaces<Neighbour> {
  constructor() {
    super({ a: "ispa", b: "ispb", client: "lan", router: "cpe" });
  }

  make(): void {
    this.makeNamespaces();
    for (const place of ["router", ...NEIGHBOURS] as const) {
      this.sysctl(place, "net/ipv4/ip_forward", "1");
      this.sysctl(place, "net/ipv6/conf/all/forwarding", "1");
    }
    for (const neighbour of NEIGHBOURS) {
      const { far, own } = LINKS[neighbour];
      this.join(neighbour, far[0], own[0]);
      this.address(neighbour, ...far);
      this.address("router", ...own);
    }
    for (const provider of PROVIDERS) this.address(provider, "lo", ...SERVERS[provider]);
    this.route("router", "default", "10.1.0.1", "fd0a::1");
    this.route("client", "default", "192.168.1.1", "fd0a:1::1");
    // Only the provider that delegated the prefix knows the way back to it.
    this.route("a", "fd0a:1::/64", "fd0a::2");
  }

  private address(place: "router" | Neighbour, link: string, ...addresses: string[]): void {
    for (const address of addresses) this.ip(place, "addr", "add", address, "dev", link);
  }

  private route(place: "router" | Neighbour, to: string, ...routers: string[]): void {
    for (const via of routers) this.ip(place, via.includes(":") ? "-6" : "-4", "route", "add", to, "via", via);
  }
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
  const stage = new Stage("routes", new ForwardingNetwork());
  const { network, folder } = stage;
  const [router, client] = [network.at("router"), network.at("client")];

  stage.set(async () => {
    for (const name of PROVIDERS) {
      stage.keep(await startEcho(network.at(name), join(folder, `${name}.log`), SERVERS[name]));
    }
  });

  /** Applies a text of lines as its help says. */
  function apply(lines: string): void {
    const [program, ...words] = router("sh");
    const { status, stdout, stderr } = spawnSync(program, words, { input: lines, encoding: "utf8" });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  }

  const rendered = () => {
    const { code, out, err } = command(["render", "routes", "--from", "-"], [...NETWORKS, ...PEERS, ""].join("\n"));
    assert.deepEqual([code, err], [0, ""]);
    return out;
  };
  const rules = () => must(...router("sh", "-c", "ip -4 rule; ip -6 rule; ip route show table all; nft list ruleset"));

  test("without the rules the server of the second provider is out of reach", () => {
    assert.equal(seenFrom(router, "203.0.113.1"), "10.1.0.2");
    assert.equal(seenFrom(router, "203.0.113.2"), null);
  });

  test("R-100 R-110 the router's own messages leave over the link of their server, with its address", () => {
    apply(rendered());
    assert.deepEqual(
      ["203.0.113.1", "203.0.113.2", "fd0f::1", "fd0f::2"].map((address) => seenFrom(router, address)),
      ["10.1.0.2", "10.2.0.2", "fd0a::2", "fd0b::2"],
    );
  });

  test("R-100 a socket that is bound to an address leaves over the link of that address", () => {
    assert.match(must(...router("ip", "route", "get", "198.51.100.1", "from", "10.2.0.2")), /dev wanb/);
    assert.match(must(...router("ip", "route", "get", "198.51.100.1", "from", "10.1.0.2")), /dev wana/);
    assert.equal(seenFrom(router, "203.0.113.2", "10.2.0.2"), "10.2.0.2");
  });

  test("R-109 messages of a client inside get an address of the network, and keep one that is of it", () => {
    assert.deepEqual(
      ["203.0.113.1", "203.0.113.2", "fd0f::2", "fd0f::1"].map((address) => seenFrom(client, address)),
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
