// Names in text form, RFC 1035 §5.1, eight octets at a step: a wire-form name is its
// text already, one octet further on, but for the lengths and what needs an escape.
//
// Each label is loaded from where `readName` stored it, in the same words: a load
// across two stores that are still under way would wait for both.

const DOT: i32 = 0x2e;
const BACKSLASH: i32 = 0x5c;

const ONES: u64 = 0x0101010101010101;
const TOP_BITS: u64 = 0x8080808080808080;
const LOW_BITS: u64 = ~TOP_BITS;

/** Highest octet that is no text, but for DELETE and what is above it. */
const BLANK: i32 = 0x20;

/**
 * Writes a wire-form name as text with its final dot; the root is one dot.
 * @param target - room of four octets for each of the name's, and 7 more; the octet before it becomes a dot
 * @param name - readable for 7 octets behind its end
 * @param length - of the name with its root label
 * @returns length of the text
 */
export function writeNameText(target: usize, name: usize, length: i32): i32 {
  const shift = target - 1 - name;
  const end = name + length - 1;
  if (name == end) {
    store<u8>(target, DOT);
    return 1;
  }
  let special: u64 = 0;
  for (let label = name; label < end; ) {
    const next = label + 1 + load<u8>(label);
    let word = (load<u64>(label, 0, 1) & ~(<u64>0xff)) | DOT;
    // A dot in place of the length is none of the label's.
    let marks = markSpecial(word) & ~(<u64>0xff);
    store<u64>(label + shift, word, 0, 1);
    while ((label += 8) < next) {
      special |= marks;
      word = load<u64>(label, 0, 1);
      marks = markSpecial(word);
      store<u64>(label + shift, word, 0, 1);
    }
    // What follows the label does not count.
    special |= marks << (<u64>(label - next) << 3);
    label = next;
  }
  store<u8>(end + shift, DOT);
  return special ? writeEscaped(target, name) : length - 1;
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
