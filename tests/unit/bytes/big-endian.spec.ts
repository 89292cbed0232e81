import { loadU16, loadU32 } from "../../../assembly/bytes/big-endian";
import { place, placed } from "../support/octets";

describe("loads", () => {
  it("need no alignment", () => {
    place("00 8899 aabbccdd");
    expect<u32>(loadU16(placed + 1)).toBe(0x8899);
    expect<u32>(loadU32(placed + 3)).toBe(0xaabbccdd);
  });
});
