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
/** Comes to an end when the other has begun. */
const meets = (own: string, other: string) => `
    import { existsSync, writeFileSync } from "node:fs";
    import { until } from "${ROOT}/tests/host/support/folder.ts";
    test("meets ${other}", async () => {
      writeFileSync("begun-${own}", "");
      await until(() => existsSync("begun-${other}"));
      writeFileSync("met-${own}", "");
    });`;
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
  "tests/lab/a.test.ts": meets("a", "b"),
  "tests/lab/b.test.ts": meets("b", "a"),
  "tests/lab/matrix-table.test.ts": `
    import { existsSync } from "node:fs";
    test("comes last", () => assert.deepEqual(["met-a", "met-b"].filter(existsSync), ["met-a", "met-b"]));`,
};

/** Lays out the small project; its build does nothing. */
function prepare(): void {
  const files = listFiles("tests/support").filter((path) => path.endsWith(".mjs"));
  const others = ["tests/run.mjs", "tests/lab/support/private-root.sh"];
  for (const path of [...others, ...files]) cpSync(path, join(folder, path));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(folder, "Makefile"), ".PHONY: build lint types\nbuild lint types:\n\t@true\n");
  mkdirSync(join(folder, "tools"));
  writeFileSync(join(folder, "tools/setup.sh"), "");
  for (const [path, source] of Object.entries(SUITES)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), IMPORTS + source);
  }
}

function runSuite(...names: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tests/run.mjs", ...names], {
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

test("files of the lab run beside each other, and the table after them", () => {
  const { status, stdout, last } = runSuite("lab");
  assert.deepEqual([status, last], [0, "5 passed, 0 failed, 0 skipped"], stdout);
});

test("all suites at once: each is told as a whole, with what failed in it", () => {
  const { status, stdout, last } = runSuite();
  assert.deepEqual([status, last], [1, "12 passed, 6 failed, 1 skipped"], stdout);
  const told = stdout.split(/^== /m).slice(1);
  const failures = told.map((text) => [text.split("\n")[0], text.match(/^ {2}FAILED: .*$/gm) ?? []]);
  assert.deepEqual(failures, [
    ["setup", []],
    ["build", []],
    ["checks", []],
    ["unit", ["  FAILED: unit ran no test"]],
    [
      "bad",
      [
        "  FAILED: tests/bad/a.test.ts > differs",
        "  FAILED: tests/bad/a.test.ts > holds a failure > inner",
        "  FAILED: tests/bad/a.test.ts > hook",
      ],
    ],
    ["crash", ["  FAILED: tests/crash/a.test.ts > the whole file"]],
    ["empty", ["  FAILED: tests/empty/a.test.ts > the whole file"]],
    ["good", []],
    ["lab", []],
  ]);
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
