// Reads the annotated vectors of tests/vectors (README.md there) and makes an
// as-pect spec of them: build/unit/vectors.spec.ts, one test for each vector. The
// expectation becomes one line of text that tests/unit/support/lease-text.ts
// writes of what the parsers found; of a DNS message, how many records each section has;
// of a record of the store, its sequence number and how many octets of lists it has.
//
// Usage: node tools/vectors.mjs

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../tests/vectors/", import.meta.url);
const CODES = new URL("../assembly/codes.ts", import.meta.url);
const TARGET = new URL("../build/unit/vectors.spec.ts", import.meta.url);

const KINDS = ["name", "dhcp4", "dhcp6", "dns", "store"];
const SECTIONS = ["question", "answer", "authority", "additional"];
const PROFILES = ["auto", "rfc8973", "draft01", "draft00"];

/** Kebab-case name -> number of every code. */
function readCodes() {
  const members = readFileSync(CODES, "utf8").matchAll(/^ {2}([A-Z]\w*) = (\d+),/gm);
  const kebab = (name) => name.replace(/(?<=.)(?=[A-Z])/g, "-").toLowerCase();
  return new Map([...members].map(([, name, value]) => [kebab(name), Number(value)]));
}

/** Hex octets, `XX*N` for N equal ones, as one string of digits. */
function parseOctets(line, where) {
  return line
    .split(/\s+/)
    .filter((token) => token !== "")
    .map((token) => {
      const [, octet, count] = /^([0-9a-f]{2})(?:\*(\d+))?$/.exec(token) ?? [];
      if (octet === undefined) throw new Error(`${where}: "${token}" is no octet`);
      return octet.repeat(Number(count ?? 1));
    })
    .join("");
}

/** One file: { file, id, kind, profile, expect, hex }. */
export function parseVector(file, text) {
  const vector = { file, id: "", profile: "auto", hex: "" };
  text.split("\n").forEach((line, index) => {
    const where = `${file}:${index + 1}`;
    const [, key, value] = /^(id|kind|profile|expect): (.*)$/.exec(line) ?? [];
    if (key !== undefined) vector[key] = key === "expect" ? JSON.parse(value) : value;
    else vector.hex += parseOctets(line.replace(/#.*/, ""), where);
  });
  if (!KINDS.includes(vector.kind)) throw new Error(`${file}: kind`);
  if (!PROFILES.includes(vector.profile)) throw new Error(`${file}: profile`);
  if (typeof vector.expect?.ok !== "boolean") throw new Error(`${file}: expect`);
  return vector;
}

/** All vectors, by file name. */
export function readVectors() {
  return readdirSync(FOLDER, { recursive: true })
    .filter((file) => file.endsWith(".hex"))
    .sort()
    .map((file) => parseVector(file, readFileSync(new URL(file, FOLDER), "utf8")));
}

/** An address as 32 hex digits, IPv4 in its mapped form. */
function addressHex(text) {
  if (isIPv4(text)) {
    return (
      "00000000000000000000ffff" +
      text
        .split(".")
        .map((part) => Number(part).toString(16).padStart(2, "0"))
        .join("")
    );
  }
  const [head, tail] = text.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const gap = tail === undefined ? [] : Array(8 - head.length - tail.length).fill("0");
  return [...head, ...gap, ...(tail ?? [])].map((group) => group.padStart(4, "0")).join("");
}

/** The line that the parsers must lead to. */
function expectedText({ file, kind, expect }, codes) {
  const code = (name) => {
    if (!codes.has(name)) throw new Error(`${file}: no code is called "${name}"`);
    return codes.get(name);
  };
  if (!expect.ok) return `fault ${code(expect.error)}@${expect.offset}`;
  if (kind === "name") return `name ${expect.name} ${expect.length}`;
  if (kind === "store") return `record ${expect.sequence} ${expect.octets}`;
  if (kind === "dns") return `records ${SECTIONS.map((section) => expect[section]?.length ?? 0).join(" ")}`;
  const { ri = "", domain = "", addresses = [], lists, discarded = [], invalid = [], warnings = [] } = expect;
  const groups = lists?.flatMap((list, index) => list.map(() => index)) ?? addresses.map(() => 0);
  if (lists !== undefined && lists.flat().join() !== addresses.join()) throw new Error(`${file}: lists`);
  return [
    `ri ${ri}`,
    `domain ${domain}`,
    lists === undefined ? "flat" : `lists ${lists.length}`,
    `addresses ${addresses.map((address, index) => `${addressHex(address)}/${groups[index]}`).join(" ")}`,
    `discarded ${discarded.map(({ address, reason }) => `${addressHex(address)}:${code(reason)}`).join(" ")}`,
    `invalid ${invalid.map(({ option, error, offset }) => `${option}:${code(error)}@${offset}`).join(" ")}`,
    `warnings ${warnings.map(code).join(" ")}`,
  ].join("; ");
}

function renderTest(vector, codes) {
  const arguments_ = [
    KINDS.indexOf(vector.kind),
    PROFILES.indexOf(vector.profile),
    JSON.stringify(vector.hex),
    JSON.stringify(expectedText(vector, codes)),
  ];
  return `  it(${JSON.stringify(`${vector.file} ${vector.id}`.trim())}, () => {
    expectVector(${arguments_.join(", ")});
  });`;
}

/** Writes the spec. */
export function writeSpec() {
  const codes = readCodes();
  const vectors = readVectors();
  mkdirSync(new URL(".", TARGET), { recursive: true });
  writeFileSync(
    TARGET,
    `// Generated by tools/vectors.mjs.
import { expectVector } from "../../tests/unit/support/vector-check";

describe("vectors", () => {
${vectors.map((vector) => renderTest(vector, codes)).join("\n")}
});
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeSpec();
