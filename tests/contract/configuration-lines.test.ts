// The configuration text by its grammar and its limits: which lines are refused, for
// what, and at which place (docs/configuration.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, LogLevel, OutputKind } from "../../host/abi.gen.ts";
import { feed, jsonOf, makeReadyCore, octetsOf } from "../support/core.ts";
import { nameOfCode } from "../support/vectors.ts";
import { IN_INTERFACE, IN_SERVER, WHOLE } from "./support/configurations.ts";
import type { Case } from "./support/configurations.ts";

const core = makeReadyCore();

/** What is told of a configuration. */
function configure(text: string) {
  const { fault, outputs } = feed(core, InputKind.Config, octetsOf(text));
  assert.equal(fault, null);
  return outputs.filter(({ kind }) => kind === OutputKind.Log);
}

/** Its faults, as `LINE:CODE@COLUMN`. */
function faultsOf(text: string): string {
  const faults = configure(text).filter(({ handle }) => handle === Code.ConfigLine);
  for (const { flags } of faults) assert.equal(flags, LogLevel.Error);
  return faults
    .map(jsonOf)
    .map(({ line, error, offset }) => `${String(line)}:${nameOfCode(error)}@${String(offset)}`)
    .join(" ");
}

function checkAll(before: string, cases: readonly Case[]): void {
  for (const [text, faults] of cases) {
    assert.equal(faultsOf(before + text), faults, JSON.stringify(text));
    assert.equal(faultsOf(`${before}${text}# and more\n\n`), faults, `${JSON.stringify(text)} with a comment`);
  }
}

describe("a line in error is told with its place, and no other line is", () => {
  test("outside of sections and over several of them", () => checkAll("", WHOLE));
  test("in an interface section", () => checkAll("interface wan\n", IN_INTERFACE));
  test("in a server section", () => checkAll("server one\nreference-identifier a.test\n", IN_SERVER));
});

test("blanks may be spaces and tabs, as many as one likes, and the last line may lack its end", () => {
  assert.equal(faultsOf(" \t interface\t \twan \n\n\t\n#\n  device   eth1#x\n credentials a # b\n \tmark\t7"), "");
});

test("the number of lines is told", () => {
  const linesOf = (text: string) =>
    configure(text)
      .filter(({ handle }) => handle === Code.ConfigApplied)
      .map(jsonOf)
      .map(({ value }) => value);
  for (const [text, lines] of [
    ["", 0],
    ["\n", 1],
    ["profile auto", 1],
    ["profile auto\n", 1],
    ["\n\nprofile auto\n#", 4],
  ] as const)
    assert.deepEqual(linesOf(text), [lines], JSON.stringify(text));
});

/** So many fit; the two after them do not. */
const LIMITS: readonly (readonly [
  what: string,
  most: number,
  before: string,
  make: (n: number) => string,
  faults: string,
])[] = [
  [
    "interface sections",
    12,
    "",
    (n) => `interface if${n}\nmethods dhcp\n`,
    "25:config-limit@10 26:config-section@0 27:config-limit@10 28:config-section@0",
  ],
  [
    "server sections",
    16,
    "",
    (n) => `server s${n}\nreference-identifier a.test\n`,
    "33:config-limit@7 34:config-section@0 35:config-limit@7 36:config-section@0",
  ],
  ["trusted names", 24, "", (n) => `trusted-names n${n}.test\n`, "25:config-limit@14 26:config-limit@14"],
  ["domains", 16, "interface wan\n", (n) => `domains d${n}.test\n`, "18:config-limit@8 19:config-limit@8"],
  [
    "addresses of servers",
    64,
    "server s\nreference-identifier a.test\n",
    (n) => `addresses 192.0.2.${n}\n`,
    "67:config-limit@10 68:config-limit@10",
  ],
  ["prefixes", 160, "interface wan\n", (n) => `prefixes 198.18.${n}.0/24\n`, "162:config-limit@9 163:config-limit@9"],
  ["trusted resolvers", 4, "", (n) => `resolver-trust-ad 192.0.2.${n}\n`, "5:config-limit@18 6:config-limit@18"],
  [
    "networks with four resolvers each",
    10,
    "",
    (n) => `interface if${n}\nresolvers 10.1.${n}.1 10.1.${n}.2 10.1.${n}.3 10.1.${n}.4\n`,
    "22:config-limit@10 24:config-limit@10",
  ],
];

describe("there is room for so much, and what is more is told", () => {
  for (const [what, most, before, make, faults] of LIMITS) {
    test(`${most} ${what}`, () => {
      const texts = Array.from({ length: most + 2 }, (_, index) => make(index + 1));
      assert.equal(faultsOf(before + texts.slice(0, most).join("")), "");
      assert.equal(faultsOf(before + texts.join("")), faults);
    });
  }
});

describe("a line in error takes no place of those that count", () => {
  for (const [what, most, before, make] of LIMITS) {
    const good = make(0).trimEnd();
    if (good.includes("\n")) continue;
    test(`${most} ${what}`, () => {
      const line = before.split("\n").length;
      // Its first value would be good.
      const bad = `${good} /`;
      const texts = Array.from({ length: most }, (_, index) => make(index + 1));
      const faults = faultsOf(`${before}${bad}\n${texts.join("")}`);
      assert.match(faults, new RegExp(`^${line}:[a-z-]+@${good.length + 1}$`));
    });
  }
});

test("of very many faults the first are told and the others counted", () => {
  const logs = configure("x\n".repeat(45));
  assert.deepEqual(
    logs.slice(0, -1).map((record) => jsonOf(record)["line"]),
    Array.from({ length: logs.length - 1 }, (_, index) => index + 1),
  );
});

test("a word is printable ASCII without slashes and quotes", () => {
  for (let octet = 0; octet < 0x100; octet++) {
    // Blanks, line ends and the sign of a comment end a word.
    if ([0x09, 0x0a, 0x20, 0x23].includes(octet)) continue;
    const isGood = octet > 0x20 && octet < 0x7f && !"/\"'".includes(String.fromCharCode(octet));
    for (const [lines, before] of [
      ["interface wan\n", "credentials a"],
      ["interface wan\n", "isp a"],
      ["interface wan\n", "device a"],
      ["server one\nreference-identifier a.test\n", "bind-interface a"],
    ] as const) {
      const line = lines.split("\n").length;
      const text = `${lines}${before}${String.fromCharCode(octet)}b`;
      assert.equal(faultsOf(text), isGood ? "" : `${line}:config-value@${before.length}`, `octet ${octet}`);
    }
  }
});
