// Hardening, storage (a): the power goes before any call of the operating system,
// and of what was not synced any part is lost. The list that comes back is the last
// that was acknowledged, or the one that was being written.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { ErrorClass } from "../../host/abi.gen.ts";
import { FailingCalls } from "./support/failing-calls.ts";
import { FOLDER, Machine, recoverServers } from "./support/machine.ts";
import type { Commit } from "./support/machine.ts";
import { RecordingFiles } from "./support/recording-files.ts";
import type { Disk } from "./support/recording-files.ts";

/** First server and number of servers of each list: records that are shorter and longer than the ones before. */
const LISTS = [
  [10, 3],
  [20, 22],
  [50, 1],
  [60, 28],
  [90, 6],
  [100, 2],
  [110, 24],
] as const;

const serversOf = (index: number): number[] => {
  const [first = 0, count = 0] = LISTS[index] ?? [];
  return Array.from({ length: count }, (_, at) => first + at);
};

/** What the disk may have before a call, where that differs from before the last one. */
interface Moment {
  readonly disks: readonly Disk[];
  /** How many records were acknowledged, and how many were begun. */
  readonly acknowledged: number;
  readonly begun: number;
}

/** Writes all lists, and looks before every call. */
function run(disk: Disk): Moment[] {
  const files = new RecordingFiles(disk);
  const moments: Moment[] = [];
  let commits: readonly Commit[] = [];
  let last = "";
  const look = () => {
    const acknowledged = commits.filter(({ result }) => result === ErrorClass.None).length;
    const moment = [files.changes, acknowledged, commits.length].join();
    if (moment !== last) moments.push({ disks: [...files.crashes()], acknowledged, begun: commits.length });
    last = moment;
    return null;
  };
  const machine = new Machine(new FailingCalls(files, look));
  commits = machine.commits;
  for (const [first, count] of LISTS) machine.change(first, count);
  look();
  assert.equal(commits.length, LISTS.length);
  assert.ok(files.isClean, "every file was closed");
  return moments;
}

/** Loses the power before every call, in every way; returns how many ways there were. */
function enumerate(context: TestContext, disk: Disk, before: number[]): number {
  const moments = run(disk);
  let states = 0;
  for (const [index, { disks, acknowledged, begun }] of moments.entries()) {
    const allowed = [acknowledged, begun].map((count) => (count === 0 ? before : serversOf(count - 1)).join());
    for (const left of disks) {
      states++;
      const found = recoverServers(new RecordingFiles(left)).join();
      assert.ok(allowed.includes(found), `call ${index}: "${found}" instead of "${allowed.join('" or "')}"`);
    }
  }
  context.diagnostic(`${states} states at ${moments.length} points in time, ${LISTS.length} commits: nothing was lost`);
  return states;
}

describe("the power goes before each call", () => {
  test("I-09 from an empty directory on, no loss of power loses what was acknowledged", (context) => {
    const states = enumerate(context, new Map(), []);
    assert.ok(states > 1000, `only ${states} states`);
  });

  test("I-09 nor does one with records there already, the older of them damaged", (context) => {
    const files = new RecordingFiles();
    const machine = new Machine(files);
    machine.change(150, 8);
    machine.change(160, 5);
    const disk = new Map([...files.leastDisk()].map(([path, octets]) => [path, octets.slice()]));
    const older = [...disk.entries()].find(([path]) => path.endsWith("lists.a"));
    assert.ok(older !== undefined && disk.size === 2);
    older[1][30] = 0;
    const states = enumerate(context, disk, [160, 161, 162, 163, 164]);
    assert.ok(states > 1000, `only ${states} states`);
  });

  test("I-09 nor does one while two damaged records are put aside", (context) => {
    const bad = new Uint8Array(200).fill(0x55);
    const disk = new Map(["lists.a", "lists.b"].map((name) => [`${FOLDER}/${name}`, bad]));
    const states = enumerate(context, disk, []);
    assert.ok(states > 1000, `only ${states} states`);
  });
});

/** The lists that may come back after two commits of a store some of whose syncs do nothing. */
function foundWithout(isLeftOut: () => boolean): string[] {
  const files = new RecordingFiles();
  const calls = new FailingCalls(files, () => null);
  calls.sync = (file) => (isLeftOut() ? undefined : files.sync(file));
  const machine = new Machine(calls);
  machine.change(10, 3);
  machine.change(20, 2);
  const lists = [...files.crashes()].map((left) => recoverServers(new RecordingFiles(left)).join());
  return [...new Set(lists)].sort();
}

test("a store that did not sync would be found out, and one that forgot the directory", () => {
  assert.deepEqual(
    foundWithout(() => false),
    ["20,21"],
  );
  assert.deepEqual(
    foundWithout(() => true),
    ["", "10,11,12", "20,21"],
  );
  let syncs = 0;
  // The second sync of the first commit is that of the directory.
  assert.deepEqual(
    foundWithout(() => ++syncs === 2),
    ["", "10,11,12", "20,21"],
  );
});
