// Records that were heard on the link: how long each is believed, when it is asked for again, and what is known already.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { parseRecord } from "../../host/emulator/dns-record.ts";
import { decodeMdnsQuery, encodeMdnsResponse, MDNS_RESPONSE } from "../../host/emulator/mdns-message.ts";
import type { Flush } from "../../host/emulator/mdns-message.ts";
import { octetsOf } from "../support/core.ts";
import { encode, hear, listen, sentUntil, SERVER } from "./support/multicast.ts";
import type { Sent } from "./support/multicast.ts";
import type { Router } from "./support/router.ts";

const INSTANCE = "gw._dots-signal._udp";
const NETWORK = { pvd: "lan", interface: "eth2", family: "inet" };
const SECOND_MS = 1000;
const DAY_S = 86_400;

/** A server on the link, of whose records one has another time to live. */
const serverWith = (type: "PTR" | "SRV" | "A", ttlS: number): string[] => [
  `_dots-signal._udp ${type === "PTR" ? ttlS : 90_000} PTR ${INSTANCE}`,
  `${INSTANCE} ${type === "SRV" ? ttlS : 90_000} SRV 0 0 5000 gw`,
  `gw ${type === "A" ? ttlS : 90_000} A 192.168.1.9`,
];

/** Which records end, and after how many milliseconds. */
function endings(router: Router, untilMs: number): string[] {
  const startMs = router.timeMs;
  const ended: string[] = [];
  sentUntil(router, untilMs, () => {
    for (const { name, type } of router.told(Code.RecordEnded))
      ended.push(`${router.timeMs - startMs} ${String(name)} ${String(type)}`);
  });
  return ended;
}

test("each record that is heard is told with who said it, and when it ends", () => {
  const { router, handle } = listen();
  hear(router, handle, encode(SERVER));
  const records = [
    { type: 12, name: "_dots-signal._udp.local" },
    { type: 33, name: `${INSTANCE}.local` },
    { type: 1, name: "gw.local" },
  ];
  const told = records.map((record) => ({ ...NETWORK, ...record, address: "192.168.1.66" }));
  assert.deepEqual(router.told(Code.RecordHeard), told);
  // What is heard again is nothing new.
  assert.deepEqual(hear(router, handle, encode(SERVER)).told(Code.RecordHeard), []);
  sentUntil(router, 3000 * SECOND_MS - 1);
  assert.deepEqual(router.toldEver(Code.RecordEnded), []);
  router.pass(1);
  assert.deepEqual(router.told(Code.RecordEnded), [{ ...NETWORK, ...records[1] }]);
});

describe("a record ends with its time to live, none later than after a day", () => {
  const owners = { PTR: "_dots-signal._udp.local 12", SRV: `${INSTANCE}.local 33`, A: "gw.local 1" };
  for (const type of ["PTR", "SRV", "A"] as const)
    test(type, () => {
      for (const ttlS of [1, 9, 10, 255, 256, 0x1234]) {
        const { router, handle } = listen();
        hear(router, handle, encode(serverWith(type, ttlS)));
        const startMs = router.timeMs;
        assert.deepEqual(endings(router, 0x1234 * SECOND_MS), [`${ttlS * SECOND_MS} ${owners[type]}`]);
        assert.equal(router.timeMs, startMs + 0x1234 * SECOND_MS);
      }
    });

  test("a day, and more than a day", () => {
    for (const ttlS of [DAY_S - 1, DAY_S, DAY_S + 1, 0x7fffffff]) {
      const { router, handle } = listen();
      hear(
        router,
        handle,
        encode(SERVER, ttlS).map((octet) => octet),
      );
      const ended = endings(router, (DAY_S + 2) * SECOND_MS).filter((line) => line.endsWith(" 33"));
      assert.deepEqual(ended, [`${Math.min(ttlS, DAY_S) * SECOND_MS} ${owners.SRV}`], `${ttlS} s`);
    }
  });
});

test("R-11 a server of the link is valid until the first of the network's records ends", () => {
  for (const [first, validS] of [
    [serverWith("PTR", 100), 90],
    [serverWith("SRV", 50), 40],
    [serverWith("A", 200), 190],
    [[...serverWith("A", 200), `_dots-signal._udp 30 PTR other._dots-signal._udp`], 20],
    [serverWith("A", 90_000), DAY_S - 10],
  ] as const) {
    const { router, handle } = listen();
    hear(router, handle, encode(first));
    sentUntil(router, 10_000);
    const rows = router.ask("peers").map(({ address, valid_for_s: left, stale }) => [address, left, stale]);
    assert.deepEqual(rows, [["192.168.1.9", validS, false]]);
  }
});

