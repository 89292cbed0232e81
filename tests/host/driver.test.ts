import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Code, FileFlag, InputKind, LogLevel, OutputKind, WINDOW_SIZE } from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { Driver } from "../../host/driver.ts";
import type { Recorder } from "../../host/driver.ts";
import type { Platform } from "../../host/platform.ts";
import { exportsWith, outputRecord, reactingExports } from "./support/hostile-core.ts";

const NOTHING = new Uint8Array(0);
const RANDOM = Uint8Array.of(7, 8, 9);

/** A platform that takes down its calls. */
function makePlatform(changes: Partial<Platform> = {}): { platform: Platform; calls: unknown[][] } {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void calls.push([name, ...values]);
  const platform: Platform = {
    now: () => 5000,
    entropy: () => RANDOM,
    log: note("log"),
    event: note("event"),
    clientSend: note("clientSend"),
    clientClose: note("clientClose"),
    result: note("result"),
    deadline: note("deadline"),
    udpOpen: note("udpOpen"),
    mcastJoin: note("mcastJoin"),
    udpSend: note("udpSend"),
    tcpAsk: note("tcpAsk"),
    close: note("close"),
    storeWrite: note("storeWrite"),
    storeQuarantine: note("storeQuarantine"),
    refused: (kind, _payload, fault) => calls.push(["refused", kind, fault]),
    failed: (kind, _payload, error) => calls.push(["failed", kind, error.message]),
    ...changes,
  };
  return { platform, calls };
}

function deadlineRecord(low: number, high: number): Uint8Array {
  const payload = new Uint8Array(8);
  const view = new DataView(payload.buffer);
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
  return outputRecord(OutputKind.Deadline, 0, 0, payload);
}

/** The calls that one input leads to. */
function callsFor(...records: Uint8Array[]): unknown[][] {
  const { platform, calls } = makePlatform();
  new Driver(new Core(reactingExports(() => records)), platform).feed(InputKind.TimeReached, NOTHING);
  return calls;
}

test("every output reaches its sink, in order", () => {
  const calls = callsFor(
    outputRecord(OutputKind.Log, LogLevel.Notice, 133, '{"a":1}'),
    outputRecord(OutputKind.Event, 0b101, 0, '{"event":"added"}'),
    outputRecord(OutputKind.ClientSend, 0, 0x102, "{}"),
    outputRecord(OutputKind.ClientClose, 0, 0x102),
    outputRecord(OutputKind.FileReplace, FileFlag.First, 0, "one"),
    outputRecord(OutputKind.FileReplace, 0, 0, "two"),
    outputRecord(OutputKind.FileReplace, FileFlag.Last, 0, "three"),
    deadlineRecord(0x10, 0x2),
  );
  assert.deepEqual(calls, [
    ["log", LogLevel.Notice, 133, '{"a":1}'],
    ["event", 0b101, '{"event":"added"}'],
    ["clientSend", 0x102, "{}"],
    ["clientClose", 0x102],
    ["result", FileFlag.First, "one"],
    ["result", 0, "two"],
    ["result", FileFlag.Last, "three"],
    ["deadline", 2 * 2 ** 32 + 16],
  ]);
});

test("a result with one line and an empty one are single records", () => {
  const both = FileFlag.First | FileFlag.Last;
  assert.deepEqual(callsFor(outputRecord(OutputKind.FileReplace, both, 0, "only")), [["result", both, "only"]]);
  assert.deepEqual(callsFor(outputRecord(OutputKind.FileReplace, both)), [["result", both, ""]]);
});

/** What a `UdpOpen` has after its first 8 octets. */
function socketOctets(local: number, remote: number, port: number, ifindex: number): Uint8Array {
  const octets = new Uint8Array(40);
  const view = new DataView(octets.buffer);
  octets.fill(local, 0, 16).fill(remote, 16, 32);
  view.setUint16(32, port, true);
  view.setUint32(36, ifindex, true);
  return octets;
}

/** What follows the header of a `McastJoin`. */
function joinOctets(group: number, ifindex: number, port: number): Uint8Array {
  const octets = new Uint8Array(24).fill(group, 0, 16);
  const view = new DataView(octets.buffer);
  view.setUint32(16, ifindex, true);
  view.setUint16(20, port, true);
  return octets;
}

