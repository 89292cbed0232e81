// Servers that every network resolves for itself: what happens to a network happens to them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

/** The cells that work, as `NETWORK DEVICE FAMILY`. */
const working = (router: Router): string[] =>
  router
    .ask("status")
    .filter(({ record, state }) => record === "cell" && state !== "down")
    .map(({ pvd, interface: device, family }) => `${String(pvd)} ${String(device)} ${String(family)}`);

test("A-13 a family of a network that is lost is lost for the servers over it too", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.isp.test");
  for (const index of [1, 2]) {
    router.link(index, `eth${index}`);
    router.spool(`net${index}.inet`, "client=udhcpc", "event=bound", `device=eth${index}`, "dns=192.0.2.53");
    router.assign(index, `192.0.2.${index}/24`, `2001:db8:${index}::1/64`);
  }
  const cells = (...families: readonly string[]) =>
    ["net1 eth1", "net2 eth2", "any eth1", "any eth2"].flatMap((cell) => families.map((family) => `${cell} ${family}`));
  const every = cells("inet", "inet6");
  assert.deepEqual(working(router), every);
  router.assign(1, "192.0.2.1/24");
  assert.deepEqual(
    working(router),
    every.filter((cell) => !cell.endsWith("eth1 inet6")),
  );
  router.assign(1, "192.0.2.1/24", "2001:db8:1::1/64");
  assert.deepEqual(working(router), every);
  router.spool("net1.inet").assign(1, "2001:db8:1::1/64");
  assert.deepEqual(
    working(router),
    every.filter((cell) => !cell.endsWith("eth1 inet")),
  );
  router.link(2, "eth2", LinkState.Down);
  assert.deepEqual(working(router), ["net1 eth1 inet6", "any eth1 inet6"]);
});

const config = (...lines: readonly string[]) => [
  "methods manual",
  ...lines,
  "server one",
  "reference-identifier dots.isp.test",
];
const lease = (n: number, resolver: string) => ["client=udhcpc", "event=bound", `device=eth${n}`, `dns=${resolver}`];
/** What was planned or began, as `NETWORK DEVICE FAMILY WHY`. */
const runs = (router: Router): string[] =>
  [...router.told(Code.RunPlanned), ...router.told(Code.RunBegins)].map((line) =>
    [line["pvd"], line["interface"], line["family"], line["why"]].join(" "),
  );

/** Networks of one family with a resolver that knows the server, after they have looked. */
function start(resolver: Resolver, ...networks: readonly number[]): Router {
  const router = new Router().configure(...config("families inet"));
  for (const n of networks)
    router
      .link(n, `eth${n}`)
      .assign(n, `192.0.2.${n}/24`)
      .spool(`net${n}.inet`, ...lease(n, "192.0.2.53"));
  for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
  return router;
}

describe("A-13 what changes of one of two networks", () => {
  const resolver = new Resolver(["dots A 203.0.113.9"]);
  const own = (row: Fields) =>
    `${String(row["event"])} ${String(row["interface"])} ${String(row["source_candidates"])}`;

  test("its addresses: the servers over it are told anew at once, and looked for", () => {
    const router = start(resolver, 1, 2);
    assert.equal(router.ask("peers").length, 6);
    router.ask("watch");
    router.assign(2, "192.0.2.99/24");
    const rows = router.lines(OutputKind.Event).filter(({ record }) => record === "peer");
    assert.deepEqual(rows.map(own), new Array(3).fill("changed eth2 192.0.2.99"));
    assert.deepEqual(runs(router).sort(), ["any eth2 inet addresses-changed", "net2 eth2 inet addresses-changed"]);
  });

  test("its resolvers: the servers over it are looked for, and none of the other", () => {
    const router = start(resolver, 1, 2);
    for (const n of [1, 2]) {
      router.pass(60_000).spool(`net${n}.inet`, ...lease(n, "192.0.2.54"));
      const looked = runs(router).filter((line) => line.startsWith("any"));
      assert.deepEqual(looked, [`any eth${n} inet sources-changed`]);
    }
  });

  test("its name: the servers over it have it too", () => {
    const router = start(resolver, 1, 2);
    router.configure(
      ...config("families inet", "interface one", "device eth1", "interface two", "device eth2", "mark 7"),
    );
    const marks = router.ask("peers").map((row) => [row["interface"], row["mark"]].join(" "));
    assert.deepEqual([...new Set(marks)], ["eth1 ", "eth2 7"]);
  });
});

test("A-13 the second network comes: over both the server is looked for", () => {
  const router = start(new Resolver(["dots A 203.0.113.9"]), 1).pass(60_000);
  router
    .link(2, "eth2")
    .assign(2, "192.0.2.2/24")
    .spool("net2.inet", ...lease(2, "192.0.2.53"));
  const looked = runs(router).filter((line) => line.startsWith("any"));
  assert.deepEqual([...new Set(looked)], ["any eth1 inet networks-changed", "any eth2 inet networks-changed"]);
});

test("A-13 of the only network, whichever it was, new resolvers are asked for the servers of any", () => {
  const resolver = new Resolver(["dots A 203.0.113.9"]);
  for (const left of [1, 2, 3]) {
    const router = start(resolver, 1, 2, 3);
    for (const n of [1, 2, 3]) if (n !== left) router.link(n, `eth${n}`, LinkState.Gone);
    for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
    assert.deepEqual(
      [...new Set(router.ask("peers").map(({ pvd, interface: device }) => `${String(pvd)} ${String(device)}`))],
      ["any null"],
    );
    router.spool(`net${left}.inet`, ...lease(left, "192.0.2.54"));
    const looked = runs(router).filter((line) => line.startsWith("any"));
    assert.deepEqual(looked, ["any  inet sources-changed"], `eth${left}`);
  }
});

test("A-13 a network that comes and goes again and again takes no more room each time", () => {
  const router = start(new Resolver(["dots A 203.0.113.9"]), 1, 2);
  for (let round = 0; round < 16; round++) {
    router
      .link(3, "eth3")
      .spool("net3.inet", ...lease(3, "192.0.2.53"))
      .assign(3, "192.0.2.3/24");
    assert.ok(working(router).includes("any eth3 inet"), `round ${round}`);
    router.link(3, "eth3", LinkState.Gone);
    assert.deepEqual(
      working(router).filter((cell) => cell.includes("eth3")),
      [],
      `round ${round}`,
    );
  }
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
});
