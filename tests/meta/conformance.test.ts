// docs/conformance.md tells the truth: each row points at a test that exists, or
// says `later` or `n/a`; each requirement that a test names has a row.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { listFiles, readText } from "../support/project.ts";

const ID = /^[REAI]-\d+[a-z]?$/;
const OPEN = /\b(later|n\/a)\b/;

interface Row {
  readonly id: string;
  readonly test: string;
}

/** Every row whose first cell is an id; the last cell says which test. */
function readRows(): Row[] {
  return readText("docs/conformance.md")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .map((cells) => ({ id: (cells[1] ?? "").replaceAll("`", ""), test: cells.at(-2) ?? "" }))
    .filter(({ id }) => ID.test(id));
}

const rows = readRows();

/** What is wrong with the last cell of a row, or null. */
function findMistake({ test: cell }: Row): string | null {
  const files = [...cell.matchAll(/(?:`|\()([\w./-]+\/[\w./-]+)(?:`|\))/g)].map(([, path]) => path ?? "");
  const paths = files.map((path) => path.replace(/^(\.\.\/)+/, ""));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return `${missing} does not exist`;
  const text = paths.map((path) => (path.endsWith("/") ? "" : readText(path))).join("\n");
  const absent = [...cell.matchAll(/"([^"]+)"/g)].find(([, name]) => !text.includes(name ?? ""));
  if (absent !== undefined) return `no test there is called ${absent[0]}`;
  if (paths.length === 0 && !OPEN.test(cell)) return "names no test, and says neither later nor n/a";
  return null;
}

test("each row points at a test that exists, or says later or n/a", () => {
  assert.ok(rows.length > 50, `${rows.length} rows`);
  const mistakes = rows.map((row) => ({ id: row.id, mistake: findMistake(row) })).filter(({ mistake }) => mistake);
  assert.deepEqual(mistakes, []);
});

test("no requirement has two rows", () => {
  const ids = rows.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
});

test("each requirement that a test names has a row", () => {
  const known = new Set(rows.map(({ id }) => id));
  const unknown = listFiles("tests")
    .filter((path) => /\.(ts|hex|json)$/.test(path) && !path.startsWith("tests/meta/"))
    .flatMap((path) => [...readText(path).matchAll(/\b[REAI]-\d{2,3}[a-z]?\b/g)].map(([id]) => ({ path, id })))
    .filter(({ id }) => !known.has(id));
  assert.deepEqual(unknown, []);
});
