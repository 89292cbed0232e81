// Compiles the core: `node tools/asc.mjs BUILD…`, flags in asconfig.json. `names` has a
// name section and a source map, for wasm2c, the size table and the mutants; `release` is
// the same without them. `inspect` has room for its results and is compiled for speed;
// `bench` is the inspect build as the release is compiled. `coverage` is not optimised and
// says which line each instruction comes from. Where the compiler fails over an
// allocation, or crashes over one, this says so in a sentence and names the file.
//
// `stackSize` in asconfig.json is nearly nothing: the core has no shadow
// stack, and the default would take half of its page.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
// A second round of the optimiser that the compiler brings: inlining functions of three
// operations instead of two is no setting of the compiler.
const SQUEEZE = [
  "-Oz",
  "--always-inline-max-function-size=3",
  "--low-memory-unused",
  "--converge",
  "--const-hoisting",
  "--mvp-features",
];
/** Its static data needs more than the one page. */
const INSPECT_PAGES = ["--initialMemory", "23", "--maximumMemory", "23"];
const BUILDS = {
  release: { stripped: "build/discovery.names.wasm", output: "build/discovery.wasm" },
  inspect: {
    entry: "assembly/inspect.ts",
    output: "build/discovery.inspect.wasm",
    flags: ["-O3", ...INSPECT_PAGES],
    again: ["-O4", "--mvp-features"],
  },
  bench: {
    entry: "assembly/inspect.ts",
    output: "build/bench/discovery.wasm",
    flags: ["--debug", ...INSPECT_PAGES],
    again: [...SQUEEZE, "-g"],
  },
  names: {
    entry: "assembly/index.ts",
    output: "build/discovery.names.wasm",
    flags: ["--debug", "--sourceMap"],
    again: [...SQUEEZE, "-g", ...maps("build/discovery.names.wasm")],
  },
  coverage: {
    entry: "assembly/index.ts",
    output: "build/coverage/discovery.wasm",
    flags: ["--debug", "--sourceMap", "--optimizeLevel", "0", "--shrinkLevel", "0"],
    again: null,
  },
};
/** What the optimiser needs to keep the source map of a module in its place; `mapOf` says where the compiler puts it. */
function maps(output) {
  return [`--input-source-map=${mapOf(output)}`, `--output-source-map=${mapOf(output)}`];
}

/** The compiler takes `.new` for the ending of a name, and puts its own in its place. */
function mapOf(output) {
  return `${output}.wasm.map`;
}

const ALLOCATION = /__(new|renew|link|alloc|collect|visit|pin|tostack)\b|standard library component/;
const CRASH = /compiler has crashed/;
/** The optimiser took the best of its rounds, not the last: nothing to act on. */
const CONVERGED = "Last converge was suboptimal.\n";
const PAGE = /AS10[56]/;
const LINES_SHOWN = 40;
const COLUMNS_SHOWN = 200;

/** Runs the compiler; null, or what it complained about. */
const compile = (entry, flags) => runTool("assemblyscript/bin/asc.js", [entry, ...flags]);

/** Optimises a module in its place; null, or what the optimiser complained about. */
const optimise = (file, flags) =>
  flags === null ? null : runTool("binaryen/bin/wasm-opt", [file, "-o", file, ...flags]);

function runTool(tool, args) {
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 };
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules", tool), ...args],
    options,
  );
  if (status === 0) {
    process.stderr.write(stderr.replace(CONVERGED, ""));
    return null;
  }
  return error ? error.message : `${stdout}${stderr}`;
}

/** Every source file of the core, by path. */
function listSources() {
  const files = readdirSync(join(ROOT, "assembly"), { recursive: true });
  return files.filter((file) => file.endsWith(".ts")).map((file) => join("assembly", file));
}

/** The files that fail over an allocation on their own, without those that only import one of them. */
function findAllocations() {
  const failing = [];
  for (const file of listSources()) {
    const complaint = compile(file, ["--noEmit"]);
    if (complaint !== null && ALLOCATION.test(complaint)) failing.push(file);
  }
  const imports = (file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/from "(\.[^"]+)"/g)].map(
      ([, path]) => `${join(dirname(file), path)}.ts`,
    );
  const first = failing.filter((file) => !imports(file).some((path) => failing.includes(path)));
  return first.length > 0 ? first : failing;
}

/** A page of what the compiler printed. */
function shorten(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(0, LINES_SHOWN)
    .map((line) => line.slice(0, COLUMNS_SHOWN))
    .join("\n");
}

/** What went wrong, for a person. */
function explain(complaint) {
  if (PAGE.test(complaint)) {
    return `${shorten(complaint)}\nStatic data does not fit the one memory page: see the memory plan in assembly/limits.ts.`;
  }
  if (!ALLOCATION.test(complaint) && !CRASH.test(complaint)) return shorten(complaint);
  const files = findAllocations();
  if (files.length === 0) return shorten(complaint);
  return [
    "Something allocates, and the core has no heap. Look in:",
    ...files.map((file) => `  ${file}`),
    "Not to be used there: new of a managed class, array and object literals, string",
    "operations, Map, Array, StaticArray, typed arrays, closures. Use memory.data and",
    "@unmanaged classes. What the compiler said:",
    ...shorten(complaint)
      .split("\n")
      .slice(0, 8)
      .map((line) => `  ${line}`),
  ].join("\n");
}

/** A module without its custom sections: names and the address of the source map. */
function strip(octets) {
  const kept = [octets.subarray(0, 8)];
  for (let at = 8; at < octets.length;) {
    const begin = at;
    const isCustom = octets[at++] === 0;
    let length = 0;
    let shift = 0;
    do {
      length |= (octets[at] & 0x7f) << shift;
      shift += 7;
    } while (octets[at++] & 0x80);
    at += length;
    if (!isCustom) kept.push(octets.subarray(begin, at));
  }
  return Buffer.concat(kept);
}

/** Writes a build to a file; null, or what the tools complained about. */
function make({ entry, flags, again, stripped }, file) {
  if (stripped === undefined) return compile(entry, ["-o", file, ...flags]) ?? optimise(file, again);
  writeFileSync(join(ROOT, file), strip(readFileSync(join(ROOT, stripped))));
  return null;
}

for (const name of process.argv.slice(2)) {
  const build = BUILDS[name];
  if (!build) throw new Error(`no such build: ${name}; there are ${Object.keys(BUILDS).join(", ")}`);
  mkdirSync(join(ROOT, dirname(build.output)), { recursive: true });
  // Renamed when it is whole: a reader never sees half a module.
  const fresh = `${build.output}.new`;
  const complaint = make(build, fresh);
  if (complaint !== null) {
    console.error(`${build.entry} does not compile.\n${explain(complaint)}`);
    process.exit(1);
  }
  renameSync(join(ROOT, fresh), join(ROOT, build.output));
  if (build.flags?.includes("--sourceMap"))
    renameSync(join(ROOT, mapOf(build.output)), join(ROOT, `${build.output}.map`));
  const octets = readFileSync(join(ROOT, build.output));
  console.log(`${build.output}: ${octets.length} octets, ${gzipSync(octets, { level: 9 }).length} gzipped`);
}
