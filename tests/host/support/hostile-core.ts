// A core that does what a test wants, and first of all what no core should do.
import { ABI_VERSION, Output, WINDOW_SIZE } from "../../../host/abi.gen.ts";
import type { CoreExports } from "../../../host/core.ts";

export const WINDOW_ADDRESS = 1024;
const PAGE_SIZE = 65536;

/** Exports of a core that takes every input and says nothing; what is given replaces them. */
export function exportsWith(changes: Partial<Record<keyof CoreExports, unknown>>): CoreExports {
  return {
    memory: { buffer: new ArrayBuffer(PAGE_SIZE) },
    abiVersion: () => ABI_VERSION,
    init: () => 0,
    window: () => WINDOW_ADDRESS,
    handle: () => 0,
    pollOutput: () => 0,
    selfTest: () => 0,
    ...changes,
  } as CoreExports;
}

/** An output record. */
export function outputRecord(kind: number, flags = 0, handle = 0, payload: string | Uint8Array = ""): Uint8Array {
  const octets = typeof payload === "string" ? Buffer.from(payload, "latin1") : payload;
  const record = new Uint8Array(Output.Payload + octets.length);
  record[Output.Kind] = kind;
  record[Output.Flags] = flags;
  new DataView(record.buffer).setUint16(Output.Handle, handle, true);
  record.set(octets, Output.Payload);
  return record;
}

/** Exports of a core that answers each input with the records that `react` gives for it. */
export function reactingExports(
  react: (kind: number, payload: Uint8Array, timeMs: number) => readonly Uint8Array[],
): CoreExports {
  const memory = { buffer: new ArrayBuffer(PAGE_SIZE) };
  const window = new Uint8Array(memory.buffer, WINDOW_ADDRESS, WINDOW_SIZE);
  let pending: Uint8Array[] = [];
  return exportsWith({
    memory,
    handle: (kind: number, length: number, low: number, high: number) => {
      pending = [...react(kind, window.slice(0, length), high * 0x100000000 + (low >>> 0))];
      return 0;
    },
    pollOutput: () => {
      const record = pending.shift();
      if (record === undefined) return 0;
      window.set(record);
      return record.length;
    },
  });
}
