// Splits a line of text into words: the form of configuration statements and of
// control requests.

import { isBlank } from "../bytes/text";
import { fault } from "../bytes/fault";
import { Word, wordAt } from "../words.gen";

let lineStart: usize = 0;
let at: usize = 0;
let lineEnd: usize = 0;

/** Address of the word that `nextWord` found. */
export let wordStart: usize = 0;
/** Its length in octets. */
export let wordSize: i32 = 0;

/** Begins a line of `length` octets; a comment ends it early. */
export function beginWords(line: usize, length: i32): void {
  lineStart = line;
  at = line;
  lineEnd = line + length;
  for (let p = line; p < lineEnd; p++) {
    if (load<u8>(p) == 0x23) lineEnd = p;
  }
}

/** Where the next word begins, or the end of the line. */
function skipBlanks(): usize {
  let next = at;
  while (next < lineEnd && isBlank(load<u8>(next))) next++;
  return next;
}

/** Moves to the next word; false at the end of the line. */
export function nextWord(): bool {
  at = skipBlanks();
  wordStart = at;
  while (at < lineEnd && !isBlank(load<u8>(at))) at++;
  wordSize = <i32>(at - wordStart);
  return wordSize > 0;
}

/** A fault with this code at the next word, if there is one; 0 at the end of the line. The present word stays. */
export function faultAtNext(code: i32): i32 {
  const next = skipBlanks();
  return next < lineEnd ? fault(code, <i32>(next - lineStart)) : 0;
}

/** The present word as one of the table, or -1. */
export function knownWord(): Word {
  return <Word>wordAt(wordStart, wordSize);
}

/** A fault at the present word, with its offset in the line. */
export function wordFault(code: i32): i32 {
  return fault(code, <i32>(wordStart - lineStart));
}

/** A fault inside the present word. */
export function innerFault(code: i32, offset: i32): i32 {
  return fault(code, <i32>(wordStart - lineStart) + offset);
}
