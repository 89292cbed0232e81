// The recorded journals give the same outputs again, octet for octet.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { ABI_VERSION, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { emulate } from "../../host/emulator/index.ts";
import { decodeJournal, encodeJournalHeader, encodeJournalRecord, replayJournal } from "../../host/journal.ts";
import type { JournalRecord } from "../../host/journal.ts";
import { makeCore } from "../support/core.ts";
import { readText } from "../support/project.ts";

const FOLDER = "tests/journals";
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".journal"));
const HASH = new Uint8Array(32);
const KINDS = [
  InputKind.Config,
  InputKind.Addresses,
  InputKind.Link,
  InputKind.Spool,
  InputKind.Control,
  InputKind.ClientClosed,
  InputKind.Entropy,
  InputKind.Stored,
  InputKind.StoreWritten,
  InputKind.TimeReached,
  InputKind.WallTime,
  OutputKind.Log,
  OutputKind.Event,
  OutputKind.ClientSend,
  OutputKind.ClientClose,
  OutputKind.FileReplace,
  OutputKind.StoreWrite,
  OutputKind.EntropyWanted,
  OutputKind.Deadline,
];

const read = (file: string) => decodeJournal(new Uint8Array(readFileSync(`${FOLDER}/${file}`)));

/** A journal of the scenario as it runs now, without the hash of a module. */
async function recordAnew(name: string): Promise<Uint8Array> {
  const records: Uint8Array[] = [encodeJournalHeader(ABI_VERSION, HASH)];
  await emulate({
    scenario: name === "home" ? undefined : readText(`tests/scenarios/${name}.json`),
    json: true,
    instantiate: makeCore,
    recorder: {
      record: (kind, timeMs, payload) =>
        void records.push(encodeJournalRecord({ kind, timeMs, payload: payload.slice() })),
    },
    write: () => undefined,
    writeError: (line) => assert.fail(line),
    colour: false,
  });
  return Buffer.concat(records);
}

for (const file of FILES) {
  const name = file.replace(".journal", "");

  test(`${file} replays octet for octet`, () => {
    const journal = read(file);
    assert.equal(journal.damage, null);
    const { inputs, outputs, difference } = replayJournal(makeCore(), journal);
    assert.equal(difference, null);
    assert.equal(inputs + outputs, journal.records.length);
    assert.ok(outputs > inputs, `${outputs} outputs for ${inputs} inputs prove little`);
  });

  test(`${file} is what node tools/journals.mjs records now`, async () => {
    const recorded = new Uint8Array(readFileSync(`${FOLDER}/${file}`));
    recorded.set(HASH, 8);
    assert.ok(Buffer.compare(recorded, await recordAnew(name)) === 0, "record it anew if the change is meant");
    assert.ok(readText("tools/journals.mjs").includes(`"${name}"`));
  });
}

test("the journals together have every kind of input and output that there is so far", () => {
  const seen = new Set(FILES.flatMap((file) => read(file).records.map((record) => record.kind)));
  assert.deepEqual(
    KINDS.filter((kind) => !seen.has(kind)),
    [],
  );
});

test("a replay finds one changed octet of an output", () => {
  const journal = read("lists-form.journal");
  for (let index = 0; index < journal.records.length; index += 7) {
    const record = journal.records[index] as JournalRecord;
    if (record.kind < 128) continue;
    const payload = record.payload.slice();
    payload[payload.length - 1] = (payload.at(-1) ?? 0) ^ 1;
    const records = journal.records.with(index, { ...record, payload });
    assert.equal(replayJournal(makeCore(), { ...journal, records }).difference?.record, index);
  }
});
