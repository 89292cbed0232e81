// The script for JerryScript in an engine that has no more than JerryScript has: a
// context of its own, without a host's objects and without what that engine lacks.
import { createContext, runInContext } from "node:vm";
import type { Natives } from "../../../../host/jerry/natives.d.ts";
import { readText } from "../../../support/project.ts";

export const SCRIPT_PATH = "build/jerry/host.js";

/** What V8 puts into a bare context and JerryScript 3.0 does not have. */
const LACKING = `
  for (const name of ["FinalizationRegistry", "Intl", "Iterator", "WebAssembly", "console"]) delete globalThis[name];
  const arrays = ["findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"];
  for (const name of arrays) {
    delete Array.prototype[name];
    delete Object.getPrototypeOf(Uint8Array.prototype)[name];
  }
  for (const name of ["resize", "resizable", "maxByteLength", "transfer"]) delete ArrayBuffer.prototype[name];
  for (const name of ["isWellFormed", "toWellFormed", "normalize"]) delete String.prototype[name];
  for (const name of ["groupBy"]) { delete Object[name]; delete Map[name]; }
  for (const name of ["withResolvers", "try"]) delete Promise[name];
`;

export interface Script {
  /** @returns does one step; false: the end */
  start(natives: Natives): () => boolean;
}

/** Runs the script anew, as a new engine would. */
export function loadScript(source = readText(SCRIPT_PATH)): Script {
  const context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  runInContext(`{${LACKING}}`, context);
  runInContext(source, context);
  return runInContext("host", context) as Script;
}
