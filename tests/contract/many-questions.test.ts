// As many questions under way as there may be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { askingDomain } from "./support/resolvers.ts";
import { Sockets } from "./support/sockets.ts";

const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
const MOST_AT_ONCE = 16;

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

test("sixteen questions that nobody answers: each is asked again after 2 s, and after 15 s none is under way", () => {
  const hosts = Array.from(
    { length: MOST_AT_ONCE },
    (_, index) => `@ NAPTR ${index} 10 "a" "DOTS:signal.udp" "" h${index}`,
  );
  const router = askingDomain();
  const sockets = new Sockets(router);
  new Resolver([SOA, ...hosts]).answer(router, 1);
  sockets.take();
  router.pass(0);
  sockets.take();
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
