// Addresses from text (RFC 4291 §2.2). Strict: dotted quads are four plain
// decimal numbers, there are no zone identifiers and no other spellings.

import { fault, isFault, shiftFault } from "../bytes/fault";
import { hexDigit } from "../bytes/text";
import { Code } from "../codes";
import { copyAddress, setMapped } from "./address";

const GROUPS: i32 = 8;
const MAX_DIGITS: i32 = 4;

const COLON: u32 = 0x3a;
const DOT: u32 = 0x2e;
/** Stands for the octet behind the end. */
const END: u32 = 256;

const SCRATCH: usize = memory.data(16, 8);

/**
 * Parses a whole text as an IPv4 or IPv6 address into the 16 octets at `target`.
 * Returns 0, or a `TextAddress` fault; `target` changes only on success.
 */
export function parseAddress(p: usize, length: i32, target: usize): i32 {
  let failure = 0;
  if (hasColon(p, length)) {
    failure = parseGroups(p, length);
  } else {
    failure = parseQuad(p, length, SCRATCH + 12);
    setMapped(SCRATCH, SCRATCH + 12);
  }
  if (!failure) copyAddress(target, SCRATCH);
  return failure;
}

function hasColon(p: usize, length: i32): bool {
  for (let i = 0; i < length; i++) {
    if (load<u8>(p + i) == COLON) return true;
  }
  return false;
}

// Four decimal numbers without leading zeros, to the end of the text, where
// another dot is thought.
function parseQuad(p: usize, length: i32, target: usize): i32 {
  const last = target + 3;
  let value = -1; // no digit yet
  for (let at = 0; at <= length; at++) {
    const c: u32 = at < length ? load<u8>(p + at) : DOT;
    const digit = c - 0x30;
    if (digit < 10) {
      const leadingZero = value == 0;
      value = max(value, 0) * 10 + <i32>digit;
      if (leadingZero || value > 255) return fault(Code.TextAddress, at);
    } else {
      if (c != DOT || value < 0 || (at < length) != (target < last)) return fault(Code.TextAddress, at);
      store<u8>(target++, value);
      value = -1;
    }
  }
  return 0;
}

// Up to eight groups; one `::` stands for at least one zero group.
function parseGroups(p: usize, length: i32): i32 {
  let count = 0; // groups read
  let gap = -1; // groups read before the `::`
  let at = length > 1 && load<u16>(p, 0, 1) == 0x3a3a ? 1 : 0;
  while (at < length) {
    const start = at;
    let value = 0;
    let digit = 0;
    while (at < length && at <= start + MAX_DIGITS && (digit = hexDigit(load<u8>(p + at))) >= 0) {
      value = (value << 4) | digit;
      at++;
    }
    const next: u32 = at < length ? load<u8>(p + at) : END;
    if (next == DOT && count <= GROUPS - 2) {
      const failure = parseQuad(p + start, length - start, SCRATCH + (count << 1));
      if (isFault(failure)) return shiftFault(failure, start);
      count += 2;
      break;
    }
    if (at == start) {
      // No digits: this can only be the second colon of the one `::`.
      if (next != COLON || gap >= 0 || at == 0) return fault(Code.TextAddress, at);
      gap = count;
    } else {
      if (at - start > MAX_DIGITS || count == GROUPS) return fault(Code.TextAddress, start);
      store<u16>(SCRATCH + (count++ << 1), bswap<u16>(<u16>value), 0, 1);
      if (next == END) break;
      if (next != COLON || at + 1 == length) return fault(Code.TextAddress, at);
    }
    at++;
  }
  return closeGap(count, gap, length);
}

// Moves the groups after the `::` to the end and clears what it stands for.
function closeGap(count: i32, gap: i32, length: i32): i32 {
  if (gap < 0) return count == GROUPS ? 0 : fault(Code.TextAddress, length);
  if (count == GROUPS) return fault(Code.TextAddress, length);
  const after = (count - gap) << 1;
  const from = SCRATCH + (gap << 1);
  memory.copy(SCRATCH + 16 - after, from, after);
  memory.fill(from, 0, 16 - after - (gap << 1));
  return 0;
}
