// What a checked name stands for: is it covered by a trusted pattern, and can a
// public server answer for it at all.

import { Word, wordLength, wordPointer } from "../words.gen";
import { equalIgnoreCase } from "../bytes/text";
import { equalNames, labelCount } from "./name";

const STAR: u32 = 0x2a;

@inline
function nextLabel(name: usize): usize {
  return name + 1 + <usize>load<u8>(name);
}

// 1 for a first label `*`, 2 for `**`, else 0.
function wildcard(pattern: usize): i32 {
  const length = <i32>load<u8>(pattern);
  return length < 3 && load<u8>(pattern, 1) == <u8>STAR && load<u8>(pattern + length) == <u8>STAR ? length : 0;
}

/**
 * True if a trusted pattern covers a name. A first label `*` stands for exactly
 * one label, as in certificates (RFC 9525 §6.3); `**` for one or more.
 */
export function matchesTrusted(pattern: usize, name: usize): bool {
  const kind = wildcard(pattern);
  if (!kind) return equalNames(pattern, name);
  const surplus = labelCount(name) - labelCount(pattern);
  if (surplus < 0 || (kind == 1 && surplus > 0)) return false;
  let rest = nextLabel(name);
  for (let i = 0; i < surplus; i++) rest = nextLabel(rest);
  return equalNames(nextLabel(pattern), rest);
}

/**
 * True for a domain that is never asked about in the public DNS: a single label,
 * and the special-use and home names of RFC 6761, RFC 6762, RFC 7686, RFC 8375.
 */
export function isSpecialUse(name: usize): bool {
  const labels = labelCount(name);
  if (labels < 2) return true;
  let parent = name;
  for (let i = 2; i < labels; i++) parent = nextLabel(parent);
  const top = nextLabel(parent);
  if (isLabel(top, Word.Arpa)) return isLabel(parent, Word.Home);
  for (let word: i32 = Word.Local; word <= Word.Onion; word++) {
    if (isLabel(top, word)) return true;
  }
  return false;
}

function isLabel(label: usize, word: i32): bool {
  return equalIgnoreCase(label + 1, load<u8>(label), wordPointer(word), wordLength(word));
}
