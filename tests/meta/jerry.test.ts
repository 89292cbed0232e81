// Everything that goes into the script for JerryScript is held to what JerryScript has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { ESLint } from "eslint";
import { readText } from "../support/project.ts";

/** The files that the script is made of. */
async function listSources(): Promise<string[]> {
  const entryPoints = ["host/jerry/main.ts"];
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outfile: "unwritten.js",
  });
  return Object.keys(metafile.inputs);
}

const lint = async (source: string, filePath: string): Promise<string[]> => {
  const results = await new ESLint({
    overrideConfig: { rules: { "@typescript-eslint/no-unused-vars": "off" } },
  }).lintText(source, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? "parser"));
};

/** One of each kind of thing that is forbidden there. */
const FORBIDDEN = [
  ["class A { static { } }", "no-restricted-syntax"],
  ["export const found = /(?<name>a)/.exec('a');", "no-restricted-syntax"],
  ["export const found = /(?<!b)a/.exec('a');", "no-restricted-syntax"],
  ["export const found = /\\p{L}/u.exec('a');", "no-restricted-syntax"],
  ["export const later = async (): Promise<number> => await 1;", "no-restricted-syntax"],
  ["export const numbers = new Uint32Array(1);", "no-restricted-syntax"],
  ["export const later = Promise.resolve(1);", "no-restricted-globals"],
  ["export const now = Date.now();", "no-restricted-globals"],
  ["export const octets = new TextEncoder().encode('a');", "no-restricted-globals"],
  ["setTimeout(() => undefined, 1);", "no-restricted-globals"],
] as const;

test("the script is made of host/jerry and of what every host shares", async () => {
  const sources = await listSources();
  assert.ok(sources.includes("host/jerry/main.ts") && sources.includes("host/driver.ts"));
  assert.deepEqual(
    sources.filter((path) => !/^host\/(jerry\/)?[a-z.-]+\.ts$/.test(path)),
    [],
  );
});

test("the rules for JerryScript hold for every file of the script", async () => {
  const eslint = new ESLint();
  const written = (await listSources()).filter((path) => !path.endsWith(".gen.ts"));
  for (const path of written) {
    const config = (await eslint.calculateConfigForFile(path)) as { rules: Record<string, unknown[]> } | undefined;
    const names = JSON.stringify(config?.rules["no-restricted-globals"] ?? []);
    assert.match(names, /"Promise"/, path);
  }
});

/** Everything that a pattern finds in a file, first group, in order of names. */
const findNames = (path: string, pattern: RegExp): string[] =>
  [...readText(path).matchAll(pattern)].map(([, name = ""]) => name).sort();

test("the natives are the functions of the port, one to one", () => {
  const camelCase = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const port = findNames("board/include/board_port.h", /^ {2}\w[\w ]*\(\*(\w+)\)\(/gm).map(camelCase);
  const declared = findNames("host/jerry/natives.d.ts", /^ {2}(?:readonly )?(\w+)[(:]/gm);
  const given = findNames("board/src/js-natives.c", /\{"(\w+)", \w+\}/g);
  // A core that fails is the C side's business; the core is not the port's.
  const expected = port.filter((name) => !["closeAll", "clientSendResult"].includes(name)).sort();
  assert.ok(expected.length > 15);
  assert.deepEqual(
    declared.filter((name) => !["core", "payload"].includes(name)),
    expected,
  );
  const core = ["abiVersion", "handle", "pollOutput", "window"];
  assert.deepEqual(
    given.filter((name) => !core.includes(name)),
    expected,
  );
});

test("the rules find what JerryScript lacks, and only there", async () => {
  const path = "host/jerry/main.ts";
  assert.deepEqual(await lint(readText(path), path), []);
  for (const [line, rule] of FORBIDDEN) {
    const rules = await lint(`${readText(path)}\n${line}\n`, path);
    assert.ok(rules.includes(rule), `${line}: ${rules.join()}`);
    assert.ok(!(await lint(`${line}\n`, "host/node/clock.ts")).includes(rule), line);
  }
});
