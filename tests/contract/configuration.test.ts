// What a configuration is refused for, line by line, and that a line has its effect whole or not at all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

/** Line, code and offset of each fault. */
function faultsOf(lines: readonly string[]): unknown[] {
  const router = new Router().configure(...lines);
  return router.told(Code.ConfigLine).map(({ line, error, offset }) => [line, error, offset]);
}

const REFUSED: readonly (readonly [string, readonly string[], readonly unknown[]])[] = [
  [
    "A-11a one prefix of a section twice",
    [
      "server one",
      "reference-identifier a.test",
      "protects 198.51.100.0/24",
      "protects 203.0.113.0/24 198.51.100.0/24",
    ],
    [[4, Code.ConfigDuplicate, 24]],
  ],
  [
    "A-11a a prefix inside another one of its section, on one line",
    ["interface wan", "prefixes 198.51.100.0/24 198.51.100.128/25"],
    [[2, Code.PrefixOverlap, 25]],
  ],
  [
    "A-11a a prefix around another one of its section, on the next line",
    ["interface wan", "prefixes 2001:db8:1::/48", "prefixes 2001:db8::/32"],
    [[3, Code.PrefixOverlap, 9]],
  ],
  ["E-116 nat64 with another length", ["interface wan", "nat64 2001:db8::/64"], [[2, Code.ConfigValue, 6]]],
  ["E-116 nat64 of IPv4", ["interface wan", "nat64 0.0.0.0/0"], [[2, Code.ConfigValue, 6]]],
  ["E-116 nat64 that is no prefix", ["interface wan", "nat64 64:ff9b::/960"], [[2, Code.TextPrefix, 16]]],
  [
    "E-116 nat64 twice on a line",
    ["interface wan", "nat64 64:ff9b::/96 64:ff9b::/96"],
    [[2, Code.ConfigExtraValue, 19]],
  ],
  [
    "E-73 an IPv4 address behind seven groups",
    ["interface wan", "resolvers 1:2:3:4:5:6:7:192.0.2.1"],
    [[2, Code.TextAddress, 27]],
  ],
  ["R-03 a method twice", ["methods dhcp manual dhcp"], [[1, Code.ConfigDuplicate, 20]]],
];

describe("a line is refused where it goes wrong", () => {
  for (const [title, lines, faults] of REFUSED) test(title, () => assert.deepEqual(faultsOf(lines), faults));
});

test("A-11a prefixes of two sections have nothing to do with each other", () => {
  const lines = ["server one", "reference-identifier a.test", "protects 198.51.100.0/24"];
  assert.deepEqual(faultsOf([...lines, ...lines.map((line) => line.replace("one", "two"))]), []);
});

describe("I-04 no two sections have the same device for IPv4", () => {
  const sections = (...each: readonly string[][]) => each.flatMap(([name, ...rest]) => [`interface ${name}`, ...rest]);
  for (const [title, lines, faults] of [
    ["one has the device of another", sections(["wan"], ["lte", "ipv4-device wan"]), [[2, Code.ConfigOverlap, 0]]],
    [
      "two have one device beside their own",
      sections(["wan", "ipv4-device tun0"], ["lte", "ipv4-device tun0"]),
      [[3, Code.ConfigOverlap, 0]],
    ],
    ["each has its own", sections(["wan", "ipv4-device tun0"], ["lte", "ipv4-device tun1"]), []],
  ] as const)
    test(title, () => assert.deepEqual(faultsOf(lines), faults));
});

const many = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => make(index));

test("addresses of servers for which there is no room: a line counts whole or not at all, and those before it count", () => {
  const router = new Router();
  const server = (label: string, first: number, count: number) => [
    `server ${label}`,
    ...["reference-identifier a.test", `addresses ${many(count, (i) => `10.0.0.${first + i}`).join(" ")}`],
  ];
  router.configure("methods manual", ...server("one", 1, 40), ...server("two", 101, 25));
  const faults = router.told(Code.ConfigLine).map(({ line, error }) => [line, error]);
  assert.deepEqual(faults, [
    [7, Code.ConfigLimit],
    [5, Code.ServerEmpty],
  ]);
  router.link(2, "eth1").assign(2, "192.0.2.57/24").pass(60_000);
  const addresses = new Set(router.ask("peers").map(({ address }) => address));
  assert.deepEqual(addresses, new Set(many(40, (index) => `10.0.0.${1 + index}`)));
});

test("R-53 a default port that is written out is the same place as none", () => {
  const router = new Router();
  const server = ["methods manual", "server one", "reference-identifier a.test", "addresses 192.0.2.10"];
  const rows = () =>
    router
      .pass(60_000)
      .ask("peers")
      .map(({ channel, port }) => [channel, port]);
  router
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .configure(...server);
  const ports = [
    ["signal", 4646],
    ["signal", 4646],
    ["data", 443],
  ];
  assert.deepEqual(rows(), ports);
  const ids = router.ask("peers").map(({ id }) => id);
  router.configure(...server, "signal-port 4646", "data-port 443");
  assert.deepEqual(rows(), ports);
  assert.deepEqual(
    router.ask("peers").map(({ id }) => id),
    ids,
  );
  router.configure(...server, "signal-port 443", "data-port 4646");
  assert.deepEqual(rows(), [
    ["signal", 443],
    ["signal", 443],
    ["data", 4646],
  ]);
});
