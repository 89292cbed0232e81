// Without fresh entropy nothing is sent, and that is said; with it what waited goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { makeCore } from "../support/core.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";

const POOL = 256;
const LEASE = [...BOUND4, "dns=192.0.2.53", "domain=isp.test"];
const ZONE = [
  "@ SOA ns1 hostmaster 1 3600 600 86400 300",
  '@ NAPTR 1 10 "s" "DOTS:signal.udp" "" _dots._udp',
  ...[1, 2, 3, 4].map((index) => `_dots._udp SRV 0 ${index} 500${index} h${index}`),
  ...[1, 2, 3, 4].map((index) => `h${index} A 192.0.2.${10 + index}`),
];

/** A router that has a resolver to ask, and no entropy. */
const starving = (): Router =>
  new Router(makeCore())
    .configure("methods snaptr")
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...LEASE);

const wanted = (router: Router): number[] =>
  router.outputs.filter(({ kind }) => kind === OutputKind.EntropyWanted).map(({ handle }) => handle);
const sent = (router: Router): number => router.outputs.filter(({ kind }) => kind === OutputKind.UdpSend).length;
const feedEntropy = (router: Router, octets: number): Router =>
  router.feed(
    InputKind.Entropy,
    new Uint8Array(octets).map((_, index) => index * 31 + 5),
  );

test("no entropy: no socket is opened, that is said once, and the whole pool is asked for", () => {
  const router = starving();
  const sockets: readonly number[] = [OutputKind.UdpOpen, OutputKind.UdpSend, OutputKind.TcpAsk, OutputKind.McastJoin];
  assert.equal(router.told(Code.EntropyMissing).length, 1);
  // Within the time of a run, and in the next one.
  for (const waitMs of [0, 1000, 60_000, 60_000]) {
    router.pass(waitMs);
    assert.ok(router.outputs.every(({ kind }) => !sockets.includes(kind)));
    assert.deepEqual(wanted(router), [POOL]);
  }
  const state = router.ask("status").find(({ family }) => family === "inet");
  assert.equal(state?.["state"], "discovering");
});

test("too little entropy for an identifier is none", () => {
  const router = starving();
  feedEntropy(router, 1);
  assert.equal(sent(router), 0);
  assert.deepEqual(wanted(router), [POOL]);
  assert.equal(router.told(Code.EntropyMissing).length, 1);
});

test("entropy comes: the question that waited is asked, and the servers are found", () => {
  const router = starving();
  const resolver = new Resolver(ZONE);
  feedEntropy(router, POOL);
  assert.equal(sent(router), 1);
  assert.deepEqual(router.told(Code.EntropyMissing), []);
  resolver.answer(router);
  const addresses = router.ask("peers").map(({ address }) => address);
  assert.deepEqual([...addresses].sort(), ["192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.14"]);
});

test("E-58 the entropy is used up by the questions: the draw among SRV records is made all the same", () => {
  const router = starving();
  const resolver = new Resolver(ZONE);
  // Two octets at a time: each question takes them all.
  for (let step = 0; step < 40 && router.ask("peers").length === 0; step++) {
    feedEntropy(router, 2);
    assert.ok(sent(router) <= 1);
    resolver.answer(router);
  }
  const rows = router.ask("peers").map(({ address, port }) => `${String(address)} ${String(port)}`);
  assert.deepEqual(
    [...rows].sort(),
    [1, 2, 3, 4].map((index) => `192.0.2.${10 + index} 500${index}`),
  );
});

test("an identifier is drawn from all 65,536, 0 among them", () => {
  for (const octet of [0, 0xff]) {
    const router = starving().feed(InputKind.Entropy, new Uint8Array(POOL).fill(octet));
    const [question] = router.outputs.filter(({ kind }) => kind === OutputKind.UdpSend);
    assert.deepEqual(question?.payload.slice(0, 2), Uint8Array.of(octet, octet));
  }
});
