// Reports of clients about peers that fail, are redirected or have a certificate, and an attack, at their limits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind } from "../../host/abi.gen.ts";
import { encodeWallTime } from "../../host/inputs.ts";
import { idsOf, peersOf, publish } from "./support/peers.ts";
import { BOUND4, Router } from "./support/router.ts";

const MOST_REPORTS = 24;
const DAY_S = 86_400;

const failedOf = (router: Router): unknown[] =>
  peersOf(router).flatMap(({ id, failure }) => (failure === null ? [] : [id]));

test("R-130 of more than 24 reports the oldest is dropped, and that is said: its peer stands where it stood", () => {
  const router = publish(10);
  const ids = idsOf(router);
  for (const id of ids.slice(0, MOST_REPORTS)) {
    router.ask(`report ${id} connect-failed`);
    assert.deepEqual(router.told(Code.ReportDropped), []);
  }
  router.ask(`report ${ids[MOST_REPORTS] ?? ""} connect-failed`);
  assert.equal(router.told(Code.ReportDropped).length, 1);
  const failed = ids.slice(1, MOST_REPORTS + 1);
  assert.deepEqual(new Set(failedOf(router)), new Set(failed));
  assert.equal(idsOf(router)[0], ids[0]);
});

test("R-130 the oldest report may be one of a redirection: nothing changes but that", () => {
  const router = publish(10);
  const ids = idsOf(router);
  router.ask(`report ${ids[0] ?? ""} redirected 3600`);
  for (const id of ids.slice(1, MOST_REPORTS)) router.ask(`report ${id} connect-failed`);
  assert.equal(peersOf(router)[0]?.["redirected_for_s"], 3600);
  router.ask(`report ${ids[MOST_REPORTS] ?? ""} connect-failed`);
  assert.equal(router.told(Code.ReportDropped).length, 1);
  assert.deepEqual([idsOf(router)[0], peersOf(router)[0]?.["redirected_for_s"]], [ids[0], null]);
});

const SIGNAL_ROWS = 2;

test("R-130 all peers failed within 10 s of a run: others are looked for when 10 s are over", () => {
  const router = publish(1);
  router.ask("refresh");
  router.pass(0);
  for (const id of idsOf(router).slice(0, SIGNAL_ROWS)) router.ask(`report ${id} connect-failed`);
  assert.equal(router.told(Code.AllPeersFailed).length, 1);
  const [planned = {}] = router.told(Code.RunPlanned);
  assert.deepEqual([planned["why"], planned["value"]], ["peers-failed", 10_000]);
});

test("R-130 all peers failed while a run goes on: it has the same end, and none is planned", () => {
  const router = publish(1, "methods snaptr dhcp");
  const lease = [...BOUND4, "opt148=c0000210"];
  router.spool("wan.inet", ...lease, "domain=isp.test", "dns=192.0.2.53").pass(0);
  const ids = idsOf(router).slice(0, SIGNAL_ROWS);
  const states = router.ask("status").filter(({ family }) => family === "inet");
  assert.equal(states[0]?.["state"], "refreshing");
  for (const id of ids) router.ask(`report ${id} connect-failed`);
  assert.equal(router.told(Code.AllPeersFailed).length, 1);
  assert.deepEqual(router.told(Code.RunPlanned), []);
});

test("R-130 each look for others in a row waits twice as long, up to 5 minutes", () => {
  const router = publish(1);
  const ids = idsOf(router).slice(0, SIGNAL_ROWS);
  const failAll = () => {
    for (const id of ids) router.ask(`report ${id} connect-failed`);
  };
  // The first look is made at once.
  failAll();
  const waits: number[] = [];
  for (let look = 0; look < 9; look++) {
    const [planned = {}] = router.told(Code.RunPlanned);
    assert.equal(planned["why"], "peers-failed");
    waits.push(planned["value"] as number);
    // A failure counts for ten minutes: it is reported again.
    failAll();
    router.pass(waits[look] ?? 0);
  }
  waits.forEach((wait, look) => {
    const least = Math.min(5000 * 2 ** look, 300_000);
    assert.ok(wait >= least * 0.9 && wait <= least * 1.1, `look ${look} after ${wait} ms`);
  });
});

