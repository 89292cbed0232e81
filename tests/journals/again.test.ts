// A core forgets: whatever it lived through, after `init` it replays a journal octet for octet.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Core } from "../../host/core.ts";
import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { makeExports } from "../support/core.ts";

/** Kinds from here on are outputs (docs/abi.md). */
const FIRST_OUTPUT_KIND = 128;
const FOLDER = "tests/journals";
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".journal"));

const read = (file: string) => decodeJournal(new Uint8Array(readFileSync(`${FOLDER}/${file}`)));

FILES.forEach((file, index) => {
  const before = FILES.at(index - 1) ?? file;
  test(`${file} replays on a core that has lived through ${before}`, () => {
    const exports = makeExports();
    const used = new Core(exports);
    const { records } = read(before);
    // Ended when much is under way.
    for (const { kind, payload, timeMs } of records.slice(0, Math.floor((records.length * 3) / 4))) {
      if (kind >= FIRST_OUTPUT_KIND) continue;
      used.handle(kind, payload, timeMs);
      while (used.poll() !== null);
    }
    assert.equal(replayJournal(new Core(exports), read(file)).difference, null);
  });
});
