// What the script for JerryScript asks of its natives, and that it hides no failure:
// the C side begins anew with another engine (board/src/js-host.c), as these tests do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ErrorClass, FileFlag, InputKind, LogLevel, NO_DEADLINE, OutputKind } from "../../../host/abi.gen.ts";
import type { Natives, Received } from "../../../host/jerry/natives.d.ts";
import { exportsWith, outputRecord, reactingExports } from "../support/hostile-core.ts";
import { makeNatives, nativeCore, WAIT } from "./support/natives.ts";
import { loadScript } from "./support/script.ts";

type Reaction = (kind: number, payload: Uint8Array, timeMs: number) => readonly Uint8Array[];

/** A core that takes its inputs down and answers with the records that `react` gives for them. */
function watchedCore(react: Reaction = () => []) {
  const inputs: [number, ...number[]][] = [];
  const core = nativeCore(
    reactingExports((kind, payload, timeMs) => {
      inputs.push([kind, ...payload]);
      return react(kind, payload, timeMs);
    }),
  );
  return { core, inputs };
}

/** A `wait` that tells these inputs one after the other, and then the end. */
function tells(...events: (readonly [number, ...number[]])[]): Natives["wait"] {
  return (_deadlineMs, received) => {
    const [kind, ...payload] = events.shift() ?? [WAIT.stop];
    received.payload = Uint8Array.from(payload);
    return kind;
  };
}

/** Runs the script until it ends. */
function run(natives: Natives): void {
  const step = loadScript().start(natives);
  while (step()) continue;
}

const give = (received: Received, ...payload: number[]): number => {
  received.payload = Uint8Array.from(payload);
  return payload.length;
};

function deadlineRecord(timeMs: number): Uint8Array {
  const payload = new DataView(new ArrayBuffer(8));
  payload.setBigInt64(0, BigInt(timeMs), true);
  return outputRecord(OutputKind.Deadline, 0, 0, new Uint8Array(payload.buffer));
}

test("at the start the core is told the store and the configuration, and the port has to tell the rest", () => {
  const { core, inputs } = watchedCore();
  const { natives, calls } = makeNatives({
    core,
    storeRead: (slot, received) => give(received, slot, 0, 0, 0, 9),
    configuration: (received) => give(received, 35, 10),
  });
  run(natives);
  assert.deepEqual(inputs, [
    [InputKind.Stored, 0, 0, 0, 0, 9],
    [InputKind.Stored, 1, 0, 0, 0, 9],
    [InputKind.Config, 35, 10],
  ]);
  assert.deepEqual(calls, [["retell"]]);
});

test("without a store and a configuration there is nothing to tell", () => {
  const { core, inputs } = watchedCore();
  const { natives, calls } = makeNatives({ core });
  run(natives);
  assert.deepEqual([inputs, calls], [[], [["retell"]]]);
});

test("inputs reach the core as they came, until the port says stop or fails", () => {
  for (const end of [WAIT.stop, -ErrorClass.Io]) {
    const { core, inputs } = watchedCore();
    const wait = tells([InputKind.Link, 1, 2], [InputKind.Spool, 3], [end], [InputKind.Spool, 4]);
    run(makeNatives({ core, wait }).natives);
    assert.deepEqual(inputs, [
      [InputKind.Link, 1, 2],
      [InputKind.Spool, 3],
    ]);
  }
});

test("a reload reads the configuration again and has all told anew", () => {
  const { core, inputs } = watchedCore();
  let read = 0;
  const { natives, calls } = makeNatives({
    core,
    configuration: (received) => give(received, ++read),
    wait: tells([WAIT.reload]),
  });
  run(natives);
  assert.deepEqual(inputs, [
    [InputKind.Config, 1],
    [InputKind.Config, 2],
  ]);
  assert.deepEqual(calls, [["retell"], ["retell"]]);
});