test("RFC 6762 §10.1: what is taken back ends a second later, unless it is said again until then", () => {
  const goodbye = encode(["gw 0 A 192.168.1.9"]);
  for (const [waitMs, expected] of [
    [SECOND_MS + 1, [`${SECOND_MS} gw.local 1`]],
    [SECOND_MS - 1, []],
  ] as const) {
    const { router, handle } = listen();
    hear(router, handle, encode(SERVER));
    sentUntil(router, 5000);
    hear(router, handle, goodbye);
    assert.deepEqual(endings(router, waitMs), expected);
    hear(router, handle, encode(["gw 4500 A 192.168.1.9"]));
    assert.deepEqual(endings(router, 60_000), []);
  }
});

test("RFC 2181 §8: a time to live whose first bit is set is none, so that it takes back", () => {
  const { router, handle } = listen();
  hear(router, handle, encode(SERVER));
  for (const address of ["192.168.1.9", "192.168.1.10"])
    hear(router, handle, encode([`gw ${0x80000000} A ${address}`, `gw ${0xffffffff} A ${address}`]));
  assert.equal(router.toldEver(Code.RecordHeard).length, SERVER.length);
  assert.deepEqual(endings(router, SECOND_MS + 1), [`${SECOND_MS} gw.local 1`]);
});

describe("RFC 6762 §10.2: a record that is the only one of its set takes back what is older than a second", () => {
  const one = (line: string, flush: Flush) =>
    encodeMdnsResponse([parseRecord(line, { origin: ["local"], ttlS: 4500 }) ?? assert.fail(line)], {
      ...MDNS_RESPONSE,
      flush,
    });
  const OLD = ["192.168.1.9"];
  const BOTH = ["192.168.1.9", "192.168.1.10"];
  for (const [title, ageMs, line, flush, expected] of [
    ["one that is a second old stays", 1000, "gw A 192.168.1.10", "all", BOTH],
    ["one that is older goes", 1001, "gw A 192.168.1.10", "all", ["192.168.1.10"]],
    ["not for one of several", 5000, "gw A 192.168.1.10", "none", BOTH],
    ["not for another name", 5000, "gx A 192.168.1.10", "all", OLD],
    ["not for another type", 5000, `${INSTANCE} SRV 0 0 5000 gw`, "all", OLD],
    ["not for itself", 5000, "gw A 192.168.1.9", "all", OLD],
    ["not by its end", 5000, "gw 0 A 192.168.1.10", "all", OLD],
    [
      "a service has as many instances as there are (E-81)",
      5000,
      "_dots-signal._udp PTR gx._dots-signal._udp",
      "all",
      OLD,
    ],
  ] as const)
    test(title, () => {
      const { router, handle } = listen();
      hear(router, handle, encode(SERVER, 4500));
      sentUntil(router, ageMs);
      hear(router, handle, one(line, flush));
      const ended = endings(router, 15_000);
      assert.deepEqual(ended, expected.some((address) => address === "192.168.1.9") ? [] : [`${SECOND_MS} gw.local 1`]);
      const addresses = router.ask("peers").map(({ address }) => address);
      assert.deepEqual(addresses, expected);
    });

  test("not for another type of the same name, and also by one that ends soon", () => {
    const { router, handle } = listen();
    const server = (port: number, ttlS: number) => `${INSTANCE} ${ttlS} SRV 0 0 ${port} ${INSTANCE}`;
    hear(
      router,
      handle,
      encode([`_dots-signal._udp 4500 PTR ${INSTANCE}`, server(5000, 4500), `${INSTANCE} 4500 A 192.168.1.9`]),
    );
    sentUntil(router, 5000);
    hear(router, handle, one(server(5001, 1), "all"));
    assert.deepEqual(endings(router, 15_000), [
      `${SECOND_MS} ${INSTANCE}.local 33`,
      `${SECOND_MS} ${INSTANCE}.local 33`,
    ]);
  });
});

/** The moments at which a record is asked for, in hundredths of its life. */
const asksFor = (sent: readonly Sent[], name: string, lifeMs: number): number[] =>
  sent
    .filter(({ octets }) => decodeMdnsQuery(octets)?.questions.some((question) => question.name.join(".") === name))
    .map(({ ms }) => (100 * ms) / lifeMs);

