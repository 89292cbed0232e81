// CRC-32 as Ethernet and gzip have it (RFC 1952 §8).

const POLYNOMIAL: u32 = 0xedb88320;

/** The CRC-32 of `length` octets. */
export function crc32(p: usize, length: i32): u32 {
  let crc: u32 = 0xffffffff;
  for (let i = 0; i < length; i++) {
    crc ^= load<u8>(p + i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (POLYNOMIAL & (0 - (crc & 1)));
  }
  return ~crc;
}
