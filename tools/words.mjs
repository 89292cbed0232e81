// Makes assembly/words.gen.ts from assembly/words.txt: an enum and one packed table,
// because a string literal costs the core 36 octets a word.
//
// Usage: node tools/words.mjs [--check]

import { readFileSync, writeFileSync } from "node:fs";

const SOURCE = new URL("../assembly/words.txt", import.meta.url);
const TARGET = new URL("../assembly/words.gen.ts", import.meta.url);

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

function render(words) {
  const offsets = [0];
  for (const { word } of words) offsets.push(offsets[offsets.length - 1] + word.length);
  return `// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "./bytes/text";

/** Every word of the packed table. */
export enum Word {
${words.map(({ member }, index) => `  ${member} = ${index},`).join("\n")}
}

/** How many words there are. */
export const WORD_COUNT: i32 = ${words.length};

const TEXT: usize = memory.data<u8>([
${words.map(({ word }) => `  ${[...Buffer.from(word)].join(", ")}, // ${word}`).join("\n")}
]);

const OFFSETS: usize = memory.data<u16>(
  [
${offsets.map((offset) => `    ${offset},`).join("\n")}
  ],
  2,
);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  return TEXT + load<u16>(OFFSETS + (<usize>word << 1));
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  const slot = OFFSETS + (<usize>word << 1);
  return <i32>load<u16>(slot, 2) - <i32>load<u16>(slot);
}

/** True if the \`length\` octets at \`pointer\` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the \`length\` octets at \`pointer\` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isWord(word, pointer, length)) return word;
  }
  return -1;
}
`;
}

const generated = render(parseWords(readFileSync(SOURCE, "utf8")));
if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== generated) {
    console.error("assembly/words.gen.ts is not current: run node tools/words.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, generated);
}
