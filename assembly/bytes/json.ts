// Writes one line of canonical JSON: fixed order, integers only, no spaces. The
// writer is sticky: past the end of its room it writes nothing more, and
// `endLine` says so, so callers check once per line.

import { MAX_LINE_LENGTH, Output } from "../abi";
import { spelledLength, Word, wordPointer } from "../words.gen";
import { WINDOW } from "./window";

let start: usize = 0;
let at: usize = 0;
let end: usize = 0;
let overflow: bool = false;
let separate: bool = false;

/** Begins a line at the given address; it may take up to `room` octets. */
export function beginLineAt(pointer: usize, room: i32): void {
  start = pointer;
  at = pointer;
  end = pointer + room;
  overflow = false;
  separate = false;
}

/** Begins a line where the payload of an output record stands. */
export function beginLine(): void {
  beginLineAt(WINDOW + Output.Payload, MAX_LINE_LENGTH);
}

/** Ends the line: its length in octets, or 0 if it did not fit. */
export function endLine(): i32 {
  return overflow ? 0 : <i32>(at - start);
}

/** Writes one octet as it is: for what the functions below do not know. */
export function put(octet: u32): void {
  if (at == end) overflow = true;
  else store<u8>(at++, octet);
}

/** Writes octets as they are. */
export function putAll(source: usize, length: i32): void {
  for (let i = 0; i < length; i++) put(load<u8>(source + i));
}

function putWord(word: Word): void {
  putAll(wordPointer(word), spelledLength);
}

/** The comma before a field or an element, if one is due. */
export function comma(): void {
  if (separate) put(0x2c);
  separate = true;
}

/** Begins an object, as the whole line or as an element of a list. */
export function openObject(): void {
  comma();
  separate = false;
  put(0x7b);
}

/** Ends an object. */
export function closeObject(): void {
  put(0x7d);
  separate = true;
}

/** Ends a list. */
export function closeList(): void {
  put(0x5d);
  separate = true;
}

/** `"name":` with a name that is none of the words; an element is its value. */
export function beginField(name: usize, length: i32): void {
  comma();
  put(0x22);
  putAll(name, length);
  put(0x22);
  put(0x3a);
  separate = false;
}

function key(name: Word): void {
  beginField(wordPointer(name), spelledLength);
  separate = true;
}

/** `"name":`; what comes next is written as an element. */
export function valueField(name: Word): void {
  key(name);
  separate = false;
}

/** `"name":[` */
export function listField(name: Word): void {
  key(name);
  put(0x5b);
  separate = false;
}

/** Begins a list as an element of a list. */
export function openElementList(): void {
  comma();
  put(0x5b);
  separate = false;
}

/** `"name":"value"`, both words of the table. */
export function wordField(name: Word, value: Word): void {
  valueField(name);
  wordElement(value);
}

/** `"name":true` or `false`. */
export function boolField(name: Word, value: bool): void {
  key(name);
  putWord(<Word>(Word.False + <i32>value));
}

/** `"name":null` */
export function nullField(name: Word): void {
  key(name);
  putWord(Word.Null);
}

/** `"name":123` */
export function numberField(name: Word, value: i64): void {
  key(name);
  putDecimal(value);
}

/** `"name":"…"` with text that may hold anything. */
export function textField(name: Word, source: usize, length: i32): void {
  key(name);
  put(0x22);
  for (let i = 0; i < length; i++) putTextOctet(load<u8>(source + i));
  put(0x22);
}

/** `"name":"…"` with a wire-form domain name in text form, without the final dot. */
export function nameField(name: Word, wireName: usize): void {
  key(name);
  separate = false;
  nameElement(wireName);
}

/** A wire-form domain name as an element of a list. */
export function nameElement(wireName: usize): void {
  comma();
  put(0x22);
  putName(wireName);
  put(0x22);
}

/** `"name":"…"` with an address (RFC 5952). */
export function addressField(name: Word, address: usize): void {
  valueField(name);
  addressElement(address);
}

/** `"name":"…"` with an address and its prefix length. */
export function prefixField(name: Word, address: usize, prefixLength: i32): void {
  key(name);
  separate = false;
  prefixElement(address, prefixLength);
}

/** `"name":"0123456789abcdef"`: 64 bits in hex. */
export function hexField(name: Word, value: u64): void {
  valueField(name);
  hexElement(value);
}

/** 64 bits in hex as an element of a list. */
export function hexElement(value: u64): void {
  comma();
  put(0x22);
  for (let shift = 60; shift >= 0; shift -= 4) putHexDigit(<u32>(value >> shift) & 15);
  put(0x22);
}

