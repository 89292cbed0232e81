// Hardening, storage (c): whatever becomes of the newest record, the one before it
// counts; and no record, however it came to have a good checksum, brings down the core.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorClass, InputKind, OutputKind, WINDOW_SIZE } from "../../host/abi.gen.ts";
import { encodeStored } from "../../host/inputs.ts";
import { feed, makeReadyCore } from "../support/core.ts";
import { fc } from "../support/property.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { FOLDER, Machine, recoverServers } from "./support/machine.ts";
import { decodeRecord, encodeRecord } from "./support/record.ts";
import { RecordingFiles } from "./support/recording-files.ts";
import type { Disk } from "./support/recording-files.ts";

const SLOTS = [`${FOLDER}/lists.a`, `${FOLDER}/lists.b`] as const;
const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

/** A store with records in both slots, and which of them is the newer one. */
function makeDisk(commits: number): { disk: Disk; newest: string; older: number[] } {
  const files = new RecordingFiles();
  const machine = new Machine(files);
  for (let commit = 0; commit < commits; commit++) machine.change(10 + 10 * commit, 2 + commit);
  return { disk: files.leastDisk(), newest: SLOTS[(commits - 1) % 2] ?? "", older: range(10 * (commits - 1), commits) };
}

function withSlot(disk: Disk, path: string, octets: Uint8Array): Disk {
  return new Map([...disk, [path, octets]]);
}

function flipped(octets: Uint8Array, bit: number): Uint8Array {
  const other = octets.slice();
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return other;
}

describe("the newest record is damaged", () => {
  for (const commits of [2, 3]) {
    const { disk, newest, older } = makeDisk(commits);
    const octets = disk.get(newest) ?? new Uint8Array(0);
    const slot = SLOTS.indexOf(newest as (typeof SLOTS)[number]);

    test(`I-09 every bit flip: by any bit, in slot ${slot}: the one before it counts`, (context) => {
      assert.notDeepEqual(recoverServers(new RecordingFiles(disk)), older);
      for (let bit = 0; bit < octets.length * 8; bit++) {
        const left = withSlot(disk, newest, flipped(octets, bit));
        assert.deepEqual(recoverServers(new RecordingFiles(left)), older, `bit ${bit}`);
      }
      context.diagnostic(`${octets.length * 8} bits of slot ${slot}`);
    });

    test(`I-09 every truncation: by any cut, in slot ${slot}: the one before it counts`, (context) => {
      for (let length = 0; length < octets.length; length++) {
        const left = withSlot(disk, newest, octets.slice(0, length));
        assert.deepEqual(recoverServers(new RecordingFiles(left)), older, `${length} octets`);
      }
      context.diagnostic(`${octets.length} cuts of slot ${slot}`);
    });

    test(`I-09 the next record goes over it, in slot ${slot}, and the good one stays`, () => {
      const files = new RecordingFiles(withSlot(disk, newest, flipped(octets, 99)));
      const machine = new Machine(files);
      machine.change(90, 5);
      assert.deepEqual(
        machine.commits.map((commit) => commit.slot),
        [slot],
      );
      assert.deepEqual(recoverServers(files), range(90, 5));
    });
  }
});

test("I-09 both records are damaged: they are kept under other names, that is an error, and the store begins anew", () => {
  const { disk } = makeDisk(2);
  const spoilt = new Map([...disk].map(([path, octets]) => [path, flipped(octets, 77)]));
  const files = new RecordingFiles(spoilt);
  const machine = new Machine(files);
  assert.deepEqual(machine.logs.filter((code) => code === "store-damaged").length, 2);
  assert.match(machine.problems.join("\n"), /^both records of the store in \/store are damaged/);
  assert.equal(machine.storeWord(), "working");
  machine.change(90, 5);
  const left = files.leastDisk();
  assert.deepEqual([...left.keys()].sort(), [SLOTS[0], `${SLOTS[0]}.bad`, `${SLOTS[1]}.bad`]);
  for (const path of SLOTS) assert.deepEqual(left.get(`${path}.bad`), spoilt.get(path));
  assert.deepEqual(recoverServers(new RecordingFiles(left)), range(90, 5));
});

test("I-09 a file that is longer than any record is read as far as one goes", () => {
  const { disk, newest } = makeDisk(2);
  const longer = new Uint8Array(4 * WINDOW_SIZE).fill(0xff);
  longer.set(disk.get(newest) ?? []);
  assert.deepEqual(recoverServers(new RecordingFiles(withSlot(disk, newest, longer))), range(20, 3));
});

/** Lists with some octets changed, put in, or cut off, and whole lists again and again. */
const spoiltLists = fc
  .record({
    vector: fc.constantFrom(...STORE_VECTORS.filter(({ expect }) => expect["ok"] === true && expect["octets"] !== 0)),
    times: fc.constantFrom(1, 1, 2, 20, 60),
    changes: fc.array(
      fc.record({ at: fc.nat(), octet: fc.nat(255), how: fc.constantFrom("set", "put in", "take out", "cut") }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ vector, times, changes }) => {
    const lists = decodeRecord(vector.octets)?.lists ?? new Uint8Array(0);
    const octets = Array.from({ length: times }, () => [...lists]).flat();
    for (const { at, octet, how } of changes) {
      const place = at % (octets.length || 1);
      if (how === "cut") octets.length = place;
      else octets.splice(place, how === "put in" ? 0 : 1, ...(how === "take out" ? [] : [octet]));
    }
    return Uint8Array.from(octets.slice(0, WINDOW_SIZE - 24));
  });

test("any lists under a good checksum: no trap, and what is kept is written as it was read", (context) => {
  let read = 0;
  let refused = 0;
  fc.assert(
    fc.property(spoiltLists, fc.boolean(), (lists, isRandom) => {
      const core = makeReadyCore();
      const content = isRandom ? lists.map((octet, index) => octet ^ (index * 7)) : lists;
      const record = encodeStored(0, ErrorClass.None, encodeRecord(1, content));
      const { fault, outputs } = feed(core, InputKind.Stored, record);
      assert.equal(fault, null);
      const logs = outputs.filter(({ kind }) => kind === OutputKind.Log);
      assert.ok(logs.length <= 1);
      if (logs.length === 0) read++;
      else refused++;
      feed(core, InputKind.Stored, encodeStored(1, ErrorClass.None, new Uint8Array(0)));
    }),
  );
  assert.ok(read > 0 && refused > 0);
  context.diagnostic(`${read} read, ${refused} refused`);
});
