// One value of a spool file: the same option comes as hex, as unpadded hex with
// colons or as typed text, depending on the client and on how it was set up.
//
// udhcpc and odhcp6c write two hex digits an octet. dhcpcd does for `binhex`, and
// else writes text without final dots. ISC dhclient writes one or two hex digits an
// octet between colons for `string`, unless all octets are printable; options
// declared by type come as text, names with final dots.

import { fault, faultCode, faultOffset, isFault } from "../bytes/fault";
import { decodeColonHex, decodeHex, hashOctets, parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { MAX_JOINED_LENGTH } from "../limits";
import { textToName } from "../names/name";
import { ADDRESS_SIZE, isMapped } from "../net/address";
import { parseAddress, parsePrefix } from "../net/text";
import { takeAccessDomain } from "./domain-options";
import { takeAddresses } from "./dots-options";
import { addPrefix, addResolver, ClientKind, Family, IAPREFIX, INFINITE_S, LEASE, remark, VALUE } from "./lease";
import { refuseOption, takeReferenceIdentifier } from "./name-option";
import { valueLength, valuePointer } from "./spool-text";

/** Stands between several values; tabs never get here. */
export const SPACE: u32 = 0x20;
const DOT: u32 = 0x2e;
const COLON: u32 = 0x3a;
/** Stands between the parts of one value. */
export const COMMA: u32 = 0x2c;

const ADDRESS: usize = memory.data(ADDRESS_SIZE, 8);

/** Reads the value found as an option that holds a name: the access domain or the reference identifier. */
export function readName(isAccessDomain: bool, option: i32): void {
  const length = decodeName(option);
  if (isFault(length)) refuseOption(length, option);
  else if (isAccessDomain) takeAccessDomain(VALUE, length, option);
  else takeReferenceIdentifier(VALUE, length, option);
}

/** Reads the value found as an ADDRESS option. */
export function readAddresses(option: i32): void {
  const length = decodeAddresses();
  if (isFault(length)) {
    LEASE.addressPresent = true;
    refuseOption(length, option);
  } else {
    takeAddresses(VALUE, length, option);
  }
}

/** Reads the octets from `start` to `end` of the value found as the seconds that the lease lasts. */
export function readLeaseTime(start: i32, end: i32, option: i32): void {
  const seconds = parseDecimal(valuePointer + start, end - start, 0xffffffff);
  if (seconds < 0) remark(Code.TextNumber, option, start);
  else LEASE.leaseS = <u32>seconds;
}

/** Reads the value found as resolvers between blanks; one that is no address, or one too many, ends the list. */
export function readResolvers(option: i32): void {
  let at = 0;
  while (at < valueLength) {
    const end = offsetOf(SPACE, at);
    if (parseAddress(valuePointer + at, end - at, ADDRESS) || !addResolver(ADDRESS, option, at)) return;
    at = end + 1;
  }
}

/**
 * Reads the value found as delegated prefixes between blanks, `PREFIX/LENGTH[,PREFERRED,VALID[,…]]`; those without lifetimes last as long as
 * the lease. One that is none ends the list.
 */
export function readPrefixes(): void {
  let at = 0;
  while (at < valueLength) {
    const end = offsetOf(SPACE, at);
    const preferred = min(offsetOf(COMMA, at), end);
    const bits = parsePrefix(valuePointer + at, preferred - at, ADDRESS);
    if (isFault(bits)) return remark(faultCode(bits), IAPREFIX, at + faultOffset(bits));
    const valid = min(offsetOf(COMMA, preferred + 1), end);
    const preferredS = readLifetime(preferred, valid, end);
    const validS = readLifetime(valid, min(offsetOf(COMMA, valid + 1), end), end);
    if (min(preferredS, validS) < 0) return remark(Code.TextNumber, IAPREFIX, preferred);
    addPrefix(ADDRESS, bits, <u32>preferredS, <u32>validS);
    at = end + 1;
  }
}

// The number of seconds behind the comma at `start`; where an entry has ended before it, those of the lease.
function readLifetime(start: i32, next: i32, end: i32): i64 {
  if (start < end) return parseDecimal(valuePointer + start + 1, next - start - 1, INFINITE_S);
  return LEASE.leaseS ? LEASE.leaseS : INFINITE_S;
}

/** Reads the octets from `start` to `end` of the value found as the default router; it is unknown if they are no address. */
export function readRouter(start: i32, end: i32): void {
  parseAddress(valuePointer + start, end - start, LEASE.router);
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

function decodeOctets(): i32 {
  const isColonHex = LEASE.client == ClientKind.Dhclient;
  const octets = isColonHex ? colonCount() + 1 : valueLength >> 1;
  if (octets > MAX_JOINED_LENGTH) return fault(Code.OptionTooLong, MAX_JOINED_LENGTH);
  if (isColonHex) return decodeColonHex(valuePointer, valueLength, VALUE);
  return decodeHex(valuePointer, valueLength, VALUE);
}

function decodeName(option: i32): i32 {
  if (LEASE.client == ClientKind.Provisioned) return decodeTypedName(option);
  if (LEASE.client == ClientKind.Dhclient) {
    // A `domain-list` ends with a dot. A `string` of printable octets is shown as
    // they are: that is no name, however much it looks like one.
    if (valueLength && load<u8>(valuePointer + valueLength - 1) == DOT) return decodeTypedName(option);
    if (valueLength > 2 && offsetOf(COLON, 0) == valueLength) return fault(Code.TextName, valueLength);
  }
  const length = decodeOctets();
  const isText = LEASE.client == ClientKind.Dhcpcd && isFault(length) && faultCode(length) == Code.HexDigit;
  return isText ? decodeTypedName(option) : length;
}

// The first of the names between blanks.
function decodeTypedName(option: i32): i32 {
  const end = offsetOf(SPACE, 0);
  const length = textToName(valuePointer, end, VALUE);
  if (isFault(length)) return length;
  if (LEASE.client != ClientKind.Provisioned) remark(Code.TypedName, option, 0);
  if (end < valueLength) remark(Code.SecondName, option, end);
  return length;
}

// Blanks and dots are in no kind of hex. What remains to be told apart is one IPv6
// address: its eight groups at most are too few octets for the option.
function decodeAddresses(): i32 {
  if (LEASE.client >= ClientKind.Dhclient) {
    const length = decodeTypedAddresses();
    if (!isFault(length) || LEASE.client == ClientKind.Provisioned || min(offsetOf(SPACE, 0), offsetOf(DOT, 0)) < valueLength) return length;
  }
  return decodeOctets();
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
