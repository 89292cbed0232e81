// R-12 the end of a certificate that a client told of, to the millisecond.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, NO_DEADLINE, OutputKind } from "../../host/abi.gen.ts";
import { deadlineOf, idsOf, publish, setCalendar } from "./support/peers.ts";
import type { Router } from "./support/router.ts";

const UNIX_S = 2_000_000_000;
const LEAD_MS = 300_000;
const SPREAD_MS = 30_000;

describe("R-12 a certificate that ends", () => {
  const inHour = `ok not-after ${UNIX_S + 3600}`;
  const endings = (router: Router) => router.told(Code.CertificateEnding).map(({ value }) => value);

  test("five minutes before its end and at its end the cell looks again, up to 30 s later", () => {
    const router = publish(2);
    const ids = idsOf(router);
    setCalendar(router, UNIX_S).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.equal(deadlineOf(router), 3_600_000 - LEAD_MS);
    assert.deepEqual(router.lines(OutputKind.Event), []);
    assert.deepEqual(endings(router.pass(3_600_000 - LEAD_MS - 1)), []);
    for (const [waitMs, value] of [
      [1, LEAD_MS],
      [LEAD_MS - 1 - SPREAD_MS, 0],
    ] as const) {
      router.pass(waitMs);
      const cell = { pvd: "wan", interface: "eth1", family: "inet" };
      assert.deepEqual(router.told(Code.CertificateEnding), [{ ...cell, address: "192.0.2.16", value }]);
      const [planned = {}] = router.told(Code.RunPlanned);
      const { value: later, ...why } = planned;
      assert.deepEqual(why, { ...cell, why: "certificate-ends" });
      assert.ok((later as number) > 0 && (later as number) < SPREAD_MS, String(later));
      assert.deepEqual(endings(router.pass(0)), [], "told once");
      router.pass(SPREAD_MS);
      assert.deepEqual(
        router.told(Code.RunBegins).map(({ why: cause }) => cause),
        ["certificate-ends"],
      );
      if (value > 0) assert.deepEqual(endings(router.pass(0)), []);
      if (value > 0) router.timeMs += 1;
    }
    assert.equal(deadlineOf(router), NO_DEADLINE);
    assert.deepEqual(endings(router.pass(86_400_000)), []);
  });

  test("reported within its last five minutes: at once and at its end", () => {
    const router = publish(2);
    const ids = idsOf(router);
    setCalendar(router, UNIX_S + 3400).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.deepEqual(endings(router), [200_000]);
    assert.deepEqual(endings(router.pass(199_999)), []);
    assert.deepEqual(endings(router.pass(1)), [0]);
    assert.deepEqual(endings(router.pass(86_400_000)), []);
  });

  test("a moment in the first second of 1970 is one that is over", () => {
    const router = publish(2);
    const ids = idsOf(router);
    setCalendar(router, UNIX_S);
    for (const [seconds, values] of [
      [0, [0]],
      [1, [0]],
    ] as const) {
      router.ask(`report ${ids[0] ?? ""} ok not-after ${seconds}`);
      assert.deepEqual(endings(router), values);
    }
  });

  test("reported again with the same end it is not looked for again, with another one it is", () => {
    const router = publish(2);
    const ids = idsOf(router);
    const [id = ""] = ids;
    setCalendar(router, UNIX_S + 3400).ask(`report ${id} ${inHour}`);
    router.ask(`report ${id} ${inHour}`);
    assert.deepEqual(endings(router), []);
    router.ask(`report ${id} ok not-after ${UNIX_S + 3500}`);
    assert.deepEqual(endings(router), [100_000]);
    router.ask(`report ${id} ok`);
    assert.deepEqual(endings(router.pass(100_000)), [], "nothing is known of its end any more");
  });

  test("E-94 a calendar that is not trusted says nothing; one that is set is asked anew", () => {
    const router = publish(2);
    const ids = idsOf(router);
    setCalendar(router, UNIX_S, false).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.equal(deadlineOf(router), null);
    assert.deepEqual(endings(router.pass(3_600_000)), []);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3299)), []);
    assert.equal(deadlineOf(router), 1000);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3300)), [LEAD_MS]);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3301)), []);
    // Set back: both moments are to come.
    assert.deepEqual(endings(setCalendar(router, UNIX_S)), []);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3400)), [200_000]);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3600)), [0]);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3601)), []);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3599)), []);
    assert.deepEqual(endings(router.pass(1000)), [0]);
  });

  test("E-94 of several certificates each is judged anew when the calendar is set", () => {
    const router = setCalendar(publish(2), UNIX_S);
    for (const id of idsOf(router).slice(0, 3)) router.ask(`report ${id} ${inHour}`);
    const three = [LEAD_MS, LEAD_MS, LEAD_MS];
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3300)), three);
    assert.deepEqual(endings(setCalendar(router, UNIX_S)), []);
    assert.deepEqual(endings(router.pass(3_600_000 - LEAD_MS - 1)), []);
    assert.deepEqual(endings(router.pass(1)), three);
  });

  test("E-94 set back by a millisecond, the moment is one millisecond away once more", () => {
    const router = publish(2);
    const ids = idsOf(router);
    const setLeft = (leftMs: number) => setCalendar(router, UNIX_S + 3600 - leftMs / 1000);
    setLeft(LEAD_MS).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.deepEqual(endings(router), [LEAD_MS]);
    assert.deepEqual(endings(setLeft(LEAD_MS + 1)), []);
    assert.deepEqual(endings(router.pass(1)), [LEAD_MS]);
    assert.deepEqual(endings(setLeft(0)), [0]);
    assert.deepEqual(endings(setLeft(1)), []);
    assert.deepEqual(endings(router.pass(1)), [0]);
  });
});
