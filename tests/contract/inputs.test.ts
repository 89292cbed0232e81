// Every input is checked before it is believed: kind, length, handles. What is
// refused changes nothing and tells nothing.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, MAX_CLIENTS, MAX_MESSAGE_LENGTH, OutputKind, WINDOW_SIZE } from "../../host/abi.gen.ts";
import { decodeFault } from "../../host/fault.ts";
import { encodeAddresses, encodeClientClosed, encodeControl, encodeLink, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeCore, makeReadyCore, makeExports, octetsOf } from "../support/core.ts";
import type { Answer } from "../support/core.ts";

/** Records with a fixed head: a shorter one is refused. */
const SHORTEST: readonly [keyof typeof InputKind, number][] = [
  ["Addresses", 8],
  ["Link", 9],
  ["Spool", 2],
  ["Control", 4],
  ["Datagram", 24],
  ["TcpMessage", 4],
  ["TcpFailed", 4],
  ["SocketFailed", 4],
  ["Stored", 4],
  ["StoreWritten", 2],
  ["Entropy", 1],
  ["WallTime", 9],
  ["ClientClosed", 2],
];

/** Records of one size, or with a limit: a longer one is refused. */
const LONGEST: readonly [keyof typeof InputKind, number][] = [
  ["Config", MAX_MESSAGE_LENGTH],
  ["TcpFailed", 4],
  ["SocketFailed", 4],
  ["StoreWritten", 2],
  ["Entropy", 256],
  ["TimeReached", 0],
  ["WallTime", 9],
  ["ClientClosed", 2],
];

/** Refused with this code, if one is given; the only trace is one line of the log. */
function assertRefused({ fault, outputs }: Answer, what: string, code?: number): void {
  assert.ok(fault !== null, `${what} was taken`);
  if (code !== undefined) assert.equal(fault.code, code, what);
  assert.deepEqual(
    outputs.map(({ kind, handle }) => [kind, handle]),
    [[OutputKind.Log, Code.InputRefused]],
    what,
  );
}

const faultOf = (result: number) => (result === 0 ? null : decodeFault(result));

test("handle before init is refused", () => {
  const core = makeExports();
  assert.equal(faultOf(core.handle(InputKind.TimeReached, 0, 0, 0))?.code, Code.NotInitialised);
  assert.equal(core.pollOutput(), 0);
  assert.equal(core.init(), 0);
  assert.equal(core.handle(InputKind.TimeReached, 0, 0, 0), 0);
});

test("unknown kinds are refused", () => {
  const core = makeExports();
  core.init();
  const known = new Set<number>(Object.values(InputKind));
  const kinds = Array.from({ length: 300 }, (_, kind) => kind).filter((kind) => !known.has(kind));
  for (const kind of [...kinds, -1, 0x101, 0x7fffffff, -0x80000000]) {
    assert.equal(faultOf(core.handle(kind, 0, 0, 0))?.code, Code.InputKind, `kind ${kind}`);
  }
});

test("a length outside of the window is refused for every kind", () => {
  const core = makeExports();
  core.init();
  for (const kind of Object.values(InputKind)) {
    for (const length of [-1, WINDOW_SIZE + 1, 0x10000, 0x7fffffff, -0x80000000]) {
      const fault = faultOf(core.handle(kind, length, 0, 0));
      assert.equal(fault?.code, Code.InputLength, `kind ${kind}, length ${length}`);
    }
  }
});

describe("a record of the wrong length is refused", () => {
  for (const [name, shortest] of SHORTEST) {
    test(`${name} below ${shortest} octets`, () => {
      const core = makeReadyCore();
      for (let length = 0; length < shortest; length++) {
        assertRefused(feed(core, InputKind[name], new Uint8Array(length)), `${length} octets`);
      }
    });
  }
  for (const [name, longest] of LONGEST) {
    test(`${name} above ${longest} octets`, () => {
      const answer = feed(makeReadyCore(), InputKind[name], new Uint8Array(longest + 1));
      assertRefused(answer, `${longest + 1} octets`, Code.InputLength);
    });
  }
});

test("a text longer than a record's text may be is refused", () => {
  const text = new Uint8Array(MAX_MESSAGE_LENGTH + 1).fill(0x20);
  const spool = encodeSpool(octetsOf("wan.inet"), text);
  assertRefused(feed(makeReadyCore(), InputKind.Spool, spool), "a spool file", Code.InputLength);
  const request = encodeControl(0, text);
  assertRefused(feed(makeReadyCore(), InputKind.Control, request), "a request", Code.InputLength);
});

