// Prefixes as text and as sets.

import type { Address, AddressPrefix, Family } from "./records.ts";

/** `192.0.2.0/24` */
export function prefixText({ text, length }: AddressPrefix): string {
  return `${text}/${length}`;
}

/** The prefix of one address alone. */
export function hostPrefix(address: Address): AddressPrefix {
  return { ...address, length: address.octets.length * 8 };
}

/** True if every address of `inner` is one of `outer`. */
export function contains(outer: AddressPrefix, inner: AddressPrefix): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  for (let bit = 0; bit < outer.length; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((outer.octets[bit >> 3] ?? 0) ^ (inner.octets[bit >> 3] ?? 0)) & mask) return false;
  }
  return true;
}

/** The prefixes of a family that no other one of them contains, each once. */
export function outermost(prefixes: readonly AddressPrefix[], family: Family): AddressPrefix[] {
  const kept: AddressPrefix[] = [];
  for (const prefix of prefixes.filter((each) => each.family === family).sort((a, b) => a.length - b.length)) {
    if (!kept.some((outer) => contains(outer, prefix))) kept.push(prefix);
  }
  return kept;
}
