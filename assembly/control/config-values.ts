// Values of configuration statements: each function reads the next word or words
// of the line, from the present one, and checks them before anything is stored.

import { isFault, faultCode, faultOffset } from "../bytes/fault";
import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { isText, MAX_LABEL, MAX_METHODS, Method, putText } from "../pools/settings";
import { Word } from "../words.gen";
import { faultAtNext, innerFault, knownWord, nextWord, wordFault, wordSize, wordStart } from "./words";

/** Moves to the next word, or returns the fault that it is missing; 0 is good. */
export function needWord(): i32 {
  return nextWord() ? 0 : wordFault(Code.ConfigValueMissing);
}

/** The fault that there is a word after the last value; 0 is good. Asked before a statement takes effect. */
export function checkLast(): i32 {
  return faultAtNext(Code.ConfigExtraValue);
}

/** The present word as one of `count` neighbours of the word table: its number among them, or a fault. */
export function readChoice(first: Word, count: i32): i32 {
  const choice = knownWord() - first;
  return <u32>choice < <u32>count ? choice : wordFault(Code.ConfigValue);
}

/** The present word as a number from 1 to `most`, or a fault. */
export function readNumber(most: i32): i32 {
  const value = <i32>parseDecimal(wordStart, wordSize, <u32>most);
  return value < 1 ? wordFault(Code.ConfigValue) : value;
}

/** Stores the present word, the last one, as a text of at most `longest` octets; 0 or a fault. */
export function readText(text: usize, longest: i32): i32 {
  if (wordSize > longest) return innerFault(Code.ConfigValue, longest);
  for (let i = 0; i < wordSize; i++) {
    const octet = <i32>load<u8>(wordStart + i);
    // Texts end up in file names and on command lines.
    if (octet < 0x21 || octet > 0x7e || octet == 0x2f || octet == 0x22 || octet == 0x27) {
      return innerFault(Code.ConfigValue, i);
    }
  }
  const extra = checkLast();
  if (!extra) putText(text, wordStart, wordSize);
  return extra;
}

const NAME: usize = memory.data(1 + MAX_LABEL);

/**
 * Checks the present word as the name of a new section, at most `longest` octets.
 * @param names - the name of the first of `count` sections, `stride` octets from each other
 * @returns 0 or a fault
 */
export function checkName(longest: i32, names: usize, stride: i32, count: i32): i32 {
  const result = readText(NAME, longest);
  if (result) return result;
  for (let i = 0; i < count; i++) {
    if (isText(names + i * stride, wordStart, wordSize)) return wordFault(Code.ConfigDuplicate);
  }
  return 0;
}

/** The present word and the remaining ones as a set of families, or a fault. */
export function readFamilies(): i32 {
  let families = 0;
  do {
    const family = readChoice(Word.Inet, 2);
    if (isFault(family)) return family;
    families |= 1 << family;
  } while (nextWord());
  return families;
}

const LIST: usize = memory.data(1 + MAX_METHODS);

/** Stores the present word and the remaining ones as a list of methods, each at most once; 0 or a fault. */
export function readMethods(methods: usize): i32 {
  let count = 0;
  let seen = 0;
  do {
    const choice = readChoice(Word.Manual, Method.Snaptr);
    if (isFault(choice)) return choice;
    const method = choice + Method.Manual;
    if ((seen >> method) & 1) return wordFault(Code.ConfigDuplicate);
    seen |= 1 << method;
    store<u8>(LIST + ++count, method);
  } while (nextWord());
  store<u8>(LIST, count);
  memory.copy(methods, LIST, 1 + MAX_METHODS);
  return 0;
}

/** A fault of a parser that saw only the present word, moved to its place in the line. */
export function inWord(result: i32): i32 {
  return isFault(result) ? innerFault(faultCode(result), faultOffset(result)) : result;
}