describe("a record as long as its kind may be is taken", () => {
  const head: Readonly<Record<number, number>> = {
    [InputKind.Control]: 4,
    [InputKind.Datagram]: 24,
    [InputKind.TcpMessage]: 4,
  };
  for (const kind of [InputKind.Config, InputKind.Control, InputKind.Datagram, InputKind.TcpMessage]) {
    test(`kind ${kind}`, () => {
      const most = (head[kind] ?? 0) + MAX_MESSAGE_LENGTH;
      assert.equal(feed(makeReadyCore(), kind, new Uint8Array(most).fill(0x20, 2)).fault, null);
      const { fault } = feed(makeReadyCore(), kind, new Uint8Array(most + 1));
      assert.deepEqual(fault, { code: Code.InputLength, offset: most });
    });
  }

  test("a spool file", () => {
    const file = (length: number) => encodeSpool(octetsOf("wan.inet"), new Uint8Array(length).fill(0x0a));
    const of = (length: number) => feed(makeReadyCore(), InputKind.Spool, file(length)).fault;
    assert.equal(of(MAX_MESSAGE_LENGTH)?.code, Code.SpoolLine, "it was read");
    assert.deepEqual(of(MAX_MESSAGE_LENGTH + 1), {
      code: Code.InputLength,
      offset: 1 + "wan.inet".length + MAX_MESSAGE_LENGTH,
    });
  });

  test("what a slot of the store has, up to the whole window", () => {
    const { fault } = feed(makeReadyCore(), InputKind.Stored, new Uint8Array(WINDOW_SIZE));
    assert.equal(fault, null);
  });
});

test("time is both of its halves, and up to more than anybody lives", () => {
  for (const timeMs of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 0x1ffffffff, 2 ** 40 + 12_345]) {
    const { outputs } = feed(makeCore(), InputKind.Control, encodeControl(1, octetsOf("status")), timeMs);
    const [status] = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
    assert.equal(status?.["time_ms"], timeMs);
  }
});

test("a window full of one octet never traps", () => {
  for (const kind of Object.values(InputKind)) {
    for (const octet of [0x00, 0x0a, 0x20, 0x3d, 0x41, 0xff]) {
      feed(makeReadyCore(), kind, new Uint8Array(WINDOW_SIZE).fill(octet));
    }
  }
});

test("Addresses whose count is not that of its entries is refused", () => {
  const record = encodeAddresses(2, [
    { address: new Uint8Array(16).fill(0x20), prefixLength: 64, flags: 0, scope: 0, preferredS: 9, validS: 9 },
  ]);
  assert.equal(feed(makeReadyCore(), InputKind.Addresses, record).fault, null);
  for (const count of [0, 2, 0xffff]) {
    const wrong = record.slice();
    new DataView(wrong.buffer).setUint16(4, count, true);
    assertRefused(feed(makeReadyCore(), InputKind.Addresses, wrong), `count ${count}`, Code.InputLength);
  }
});

test("Link names are checked", () => {
  const link = { ifindex: 2, state: 1, type: 1 } as const;
  const name = (length: number) => octetsOf("e".repeat(length));
  assert.equal(feed(makeReadyCore(), InputKind.Link, encodeLink({ ...link, name: name(15) })).fault, null);
  for (const length of [16, 31]) {
    const record = encodeLink({ ...link, name: name(length) });
    assertRefused(feed(makeReadyCore(), InputKind.Link, record), `${length} octets`, Code.LinkName);
  }
  const wrong = encodeLink({ ...link, name: name(4) });
  wrong[6] = 9;
  assertRefused(feed(makeReadyCore(), InputKind.Link, wrong), "a name past the record");
});

test("a Spool name past the record is refused", () => {
  const record = encodeSpool(octetsOf("wan.inet"), null);
  for (const length of [0, 9, 31, 32, 255]) {
    record[0] = length;
    assertRefused(feed(makeReadyCore(), InputKind.Spool, record), `name of ${length} octets`);
  }
});

test("a client slot beyond the limit is refused, and its end means nothing", () => {
  const core = makeReadyCore();
  for (const slot of [MAX_CLIENTS, 9, 255]) {
    for (const handle of [slot, slot | 0x100, slot | 0xff00]) {
      const asked = feed(core, InputKind.Control, encodeControl(handle, octetsOf("status")));
      assertRefused(asked, `request of ${handle}`, Code.ClientHandle);
      const closed = feed(core, InputKind.ClientClosed, encodeClientClosed(handle));
      assert.deepEqual(closed, { fault: null, outputs: [] }, `end of ${handle}`);
    }
  }
});

test("sockets that the core did not open are ignored", () => {
  const core = makeReadyCore();
  feed(core, InputKind.TimeReached, new Uint8Array(0));
  for (const handle of [0, 1, 0x100, 0xffff]) {
    for (const [kind, length] of [
      [InputKind.Datagram, 40],
      [InputKind.TcpMessage, 20],
      [InputKind.TcpFailed, 4],
      [InputKind.SocketFailed, 4],
    ] as const) {
      const record = new Uint8Array(length);
      new DataView(record.buffer).setUint16(0, handle, true);
      assert.deepEqual(feed(core, kind, record), { fault: null, outputs: [] }, `kind ${kind}, handle ${handle}`);
    }
  }
});

test("a drain that was not finished does not come back", () => {
  const core = makeReadyCore();
  core.handle(InputKind.Config, octetsOf("nonsense\nmore nonsense\n"), 1000);
  assert.notEqual(core.poll(), null);
  core.handle(InputKind.TimeReached, new Uint8Array(0), 1000);
  for (let record = core.poll(); record !== null; record = core.poll()) {
    assert.doesNotMatch(Buffer.from(record).toString("latin1"), /"line":2/);
  }
});
