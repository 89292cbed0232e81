import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { SpoolDirectory } from "../../../host/node/spool.ts";
import { makeFolder, until } from "../support/folder.ts";

function open(context: TestContext) {
  const folder = join(makeFolder(context), "spool");
  const told: string[] = [];
  const problems: string[] = [];
  const spool = new SpoolDirectory(folder, {
    file: (name, text) =>
      told.push(`${Buffer.from(name).toString()}=${text === null ? "gone" : Buffer.from(text).toString()}`),
    problem: (sentence) => problems.push(sentence),
  });
  context.after(() => spool.close());
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, `.${name}`), text);
    renameSync(join(folder, `.${name}`), join(folder, name));
  };
  const taken = () => told.splice(0);
  return { folder, spool, put, told, taken, problems };
}

test("files that are there at the start come in order", (context) => {
  const { spool, put, taken } = open(context);
  put("wan6.inet6", "c");
  put("wan.inet", "a");
  put("lte.inet", "b");
  spool.scan();
  assert.deepEqual(taken(), ["lte.inet=b", "wan.inet=a", "wan6.inet6=c"]);
});

test("only what is new, changed or gone is told", (context) => {
  const { folder, spool, put, taken } = open(context);
  put("wan.inet", "1");
  put("lte.inet", "1");
  spool.scan();
  taken();
  spool.scan();
  assert.deepEqual(taken(), []);
  put("wan.inet", "2");
  spool.scan();
  assert.deepEqual(taken(), ["wan.inet=2"]);
  rmSync(join(folder, "wan.inet"));
  spool.scan();
  spool.scan();
  assert.deepEqual(taken(), ["wan.inet=gone"]);
});

test("a change is noticed without a scan", async (context) => {
  const { folder, spool, put, told } = open(context);
  spool.scan();
  put("wan.inet", "1");
  await until(() => told.includes("wan.inet=1"));
  put("wan.inet", "2");
  await until(() => told.includes("wan.inet=2"));
  rmSync(join(folder, "wan.inet"));
  await until(() => told.includes("wan.inet=gone"));
});

test("a directory that was replaced is watched again", async (context) => {
  const { folder, spool, put, told } = open(context);
  put("wan.inet", "1");
  spool.scan();
  rmSync(folder, { recursive: true });
  spool.scan();
  assert.deepEqual(told.splice(0), ["wan.inet=1", "wan.inet=gone"]);
  put("wan.inet", "2");
  await until(() => told.includes("wan.inet=2"));
});

test("files that are being written, and names that no interface has, are not read", (context) => {
  const { spool, put, folder, taken } = open(context);
  writeFileSync(join(folder, ".wan.inet"), "half");
  put("a b.inet", "x");
  put("\u00e9.inet", "x");
  put(`${"n".repeat(32)}`, "x");
  put(`${"n".repeat(31)}`, "fits");
  spool.scan();
  assert.deepEqual(taken(), [`${"n".repeat(31)}=fits`]);
});

test("planted symlink, FIFO, directory in the spool: those and a giant are reported once and not used", (context) => {
  const { spool, put, folder, taken, problems } = open(context);
  writeFileSync(join(folder, "..", "secret"), "secret");
  for (const [name, plant] of Object.entries({
    "link.inet": () => symlinkSync(join(folder, "..", "secret"), join(folder, "link.inet")),
    "fifo.inet": () => execFileSync("mkfifo", [join(folder, "fifo.inet")]),
    "dir.inet": () => mkdirSync(join(folder, "dir.inet")),
    "giant.inet": () => put("giant.inet", "x".repeat(16001)),
  })) {
    plant();
    spool.scan();
    spool.scan();
    assert.equal(problems.length, 1, name);
    assert.match(problems.splice(0)[0] ?? "", new RegExp(`/${name} `));
    rmSync(join(folder, name), { recursive: true });
  }
  put("wan.inet", "x".repeat(16000));
  spool.scan();
  assert.equal(taken().length, 1, "the good file is read, and files never told are not told gone");
});

test("a file that turns bad does not end what it said before", (context) => {
  const { spool, put, folder, taken } = open(context);
  put("wan.inet", "good");
  spool.scan();
  rmSync(join(folder, "wan.inet"));
  symlinkSync("/etc/hostname", join(folder, "wan.inet"));
  spool.scan();
  assert.deepEqual(taken(), ["wan.inet=good"]);
  rmSync(join(folder, "wan.inet"));
  spool.scan();
  assert.deepEqual(taken(), ["wan.inet=gone"]);
});

test("a directory that others can write to is not read any more", (context) => {
  const { spool, put, folder, taken, problems } = open(context);
  chmodSync(folder, 0o777);
  put("wan.inet", "planted");
  spool.scan();
  assert.deepEqual(taken(), []);
  assert.match(problems[0] ?? "", /others can write/);
});

test("more files than there can be interfaces are not read", (context) => {
  const { spool, put, taken, problems } = open(context);
  for (let index = 0; index < 70; index++) put(`if${index}.inet`, "x");
  spool.scan();
  assert.equal(taken().length, 64);
  assert.match(problems[0] ?? "", /too many files/);
});
