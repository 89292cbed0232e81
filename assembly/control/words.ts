// Splits a line of text into words: the form of configuration statements and of
// control requests. It is sticky like a cursor: the first fault stays and ends the
// line, so that a statement is looked at once, before it takes effect.

import { isBlank } from "../bytes/text";
import { fault, faultCode, faultOffset, isFault } from "../bytes/fault";
import { Word, wordAt } from "../words.gen";

let lineStart: usize = 0;
let at: usize = 0;
let lineEnd: usize = 0;

/** Address of the word that `nextWord` found. */
export let wordStart: usize = 0;
/** Its length in octets. */
export let wordSize: i32 = 0;
/** The first fault of the line, with its offset in it; 0: none. */
export let lineFault: i32 = 0;

/** Begins a line of `length` octets; a comment ends it early. */
export function beginWords(line: usize, length: i32): void {
  lineStart = line;
  at = line;
  lineFault = 0;
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

/** Moves to the next word; false at the end of the line, and after a fault. */
export function nextWord(): bool {
  at = skipBlanks();
  wordStart = at;
  while (at < lineEnd && !isBlank(load<u8>(at))) at++;
  wordSize = <i32>(at - wordStart);
  return !lineFault && wordSize > 0;
}

/** The present word as one of the table, or -1. */
export function knownWord(): Word {
  return <Word>wordAt(wordStart, wordSize);
}

function refuseAt(code: i32, place: usize): void {
  if (!lineFault) lineFault = fault(code, <i32>(place - lineStart));
}

/** Refuses the line for its present word. */
export function refuse(code: i32): void {
  refuseAt(code, wordStart);
}

/** Refuses the line for an octet of its present word. */
export function refuseInside(code: i32, offset: i32): void {
  refuseAt(code, wordStart + offset);
}

/** Refuses the line if a parser did that saw only the present word; what the parser returned. */
export function inWord(result: i32): i32 {
  if (isFault(result)) refuseInside(faultCode(result), faultOffset(result));
  return result;
}

/** Refuses the line if there is a word after the present one, which stays. */
export function checkLast(code: i32): void {
  const next = skipBlanks();
  if (next < lineEnd) refuseAt(code, next);
}
