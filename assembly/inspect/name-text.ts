// Names in text form, RFC 1035 §5.1, eight octets at a step: behind its first octet
// a wire-form name is its text already, but for the lengths and what needs an escape.

const DOT: i32 = 0x2e;
const BACKSLASH: i32 = 0x5c;

const ONES: u64 = 0x0101010101010101;
const TOP_BITS: u64 = 0x8080808080808080;
const LOW_BITS: u64 = ~TOP_BITS;

/** Highest octet that is no text, but for DELETE and what is above it. */
const BLANK: i32 = 0x20;

/**
 * Writes a wire-form name as text with its final dot; the root is one dot.
 * @param target - room of four octets for each of the name's, and 7 more
 * @param name - readable for 7 octets behind its end
 * @param length - of the name with its root label
 * @returns length of the text
 */
export function writeNameText(target: usize, name: usize, length: i32): i32 {
  const size = length - 1;
  const special = copySpecial(target, name + 1, size);
  // Lengths may be special octets themselves.
  let expected = 0;
  for (let at = <i32>load<u8>(name); at < size; ) {
    const label = <i32>load<u8>(name + 1 + at);
    if (label <= BLANK || label == DOT) expected++;
    store<u8>(target + at, DOT);
    at += 1 + label;
  }
  return size && special == expected ? size : writeEscaped(target, name);
}

// Copies octets and counts those that text cannot hold as they are.
@inline
function copySpecial(target: usize, source: usize, length: i32): i32 {
  let count: u64 = 0;
  for (let left = length; left > 0; left -= 8) {
    const word = load<u64>(source, 0, 1);
    store<u64>(target, word, 0, 1);
    const marks = markSpecial(word);
    // What follows the name does not count.
    count += popcnt(left < 8 ? marks << (64 - (<u64>left << 3)) : marks);
    source += 8;
    target += 8;
  }
  return <i32>count;
}

// Sets the top bit of each octet that is no printable ASCII, a blank, a dot or a backslash.
@inline
function markSpecial(word: u64): u64 {
  const low = word & LOW_BITS;
  const isText =
    (low + ONES * (0x7f - BLANK)) & ((low ^ (ONES * DOT)) + LOW_BITS) & ((low ^ (ONES * BACKSLASH)) + LOW_BITS);
  return (~isText | (low + ONES) | word) & TOP_BITS;
}

function writeEscaped(target: usize, name: usize): i32 {
  let to = target;
  let from = name;
  let left: u32 = 0;
  while (true) {
    while (left) {
      to = writeOctet(to, load<u8>(from++));
      left--;
    }
    left = load<u8>(from++);
    if (from > name + 1 || !left) store<u8>(to++, DOT);
    if (!left) return <i32>(to - target);
  }
}

function writeOctet(to: usize, octet: i32): usize {
  const isPrintable = octet > BLANK && octet < 0x7f;
  if (!isPrintable || octet == DOT || octet == BACKSLASH) store<u8>(to++, BACKSLASH);
  if (isPrintable) {
    store<u8>(to, octet);
    return to + 1;
  }
  store<u8>(to, 0x30 + octet / 100);
  store<u8>(to, 0x30 + ((octet / 10) % 10), 1);
  store<u8>(to, 0x30 + (octet % 10), 2);
  return to + 3;
}
