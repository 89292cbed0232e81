// Finds, checks and instantiates the modules of the core.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Core, CoreError, InspectCore } from "../core.ts";
import type { CoreExports, InspectExports } from "../core.ts";

/** A compiled module, of which any number of cores can be made. */
export interface CoreModule {
  /** SHA-256 of the module file. */
  readonly hash: Uint8Array;
  instantiate(): Core;
}

/**
 * Reads build/discovery.wasm.
 * @throws CoreError if there is no such file or it is no module without imports
 */
export function loadCore(path: string = findModule("discovery.wasm")): CoreModule {
  const { module, hash } = compile(path);
  return { hash, instantiate: () => new Core(exportsOf(module) as CoreExports) };
}

/** Reads build/discovery.inspect.wasm and makes an instance of it. Errors as for `loadCore`. */
export function loadInspectCore(path: string = findModule("discovery.inspect.wasm")): InspectCore {
  return new InspectCore(exportsOf(compile(path).module) as InspectExports);
}

function compile(path: string): { module: WebAssembly.Module; hash: Uint8Array } {
  const octets = readFileSync(path);
  const hash = new Uint8Array(createHash("sha256").update(octets).digest());
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(octets);
  } catch (error) {
    throw new CoreError(`${path} is no WebAssembly module: ${String(error)}`);
  }
  const imports = WebAssembly.Module.imports(module);
  if (imports[0]) throw new CoreError(`${path} wants to import ${imports[0].name}: it is not this program's core`);
  return { module, hash };
}

function exportsOf(module: WebAssembly.Module): unknown {
  return new WebAssembly.Instance(module).exports;
}

/** Looks beside this program and in the build folder of each folder above it. */
function findModule(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const path of [join(folder, name), join(folder, "build", name)]) if (existsSync(path)) return path;
    const parent = dirname(folder);
    if (parent === folder)
      throw new CoreError(`${name} is missing: build it with "make build" or install the package anew`);
    folder = parent;
  }
}
