// A configuration replaces the one before: nothing is left of that, whatever it said.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { BOUND6, Router, SERVER6 } from "./support/router.ts";

const many = (length: number, make: (index: number) => readonly string[]) =>
  Array.from({ length }, (_, index) => make(index)).flat();

/** Each statement there is, none with its default. */
const EVERYTHING = [
  ...["profile draft00", "methods manual dhcp snaptr", "families inet", "address-form lists", "strict-draft on"],
  ...["option-codes 160 161 1000 1001", "accept-multiple on", "manual-scope replace", "trusted-names other.test"],
  ...["resolvers 192.0.2.1", "resolver-trust-ad 192.0.2.53", "default-domain default.test", "dnssec require"],
  ...["ri-resolution address", "call-home on", "call-home-port 4800"],
  ...["interface other", "device eth1", "ipv4-device tun0", "methods manual", "addressing pi", "pi-targets off"],
  ...["resolvers 192.0.2.2@5353", "domains old.test", "credentials old", "isp Old", "prefixes 203.0.113.0/24"],
  ...["pvd-id old.test", "nat64 2001:db8:64::/96", "mark 9", "table 9", "shared-address on"],
  ...["server old", "reference-identifier old.test", "addresses 203.0.113.9", "bind-interface other"],
  ...["credentials old", "signal-port 5000", "data-port 5001", "protects 198.51.100.0/24"],
];

/** As many of each as there is room for. */
const FULL = [
  ...many(24, (index) => [`trusted-names n${index}.test`]),
  ...many(4, (index) => [`resolver-trust-ad 192.0.2.${index + 1}`]),
  ...many(12, (index) => [`interface if${index}`, `credentials k${index}`, `prefixes 10.${index}.0.0/16`, "mark 1"]),
  ...many(16, (index) => [`domains d${index}.test`]),
  ...many(16, (index) => [
    ...[`server s${index}`, `reference-identifier r${index}.test`, "bind-interface if1", `addresses 10.99.0.${index}`],
    ...[`protects 10.100.${index}.0/24`, "credentials k"],
  ]),
];

const WAN = ["interface wan", "device eth1"];
const AFTER: readonly (readonly [title: string, lines: readonly string[]])[] = [
  ["an empty one", []],
  ["one that names the interface", WAN],
  ["one with a server", ["methods manual", "server s", "reference-identifier s.test", "addresses 203.0.113.7"]],
  ["one with a server by name", ["methods manual", "server s", "reference-identifier s.test"]],
  [
    "one of draft -00, whose last method is anycast",
    [
      "profile draft00",
      "option-codes 170 171 1100 1101",
      "server s",
      "method anycast",
      "reference-identifier s.test",
      "addresses 203.0.113.46",
    ],
  ],
  ["one that looks names up", ["methods snaptr", ...WAN, "domains new.test"]],
  ["one with everything", EVERYTHING],
];

/** What comes of a configuration: records, and what is asked of whom, without what is drawn by lot. */
function comesOf(router: Router): unknown {
  const asked = new Set<string>();
  const keep = () => {
    for (const { kind, payload } of router.outputs) {
      if (kind === OutputKind.UdpOpen) asked.add(Buffer.from(payload).toString("hex"));
      if (kind === OutputKind.UdpSend) asked.add(Buffer.from(payload.subarray(2)).toString("hex"));
    }
  };
  // Later than what belongs to a start.
  router.pass(3000);
  router.link(2, "eth1").assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
  const v4 = ["client=udhcpc", "event=bound", "device=eth1", "dns=192.0.2.53", "domain=isp.test"];
  router.spool("wan.inet", ...v4, "opt147=046d69746903697370047465737400", "opt148=04c000020a", "opt161=c000020b");
  keep();
  router.spool("wan.inet", ...v4, "opt147=046d69746903697370047465737400", "opt148=c000020ac000020b");
  router.spool("wan.inet6", ...BOUND6, SERVER6);
  for (let second = 0; second < 40; second++) {
    router.pass(1000);
    keep();
  }
  const targets = "192.0.2.1 198.51.100.1 203.0.113.1 10.1.0.1 10.100.3.1 8.8.8.8";
  const replies = ["networks", "peers", `select ${targets}`].map((line) => router.ask(line));
  return { replies, cells: router.ask("status").slice(1), asked: [...asked].sort() };
}

for (const [before, lines] of [
  ["everything", EVERYTHING],
  ["as much as there is room for", FULL],
] as const) {
  describe(`after a configuration with ${before}`, () => {
    for (const [title, after] of AFTER) {
      test(`${title} is as if it were the first`, () => {
        const router = new Router().configure(...lines);
        assert.deepEqual(router.told(Code.ConfigLine), []);
        const second = comesOf(router.configure(...after));
        assert.deepEqual(router.toldEver(Code.ConfigLine), []);
        assert.deepEqual(second, comesOf(new Router().configure(...after)));
      });
    }
  });
}

test("what filled all room leaves all of it", () => {
  const router = new Router().configure(...FULL).configure(...FULL);
  assert.deepEqual(router.toldEver(Code.ConfigLine), []);
});

test("R-92 the resolvers of a lease are none of the configuration, in the first network and in the last", () => {
  const router = new Router();
  for (let index = 1; index <= 15; index++) {
    router.link(index, `eth${index}`);
    const lease = ["event=bound", `device=eth${index}`];
    router.spool(`net${index}.inet`, "client=udhcpc", ...lease, `dns=192.0.2.${index}`);
    router.spool(`net${index}.inet6`, "client=odhcp6c", ...lease, `RDNSS=2001:db8::${index}`);
  }
  const resolvers = () => router.ask("networks").map((network) => network["resolvers"]);
  const before = resolvers();
  const last = ["192.0.2.15", "2001:db8::15"].map((address) => ({ address, port: 53 }));
  assert.deepEqual([before.length, before.at(-1)], [15, last]);
  router.configure("resolvers 192.0.2.99").configure("");
  assert.deepEqual(resolvers(), before);
});
