// The core is told of the calendar at the start and when it was set, and counts on by itself otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import { InputKind, WallTimeInput } from "../../../host/abi.gen.ts";
import { Calendar } from "../../../host/node/calendar.ts";

const TODAY_MS = Date.UTC(2027, 0, 31);

/** A calendar whose clock the test sets; what the core was told of it. */
function makeCalendar() {
  const clock = { unixMs: TODAY_MS };
  const told: [number, number][] = [];
  const feed = (kind: InputKind, payload: Uint8Array) => {
    assert.deepEqual([kind, payload.length], [InputKind.WallTime, WallTimeInput.Size]);
    const view = new DataView(payload.buffer);
    told.push([Number(view.getBigInt64(WallTimeInput.UnixMs, true)), view.getUint8(WallTimeInput.Trusted)]);
  };
  return { clock, told, calendar: new Calendar(feed, () => clock.unixMs) };
}

test("E-94 the calendar is told when it was set, not when it goes on", () => {
  const { clock, told, calendar } = makeCalendar();
  calendar.poll(5000);
  clock.unixMs += 60_000 + 999;
  calendar.poll(65_000);
  assert.deepEqual(told, [[TODAY_MS, 1]]);
  clock.unixMs += 1;
  calendar.poll(65_000);
  clock.unixMs -= 3_600_000;
  calendar.poll(65_000);
  assert.deepEqual(told.slice(1), [
    [TODAY_MS + 61_000, 1],
    [TODAY_MS + 61_000 - 3_600_000, 1],
  ]);
});

test("I-09 a clock that was never set is not trusted", () => {
  const { clock, told, calendar } = makeCalendar();
  clock.unixMs = 12_345;
  calendar.poll(12_345);
  clock.unixMs = TODAY_MS;
  calendar.poll(20_000);
  assert.deepEqual(told, [
    [12_345, 0],
    [TODAY_MS, 1],
  ]);
});

test("a new core is told again", () => {
  const { told, calendar } = makeCalendar();
  calendar.poll(0);
  calendar.poll(0);
  calendar.forget();
  calendar.poll(0);
  assert.equal(told.length, 2);
});
