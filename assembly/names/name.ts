// Domain names in wire form, RFC 1035 §3.1 as RFC 8415 §10 uses it: labels with a
// length octet each, no compression, at most 255 octets, ended by the root label.
// Everything that is kept or compared is wire form and has been checked here.

import { fault, isFault } from "../bytes/fault";
import { equalIgnoreCase, lowerCase } from "../bytes/text";
import { Code } from "../codes";
import { MAX_LABEL_LENGTH, MAX_NAME_LENGTH } from "../limits";

/** Octets of a checked name, with its root label. */
export function nameLength(name: usize): i32 {
  let p = name;
  while (load<u8>(p)) p += 1 + <usize>load<u8>(p);
  return <i32>(p - name) + 1;
}

/**
 * Checks the first name in `length` octets; what follows it is not looked at.
 * Returns its length with the root label, or a fault: `NameEmpty`,
 * `NameLabelType`, `NameUnterminated`, `NameTooLong`.
 */
export function checkName(p: usize, length: i32): i32 {
  let at = 0;
  while (at < length) {
    const label = <i32>load<u8>(p + at);
    if (label == 0) return at ? at + 1 : fault(Code.NameEmpty, 0);
    if (label > MAX_LABEL_LENGTH) return fault(Code.NameLabelType, at);
    const next = at + 1 + label;
    if (next > length) return fault(Code.NameUnterminated, at);
    if (next >= MAX_NAME_LENGTH) return fault(Code.NameTooLong, at);
    at = next;
  }
  return fault(at ? Code.NameUnterminated : Code.NameEmpty, at);
}

/**
 * `checkName`, and every label a host name's: letters, digits and inner hyphens
 * (RFC 1123 §2.1). Further faults: `NameCharacter`, `NameHyphen`.
 */
export function checkHostName(p: usize, length: i32): i32 {
  const whole = checkName(p, length);
  if (isFault(whole)) return whole;
  let at = 0;
  while (at < whole - 1) {
    const label = <i32>load<u8>(p + at);
    const failure = checkLabel(p + at + 1, label, at + 1);
    if (isFault(failure)) return failure;
    at += 1 + label;
  }
  return whole;
}

// The characters of one label; `offset` is where the caller's text has it.
function checkLabel(p: usize, length: i32, offset: i32): i32 {
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(p + i);
    if (c == 0x2d) {
      if (i == 0 || i == length - 1) return fault(Code.NameHyphen, offset + i);
    } else if ((c | 0x20) - 0x61 >= 26 && c - 0x30 >= 10) {
      return fault(Code.NameCharacter, offset + i);
    }
  }
  return 0;
}

/** True if two checked names are the same; ASCII case does not matter (RFC 4343 §3). */
export function equalNames(a: usize, b: usize): bool {
  // Length octets are below 0x40, so that folding case never touches one.
  return equalIgnoreCase(a, nameLength(a), b, nameLength(b));
}

/**
 * Encodes a host name in text form, with or without its final dot, at `target`
 * (`MAX_NAME_LENGTH` octets). The name is absolute either way.
 * Returns the encoded length, or a fault with its offset in the text: `TextName`
 * (empty or too long a label), `NameTooLong`, `NameCharacter`, `NameHyphen`.
 */
export function textToName(p: usize, length: i32, target: usize): i32 {
  return encodeLabels(p, 0, length, target, 0);
}

/** `textToName` for trusted names: the first label may be `*` or `**` before others. */
export function textToPattern(p: usize, length: i32, target: usize): i32 {
  let stars = 0;
  while (stars < 2 && stars < length && load<u8>(p + stars) == 0x2a) stars++;
  if (stars == 0) return textToName(p, length, target);
  if (stars == length || load<u8>(p + stars) != 0x2e) return fault(Code.TextName, stars);
  store<u8>(target, stars);
  memory.fill(target + 1, 0x2a, stars);
  return encodeLabels(p, stars + 1, length, target, stars + 1);
}

// Encodes the text from `at` on behind the `written` octets at `target`.
function encodeLabels(p: usize, at: i32, length: i32, target: usize, written: i32): i32 {
  while (true) {
    let end = at;
    while (end < length && load<u8>(p + end) != 0x2e) end++;
    const label = end - at;
    if (label == 0 || label > MAX_LABEL_LENGTH) return fault(Code.TextName, at);
    if (written + 1 + label >= MAX_NAME_LENGTH) return fault(Code.NameTooLong, at);
    const failure = checkLabel(p + at, label, at);
    if (isFault(failure)) return failure;
    store<u8>(target + written, label);
    memory.copy(target + written + 1, p + at, label);
    written += 1 + label;
    at = end + 1;
    if (at >= length) break;
  }
  store<u8>(target + written, 0);
  return written + 1;
}

/** Orders two checked names, ASCII case aside: negative, 0 or positive. Any fixed order will do. */
export function compareNames(a: usize, b: usize): i32 {
  const aLength = nameLength(a);
  const bLength = nameLength(b);
  for (let i = 0; i < min(aLength, bLength); i++) {
    const difference = <i32>lowerCase(load<u8>(a + i)) - <i32>lowerCase(load<u8>(b + i));
    if (difference) return difference;
  }
  return aLength - bLength;
}
