// A journal as a machine: `wait` tells its inputs, and what the script takes down must
// be the same records again (board/src/js-replay.c does this on JerryScript itself).
import assert from "node:assert/strict";
import { ErrorClass, InputKind, NO_DEADLINE, StoreWrittenInput } from "../../../../host/abi.gen.ts";
import { decodeJournal } from "../../../../host/journal.ts";
import type { JournalRecord } from "../../../../host/journal.ts";
import { loadScript } from "./script.ts";
import { makeNatives, WAIT } from "./natives.ts";

const FIRST_OUTPUT_KIND = 128;

/** Replays a journal through the script. Throws at the first difference; returns the records that were the same. */
export function replayThroughScript(octets: Uint8Array): number {
  const { records } = decodeJournal(octets);
  let at = 0;
  let now = 0;
  const next = (): JournalRecord | undefined => records[at];
  const { natives } = makeNatives({
    nowMs: () => (now = next()?.timeMs ?? now),
    entropy: (target) => {
      const record = next();
      if (record?.kind !== InputKind.Entropy || record.payload.length !== target.length) return -ErrorClass.Io;
      target.set(record.payload);
      return 0;
    },
    wait: (deadlineMs, received) => {
      const record = next();
      if (record === undefined) return WAIT.stop;
      assert.ok(record.kind < FIRST_OUTPUT_KIND, `record ${at}: the core lacks an output`);
      const due = deadlineMs !== NO_DEADLINE && deadlineMs <= record.timeMs;
      if (record.kind === InputKind.TimeReached && due) return WAIT.timeReached;
      received.payload = record.payload.slice();
      return record.kind;
    },
    storeWrite: (slot) => {
      const isAnswer = ({ kind, payload }: JournalRecord) =>
        kind === InputKind.StoreWritten && payload[StoreWrittenInput.Slot] === slot;
      return -(records.slice(at).find(isAnswer)?.payload[StoreWrittenInput.Class] ?? 0);
    },
    journal: (kind, timeMs, payload) => {
      const record = next();
      if (record === undefined) return;
      assert.deepEqual([kind, timeMs], [record.kind, record.timeMs], `record ${at}`);
      assert.ok(Buffer.compare(payload, record.payload) === 0, `record ${at} of kind ${kind} differs`);
      at++;
    },
  });
  const step = loadScript().start(natives);
  while (step()) continue;
  return at;
}
