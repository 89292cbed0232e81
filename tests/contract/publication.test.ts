// What is told of a list that takes the place of another one: rows that came, went and
// changed, and nothing where it says the same (docs/abi.md, "Events"; R-16, E-91).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { BOUND4, Router } from "./support/router.ts";

const WAN = { pvd: "wan", interface: "eth1", family: "inet" };
const nameOf = (...labels: readonly string[]): string =>
  `opt147=${labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)]).toString("hex")).join("")}00`;
const NAME = nameOf("dots", "isp", "test");
const serversOf = (...last: readonly number[]): string =>
  `opt148=${last.map((octet) => Buffer.from([192, 0, 2, octet]).toString("hex")).join("")}`;

/** Lets a lease take the place of another one; returns what a client that watches is told. */
function replace(before: readonly string[], after: readonly string[], config: readonly string[] = []): string[] {
  const router = new Router().configure("methods dhcp", "families inet", ...config).link(2, "eth1");
  router.spool("wan.inet", ...BOUND4, ...before).pass(60_000);
  router.ask("watch");
  router.spool("wan.inet", ...BOUND4, ...after);
  assert.deepEqual(router.told(Code.RunBegins).length, 1);
  const events = router.lines(OutputKind.Event);
  for (const { pvd, interface: device, family, event } of events)
    if (event === "published" || event === "state") assert.deepEqual({ pvd, interface: device, family }, WAN);
  return events
    .filter(({ event }) => event !== "state" && event !== "credentials-missing")
    .map((line) =>
      line["event"] === "published"
        ? `published ${String(line["added"])} ${String(line["removed"])} ${String(line["changed"])}`
        : [line["event"], line["address"], line["channel"], line["transport"]].join(" "),
    );
}

const ROWS = ["signal udp", "signal tcp", "data tcp"];
const rows = (event: string, ...last: readonly number[]): string[] =>
  ROWS.flatMap((row) => last.map((octet) => `${event} 192.0.2.${octet} ${row}`));
const sorted = (lines: readonly string[]): string[] => [...lines].sort();

describe("a list takes the place of another one", () => {
  const cases: readonly (readonly [
    string,
    before: readonly string[],
    after: readonly string[],
    told: readonly string[],
  ])[] = [
    ["the first one", [], [serversOf(10)], [...rows("added", 10), "published 3 0 0"]],
    ["none any more: it stays, and is stale", [serversOf(10)], [], [...rows("changed", 10), "published 0 0 3"]],
    [
      "another server",
      [serversOf(10)],
      [serversOf(11)],
      [...rows("removed", 10), ...rows("added", 11), "published 3 3 0"],
    ],
    ["one fewer at the end", [serversOf(10, 11)], [serversOf(10)], [...rows("removed", 11), "published 0 3 0"]],
    ["one more at the end", [serversOf(10)], [serversOf(10, 11)], [...rows("added", 11), "published 3 0 0"]],
    ["another order", [serversOf(10, 11)], [serversOf(11, 10)], ["published 0 0 0"]],
    [
      "another name",
      [NAME, serversOf(10)],
      [nameOf("dots", "isp", "other"), serversOf(10)],
      [...rows("changed", 10), "published 0 0 3"],
    ],
    [
      "a name where there was none",
      [serversOf(10)],
      [NAME, serversOf(10)],
      [...rows("changed", 10), "published 0 0 3"],
    ],
    ["no name any more", [NAME, serversOf(10)], [serversOf(10)], [...rows("changed", 10), "published 0 0 3"]],
    ["the name in other letters", [NAME, serversOf(10)], [nameOf("DOTS", "isp", "TEST"), serversOf(10)], []],
    ["another server of DHCP", [serversOf(10), "serverid=1"], [serversOf(10), "serverid=2"], []],
  ];
  for (const [title, before, after, told] of cases)
    test(title, () => assert.deepEqual(sorted(replace(before, after)), sorted(told)));

  test("servers that belong together otherwise", () => {
    const flat = "opt148=08c000020ac000020b";
    const lists = "opt148=04c000020a04c000020b";
    const told = replace([flat], [lists], ["address-form lists"]);
    assert.deepEqual(sorted(told), sorted([...rows("changed", 11), "published 0 0 3"]));
  });

  test("Call Home beside it", () => {
    const router = new Router().configure("methods dhcp", "families inet").link(2, "eth1");
    router
      .spool("wan.inet", ...BOUND4, serversOf(10))
      .pass(60_000)
      .ask("watch");
    const publishedWith = (...config: readonly string[]) => {
      router.pass(60_000).configure("methods dhcp", "families inet", ...config);
      return router
        .lines(OutputKind.Event)
        .filter(({ event }) => event === "published")
        .map(({ added, removed, changed }) => [added, removed, changed]);
    };
    assert.deepEqual(publishedWith("call-home on", "call-home-port 4800"), [[2, 0, 0]]);
    assert.deepEqual(publishedWith("call-home on", "call-home-port 4801"), [[2, 2, 0]]);
    assert.deepEqual(publishedWith("call-home on", "call-home-port 4801"), []);
    assert.deepEqual(publishedWith(), [[0, 2, 0]]);
  });
});

