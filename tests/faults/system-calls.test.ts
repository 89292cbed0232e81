// Hardening, storage (b): every call of the operating system fails, each once and
// each from then on, in every way. The list is served all the while; what was
// acknowledged is on the disk; what fails once is made good.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorClass } from "../../host/abi.gen.ts";
import { FailingCalls, FAILURES } from "./support/failing-calls.ts";
import type { Failure } from "./support/failing-calls.ts";
import { Machine, recoverServers } from "./support/machine.ts";
import type { Commit } from "./support/machine.ts";
import { decodeRecord } from "./support/record.ts";
import { RecordingFiles } from "./support/recording-files.ts";
import type { Disk } from "./support/recording-files.ts";

const LISTS = [
  [10, 3],
  [20, 9],
  [40, 1],
] as const;
const LAST = [40];
const HOUR_MS = 3_600_000;

const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
const recoveredFrom = (disk: Disk) => recoverServers(new RecordingFiles(disk));
const isAcknowledged = ({ result }: Commit) => result === ErrorClass.None;

interface Run {
  readonly machine: Machine;
  readonly files: RecordingFiles;
  readonly calls: number;
  /** The servers of each record that was begun. */
  readonly written: readonly number[][];
}

/** Writes three lists while calls fail. */
function run(disk: Disk, fails: (call: number) => Failure | null): Run {
  const files = new RecordingFiles(disk);
  const calls = new FailingCalls(files, fails);
  const machine = new Machine(calls);
  const written: number[][] = [];
  for (const [first, count] of LISTS) {
    machine.change(first, count);
    while (written.length < machine.commits.length) written.push(range(first, count));
    assert.deepEqual(machine.servers(), range(first, count), "the list is served");
  }
  return { machine, files, calls: calls.count, written };
}

/** What is certain of the disk is the last list that was acknowledged; before is what was there at the start. */
function checkDisk({ machine, files, written }: Run, before: number[], what: string): void {
  assert.ok(files.isClean, `${what}: every file was closed`);
  const last = machine.commits.findLastIndex(isAcknowledged);
  const allowed = [last < 0 ? before : written[last], ...written.slice(last + 1)].map(String);
  const found = String(recoveredFrom(files.leastDisk()));
  assert.ok(allowed.includes(found), `${what}: "${found}" instead of "${allowed.join('" or "')}"`);
}

const DISKS: readonly { name: string; before: number[]; make: () => Disk }[] = [
  { name: "an empty directory", before: [], make: () => new Map() },
  {
    name: "two records",
    before: range(130, 5),
    make: () => {
      const files = new RecordingFiles();
      const machine = new Machine(files);
      machine.change(110, 8);
      machine.change(130, 5);
      return files.leastDisk();
    },
  },
];

describe("each call of the operating system fails", () => {
  for (const { name, before, make } of DISKS) {
    for (const failure of FAILURES) {
      test(`I-09 every call fails once, with ${failure}, beginning with ${name}: the next try makes it good`, (context) => {
        const { calls } = run(make(), () => null);
        for (let failing = 0; failing < calls; failing++) {
          const what = `${failure} at call ${failing}`;
          const made = run(make(), (call) => (call === failing ? failure : null));
          checkDisk(made, before, what);
          if (failure === "EINTR" || failure === "short") continue;
          made.machine.pass(HOUR_MS);
          assert.equal(made.machine.storeWord(), "working", what);
          assert.deepEqual(recoveredFrom(made.files.leastDisk()), LAST, what);
        }
        context.diagnostic(`${calls} calls with ${failure}, once each, from ${name}`);
      });

      test(`I-09 every call fails for good, with ${failure}, beginning with ${name}: memory only, and said so`, (context) => {
        const { calls } = run(make(), () => null);
        for (let failing = 0; failing < calls; failing++) {
          const what = `${failure} from call ${failing} on`;
          const made = run(make(), (call) => (call >= failing ? failure : null));
          checkDisk(made, before, what);
          made.machine.pass(HOUR_MS);
          const isWritten = made.machine.commits.slice(-1).every(isAcknowledged) && made.written.length > 0;
          if (failure === "short") assert.deepEqual(recoveredFrom(made.files.leastDisk()), LAST, what);
          else assert.equal(made.machine.storeWord(), isWritten ? "working" : "degraded", what);
          assert.deepEqual(made.machine.servers(), LAST, what);
        }
        context.diagnostic(`${calls} calls with ${failure} from each on, from ${name}`);
      });
    }
  }
});

test("I-09 a call that a signal interrupts is made again: no record fails for it", () => {
  const { calls } = run(new Map(), () => null);
  for (let failing = 0; failing < calls; failing++) {
    const { machine } = run(new Map(), (call) => (call === failing ? "EINTR" : null));
    assert.deepEqual([machine.commits.filter(isAcknowledged).length, machine.problems], [LISTS.length, []]);
  }
});

test("I-09 an error of fsync: the whole record is written again over the same slot", () => {
  const { calls } = run(new Map(), () => null);
  let failures = 0;
  for (let failing = 0; failing < calls; failing++) {
    const { machine } = run(new Map(), (call) => (call === failing ? "EIO" : null));
    for (const [at, commit] of machine.commits.entries()) {
      if (isAcknowledged(commit)) continue;
      failures++;
      machine.pass(HOUR_MS);
      const next = machine.commits[at + 1];
      assert.equal(next?.slot, commit.slot, `call ${failing}`);
      assert.notEqual(decodeRecord(next?.octets ?? new Uint8Array(0)), null, "a whole record");
    }
    assert.equal(machine.storeWord(), "working");
  }
  assert.ok(failures > 3, `${failures} records failed`);
});

for (const [code, errorClass] of [
  ["ENOSPC", ErrorClass.NoSpace],
  ["EROFS", ErrorClass.ReadOnly],
] as const) {
  test(`I-09 ${code} from the start: degraded before the first record, one sentence, the old list is read`, () => {
    const disk = DISKS[1]?.make() ?? new Map();
    const files = new RecordingFiles(disk);
    let failing = true;
    const calls = new FailingCalls(files, () => null);
    const open = calls.open.bind(calls);
    calls.open = (path, flags) => {
      // Reading goes on.
      if (failing && flags & 3) throw Object.assign(new Error(code), { code });
      return open(path, flags);
    };
    const machine = new Machine(calls);
    assert.equal(machine.storeWord(), "degraded");
    machine.lease(0, 0);
    assert.deepEqual(machine.servers(), range(130, 5));
    machine.change(10, 3);
    assert.deepEqual(
      machine.commits.map(({ result }) => result),
      [errorClass],
    );
    machine.pass(HOUR_MS);
    assert.ok(machine.commits.length > 10, "it is tried again");
    assert.equal(machine.problems.length, 2, machine.problems.join("\n"));
    failing = false;
    machine.pass(HOUR_MS);
    assert.equal(machine.storeWord(), "working");
    assert.deepEqual(recoveredFrom(files.leastDisk()), range(10, 3));
  });
}
