// What follows from a report at once: events, the order of the rows, the next deadline.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, NO_DEADLINE, OutputKind } from "../../host/abi.gen.ts";
import { deadlineOf, idsOf, publish } from "./support/peers.ts";
import { BOUND4 } from "./support/router.ts";
import type { Fields, Router } from "./support/router.ts";

/** A router with two servers, and the ids of its six rows. */
function served(): { router: Router; ids: readonly string[] } {
  const router = publish(2);
  return { router, ids: idsOf(router) };
}

const changedRows = (router: Router): Fields[] =>
  router.lines(OutputKind.Event).filter(({ event }) => event === "changed");

describe("R-130 the rows after a report", () => {
  test("a failure: the row goes behind the others, and all of the cell are told with their ranks", () => {
    const { router, ids } = served();
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
    assert.equal(deadlineOf(router), 600_000);
    assert.deepEqual(router.ask("peers"), rows);
    assert.equal(deadlineOf(router.pass(599_999)), null);
    assert.deepEqual(changedRows(router), []);
    assert.equal(deadlineOf(router.pass(1)), NO_DEADLINE);
    assert.deepEqual(
      changedRows(router).map(({ id, failure }) => [id, failure]),
      ids.map((id) => [id, null]),
    );
  });

  test("the same failure again is no change, but its ten minutes begin anew", () => {
    const { router, ids } = served();
    router.ask(`report ${ids[2] ?? ""} identity-failed`);
    router.pass(1000).ask(`report ${ids[2] ?? ""} identity-failed`);
    assert.deepEqual(changedRows(router), []);
    assert.deepEqual(router.told(Code.AllPeersFailed), []);
    assert.equal(deadlineOf(router), 600_000);
  });

  test("another failure of the same row changes what it shows, and not its place", () => {
    const { router, ids } = served();
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
      const { router, ids } = served();
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
    const { router, ids } = served();
    router.ask(`report ${ids[1] ?? ""} redirected 60`);
    assert.equal(deadlineOf(router), 60_000);
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
    const { router, ids } = served();
    router.ask(`report ${ids[1] ?? ""} redirected 60`);
    router.ask(`report ${ids[1] ?? ""} redirected 0`);
    assert.equal(deadlineOf(router), NO_DEADLINE);
    assert.equal(changedRows(router).find(({ id }) => id === ids[1])?.["redirected_for_s"], null);
  });
});

describe("R-130 the list of the cell changes", () => {
  const change = (router: Router, servers: string) => router.spool("wan.inet", ...BOUND4, `opt148=${servers}`);
  const notesOf = (rows: readonly Fields[]) =>
    rows.map(({ address, failure, redirected_for_s: seconds }) => [address, failure, seconds]);

  test("failures are forgotten with that very change, redirections of rows that stay are not", () => {
    const { router, ids } = served();
    router.ask(`report ${ids[0] ?? ""} connect-failed`);
    router.ask(`report ${ids[1] ?? ""} redirected 3600`);
    change(router, "c0000210c0000211c0000212");
    const notes = [
      ...Array.from({ length: 9 }, (_, index) => [`192.0.2.${16 + (index % 3)}`, null, null] as unknown[]),
    ];
    notes[1] = ["192.0.2.17", null, 3600];
    assert.deepEqual(notesOf(router.lines(OutputKind.FileReplace)), notes);
    assert.equal(deadlineOf(router), 3_600_000);
  });

  test("and so is everything about a row that goes", () => {
    const { router, ids } = served();
    for (const [index, report] of ["redirected 3600", "identity-failed"].entries())
      router.ask(`report ${ids[2 * index] ?? ""} ${report}`);
    change(router, "c0000211");
    assert.equal(deadlineOf(router), NO_DEADLINE);
    change(router.pass(20_000), "c0000211c0000210");
    const notes = Array.from({ length: 6 }, (_, index) => [`192.0.2.${17 - (index % 2)}`, null, null]);
    assert.deepEqual(notesOf(router.lines(OutputKind.FileReplace)), notes);
  });

  test("a change of another network's list is none of it", () => {
    const { router, ids } = served();
    router.ask(`report ${ids[0] ?? ""} connect-failed`);
    router.link(3, "eth2").spool("lte.inet", ...BOUND4.slice(0, 2), "device=eth2", "opt148=c0000240");
    const failed = router.ask("peers wan").filter(({ failure }) => failure !== null);
    assert.deepEqual(
      failed.map(({ id, rank }) => [id, rank]),
      [[ids[0], 6]],
    );
  });
});

describe("R-130 when all have failed", () => {
  const waitOf = (router: Router) => router.told(Code.RunPlanned).map(({ value }) => value as number);

  test("also where the last of them was only redirected before", () => {
    const router = publish(1);
    const [udp = "", tcp = ""] = idsOf(router);
    router.ask(`report ${udp} redirected 3600`);
    router.ask(`report ${tcp} connect-failed`);
    assert.deepEqual(router.told(Code.AllPeersFailed), []);
    router.ask(`report ${udp} connect-failed`);
    assert.equal(router.told(Code.AllPeersFailed).length, 1);
  });

  test("and one came back, and all fail again, the waits begin anew", () => {
    const router = publish(1);
    const [udp = "", tcp = ""] = idsOf(router);
    const fail = () => {
      for (const id of [udp, tcp]) router.ask(`report ${id} connect-failed`);
    };
    fail();
    const waits: number[] = [];
    for (let look = 0; look < 4; look++) {
      const [wait = 0] = waitOf(router);
      waits.push(wait);
      router.pass(wait);
    }
    router.ask(`report ${udp} ok`);
    router.pass(60_000).ask(`report ${udp} connect-failed`);
    assert.equal(router.told(Code.AllPeersFailed).length, 1);
    const [again = 0] = waitOf(router);
    assert.ok((waits.at(-1) ?? 0) > 2 * again, `${waits.join(", ")}, then ${again}`);
    assert.ok(again >= 4500 && again <= 5500, `${again} ms`);
  });
});

describe("R-130 the first of several reports is over", () => {
  test("that is when the router is called, whatever was reported before it", () => {
    const { router, ids } = served();
    for (const [index, seconds] of [3600, 60, 600].entries())
      router.ask(`report ${ids[index] ?? ""} redirected ${seconds}`);
    assert.equal(deadlineOf(router), null);
    const shown = () => router.ask("peers").map(({ redirected_for_s: seconds }) => seconds);
    assert.deepEqual(shown(), [3600, 60, 600, null, null, null]);
    assert.equal(deadlineOf(router.pass(60_000)), 540_000);
    assert.deepEqual(shown(), [3540, null, 540, null, null, null]);
  });

  test("a failure is over at the very time at which its list goes: nothing is told of it", () => {
    for (const isGone of [false, true]) {
      const { router, ids } = served();
      router.ask(`report ${ids[0] ?? ""} connect-failed`);
      router.timeMs += 600_000;
      router.link(2, "eth1", isGone ? LinkState.Gone : LinkState.Up);
      assert.equal(router.told(Code.FailureOver).length, isGone ? 0 : 1);
    }
  });
});