test("the core hears of the time once, when its deadline has passed", () => {
  const { core, inputs } = watchedCore((kind) => (kind === InputKind.Link ? [deadlineRecord(2 ** 33 + 7)] : []));
  const times = [0, 2 ** 33 + 6, 2 ** 33 + 7, 2 ** 33 + 8];
  const waits: number[] = [];
  let now = 0;
  const tell = tells([InputKind.Link], [WAIT.timeReached], [WAIT.timeReached], [WAIT.timeReached]);
  const wait: Natives["wait"] = (deadlineMs, received) => {
    waits.push(deadlineMs);
    now = times[waits.length - 1] ?? now;
    return tell(deadlineMs, received);
  };
  run(makeNatives({ core, wait, nowMs: () => now }).natives);
  assert.deepEqual(inputs, [[InputKind.Link], [InputKind.TimeReached]]);
  assert.deepEqual(waits, [NO_DEADLINE, 2 ** 33 + 7, 2 ** 33 + 7, NO_DEADLINE, NO_DEADLINE]);
});

test("outputs reach the native of their name", () => {
  const { core } = watchedCore((kind) =>
    kind === InputKind.Link
      ? [
          outputRecord(OutputKind.Log, LogLevel.Notice, Code.ConfigLine, "{}"),
          outputRecord(OutputKind.Event, 0b101, 0, "e"),
          outputRecord(OutputKind.ClientSend, 0, 0x102, "line"),
          outputRecord(OutputKind.ClientClose, 0, 0x102),
          outputRecord(OutputKind.FileReplace, FileFlag.First, 0, "one"),
          outputRecord(OutputKind.FileReplace, FileFlag.Last, 0, "two"),
          outputRecord(OutputKind.Close, 0, 0x305),
        ]
      : [],
  );
  const { natives, calls } = makeNatives({ core, wait: tells([InputKind.Link]) });
  run(natives);
  assert.deepEqual(calls, [
    ["retell"],
    ["log", LogLevel.Notice, Code.ConfigLine, "{}"],
    ["event", 0b101, "e"],
    ["clientSend", 0x102, "line"],
    ["clientClose", 0x102],
    ["result", FileFlag.First, "one"],
    ["result", FileFlag.Last, "two"],
    ["close", 0x305],
  ]);
});

const ENDS = new Uint8Array(40).fill(1, 0, 16).fill(2, 16, 32);
ENDS.set([0x35, 0xfe, 0, 0, 4, 3, 2, 1], 32);
const GROUP = new Uint8Array(24).fill(3, 0, 16);
GROUP.set([4, 3, 2, 1, 0xe9, 0x14], 16);
const address = (octet: number) => new Uint8Array(16).fill(octet);
const SOCKETS = [
  ["udpOpen", OutputKind.UdpOpen, ENDS, [address(1), address(2), 0xfe35, 0x01020304]],
  ["mcastJoin", OutputKind.McastJoin, GROUP, [address(3), 0x14e9, 0x01020304]],
  ["udpSend", OutputKind.UdpSend, Uint8Array.of(9, 8), [Uint8Array.of(9, 8)]],
  [
    "tcpAsk",
    OutputKind.TcpAsk,
    Buffer.concat([ENDS, Uint8Array.of(7)]),
    [address(1), address(2), 0xfe35, 0x01020304, Uint8Array.of(7)],
  ],
] as const;

for (const [name, kind, payload, facts] of SOCKETS) {
  const failure = name === "tcpAsk" ? InputKind.TcpFailed : InputKind.SocketFailed;
  const react: Reaction = (input) => (input === InputKind.Link ? [outputRecord(kind, 0, 0x205, payload)] : []);

  test(`${name} gets what the core wrote`, () => {
    const { core, inputs } = watchedCore(react);
    const { natives, calls } = makeNatives({ core, wait: tells([InputKind.Link]) });
    run(natives);
    const [, [, socket, ...rest] = []] = calls;
    const plain = rest.map((value) => (typeof value === "number" ? value : Uint8Array.from(value as Uint8Array)));
    assert.deepEqual([socket, ...plain], [0x205, ...facts]);
    assert.deepEqual(inputs, [[InputKind.Link]]);
  });

  test(`${name} that fails is told to the core`, () => {
    const { core, inputs } = watchedCore(react);
    run(makeNatives({ core, wait: tells([InputKind.Link]), [name]: () => -ErrorClass.Denied }).natives);
    assert.deepEqual(inputs, [[InputKind.Link], [failure, 0x05, 0x02, ErrorClass.Denied, 0]]);
  });
}

