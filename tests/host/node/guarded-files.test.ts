import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ensureDirectory, GuardError, readGuarded, replaceFile } from "../../../host/node/guarded-files.ts";
import { makeFolder } from "../support/folder.ts";

const STRANGER = 4242;
const asRoot = process.getuid?.() === 0 ? {} : { skip: "only root can give files away" };

test("a regular file is read, up to the limit", (context) => {
  const path = join(makeFolder(context), "file");
  writeFileSync(path, "12345");
  assert.equal(Buffer.from(readGuarded(path, 5) ?? []).toString(), "12345");
  assert.throws(() => readGuarded(path, 4), GuardError);
  writeFileSync(path, "");
  assert.equal(readGuarded(path, 4)?.length, 0);
});

test("a file that is not there is null", (context) => {
  assert.equal(readGuarded(join(makeFolder(context), "nothing"), 9), null);
});

test("a symbolic link is not followed", (context) => {
  const folder = makeFolder(context);
  writeFileSync(join(folder, "secret"), "secret");
  symlinkSync(join(folder, "secret"), join(folder, "link"));
  assert.throws(() => readGuarded(join(folder, "link"), 9), /symbolic link/);
});

test("a FIFO and a directory are refused at once", (context) => {
  const folder = makeFolder(context);
  execFileSync("mkfifo", [join(folder, "fifo")]);
  assert.throws(() => readGuarded(join(folder, "fifo"), 9), /not a regular file/);
  assert.throws(() => readGuarded(folder, 9), GuardError);
});

test("foreign owner: a stranger's file is refused", asRoot, (context) => {
  const path = join(makeFolder(context), "file");
  writeFileSync(path, "x");
  chownSync(path, STRANGER, STRANGER);
  assert.throws(() => readGuarded(path, 9), /another user/);
});

test("a missing directory is made for its owner alone", (context) => {
  const path = join(makeFolder(context), "a", "b");
  ensureDirectory(path, 0o700);
  assert.equal(statSync(path).mode & 0o777, 0o700);
  ensureDirectory(path, 0o700);
});

test("a directory that others can write to, a link and a file are refused", (context) => {
  const folder = makeFolder(context);
  mkdirSync(join(folder, "open"));
  chmodSync(join(folder, "open"), 0o777);
  symlinkSync(folder, join(folder, "link"));
  writeFileSync(join(folder, "file"), "");
  assert.throws(() => ensureDirectory(join(folder, "open"), 0o700), /others can write/);
  assert.throws(() => ensureDirectory(join(folder, "link"), 0o700), /not a directory/);
  assert.throws(() => ensureDirectory(join(folder, "file"), 0o700), /not a directory/);
});

test("a stranger's directory is refused", asRoot, (context) => {
  const path = join(makeFolder(context), "dir");
  mkdirSync(path);
  chownSync(path, STRANGER, STRANGER);
  assert.throws(() => ensureDirectory(path, 0o700), /another user/);
});

test("a file is replaced whole, with its mode, and nothing is left over", (context) => {
  const folder = makeFolder(context);
  const path = join(folder, "servers.json");
  replaceFile(path, "one\n", 0o644);
  const first = statSync(path).ino;
  replaceFile(path, "two\n", 0o644);
  assert.equal(readFileSync(path, "utf8"), "two\n");
  assert.notEqual(statSync(path).ino, first, "the old file was not written to");
  assert.equal(statSync(path).mode & 0o777, 0o644);
  assert.deepEqual(readdirSync(folder), ["servers.json"]);
});

test("replacing does not write through planted links", (context) => {
  const folder = makeFolder(context);
  const victim = join(folder, "victim");
  writeFileSync(victim, "mine");
  symlinkSync(victim, join(folder, "servers.json"));
  symlinkSync(victim, join(folder, ".servers.json.new"));
  replaceFile(join(folder, "servers.json"), "list", 0o644);
  assert.equal(readFileSync(victim, "utf8"), "mine");
  assert.equal(existsSync(join(folder, ".servers.json.new")), false);
});
