// What follows from a report, to the millisecond: events, the order of the rows, the next deadline, looks for the
// sake of a certificate.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, NO_DEADLINE, OutputKind } from "../../host/abi.gen.ts";
import { encodeWallTime } from "../../host/inputs.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const UNIX_S = 2_000_000_000;
const LEAD_MS = 300_000;
const SPREAD_MS = 30_000;

/** A network with two servers, and the ids of its six rows. */
function publish(): { router: Router; ids: readonly string[] } {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...BOUND4, "opt148=c0000210c0000211").pass(60_000);
  const ids = router.ask("peers").map(({ id }) => String(id));
  assert.equal(ids.length, 6);
  return { router, ids };
}

/** When the router wants to be called again, in milliseconds from now; null: that has not changed. */
function deadlineOf(router: Router): bigint | null {
  const told = router.outputs.find(({ kind }) => kind === OutputKind.Deadline);
  if (told === undefined) return null;
  const at = Buffer.from(told.payload).readBigInt64LE();
  return at === BigInt(NO_DEADLINE) ? at : at - BigInt(router.timeMs);
}

const changedRows = (router: Router): Fields[] =>
  router.lines(OutputKind.Event).filter(({ event }) => event === "changed");
const setCalendar = (router: Router, unixS: number, isTrusted = true): Router =>
  router.feed(InputKind.WallTime, encodeWallTime(unixS * 1000, isTrusted));

describe("R-130 the rows after a report", () => {
  test("a failure: the row goes behind the others, and all of the cell are told with their ranks", () => {
    const { router, ids } = publish();
    const [first = "", ...others] = ids;
    const before = router.ask("peers");
    router.ask(`report ${first} connect-failed`);
    const rows = [...others, first].map((id, index) => ({
      ...before.find((row) => row["id"] === id),
      ...{ rank: index + 1, failure: id === first ? "connect-failed" : null },
    }));
    assert.deepEqual(
      changedRows(router),
      rows.map((row) => ({ event: "changed", ...row })),
    );
    assert.deepEqual(router.lines(OutputKind.FileReplace), rows);
    assert.equal(deadlineOf(router), 600_000n);
    assert.deepEqual(router.ask("peers"), rows);
    assert.equal(deadlineOf(router.pass(599_999)), null);
    assert.deepEqual(changedRows(router), []);
    assert.equal(deadlineOf(router.pass(1)), BigInt(NO_DEADLINE));
    assert.deepEqual(
      changedRows(router).map(({ id, failure }) => [id, failure]),
      ids.map((id) => [id, null]),
    );
  });

  test("the same failure again is no change, but its ten minutes begin anew", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[2] ?? ""} identity-failed`);
    router.pass(1000).ask(`report ${ids[2] ?? ""} identity-failed`);
    assert.deepEqual(changedRows(router), []);
    assert.deepEqual(router.told(Code.AllPeersFailed), []);
    assert.equal(deadlineOf(router), 600_000n);
  });

  test("another failure of the same row changes what it shows, and not its place", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[0] ?? ""} connect-failed`);
    const order = router.ask("peers").map(({ id }) => id);
    router.ask(`report ${ids[0] ?? ""} identity-failed`);
    const shown = changedRows(router).find(({ id }) => id === ids[0]);
    assert.deepEqual([shown?.["failure"], shown?.["rank"]], ["identity-failed", 6]);
    assert.deepEqual(
      router.ask("peers").map(({ id }) => id),
      order,
    );
  });

  for (const [report, failure, seconds] of [
    ["ok", null, null],
    ["redirected 60", null, 60],
  ] as const) {
    test(`a failed row of which ${report} is reported has its old place`, () => {
      const { router, ids } = publish();
      router.ask(`report ${ids[0] ?? ""} connect-failed`);
      router.ask(`report ${ids[0] ?? ""} ${report}`);
      const rows = changedRows(router);
      assert.deepEqual(
        rows.map(({ id, rank }) => [id, rank]),
        ids.map((id, index) => [id, index + 1]),
      );
      assert.deepEqual([rows[0]?.["failure"], rows[0]?.["redirected_for_s"]], [failure, seconds]);
    });
  }

  test("a redirection counts down in whole seconds, and is gone at its end", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[1] ?? ""} redirected 60`);
    assert.equal(deadlineOf(router), 60_000n);
    const shown = () => router.ask("peers").map(({ redirected_for_s: seconds }) => seconds);
    const only = (seconds: number) => ids.map((_, index) => (index === 1 ? seconds : null));
    assert.deepEqual(shown(), only(60));
    for (const [waitMs, seconds] of [
      [1, 59],
      [58_998, 1],
      [1, 1],
      [1, 0],
      [998, 0],
    ] as const)
      assert.deepEqual([router.pass(waitMs) && shown()], [only(seconds)]);
    router.pass(1);
    assert.deepEqual(shown(), [null, null, null, null, null, null]);
    assert.deepEqual(router.toldEver(Code.RunBegins).length, 1, "no run for its sake");
  });

  test("a redirection of 0 s takes back the one before", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[1] ?? ""} redirected 60`);
    router.ask(`report ${ids[1] ?? ""} redirected 0`);
    assert.equal(deadlineOf(router), BigInt(NO_DEADLINE));
    assert.equal(changedRows(router).find(({ id }) => id === ids[1])?.["redirected_for_s"], null);
  });
});

