// The lists of networks that are not here: how many there is room for, and which of them give way.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ErrorClass, InputKind, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { encodeStored, encodeStoreWritten } from "../../host/inputs.ts";
import { decodeRecord, encodeRecord } from "../faults/support/record.ts";
import { decodeLists, encodeList } from "./support/lists.ts";
import type { StoredList } from "./support/lists.ts";
import { attach, deviceOf, NOTHING, SERVERS, startWith, SUBNET, writtenRecord } from "./support/kept-networks.ts";
import { Router } from "./support/router.ts";

const MOST_LISTS = 12;
const MOST_ENDPOINTS = 128;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

/** A name of as many octets in wire form, 6 to 255. */
function wireName(octets: number, first: string): Uint8Array {
  const labels: string[] = [];
  for (let left = octets - 1; left > 0;) {
    const length = Math.min(left - 1, left - 1 - 64 === 0 ? 62 : 63);
    labels.push((labels.length === 0 ? first : "n").padEnd(length, "x"));
    left -= 1 + length;
  }
  return Uint8Array.from([...labels.flatMap((label) => [label.length, ...Buffer.from(label)]), 0]);
}

const textOf = (name: Uint8Array): string => {
  const labels: string[] = [];
  for (let at = 0; name[at] !== 0; at += 1 + (name[at] ?? 0))
    labels.push(Buffer.from(name.slice(at + 1, at + 1 + (name[at] ?? 0))).toString());
  return labels.join(".");
};

/** A list of the network 192.0.2.0/24 behind a device. */
const listOf = (index: number, addresses = 1, name?: Uint8Array): StoredList => ({
  device: deviceOf(index),
  addresses: count(addresses, (each) => `10.${index}.0.${each + 1}`),
  marks: [0, 0, SUBNET],
  ...(name !== undefined && { name }),
});

/** A router whose store has these lists, or is empty. */
const start = (lists: readonly StoredList[], router = new Router()): Router =>
  startWith(Uint8Array.of(...lists.flatMap((list) => [...encodeList(list)])), router);

/** The devices whose lists come back when all networks are there again. */
function returned(router: Router, most: number): string[] {
  const indices = count(most, (index) => index).filter((index) => {
    attach(router, index);
    const rows = router.ask("peers").filter((row) => row["interface"] === deviceOf(index));
    assert.ok(rows.every((row) => row["stale"] === true));
    return rows.length > 0;
  });
  return indices.map(deviceOf);
}

const notKept = (router: Router): unknown[] => router.told(Code.ListNotKept).map(({ error }) => error);

describe("I-09 a record with more than there is room for: reading ends with the list that has none", () => {
  test(`${MOST_LISTS} lists`, () => {
    const all = count(MOST_LISTS, (index) => listOf(index));
    assert.deepEqual(notKept(start(all)), []);
    const router = start([...all, listOf(MOST_LISTS)]);
    assert.deepEqual(notKept(router), [Code.PoolFull]);
    assert.deepEqual(returned(router, MOST_LISTS + 1), count(MOST_LISTS, deviceOf));
  });

  test(`${MOST_ENDPOINTS} endpoints over all lists`, () => {
    const all = [listOf(0, MOST_ENDPOINTS - 50), listOf(1, 50)];
    assert.deepEqual(notKept(start(all)), []);
    const router = start([...all, listOf(2)]);
    assert.deepEqual(notKept(router), [Code.PoolFull]);
    assert.deepEqual(returned(router, 3), ["eth0", "eth1"]);
    const cut = start([listOf(0, MOST_ENDPOINTS - 50), listOf(1, 51), listOf(2)]);
    assert.deepEqual(notKept(cut), [Code.PoolFull]);
    assert.deepEqual(returned(cut, 3), ["eth0"]);
  });

  test("those of an older record take none of that room", () => {
    const record = (sequence: number) => {
      const lists = [listOf(0, MOST_ENDPOINTS - 50), listOf(sequence, 50)];
      return encodeRecord(sequence, Uint8Array.of(...lists.flatMap((list) => [...encodeList(list)])));
    };
    const router = new Router();
    for (const slot of [0, 1]) {
      router.feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, record(1 + slot)));
      assert.deepEqual(notKept(router), []);
    }
    assert.deepEqual(returned(router, 3), ["eth0", "eth2"]);
  });

  test("1,536 octets of names", () => {
    const all = count(7, (index) => listOf(index, 1, wireName(255, `name${index}`)));
    const router = start(all);
    assert.deepEqual(notKept(router), [Code.PoolFull]);
    assert.deepEqual(returned(router, 7), count(5, deviceOf));
    // Each name takes 3 octets beside its own.
    const rest = 1536 - 5 * 258 - 3;
    const last = (octets: number) => start([...all.slice(0, 5), listOf(5, 1, wireName(octets, "last"))]);
    assert.deepEqual(notKept(last(rest)), []);
    assert.deepEqual(notKept(last(rest + 1)), [Code.PoolFull]);
  });

  test("names that the configuration has left no room for", () => {
    const long = count(24, (index) => textOf(wireName(255, `trusted${index}`)));
    const router = new Router().configure(...long.map((name) => `trusted-names ${name}`));
    assert.ok(router.told(Code.ConfigLine).some(({ error }) => error === Code.ConfigLimit));
    start([listOf(0), listOf(1, 1, wireName(255, "name")), listOf(2)], router);
    assert.deepEqual(notKept(router), [Code.PoolFull]);
  });
});

