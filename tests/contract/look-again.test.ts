// When a name is looked at again: with the lowest and the highest numbers that may be drawn by lot (requirements §3.5).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorClass, InputKind } from "../../host/abi.gen.ts";
import { makeCore } from "../support/core.ts";
import { ADDRESS, ask, deliver, FIRST, response } from "./support/resolvers.ts";
import type { Reply } from "./support/resolvers.ts";
import { Router } from "./support/router.ts";
import { Sockets } from "./support/sockets.ts";
import type { Asked } from "./support/sockets.ts";

const SERVFAIL = 2;
const POOL = 256;

/** Milliseconds from the end of each run to the first question of the next one, where all octets drawn are the same. */
function waits(octet: number, count: number, reply: Reply): number[] {
  const router = new Router(makeCore()).feed(InputKind.Entropy, new Uint8Array(POOL).fill(octet));
  const sockets = new Sockets(ask(router, [FIRST]));
  const found: number[] = [];
  while (found.length < count) {
    // A silent resolver is asked twice, over 6 s.
    const { question } = sockets;
    const octets = reply(question);
    if (octets !== null) deliver(router, question, octets);
    while (sockets.take().length === 0) passNext(router);
    if (sockets.asked.size > 0) continue;
    const endMs = router.timeMs;
    router.feed(InputKind.Entropy, new Uint8Array(POOL).fill(octet));
    while (sockets.asked.size === 0) {
      passNext(router);
      sockets.take();
    }
    found.push(router.timeMs - endMs);
  }
  return found;
}

function passNext(router: Router): void {
  assert.ok(router.deadlineMs < Infinity);
  router.pass(Math.max(router.deadlineMs - router.timeMs, 0));
}

const holding = (ttlS: number) => (asked: Asked) => {
  const record = [...ADDRESS];
  record.splice(6, 4, ...[24, 16, 8, 0].map((shift) => (ttlS >>> shift) & 0xff));
  return response(asked, 0, [record]);
};

const seconds = (times: readonly number[], permille: number) => times.map((s) => s * permille);

describe("R-11 what was found is looked at again when it ends, up to a tenth later", () => {
  for (const [ttlS, holdsS] of [
    [0, 60],
    [59, 60],
    [60, 60],
    [61, 61],
    [3600, 3600],
    [86_400, 86_400],
    [86_401, 86_400],
  ] as const)
    test(`${ttlS} s`, () => {
      assert.deepEqual(waits(0, 1, holding(ttlS)), [holdsS * 1000]);
      assert.deepEqual(waits(0xff, 1, holding(ttlS)), [holdsS * 1100]);
    });
});

describe("E-65 what could not be had is asked for again after twice as long each time, 5 minutes at most, a tenth more or less", () => {
  for (const [title, reply, times] of [
    ["a resolver that fails", (asked) => response(asked, SERVFAIL), [5, 10, 20, 40, 80, 160, 300, 300]],
    ["a resolver that cannot be reached", () => ErrorClass.Unreachable, [10, 20, 40, 80, 160, 300, 300]],
  ] as const satisfies readonly (readonly [string, Reply, readonly number[]])[])
    test(title, () => {
      assert.deepEqual(waits(0, times.length, reply), seconds(times, 900));
      assert.deepEqual(waits(0xff, times.length, reply), seconds(times, 1100));
    });
});
