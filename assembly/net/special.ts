// Addresses that no DOTS server can have (RFC 8973 §5.1.2 and §5.2.2: multicast
// and host loopback; and those of RFC 6890 that are never a unicast peer).
// Private, shared, unique local and link-local addresses are kept: a server on
// the link or inside the provider's network may well have one.

import { Code } from "../codes";
import { ADDRESS_SIZE, isMapped, matchPrefix } from "./address";

const ROW_SIZE: i32 = 2 + ADDRESS_SIZE;
const ROWS: i32 = 8;

// Code, prefix length, prefix; the first row that matches decides.
// prettier-ignore
const RANGES: usize = memory.data<u8>([
  <u8>Code.Unspecified, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0, 0, 0, 0, // ::
  <u8>Code.Loopback,    128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0, 0, 0, 1, // ::1
  <u8>Code.Multicast,     8, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,    // ff00::/8
  <u8>Code.Unspecified, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, // 0.0.0.0
  <u8>Code.Reserved,    104, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, // 0.0.0.0/8
  <u8>Code.Loopback,    104, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 0, // 127.0.0.0/8
  <u8>Code.Multicast,   100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 224, 0, 0, 0, // 224.0.0.0/4
  <u8>Code.Reserved,    100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 240, 0, 0, 0, // 240.0.0.0/4
]);

/** Why an address cannot be a server's: a `Code`, or 0 if it can. */
export function specialRange(address: usize): i32 {
  for (let row = RANGES; row < RANGES + ROWS * ROW_SIZE; row += ROW_SIZE) {
    if (matchPrefix(address, row + 2, load<u8>(row, 1))) return load<u8>(row);
  }
  return 0;
}

/** True for fe80::/10 and 169.254.0.0/16 (RFC 4291 §2.5.6, RFC 3927). */
export function isLinkLocal(address: usize): bool {
  if (isMapped(address)) return load<u16>(address, 12, 1) == 0xfea9;
  return (load<u16>(address, 0, 1) & 0xc0ff) == 0x80fe;
}
