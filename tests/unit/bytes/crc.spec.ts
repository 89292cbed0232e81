import { crc32 } from "../../../assembly/bytes/crc";
import { place, placed, placeText } from "../support/octets";

describe("crc32", () => {
  it("has the check value of its kind", () => {
    expect<u32>(crc32(placed, placeText("123456789"))).toBe(0xcbf43926);
    expect<u32>(crc32(placed, placeText("a"))).toBe(0xe8b7be43);
    expect<u32>(crc32(placed, place("00000000"))).toBe(0x2144df1c);
  });

  it("of nothing is 0", () => {
    expect<u32>(crc32(placed, 0)).toBe(0);
  });

  it("differs for every single bit that differs", () => {
    const length = placeText("dots");
    const whole = crc32(placed, length);
    for (let bit = 0; bit < length * 8; bit++) {
      const at = placed + (bit >> 3);
      store<u8>(at, <i32>load<u8>(at) ^ (1 << (bit & 7)));
      expect<bool>(crc32(placed, length) != whole).toBe(true);
      store<u8>(at, <i32>load<u8>(at) ^ (1 << (bit & 7)));
    }
    expect<u32>(crc32(placed, length)).toBe(whole);
  });
});
