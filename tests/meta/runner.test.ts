// The test runner itself: what it counts, and that nothing fails in silence. It
// runs here over a small project of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { listFiles, ROOT } from "../support/project.ts";

const folder = mkdtempSync(join(ROOT, "build/runner-"));
after(() => rmSync(folder, { recursive: true }));

const IMPORTS = `import assert from "node:assert/strict"; import { after, describe, test } from "node:test";\n`;
const SUITES = {
  "tests/good/a.test.ts": `
    test("one", () => console.log("noise on stdout"));
    test("holds two", async (t) => { await t.test("x", () => {}); await t.test("y", () => {}); });
    describe("group", () => { test("three", (t) => t.diagnostic("summary: the run has an end")); });
    test("left out", { skip: "no such device" }, () => {});`,
  "tests/bad/a.test.ts": `
    test("differs", () => assert.equal(1, 2));
    test("holds a failure", async (t) => { await t.test("inner", () => assert.fail("inner reason")); });
    describe("hook", () => { after(() => { throw new Error("hook reason"); }); test("fine", () => {}); });`,
  "tests/crash/a.test.ts": `throw new Error("crash reason");`,
  "tests/empty/a.test.ts": ``,
};

/** Lays out the small project; its build does nothing. */
function prepare(): void {
  const files = listFiles("tests/support").filter((path) => path.endsWith(".mjs"));
  for (const path of ["tests/run.mjs", ...files]) cpSync(path, join(folder, path));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(folder, "Makefile"), ".PHONY: build\nbuild:\n\t@true\n");
  for (const [path, source] of Object.entries(SUITES)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), IMPORTS + source);
  }
}

function runSuite(name: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tests/run.mjs", name], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  return { status, stdout, stderr, last: stdout.trimEnd().split("\n").at(-1) };
}

prepare();

test("counts what passed and what was left out, and says why", () => {
  const { status, stdout, last } = runSuite("good");
  // Four tests and the build.
  assert.deepEqual([status, last], [0, "5 passed, 0 failed, 1 skipped"], stdout);
  assert.match(stdout, /left out: no such device/);
  assert.match(stdout, /\nthe run has an end\n5 passed/, "what a test tells for the whole run");
});

test("counts each failure once and shows its reason", () => {
  const { status, stdout, last } = runSuite("bad");
  assert.deepEqual([status, last], [1, "2 passed, 3 failed, 0 skipped"], stdout);
  for (const reason of [/1 !== 2/, /inner reason/, /hook reason/]) assert.match(stdout, reason);
});

test("a file that crashes has failed", () => {
  const { status, stdout, last } = runSuite("crash");
  assert.deepEqual([status, last], [1, "1 passed, 1 failed, 0 skipped"], stdout);
  assert.match(stdout, /crash reason/);
});

test("a suite that ran no test has failed", () => {
  for (const suite of ["empty", "unit"]) {
    const { status, stdout, last } = runSuite(suite);
    assert.deepEqual([status, last], [1, "1 passed, 1 failed, 0 skipped"], stdout);
    assert.match(stdout, /ran no test/);
  }
});

test("a build that fails ends the run as a failure", () => {
  writeFileSync(join(folder, "Makefile"), ".PHONY: build\nbuild:\n\t@echo build reason; false\n");
  const { status, stdout, last } = runSuite("good");
  assert.deepEqual([status, last], [1, "0 passed, 1 failed, 0 skipped"], stdout);
  assert.match(stdout, /build reason/);
});

test("a suite that does not exist is refused", () => {
  const { status, stderr } = runSuite("none");
  assert.equal(status, 2);
  assert.match(stderr, /no such suite: none/);
});
