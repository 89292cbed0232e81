// Multicast DNS: whose word counts, what is asked in one message, and what becomes of sockets.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { decodeMdnsQuery } from "../../host/emulator/mdns-message.ts";
import type { MdnsQuery } from "../../host/emulator/mdns-message.ts";
import { encodeFailure } from "../../host/inputs.ts";
import { encode, hear, joined, listen, SERVER, wait } from "./support/multicast.ts";
import type { Router } from "./support/router.ts";

/** The questions of each message that the last input sent. */
const questions = (router: Router): MdnsQuery[] =>
  router.outputs
    .filter(({ kind }) => kind === OutputKind.UdpSend)
    .map(({ payload }) => decodeMdnsQuery(payload) ?? assert.fail("no query"));
const textsOf = ({ questions: all }: MdnsQuery): string[] => all.map(({ name, type }) => `${name.join(".")} ${type}`);

const addresses = (router: Router): unknown[] => router.ask("peers").map(({ address }) => address);

describe("RFC 6762 §11: only neighbours are believed", () => {
  for (const [title, from] of [
    ["from another interface", { ifindex: 3 }],
    ["from another port", { port: 5354 }],
    ["from an address on another link", { address: "192.168.2.66" }],
  ] as const) {
    test(`R-80 ${title}`, () => {
      const { router, handle } = listen();
      hear(router, handle, encode(SERVER), from);
      assert.deepEqual(
        router.told(Code.AnswerDropped).map(({ error }) => error),
        [Code.WrongSource],
      );
      assert.deepEqual(addresses(wait(router, 15)), []);
      hear(router, handle, encode(SERVER));
      assert.deepEqual(addresses(wait(router, 15)), ["192.168.1.9"]);
    });
  }
});

test("a socket that failed is opened again with the next question, and the old one is nobody's", () => {
  const { router, handle } = listen();
  router.feed(InputKind.SocketFailed, encodeFailure(handle, ErrorClass.Unreachable));
  let socket: ReturnType<typeof joined> = null;
  for (let second = 0; second < 60 && socket === null; second++) socket = joined(router.pass(1000));
  assert.ok(socket !== null && socket.handle !== handle);
  wait(hear(router, handle, encode(SERVER)), 15);
  assert.deepEqual(addresses(router), []);
  wait(hear(router, socket.handle, encode(SERVER)), 15);
  assert.deepEqual(addresses(router), ["192.168.1.9"]);
});

test("a goodbye for what was never there says nothing", () => {
  const { router, handle } = listen();
  wait(hear(router, handle, encode(SERVER)), 15);
  const rows = () => router.ask("peers").map(({ id, stale }) => [id, stale]);
  const before = rows();
  hear(router, handle, encode(["_dots-signal._udp 0 PTR other._dots-signal._udp"]));
  assert.ok(
    router.outputs.every(({ kind }) => kind === OutputKind.Deadline),
    "no question, no log, no file",
  );
  assert.deepEqual(rows(), before);
  assert.equal(before.length, 1);
});

test("R-79 two records of one name that are to be asked for again are asked for once", () => {
  const { router, handle } = listen();
  const ttlS = 120;
  const both = ["a", "b"].flatMap((name, index) => [
    `_dots-signal._udp ${ttlS} PTR ${name}._dots-signal._udp`,
    `${name}._dots-signal._udp 4500 SRV 0 0 500${index} ${name}`,
    `${name} 4500 A 192.168.1.${index + 9}`,
  ]);
  wait(hear(router, handle, encode(both)), 15);
  assert.deepEqual(addresses(router), ["192.168.1.9", "192.168.1.10"]);
  let refreshes = 0;
  for (let second = 0; second < ttlS; second++) {
    for (const query of questions(router.pass(1000))) {
      const texts = textsOf(query);
      assert.equal(new Set(texts).size, texts.length, texts.join(", "));
      if (texts.length === 1) refreshes++;
    }
  }
  assert.ok(refreshes > 0);
});

test("R-79 names of any length are heard, and a message has as many questions as there is room for", () => {
  for (let last = 1; last <= 50; last += 7) {
    const { router, handle } = listen();
    // Five instances whose names are up to as long as names may be.
    const targets = [1, 2, 3, 4, 5].map((index) =>
      [`${index}`.padEnd(63, "x"), "y".repeat(63), "z".repeat(63), "w".repeat(last)].join("."),
    );
    // The services are due to be asked for again at that very time.
    router.timeMs += 60_000;
    hear(router, handle, encode(targets.map((target) => `_dots-signal._udp 4500 PTR ${target}`)));
    assert.ok(router.told(Code.RecordHeard).length > 3);
    const asked = new Set<string>();
    for (let second = 0; second < 60; second++) {
      for (const { kind, payload } of router.outputs) {
        if (kind === OutputKind.UdpSend) assert.ok(payload.length <= 12 + 1400, `${payload.length} octets`);
      }
      for (const query of questions(router)) for (const text of textsOf(query)) asked.add(text);
      router.pass(1000);
    }
    for (const target of targets.slice(0, 4)) assert.ok(asked.has(`${target}.local 33`), target);
  }
});

