// Domain names in wire form, without a care for what is allowed.
import { nameOf } from "../../support/dns-builder.ts";
import type { Name } from "../../support/dns-builder.ts";

export { nameOf };

/** The octets of a name, RFC 1035 §3.1; a label longer than 63 octets gets a length octet that means something else. */
export function encodeName(name: Name): Uint8Array {
  return Uint8Array.from([...name.flatMap((label) => [label.length, ...label]), 0]);
}

/** Names the labels of an uncompressed name at `at`, and says where it ends; null if it does not end. */
export function readName(octets: Uint8Array, at: number): { readonly name: Name; readonly end: number } | null {
  const name: Uint8Array[] = [];
  for (let place = at; ;) {
    const length = octets[place];
    if (length === undefined || length > 63) return null;
    place++;
    if (length === 0) return { name, end: place };
    name.push(octets.slice(place, place + length));
    place += length;
  }
}
