// Names inside DNS messages, RFC 1035 §4.1.4: read whole, pointers followed.
//
//   +--+--+--------+-- … --+        +--+--+----------------------+
//   |0 |0 | length | octets |   or   |1 |1 | offset in the message |
//   +--+--+--------+-- … --+        +--+--+----------------------+
//
// Three rules bound every chain: a pointer points before the part of the name in
// which it stands, at most MAX_POINTER_HOPS of them are followed, and a name has at
// most 255 octets. The first alone ends loops, but would allow thousands of hops.

import { loadU16 } from "../bytes/cursor";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_LABEL_LENGTH, MAX_NAME_LENGTH, MAX_POINTER_HOPS } from "../limits";

/** Octets of a message before its first name. */
export const HEADER_SIZE: i32 = 12;
/** Octets to set aside for a name that `readName` writes: labels are copied in whole words. */
export const NAME_ROOM: i32 = MAX_NAME_LENGTH + 9;

const POINTER: u32 = 0xc0;

/** Length of the name that `readName` read last, with its root label. */
export let readLength: i32 = 0;

/**
 * Reads a name, compressed or not, into wire form without pointers.
 * @param message - address of the message; up to 7 octets behind `end` are loaded, and mean nothing
 * @param end - how far the name may reach, in octets from `message`
 * @param offset - where the name begins
 * @param target - room of NAME_ROOM octets
 * @returns offset after the name, or a fault: `Truncated`, `NameLabelType`, `NameTooLong`,
 *   `PointerForward`, `PointerHops`
 */
export function readName(message: usize, end: i32, offset: i32, target: usize): i32 {
  const last = message + end;
  let from = message + offset;
  let to = target;
  let partStart = from;
  let after: usize = 0;
  let hops = 0;
  while (true) {
    let length: u32 = 0;
    while (true) {
      if (from >= last) return fault(Code.Truncated, <i32>(from - message));
      length = load<u8>(from);
      // A label; the root label and pointers end this part of the name.
      if (length - 1 >= <u32>MAX_LABEL_LENGTH) break;
      const next = from + 1 + length;
      const nextTo = to + 1 + length;
      if (next > last) return fault(Code.Truncated, <i32>(from - message));
      if (nextTo >= target + MAX_NAME_LENGTH) return fault(Code.NameTooLong, <i32>(from - message));
      // In whole words: most labels are one or two, where octets would take most of the time.
      do {
        store<u64>(to, load<u64>(from, 0, 1), 0, 1);
        from += 8;
        to += 8;
      } while (to < nextTo);
      to = nextTo;
      from = next;
    }
    if (!length) {
      store<u8>(to, 0);
      readLength = <i32>(to - target) + 1;
      return <i32>((after ? after : from + 1) - message);
    }
    if (length < POINTER) return fault(Code.NameLabelType, <i32>(from - message));
    if (from + 2 > last) return fault(Code.Truncated, <i32>(from - message));
    const pointed = message + (loadU16(from) & 0x3fff);
    if (pointed >= partStart || pointed < message + HEADER_SIZE) {
      return fault(Code.PointerForward, <i32>(from - message));
    }
    if (++hops > MAX_POINTER_HOPS) return fault(Code.PointerHops, <i32>(from - message));
    if (!after) after = from + 2;
    from = partStart = pointed;
  }
}