/** `"name":"word-1"` */
export function numberedField(name: Word, word: Word, value: i64): void {
  key(name);
  put(0x22);
  putWord(word);
  put(0x2d);
  putDecimal(value);
  put(0x22);
}

/** `"name":"word:label"` with the first label of a wire-form name, which needs no escapes. */
export function labelField(name: Word, word: Word, wireName: usize): void {
  key(name);
  put(0x22);
  putWord(word);
  put(0x3a);
  putAll(wireName + 1, load<u8>(wireName));
  put(0x22);
}

/** A word as an element of a list. */
export function wordElement(value: Word): void {
  comma();
  put(0x22);
  putWord(value);
  put(0x22);
}

/** A number as an element of a list. */
export function numberElement(value: i64): void {
  comma();
  putDecimal(value);
}

/** An address as an element of a list. */
export function addressElement(address: usize): void {
  comma();
  put(0x22);
  putAddress(address);
  put(0x22);
}

/** An address with its prefix length as an element of a list; IPv4 lengths count from 0 to 32. */
export function prefixElement(address: usize, prefixLength: i32): void {
  comma();
  put(0x22);
  putAddress(address);
  put(0x2f);
  putDecimal(isMappedAddress(address) ? prefixLength - 96 : prefixLength);
  put(0x22);
}

/** Writes an octet of text that may hold anything, inside quotes. */
export function putTextOctet(octet: u32): void {
  if (octet < 0x20 || octet > 0x7e) {
    // Foreign text is shown octet by octet; it is never taken for UTF-8.
    put(0x5c);
    put(0x75);
    put(0x30);
    put(0x30);
    putHexDigit(octet >> 4);
    putHexDigit(octet & 15);
    return;
  }
  if (octet == 0x22 || octet == 0x5c) put(0x5c);
  put(octet);
}

/** Writes a digit, 0 to 15. */
export function putHexDigit(digit: u32): void {
  put(digit < 10 ? 0x30 + digit : 0x57 + digit);
}

/** Writes a number. */
export function putDecimal(value: i64): void {
  if (value < 0) put(0x2d);
  putNumber(value < 0 ? -value : value, 10);
}

function putNumber(value: u64, base: u64): void {
  let scale: u64 = 1;
  while (value / scale >= base) scale *= base;
  for (; scale > 0; scale /= base) putHexDigit(<u32>((value / scale) % base));
}

/**
 * Writes a wire-form name in text form, without the final dot, inside quotes. RFC
 * 4343 §2.1: a dot or a backslash inside a label is escaped with a backslash, and
 * octets outside printable ASCII are \DDD. JSON then doubles every backslash.
 */
export function putName(wireName: usize): void {
  let p = wireName;
  while (true) {
    const length = <i32>load<u8>(p++);
    if (!length) return;
    if (p != wireName + 1) put(0x2e);
    for (let i = 0; i < length; i++) putLabelOctet(load<u8>(p++));
  }
}

function putLabelOctet(octet: u32): void {
  if (octet > 0x20 && octet < 0x7f) {
    if (octet == 0x2e || octet == 0x5c) putTextOctet(0x5c);
    putTextOctet(octet);
    return;
  }
  putTextOctet(0x5c);
  for (let scale: u32 = 100; scale > 0; scale /= 10) put(0x30 + ((octet / scale) % 10));
}

function isMappedAddress(address: usize): bool {
  return load<u64>(address, 0, 1) == 0 && load<u32>(address, 8, 1) == 0xffff0000;
}

/** Writes an address (RFC 5952); one in IPv4-mapped form as the IPv4 address. */
export function putAddress(address: usize): void {
  if (isMappedAddress(address)) {
    for (let i = 12; i < 16; i++) {
      if (i > 12) put(0x2e);
      putDecimal(load<u8>(address + i));
    }
    return;
  }
  const run = longestZeroRun(address);
  const first = run >> 8;
  const past = first + (run & 255);
  for (let group = 0; group < 8; group++) {
    if (group == first) {
      put(0x3a);
      if (first == 0) put(0x3a);
      group = past - 1;
      continue;
    }
    putNumber(bswap<u16>(load<u16>(address + (group << 1), 0, 1)), 16);
    if (group < 7) put(0x3a);
  }
}

/** A run behind the last group. */
const NO_RUN: i32 = 8 << 8;

// RFC 5952 §4.2.3: the longest run of zero groups, the first of equals, at
// least two: (index << 8 | length), or `NO_RUN`.
function longestZeroRun(address: usize): i32 {
  let best = NO_RUN;
  let length = 0;
  for (let group = 0; group < 8; group++) {
    length = load<u16>(address + (group << 1), 0, 1) ? 0 : length + 1;
    if (length > 1 && length > (best & 255)) best = ((group - length + 1) << 8) | length;
  }
  return best;
}
