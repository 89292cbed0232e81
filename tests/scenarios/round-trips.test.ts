// How many round trips it takes from a name to its servers, and how many questions,
// by what the server adds to its answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SERVER_PROGRAMS } from "../../host/emulator/dns-zone.ts";
import type { ServerProgram } from "../../host/emulator/dns-zone.ts";
import { resolveNames, SOA } from "./support/dns.ts";

const ROUND_TRIP_MS = 20;
/** Three services on two hosts. */
const ZONE = [
  SOA,
  'dots NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp.dots',
  'dots NAPTR 100 20 "s" "DOTS:signal.tcp" "" _dots-signal._tcp.dots',
  'dots NAPTR 100 30 "s" "DOTS:data.tcp" "" _dots-data._tcp.dots',
  "_dots-signal._udp.dots SRV 0 50 4646 a.dots",
  "_dots-signal._udp.dots SRV 10 50 4646 b.dots",
  "_dots-signal._tcp.dots SRV 0 0 4646 a.dots",
  "_dots-signal._tcp.dots SRV 10 0 4646 b.dots",
  "_dots-data._tcp.dots SRV 0 0 443 a.dots",
  "a.dots A 192.0.2.10",
  "a.dots AAAA 2001:db8::10",
  "b.dots A 192.0.2.11",
  "b.dots AAAA 2001:db8::11",
];
const ROWS = [
  "udp 192.0.2.10 4646",
  "udp 192.0.2.11 4646",
  "tcp 192.0.2.10 4646",
  "tcp 192.0.2.11 4646",
  "data 192.0.2.10 443",
];

/** Round trips and questions that nobody can do without, for one family. */
const NECESSARY: Readonly<Record<ServerProgram, readonly [trips: number, questions: number]>> = {
  bind: [1, 1],
  knot: [2, 4],
  nsd: [2, 4],
  dnsmasq: [2, 4],
  "unbound-full": [2, 3],
  unbound: [3, 6],
};

for (const options of [{ ri: "dots.isp.test" }, { access_domain: "dots.isp.test" }]) {
  for (const like of SERVER_PROGRAMS) {
    const [trips, questions] = NECESSARY[like];
    const what = "ri" in options ? "an agent's name" : "a domain";
    test(`R-49 ${what}, a server like ${like}: ${trips} round trips, at most twice ${questions} questions`, () => {
      const result = resolveNames({ zone: ZONE, server: { like }, options, untilS: 2 });
      assert.deepEqual(result.rows, ROWS);
      const elapsedMs = (result.publishedMs ?? Infinity) - (result.askedMs[0] ?? 0);
      assert.ok(elapsedMs <= trips * ROUND_TRIP_MS, `${elapsedMs / ROUND_TRIP_MS} round trips`);
      assert.ok(result.asked.length <= 2 * questions, `${result.asked.length} questions`);
      assert.equal(new Set(result.asked).size, result.asked.length, "no question twice");
    });
  }
}
