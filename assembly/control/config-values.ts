// Values of configuration statements: each function reads the next word or words
// of the line and checks them before anything is stored.

import { isFault, faultCode, faultOffset } from "../bytes/fault";
import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { Method, MAX_METHODS, putText } from "../pools/settings";
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

/** The last word as one of two: 0 for `first`, 1 for `second`, or a fault. */
export function readChoice(first: Word, second: Word): i32 {
  const missing = needWord();
  if (missing) return missing;
  const word = knownWord();
  if (word != first && word != second) return wordFault(Code.ConfigValue);
  const extra = checkLast();
  if (extra) return extra;
  return word == second ? 1 : 0;
}

/** The last word as `off` (0) or `on` (1), or a fault. */
export function readSwitch(): i32 {
  return readChoice(Word.Off, Word.On);
}

/** The next word as a number from `least` to `most`, or a fault. */
export function readNumber(least: i32, most: i32): i32 {
  const missing = needWord();
  if (missing) return missing;
  const value = <i32>parseDecimal(wordStart, wordSize, <u32>most);
  return value < least ? wordFault(Code.ConfigValue) : value;
}

/** Stores the last word as a text of at most `longest` octets; 0 or a fault. */
export function readText(text: usize, longest: i32): i32 {
  const missing = needWord();
  if (missing) return missing;
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

/** The remaining words as a set of families, at least one, or a fault. */
export function readFamilies(): i32 {
  let families = 0;
  const missing = needWord();
  if (missing) return missing;
  do {
    const word = knownWord();
    if (word == Word.Inet) families |= 1;
    else if (word == Word.Inet6) families |= 2;
    else return wordFault(Code.ConfigValue);
  } while (nextWord());
  return families;
}

const LIST: usize = memory.data(1 + MAX_METHODS);

/** Stores the remaining words as a list of methods, each at most once; 0 or a fault. */
export function readMethods(methods: usize): i32 {
  const missing = needWord();
  if (missing) return missing;
  let count = 0;
  let seen = 0;
  do {
    const word = knownWord();
    const method = word == Word.Manual ? Method.Manual : word == Word.Dhcp ? Method.Dhcp : word == Word.Snaptr ? Method.Snaptr : Method.None;
    if (method == Method.None) return wordFault(Code.ConfigValue);
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
