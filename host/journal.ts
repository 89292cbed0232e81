// The journal of docs/abi.md: everything that went into the core and came out of
// it. Pure functions over octets; where they are kept is the platform's matter.

import { WINDOW_SIZE } from "./abi.gen.ts";
import type { Core } from "./core.ts";

/** One input (kind below 128) or one whole output record (its kind). */
export interface JournalRecord {
  readonly kind: number;
  readonly timeMs: number;
  readonly payload: Uint8Array;
}

export interface Journal {
  readonly abiVersion: number;
  /** SHA-256 of the module, 32 octets. */
  readonly moduleHash: Uint8Array;
  readonly records: readonly JournalRecord[];
  /** Set if the end cannot be read, as after a loss of power; the records before it are good. */
  readonly damage: JournalError | null;
}

/** Octets that are no journal. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  /** Where the journal stops making sense, in octets from its begin. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (at octet ${offset})`);
    this.offset = offset;
  }
}

const MAGIC = [0x44, 0x44, 0x4a, 0x31]; // DDJ1
const HASH_LENGTH = 32;
const HEADER_LENGTH = 8 + HASH_LENGTH;
const RECORD_HEADER_LENGTH = 12;
const FIRST_OUTPUT_KIND = 128;
const TWO_TO_32 = 0x100000000;

/** The 40 octets that a journal begins with. */
export function encodeJournalHeader(abiVersion: number, moduleHash: Uint8Array): Uint8Array {
  if (moduleHash.length !== HASH_LENGTH) throw new RangeError(`a SHA-256 has 32 octets, not ${moduleHash.length}`);
  const octets = new Uint8Array(HEADER_LENGTH);
  octets.set(MAGIC);
  new DataView(octets.buffer).setUint32(4, abiVersion, true);
  octets.set(moduleHash, 8);
  return octets;
}

/** One record, ready to be appended. */
export function encodeJournalRecord({ kind, timeMs, payload }: JournalRecord): Uint8Array {
  if (payload.length > WINDOW_SIZE) throw new RangeError(`a record of ${payload.length} octets does not fit a journal`);
  const octets = new Uint8Array(RECORD_HEADER_LENGTH + payload.length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, (payload.length << 8) | kind, true);
  view.setUint32(4, timeMs % TWO_TO_32, true);
  view.setUint32(8, Math.floor(timeMs / TWO_TO_32), true);
  octets.set(payload, RECORD_HEADER_LENGTH);
  return octets;
}

/**
 * Reads a journal as far as it can be read.
 * @throws JournalError if the begin is not that of a journal
 */
export function decodeJournal(octets: Uint8Array): Journal {
  const wrong = MAGIC.findIndex((octet, at) => octets[at] !== octet);
  if (wrong >= 0) throw new JournalError("this is no journal: the magic DDJ1 is missing", wrong);
  if (octets.length < HEADER_LENGTH) throw new JournalError("the journal ends within its header", octets.length);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const records: JournalRecord[] = [];
  let damage: JournalError | null = null;
  let at = HEADER_LENGTH;
  while (at < octets.length && damage === null) {
    const record = readRecord(octets, view, at);
    if (record instanceof JournalError) damage = record;
    else {
      records.push(record);
      at += RECORD_HEADER_LENGTH + record.payload.length;
    }
  }
  return { abiVersion: view.getUint32(4, true), moduleHash: octets.slice(8, HEADER_LENGTH), records, damage };
}

function readRecord(octets: Uint8Array, view: DataView, at: number): JournalRecord | JournalError {
  const left = octets.length - at - RECORD_HEADER_LENGTH;
  if (left < 0) return new JournalError("the journal ends within the header of a record", at);
  const head = view.getUint32(at, true);
  const length = head >>> 8;
  if (length > left)
    return new JournalError(`the journal ends within a record: ${left} of ${length} octets are left`, at);
  const timeMs = view.getUint32(at + 8, true) * TWO_TO_32 + view.getUint32(at + 4, true);
  if (!Number.isSafeInteger(timeMs)) return new JournalError("a record has a time beyond 2^53 milliseconds", at);
  if (length > WINDOW_SIZE) return new JournalError(`a record claims ${length} octets, more than any has`, at);
  const begin = at + RECORD_HEADER_LENGTH;
  return { kind: head & 0xff, timeMs, payload: octets.subarray(begin, begin + length) };
}

/** Where a replay first differs from the journal. */
export interface Difference {
  /** Index into the records. */
  readonly record: number;
  readonly expected: Uint8Array | null;
  readonly actual: Uint8Array | null;
}

export interface ReplayResult {
  readonly inputs: number;
  readonly outputs: number;
  readonly difference: Difference | null;
  /** The journal ends before the core had told everything: whoever recorded it was killed. */
  readonly cut: boolean;
}

/**
 * Feeds the inputs of a journal to a fresh core and compares every output, octet
 * for octet, up to the first difference. Outputs that come after the end of the
 * journal are not missed.
 */
export function replayJournal(core: Core, journal: Journal): ReplayResult {
  const { records } = journal;
  let inputs = 0;
  let outputs = 0;
  let at = 0;
  while (at < records.length) {
    const input = records[at] as JournalRecord;
    if (input.kind >= FIRST_OUTPUT_KIND) {
      return { inputs, outputs, difference: { record: at, expected: input.payload, actual: null }, cut: false };
    }
    core.handle(input.kind, input.payload, input.timeMs);
    inputs++;
    at++;
    for (let actual = core.poll(); actual !== null; actual = core.poll()) {
      if (at === records.length) return { inputs, outputs, difference: null, cut: true };
      const next = records[at];
      const expected = next !== undefined && next.kind >= FIRST_OUTPUT_KIND ? next.payload : null;
      if (expected === null || !equal(expected, actual))
        return { inputs, outputs, difference: { record: at, expected, actual }, cut: false };
      outputs++;
      at++;
    }
  }
  return { inputs, outputs, difference: null, cut: false };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}