describe("R-130 the list of the cell changes", () => {
  const change = (router: Router, servers: string) => router.spool("wan.inet", ...BOUND4, `opt148=${servers}`);
  const notesOf = (rows: readonly Fields[]) =>
    rows.map(({ address, failure, redirected_for_s: seconds }) => [address, failure, seconds]);

  test("failures are forgotten with that very change, redirections of rows that stay are not", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[0] ?? ""} connect-failed`);
    router.ask(`report ${ids[1] ?? ""} redirected 3600`);
    change(router, "c0000210c0000211c0000212");
    const notes = [
      ...Array.from({ length: 9 }, (_, index) => [`192.0.2.${16 + (index % 3)}`, null, null] as unknown[]),
    ];
    notes[1] = ["192.0.2.17", null, 3600];
    assert.deepEqual(notesOf(router.lines(OutputKind.FileReplace)), notes);
    assert.equal(deadlineOf(router), 3_600_000n);
  });

  test("and so is everything about a row that goes", () => {
    const { router, ids } = publish();
    for (const [index, report] of ["redirected 3600", "identity-failed"].entries())
      router.ask(`report ${ids[2 * index] ?? ""} ${report}`);
    change(router, "c0000211");
    assert.equal(deadlineOf(router), BigInt(NO_DEADLINE));
    change(router.pass(20_000), "c0000211c0000210");
    const notes = Array.from({ length: 6 }, (_, index) => [`192.0.2.${17 - (index % 2)}`, null, null]);
    assert.deepEqual(notesOf(router.lines(OutputKind.FileReplace)), notes);
  });

  test("a change of another network's list is none of it", () => {
    const { router, ids } = publish();
    router.ask(`report ${ids[0] ?? ""} connect-failed`);
    router.link(3, "eth2").spool("lte.inet", ...BOUND4.slice(0, 2), "device=eth2", "opt148=c0000240");
    const failed = router.ask("peers wan").filter(({ failure }) => failure !== null);
    assert.deepEqual(
      failed.map(({ id, rank }) => [id, rank]),
      [[ids[0], 6]],
    );
  });
});

describe("R-12 a certificate that ends", () => {
  const inHour = `ok not-after ${UNIX_S + 3600}`;
  const endings = (router: Router) => router.told(Code.CertificateEnding).map(({ value }) => value);

  test("five minutes before its end and at its end the cell looks again, up to 30 s later", () => {
    const { router, ids } = publish();
    setCalendar(router, UNIX_S).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.equal(deadlineOf(router), 3_600_000n - BigInt(LEAD_MS));
    assert.deepEqual(changedRows(router), []);
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
    assert.equal(deadlineOf(router), BigInt(NO_DEADLINE));
    assert.deepEqual(endings(router.pass(86_400_000)), []);
  });

  test("reported within its last five minutes: at once and at its end", () => {
    const { router, ids } = publish();
    setCalendar(router, UNIX_S + 3400).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.deepEqual(endings(router), [200_000]);
    assert.deepEqual(endings(router.pass(199_999)), []);
    assert.deepEqual(endings(router.pass(1)), [0]);
    assert.deepEqual(endings(router.pass(86_400_000)), []);
  });

  test("a moment in the first second of 1970 is one that is over", () => {
    const { router, ids } = publish();
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
    const { router, ids } = publish();
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
    const { router, ids } = publish();
    setCalendar(router, UNIX_S, false).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.equal(deadlineOf(router), null);
    assert.deepEqual(endings(router.pass(3_600_000)), []);
    assert.deepEqual(endings(setCalendar(router, UNIX_S + 3299)), []);
    assert.equal(deadlineOf(router), 1000n);
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

  test("E-94 set back by a millisecond, the moment is one millisecond away once more", () => {
    const { router, ids } = publish();
    const setLeft = (leftMs: number) =>
      router.feed(InputKind.WallTime, encodeWallTime((UNIX_S + 3600) * 1000 - leftMs, true));
    setLeft(LEAD_MS).ask(`report ${ids[0] ?? ""} ${inHour}`);
    assert.deepEqual(endings(router), [LEAD_MS]);
    assert.deepEqual(endings(setLeft(LEAD_MS + 1)), []);
    assert.deepEqual(endings(router.pass(1)), [LEAD_MS]);
    assert.deepEqual(endings(setLeft(0)), [0]);
    assert.deepEqual(endings(setLeft(1)), []);
    assert.deepEqual(endings(router.pass(1)), [0]);
  });
});

describe("E-95 lists of both families that cannot be confirmed", () => {
  const BOTH = [null, "inet", "inet6"];
  const NONE = [null, null, null];

  /** A router whose resolver has been silent for ten minutes. */
  function unconfirmed(): Router {
    const zone = ["@ SOA ns1 hostmaster 1 3600 600 86400 300", '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1'];
    const router = new Router().configure("methods snaptr").link(2, "eth1");
    router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
    router.assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
    const resolver = new Resolver([...zone, "m1 60 A 192.0.2.10", "m1 60 AAAA 2001:db8::10"]);
    for (let second = 0; second < 20; second++) resolver.answer(router.pass(1000));
    for (let minute = 0; minute < 10; minute++) router.pass(60_000);
    return router;
  }

  /** The families whose list is stale, so many hours later. */
  function staleAfter(router: Router, hours: number): unknown[] {
    for (let hour = 0; hour < hours; hour++) router.pass(3_600_000);
    return router.ask("status").map(({ family, stale }) => (stale === true ? family : null));
  }

  test("are kept for 72 hours while an attack is on", () => {
    const router = unconfirmed();
    router.ask("attack on");
    assert.deepEqual(staleAfter(router, 71), BOTH);
    assert.deepEqual(staleAfter(router, 2), NONE);
  });

  test("are kept for 24 hours once it is over", () => {
    const router = unconfirmed();
    router.ask("attack on");
    assert.deepEqual(staleAfter(router, 22), BOTH);
    router.ask("attack off");
    assert.deepEqual(staleAfter(router, 1), BOTH);
    assert.deepEqual(staleAfter(router, 2), NONE);
  });
});
