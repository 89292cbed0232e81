// The host on JerryScript itself, where it is installed: the script of host/jerry on
// the natives of board/src does, octet for octet, what every other host does.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { decodeJournal } from "../../host/journal.ts";
import { buildJerry, JERRY_BOARDS, reasonToSkipJerry, runJerry } from "./support/jerry.ts";
import { makeHostile, ORDINARY, record } from "./support/recording.ts";

const FOLDER = "build/board/journals";
const JOURNALS = readdirSync("tests/journals").filter((name) => name.endsWith(".journal"));

const count = (octets: Uint8Array) => {
  const { records } = decodeJournal(octets);
  const outputs = records.filter(({ kind }) => kind >= 128).length;
  return { inputs: records.length - outputs, outputs };
};

describe("JerryScript", () => {
  test("where it is said to be it is tested, and the run tells where that was", (context) => {
    const tested: string[] = [];
    const reasons = new Map<string, string[]>();
    for (const board of JERRY_BOARDS) {
      const name = board.name.replace(", wasm2c", "");
      const reason = reasonToSkipJerry(board);
      if (reason === false) tested.push(name);
      else reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
      const isNamed = process.env[`JERRY_PREFIX_${board.arch}`] !== undefined;
      assert.ok(!isNamed || reason === false || reason.startsWith("not installed: "), String(reason));
    }
    const skipped = [...reasons].map(
      ([reason, names]) => `; not on ${names.join(" and ")} (${reason.replace("JerryScript is not installed: ", "")})`,
    );
    const where = tested.length === 0 ? "not tested" : `tested on ${tested.join(", ")}`;
    context.diagnostic(`summary: JerryScript: ${where}${skipped.join("")}`);
  });
});

for (const board of JERRY_BOARDS) {
  describe(`JerryScript on ${board.name}`, { skip: reasonToSkipJerry(board) }, () => {
    before(() => {
      buildJerry(board, "js-replay");
      mkdirSync(FOLDER, { recursive: true });
    });

    for (const file of JOURNALS) {
      test(`R-17 ${file} replays octet for octet`, () => {
        const { inputs, outputs } = count(readFileSync(`tests/journals/${file}`));
        const { status, stdout, stderr } = runJerry(board, "js-replay", `tests/journals/${file}`);
        assert.equal(stdout, `replayed ${inputs} inputs, ${outputs} outputs: identical\n`, stderr);
        assert.equal(status, 0);
      });
    }

    test("hostile inputs give identical outputs", () => {
      // A port cannot tell an input of kind 0: that is how it says that the time is reached.
      const journal = record(makeHostile(8973, 500).filter(({ kind }) => kind > 0));
      const file = join(FOLDER, `${board.arch}-jerry-hostile.journal`);
      writeFileSync(file, journal);
      const { inputs, outputs } = count(journal);
      const { stdout, stderr } = runJerry(board, "js-replay", file);
      assert.equal(stdout, `replayed ${inputs} inputs, ${outputs} outputs: identical\n`, stderr);
    });

    test("one octet of any output that differs is found", () => {
      const journal = record(ORDINARY);
      let at = 40;
      for (const { kind, payload } of decodeJournal(journal).records) {
        at += 12 + payload.length;
        if (kind < 128) continue;
        const changed = Buffer.from(journal);
        changed[at - 1] = (changed[at - 1] as number) ^ 1;
        const file = join(FOLDER, `${board.arch}-jerry-changed.journal`);
        writeFileSync(file, changed);
        const { status, stderr } = runJerry(board, "js-replay", file);
        assert.match(stderr, new RegExp(`at offset ${at - 12 - payload.length}: octet ${payload.length - 1} is `));
        assert.equal(status, 1);
      }
    });
  });
}
