// What a drain tells and when: the first one after a start, one that was left, and the last of the networks.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FileFlag, InputKind, NO_DEADLINE, OutputKind } from "../../host/abi.gen.ts";
import type { Core } from "../../host/core.ts";
import { encodeControl, encodeSpool } from "../../host/inputs.ts";
import { drain, feed, jsonOf, makeCore, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import type { OutputRecord } from "../support/core.ts";
import { BOUND4, Router } from "./support/router.ts";

const SERVER = "opt148=c0000210";
const lease = encodeSpool(octetsOf("wan.inet"), octetsOf([...BOUND4, SERVER, ""].join("\n")));
const linesOf = (outputs: readonly OutputRecord[], kind: OutputKind) =>
  outputs.filter((output) => output.kind === kind && output.payload.length > 0).map(jsonOf);

describe("a core that was initialised, for the first time or once more", () => {
  /** One that has lived, and then begins anew in the middle of a drain. */
  function begunAnew(): Core {
    const core = makeReadyCore();
    const router = new Router(core).configure(
      "methods dhcp mdns",
      "interface wan",
      "device eth1",
      "resolvers 192.0.2.1",
    );
    router
      .link(2, "eth1")
      .assign(2, "192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, SERVER)
      .pass(60_000);
    const ids = router.ask("peers").map(({ id }) => String(id));
    router.ask(`report ${ids[0] ?? ""} redirected 86400`);
    router.ask(`report ${ids[1] ?? ""} connect-failed`);
    for (const line of ["attack on", "watch", "refresh"]) router.ask(line);
    router.configure("nonsense", "trusted-names a.test");
    core.handle(InputKind.Config, octetsOf("nonsense\n"), START_MS);
    core.reset();
    return core;
  }

  test("once more: what it is told then leads to what it leads to the first time", () => {
    const live = (core: Core) => {
      const router = new Router(core).feed(InputKind.Entropy, new Uint8Array(256).fill(7));
      const told = [router.outputs, router.link(2, "eth1").assign(2, "192.0.2.57/24").outputs];
      told.push(router.spool("wan.inet", ...BOUND4, SERVER).outputs, router.pass(20_000).outputs);
      for (const line of ["peers", "networks", "status", "select 192.0.2.1"])
        told.push(router.ask(line) && router.outputs);
      return told;
    };
    assert.deepEqual(live(begunAnew()), live(makeCore()));
  });

  for (const [title, make] of [
    ["for the first time", makeCore],
    ["once more", begunAnew],
  ] as const) {
    test(`${title}: nothing to tell before the first input`, () => assert.equal(make().poll(), null));

    test(`${title}: the first drain empties the result file, and says that nothing is due`, () => {
      const { outputs } = feed(make(), InputKind.TimeReached, new Uint8Array(0));
      const told = outputs.map(({ kind, flags, handle, payload }) => [
        ...[kind, flags, handle],
        kind === OutputKind.Deadline ? Buffer.from(payload).readBigInt64LE() : payload.length,
      ]);
      assert.deepEqual(told, [
        [OutputKind.FileReplace, FileFlag.First | FileFlag.Last, 0, 0],
        [OutputKind.EntropyWanted, 0, 256, 0],
        [OutputKind.Deadline, 0, 0, BigInt(NO_DEADLINE)],
      ]);
      assert.deepEqual(feed(make(), InputKind.Control, encodeControl(1, octetsOf("networks"))).outputs.slice(0, 1), [
        { kind: OutputKind.ClientClose, flags: 0, handle: 1, payload: new Uint8Array(0) },
      ]);
    });

    test(`${title}: its counts begin at 0`, () => {
      const { outputs } = feed(make(), InputKind.Control, encodeControl(1, octetsOf("status")));
      const counts = { inputs: 1, refused: 0, log_lost: 0, published: 0, attack: false, store: "absent" };
      assert.deepEqual(linesOf(outputs, OutputKind.ClientSend), [
        { record: "status", abi: 1, time_ms: START_MS, ...counts },
      ]);
    });
  }
});

test("events of a drain that was left are lost, the result file is not", () => {
  const core = makeReadyCore();
  core.handle(InputKind.Spool, lease, START_MS);
  const left = linesOf(drain(core), OutputKind.FileReplace);
  assert.equal(left.length, 3);
  const other = makeReadyCore();
  other.handle(InputKind.Spool, lease, START_MS);
  const { outputs } = feed(other, InputKind.TimeReached, new Uint8Array(0));
  assert.deepEqual(linesOf(outputs, OutputKind.Event), []);
  assert.deepEqual(linesOf(outputs, OutputKind.Log), []);
  assert.deepEqual(linesOf(outputs, OutputKind.FileReplace), left);
  const { outputs: after } = feed(other, InputKind.TimeReached, new Uint8Array(0));
  assert.deepEqual(after, []);
});

test("wherever a drain was left, the next input is told whole", () => {
  const core = makeReadyCore();
  const whole = () => feed(core, InputKind.Config, octetsOf("one\ntwo\nthree\n")).outputs;
  const expected = whole();
  assert.deepEqual(
    linesOf(expected, OutputKind.Log).map(({ line, value }) => line ?? value),
    [1, 2, 3, 3],
  );
  for (let polls = 0; polls < 8; polls++) {
    core.handle(InputKind.Control, encodeControl(polls, octetsOf("status")), START_MS);
    core.handle(InputKind.Config, octetsOf("x\nx\nx\n"), START_MS);
    for (let left = polls; left > 0 && core.poll() !== null; left--);
    const sends = [OutputKind.ClientSend, OutputKind.ClientClose] as readonly number[];
    const told = whole().filter(({ kind }) => !sends.includes(kind));
    assert.deepEqual(told, expected, `after ${polls}`);
  }
});

test("the result file has the rows of `peers`, those for any network first", () => {
  const router = new Router().configure(
    "methods manual",
    ...["server one", "reference-identifier one.test", "addresses 203.0.113.9 2001:db8::9"],
  );
  router.pass(3000);
  const file = router.lines(OutputKind.FileReplace);
  const places = file.map(({ pvd, interface: name, address, channel, transport }) => [
    ...[pvd, name, address, channel, transport],
  ]);
  const rows = (address: string) => [
    ["any", null, address, "signal", "udp"],
    ["any", null, address, "signal", "tcp"],
    ["any", null, address, "data", "tcp"],
  ];
  assert.deepEqual(places, [...rows("203.0.113.9"), ...rows("2001:db8::9")]);
  assert.deepEqual(router.ask("peers"), file);
});

test("R-90 `peers` with an interface has the rows of that network alone, by its name or its device", () => {
  const router = new Router();
  for (const index of [1, 2, 3]) {
    router.link(index, `eth${index}`);
    router.spool(`net${index}.inet`, "client=udhcpc", "event=bound", `device=eth${index}`, SERVER);
  }
  router.pass(60_000);
  const pvds = (request: string) => [...new Set(router.ask(request).map(({ pvd }) => pvd))];
  assert.deepEqual(pvds("peers"), ["net1", "net2", "net3"]);
  assert.deepEqual(pvds("peers net2"), ["net2"]);
  assert.deepEqual(pvds("peers eth3"), ["net3"]);
  assert.equal(router.ask("peers net2").length, 3);
});

describe("R-90 the last of as many networks as there is room for", () => {
  const MOST = 15;
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  const lease6 = (index: number, server: number) => [
    ...["client=odhcp6c", "event=bound", `device=eth${index}`],
    `OPTION_142=20010db8${"0".repeat(22)}${hex(server)}`,
  ];

  function full(): Router {
    const router = new Router();
    for (let index = 1; index <= MOST; index++) {
      router.link(index, `eth${index}`);
      router.spool(
        `net${index}.inet`,
        "client=udhcpc",
        "event=bound",
        `device=eth${index}`,
        `opt148=c00002${hex(index)}`,
      );
      router.spool(`net${index}.inet6`, ...lease6(index, index));
    }
    return router.pass(60_000);
  }
  const last = { pvd: `net${MOST}`, interface: `eth${MOST}`, family: "inet6" };

  test("status has the cells of all, in their order", () => {
    const cells = full()
      .ask("status")
      .slice(1)
      .map(({ pvd, interface: name, family, state, peers }) => ({ pvd, interface: name, family, state, peers }));
    const expected = Array.from({ length: 2 * MOST }, (_, index) => {
      const number = 1 + (index >> 1);
      const family = index % 2 === 0 ? "inet" : "inet6";
      return { pvd: `net${number}`, interface: `eth${number}`, family, state: "ready", peers: 3 };
    });
    assert.deepEqual(cells, expected);
  });

  test("its rows have the prefixes of its network, and are no section's", () => {
    const router = full().assign(MOST, "192.0.2.57/24", "2001:db8:15::57/64");
    const prefixes = router.ask(`peers net${MOST}`).map((row) => JSON.stringify(row["prefixes"]));
    assert.deepEqual([prefixes.length, ...new Set(prefixes)], [6, '["192.0.2.0/24","2001:db8:15::/64"]']);
  });

  test("a change of its IPv6 list is told once, and counted once", () => {
    const router = full();
    const published = () => router.ask("status")[0]?.["published"];
    const before = published() as number;
    router.spool(`net${MOST}.inet6`, ...lease6(MOST, MOST + 1));
    const ends = router.lines(OutputKind.Event).filter(({ event }) => event === "published");
    assert.deepEqual(ends, [{ event: "published", ...last, added: 3, removed: 3, changed: 0 }]);
    assert.equal(router.lines(OutputKind.FileReplace).length, 2 * MOST * 3);
    assert.deepEqual(router.pass(0).outputs, []);
    assert.equal(published(), before + 1);
  });

  test("its IPv6 lease is lost: its state is told once", () => {
    const router = full();
    router.spool(`net${MOST}.inet6`, "client=odhcp6c", "event=unbound", `device=eth${MOST}`);
    const states = router.lines(OutputKind.Event).filter(({ event }) => event === "state");
    assert.deepEqual(states, [{ event: "state", ...last, from: "ready", to: "down" }]);
    router.pass(0);
    assert.deepEqual(router.lines(OutputKind.Event), []);
  });
});
