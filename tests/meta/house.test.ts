// Rules of the house that a program can see (CONTRIBUTING.md).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { listFiles, readText, ROOT } from "../support/project.ts";

const MAX_LINES = 400;
/** The two headers are named as C programs name theirs; CMake finds its file by its name. */
const FIXED_NAMES = new Set([
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "Makefile",
  "CMakeLists.txt",
  "board_port.h",
  "dots_discovery.h",
]);
const WRITTEN = /\.(ts|mjs|js|c|h|sh|mk|md|json|txt|hex|conf)$/;
const LONG_BY_NATURE = /\.gen\.|^LICENSE$|\.(md|json|hex)$/;
/** This file has to spell out what it looks for. */
const SELF = "tests/meta/house.test.ts";

const files = listFiles().filter((path) => path !== SELF && path !== "package-lock.json");
const written = files.filter((path) => WRITTEN.test(path));

/** `path:line: text` of every line that matches. */
function findLines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    readText(path)
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}

test("no file is longer than 400 lines", () => {
  assert.ok(written.length > 30);
  const long = written
    .filter((path) => !LONG_BY_NATURE.test(path))
    .map((path) => ({ path, lines: readText(path).split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES);
  assert.deepEqual(long, []);
});

test("file names are kebab-case", () => {
  const odd = files.filter((path) => {
    const name = path.replace(/^.*\//, "");
    return !FIXED_NAMES.has(name) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(name);
  });
  assert.deepEqual(odd, []);
});

test("every file ends with one line feed and has no trailing blanks", () => {
  const ends = written.filter((path) => !/[^\n]\n$/.test(readText(path)));
  assert.deepEqual(ends, []);
  assert.deepEqual(
    findLines(
      written.filter((path) => !path.endsWith(".md")),
      /[ \t]$/,
    ),
    [],
  );
});

test("no file names a place on somebody's machine or a number in somebody's list", () => {
  assert.deepEqual(findLines(written, /\/(home|Users)\/[a-z]|\/root\/[a-z]|\b(issue|ticket) #?\d+/i), []);
  const parent = dirname(ROOT);
  if (parent.split("/").length > 1 && parent.length > 4) {
    assert.deepEqual(
      written.filter((path) => readText(path).includes(`${parent}/`)),
      [],
    );
  }
});

test("nothing is left to do, narrowed or switched off", () => {
  const sources = written.filter((path) => /\.(ts|mjs|js|c|h|sh|mk)$/.test(path));
  assert.deepEqual(findLines(sources, /\b(TODO|FIXME|XXX|HACK)\b|not implemented/), []);
  assert.deepEqual(findLines(sources, /\b(test|it|describe)\.(only|todo)\b|\bx(it|test|describe)\(/), []);
});

test("citations have one form", () => {
  const odd = /\bRFC[- ]?\d+,? ?([Ss]ection|[Ss]ec\.|[Cc]hapter|ch\.) ?\d|\bRFC-?\d/;
  assert.deepEqual(findLines(written, odd), []);
});

test("links in documents lead somewhere", () => {
  const dead = files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      [...readText(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to]) => ({ path, to: to ?? "" })),
    )
    .filter(({ path, to }) => !existsSync(join(dirname(path), to)));
  assert.deepEqual(dead, []);
});

test("unit tests are laid out as the core", () => {
  const specs = files.filter((path) => /^tests\/unit\/.*\.spec\.ts$/.test(path));
  assert.ok(specs.length > 5);
  const subject = (spec: string) => spec.replace("tests/unit/", "assembly/").replace(/\.spec\.ts$/, "");
  const strays = specs.filter((spec) => !existsSync(`${subject(spec)}.ts`) && !existsSync(`${subject(spec)}.gen.ts`));
  assert.deepEqual(strays, []);
});
