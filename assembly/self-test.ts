// Some runtimes keep a module's memory in the byte order of the machine and are
// silently wrong on a big-endian one. This finds out before anything is decided.

const KNOWN: usize = memory.data<u8>([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08], 8);
const SCRATCH: usize = memory.data(16, 8);

/** 0 if the runtime keeps memory as WebAssembly says, else the number of the check that failed. */
export function selfTest(): i32 {
  // As many pages as the static data needs.
  if (memory.size() != <i32>((__heap_base + 0xffff) >> 16)) return 1;
  // Data segments, read back in every width.
  if (load<u8>(KNOWN, 1) != 0x02) return 2;
  if (load<u16>(KNOWN) != 0x0201) return 3;
  if (load<u32>(KNOWN) != 0x04030201) return 4;
  if (load<u64>(KNOWN) != 0x0807060504030201) return 5;
  if (load<u32>(KNOWN, 1, 1) != 0x05040302) return 6;
  // Stores, read back an octet at a time.
  store<u64>(SCRATCH, 0x1122334455667788);
  for (let i = 0; i < 8; i++) if (<i32>load<u8>(SCRATCH + i) != 0x88 - i * 0x11) return 7;
  store<u16>(SCRATCH, 0xaabb, 3);
  if (load<u8>(SCRATCH, 3) != 0xbb || load<u8>(SCRATCH, 4) != 0xaa) return 8;
  // Octets written one by one, as a host writes a record.
  for (let i = 0; i < 4; i++) store<u8>(SCRATCH + i, i + 1);
  if (load<u32>(SCRATCH) != 0x04030201) return 9;
  // 64-bit time from its halves, signed shifts, the sign of an octet.
  const low = <i32>load<u32>(SCRATCH);
  if ((((<i64>low) << 32) | <i64>(<u32>low)) != 0x0403020104030201) return 10;
  store<u8>(SCRATCH, 0x80);
  if (load<i8>(SCRATCH) != -128 || load<u8>(SCRATCH) != 128) return 11;
  return 0;
}