test("E-94 the calendar says when a certificate ends, and nothing of the other reports", () => {
  const router = publish(2);
  const ids = idsOf(router);
  router.ask(`report ${ids[0] ?? ""} ok not-after ${10 * DAY_S}`);
  router.ask(`report ${ids[1] ?? ""} redirected 3600`);
  router.feed(InputKind.WallTime, encodeWallTime(9 * DAY_S * 1000, true));
  assert.deepEqual(router.told(Code.CertificateEnding), []);
  router.feed(InputKind.WallTime, encodeWallTime(10 * DAY_S * 1000, true)).pass(0);
  const rows = peersOf(router).filter(({ redirected_for_s: seconds }) => seconds !== null);
  assert.deepEqual(
    rows.map(({ id, redirected_for_s: seconds }) => [id, seconds]),
    [[ids[1], 3600]],
  );
});

test("R-130 a report of a peer that is published no more is forgotten with it", () => {
  const router = publish(1);
  const [id = ""] = idsOf(router);
  router.ask(`report ${id} redirected 86400`);
  const lease = (octets: string) => router.spool("wan.inet", ...BOUND4, `opt148=${octets}`);
  lease("c00002f0").pass(20_000);
  assert.ok(!idsOf(router).includes(id));
  lease("c0000210").pass(20_000);
  const row = peersOf(router).find((each) => each["id"] === id);
  assert.deepEqual([row?.["id"], row?.["redirected_for_s"]], [id, null]);
});

test("R-130 a name that waits for its addresses is no peer to report", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.test");
  router.link(2, "eth1").assign(2, "192.0.2.57/24").pass(60_000);
  const [waiting = {}] = router.ask("peers");
  assert.equal(waiting["record"], "waiting");
  const { record, error } = router.ask("report 0123456789abcdef connect-failed")[0] ?? {};
  assert.deepEqual([record, error], ["error", Code.ControlPeer]);
});

test("E-117 all Call Home clients failed: others are looked for, though the servers have not failed", () => {
  const router = publish(1, "call-home on", "call-home-port 4800");
  const clients = peersOf(router).filter(({ role }) => role === "call-home-client");
  assert.equal(clients.length, 2);
  const told = clients.map(({ id }) => {
    router.ask(`report ${String(id)} connect-failed`);
    return router.told(Code.AllPeersFailed).length;
  });
  assert.deepEqual(told, [0, 1]);
  assert.deepEqual(
    failedOf(router),
    clients.map(({ id }) => id),
  );
});

test("E-95 an attack that is on already changes nothing", () => {
  const router = publish(1);
  const changes = ["on", "on", "off", "off"].map((word) => {
    router.ask(`attack ${word}`);
    return router.told(Code.AttackChanged).length;
  });
  assert.deepEqual(changes, [1, 0, 1, 0]);
  assert.equal(router.ask("status")[0]?.["attack"], false);
});

test("R-12 a certificate that ended before it was reported has no time left", () => {
  const router = publish(1);
  const [id = ""] = idsOf(router);
  router.feed(InputKind.WallTime, encodeWallTime(10 * DAY_S * 1000, true));
  router.ask(`report ${id} ok not-after ${9 * DAY_S}`);
  assert.deepEqual(
    router.told(Code.CertificateEnding).map(({ value }) => value),
    [0],
  );
});

test("E-95 an attack that is neither on nor off is refused, and changes nothing", () => {
  const router = publish(1);
  for (const [word, offset] of [
    ["of", 7],
    ["", 6],
  ] as const) {
    const replies = router.ask(`attack ${word}`.trimEnd());
    assert.deepEqual(
      replies.map(({ record, error, offset: place }) => [record, error, place]),
      [["error", Code.ControlSwitch, offset]],
    );
  }
  assert.deepEqual(router.toldEver(Code.AttackChanged), []);
});