test("an address that no server can have is told once, when the list is made", () => {
  const { router, handle } = listen();
  const octets = encode([...SERVER.slice(0, 2), "gw 4500 A 127.0.0.1"]);
  hear(router, handle, octets);
  assert.deepEqual(router.told(Code.AddressDiscarded), []);
  wait(router, 15);
  const told = router.toldEver(Code.AddressDiscarded).map(({ address, error }) => [address, error]);
  assert.deepEqual(told, [["127.0.0.1", Code.Loopback]]);
  assert.deepEqual(addresses(router), []);
});

test("RFC 6762 §10.4: who asks for another look twice in a row has what is cached asked for, and loses nothing yet", () => {
  const { router, handle } = listen();
  wait(hear(router, handle, encode(SERVER)), 60);
  for (const waitMs of [0, 1000, 12_000, 12_000]) {
    router.pass(waitMs);
    router.ask("refresh");
    router.pass(1);
    assert.deepEqual(addresses(router), ["192.168.1.9"], `after ${waitMs} ms`);
  }
  // Nobody answers: what was doubted ends.
  router.pass(60_000).pass(15_000);
  assert.deepEqual(
    router.ask("peers").map(({ stale }) => stale),
    [true],
  );
});

test("while two other networks resolve names nothing is learnt on the link, and it is asked again", () => {
  const lease = (index: number) => [
    ...["client=udhcpc", "event=bound", `device=eth${index}`, `dns=192.0.2.${index}`, `domain=isp${index}.test`],
  ];
  const uplinks = ["interface a", "device eth3", "methods snaptr", "interface b", "device eth4", "methods snaptr"];
  const { router, handle } = listen(...uplinks);
  for (const index of [3, 4]) {
    router
      .link(index, `eth${index}`)
      .assign(index, `192.0.${index}.57/24`)
      .spool(`net${index}.inet`, ...lease(index));
    assert.ok(
      router.outputs.some(({ kind }) => kind === OutputKind.UdpSend),
      `network ${index} asks`,
    );
  }
  hear(router, handle, encode(SERVER));
  assert.deepEqual(addresses(router.pass(2000)), []);
  // Nobody answers there; then the link is asked again.
  let asked = 0;
  for (let second = 0; second < 120; second++) {
    router.pass(1000);
    asked += router.outputs.filter((output) => output.kind === OutputKind.UdpSend && output.handle === handle).length;
  }
  assert.ok(asked > 0);
  for (let second = 0; second < 60 && addresses(router).length === 0; second++)
    wait(hear(router, handle, encode(SERVER)), 1);
  assert.deepEqual(addresses(router), ["192.168.1.9"]);
});

test("A-09 the section that gave the servers of the link their identity is gone: nobody is believed", () => {
  const { router, handle } = listen();
  hear(router, handle, encode(SERVER));
  assert.deepEqual(addresses(wait(router, 15)), ["192.168.1.9"]);
  router.configure("interface lan", "device eth2", "methods mdns");
  assert.deepEqual(addresses(wait(router, 1)), []);
  hear(router, handle, encode(SERVER));
  assert.deepEqual(addresses(wait(router, 15)), []);
});

test("records that the cache has no room for are counted, and told at 1, 2, 4, 8 of them", () => {
  const { router, handle } = listen();
  for (let index = 0; index < 32; index++)
    hear(router, handle, encode([`_dots-signal._udp 4500 PTR ${`i${index}`.padEnd(63, "x")}._dots-signal._udp`]));
  const told = router.toldEver(Code.LimitReached).map(({ error, value }) => [error, value]);
  assert.deepEqual(
    told.slice(0, 4),
    [1, 2, 4, 8].map((lost) => [Code.PoolFull, lost]),
  );
});

test("A-26 of a server's addresses that of the link comes before those beyond it (RFC 6724 §6, rule 8)", () => {
  const { router } = listen();
  router.assign(2, "192.168.1.1/24", "fe80::1/64", "2001:db8:1::1/64");
  let socket: ReturnType<typeof joined> = null;
  for (let second = 0; second < 60 && socket === null; second++) socket = joined(router.pass(1000));
  const found = [...SERVER.slice(0, 2), "gw 4500 AAAA 2001:db8:1::9", "gw 4500 AAAA fe80::9"];
  hear(router, socket?.handle ?? assert.fail("nobody listens"), encode(found), { address: "fe80::9" });
  assert.deepEqual(addresses(wait(router, 15)), ["fe80::9", "2001:db8:1::9"]);
});
