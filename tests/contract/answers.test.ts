// Answers of a resolver that are hostile, or lead further than there is room for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { toMapped } from "../../host/addresses.ts";
import { encodeDatagram } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { Resolver } from "./support/resolver.ts";
import { HEADER_SIZE, askingDomain as asking } from "./support/resolvers.ts";
import { BOUND4, Router } from "./support/router.ts";

const RESOLVER = { address: toMapped(addressOctets("192.0.2.53")), port: 53, ifindex: 2 };
const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
/** Its data is anything (RFC 1035 §3.3.10). */
const TYPE_NULL = 10;

const addressesOf = (router: Router): unknown[] => router.ask("peers").map(({ address }) => address);

/** Some of 10.0.0.1 and so on, none twice, the lower before the higher. */
function assertInOrder(addresses: readonly unknown[], most: number): void {
  const all = Array.from({ length: most }, (_, index) => `10.0.0.${index + 1}`);
  assert.deepEqual(
    addresses,
    all.filter((address) => addresses.includes(address)),
  );
}

interface Question {
  readonly handle: number;
  /** Identifier and question section. */
  readonly id: Uint8Array;
  readonly section: Uint8Array;
}

function questionOf(router: Router): Question {
  const { handle, payload } =
    router.outputs.find(({ kind }) => kind === OutputKind.UdpSend) ?? assert.fail("nothing was asked");
  const end = payload.indexOf(0, HEADER_SIZE) + 5;
  return { handle, id: payload.slice(0, 2), section: payload.slice(HEADER_SIZE, end) };
}

const hear = (router: Router, handle: number, octets: Uint8Array): Router =>
  router.feed(InputKind.Datagram, encodeDatagram(handle, RESOLVER, octets));

/** A response to the question with octets behind it that should be one answer record. */
const response = ({ id, section }: Question, record: readonly number[]): Uint8Array =>
  Uint8Array.of(...id, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, ...section, ...record);

const label = (length: number, letter: string) => [length, ...Buffer.from(letter.repeat(length))];
const tail = (type: number, rdata: readonly number[]) => [
  0,
  type,
  0,
  1,
  0,
  0,
  0,
  60,
  rdata.length >> 8,
  rdata.length & 0xff,
  ...rdata,
];

describe("a record whose name cannot be read: the answer is dropped, and the question asked elsewhere or again", () => {
  const BEHIND = HEADER_SIZE + "\x03isp\x04test\x00".length + 4;

  test("a name of more than 255 octets", () => {
    const router = asking();
    const question = questionOf(router);
    const owner = (last: number) => [...[1, 2, 3].flatMap(() => label(63, "x")), ...label(last, "y"), 0];
    hear(router, question.handle, response(question, [...owner(62), ...tail(1, [192, 0, 2, 1])]));
    const [dropped] = router.told(Code.AnswerDropped);
    assert.deepEqual([dropped?.["error"], dropped?.["offset"]], [Code.NameTooLong, BEHIND + 3 * 64]);
    // One octet less is a name, though not one that was asked for.
    const other = asking();
    const again = questionOf(other);
    hear(other, again.handle, response(again, [...owner(61), ...tail(1, [192, 0, 2, 1])]));
    assert.deepEqual(other.told(Code.AnswerDropped), []);
  });

  test("a name that is made longer than 255 octets by a pointer", () => {
    const router = asking();
    const question = questionOf(router);
    const first = [...[1, 2, 3].flatMap(() => label(63, "x")), 0, ...tail(1, [192, 0, 2, 1])];
    const second = [...label(63, "z"), 0xc0, BEHIND, ...tail(1, [192, 0, 2, 1])];
    const octets = response(question, [...first, ...second]);
    octets[7] = 2;
    hear(router, question.handle, octets);
    const [dropped] = router.told(Code.AnswerDropped);
    assert.equal(dropped?.["error"], Code.NameTooLong);
    assert.equal(dropped["offset"], BEHIND + 2 * 64);
  });

  test("more than 16 pointers, one to the next", () => {
    const dropped = (pointers: number) => {
      const router = asking();
      const question = questionOf(router);
      // Each pointer leads to the one before; the first to the name that was asked for.
      const chain = Array.from({ length: pointers - 1 }, (_, index) => [
        0xc0,
        index === 0 ? HEADER_SIZE : BEHIND + 11 + 2 * (index - 1),
      ]);
      const text = [0, ...tail(TYPE_NULL, chain.flat())];
      const owner = [0xc0, BEHIND + text.length - 2];
      const octets = response(question, [...text, ...owner, ...tail(1, [192, 0, 2, 1])]);
      octets[7] = 2;
      hear(router, question.handle, octets);
      return router.told(Code.AnswerDropped).map(({ error }) => error);
    };
    assert.deepEqual(dropped(16), []);
    assert.deepEqual(dropped(17), [Code.PointerHops]);
  });
});

