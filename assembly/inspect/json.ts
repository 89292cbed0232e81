// JSON that only the inspect build writes: keys out of its own words, octets, and
// names with their final dot.

import {
  beginField,
  comma,
  openElementList,
  put,
  putAddress,
  putAll,
  putDecimal,
  putHexDigit,
  putName,
  putTextOctet,
} from "../bytes/json";
import { spelledLength, Word, wordPointer } from "./words.gen";

/** `::ffff:` */
const MAPPED: usize = memory.data<u8>([0x3a, 0x3a, 0x66, 0x66, 0x66, 0x66, 0x3a]);
const QUOTE: u32 = 0x22;

/** `"name":`; an element is its value. */
export function field(name: Word): void {
  beginField(wordPointer(name), spelledLength);
}

/** `"name":[` */
export function openList(name: Word): void {
  field(name);
  openElementList();
}

/** `true` or `false`. */
export function boolElement(value: bool): void {
  comma();
  putWord(value ? Word.True : Word.False);
}

/** A word in quotes. */
export function wordElement(word: Word): void {
  comma();
  put(QUOTE);
  putWord(word);
  put(QUOTE);
}

/** `"WORDnumber"`. */
export function numberedElement(word: Word, value: i32): void {
  comma();
  put(QUOTE);
  putWord(word);
  putDecimal(value);
  put(QUOTE);
}

function putWord(word: Word): void {
  putAll(wordPointer(word), spelledLength);
}

/** Text that may hold anything. */
export function textElement(source: usize, length: i32): void {
  comma();
  put(QUOTE);
  for (let i = 0; i < length; i++) putTextOctet(load<u8>(source + i));
  put(QUOTE);
}

/** Octets as hex digits. */
export function hexElement(source: usize, length: i32): void {
  comma();
  put(QUOTE);
  for (let i = 0; i < length; i++) {
    const octet: u32 = load<u8>(source + i);
    putHexDigit(octet >> 4);
    putHexDigit(octet & 15);
  }
  put(QUOTE);
}

/** A wire-form name with its final dot. */
export function nameElement(wireName: usize): void {
  comma();
  put(QUOTE);
  putName(wireName);
  put(0x2e);
  put(QUOTE);
}

/** An IPv4-mapped address as the IPv6 address that it is, RFC 5952 §5. */
export function mappedElement(address: usize): void {
  comma();
  put(QUOTE);
  putAll(MAPPED, 7);
  putAddress(address);
  put(QUOTE);
}
