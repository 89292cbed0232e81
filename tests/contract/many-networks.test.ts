// As many networks as there is room for, and one more.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { Router, SERVER4, SERVER6 } from "./support/router.ts";

/** MAX_PVDS of assembly/limits.ts without the slot for any network. */
const MOST = 15;

/** The interface of a network is up, and its lease names a server. */
const attach = (router: Router, index: number): Router =>
  router
    .link(1 + index, `eth${index}`)
    .spool(`net${index}.inet`, "client=udhcpc", "event=bound", `device=eth${index}`, `opt148=c00002${index + 15}`);

/** A router with all networks that there is room for. */
function full(): Router {
  const router = new Router();
  for (let index = 1; index <= MOST; index++) attach(router, index);
  return router;
}

describe("R-90 as many networks as there is room for", () => {
  test("the first and the last are asked for by their names and devices", () => {
    const router = full();
    for (const index of [1, MOST]) {
      for (const name of [`net${index}`, `eth${index}`]) {
        const networks = router.ask(`networks ${name}`).map(({ pvd }) => pvd);
        assert.deepEqual(networks, [`net${index}`], name);
      }
    }
  });

  test("the last is looked for again on command", () => {
    const router = full().pass(60_000);
    router.ask(`refresh net${MOST}`);
    const begun = router.told(Code.RunBegins).map(({ pvd, why }) => [pvd, why]);
    assert.deepEqual(begun, [[`net${MOST}`, "command"]]);
  });

  test("one more has no room, and the log names its device", () => {
    const router = full();
    assert.deepEqual(router.toldEver(Code.PoolFull), []);
    attach(router, MOST + 1);
    assert.deepEqual(router.told(Code.PoolFull), [{ text: `eth${MOST + 1}` }]);
    assert.deepEqual(router.told(Code.LeaseLearnt), []);
    const last = router.lines(OutputKind.FileReplace);
    assert.deepEqual(last, []);
    assert.equal(router.ask("networks").length, MOST);
  });
});

test("R-92 resolvers that there is no room for are told", () => {
  const router = new Router();
  const lease = (index: number) => ["client=udhcpc", "event=bound", `device=eth${index}`];
  const four = (index: number) => [1, 2, 3, 4].map((number) => `10.0.${index}.${number}`).join(" ");
  for (let index = 1; index <= 10; index++)
    router.link(index, `eth${index}`).spool(`net${index}.inet`, ...lease(index), `dns=${four(index)}`);
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
  router.link(11, "eth11").spool("net11.inet", ...lease(11), `dns=${four(11)}`);
  assert.deepEqual(router.told(Code.PoolFull), [{ pvd: "net11", interface: "eth11", family: "inet" }]);
  assert.equal(router.told(Code.LeaseLearnt).length, 1);
});

test("A-13 the eighth network has a place beside seven and the ways over them, and none for its own way", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.test");
  for (let index = 1; index <= 7; index++) attach(router, index);
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
  attach(router, 8);
  assert.deepEqual(router.told(Code.PoolFull), [{ text: "eth8" }]);
  assert.equal(router.ask("networks").length, 8);
});

test("R-90 all networks that there is room for go, and as many others come", () => {
  const router = full();
  for (let index = 1; index <= MOST; index++)
    router.spool(`six${index}.inet6`, "client=odhcp6c", "event=bound", `device=eth${index}`);
  for (let index = 1; index <= MOST; index++) router.link(1 + index, `eth${index}`, LinkState.Gone);
  assert.deepEqual(router.ask("networks"), []);
  for (let index = 1; index <= MOST; index++) attach(router, 20 + index);
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
  assert.deepEqual(
    router.ask("networks").map(({ pvd }) => pvd),
    Array.from({ length: MOST }, (_, index) => `net${21 + index}`),
  );
});