test("E-69 a datagram too short for a header is no response, and the clock goes on", () => {
  const router = asking();
  const question = questionOf(router);
  for (let length = 1; length < HEADER_SIZE; length++) {
    hear(router, question.handle, response(question, []).slice(0, length));
    const errors = router.told(Code.AnswerDropped).map(({ error }) => error);
    assert.deepEqual(errors, [Code.NotResponse], `${length} octets`);
    assert.ok(router.outputs.every(({ kind }) => kind !== OutputKind.UdpSend));
  }
  // An empty one is nothing at all.
  hear(router, question.handle, new Uint8Array(0));
  assert.deepEqual(router.told(Code.AnswerDropped), []);
  router.pass(1999);
  assert.ok(router.outputs.every(({ kind }) => kind !== OutputKind.UdpSend));
  router.pass(1);
  assert.ok(router.outputs.some(({ kind }) => kind === OutputKind.UdpSend));
});

test("E-56 an alias for a host that is known already", () => {
  const router = asking();
  const resolver = new Resolver([
    SOA,
    '@ NAPTR 1 10 "s" "DOTS:signal.udp" "" _dots._udp',
    "_dots._udp SRV 1 0 5001 h1",
    "_dots._udp SRV 2 0 5002 h2",
    "h1 A 192.0.2.11",
    "h2 CNAME h1",
  ]);
  resolver.answer(router);
  const rows = router.ask("peers").map(({ address, port }) => [address, port]);
  assert.deepEqual(rows, [
    ["192.0.2.11", 5001],
    ["192.0.2.11", 5002],
  ]);
});

test("E-72 aliases for more names than there is room for: those that fit count in their order, and it is said that there were more", () => {
  const hosts = Array.from({ length: 14 }, (_, index) => `h${index}`);
  const longOf = (host: string) => `${[1, 2, 3].map(() => "x".repeat(60)).join(".")}.${host}`;
  const router = asking();
  const resolver = new Resolver([
    SOA,
    ...hosts.map((host, index) => `@ NAPTR ${index} 10 "a" "DOTS:signal.udp" "" ${host}`),
    ...hosts.map((host) => `${host} CNAME ${longOf(host)}`),
    ...hosts.map((host, index) => `${longOf(host)} A 10.0.0.${index + 1}`),
  ]);
  resolver.answer(router);
  const limits = router.toldEver(Code.LimitReached);
  const addresses = addressesOf(router);
  assert.ok(addresses.length > 2 && addresses.length < hosts.length, `${addresses.length} addresses`);
  assertInOrder(addresses, hosts.length);
  assert.deepEqual(new Set(limits.map(({ error }) => error)), new Set([Code.OverLimit]));
});