describe("RFC 6762 §5.2: a record is asked for again at 80, 85, 90 and 95 % of its life, up to 2 % later", () => {
  for (const ttlS of [10, 100, 3600, DAY_S])
    test(`${ttlS} s`, () => {
      const { router, handle } = listen();
      hear(router, handle, encode(serverWith("A", ttlS)));
      const asks = asksFor(sentUntil(router, (ttlS + 1) * SECOND_MS), "gw.local", ttlS * SECOND_MS).filter(
        (part) => part < 100,
      );
      assert.equal(asks.length, 4, asks.join(" "));
      for (const [index, part] of asks.entries())
        assert.ok(part >= 80 + 5 * index && part <= 82 + 5 * index, asks.join(" "));
    });

  test("not one that lives less than 10 s", () => {
    const { router, handle } = listen();
    hear(router, handle, encode(serverWith("A", 9)));
    assert.deepEqual(asksFor(sentUntil(router, 8999), "gw.local", 1), []);
  });

  test("an answer begins its life anew", () => {
    const { router, handle } = listen();
    hear(router, handle, encode(serverWith("A", 100)));
    assert.equal(asksFor(sentUntil(router, 83_000), "gw.local", 1).length, 1);
    hear(router, handle, encode(serverWith("A", 100)));
    assert.deepEqual(asksFor(sentUntil(router, 79_999), "gw.local", 1), []);
    assert.equal(asksFor(sentUntil(router, 2_001), "gw.local", 1).length, 1);
  });
});

const SERVICES = [
  ..."signal._udp signal._tcp data._tcp".split(" ").map((service) => `_dots-${service}`),
  ..."_signal._udp _signal._tcp _data._tcp".split(" ").map((service) => `_dots.${service}`),
];
const wire = (name: string) => [...name.split("."), "local", ""].flatMap((label) => [label.length, ...octetsOf(label)]);
/** PTR, class IN. */
const PTR = [0, 12, 0, 1];

/** A question for services, with what is known already. */
function question(
  services: readonly string[],
  known: readonly (readonly [service: string, ttlS: number, instance: string])[] = [],
): Uint8Array {
  const answers = known.flatMap(([service, ttlS, instance]) => {
    const target = wire(instance);
    const ttl = [24, 16, 8, 0].map((shift) => (ttlS >> shift) & 0xff);
    return [...wire(service), ...PTR, ...ttl, 0, target.length, ...target];
  });
  const counts = [0, services.length, 0, known.length, 0, 0, 0, 0];
  return Uint8Array.of(0, 0, 0, 0, ...counts, ...services.flatMap((service) => [...wire(service), ...PTR]), ...answers);
}

describe("RFC 6762 §7.1: a question says what is known already and has more than half of its life left", () => {
  test("nothing at first; then again after 1, 2, 4, 8 s and so on, up to an hour", () => {
    const { router } = listen();
    const first = router.outputs.filter(({ kind }) => kind === OutputKind.UdpSend).map(({ payload }) => payload);
    assert.deepEqual(first, [question(SERVICES)]);
    const sent = sentUntil(router, 4 * 3600 * SECOND_MS);
    const steps = Array.from({ length: 14 }, (_, index) => Math.min(2 ** index, 3600) * SECOND_MS);
    const times = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0));
    assert.deepEqual(
      sent.map(({ ms }) => ms),
      times.filter((ms) => ms <= 4 * 3600 * SECOND_MS),
    );
    for (const { octets } of sent) assert.deepEqual(octets, question(SERVICES));
  });

  test("with what it is good for still, in whole seconds", () => {
    const { router, handle } = listen();
    const [service = ""] = SERVICES;
    const [long, half, less] = [`a.${service}`, `b.${service}`, `c.${service}`] as const;
    const rest = [...[long, half, less].map((name) => `${name} 4500 SRV 0 0 5000 gw`), "gw 4500 A 192.168.1.9"];
    sentUntil(router, 500);
    hear(
      router,
      handle,
      encode([`${service} 4500 PTR ${long}`, `${service} 6 PTR ${half}`, `${service} 5 PTR ${less}`, ...rest]),
    );
    const [soon, later] = sentUntil(router, 3000);
    // Where these have instances, the names of the drafts are not asked for (E-76).
    const known = (...records: readonly (readonly [number, string])[]) =>
      question(
        SERVICES.slice(0, 3),
        records.map(([ttlS, name]) => [service, ttlS, name]),
      );
    assert.deepEqual(soon, { ms: 500, octets: known([4499, long], [5, half], [4, less]) });
    assert.deepEqual(later, { ms: 2500, octets: known([4497, long], [3, half]) });
  });
});