test("sockets: what to open, what to send, what to close", () => {
  const facts = {
    local: new Uint8Array(16).fill(1),
    remote: new Uint8Array(16).fill(2),
    remotePort: 0xfe35,
    ifindex: 0x10203,
  };
  const ends = socketOctets(1, 2, 0xfe35, 0x10203);
  assert.deepEqual(
    callsFor(
      outputRecord(OutputKind.Close, 0, 0x104),
      outputRecord(OutputKind.UdpOpen, 0, 0x205, ends),
      outputRecord(OutputKind.McastJoin, 0, 0x407, joinOctets(3, 0x40302, 0x14e9)),
      outputRecord(OutputKind.UdpSend, 0, 0x205, Uint8Array.of(9, 8)),
      outputRecord(OutputKind.TcpAsk, 0, 0x306, Uint8Array.of(...ends, 7, 6, 5)),
    ),
    [
      ["close", 0x104],
      ["udpOpen", 0x205, facts],
      ["mcastJoin", 0x407, { group: new Uint8Array(16).fill(3), ifindex: 0x40302, port: 0x14e9 }],
      ["udpSend", 0x205, Uint8Array.of(9, 8)],
      ["tcpAsk", 0x306, facts, Uint8Array.of(7, 6, 5)],
    ],
  );
});

test("the store: what to write to which slot, and to put both aside", () => {
  assert.deepEqual(
    callsFor(outputRecord(OutputKind.StoreQuarantine), outputRecord(OutputKind.StoreWrite, 1, 0, Uint8Array.of(4, 5))),
    [["storeQuarantine"], ["storeWrite", 1, Uint8Array.of(4, 5)]],
  );
});

test("NO_DEADLINE is null", () => {
  assert.deepEqual(callsFor(deadlineRecord(0xffffffff, 0xffffffff)), [["deadline", null]]);
});

test("inputs from within the drain wait until it is over", () => {
  const order: string[] = [];
  const core = new Core(
    reactingExports((kind) => {
      order.push(`input ${kind}`);
      return kind === InputKind.Config ? [outputRecord(OutputKind.Log), outputRecord(OutputKind.Log)] : [];
    }),
  );
  const { platform } = makePlatform({
    log: () => {
      order.push("log");
      driver.feed(InputKind.Link, NOTHING);
    },
  });
  const driver = new Driver(core, platform);
  driver.feed(InputKind.Config, NOTHING);
  assert.deepEqual(order, [
    `input ${InputKind.Config}`,
    "log",
    "log",
    `input ${InputKind.Link}`,
    `input ${InputKind.Link}`,
  ]);
});

test("entropy is given after the drain and before the next input", () => {
  const seen: unknown[] = [];
  const core = new Core(
    reactingExports((kind, payload) => {
      seen.push([kind, [...payload]]);
      if (kind !== InputKind.Config) return [];
      return [outputRecord(OutputKind.EntropyWanted, 0, 3), outputRecord(OutputKind.Log)];
    }),
  );
  const { platform } = makePlatform({ log: () => driver.feed(InputKind.Link, NOTHING) });
  const driver = new Driver(core, platform);
  driver.feed(InputKind.Config, NOTHING);
  assert.deepEqual(seen, [
    [InputKind.Config, []],
    [InputKind.Entropy, [...RANDOM]],
    [InputKind.Link, []],
  ]);
});

test("without entropy the core gets none", () => {
  const kinds: number[] = [];
  const core = new Core(
    reactingExports((kind) => {
      kinds.push(kind);
      return [outputRecord(OutputKind.EntropyWanted, 0, 3)];
    }),
  );
  new Driver(core, makePlatform({ entropy: () => null }).platform).feed(InputKind.Config, NOTHING);
  assert.deepEqual(kinds, [InputKind.Config]);
});

test("a fault is told with its code and offset, and the driver goes on", () => {
  const { platform, calls } = makePlatform();
  const driver = new Driver(new Core(exportsWith({ handle: () => -((Code.LinkName << 16) | 8) })), platform);
  driver.feed(InputKind.Link, NOTHING);
  assert.deepEqual(calls, [["refused", InputKind.Link, { code: Code.LinkName, offset: 8 }]]);
  assert.equal(driver.alive, true);
});