test("a replacement or a target that leaves no room for its numbers is skipped, the others count", () => {
  const long = [1, 2, 3].map(() => "x".repeat(63)).join(".") + `.${"y".repeat(61)}.`;
  const router = asking();
  const resolver = new Resolver([
    SOA,
    `@ NAPTR 1 10 "a" "DOTS:signal.udp" "" ${long}`,
    '@ NAPTR 2 10 "s" "DOTS:signal.udp" "" _dots._udp',
    `_dots._udp SRV 1 0 5001 ${long}`,
    "_dots._udp SRV 2 0 5002 h1",
    "h1 A 192.0.2.11",
  ]);
  resolver.answer(router);
  const skipped = router.toldEver(Code.RecordSkipped);
  assert.deepEqual(
    skipped.map(({ error }) => error),
    [Code.NameTooLong, Code.NameTooLong],
  );
  assert.deepEqual(
    router.ask("peers").map(({ address, port }) => [address, port]),
    [["192.0.2.11", 5002]],
  );
});

test("a replacement or a target of 249 octets leaves room for its numbers, one of 250 does not", () => {
  for (const [octets, errors, ports] of [
    [249, [], [4646, 5001, 5002]],
    [250, [Code.NameTooLong, Code.NameTooLong], [5002]],
  ] as const) {
    const long = [63, 63, 63, octets - 3 * 64 - 2].map((length) => "x".repeat(length)).join(".") + ".";
    const router = asking();
    const resolver = new Resolver([
      SOA,
      `@ NAPTR 1 10 "a" "DOTS:signal.udp" "" ${long}`,
      '@ NAPTR 2 10 "s" "DOTS:signal.udp" "" _dots._udp',
      ...[`_dots._udp SRV 1 0 5001 ${long}`, "_dots._udp SRV 2 0 5002 h1", "h1 A 192.0.2.11", `${long} A 192.0.2.12`],
    ]);
    resolver.answer(router);
    const skipped = router.toldEver(Code.RecordSkipped).map(({ error }) => error);
    const found = router.ask("peers").map(({ port }) => port);
    assert.deepEqual([skipped, found], [errors, ports], `${octets} octets`);
  }
});

test("R-55 a domain that leaves no room for the name of a service is not asked about", () => {
  const domain = [1, 2, 3].map(() => "x".repeat(63)).join(".") + `.${"y".repeat(50)}`;
  const router = new Router().configure("methods dnssd", "interface wan", "device eth1", `domains ${domain}`);
  router.link(2, "eth1").assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53");
  router.pass(1);
  assert.ok(router.outputs.every(({ kind }) => kind !== OutputKind.UdpSend));
  const cell = router.ask("status").find(({ family }) => family === "inet");
  assert.equal(cell?.["state"], "failed");
});

