// Loaded before the tests of a coverage run (NODE_OPTIONS=--import): gives the probed
// core its globals, one set for all instances of the process, and writes them down at
// the end of the process into the folder COVERAGE_FOLDER.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const globals = new Map();
const Plain = WebAssembly.Instance;

/** The probes of a module, by name. */
function probesOf(module) {
  const host = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== "host") continue;
    if (!globals.has(name)) globals.set(name, new WebAssembly.Global({ value: "i64", mutable: true }, 0n));
    host[name] = globals.get(name);
  }
  return host;
}

WebAssembly.Instance = class extends Plain {
  constructor(module, imports) {
    super(module, { ...imports, host: probesOf(module) });
  }
};

process.on("exit", () => {
  if (globals.size === 0) return;
  const words = new BigUint64Array(globals.size);
  for (const [name, { value }] of globals) words[Number(name.slice(1))] = BigInt.asUintN(64, value);
  mkdirSync(process.env.COVERAGE_FOLDER, { recursive: true });
  writeFileSync(join(process.env.COVERAGE_FOLDER, `${process.pid}.bits`), new Uint8Array(words.buffer));
});
