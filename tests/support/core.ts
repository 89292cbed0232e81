// Drives the compiled core as a host does: one input, then the whole drain, with
// every output checked against docs/abi.md.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  DeadlineOutput,
  FileFlag,
  InputKind,
  LogLevel,
  MAX_CLIENTS,
  MAX_LINE_LENGTH,
  McastJoinOutput,
  Output,
  OutputKind,
  UdpOpenOutput,
} from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { decodeFault } from "../../host/fault.ts";
import type { Fault } from "../../host/fault.ts";

/** More outputs than any one input may cause: the rows of every endpoint, twice, and the log. */
export const MAX_DRAIN = 4096;

/** Milliseconds since boot at which tests begin. */
export const START_MS = 1000;

/** Another core takes the place of the release module where the tests themselves are tried. */
const MODULE = new WebAssembly.Module(readFileSync(process.env["CORE_MODULE"] ?? "build/discovery.wasm"));

/** The exports of a fresh instance of the release module, without the checks of host/core.ts in front. */
export const makeExports = (): CoreExports => new WebAssembly.Instance(MODULE).exports as unknown as CoreExports;

export const makeCore = (): Core => new Core(makeExports());

/** A core that has its entropy and has said what it says first. */
export function makeReadyCore(): Core {
  const core = makeCore();
  feed(
    core,
    InputKind.Entropy,
    new Uint8Array(256).map((_, index) => index * 7),
    START_MS,
  );
  return core;
}

export interface OutputRecord {
  readonly kind: number;
  readonly flags: number;
  readonly handle: number;
  readonly payload: Uint8Array;
}

/** What one input led to. */
export interface Answer {
  /** null: taken. */
  readonly fault: Fault | null;
  readonly outputs: readonly OutputRecord[];
}

/** The order in which outputs of one drain come. */
export const ORDER: ReadonlyMap<number, number> = new Map([
  [OutputKind.Log, 0],
  [OutputKind.Event, 1],
  [OutputKind.ClientSend, 2],
  [OutputKind.ClientClose, 2],
  [OutputKind.FileReplace, 3],
  [OutputKind.StoreQuarantine, 4],
  [OutputKind.StoreWrite, 5],
  [OutputKind.UdpOpen, 6],
  [OutputKind.UdpSend, 6],
  [OutputKind.McastJoin, 6],
  [OutputKind.TcpAsk, 6],
  [OutputKind.Close, 6],
  [OutputKind.EntropyWanted, 7],
  [OutputKind.Deadline, 8],
]);

export const textOf = (record: OutputRecord): string => Buffer.from(record.payload).toString("latin1");

/** JSON text where every octet outside of printable ASCII is written as \u00XX. */
const canonical = (value: unknown): string =>
  JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)|[\x7f-\xff]/g, (found) => {
    if (/^\\["\\u]/.test(found)) return found;
    const octet = (JSON.parse(`"${found}"`) as string).charCodeAt(0);
    return `\\u00${octet.toString(16).padStart(2, "0")}`;
  });

/** The JSON object of a record, checked to be canonical. */
export function jsonOf(record: OutputRecord): Record<string, unknown> {
  const text = textOf(record);
  assert.match(text, /^[\x20-\x7e]+$/, "a line is printable ASCII");
  assert.ok(text.length <= MAX_LINE_LENGTH, `a line of ${text.length} octets`);
  const value = JSON.parse(text) as Record<string, unknown>;
  assert.equal(canonical(value), text, "a line has canonical form");
  assert.doesNotMatch(text.replace(/"(?:[^"\\]|\\.)*"/g, ""), /[.eE]\d/, "numbers are integers");
  return value;
}

function checkOutput(record: OutputRecord): void {
  const { kind, flags, handle, payload } = record;
  switch (kind) {
    case OutputKind.Log:
      assert.ok(flags >= LogLevel.Error && flags <= LogLevel.Debug, `log level ${flags}`);
      jsonOf(record);
      break;
    case OutputKind.Event:
      assert.ok(flags < 1 << MAX_CLIENTS, `event for clients ${flags}`);
      jsonOf(record);
      break;
    case OutputKind.ClientSend:
      assert.ok((handle & 0xff) < MAX_CLIENTS);
      jsonOf(record);
      break;
    case OutputKind.ClientClose:
      assert.ok((handle & 0xff) < MAX_CLIENTS);
      assert.equal(payload.length, 0);
      break;
    case OutputKind.FileReplace:
      assert.ok(flags <= (FileFlag.First | FileFlag.Last));
      if (payload.length === 0) assert.equal(flags, FileFlag.First | FileFlag.Last);
      else jsonOf(record);
      break;
    case OutputKind.StoreQuarantine:
      assert.equal(payload.length, 0);
      break;
    case OutputKind.StoreWrite:
      assert.ok(flags <= 1, `slot ${flags}`);
      assert.equal(textOf(record).slice(0, 4), "DOTS");
      break;
    case OutputKind.UdpOpen:
      assert.equal(payload.length, UdpOpenOutput.Size - Output.Payload);
      break;
    case OutputKind.McastJoin:
      assert.equal(payload.length, McastJoinOutput.Size - Output.Payload);
      break;
    case OutputKind.UdpSend:
    case OutputKind.TcpAsk:
      assert.ok(payload.length > 12, `a question of ${payload.length} octets`);
      break;
    case OutputKind.Close:
      assert.equal(payload.length, 0);
      break;
    case OutputKind.EntropyWanted:
      assert.ok(handle >= 1 && handle <= 256, `${handle} octets of entropy`);
      break;
    case OutputKind.Deadline:
      assert.equal(payload.length, DeadlineOutput.Size - Output.Payload);
      break;
    default:
      assert.fail(`output of kind ${kind}`);
  }
}

/** An output as the core hands it over. */
export function outputOf(octets: Uint8Array): OutputRecord {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return {
    kind: view.getUint8(Output.Kind),
    flags: view.getUint8(Output.Flags),
    handle: view.getUint16(Output.Handle, true),
    payload: octets.subarray(Output.Payload),
  };
}

/** Every output there is, in order, each checked. */
export function drain(core: Core): OutputRecord[] {
  const records: OutputRecord[] = [];
  for (let octets = core.poll(); octets !== null; octets = core.poll()) {
    const record = outputOf(octets);
    checkOutput(record);
    records.push(record);
    assert.ok(records.length <= MAX_DRAIN, "the drain comes to an end");
  }
  const ranks = records.map(({ kind }) => ORDER.get(kind) ?? -1);
  assert.deepEqual(
    ranks,
    [...ranks].sort((a, b) => a - b),
    "outputs come in the documented order",
  );
  return records;
}

/** One input, an `InputKind` or something that is none, and the drain after it. */
export function feed(core: Core, kind: number, payload: Uint8Array, timeMs = START_MS): Answer {
  const result = core.handle(kind, payload, timeMs);
  return { fault: result === 0 ? null : decodeFault(result), outputs: drain(core) };
}

export const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "latin1"));