test("R-55 a service whose name would have more than 255 octets is not asked for, the others are", () => {
  const letters = (length: number) => "x".repeat(length);
  const asked = (last: number) => {
    const domain = [letters(63), letters(63), letters(63), letters(last)].join(".");
    const router = new Router().configure("methods dnssd", "interface wan", "device eth1", `domains ${domain}`);
    router
      .link(2, "eth1")
      .assign(2, "192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, "dns=192.0.2.53");
    return router.outputs.filter(({ kind }) => kind === OutputKind.UdpSend).map(({ payload }) => payload[HEADER_SIZE]);
  };
  const [SIGNAL, DATA] = ["_dots-signal".length, "_dots-data".length];
  // `_dots-signal._udp` takes 18 octets, the domain 237, and 238.
  assert.deepEqual(asked(237 - 3 * 64 - 2), [SIGNAL, SIGNAL, DATA]);
  assert.deepEqual(asked(238 - 3 * 64 - 2), [DATA]);
});

/** Two sets of 32 servers each, whose names take hardly any room. */
const HOSTS = [..."abcdefghijklmnopqrstuvwxyz0123456789"].flatMap((letter) => [letter, `z${letter}`]).slice(0, 64);
const SERVERS = [
  SOA,
  '@ NAPTR 1 10 "s" "DOTS:signal.udp" "" x1.',
  '@ NAPTR 2 10 "s" "DOTS:signal.udp" "" x2.',
  ...HOSTS.map((host, index) => `x${index < 32 ? 1 : 2}. SRV ${index} 0 5000 ${host}.`),
];

test("E-72 an alias whose host there is no room to remember: those that fit count in their order", () => {
  const router = asking();
  const resolver = new Resolver([
    ...SERVERS,
    ...HOSTS.map((host) => `${host}. CNAME q${host}.`),
    ...HOSTS.map((host, index) => `q${host}. A 10.0.0.${index + 1}`),
  ]);
  resolver.answer(router);
  const addresses = addressesOf(router);
  assert.ok(addresses.length > 2 && addresses.length < HOSTS.length, `${addresses.length} addresses`);
  assertInOrder(addresses, HOSTS.length);
  assert.ok(router.toldEver(Code.LimitReached).some(({ error }) => error === Code.OverLimit));
});

test("R-49 64 questions are asked, and no more: what they found counts, and the domain is looked at again in 5 minutes", () => {
  // What has an address needs more room.
  const zone = [...SERVERS, ...HOSTS.slice(0, 5).map((host, index) => `${host}. A 10.0.0.${index + 1}`)];
  const router = asking();
  const resolver = new Resolver(zone);
  resolver.answer(router);
  assert.equal(resolver.count, 64);
  assert.ok(addressesOf(router).length > 2);
  assertInOrder(addressesOf(router), 5);
  const isAsking = () => router.outputs.some(({ kind }) => kind === OutputKind.UdpSend);
  assert.ok(!isAsking());
  router.pass(269_000);
  assert.ok(!isAsking());
  router.pass(62_000);
  assert.ok(isAsking());
});

test("E-116 a private address from the DNS is not reached under the well-known prefix of NAT64, and is under another", () => {
  for (const [prefix, expected] of [
    ["64:ff9b::/96", []],
    ["2001:db8:64::/96", ["2001:db8:64::a01:203"]],
  ] as const) {
    const router = new Router().configure(
      "methods snaptr",
      "interface wan",
      "device eth1",
      `nat64 ${prefix}`,
      "resolvers 2001:db8::53",
      "domains isp.test",
    );
    router.link(2, "eth1").assign(2, "2001:db8:f1:1::57/64").pass(60_000);
    const resolver = new Resolver([SOA, '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1', "m1 A 10.1.2.3"]);
    resolver.answer(router);
    assert.deepEqual(addressesOf(router), expected, prefix);
  }
});

test("E-116 a private address of the configuration is not reached under the well-known prefix of NAT64, and is under another", () => {
  for (const [prefix, expected] of [
    ["64:ff9b::/96", []],
    ["2001:db8:64::/96", ["2001:db8:64::a01:203"]],
  ] as const) {
    const server = ["server one", "reference-identifier dots.test", "addresses 10.1.2.3", "bind-interface wan"];
    const router = new Router().configure(
      "methods manual",
      "interface wan",
      "device eth1",
      `nat64 ${prefix}`,
      ...server,
    );
    router.link(2, "eth1").assign(2, "2001:db8:f1:1::57/64").pass(60_000);
    assert.deepEqual([...new Set(addressesOf(router))], expected, prefix);
  }
});

test("RFC 6891 §7: a resolver that does not understand EDNS is asked without it, the next one with it", () => {
  const router = asking(["192.0.2.53", "192.0.2.54"]);
  // The number of additional records.
  const additional = () => router.outputs.find(({ kind }) => kind === OutputKind.UdpSend)?.payload[11];
  const question = questionOf(router);
  assert.equal(additional(), 1);
  const formatError = response(question, []);
  formatError.set([0x81, 0, 1, 0, 0], 3);
  hear(router, question.handle, formatError);
  assert.equal(additional(), 0);
  router.pass(2000);
  assert.equal(additional(), 1);
});

test("E-48 a record that leads back to the way to it ends its branch, and the log says why", () => {
  const router = asking();
  const NAPTR = 'NAPTR 1 10 "" "DOTS:signal.udp" ""';
  new Resolver([SOA, `@ ${NAPTR} b`, `b ${NAPTR} @`]).answer(router);
  const errors = router.toldEver(Code.BranchFailed).map(({ error }) => error);
  assert.deepEqual(errors, [Code.Loop]);
});
