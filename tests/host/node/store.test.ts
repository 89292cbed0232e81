import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { ErrorClass } from "../../../host/abi.gen.ts";
import { SLOTS, SlotStore } from "../../../host/node/store.ts";
import { makeFolder } from "../support/folder.ts";

const STRANGER = 4242;
const asRoot = process.getuid?.() === 0 ? {} : { skip: "only root can give files away" };
const RECORD = Uint8Array.of(1, 2, 3, 4, 5);

function makeStore(context: TestContext) {
  const folder = join(makeFolder(context), "store");
  const problems: string[] = [];
  const store = new SlotStore(folder, (sentence) => problems.push(sentence));
  return { folder, problems, store, path: (slot: number) => join(folder, slot === 0 ? "lists.a" : "lists.b") };
}

test("a record is there for the next start, in files that nobody else can read", (context) => {
  const { folder, problems, store, path } = makeStore(context);
  for (const slot of SLOTS) {
    assert.deepEqual(store.read(slot), { octets: new Uint8Array(0), errorClass: ErrorClass.None });
    assert.equal(store.write(slot, Uint8Array.of(...RECORD, slot)), ErrorClass.None);
  }
  const next = new SlotStore(folder, (sentence) => problems.push(sentence));
  for (const slot of SLOTS) {
    assert.deepEqual(next.read(slot).octets, Uint8Array.of(...RECORD, slot));
    assert.equal(statSync(path(slot)).mode & 0o777, 0o600);
  }
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(folder).sort(), ["lists.a", "lists.b"]);
  assert.deepEqual(problems, []);
});

test("a record is written in place, and the file is not cut", (context) => {
  const { store, path } = makeStore(context);
  store.write(0, RECORD);
  const { ino } = statSync(path(0));
  store.write(0, Uint8Array.of(9, 8));
  assert.equal(statSync(path(0)).ino, ino);
  assert.deepEqual([...readFileSync(path(0))], [9, 8, 3, 4, 5]);
});

describe("what was planted in the place of a slot is not touched, and the daemon goes on", () => {
  const planted: Record<string, { plant: (path: string) => void; why: RegExp; needs?: { skip?: string } }> = {
    "a link": { plant: (path) => symlinkSync(`${path}.victim`, path), why: /ELOOP/ },
    "a FIFO": { plant: (path) => void execFileSync("mkfifo", [path]), why: /not a regular file/ },
    "a directory": { plant: (path) => mkdirSync(path), why: /EISDIR/ },
    "a stranger's file": {
      plant: (path) => {
        writeFileSync(path, "theirs");
        chownSync(path, STRANGER, STRANGER);
      },
      why: /belongs to another user/,
      needs: asRoot,
    },
  };
  for (const [name, { plant, why, needs = {} }] of Object.entries(planted)) {
    test(name, needs, (context) => {
      const { folder, problems, store, path } = makeStore(context);
      mkdirSync(folder, { mode: 0o700 });
      writeFileSync(`${path(0)}.victim`, "mine");
      plant(path(0));
      const before = readdirSync(folder);
      assert.notEqual(store.read(0).errorClass, ErrorClass.None);
      assert.equal(store.read(0).octets.length, 0);
      assert.notEqual(store.write(0, RECORD), ErrorClass.None);
      assert.match(problems.join("\n"), why);
      assert.equal(problems.length, 2, "told once for reading and once for writing");
      assert.equal(readFileSync(`${path(0)}.victim`, "utf8"), "mine");
      assert.deepEqual(readdirSync(folder), before);
      rmSync(path(0), { recursive: true });
      assert.equal(store.write(0, RECORD), ErrorClass.None, "it works as soon as that is gone");
      assert.deepEqual(store.read(0).octets, RECORD);
    });
  }
});

test("a directory that others can write to, and a file in its place, are refused", (context) => {
  const { folder, problems, store } = makeStore(context);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  assert.deepEqual(store.read(0), { octets: new Uint8Array(0), errorClass: ErrorClass.Denied });
  assert.match(problems[0] ?? "", /others can write to .*: lists are kept in memory, and it is tried again$/);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "");
  assert.equal(store.write(1, RECORD), ErrorClass.Denied);
  assert.match(problems[1] ?? "", /is not a directory/);
});

test("damaged slots are put aside, and kept", (context) => {
  const { folder, problems, store } = makeStore(context);
  for (const slot of SLOTS) store.write(slot, Uint8Array.of(slot));
  store.quarantine();
  assert.deepEqual(readdirSync(folder).sort(), ["lists.a.bad", "lists.b.bad"]);
  assert.match(problems.join(), /both records of the store in .* are damaged/);
  store.write(0, RECORD);
  assert.deepEqual(readdirSync(folder).sort(), ["lists.a", "lists.a.bad", "lists.b.bad"]);
  assert.deepEqual([...readFileSync(join(folder, "lists.b.bad"))], [1]);
});
