// Makes words.gen.ts from words.txt, in assembly/ and in assembly/inspect/: an enum
// and one packed table, because a string literal costs the core 36 octets a word.
//
// Usage: node tools/words.mjs [--check]

import { readFileSync, writeFileSync } from "node:fs";

const FOLDERS = ["assembly/", "assembly/inspect/"].map((path) => new URL(`../${path}`, import.meta.url));

/** `new_dots_ri` -> `NewDotsRi`; capitals that are there stay. */
function memberName(word) {
  return word
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part.length > 0)
    .map((part) => part[0].toUpperCase() + part.slice(1))
    .join("");
}

function parseLine(line, number) {
  const parts = line.split(" ");
  if (parts.length > 2) throw new Error(`words.txt:${number}: at most "EnumName word"`);
  const word = parts[parts.length - 1];
  const member = parts.length === 2 ? parts[0] : memberName(word);
  if (!/^[\x21-\x7e]+$/.test(word)) throw new Error(`words.txt:${number}: not printable ASCII`);
  if (!/^[A-Z][A-Za-z0-9_]*$/.test(member)) throw new Error(`words.txt:${number}: "${member}" is no member name`);
  return { word, member, number };
}

function parseWords(text) {
  const words = text
    .split("\n")
    .map((line, index) => [line.trim(), index + 1])
    .filter(([line]) => line !== "" && !line.startsWith("#"))
    .map(([line, number]) => parseLine(line, number));
  for (const key of ["word", "member"]) {
    const seen = new Map();
    for (const entry of words) {
      const first = seen.get(entry[key]);
      if (first) throw new Error(`words.txt:${entry.number}: ${key} "${entry[key]}" is also on line ${first}`);
      seen.set(entry[key], entry.number);
    }
  }
  return words;
}

/** The way from a folder of assembly/ to a file of assembly/. */
function importPath(folder, file) {
  return folder === FOLDERS[0] ? `./${file}` : `../${file}`;
}

function render(words, folder) {
  return `// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "${importPath(folder, "bytes/text")}";

/** Every word of the packed table. */
export enum Word {
${words.map(({ member }, index) => `  ${member} = ${index},`).join("\n")}
}

/** How many words there are. */
export const WORD_COUNT: i32 = ${words.length};

// Each word behind its length, walked from the first: shorter than a table of
// offsets, by an octet a word.
const TABLE: usize = memory.data<u8>([
${words.map(({ word }) => `  ${[word.length, ...Buffer.from(word)].join(", ")}, // ${word}`).join("\n")}
]);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  let entry = TABLE;
  for (; word > 0; word--) entry += 1 + <usize>load<u8>(entry);
  return entry + 1;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  return load<u8>(wordPointer(word) - 1);
}

/** True if the \`length\` octets at \`pointer\` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the \`length\` octets at \`pointer\` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    const size = <i32>load<u8>(entry++);
    if (size == length && equalOctets(entry, pointer, size)) return word;
    entry += size;
  }
  return -1;
}
`;
}

for (const folder of FOLDERS) {
  const target = new URL("words.gen.ts", folder);
  const generated = render(parseWords(readFileSync(new URL("words.txt", folder), "utf8")), folder);
  if (!process.argv.includes("--check")) writeFileSync(target, generated);
  else if (readFileSync(target, "utf8") !== generated) {
    console.error(`${target.pathname} is not current: run node tools/words.mjs`);
    process.exitCode = 1;
  }
}