test("the core is told what became of what it stored", () => {
  const store = outputRecord(OutputKind.StoreWrite, 1, 0, Uint8Array.of(5, 6));
  const react: Reaction = (kind) =>
    kind === InputKind.Link ? [store, outputRecord(OutputKind.StoreQuarantine), outputRecord(OutputKind.Close)] : [];
  for (const [result, errorClass] of [
    [0, ErrorClass.None],
    [-ErrorClass.ReadOnly, ErrorClass.ReadOnly],
  ] as const) {
    const { core, inputs } = watchedCore(react);
    const written: unknown[] = [];
    const { natives, calls } = makeNatives({
      core,
      wait: tells([InputKind.Link]),
      storeWrite: (slot, octets) => {
        written.push(slot, ...octets);
        return result;
      },
    });
    run(natives);
    assert.deepEqual(written, [1, 5, 6]);
    assert.deepEqual(
      calls.map(([name]) => name),
      ["retell", "storeQuarantine", "close"],
    );
    assert.deepEqual(inputs, [[InputKind.Link], [InputKind.StoreWritten, 1, errorClass]]);
  }
});

test("R-17 without entropy the core is given none", () => {
  const react: Reaction = (kind) => (kind === InputKind.Link ? [outputRecord(OutputKind.EntropyWanted, 0, 4)] : []);
  for (const [entropy, expected] of [
    [(octets: Uint8Array) => octets.fill(9).length, [[InputKind.Link], [InputKind.Entropy, 9, 9, 9, 9]]],
    [() => -ErrorClass.Io, [[InputKind.Link]]],
  ] as const) {
    const { core, inputs } = watchedCore(react);
    run(makeNatives({ core, entropy, wait: tells([InputKind.Link]) }).natives);
    assert.deepEqual(inputs, expected);
  }
});

test("a request that the core refuses is answered with the reason", () => {
  const exports = exportsWith({ handle: () => -((Code.OverLimit << 16) | 5) });
  const wait = tells([InputKind.Control, 2, 1, 65], [InputKind.Spool]);
  const { natives, calls } = makeNatives({ core: nativeCore(exports), wait });
  run(natives);
  assert.deepEqual(calls, [
    ["retell"],
    ["clientSend", 0x102, JSON.stringify({ record: "error", error: Code.OverLimit, offset: 5 })],
    ["clientClose", 0x102],
  ]);
});

const deeper = (): number => 1 + deeper();
const FAILURES: Record<string, Partial<Natives>> = {
  "a core that traps": {
    core: nativeCore(
      exportsWith({
        handle: () => {
          throw new Error("unreachable");
        },
      }),
    ),
  },
  "a core that breaks its contract": { core: nativeCore(exportsWith({ pollOutput: () => 5 })) },
  "a native that throws": {
    core: watchedCore(() => [outputRecord(OutputKind.Log)]).core,
    log: () => {
      throw new TypeError("a native was called with an argument of a wrong kind");
    },
  },
  "a recursion that runs away": {
    core: watchedCore(() => [outputRecord(OutputKind.Log)]).core,
    log: () => void deeper(),
  },
};

for (const [name, changes] of Object.entries(FAILURES)) {
  test(`${name} reaches the C side, which replaces script and core`, () => {
    const step = loadScript().start(makeNatives({ wait: tells([InputKind.Link]), ...changes }).natives);
    assert.throws(step);
  });
}

test("a script and a core that were replaced publish the same list again", () => {
  const text = "server backup\n reference-identifier a.test\n addresses 192.0.2.1\n";
  const publish = (fails: boolean): unknown[][] => {
    let now = 60_000;
    const { natives, calls } = makeNatives({
      configuration: (received) => give(received, ...Buffer.from(text)),
      wait: (deadlineMs) => {
        if (fails) throw new Error("out of memory");
        now = Math.max(now, deadlineMs);
        return deadlineMs === NO_DEADLINE ? WAIT.stop : WAIT.timeReached;
      },
      nowMs: () => now,
    });
    const step = loadScript().start(natives);
    if (fails) assert.throws(step, /out of memory/);
    else while (step()) continue;
    return calls.filter(([call]) => call === "result");
  };
  const undisturbed = publish(false);
  publish(true);
  assert.match(JSON.stringify(undisturbed), /192\.0\.2\.1/);
  assert.deepEqual(publish(false), undisturbed);
});
