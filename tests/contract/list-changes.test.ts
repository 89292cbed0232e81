// One published list after another: the events say what was added, removed and changed, and nothing else.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
const HOSTS = ["h1 A 192.0.2.11", "h2 A 192.0.2.12"];
const naptr = (order: number, flag: string, services: string, to: string) =>
  `@ NAPTR ${order} 10 "${flag}" "DOTS:${services}" "" ${to}`;
/** A server at a port of its own. */
const at = (port: number, services: string) => [
  naptr(1, "s", services, `_${port}._udp`),
  `_${port}._udp SRV 1 0 ${port} h1`,
];

/** What a domain may offer. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  "signal over UDP": [naptr(1, "a", "signal.udp", "h1")],
  "signal over UDP, and data": [naptr(1, "a", "signal.udp:data.tcp", "h1")],
  "data, then signal over UDP": [naptr(1, "a", "data.tcp", "h1"), naptr(2, "a", "signal.udp", "h1")],
  "signal over TCP, then over UDP": [naptr(1, "a", "signal.tcp", "h1"), naptr(2, "a", "signal.udp", "h1")],
  "signal over both": [naptr(1, "a", "signal.udp:signal.tcp", "h1")],
  "another port": at(5000, "signal.udp"),
  "another port, and the default one": [...at(5000, "signal.udp"), naptr(2, "a", "signal.udp", "h1")],
  "the default port written out": at(4646, "signal.udp"),
  "one port for all channels": at(443, "signal.udp:signal.tcp:data.tcp"),
  "two servers": [naptr(1, "a", "signal.udp", "h1"), naptr(2, "a", "signal.udp", "h2")],
  "two servers, the other way round": [naptr(1, "a", "signal.udp", "h2"), naptr(2, "a", "signal.udp", "h1")],
  "another server": [naptr(1, "a", "signal.udp:data.tcp", "h2")],
};

const idOf = (row: Fields): string => String(row["id"]);
const byId = (rows: readonly Fields[]): Map<string, Fields> => new Map(rows.map((row) => [idOf(row), row]));
/** What an event of a change is about: all but time that passes and the place in the list. */
const contentOf = ({ event: _e, rank: _r, valid_for_s: _v, ...others }: Fields): Fields => others;

/** What an event tells of a row that is gone. */
const KEYS = "record id role pvd interface family address scope_id channel transport port".split(" ");
const keysOf = (row: Fields): Fields => Object.fromEntries(KEYS.map((key) => [key, row[key]]));

/** The router looks at its domain, which offers this now. */
const look = (router: Router, zone: readonly string[]): void => new Resolver([SOA, ...HOSTS, ...zone]).answer(router);

function checkChange(before: readonly Fields[], after: readonly Fields[], events: readonly Fields[]): void {
  const [old, now] = [byId(before), byId(after)];
  assert.equal(now.size, after.length, "each row has an id of its own");
  const of = (event: string) => events.filter((line) => line["event"] === event);
  const [added, removed, changed] = ["added", "removed", "changed"].map(of) as [Fields[], Fields[], Fields[]];
  assert.deepEqual(added.map(contentOf), after.filter((row) => !old.has(idOf(row))).map(contentOf), "added");
  assert.deepEqual(removed.map(idOf).sort(), [...old.keys()].filter((id) => !now.has(id)).sort(), "removed");
  for (const event of removed) assert.deepEqual(contentOf(event), keysOf(old.get(idOf(event)) ?? assert.fail()));
  for (const event of changed) assert.deepEqual(contentOf(event), contentOf(now.get(idOf(event)) ?? assert.fail()));
  for (const [id, row] of now) {
    const was = old.get(id);
    if (was === undefined || changed.some((event) => idOf(event) === id)) continue;
    assert.deepEqual(contentOf(row), contentOf(was), "what is not told has not changed");
  }
  const published = of("published").map(({ added: a, removed: r, changed: c }) => [a, r, c]);
  const isSame = JSON.stringify(before.map(idOf)) === JSON.stringify(after.map(idOf)) && changed.length === 0;
  assert.deepEqual(published, isSame ? [] : [[added.length, removed.length, changed.length]]);
}

for (const [first, zone] of Object.entries(ZONES))
  describe(`R-17 ${first}, then`, () => {
    for (const [second, next] of Object.entries(ZONES))
      test(second, () => {
        const router = new Router()
          .configure("methods snaptr")
          .link(2, "eth1")
          .assign(2, "192.0.2.57/24")
          .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
        look(router, zone);
        const before = router.ask("peers");
        assert.ok(before.length > 0);
        const told = router.events().length;
        router.ask("refresh");
        look(router, next);
        checkChange(before, router.ask("peers"), router.events().slice(told));
      });
  });
