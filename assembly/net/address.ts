// An address is 16 octets in network order; IPv4 stands in its IPv4-mapped form
// (RFC 4291 §2.5.5.2), so that one set of functions serves both families.

/** Octets of an address. */
export const ADDRESS_SIZE: i32 = 16;

/** Copies an address. */
export function copyAddress(target: usize, source: usize): void {
  store<u64>(target, load<u64>(source, 0, 1), 0, 1);
  store<u64>(target, load<u64>(source, 8, 1), 8, 1);
}

/** True if two addresses are the same. */
export function equalAddress(a: usize, b: usize): bool {
  return load<u64>(a, 0, 1) == load<u64>(b, 0, 1) && load<u64>(a, 8, 1) == load<u64>(b, 8, 1);
}

/** True if an address is IPv4-mapped. */
export function isMapped(address: usize): bool {
  return load<u64>(address, 0, 1) == 0 && load<u32>(address, 8, 1) == 0xffff0000;
}

/** True if all octets are zero. */
export function isUnspecified(address: usize): bool {
  return (load<u64>(address, 0, 1) | load<u64>(address, 8, 1)) == 0;
}

/** Writes the IPv4-mapped form of the four octets at `source`; they may be the last four of `target`. */
export function setMapped(target: usize, source: usize): void {
  const inner = load<u32>(source, 0, 1);
  store<u64>(target, 0, 0, 1);
  store<u32>(target, 0xffff0000, 8, 1);
  store<u32>(target, inner, 12, 1);
}

/** Copies the first `bits` bits of an address; the rest is zero. */
export function maskAddress(target: usize, source: usize, bits: i32): void {
  for (let i = 0; i < ADDRESS_SIZE; i++) {
    const kept = min(max(bits - (i << 3), 0), 8);
    store<u8>(target + i, load<u8>(source + i) & (0xff00 >> kept));
  }
}
