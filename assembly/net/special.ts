// Addresses that no DOTS server can have (RFC 8973 §5.1.2 and §5.2.2: multicast
// and host loopback; and those of RFC 6890 that are never a unicast peer).
// Private, shared, unique local and link-local addresses are kept: a server on
// the link or inside the provider's network may well have one.

import { Code } from "../codes";
import { isMapped } from "./address";

/** Why an address cannot be a server's: a `Code`, or 0 if it can. */
export function specialRange(address: usize): i32 {
  if (isMapped(address)) {
    if (!load<u32>(address, 12, 1)) return Code.Unspecified;
    const first: u32 = load<u8>(address, 12);
    if (first == 127) return Code.Loopback;
    if (first >> 4 == 14) return Code.Multicast; // 224.0.0.0/4
    return first == 0 || first >= 240 ? Code.Reserved : 0; // 0.0.0.0/8, 240.0.0.0/4
  }
  if (load<u8>(address) == 0xff) return Code.Multicast; // ff00::/8
  if (load<u64>(address, 0, 1) | (load<u64>(address, 8, 1) << 8)) return 0;
  const last = load<u8>(address, 15);
  if (last > 1) return 0;
  return last ? Code.Loopback : Code.Unspecified; // ::1, ::
}

/** True for fe80::/10 and 169.254.0.0/16 (RFC 4291 §2.5.6, RFC 3927). */
export function isLinkLocal(address: usize): bool {
  if (isMapped(address)) return load<u16>(address, 12, 1) == 0xfea9;
  return (load<u16>(address, 0, 1) & 0xc0ff) == 0x80fe;
}

/**
 * True for addresses that mean something inside one site or one provider only: private (RFC 1918), shared (RFC
 * 6598), unique local (RFC 4193), link-local.
 */
export function isLocal(address: usize): bool {
  if (isLinkLocal(address)) return true;
  if (!isMapped(address)) return (load<u8>(address) & 0xfe) == 0xfc;
  const first = <i32>load<u8>(address, 12);
  const second: i32 = load<u8>(address, 13);
  if (first == 100) return second >> 6 == 1;
  if (first == 172) return second >> 4 == 1;
  return first == 10 || (first == 192 && second == 168);
}
