// I-09 the two slots of the store: which record counts, and when and where the next one is written (docs/store.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeStored, encodeStoreWritten } from "../../host/inputs.ts";
import { decodeRecord, encodeRecord } from "../faults/support/record.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { attach, deviceOf, NOTHING, SERVERS, startWith, SUBNET } from "./support/kept-networks.ts";
import { encodeList } from "./support/lists.ts";
import { Router } from "./support/router.ts";

const WAIT_MS = 60_000;
const AGAIN_MS = 300_000;
const DAY_MS = 86_400_000;
const MOST_WRITES = 48;

const listOf = (index: number): Uint8Array =>
  encodeList({ device: deviceOf(index), addresses: [`198.51.100.${index}`], marks: [0, 0, SUBNET] });
const flip = (octets: Uint8Array, at: number): Uint8Array =>
  octets.map((octet, index) => (index === at ? octet ^ 1 : octet));

/** A router whose slots hold this. */
function read(first: Uint8Array, second: Uint8Array): Router {
  const router = new Router();
  for (const [slot, octets] of [first, second].entries())
    router.feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, octets));
  return router;
}

/** The slot and the sequence number of the record that the last input led to; null: none. */
function writtenNow(router: Router): { slot: number; sequence: number } | null {
  const writes = router.outputs.filter(({ kind }) => kind === OutputKind.StoreWrite);
  assert.ok(writes.length <= 1);
  const [write] = writes;
  if (write === undefined) return null;
  return { slot: write.flags, sequence: decodeRecord(write.payload)?.sequence ?? assert.fail("damaged") };
}

const confirm = (router: Router, slot: number, failure: ErrorClass = ErrorClass.None): Router =>
  router.feed(InputKind.StoreWritten, encodeStoreWritten(slot, failure));

/** The network 14 has so many servers now. */
const change = (router: Router, servers: number): Router => attach(router, 14, SERVERS(servers));

describe("the record with the later sequence number counts, in arithmetic modulo 2^32, and the next one goes over the other", () => {
  for (const [first, second, newest] of [
    [0, 1, 1],
    [1, 0, 0],
    [7, 7, 0],
    [0xffffffff, 0, 1],
    [0, 0xffffffff, 0],
    [0x7ffffffe, 0x7fffffff, 1],
    [0x7fffffff, 0x80000000, 1],
    [0x80000000, 0x7fffffff, 0],
    [0, 0x7fffffff, 1],
    [0, 0x80000001, 0],
    [0x01020304, 0x01020403, 1],
    [0x01030304, 0x01020403, 0],
  ] as const) {
    test(`${first} and ${second}`, () => {
      const sequences = [first, second];
      const router = read(encodeRecord(first, listOf(1)), encodeRecord(second, listOf(2)));
      change(router, 1).pass(WAIT_MS);
      const next = { slot: newest ^ 1, sequence: ((sequences[newest] ?? 0) + 1) >>> 0 };
      assert.deepEqual(writtenNow(router), next);
      for (const index of [1, 2]) {
        const rows = attach(router, index)
          .ask("peers")
          .filter((row) => row["interface"] === deviceOf(index));
        assert.equal(rows.length > 0, index === newest + 1, deviceOf(index));
      }
    });
  }
});

test("beside an empty or a damaged slot the other counts, and the next record goes over that one", () => {
  const good = encodeRecord(5, listOf(1));
  for (const other of [NOTHING, flip(good, 0), flip(good, good.length - 1)]) {
    assert.deepEqual(writtenNow(change(read(good, other), 1).pass(WAIT_MS)), { slot: 1, sequence: 6 });
    assert.deepEqual(writtenNow(change(read(other, good), 1).pass(WAIT_MS)), { slot: 0, sequence: 6 });
  }
  assert.deepEqual(writtenNow(change(read(NOTHING, NOTHING), 1).pass(WAIT_MS)), { slot: 0, sequence: 1 });
});

describe("what is wrong with a record is told with its slot and its place", () => {
  const good = encodeRecord(5, listOf(1));
  const size = good.length;
  const withLength = (length: number) => {
    const octets = Buffer.from(good);
    octets.writeUInt32BE(length, 12);
    return Uint8Array.from(octets);
  };
  for (const [title, octets, error, offset] of [
    ["another magic", flip(good, 3), Code.StoreDamaged, 0],
    ["a length that reaches behind the slot", withLength(size + 1), Code.StoreDamaged, 12],
    ["the greatest length", withLength(0xffffffff), Code.StoreDamaged, 12],
    ["an octet of a list", flip(good, 20), Code.StoreDamaged, size - 4],
    ["an octet of the checksum", flip(good, size - 1), Code.StoreDamaged, size - 4],
  ] as const) {
    test(title, () => {
      for (const slot of [0, 1]) {
        const router = new Router().feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, octets));
        assert.deepEqual(router.told(Code.StoreDamaged), [{ value: slot, error, offset }]);
      }
    });
  }

  test("a record that is cut at any octet, and one with others behind it", () => {
    for (let length = 1; length < size; length++) {
      const router = read(good.slice(0, length), NOTHING);
      assert.equal(router.toldEver(Code.StoreDamaged).length, 1, `${length} octets`);
    }
    for (const behind of [1, 4, 300])
      assert.deepEqual(
        read(Uint8Array.of(...good, ...new Uint8Array(behind).fill(0xff)), NOTHING).toldEver(Code.StoreDamaged),
        [],
      );
  });
});

