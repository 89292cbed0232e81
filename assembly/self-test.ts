// Some runtimes keep a module's memory in the byte order of the machine and are
// silently wrong on a big-endian one. This finds out before anything is decided.

import { equalOctets } from "./bytes/text";

// Eight octets, four, two, and one that is negative as a number with a sign.
const KNOWN: usize = memory.data<u8>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0x80], 8);
const SIZE: i32 = 15;
const SCRATCH: usize = memory.data(16, 8);

/** 0 if the runtime keeps memory as WebAssembly says, else the number of the check that failed. */
export function selfTest(): i32 {
  // As many pages as the static data needs.
  if (memory.size() != <i32>((__heap_base + 0xffff) >> 16)) return 1;
  // Data segments, read back in every width.
  if (load<u8>(KNOWN, 1) != 2) return 2;
  if (load<u16>(KNOWN, 12) != 0x0e0d) return 3;
  if (load<u32>(KNOWN, 8) != 0x0c0b0a09) return 4;
  if (load<u32>(KNOWN, 9, 1) != 0x0d0c0b0a) return 5;
  if (load<u64>(KNOWN) != 0x0807060504030201) return 6;
  if (load<i8>(KNOWN, 14) != -128) return 7;
  // Stores in every width, read back an octet at a time.
  store<u64>(SCRATCH, 0x0807060504030201);
  store<u32>(SCRATCH, 0x0c0b0a09, 8);
  store<u16>(SCRATCH, 0x0e0d, 12);
  store<u8>(SCRATCH, 0x80, 14);
  if (!equalOctets(SCRATCH, KNOWN, SIZE)) return 8;
  // 64-bit time from its halves.
  const half = load<u32>(SCRATCH, 8);
  if (((<i64>half << 32) | <i64>half) != 0x0c0b0a090c0b0a09) return 9;
  return 0;
}
