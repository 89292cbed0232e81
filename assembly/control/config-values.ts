// Values of configuration statements: each function reads the present word. What is
// wrong with it is the fault of the line; what is returned then means nothing.

import { FIRST_NAME } from "../bytes/scratch";
import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { setName } from "../names/table";
import { specialRange } from "../net/special";
import { parseAddress } from "../net/text";
import { putText } from "../pools/settings";
import { Word } from "../words.gen";
import { checkLast, inWord, knownWord, lineFault, nextWord, refuse, refuseInside, wordSize, wordStart } from "./words";

/** The address that `readAddress` read. */
export const ADDRESS: usize = memory.data(16, 8);
/** Room for a name or a text that is not stored yet. */
export const NAME: usize = FIRST_NAME;

/** Moves to the next word, which must be there. */
export function needWord(): void {
  if (!nextWord()) refuse(Code.ConfigValueMissing);
}

/** Refuses words after the last value; true if the line is good, and the statement takes effect. */
export function isComplete(): bool {
  checkLast(Code.ConfigExtraValue);
  return !lineFault;
}

/** One of `count` neighbours of the word table: its number among them. */
export function readChoice(first: Word, count: i32): i32 {
  const choice = knownWord() - first;
  if (<u32>choice >= <u32>count) refuse(Code.ConfigValue);
  return choice;
}

/** A number from 1 to `most`. */
export function readNumber(most: u32): u32 {
  const value = parseDecimal(wordStart, wordSize, most);
  if (value < 1) refuse(Code.ConfigValue);
  return <u32>value;
}

/** The last word of a line, stored as a text of at most `longest` octets. */
export function readText(text: usize, longest: i32): void {
  if (wordSize > longest) refuseInside(Code.ConfigValue, longest);
  for (let i = 0; i < wordSize; i++) {
    const octet = <i32>load<u8>(wordStart + i);
    // Texts end up in file names and on command lines.
    if (octet < 0x21 || octet > 0x7e || octet == 0x2f || octet == 0x22 || octet == 0x27) {
      refuseInside(Code.ConfigValue, i);
    }
  }
  if (isComplete()) putText(text, wordStart, wordSize);
}

/** The first `size` octets as an address, into `ADDRESS`: one that can be somebody's, here or elsewhere. */
export function readAddress(size: i32): void {
  inWord(parseAddress(wordStart, size, ADDRESS));
  const range = specialRange(ADDRESS);
  // Loopback is the administrator's own business: a resolver or a gateway on this machine.
  if (range && range != Code.Loopback) refuse(range);
}

/** Gives a holder the `length` octets of `NAME`. */
export function keepName(holder: i32, length: i32): void {
  keep(!lineFault && setName(holder, NAME, length));
}

/** Refuses the line where something had no room. */
export function keep(wasKept: bool): void {
  if (!wasKept) refuse(Code.ConfigLimit);
}
