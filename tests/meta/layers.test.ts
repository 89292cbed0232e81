// Imports point down the layers only, and nobody but the Node host knows Node.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";
import { listFiles, listImports, readText } from "../support/project.ts";

/** Folders and single files of assembly/ by layer, the lowest first. */
const LAYERS = [
  ["abi", "codes", "limits", "words.gen", "no-runtime", "bytes", "time", "entropy", "net"],
  ["names", "dns", "dhcp"],
  ["pools"],
  ["resolve"],
  ["mechanisms"],
  ["discovery", "store", "control"],
  ["index", "dispatch", "self-test", "inspect"],
];

const CORE = listFiles("assembly").filter((path) => path.endsWith(".ts"));
const HOST = listFiles("host").filter((path) => path.endsWith(".ts"));

/** `assembly/dhcp/v4/options.ts` -> `dhcp`; `assembly/codes.ts` -> `codes`. */
function partOf(path: string): string {
  const [, part = "", ...rest] = path.split("/");
  return rest.length > 0 ? part : basename(part, ".ts");
}

const layerOf = (path: string): number => LAYERS.findIndex((parts) => parts.includes(partOf(path)));

/** Every import between files of the core. */
const EDGES = CORE.flatMap((from) => listImports(from).own.map((to) => ({ from, to })));

test("every part of the core has a layer", () => {
  assert.ok(CORE.length > 10);
  assert.deepEqual(
    CORE.filter((path) => layerOf(path) < 0),
    [],
  );
});

test("every import of the core names a file of the core", () => {
  const foreign = CORE.flatMap((path) => listImports(path).foreign.map((name) => `${path} imports ${name}`));
  const missing = EDGES.filter(({ to }) => !CORE.includes(to)).map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual([...foreign, ...missing], []);
});

test("imports of the core never point up", () => {
  const upwards = EDGES.filter(({ from, to }) => layerOf(to) > layerOf(from));
  assert.deepEqual(upwards, []);
});

test("dns and dhcp do not know each other", () => {
  const crossing = EDGES.filter(({ from, to }) => [partOf(from), partOf(to)].sort().join() === "dhcp,dns");
  assert.deepEqual(crossing, []);
});

test("a mechanism imports no mechanism", () => {
  const sideways = EDGES.filter(
    ({ from, to }) => partOf(from) === "mechanisms" && partOf(to) === "mechanisms" && basename(from) !== "registry.ts",
  );
  assert.deepEqual(sideways, []);
});

test("no file of the core imports itself by way of others", () => {
  const targets = new Map(CORE.map((path) => [path, listImports(path).own]));
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    else if (!finished.has(path)) {
      for (const next of targets.get(path) ?? []) visit(next, [...trail, path]);
      finished.add(path);
    }
  };
  for (const path of CORE) visit(path, []);
  assert.deepEqual(cycles, []);
});

test("only host/node imports Node", () => {
  const portable = HOST.filter((path) => !path.startsWith("host/node/"));
  assert.ok(portable.length > 3);
  const foreign = portable.flatMap((path) => listImports(path).foreign.map((name) => `${path} imports ${name}`));
  const down = portable.flatMap((path) =>
    listImports(path)
      .own.filter((to) => to.startsWith("host/node/") || !to.startsWith("host/"))
      .map((to) => `${path} imports ${to}`),
  );
  assert.deepEqual([...foreign, ...down], []);
});

test("the Node host needs no package", () => {
  const packages = HOST.flatMap((path) => listImports(path).foreign.filter((name) => !name.startsWith("node:")));
  assert.deepEqual(packages, []);
});

test("only host/core.ts touches the memory of the core", () => {
  const touching = HOST.filter((path) => /\bmemory\b\s*[?!]?\.\s*buffer\b/.test(readText(path)));
  assert.deepEqual(touching, ["host/core.ts"]);
});
