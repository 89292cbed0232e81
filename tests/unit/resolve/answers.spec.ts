import { beginRecords } from "../../../assembly/dns/message";
import { Type } from "../../../assembly/dns/types";
import { addEntropy, resetEntropy } from "../../../assembly/entropy/pool";
import { resetLog } from "../../../assembly/pools/log";
import { takeAnswer } from "../../../assembly/resolve/answers";
import { addEntry, ITEM_NAME, nextItem, Status } from "../../../assembly/resolve/knowledge";
import { beginRun, findRun } from "../../../assembly/resolve/runs";
import { FREE, resetRuns } from "../../../assembly/resolve/run-slots";
import { resetSecret } from "../../../assembly/resolve/srv-order";
import { other, place, placed, placeOther } from "../support/octets";

const ENTROPY: usize = memory.data(4);
/** Secrets tried, each as good as another router. */
const ROUTERS: i32 = 4100;

function hex(value: i32, digits: i32): string {
  return value.toString(16).padStart(digits, "0");
}

/** An answer with SRV records of one priority in this order; their targets are the letters from a on. */
function answerOf(weights: StaticArray<i32>): i32 {
  let message = "1a2b 8180 0001" + hex(weights.length, 4) + "0000 0000 017300 0021 0001";
  for (let i = 0; i < weights.length; i++) {
    message += "c00c 0021 0001 0000003c 0009 000a" + hex(weights[i], 4) + "1388 01" + hex(0x61 + i, 2) + "00";
  }
  return place(message);
}

/** The letters of the targets in the order of use for a secret. */
function orderOf(length: i32, secret: u32): string {
  resetLog();
  resetRuns();
  resetSecret();
  resetEntropy();
  store<u32>(ENTROPY, secret);
  addEntropy(ENTROPY, 4);
  findRun(FREE);
  beginRun(0, false);
  placeOther("017300");
  const entry = addEntry(other, Type.Srv)!;
  beginRecords(placed, length);
  takeAnswer(entry, false, false);
  expect<i32>(entry.status).toBe(Status.Found);
  let order = "";
  for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) {
    order += String.fromCharCode(load<u8>(item + ITEM_NAME + 1));
  }
  return order;
}

/** How many of a set's routers use each record first. */
function countFirst(weights: StaticArray<i32>): StaticArray<i32> {
  const length = answerOf(weights);
  const counts = new StaticArray<i32>(weights.length);
  for (let router = 1; router <= ROUTERS; router++) counts[orderOf(length, router).charCodeAt(0) - 0x61]++;
  return counts;
}

/** Within five standard deviations of a share of all routers. */
function expectShare(count: i32, share: f64): void {
  const mean = share * <f64>ROUTERS;
  expect<bool>(abs(<f64>count - mean) < 5 * sqrt(mean * (1 - share))).toBe(true);
}

describe("an SRV set as it came", () => {
  it("R-17 E-58 has its records of weight 0 first in the running sums, wherever they stood", () => {
    // The set "0, 10" of the table: one of eleven numbers is that of weight 0.
    const two = countFirst([10, 0]);
    expectShare(two[1], 1.0 / 11);
    expectShare(two[0], 10.0 / 11);
    // The first of weight 0 has the number 0; the next of them has none left.
    const four = countFirst([30, 0, 10, 0]);
    expectShare(four[1] + four[3], 1.0 / 41);
    expect<i32>(min(four[1], four[3])).toBe(0);
    expectShare(four[2], 10.0 / 41);
    expectShare(four[0], 30.0 / 41);
  });

  it("has every record once", () => {
    const length = answerOf([5, 0, 65535, 1, 0]);
    for (let router = 1; router <= 50; router++) {
      const order = orderOf(length, router);
      expect<i32>(order.length).toBe(5);
      for (let i = 0; i < 5; i++) expect<bool>(order.includes(String.fromCharCode(0x61 + i))).toBe(true);
    }
  });
});