test("an input that does not fit the window is refused without the core", () => {
  const { platform, calls } = makePlatform();
  const driver = new Driver(new Core(reactingExports(() => assert.fail("the core was called"))), platform);
  driver.feed(InputKind.Control, new Uint8Array(WINDOW_SIZE + 1));
  assert.deepEqual(calls, [["refused", InputKind.Control, { code: Code.InputLength, offset: WINDOW_SIZE }]]);
});

const trap = () => {
  throw new Error("unreachable executed");
};

const BROKEN: Record<string, CoreExports> = {
  "a trap in handle": exportsWith({ handle: trap }),
  "a trap in pollOutput": exportsWith({ pollOutput: trap }),
  "an output of unknown kind": reactingExports(() => [outputRecord(77)]),
  "a result line out of the blue": reactingExports(() => [outputRecord(OutputKind.FileReplace, 0, 0, "x")]),
  "a deadline without a time": reactingExports(() => [outputRecord(OutputKind.Deadline)]),
  "a deadline before boot": reactingExports(() => [deadlineRecord(0, 0xffffffff)]),
  "a deadline beyond 2^53": reactingExports(() => [deadlineRecord(0, 0x7fffffff)]),
  "a socket without addresses": reactingExports(() => [outputRecord(OutputKind.UdpOpen, 0, 1, new Uint8Array(39))]),
  "a question without addresses": reactingExports(() => [outputRecord(OutputKind.TcpAsk, 0, 1, new Uint8Array(39))]),
  "endless outputs": exportsWith({
    ...reactingExports(() => []),
    pollOutput: () => 8,
    memory: { buffer: new Uint8Array(65536).fill(OutputKind.Log).buffer },
  }),
  "an endless wish for entropy": reactingExports(() => [outputRecord(OutputKind.EntropyWanted, 0, 1)]),
};

for (const [what, exports] of Object.entries(BROKEN)) {
  test(`a hostile core: ${what} ends the driver, not the host`, () => {
    const { platform, calls } = makePlatform({ log: () => undefined });
    const driver = new Driver(new Core(exports), platform);
    driver.feed(InputKind.Config, NOTHING);
    assert.deepEqual(
      calls.map(([name]) => name),
      ["failed"],
    );
    assert.equal(driver.alive, false);
    driver.feed(InputKind.Config, NOTHING);
    assert.equal(calls.length, 1, "a dead driver does nothing");
  });
}

test("random outputs of a hostile core never throw, and never reach a sink with unprintable text", () => {
  const octets = fc.uint8Array({ minLength: 8, maxLength: 40 });
  const kinds = fc.constantFrom(...Object.values(OutputKind), 0, 1, 255);
  const record = fc.tuple(kinds, octets).map(([kind, bytes]) => Uint8Array.of(kind, ...bytes.subarray(1)));
  fc.assert(
    fc.property(fc.array(fc.array(record, { maxLength: 6 }), { maxLength: 6 }), (drains) => {
      const left = [...drains];
      const { platform, calls } = makePlatform();
      const driver = new Driver(new Core(reactingExports(() => left.shift() ?? [])), platform);
      drains.forEach(() => driver.feed(InputKind.Config, NOTHING));
      for (const value of calls.filter(([name]) => name !== "failed").flat(2)) {
        if (typeof value === "string") assert.match(value, /^[ -~�]*$/);
        if (typeof value === "number") assert.ok(Number.isSafeInteger(value) && value >= 0);
      }
    }),
  );
});

test("the recorder gets inputs and outputs with the time of the input", () => {
  const records: unknown[] = [];
  const recorder: Recorder = { record: (kind, timeMs, payload) => void records.push([kind, timeMs, [...payload]]) };
  const output = outputRecord(OutputKind.ClientClose, 0, 3);
  let now = 100;
  const { platform } = makePlatform({ now: () => now++ });
  const driver = new Driver(new Core(reactingExports(() => [output])), platform, recorder);
  driver.feed(InputKind.Config, Uint8Array.of(1));
  driver.feed(InputKind.Control, Uint8Array.of(2));
  assert.deepEqual(records, [
    [InputKind.Config, 100, [1]],
    [OutputKind.ClientClose, 100, [...output]],
    [InputKind.Control, 101, [2]],
    [OutputKind.ClientClose, 101, [...output]],
  ]);
});