test("E-91 what says the same is told in the log alone", () => {
  const router = new Router().configure("methods dhcp", "families inet").link(2, "eth1");
  router
    .spool("wan.inet", ...BOUND4, NAME, serversOf(10))
    .pass(60_000)
    .ask("refresh");
  assert.deepEqual(router.told(Code.ListUnchanged), [WAN]);
  assert.deepEqual(router.lines(OutputKind.FileReplace), []);
  router.pass(60_000).spool("wan.inet", ...BOUND4, nameOf("DOTS", "isp", "test"), serversOf(10));
  assert.deepEqual(router.told(Code.ListUnchanged), [WAN]);
  assert.deepEqual(
    router.ask("peers").map(({ sni }) => sni),
    ["dots.isp.test", "dots.isp.test", "dots.isp.test"],
  );
});

test("§3.6 a list that is lost is withdrawn, which is told once", () => {
  const router = new Router().configure("methods dhcp", "families inet").link(2, "eth1");
  router
    .spool("wan.inet", ...BOUND4, serversOf(10, 11))
    .pass(60_000)
    .ask("watch");
  router.spool("wan.inet");
  assert.deepEqual(router.told(Code.ListWithdrawn), [WAN]);
  const told = router.lines(OutputKind.Event).map(({ event }) => event);
  assert.deepEqual(told, [...new Array<string>(6).fill("removed"), "published", "state"]);
  const published = router.lines(OutputKind.Event).find(({ event }) => event === "published");
  assert.deepEqual(published, { event: "published", ...WAN, added: 0, removed: 6, changed: 0 });
  assert.deepEqual(router.spool("wan.inet").told(Code.ListWithdrawn), []);
});

test("E-99 names that wait for addresses come, change and go one by one", () => {
  const server = (label: string, name: string, ...lines: readonly string[]) => [
    ...[`server ${label}`, `reference-identifier ${name}`],
    ...lines,
  ];
  const router = new Router().configure("methods manual", "families inet").link(2, "eth1");
  router
    .spool("wan.inet", ...BOUND4)
    .pass(60_000)
    .ask("watch");
  const told = (...lines: readonly string[]): string[] => {
    router.pass(60_000).configure("methods manual", "families inet", ...lines);
    return (
      router
        .lines(OutputKind.Event)
        .filter(({ record }) => record === "waiting")
        .map(({ event, server_group: group, sni }) => [event, group, sni].join(" ").trim())
        // Another section may touch every row.
        .filter((line) => line !== "changed a one.test")
    );
  };
  const [a, b] = [server("a", "one.test"), server("b", "two.test")];
  assert.deepEqual(told(...a), ["added a one.test"]);
  assert.deepEqual(told(...a, ...b), ["added b two.test"]);
  assert.deepEqual(told(...a, ...b), []);
  assert.deepEqual(told(...a, ...server("b", "three.test")), ["changed b three.test"]);
  assert.deepEqual(told(...a, ...server("b", "THREE.test")), []);
  const rows = router.ask("peers").map(({ record, pvd, sni }) => [record, pvd, sni].join(" "));
  assert.deepEqual(rows, ["waiting any one.test", "waiting any three.test"]);
  assert.equal(told(...a).length, 1);
  assert.deepEqual(told(...server("a", "one.test", "addresses 203.0.113.9")), ["removed"]);
  assert.deepEqual([...new Set(router.ask("peers").map(({ record }) => record))], ["peer"]);
  assert.deepEqual(told(), []);
  assert.deepEqual(router.ask("peers"), []);
});
