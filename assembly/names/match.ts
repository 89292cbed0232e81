// What a checked name stands for: is it covered by a trusted pattern, and can a
// public server answer for it at all.

import { spelledLength, Word, wordPointer } from "../words.gen";
import { equalIgnoreCase } from "../bytes/text";
import { equalNames } from "./name";

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
  const tail = nextLabel(pattern);
  let rest = name;
  do {
    rest = nextLabel(rest);
    if (equalNames(tail, rest)) return true;
  } while (kind == 2 && load<u8>(rest));
  return false;
}

/**
 * True for a domain that is never asked about in the public DNS: a single label,
 * and the special-use and home names of RFC 6761, RFC 6762, RFC 7686, RFC 8375.
 */
export function isSpecialUse(name: usize): bool {
  let parent: usize = 0;
  let top = name;
  for (let next = nextLabel(top); load<u8>(next); next = nextLabel(next)) {
    parent = top;
    top = next;
  }
  if (!parent) return true;
  if (isLabel(top, Word.Arpa)) return isLabel(parent, Word.Home);
  for (let word: i32 = Word.Local; word <= Word.Onion; word++) {
    if (isLabel(top, word)) return true;
  }
  return false;
}

/** True for a name under `local.`, which only multicast DNS knows (RFC 6762 §3). */
export function isLocal(name: usize): bool {
  let top = name;
  while (load<u8>(name)) {
    top = name;
    name = nextLabel(name);
  }
  return isLabel(top, Word.Local);
}

function isLabel(label: usize, word: i32): bool {
  return equalIgnoreCase(label + 1, load<u8>(label), wordPointer(word), spelledLength);
}
