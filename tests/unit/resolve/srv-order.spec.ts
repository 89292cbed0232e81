import { MAX_SET_RECORDS } from "../../../assembly/limits";
import {
  beginDraw,
  drawRecord,
  mix,
  ORDER,
  orderRecords,
  PRIORITIES,
  takeRecord,
  WEIGHTS,
} from "../../../assembly/resolve/srv-order";

function put(index: i32, priority: i32, weight: i32): void {
  store<u16>(PRIORITIES + (<usize>index << 1), <u16>priority);
  store<u16>(WEIGHTS + (<usize>index << 1), <u16>weight);
}

function putWeights(weights: StaticArray<i32>): i32 {
  for (let i = 0; i < weights.length; i++) put(i, 10, weights[i]);
  beginDraw();
  return weights.length;
}

/** How often each record comes first when every number from 0 to the sum is drawn once. */
function countFirst(weights: StaticArray<i32>): StaticArray<i32> {
  const count = putWeights(weights);
  const counts = new StaticArray<i32>(count);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i];
  for (let random = 0; random <= sum; random++) counts[drawRecord(count, 10, random)]++;
  return counts;
}

function orderOf(count: i32, seed: u64): string {
  orderRecords(count, seed);
  let text = "";
  for (let place = 0; place < count; place++) text += load<u8>(ORDER + place).toString() + " ";
  return text;
}

describe("the draw of RFC 2782", () => {
  it("E-58 takes the first record whose running sum reaches the number, those of weight 0 first", () => {
    const count = putWeights([0, 10, 30]);
    expect<i32>(drawRecord(count, 10, 0)).toBe(0);
    for (let random = 1; random <= 10; random++) expect<i32>(drawRecord(count, 10, random)).toBe(1);
    for (let random = 11; random <= 40; random++) expect<i32>(drawRecord(count, 10, random)).toBe(2);
  });

  it("E-58 looks at weight 0 first wherever it stands", () => {
    const count = putWeights([30, 10, 0]);
    expect<i32>(drawRecord(count, 10, 0)).toBe(2);
    expect<i32>(drawRecord(count, 10, 1)).toBe(0);
    expect<i32>(drawRecord(count, 10, 30)).toBe(0);
    expect<i32>(drawRecord(count, 10, 31)).toBe(1);
    expect<i32>(drawRecord(count, 10, 40)).toBe(1);
  });

  it("gives each record its share, the first in the list one number more", () => {
    expect<StaticArray<i32>>(countFirst([60, 30, 10])).toStrictEqual([61, 30, 10]);
    expect<StaticArray<i32>>(countFirst([0, 1])).toStrictEqual([1, 1]);
    expect<StaticArray<i32>>(countFirst([0, 10])).toStrictEqual([1, 10]);
    expect<StaticArray<i32>>(countFirst([1, 1])).toStrictEqual([2, 1]);
    expect<StaticArray<i32>>(countFirst([1, 1, 1])).toStrictEqual([2, 1, 1]);
    expect<StaticArray<i32>>(countFirst([0, 0])).toStrictEqual([1, 0]);
    expect<StaticArray<i32>>(countFirst([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toStrictEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("leaves out what is taken already", () => {
    const count = putWeights([60, 30, 10]);
    takeRecord(0);
    const counts = new StaticArray<i32>(3);
    for (let random = 0; random <= 40; random++) counts[drawRecord(count, 10, random)]++;
    expect<StaticArray<i32>>(counts).toStrictEqual([0, 31, 10]);
  });

  it("adds the largest weights without overflow", () => {
    for (let i = 0; i < MAX_SET_RECORDS; i++) put(i, 1, 65535);
    beginDraw();
    for (let i = 0; i < MAX_SET_RECORDS; i++) {
      expect<i32>(drawRecord(MAX_SET_RECORDS, 1, i * 65535 + 1)).toBe(i);
      expect<i32>(drawRecord(MAX_SET_RECORDS, 1, (i + 1) * 65535)).toBe(i);
    }
  });
});

describe("the order of a set", () => {
  it("has the lower priority first, whatever the weights and the seed are", () => {
    for (let seed: u64 = 0; seed < 200; seed++) {
      put(0, 10, 5);
      put(1, 5, 1);
      put(2, 10, 0);
      put(3, 5, 0);
      orderRecords(4, mix(seed));
      const first = load<u8>(ORDER) + load<u8>(ORDER + 1);
      expect<i32>(<i32>first).toBe(4);
      expect<i32>(<i32>(load<u8>(ORDER + 2) + load<u8>(ORDER + 3))).toBe(2);
      expect<bool>(load<u8>(ORDER) == 1 || load<u8>(ORDER) == 3).toBe(true);
    }
  });

  it("has every record once", () => {
    for (let i = 0; i < MAX_SET_RECORDS; i++) put(i, i & 3, i * 7);
    orderRecords(MAX_SET_RECORDS, 8973);
    let seen: u32 = 0;
    for (let place = 0; place < MAX_SET_RECORDS; place++) seen |= 1 << load<u8>(ORDER + place);
    expect<u32>(seen).toBe(0xffffffff);
  });

  it("is the same for the same seed, and not for every seed", () => {
    for (let i = 0; i < 4; i++) put(i, 1, 10);
    const once = orderOf(4, 1);
    expect<string>(orderOf(4, 1)).toBe(once);
    let others = 0;
    for (let seed: u64 = 2; seed < 50; seed++) if (orderOf(4, seed) != once) others++;
    expect<bool>(others > 30).toBe(true);
  });
});
