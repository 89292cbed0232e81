// Octets for a test: literal hex or text, placed in static memory.

const ROOM: i32 = 16640;
const PLACE: usize = memory.data(ROOM, 8);
const OTHER: usize = memory.data(1024, 8);

/** Where the last `place` or `placeText` put its octets. */
export const placed: usize = PLACE;

/** Where the last `placeOther` or `placeOtherText` put its octets. */
export const other: usize = OTHER;

function writeHex(hex: string, target: usize): i32 {
  let count = 0;
  let high = -1;
  for (let i = 0; i < hex.length; i++) {
    const c = hex.charCodeAt(i);
    if (c == 0x20) continue;
    const digit = c <= 0x39 ? c - 0x30 : c - 0x57;
    assert(digit >= 0 && digit < 16, "hex digit");
    if (high < 0) {
      high = digit;
    } else {
      store<u8>(target + count++, (high << 4) | digit);
      high = -1;
    }
  }
  assert(high < 0, "pairs of hex digits");
  return count;
}

function writeText(text: string, target: usize): i32 {
  for (let i = 0; i < text.length; i++) store<u8>(target + i, text.charCodeAt(i));
  return text.length;
}

/** Places hex octets (blanks between them are ignored) at `placed`; returns how many. */
export function place(hex: string): i32 {
  memory.fill(PLACE, 0xa5, ROOM);
  return writeHex(hex, PLACE);
}

/** Places a text at `placed`; returns its length. */
export function placeText(text: string): i32 {
  memory.fill(PLACE, 0xa5, ROOM);
  return writeText(text, PLACE);
}

/** Places hex octets at `other`; returns how many. */
export function placeOther(hex: string): i32 {
  return writeHex(hex, OTHER);
}

/** Places a text at `other`; returns its length. */
export function placeOtherText(text: string): i32 {
  return writeText(text, OTHER);
}

/** Octets as hex without blanks. */
export function hexOf(p: usize, length: i32): string {
  const digits = "0123456789abcdef";
  let text = "";
  for (let i = 0; i < length; i++) {
    const octet = <i32>load<u8>(p + i);
    text += digits.charAt(octet >> 4) + digits.charAt(octet & 15);
  }
  return text;
}

/** A checked name as text without its final dot. */
export function nameText(p: usize, length: i32): string {
  let text = "";
  let at = 0;
  while (at < length - 1) {
    const label = <i32>load<u8>(p + at++);
    if (at > 1) text += ".";
    for (let i = 0; i < label; i++) text += String.fromCharCode(load<u8>(p + at++));
  }
  return text;
}