test("A-13 two networks are left of as many as there is room for: each has the server by its own resolver", () => {
  const router = full();
  for (let index = 3; index <= MOST; index++) router.link(1 + index, `eth${index}`, LinkState.Gone);
  for (const index of [1, 2]) {
    router.assign(1 + index, `192.0.2.${100 + index}/24`);
    router.spool(`net${index}.inet`, "client=udhcpc", "event=renew", `device=eth${index}`, "dns=192.0.2.53");
  }
  const resolver = new Resolver(["dots A 203.0.113.9"]);
  router.pass(60_000).configure("methods manual dhcp", "server one", "reference-identifier dots.isp.test");
  resolver.answer(router);
  for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
  const found = router.ask("peers").filter(({ pvd }) => pvd === "any");
  assert.deepEqual(
    [...new Set(found.map(({ interface: device, address }) => `${String(device)} ${String(address)}`))],
    [1, 2].map((index) => `eth${index} 203.0.113.9`),
  );
});

test("A-11 one of as many networks as there is room for goes: all others and any look at their servers again", () => {
  const router = new Router().configure(
    "methods manual dhcp",
    "server one",
    "reference-identifier a.test",
    "addresses 203.0.113.9",
  );
  for (let index = 1; index <= MOST; index++) attach(router, index);
  router.pass(60_000).pass(60_000).link(3, "eth2", LinkState.Gone);
  const left = Array.from({ length: MOST }, (_, index) => `net${index + 1}`).filter((name) => name !== "net2");
  assert.deepEqual(
    router.told(Code.RunPlanned).map(({ pvd, why, value }) => [pvd, why, value]),
    ["any", ...left].map((name) => [name, "networks-changed", 1000]),
  );
});

test("I-07 a configuration that names the last of as many networks as there is room for takes the others", () => {
  const router = full().pass(60_000);
  const section = ["methods dhcp", `interface net${MOST}`, `device eth${MOST}`];
  router.configure(...section);
  assert.deepEqual(
    router.ask("networks").map(({ pvd }) => pvd),
    [`net${MOST}`],
  );
  router.pass(60_000).ask("watch");
  router.configure(...section, "credentials keys");
  assert.deepEqual(
    router.told(Code.RunBegins).map(({ pvd, why }) => [pvd, why]),
    [[`net${MOST}`, "configuration"]],
  );
  const rows = router.lines(OutputKind.Event).filter(({ event }) => event === "changed");
  assert.deepEqual(
    rows.map((row) => row["credentials_ref"]),
    ["keys", "keys", "keys"],
  );
  router.pass(60_000).configure(...section, "credentials keys");
  assert.deepEqual(router.lines(OutputKind.Event), []);
  router.configure("methods dhcp", "interface net1", "device eth1");
  assert.deepEqual(
    router.ask("networks").map(({ pvd }) => pvd),
    ["net1"],
  );
});

test("A-13 ways that are not needed any more make room for networks", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.test");
  for (let index = 1; index <= 7; index++) attach(router, index);
  router.configure("methods manual");
  for (let index = 8; index <= MOST; index++) attach(router, index);
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
  assert.equal(router.ask("networks").length, MOST);
});

test("R-28 the names of leases that were lost take no room", () => {
  const label = (length: number) => Buffer.from([length, ...Buffer.from("x".repeat(length))]).toString("hex");
  const longest = `${label(63).repeat(3)}${label(61)}00`;
  const router = new Router().configure("methods dhcp");
  const networks = Array.from({ length: 8 }, (_, index) => index + 1);
  // A name of 255 octets for each lease and for each list: 4,128 octets with what the table adds, of 5,120.
  for (const round of ["first", "second"]) {
    for (const n of networks) {
      const lease = ["client=udhcpc", "event=bound", `device=eth${n}`, `opt147=${longest}`, SERVER4];
      router.link(n, `eth${n}`).spool(`net${n}.inet`, ...lease);
    }
    assert.equal(router.pass(20_000).ask("peers").length, 3 * networks.length, round);
    for (const n of networks) router.spool(`net${n}.inet`);
    for (const n of networks) {
      router.spool(
        `net${n}.inet6`,
        "client=odhcp6c",
        "event=bound",
        `device=eth${n}`,
        `OPTION_141=${longest}`,
        SERVER6,
      );
    }
    assert.equal(router.pass(20_000).ask("peers").length, 3 * networks.length, round);
    for (const n of networks) router.link(n, `eth${n}`, LinkState.Gone);
  }
  assert.deepEqual(router.toldEver(Code.PoolFull), []);
});
