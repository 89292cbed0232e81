// As many questions under way as there may be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { makeCore, makeReadyCore, octetsOf } from "../support/core.ts";
import { Resolver } from "./support/resolver.ts";
import { ADDRESS, asking, askingDomain, deliver, FIRST, HEADER_SIZE, response } from "./support/resolvers.ts";
import { Router } from "./support/router.ts";
import { Sockets } from "./support/sockets.ts";

const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
const MOST_AT_ONCE = 16;
const POOL = 256;

test("E-56 an alias for a host that is still to be asked for: what comes with it counts, and it is not asked for", () => {
  const hosts = Array.from({ length: MOST_AT_ONCE + 3 }, (_, index) => `h${index}`);
  const last = hosts.at(-1) ?? "";
  const router = askingDomain();
  const resolver = new Resolver([
    SOA,
    ...hosts.map((host, index) => `@ NAPTR ${index} 10 "a" "DOTS:signal.udp" "" ${host}`),
    ...hosts.slice(1).map((host, index) => `${host} A 10.0.0.${index + 1}`),
    `h0 CNAME ${last}`,
  ]);
  resolver.answer(router);
  const rest = Array.from({ length: hosts.length - 2 }, (_, index) => `10.0.0.${index + 1}`);
  assert.deepEqual(
    router.ask("peers").map(({ address }) => address),
    [`10.0.0.${hosts.length - 1}`, ...rest],
  );
  // That for the domain, and that for each host but the last.
  assert.equal(resolver.count, 1 + hosts.length - 1);
});

/** Questions for the addresses of sixteen hosts are under way. */
function sixteen(router = new Router()): { router: Router; sockets: Sockets } {
  const hosts = Array.from(
    { length: MOST_AT_ONCE },
    (_, index) => `@ NAPTR ${index} 10 "a" "DOTS:signal.udp" "" h${index}`,
  );
  askingDomain(undefined, router);
  const sockets = new Sockets(router);
  new Resolver([SOA, ...hosts]).answer(router, 1);
  sockets.take();
  router.pass(0);
  sockets.take();
  return { router, sockets };
}

test("sixteen questions that nobody answers: each is asked again after 2 s, and after 15 s none is under way", () => {
  const { router, sockets } = sixteen();
  assert.equal(sockets.asked.size, MOST_AT_ONCE);
  assert.deepEqual([router.pass(1999).told(Code.TryFailed), sockets.take()], [[], []]);
  assert.equal(router.pass(1).told(Code.TryFailed).length, MOST_AT_ONCE);
  const lines = sockets.take();
  for (const what of ["open", "send", "close"])
    assert.equal(lines.filter((line) => line.includes(` ${what} `)).length, MOST_AT_ONCE);
  router.pass(13_000);
  sockets.take();
  assert.equal(sockets.asked.size, 0);
});

test("the deadline is that of the one question that is left, whichever it is", () => {
  for (let left = 0; left < MOST_AT_ONCE; left++) {
    const { router, sockets } = sixteen();
    const deadlineMs = router.timeMs + 2000;
    router.pass(500);
    for (const [index, asked] of [...sockets.asked.values()].entries())
      if (index !== left) deliver(router, asked, response(asked, 0, [ADDRESS]));
    assert.equal(router.deadlineMs, deadlineMs, `${left}`);
    assert.equal(router.pass(deadlineMs - router.timeMs).told(Code.TryFailed).length, 1);
  }
});

test("sixteen questions that wait for entropy go out with it, as far as it reaches", () => {
  // The lease takes two octets, the question for the domain two more.
  const starving = new Router(makeCore()).feed(InputKind.Entropy, new Uint8Array(4));
  const { router, sockets } = sixteen(starving);
  assert.equal(sockets.asked.size, 0);
  const wanted = () =>
    router.outputs.filter(({ kind }) => kind === OutputKind.EntropyWanted).map(({ handle }) => handle);
  for (const [octets, asked] of [
    [2 * MOST_AT_ONCE - 2, MOST_AT_ONCE - 1],
    [2, MOST_AT_ONCE],
  ] as const) {
    router.feed(InputKind.Entropy, new Uint8Array(octets).fill(octets));
    sockets.take();
    assert.equal(sockets.asked.size, asked);
    assert.deepEqual(wanted(), [POOL]);
  }
});

test("init forgets the questions that are under way", () => {
  const core = makeReadyCore();
  const { router } = sixteen(new Router(core));
  core.reset();
  router.feed(InputKind.Entropy, new Uint8Array(POOL).fill(1));
  assert.ok(router.outputs.every(({ kind }) => kind !== OutputKind.UdpSend));
  for (const waitMs of [0, 2000, 60_000]) {
    router.pass(waitMs);
    assert.ok(router.outputs.every(({ kind }) => kind === OutputKind.Deadline));
  }
  assert.equal(sixteen(router).sockets.asked.size, MOST_AT_ONCE);
});

test("a question that takes the place of one that was answered leaves the others their time", () => {
  const router = asking([FIRST], "ri-resolution snaptr-then-address");
  const sockets = new Sockets(router);
  const under = (question: string) =>
    [...sockets.asked.values()].find((asked) => asked.question === question) ?? assert.fail(question);
  for (const [name, next] of ["a", "b", "c", "d"].map((name, index) => [name, "bcde"[index] ?? ""] as const)) {
    router.pass(100);
    const asked = under(`${name}.isp.test NAPTR`);
    const rdata = [
      0,
      1,
      0,
      1,
      0,
      15,
      ...octetsOf("DOTS:signal.udp"),
      0,
      1,
      ...octetsOf(next),
      3,
      ...octetsOf("isp"),
      4,
      ...octetsOf("test"),
      0,
    ];
    deliver(
      router,
      asked,
      response(asked, 0, [[0xc0, HEADER_SIZE, 0, 35, 0, 1, 0, 0, 14, 16, 0, rdata.length, ...rdata]]),
    );
    sockets.take();
    under(`${next}.isp.test NAPTR`);
  }
  assert.deepEqual(router.pass(2000 - 401).told(Code.TryFailed), []);
  const failed = router
    .pass(1)
    .told(Code.TryFailed)
    .map(({ name, type }) => [name, type]);
  assert.deepEqual(failed, [["a.isp.test", 1]]);
});
