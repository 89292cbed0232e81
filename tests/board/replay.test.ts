// The C replay (board/src/replay.c): what V8 answered, the same core answers in every
// other runtime too, octet for octet, on this machine and on others.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { decodeJournal } from "../../host/journal.ts";
import { BOARDS, buildBoard, reasonToSkipBoard, runReplay } from "./support/boards.ts";
import type { Board } from "./support/boards.ts";
import { ORDINARY, makeHostile, record } from "./support/recording.ts";

const FOLDER = "build/board/journals";
const RECORDED = "tests/journals";
const FIRST_OUTPUT_KIND = 128;
const HEADER_LENGTH = 40;
const RECORD_HEADER_LENGTH = 12;

/** Replays octets as a journal file. */
function replay(board: Board, name: string, journal: Uint8Array) {
  const file = join(FOLDER, `${board.arch}-${board.runtime}-${name}.journal`);
  writeFileSync(file, journal);
  return runReplay(board, file);
}

/** Offset in the file of each record, and whether it is an output. */
function locate(journal: Uint8Array): { at: number; output: boolean; length: number }[] {
  let at = HEADER_LENGTH;
  return decodeJournal(journal).records.map(({ kind, payload }) => {
    const place = { at, output: kind >= FIRST_OUTPUT_KIND, length: payload.length };
    at += RECORD_HEADER_LENGTH + payload.length;
    return place;
  });
}

for (const board of BOARDS) {
  describe(`replay on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    before(() => {
      buildBoard(board, "replay");
      mkdirSync(FOLDER, { recursive: true });
    });

    test("R-17 every recorded journal gives identical outputs", () => {
      const files = readdirSync(RECORDED).filter((name) => name.endsWith(".journal"));
      assert.ok(files.length > 8);
      for (const file of files) {
        const path = join(RECORDED, file);
        const places = locate(readFileSync(path));
        const outputs = places.filter(({ output }) => output).length;
        const { status, stdout, stderr } = runReplay(board, path);
        const same = `replayed ${places.length - outputs} inputs, ${outputs} outputs: identical\n`;
        assert.deepEqual([status, stdout], [0, same], `${file}: ${stderr}`);
      }
    });

    for (const [name, inputs] of [
      ["ordinary", ORDINARY],
      ["hostile", makeHostile(8973, 2000)],
    ] as const) {
      test(`a journal of ${name} inputs gives identical outputs`, () => {
        const journal = record(inputs);
        const outputs = locate(journal).filter(({ output }) => output).length;
        assert.ok(outputs > inputs.length / 2, `only ${outputs} outputs: this journal proves little`);
        const { status, stdout, stderr } = replay(board, name, journal);
        assert.equal(stderr, "");
        assert.equal(stdout, `replayed ${inputs.length} inputs, ${outputs} outputs: identical\n`);
        assert.equal(status, 0);
      });
    }

    test("one octet of any output that differs is found, with its record and offset", () => {
      const journal = record(ORDINARY);
      for (const [index, { at, output, length }] of locate(journal).entries()) {
        if (!output) continue;
        const changed = Buffer.from(journal);
        const last = at + RECORD_HEADER_LENGTH + length - 1;
        changed[last] = (changed[last] as number) ^ 1;
        const { status, stderr, stdout } = replay(board, "changed", changed);
        assert.ok(
          stderr.startsWith(`replay: record ${index + 1} at offset ${at}: output octet ${length - 1} is `),
          stderr,
        );
        assert.equal(stdout, "");
        assert.equal(status, 1);
      }
    });

    test("an output too few, too many or too long is a difference", () => {
      const journal = record(ORDINARY);
      const places = locate(journal);
      const first = places.findIndex(({ output }) => output);
      const { at, length } = places[first] as (typeof places)[number];
      const end = at + RECORD_HEADER_LENGTH + length;
      const one = journal.subarray(at, end);
      const longer = Buffer.concat([one, Buffer.from([0])]);
      longer.writeUIntLE(length + 1, 1, 3);
      const cases = {
        few: Buffer.concat([journal.subarray(0, at), journal.subarray(end)]),
        many: Buffer.concat([journal, one]),
        long: Buffer.concat([journal.subarray(0, at), longer, journal.subarray(end)]),
      };
      for (const [name, octets] of Object.entries(cases)) {
        const { status, stderr } = replay(board, name, octets);
        assert.match(stderr, /^replay: record \d+ at offset \d+: /, name);
        assert.equal(status, 1, name);
      }
    });

    test("a journal that ends in the middle of a drain lacks nothing: its program was stopped there", () => {
      const journal = record(ORDINARY);
      const places = locate(journal);
      const lastInput = places.findLastIndex(({ output }) => !output);
      const end = (places[lastInput + 1] as (typeof places)[number]).at;
      const { status, stderr, stdout } = replay(board, "unfinished", journal.subarray(0, end));
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^replayed \d+ inputs, \d+ outputs: identical\n$/);
      assert.match(stderr, /ends before the core had told everything/);
    });

    test("what is no journal is refused: 4; no file: 3; no argument: 2", () => {
      const journal = record(ORDINARY.slice(0, 2));
      const patch = (at: number, octet: number) => {
        const copy = Buffer.from(journal);
        copy[at] = octet;
        return copy;
      };
      const refused = {
        empty: Buffer.alloc(0),
        head: journal.subarray(0, HEADER_LENGTH - 1),
        magic: patch(3, 0x32),
        version: patch(5, 1),
        cut: journal.subarray(0, HEADER_LENGTH + RECORD_HEADER_LENGTH - 1),
        short: journal.subarray(0, HEADER_LENGTH + RECORD_HEADER_LENGTH + 1),
        huge: patch(HEADER_LENGTH + 3, 0xff),
      };
      for (const [name, octets] of Object.entries(refused)) {
        const { status, stdout, stderr } = replay(board, name, octets);
        assert.equal(stdout, "", name);
        assert.match(stderr, /^replay: record \d+ at offset \d+: /, name);
        assert.equal(status, 4, name);
      }
      assert.equal(runReplay(board, join(FOLDER, "none")).status, 3);
      assert.equal(runReplay(board, FOLDER).status, 3);
      assert.equal(runReplay(board).status, 2);
    });

    test("another build of the core is said, and its outputs are compared all the same", () => {
      const journal = Buffer.from(record(ORDINARY));
      journal[8] = (journal[8] as number) ^ 1;
      const { status, stderr } = replay(board, "build", journal);
      assert.match(stderr, /^replay: recorded with another build of the core: [0-9a-f]{64}\n$/);
      assert.equal(status, 0);
    });
  });
}
