// Lines of a spool file, docs/spool.md: `key=value`, each ended by a line feed. A
// file is small, so that a variable is looked for from the top each time.

import { fault } from "../bytes/fault";
import { equalOctets, parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { Word, isWord, wordLength, wordPointer } from "../words.gen";
import { remark } from "./lease";

const LINE_FEED: u32 = 0x0a;
const EQUALS: u32 = 0x3d;
const UNDERSCORE: u32 = 0x5f;

/** Stands for "no prefix" and for "a number, not a word". */
export const NO_WORD: i32 = -1;

let text: usize = 0;
let textLength: i32 = 0;
let at: i32 = 0;

let keyPointer: usize = 0;
let keyLength: i32 = 0;

/** The value of the line that `nextLine` read, without its line feed. */
export let valuePointer: usize = 0;
export let valueLength: i32 = 0;

/** True if the variable last looked for is named in a `dropped` line. */
export let wasDropped: bool = false;

/** Begins at the first line of a text. */
export function beginLines(p: usize, length: i32): void {
  text = p;
  textLength = length;
  at = 0;
}

/** Offset of an address in the text. */
export function textOffset(p: usize): i32 {
  return <i32>(p - text);
}

/** Reads the next line: 1, or 0 after the last one, or a `SpoolLine` fault. */
export function nextLine(): i32 {
  if (at == textLength) return 0;
  keyPointer = text + at;
  while (isKeyOctet(octet())) at++;
  keyLength = <i32>(text + at - keyPointer);
  if (!keyLength || octet() != EQUALS) return fault(Code.SpoolLine, at);
  valuePointer = text + ++at;
  while (octet() - 0x20 < 0x5f) at++;
  if (octet() != LINE_FEED) return fault(Code.SpoolLine, at);
  valueLength = <i32>(text + at++ - valuePointer);
  return 1;
}

// The octet at hand; behind the last one 0, which no line may have.
function octet(): u32 {
  return at < textLength ? load<u8>(text + at) : 0;
}

function isKeyOctet(c: u32): bool {
  return (c | 0x20) - 0x61 < 26 || c - 0x30 < 10 || c == UNDERSCORE;
}

/** True if the key of the line last read is this word. */
export function isKey(word: Word): bool {
  return isWord(word, keyPointer, keyLength);
}

/**
 * Looks for the variable named `prefix` and then `word`, or `number` where `word` is
 * `NO_WORD`, in a text whose lines are well formed. If it is there, its value is at
 * `valuePointer`; if the hook dropped it, that is remarked on for `option`.
 */
export function findVariable(prefix: i32, word: i32, number: i32, option: i32): bool {
  wasDropped = false;
  at = 0;
  while (nextLine() > 0) {
    if (isVariable(keyPointer, keyLength, prefix, word, number)) return true;
    if (isKey(Word.Dropped) && isVariable(valuePointer, valueLength, prefix, word, number)) wasDropped = true;
  }
  if (wasDropped) remark(Code.ValueDropped, option, 0);
  return false;
}

function isVariable(p: usize, length: i32, prefix: i32, word: i32, number: i32): bool {
  if (prefix != NO_WORD) {
    const skipped = wordLength(prefix);
    if (length < skipped || !equalOctets(wordPointer(prefix), p, skipped)) return false;
    p += skipped;
    length -= skipped;
  }
  return word == NO_WORD ? parseDecimal(p, length, 0xffff) == number : isWord(word, p, length);
}
