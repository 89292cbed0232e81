import {
  addEntropy,
  entropyLeft,
  entropyWanted,
  randomBelow,
  randomU16,
  resetEntropy,
} from "../../../assembly/entropy/pool";
import { ENTROPY_POOL_SIZE } from "../../../assembly/limits";

const SOURCE: usize = memory.data(ENTROPY_POOL_SIZE * 2);

function add(length: i32, value: u8): void {
  memory.fill(SOURCE, value, length);
  addEntropy(SOURCE, length);
}

// How often three rare octets stand in a row in the static memory of the module.
function tracesInMemory(first: u8): i32 {
  let traces = 0;
  for (let p: usize = 8; p + 4 < __heap_base; p++) {
    if (load<u8>(p) == first && load<u8>(p + 1) == first + 2 && load<u8>(p + 2) == first + 5) traces++;
  }
  return traces;
}

describe("entropy", () => {
  beforeEach(() => {
    resetEntropy();
  });

  it("fails closed: without octets there is no number", () => {
    expect<i32>(entropyLeft()).toBe(0);
    expect<i32>(randomU16()).toBe(-1);
    add(1, 7);
    expect<i32>(randomU16()).toBe(-1, "one octet is not enough");
    add(1, 7);
    expect<i32>(randomU16()).toBe(0x0707);
    expect<i32>(randomU16()).toBe(-1);
    expect<i32>(entropyLeft()).toBe(0);
  });

  it("hands out every octet once", () => {
    for (let i = 0; i < ENTROPY_POOL_SIZE; i++) store<u8>(SOURCE + i, i);
    addEntropy(SOURCE, ENTROPY_POOL_SIZE);
    let sum = 0;
    for (let i = 0; i < ENTROPY_POOL_SIZE / 2; i++) {
      const value = randomU16();
      expect<bool>(value >= 0).toBe(true);
      sum += (value & 0xff) + (value >> 8);
    }
    expect<i32>(sum).toBe((ENTROPY_POOL_SIZE * (ENTROPY_POOL_SIZE - 1)) / 2);
    expect<i32>(randomU16()).toBe(-1);
  });

  it("keeps no more than its size and leaves the rest", () => {
    add(ENTROPY_POOL_SIZE - 3, 1);
    add(10, 2);
    expect<i32>(entropyLeft()).toBe(ENTROPY_POOL_SIZE);
    add(10, 3);
    expect<i32>(entropyLeft()).toBe(ENTROPY_POOL_SIZE);
    expect<i32>(randomU16()).toBe(0x0202);
    expect<i32>(randomU16()).toBe(0x0201);
  });

  it("asks for a refill once half is used up, for exactly what is missing", () => {
    expect<i32>(entropyWanted()).toBe(ENTROPY_POOL_SIZE);
    add(ENTROPY_POOL_SIZE / 2, 1);
    expect<i32>(entropyWanted()).toBe(ENTROPY_POOL_SIZE / 2);
    add(1, 1);
    expect<i32>(entropyWanted()).toBe(0);
    add(ENTROPY_POOL_SIZE, 1);
    expect<i32>(entropyWanted()).toBe(0);
  });

  it("wipes what it handed out, and everything at a reset", () => {
    const first: u8 = 0x91;
    for (let i = 0; i < ENTROPY_POOL_SIZE; i += 4) {
      store<u8>(SOURCE + i, first);
      store<u8>(SOURCE + i + 1, first + 2);
      store<u8>(SOURCE + i + 2, first + 5);
      store<u8>(SOURCE + i + 3, 0);
    }
    addEntropy(SOURCE, ENTROPY_POOL_SIZE);
    memory.fill(SOURCE, 0, ENTROPY_POOL_SIZE);
    const all = tracesInMemory(first);
    expect<i32>(all).toBe(ENTROPY_POOL_SIZE / 4);
    for (let i = 0; i < ENTROPY_POOL_SIZE / 4; i++) randomU16();
    expect<i32>(tracesInMemory(first)).toBe(ENTROPY_POOL_SIZE / 8);
    resetEntropy();
    expect<i32>(tracesInMemory(first)).toBe(0);
    expect<i32>(randomU16()).toBe(-1);
  });

  it("spreads from 0 to one below the range", () => {
    memory.fill(SOURCE, 0, 2);
    addEntropy(SOURCE, 2);
    expect<i32>(randomBelow(2000)).toBe(0);
    add(2, 0xff);
    expect<i32>(randomBelow(2000)).toBe(1999);
    add(2, 0xff);
    expect<i32>(randomBelow(1)).toBe(0);
    add(2, 0xff);
    expect<i32>(randomBelow(65536)).toBe(65535);
    store<u16>(SOURCE, 0x8000);
    addEntropy(SOURCE, 2);
    expect<i32>(randomBelow(101)).toBe(50);
  });

  it("is as late as it can be without entropy", () => {
    expect<i32>(randomBelow(2000)).toBe(1999);
    expect<i32>(randomBelow(1)).toBe(0);
    expect<i32>(randomBelow(65536)).toBe(65535);
  });
});
