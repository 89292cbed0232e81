// Makes words.gen.ts from words.txt, in assembly/ and in assembly/inspect/: an enum
// and one packed table, because a string literal costs the core 36 octets a word.
// Frequent characters take four bits and the others eight.
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

/** A walk to a word begins at most so many words before it. */
const STRIDE = 16;
/** How many symbols have a code of one nibble; of the other nibbles each begins a code of two. */
const SHORT_CODES = 14;
const CAPITALS = 0x40;
const COUNT = 0x3f;

const fold = (word) => word.toLowerCase();

/** Every character of the words without case, the most frequent first. */
function makeAlphabet(words) {
  const counts = new Map();
  for (const { word } of words) for (const symbol of fold(word)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  const alphabet = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  if (alphabet.length > SHORT_CODES + 2 * 16) throw new Error("words.txt: too many different characters");
  return alphabet;
}

/** The octets of a word in the table: a header and its nibbles, the low one of an octet first. */
function pack({ word, number }, alphabet) {
  const hasCapitals = word !== fold(word);
  if (hasCapitals && word !== word.toUpperCase()) throw new Error(`words.txt:${number}: capitals and small letters`);
  const nibbles = [...fold(word)].flatMap((symbol) => {
    const code = alphabet.indexOf(symbol);
    const rest = code - SHORT_CODES;
    return rest < 0 ? [code] : [SHORT_CODES + (rest >> 4), rest & 15];
  });
  // The header counts its own two nibbles.
  const count = nibbles.length + 2;
  if (count > COUNT) throw new Error(`words.txt:${number}: too long`);
  const octets = [count | (hasCapitals ? CAPITALS : 0)];
  for (let i = 0; i < nibbles.length; i += 2) octets.push(nibbles[i] | ((nibbles[i + 1] ?? 0) << 4));
  return octets;
}

function render(words, folder) {
  const alphabet = makeAlphabet(words);
  const packed = words.map((entry) => pack(entry, alphabet));
  const offsets = packed.map((_, index) => packed.slice(0, index).flat().length);
  return `// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "${importPath(folder, "bytes/text")}";

/** Every word of the packed table. */
export enum Word {
${words.map(({ member }, index) => `  ${member} = ${index},`).join("\n")}
}

/** How many words there are. */
export const WORD_COUNT: i32 = ${words.length};

// The characters of the words, the most frequent first: ${alphabet.join("")}
const ALPHABET: usize = memory.data<u8>([${alphabet.map((symbol) => symbol.charCodeAt(0)).join(", ")}]);

// Each word as nibbles, ${SHORT_CODES} of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
${words.map(({ word }, index) => `  ${packed[index].join(", ")}, // ${word}`).join("\n")}
]);
// Where every ${STRIDE}th word stands in the table.
const OFFSETS: usize = memory.data<u16>([${offsets.filter((_, index) => index % STRIDE === 0).join(", ")}]);
const STRIDE: i32 = ${STRIDE};
const CAPITALS: u32 = ${CAPITALS};
const COUNT: i32 = ${COUNT};

const SPELLED: usize = memory.data(${Math.max(...words.map(({ word }) => word.length))});
/** Length of the word that was asked for last. */
export let spelledLength: i32 = 0;

// The nibble at a place, which is twice an address or one more.
function nibbleAt(place: usize): u32 {
  return (load<u8>(place >> 1) >> <u8>((place & 1) << 2)) & 15;
}

/** Nibbles of an entry, with the two of its first octet. */
function nibbleCount(entry: usize): i32 {
  return load<u8>(entry) & COUNT;
}

/** The entry behind an entry. */
function nextEntry(entry: usize): usize {
  return entry + ((nibbleCount(entry) + 1) >> 1);
}

/** Spells the word of an entry. */
function spell(entry: usize): void {
  const header: u32 = load<u8>(entry);
  let place = entry << 1;
  const end = place + nibbleCount(entry);
  spelledLength = 0;
  for (place += 2; place < end; place++) {
    let code = nibbleAt(place);
    if (code >= ${SHORT_CODES}) code = (code << 4) + nibbleAt(++place) - ${SHORT_CODES * 15};
    let octet: u32 = load<u8>(ALPHABET + code);
    if (octet > 0x60) octet -= (header & CAPITALS) >> 1;
    store<u8>(SPELLED + spelledLength++, octet);
  }
}

function entryOf(word: i32): usize {
  let entry = TABLE + load<u16>(OFFSETS + (<usize>(word / STRIDE) << 1));
  for (word %= STRIDE; word > 0; word--) entry = nextEntry(entry);
  return entry;
}

/** Address of the first octet of a word, until the next word is asked for. */
export function wordPointer(word: i32): usize {
  spell(entryOf(word));
  return SPELLED;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  wordPointer(word);
  return spelledLength;
}

function isEntry(entry: usize, pointer: usize, length: i32): bool {
  // A character takes one nibble or two: other lengths need no spelling.
  if (<u32>(nibbleCount(entry) - 2 - length) > <u32>length) return false;
  spell(entry);
  return spelledLength == length && equalOctets(SPELLED, pointer, length);
}

/** True if the \`length\` octets at \`pointer\` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return isEntry(entryOf(word), pointer, length);
}

/** The word that the \`length\` octets at \`pointer\` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isEntry(entry, pointer, length)) return word;
    entry = nextEntry(entry);
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