describe("a record is written a minute after the first change", () => {
  test("with everything that changed in that minute, and not before", () => {
    const router = change(startWith(NOTHING), 1);
    assert.equal(writtenNow(change(router.pass(WAIT_MS - 1), 2)), null);
    assert.deepEqual(writtenNow(router.pass(1)), { slot: 0, sequence: 1 });
    confirm(router, 0);
    assert.equal(writtenNow(router.pass(DAY_MS)), null);
  });

  test("only if it says something new: neither what is stored nor what was taken back", () => {
    const router = change(startWith(NOTHING), 1).pass(WAIT_MS);
    confirm(router, 0);
    assert.equal(writtenNow(change(change(router, 2), 1).pass(WAIT_MS)), null);
    assert.deepEqual(writtenNow(change(router, 2).pass(WAIT_MS)), { slot: 1, sequence: 2 });
  });

  test("not while another is being written: a minute later", () => {
    const router = change(startWith(NOTHING), 1).pass(WAIT_MS);
    assert.equal(writtenNow(change(router, 2).pass(WAIT_MS)), null);
    confirm(router, 0);
    assert.equal(writtenNow(router.pass(WAIT_MS - 1)), null);
    assert.deepEqual(writtenNow(router.pass(1)), { slot: 1, sequence: 2 });
  });

  test("again over the same slot five minutes after it failed, with what changed since", () => {
    const router = change(startWith(NOTHING), 1).pass(WAIT_MS);
    confirm(router, 0, ErrorClass.Unreachable);
    assert.deepEqual(router.told(Code.StoreFailed), [{ value: ErrorClass.Unreachable }]);
    assert.equal(writtenNow(change(router, 2).pass(AGAIN_MS - 1)), null);
    assert.deepEqual(writtenNow(router.pass(1)), { slot: 0, sequence: 2 });
    confirm(router, 0);
    assert.equal(router.ask("status")[0]?.["store"], "working");
  });

  test("what is said of the other slot, or of one that is not being written, means nothing", () => {
    const router = change(startWith(NOTHING), 1).pass(WAIT_MS);
    confirm(router, 1, ErrorClass.Unreachable);
    assert.deepEqual(router.told(Code.StoreFailed), []);
    confirm(router, 0);
    for (const slot of [0, 1])
      assert.deepEqual(confirm(router, slot, ErrorClass.Unreachable).told(Code.StoreFailed), []);
    assert.equal(router.ask("status")[0]?.["store"], "working");
  });
});

test(`I-09 ${MOST_WRITES} records in a day, which begins with its first; then none until it is over`, () => {
  const router = startWith(NOTHING);
  for (let count = 0; count < MOST_WRITES; count++) {
    change(router, 1 + (count % 2)).pass(WAIT_MS);
    assert.deepEqual(writtenNow(router), { slot: count % 2, sequence: count + 1 });
    confirm(router, count % 2);
    assert.deepEqual(router.toldEver(Code.StoreRests), []);
  }
  change(router, 3).pass(WAIT_MS);
  assert.equal(writtenNow(router), null);
  assert.deepEqual(router.told(Code.StoreRests), [{}]);
  const passed = MOST_WRITES * WAIT_MS;
  assert.equal(writtenNow(router.pass(DAY_MS - passed - 1)), null);
  assert.deepEqual(writtenNow(router.pass(1)), { slot: 0, sequence: MOST_WRITES + 1 });
});

test("a store that is only read is never written", () => {
  const newer = STORE_VECTORS.find(({ path }) => path.endsWith("/newer-reader.hex"))?.octets ?? assert.fail();
  for (const router of [read(newer, NOTHING), read(NOTHING, newer)]) {
    assert.equal(writtenNow(change(router, 1).pass(WAIT_MS)), null);
    assert.equal(writtenNow(change(router, 2).pass(DAY_MS)), null);
  }
});

test("when both records are damaged they are put aside, and the store begins anew", () => {
  const damaged = flip(encodeRecord(5, listOf(1)), 3);
  const router = read(damaged, damaged);
  assert.equal(router.outputs.filter(({ kind }) => kind === OutputKind.StoreQuarantine).length, 1);
  assert.deepEqual(writtenNow(change(router, 1).pass(WAIT_MS)), { slot: 0, sequence: 1 });
  assert.ok(router.outputs.every(({ kind }) => kind !== OutputKind.StoreQuarantine));
});

test("a name that waits for its addresses is nothing to be stored", () => {
  const router = attach(startWith(NOTHING), 14, "opt147=0161047465737400").pass(20_000);
  const rows = router.ask("peers").map(({ record, interface: device }) => [record, device]);
  assert.deepEqual(rows, [["waiting", deviceOf(14)]]);
  assert.equal(writtenNow(router.pass(WAIT_MS)), null);
  assert.equal(writtenNow(router.pass(DAY_MS)), null);
});

describe("a slot that cannot be written: what can be read counts, and lists are in memory until it can", () => {
  for (const unusable of [0, 1]) {
    test(`slot ${unusable}`, () => {
      const router = new Router();
      for (const slot of [0, 1]) {
        const failure = slot === unusable ? ErrorClass.ReadOnly : ErrorClass.None;
        router.feed(InputKind.Stored, encodeStored(slot, failure, slot === 0 ? encodeRecord(5, listOf(1)) : NOTHING));
      }
      assert.equal(router.ask("status")[0]?.["store"], "degraded");
      assert.equal(attach(router, 1).ask("peers").length, 3);
      assert.deepEqual(writtenNow(change(router, 1).pass(WAIT_MS)), { slot: 1, sequence: 6 });
    });
  }
});
