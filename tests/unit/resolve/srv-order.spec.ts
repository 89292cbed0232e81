import { MAX_SET_RECORDS } from "../../../assembly/limits";
import { nextItem, SRV_PRIORITY, SRV_WEIGHT } from "../../../assembly/resolve/knowledge";
import { drawRecord, orderRecords, resetSecret, sumWeights } from "../../../assembly/resolve/srv-order";
import { addEntropy, resetEntropy } from "../../../assembly/entropy/pool";

/** Length, priority, weight, a label that tells the record, port. */
const SIZE: i32 = 10;
const LABEL: i32 = 6;
const SET: usize = memory.data(MAX_SET_RECORDS * SIZE);
const ENTROPY: usize = memory.data(4);

function itemAt(index: i32): usize {
  return SET + index * SIZE;
}

function put(index: i32, priority: i32, weight: i32): void {
  const item = itemAt(index);
  memory.fill(item, 0, SIZE);
  store<u8>(item, SIZE - 1);
  store<u16>(item + SRV_PRIORITY, bswap<u16>(<u16>priority));
  store<u16>(item + SRV_WEIGHT, bswap<u16>(<u16>weight));
  store<u8>(item + LABEL, index);
}

function labelOf(item: usize): i32 {
  return <i32>load<u8>(item + LABEL);
}

/** Puts records of one priority; the caller has them in canonical order. */
function putWeights(weights: StaticArray<i32>): i32 {
  for (let i = 0; i < weights.length; i++) put(i, 10, weights[i]);
  return weights.length;
}

function draw(random: i32): i32 {
  return labelOf(drawRecord(SET, random));
}

/** How often each record comes first when every number from 0 to the sum is drawn once. */
function countFirst(weights: StaticArray<i32>): StaticArray<i32> {
  const count = putWeights(weights);
  const counts = new StaticArray<i32>(count);
  const sum = sumWeights(SET, itemAt(count));
  for (let random = 0; random <= sum; random++) counts[draw(random)]++;
  return counts;
}

/** The order of the first records for a secret of its own. */
function orderOf(count: i32, secret: u32): string {
  resetSecret();
  resetEntropy();
  store<u32>(ENTROPY, secret);
  addEntropy(ENTROPY, 4);
  orderRecords(SET, itemAt(count));
  let text = "";
  for (let place = 0; place < count; place++) text += labelOf(itemAt(place)).toString() + " ";
  return text;
}

describe("the draw of RFC 2782", () => {
  it("E-58 takes the first record whose running sum reaches the number, those of weight 0 first", () => {
    putWeights([0, 10, 30]);
    expect<i32>(draw(0)).toBe(0);
    for (let random = 1; random <= 10; random++) expect<i32>(draw(random)).toBe(1);
    for (let random = 11; random <= 40; random++) expect<i32>(draw(random)).toBe(2);
  });

  it("gives each record its share, the first in the list one number more", () => {
    expect<StaticArray<i32>>(countFirst([10, 30, 60])).toStrictEqual([11, 30, 60]);
    expect<StaticArray<i32>>(countFirst([0, 1])).toStrictEqual([1, 1]);
    expect<StaticArray<i32>>(countFirst([0, 10])).toStrictEqual([1, 10]);
    expect<StaticArray<i32>>(countFirst([1, 1])).toStrictEqual([2, 1]);
    expect<StaticArray<i32>>(countFirst([1, 1, 1])).toStrictEqual([2, 1, 1]);
    expect<StaticArray<i32>>(countFirst([0, 0])).toStrictEqual([1, 0]);
    expect<StaticArray<i32>>(countFirst([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toStrictEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("sums the weights of the first priority alone", () => {
    put(0, 1, 10);
    put(1, 1, 20);
    put(2, 2, 40);
    expect<i32>(sumWeights(SET, itemAt(3))).toBe(30);
    expect<i32>(sumWeights(itemAt(1), itemAt(3))).toBe(20);
    expect<i32>(sumWeights(itemAt(2), itemAt(3))).toBe(40);
  });

  it("adds the largest weights without overflow", () => {
    for (let i = 0; i < MAX_SET_RECORDS; i++) put(i, 1, 65535);
    expect<i32>(sumWeights(SET, itemAt(MAX_SET_RECORDS))).toBe(MAX_SET_RECORDS * 65535);
    for (let i = 0; i < MAX_SET_RECORDS; i++) {
      expect<i32>(draw(i * 65535 + 1)).toBe(i);
      expect<i32>(draw((i + 1) * 65535)).toBe(i);
    }
  });
});

describe("the order of a set", () => {
  it("has the lower priority first, whatever the weights and the secret are", () => {
    for (let secret: u32 = 0; secret < 200; secret++) {
      put(0, 5, 0);
      put(1, 5, 1);
      put(2, 10, 0);
      put(3, 10, 5);
      orderOf(4, secret);
      expect<i32>(labelOf(itemAt(0)) + labelOf(itemAt(1))).toBe(1);
      expect<i32>(labelOf(itemAt(2)) + labelOf(itemAt(3))).toBe(5);
    }
  });

  it("has every record once, and whole", () => {
    for (let i = 0; i < MAX_SET_RECORDS; i++) put(i, i >> 3, i * 7);
    orderOf(MAX_SET_RECORDS, 8973);
    let seen: u32 = 0;
    for (let item = SET; item < itemAt(MAX_SET_RECORDS); item = nextItem(item)) {
      seen |= 1 << labelOf(item);
      expect<u16>(bswap<u16>(load<u16>(item + SRV_WEIGHT))).toBe(<u16>(labelOf(item) * 7));
    }
    expect<u32>(seen).toBe(0xffffffff);
  });

  it("is the same for the same secret, and not for every secret", () => {
    putWeights([10, 10, 10, 10]);
    const once = orderOf(4, 1);
    putWeights([10, 10, 10, 10]);
    expect<string>(orderOf(4, 1)).toBe(once);
    let others = 0;
    for (let secret: u32 = 2; secret < 50; secret++) {
      putWeights([10, 10, 10, 10]);
      if (orderOf(4, secret) != once) others++;
    }
    expect<bool>(others > 30).toBe(true);
  });
});
