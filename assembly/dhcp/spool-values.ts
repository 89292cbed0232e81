// One value of a spool file: the same option comes as hex, as unpadded hex with
// colons or as typed text, depending on the client and on how it was set up.

import { fault, isFault } from "../bytes/fault";
import { decodeColonHex, decodeHex, hashOctets, hexDigit, parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { MAX_JOINED_LENGTH } from "../limits";
import { textToName } from "../names/name";
import { ADDRESS_SIZE, isMapped } from "../net/address";
import { parseAddress } from "../net/text";
import { takeAccessDomain, takeDomainName } from "./domain-options";
import { takeAddresses4, takeAddresses6 } from "./dots-options";
import { addResolver, Family, LEASE, remark } from "./lease";
import { refuseOption, takeReferenceIdentifier } from "./name-option";
import { valueLength, valuePointer, wasDropped } from "./spool-text";

/** How a client writes options that it does not know. */
export enum Encoding {
  /** Two digits an octet. */
  Hex,
  /** Two digits an octet (`binhex`), or text without final dots. */
  HexOrText,
  /** One or two digits an octet between colons, or text with final dots. */
  ColonHexOrText,
}

/** Stands between several values; tabs never get here. */
export const SPACE: u32 = 0x20;
const DOT: u32 = 0x2e;
const COLON: u32 = 0x3a;

const VALUE: usize = memory.data(MAX_JOINED_LENGTH, 8);
const ADDRESS: usize = memory.data(ADDRESS_SIZE, 8);

/** Reads the value found as a reference identifier. */
export function readReferenceIdentifier(encoding: Encoding, option: i32): void {
  const length = decodeName(encoding, option);
  if (isFault(length)) refuseOption(length, option);
  else takeReferenceIdentifier(VALUE, length, option);
}

/** Reads the value found as an access domain. */
export function readAccessDomain(encoding: Encoding, option: i32): void {
  const length = decodeName(encoding, option);
  if (isFault(length)) refuseOption(length, option);
  else takeAccessDomain(VALUE, length, option);
}

/** Reads the value found as the text of a domain name. */
export function readDomainName(): void {
  takeDomainName(valuePointer, valueLength);
}

/** Reads the value found as an ADDRESS option; `found` is false if it was looked for in vain. */
export function readAddresses(found: bool, encoding: Encoding, option: i32): void {
  if (!found) {
    if (wasDropped) LEASE.addressPresent = true;
    return;
  }
  const length = isTypedAddresses(encoding) ? decodeTypedAddresses() : decodeOctets(encoding);
  if (isFault(length)) {
    LEASE.addressPresent = true;
    refuseOption(length, option);
  } else if (LEASE.family == Family.Inet) {
    takeAddresses4(VALUE, length, option);
  } else {
    takeAddresses6(VALUE, length, option);
  }
}

/** Reads the octets from `start` to `end` of the value found as the seconds that the lease lasts. */
export function readLeaseTime(start: i32, end: i32, option: i32): void {
  const seconds = parseDecimal(valuePointer + start, end - start, 0xffffffff);
  if (seconds < 0) remark(Code.TextNumber, option, start);
  else LEASE.leaseS = <u32>seconds;
}

/** Reads the value found as resolvers between blanks; one that is no address ends the list. */
export function readResolvers(): void {
  let at = 0;
  while (at < valueLength) {
    const end = offsetOf(SPACE, at);
    if (parseAddress(valuePointer + at, end - at, ADDRESS)) return;
    addResolver(ADDRESS);
    at = end + 1;
  }
}

/** Reads the first `length` octets of the value found as the address of this router. */
export function readOwnAddress(length: i32, option: i32): void {
  const failure = parseAddress(valuePointer, length, LEASE.ownAddress);
  if (isFault(failure)) refuseOption(failure, option);
}

/** A key of the value found: equal values have equal keys. */
export function valueKey(): u32 {
  return hashOctets(valuePointer, valueLength);
}

function decodeOctets(encoding: Encoding): i32 {
  const isColonHex = encoding == Encoding.ColonHexOrText;
  const octets = isColonHex ? colonCount() + 1 : valueLength >> 1;
  if (octets > MAX_JOINED_LENGTH) return fault(Code.OptionTooLong, MAX_JOINED_LENGTH);
  if (isColonHex) return decodeColonHex(valuePointer, valueLength, VALUE);
  return decodeHex(valuePointer, valueLength, VALUE);
}

function decodeName(encoding: Encoding, option: i32): i32 {
  if (encoding == Encoding.ColonHexOrText) {
    // A `domain-list` ends with a dot. A `string` of printable octets is shown as
    // they are: that is no name, however much it looks like one.
    if (valueLength && load<u8>(valuePointer + valueLength - 1) == DOT) return decodeTypedName(option);
    if (valueLength > 2 && offsetOf(COLON, 0) == valueLength) return fault(Code.TextName, valueLength);
  } else if (encoding == Encoding.HexOrText && !isAllHex()) {
    return decodeTypedName(option);
  }
  return decodeOctets(encoding);
}

// The first of the names between blanks.
function decodeTypedName(option: i32): i32 {
  const end = offsetOf(SPACE, 0);
  const length = textToName(valuePointer, end, VALUE);
  if (isFault(length)) return length;
  remark(Code.TypedName, option, 0);
  if (end < valueLength) remark(Code.SecondName, option, end);
  return length;
}

// Blanks and dots are in no kind of hex. What remains to be told apart is one IPv6
// address: its eight groups at most are too few octets for the option.
function isTypedAddresses(encoding: Encoding): bool {
  if (encoding == Encoding.Hex) return false;
  if (offsetOf(SPACE, 0) < valueLength || offsetOf(DOT, 0) < valueLength) return true;
  return LEASE.family == Family.Inet6 && !parseAddress(valuePointer, valueLength, ADDRESS);
}

// The addresses between blanks, as the octets they had in the option.
function decodeTypedAddresses(): i32 {
  const size = LEASE.family == Family.Inet ? 4 : ADDRESS_SIZE;
  let written = 0;
  let at = 0;
  while (at < valueLength) {
    const end = offsetOf(SPACE, at);
    const failure = parseAddress(valuePointer + at, end - at, ADDRESS);
    if (isFault(failure) || (size == 4 && !isMapped(ADDRESS))) return fault(Code.TextAddress, at);
    if (written + size > MAX_JOINED_LENGTH) return fault(Code.OptionTooLong, at);
    memory.copy(VALUE + written, ADDRESS + ADDRESS_SIZE - size, size);
    written += size;
    at = end + 1;
  }
  return written;
}

/** Offset in the value found of the first such octet from `at` on, or its length. */
export function offsetOf(octet: u32, at: i32): i32 {
  while (at < valueLength && load<u8>(valuePointer + at) != octet) at++;
  return at;
}

function colonCount(): i32 {
  let count = 0;
  for (let at = offsetOf(COLON, 0); at < valueLength; at = offsetOf(COLON, at + 1)) count++;
  return count;
}

function isAllHex(): bool {
  for (let i = 0; i < valueLength; i++) {
    if (hexDigit(load<u8>(valuePointer + i)) < 0) return false;
  }
  return true;
}
