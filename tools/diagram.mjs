// Draws the state diagram in docs/architecture.md from the table in
// assembly/discovery/transitions.ts, so that the picture cannot lie.
//
// Usage: node tools/diagram.mjs [--check]

import { readFileSync, writeFileSync } from "node:fs";

const SOURCE = new URL("../assembly/discovery/transitions.ts", import.meta.url);
const TARGET = new URL("../docs/architecture.md", import.meta.url);
const BEGIN = "<!-- state diagram: made by tools/diagram.mjs -->\n";
const END = "<!-- end of state diagram -->";

/** `WaitConfig` -> `WAIT_CONFIG`, as the requirements spell it. */
function stateName(member) {
  return member.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}

function draw(source) {
  const rows = [...source.matchAll(/<u8>State\.(\w+),\s*<u8>Step\.(\w+),\s*<u8>State\.(\w+),/g)];
  const declared = Number(/const ROWS: i32 = (\d+);/.exec(source)?.[1]);
  if (rows.length === 0 || rows.length !== declared) {
    throw new Error(`transitions.ts has ${rows.length} rows and says that it has ${declared}`);
  }
  const edges = rows.map(([, from, step, to]) => `    ${stateName(from)} --> ${stateName(to)}: ${step.toLowerCase()}`);
  return ["```mermaid", "stateDiagram-v2", "    [*] --> DOWN", ...edges, "```", ""].join("\n");
}

const text = readFileSync(TARGET, "utf8");
const begin = text.indexOf(BEGIN);
const end = text.indexOf(END);
if (begin < 0 || end < begin) throw new Error("docs/architecture.md has no place for the state diagram");
const drawn = text.slice(0, begin) + BEGIN + draw(readFileSync(SOURCE, "utf8")) + text.slice(end);
if (drawn === text) process.exit(0);
if (process.argv.includes("--check")) {
  console.error("docs/architecture.md is not current: run node tools/diagram.mjs");
  process.exit(1);
}
writeFileSync(TARGET, drawn);