/** The lists of the record that is written next. */
const written = (router: Router): StoredList[] =>
  decodeLists(decodeRecord(writtenRecord(router))?.lists ?? assert.fail("damaged"));

describe("I-09 a network goes while the shelf is full: the list that would run out first gives way", () => {
  const GONE = 14;

  test("the last list of the record", () => {
    const router = start(count(MOST_LISTS, (index) => listOf(index)));
    attach(router, GONE, SERVERS(2)).pass(20_000);
    router.link(2 + GONE, deviceOf(GONE), LinkState.Down);
    assert.deepEqual(notKept(router), []);
    const devices = written(router).map(({ device }) => device);
    assert.deepEqual(devices.sort(), [...count(MOST_LISTS - 1, deviceOf), deviceOf(GONE)].sort());
  });

  test("as many as it takes, for its endpoints", () => {
    const router = start([listOf(0, 40), listOf(1, 40), listOf(2, 20), listOf(3, 20)]);
    attach(router, GONE, SERVERS(40)).pass(20_000);
    router.link(2 + GONE, deviceOf(GONE), LinkState.Down);
    const lists = written(router);
    assert.deepEqual(
      lists.map(({ device, addresses }) => [device, addresses.length]),
      [
        ["eth0", 40],
        ["eth1", 40],
        [deviceOf(GONE), 40],
      ],
    );
  });

  test("one that was here goes only after those that were read", () => {
    const router = start(count(MOST_LISTS, (index) => listOf(index)));
    for (const index of [GONE - 1, GONE]) {
      attach(router, index, SERVERS(2)).pass(20_000);
      router.link(2 + index, deviceOf(index), LinkState.Down);
    }
    const devices = written(router).map(({ device }) => device);
    assert.deepEqual(devices.sort(), [...count(MOST_LISTS - 2, deviceOf), deviceOf(GONE - 1), deviceOf(GONE)].sort());
  });
});

describe("names that there is no room for", () => {
  /** Leaves as many octets of the table of names as fit names of this length so many times, and not once more. */
  function fill(router: Router, leave: number): Router {
    // 5,120 octets, of which each name takes 3 beside its own.
    const full = count(19, (index) => textOf(wireName(255, `trusted${index}`)));
    const rest = 5120 - 19 * 258 - leave - 3;
    const names = rest < 6 ? full : [...full, textOf(wireName(rest, "rest"))];
    router.configure(...names.map((name) => `trusted-names ${name}`), `trusted-names ${RI}`);
    return router;
  }
  const RI = "dots.isp.test";
  const LEASE_RI = `opt147=${Buffer.from("\x04dots\x03isp\x04test\x00", "latin1").toString("hex")}`;
  const SIZE = 15 + 3;

  function lease(names: number): Router {
    // The name itself is trusted, which takes room too.
    const router = start([], fill(new Router(), (1 + names) * SIZE));
    assert.deepEqual(router.told(Code.ConfigLine), []);
    return attach(router, 0, LEASE_RI, SERVERS(2));
  }

  test("R-28 of a lease: it is not kept, and that is said", () => {
    const router = lease(0);
    assert.equal(router.told(Code.PoolFull).length, 1);
    assert.deepEqual(router.pass(20_000).ask("peers"), []);
  });

  test("R-28 of a list: it is not published, and that is said", () => {
    const router = lease(1);
    assert.equal(router.told(Code.PoolFull).length, 1);
    assert.deepEqual(router.pass(20_000).ask("peers"), []);
  });

  test("I-09 of the list of a network that goes: it is not kept, and that is said", () => {
    const router = lease(2);
    assert.equal(router.ask("peers").length, 6);
    router.link(2, deviceOf(0), LinkState.Down);
    assert.deepEqual(notKept(router), [Code.PoolFull]);
    const roomy = lease(3);
    roomy.link(2, deviceOf(0), LinkState.Down);
    assert.deepEqual(notKept(roomy), []);
  });
});

test("I-09 a store that cannot be written: lists are in memory only, and it is tried again", () => {
  const router = new Router();
  const wordOf = () => router.ask("status")[0]?.["store"];
  router.feed(InputKind.Stored, encodeStored(0, ErrorClass.None, NOTHING));
  assert.equal(wordOf(), "absent");
  router.feed(InputKind.Stored, encodeStored(1, ErrorClass.ReadOnly, NOTHING));
  assert.equal(wordOf(), "degraded");
  attach(router, 0, SERVERS(2));
  assert.equal(written(router).length, 1);
  assert.equal(wordOf(), "working");
});

test("I-09 a store that fails again and again: that is said once, until it works", () => {
  const router = attach(start([]), 0, SERVERS(2));
  const write = (errorClass: ErrorClass, waitMs: number) => {
    router.pass(waitMs);
    const record = router.outputs.find(({ kind }) => kind === OutputKind.StoreWrite) ?? assert.fail("no record");
    router.feed(InputKind.StoreWritten, encodeStoreWritten(record.flags, errorClass));
    return router.told(Code.StoreFailed).length;
  };
  assert.equal(write(ErrorClass.ReadOnly, 60_000), 1);
  assert.equal(write(ErrorClass.ReadOnly, 300_000), 0);
  assert.equal(write(ErrorClass.None, 300_000), 0);
});
