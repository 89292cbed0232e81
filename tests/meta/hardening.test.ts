// docs/hardening.md tells the truth: each test that it names is there, by its words.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { readText } from "../support/project.ts";

const PROOF = /`([^`]+)` "([^"]+)"/g;

/** Item and tests of every row. */
const rows = readText("docs/hardening.md")
  .split("\n")
  .filter((line) => /^\| (?!item|---)/.test(line))
  .map((line) => line.split(" | "))
  .map((cells) => ({ item: cells[0] ?? "", proofs: [...(cells.at(-1) ?? "").matchAll(PROOF)] }));

test("each item of docs/hardening.md has a test with its words", () => {
  assert.ok(rows.length > 50, `${rows.length} rows`);
  const wrong = rows.flatMap(({ item, proofs }) => [
    ...(proofs.length === 0 ? [`${item} names no test`] : []),
    ...proofs
      .filter(([, path = "", title = ""]) => !existsSync(path) || !readText(path).includes(title))
      .map(([, path, title]) => `${item}: ${path} has no "${title}"`),
  ]);
  assert.deepEqual(wrong, []);
});

test("both daemons are named where an item is about both", () => {
  for (const { item, proofs } of rows.filter(({ item }) =>
    /control socket|trap in every export|hostile core/.test(item),
  )) {
    const paths = proofs.map(([, path = ""]) => path);
    for (const folder of ["tests/host/", "tests/board/"])
      assert.ok(
        item.includes("planted") || item.includes("configuration") || paths.some((path) => path.startsWith(folder)),
        `${item}: nothing in ${folder}`,
      );
  }
});
