// Options of a DHCPv4 message in the order that RFC 3396 §5 gives: the options
// field, then `file`, then `sname`, as far as option 52 says they hold options.

import { Cursor } from "../bytes/cursor";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_JOINED_LENGTH } from "../limits";
import { VALUE } from "./lease";

/** Where the options field begins: 236 octets of BOOTP and the magic cookie. */
export const OPTIONS_OFFSET: i32 = 240;

/** Options that say something about the lease itself, RFC 2132. */
export const ROUTER: i32 = 3;
export const DOMAIN_NAME_SERVER: i32 = 6;
export const LEASE_TIME: i32 = 51;
export const MESSAGE_TYPE: i32 = 53;
export const SERVER_IDENTIFIER: i32 = 54;
/** Stands for a field or a variable that is no option. */
export const NO_OPTION: i32 = 0;

const PAD: u32 = 0;
const END: u32 = 255;
const OVERLOAD: u32 = 52;

const FILE_OFFSET: i32 = 108;
const FILE_SIZE: i32 = 128;
const SNAME_OFFSET: i32 = 44;
const SNAME_SIZE: i32 = 64;

/** Parts of a message that can hold options, in their order; bits of option 52 give the last two. */
const enum Field {
  Options,
  File,
  Sname,
}

const CURSOR: Cursor = changetype<Cursor>(memory.data(offsetof<Cursor>(), 8));
let message: usize = 0;
let messageLength: i32 = 0;
let field: i32 = Field.Options;
let fieldOffset: i32 = 0;
let overload: i32 = 0;

/** The option that `nextOption4` found: code, length, and offset of its value in the message. */
export let optionCode: i32 = 0;
export let optionLength: i32 = 0;
export let optionOffset: i32 = 0;

/** Begins at the first option of a message of at least `OPTIONS_OFFSET` octets. */
export function beginOptions4(p: usize, length: i32): void {
  message = p;
  messageLength = length;
  rewind();
}

function rewind(): void {
  overload = 0;
  enterField(Field.Options, OPTIONS_OFFSET, messageLength - OPTIONS_OFFSET);
}

function enterField(next: Field, offset: i32, size: i32): void {
  field = next;
  fieldOffset = offset;
  CURSOR.reset(message + offset, size);
}

function enterNextField(): bool {
  if (field == Field.Options && overload & <i32>Field.File) enterField(Field.File, FILE_OFFSET, FILE_SIZE);
  else if (field != Field.Sname && overload & <i32>Field.Sname) enterField(Field.Sname, SNAME_OFFSET, SNAME_SIZE);
  else return false;
  return true;
}

/**
 * Finds the next option. Returns 1 with `optionCode`, `optionLength` and
 * `optionOffset` set, 0 after the last one, or a `DhcpOptionLength` fault at an
 * option that runs past its field.
 */
export function nextOption4(): i32 {
  while (true) {
    const start = fieldOffset + CURSOR.offset;
    const code = CURSOR.remaining ? CURSOR.u8() : END;
    if (code == PAD) continue;
    if (code == END) {
      if (!enterNextField()) return 0;
      continue;
    }
    optionCode = code;
    optionLength = CURSOR.u8();
    const value = CURSOR.take(optionLength);
    if (CURSOR.failure) return fault(Code.DhcpOptionLength, start);
    optionOffset = <i32>(value - message);
    if (code == OVERLOAD && optionLength == 1 && field == Field.Options) overload = load<u8>(value) & 3;
    return 1;
  }
}

/** What `joinOption4` found: instances, octets of the first, offsets in the message of the first two values. */
export let instanceCount: i32 = 0;
export let firstLength: i32 = 0;
export let firstOffset: i32 = 0;
export let secondOffset: i32 = 0;

function nextInstance(code: i32): bool {
  while (nextOption4() > 0) {
    if (optionCode == code) return true;
  }
  return false;
}

/**
 * Joins all instances of an option of the message begun, whose options are well
 * formed (RFC 3396 §7), at `VALUE`. Returns the octets joined, or an
 * `OptionTooLong` fault; without an instance `instanceCount` is 0.
 */
export function joinOption4(code: i32): i32 {
  let joined = 0;
  instanceCount = 0;
  rewind();
  while (nextInstance(code)) {
    if (joined + optionLength > MAX_JOINED_LENGTH) return fault(Code.OptionTooLong, joined);
    memory.copy(VALUE + joined, message + optionOffset, optionLength);
    joined += optionLength;
    if (instanceCount == 0) {
      firstLength = optionLength;
      firstOffset = optionOffset;
    } else if (instanceCount == 1) {
      secondOffset = optionOffset;
    }
    instanceCount++;
  }
  return joined;
}

/** Offset in the message of octet `at` of the joined option; its end, for any octet past it. */
export function locateOption4(code: i32, at: i32): i32 {
  let end = 0;
  rewind();
  while (nextInstance(code)) {
    if (at < optionLength) return optionOffset + at;
    at -= optionLength;
    end = optionOffset + optionLength;
  }
  return end;
}
