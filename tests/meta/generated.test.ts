// Generated files are those that their generators make now.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { listFiles, readText } from "../support/project.ts";

/** Generators that say with `--check` whether their files are current. */
const GENERATORS = ["tools/abi.mjs", "tools/words.mjs", "tools/diagram.mjs"];

for (const generator of GENERATORS) {
  test(`the files of ${generator} are current`, () => {
    const { status, stderr } = spawnSync(process.execPath, [generator, "--check"], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });
}

test("every generated file has a generator", () => {
  const orphans = listFiles()
    .filter((path) => /\.gen\.\w+$/.test(path))
    .filter((path) => !GENERATORS.some((generator) => readText(generator).includes(path.replace(/^.*\//, ""))));
  assert.deepEqual(orphans, []);
});
