// The script for JerryScript, octet for octet the one that boards run: what it is
// written in, and that the core behind it does what it does behind every host.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Linter } from "eslint";
import { decodeJournal, encodeJournalHeader, encodeJournalRecord } from "../../../host/journal.ts";
import type { JournalRecord } from "../../../host/journal.ts";
import { readText } from "../../support/project.ts";
import { replayThroughScript } from "./support/journal-natives.ts";
import { makeNatives } from "./support/natives.ts";
import { loadScript, SCRIPT_PATH } from "./support/script.ts";

const FOLDER = "tests/journals";
const JOURNALS = readdirSync(FOLDER).filter((name) => name.endsWith(".journal"));
const MAX_LENGTH = 16 * 1024;

const lint = (source: string) =>
  new Linter()
    .verify(source, {
      languageOptions: { ecmaVersion: 2020, sourceType: "script" },
      rules: {
        "no-undef": "error",
        "no-restricted-globals": ["error", "Promise", "Date", "Intl", "SharedArrayBuffer", "Atomics", "eval"],
        "no-restricted-syntax": [
          "error",
          "FunctionDeclaration[async=true], FunctionExpression[async=true], ArrowFunctionExpression[async=true]",
          "ImportExpression",
          "Literal[regex.pattern=/\\(\\?<|\\\\p\\{/]",
        ],
      },
    })
    .map(({ line, column, message }) => `${line}:${column} ${message}`);

test("the script is ES2020 without a host's objects, and without what JerryScript lacks", () => {
  assert.deepEqual(lint(readText(SCRIPT_PATH)), []);
});

test("what JerryScript lacks would be found", () => {
  const lacking = [
    "class A { static { } }",
    "class A { #a = 1 }",
    "a ??= b",
    "console.log(1)",
    "setTimeout(f)",
    "new TextEncoder()",
    "WebAssembly.validate",
    "process.exit()",
    "/(?<name>a)/",
    "/(?<=a)b/",
    "/\\p{L}/u",
    "async () => 1",
    "Promise.resolve(1)",
    "import('x')",
    "globalThis.a = new Intl.Segmenter()",
  ];
  for (const source of lacking) assert.notDeepEqual(lint(source), [], source);
});

test("the script stays small", () => {
  const length = readFileSync(SCRIPT_PATH).length;
  assert.ok(length <= MAX_LENGTH, `${length} octets`);
});

test("R-17 there are journals to replay", () => {
  assert.ok(JOURNALS.length > 8);
});

for (const file of JOURNALS) {
  test(`R-17 ${file} replays octet for octet through the script`, () => {
    const octets = new Uint8Array(readFileSync(`${FOLDER}/${file}`));
    assert.equal(replayThroughScript(octets), decodeJournal(octets).records.length);
  });
}

test("a replay through the script finds one changed octet of an output", () => {
  const { abiVersion, moduleHash, records } = decodeJournal(
    new Uint8Array(readFileSync(`${FOLDER}/lists-form.journal`)),
  );
  const write = (all: readonly JournalRecord[]) =>
    Buffer.concat([encodeJournalHeader(abiVersion, moduleHash), ...all.map(encodeJournalRecord)]);
  let changed = 0;
  for (const [index, record] of records.entries()) {
    if (record.kind < 128 || index % 7 > 0) continue;
    const payload = record.payload.slice();
    payload[payload.length - 1] = (payload.at(-1) ?? 0) ^ 1;
    const wrong = write(records.with(index, { ...record, payload }));
    assert.throws(() => replayThroughScript(wrong), new RegExp(`record ${index}\\b`));
    changed++;
  }
  assert.ok(changed > 3);
});

test("a script of another release than the C side is refused", () => {
  const { natives } = makeNatives();
  const core = { ...natives.core, abiVersion: () => 0 };
  assert.throws(() => loadScript().start({ ...natives, core }), /ABI version 0/);
});
