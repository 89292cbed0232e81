// Addresses from text (RFC 4291 §2.2). Strict: dotted quads are four plain
// decimal numbers, there are no zone identifiers and no other spellings.

import { fault, isFault } from "../bytes/fault";
import { hexDigit, parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { ADDRESS_SIZE, copyAddress, equalAddress, isMapped, maskAddress, setMapped } from "./address";

const MAX_DIGITS: i32 = 4;
/** Where the four octets of IPv4 stand, and the last place where they may begin. */
const QUAD: i32 = 12;

const COLON: u32 = 0x3a;
const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;
/** Stands for the octet behind the end. */
const END: u32 = 256;

const SCRATCH: usize = memory.data(ADDRESS_SIZE, 8);

/**
 * Parses a whole text as an IPv4 or IPv6 address into the 16 octets at `target`.
 * Returns 0, or a `TextAddress` fault; `target` changes only on success.
 */
export function parseAddress(p: usize, length: i32, target: usize): i32 {
  let count = 0; // octets written
  let gap = -1; // octets written before the `::`
  let dots = 0;
  let digits = 0;
  let group = 0; // the digits at hand as a hex number
  let number = 0; // and as a decimal one; above 255: they are none
  // The first colon of a text that begins with two says nothing more than the second.
  let at = length > 1 && load<u16>(p, 0, 1) == 0x3a3a ? 1 : 0;
  for (;; at++) {
    const c: u32 = at < length ? load<u8>(p + at) : END;
    const digit = hexDigit(c);
    if (digit >= 0) {
      if (digits == MAX_DIGITS || count == ADDRESS_SIZE) break;
      number = digit > 9 || (digits && !number) ? 256 : number * 10 + digit;
      if (dots && number > 255) break;
      group = (group << 4) | digit;
      digits++;
      continue;
    }
    if (dots || c == DOT) {
      if (!digits || number > 255 || c != (dots < 3 ? DOT : END)) break;
      if (!dots++) {
        if (count > QUAD) break;
        if (!count && gap < 0) {
          setMapped(SCRATCH, SCRATCH);
          count = QUAD;
        }
      }
      store<u8>(SCRATCH + count++, number);
    } else if (digits) {
      if (c != COLON && c != END) break;
      store<u16>(SCRATCH + count, bswap<u16>(<u16>group), 0, 1);
      count += 2;
    } else if (c == COLON) {
      if (gap >= 0 || at == 0) break;
      gap = count;
    } else if (c != END || gap != count) break;
    if (c == END) {
      if (gap < 0 != (count == ADDRESS_SIZE)) break;
      if (gap >= 0) closeGap(count, gap);
      copyAddress(target, SCRATCH);
      return 0;
    }
    digits = group = number = 0;
  }
  return fault(Code.TextAddress, at);
}

// Moves the octets after the `::` to the end and clears what it stands for.
function closeGap(count: i32, gap: i32): void {
  const after = count - gap;
  const from = SCRATCH + gap;
  memory.copy(SCRATCH + ADDRESS_SIZE - after, from, after);
  memory.fill(from, 0, ADDRESS_SIZE - count);
}

/** The length of a prefix that is one address. */
export const HOST_BITS: i32 = 128;

/**
 * Parses a whole text as a prefix, `ADDRESS/LENGTH`, or as the prefix of one address, into the 16 octets at `target`.
 * Returns its length, 0 to 128, of which IPv4 takes the last 32; or a `TextAddress` fault, or a `TextPrefix` fault
 * where the length is none or leaves bits of the address behind it (RFC 4291 §2.3).
 */
export function parsePrefix(p: usize, length: i32, target: usize): i32 {
  let end = 0;
  while (end < length && load<u8>(p + end) != SLASH) end++;
  const failure = parseAddress(p, end, target);
  if (isFault(failure) || end == length) return failure ? failure : HOST_BITS;
  const first = isMapped(target) ? HOST_BITS - 32 : 0;
  const bits = <i32>parseDecimal(p + end + 1, length - end - 1, HOST_BITS - first);
  maskAddress(SCRATCH, target, first + bits);
  return bits < 0 || !equalAddress(SCRATCH, target) ? fault(Code.TextPrefix, end + 1) : first + bits;
}
