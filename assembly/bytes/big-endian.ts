// Integers in network order. Every one that somebody else wrote is loaded here,
// so that nothing needs alignment.

/** Loads a big-endian u16. The caller has checked the bounds. */
@inline
export function loadU16(pointer: usize): u32 {
  return bswap<u16>(load<u16>(pointer, 0, 1));
}

/** Loads a big-endian u32. The caller has checked the bounds. */
@inline
export function loadU32(pointer: usize): u32 {
  return bswap<u32>(load<u32>(pointer, 0, 1));
}
