// Natives over the release module or a core made for a test: a machine on which
// nothing happens but what the test says.
import { ErrorClass } from "../../../../host/abi.gen.ts";
import type { CoreExports } from "../../../../host/core.ts";
import type { NativeCore, Natives } from "../../../../host/jerry/natives.d.ts";
import { makeExports } from "../../../support/core.ts";

export const WAIT = { timeReached: 0, reload: 256, stop: 257 } as const;

/** What the C side leaves to the script of a core that it has checked and initialised. */
export function nativeCore(exports: CoreExports = makeExports()): NativeCore {
  exports.init();
  return {
    memory: exports.memory,
    window: () => exports.window(),
    abiVersion: () => exports.abiVersion(),
    handle: (...input) => exports.handle(...input),
    pollOutput: () => exports.pollOutput(),
  };
}

/** Natives that take down their calls and stop at once; what is given replaces them. */
export function makeNatives(changes: Partial<Natives> = {}): { natives: Natives; calls: unknown[][] } {
  const calls: unknown[][] = [];
  const note =
    <T>(name: string, result: T) =>
    (...values: unknown[]): T => {
      calls.push([name, ...values]);
      return result;
    };
  const natives: Natives = {
    core: nativeCore(),
    nowMs: () => 5000,
    entropy: (octets) => octets.fill(7).length,
    configuration: () => -ErrorClass.Io,
    wait: () => WAIT.stop,
    retell: note("retell", undefined),
    udpOpen: note("udpOpen", 0),
    mcastJoin: note("mcastJoin", 0),
    udpSend: note("udpSend", 0),
    tcpAsk: note("tcpAsk", 0),
    close: note("close", undefined),
    clientSend: note("clientSend", undefined),
    clientClose: note("clientClose", undefined),
    event: note("event", undefined),
    storeRead: () => -ErrorClass.Io,
    storeWrite: note("storeWrite", 0),
    storeQuarantine: note("storeQuarantine", undefined),
    result: note("result", undefined),
    log: note("log", undefined),
    journal: null,
    ...changes,
  };
  return { natives, calls };
}
