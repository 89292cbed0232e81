// What a resolver costs that DHCP names first and that never answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveNames, SOA } from "./support/dns.ts";

const ZONE = [
  SOA,
  '@ NAPTR 10 10 "" "DOTS:signal.udp" "" more',
  'more NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
  "_dots-signal._udp SRV 0 0 4646 m1",
  "m1 A 192.0.2.10",
];

test("E-66 a dead first resolver costs one timeout a run, not one for each step", () => {
  // A server that adds nothing, so that every step is a question.
  const { rows, asked, askedMs, publishedMs } = resolveNames({
    zone: ZONE,
    server: { like: "dnsmasq" },
    dead: ["192.0.2.51"],
    untilS: 20,
  });
  assert.deepEqual(rows, ["udp 192.0.2.10 4646"]);
  const dead = asked.filter((text) => text.endsWith("to 192.0.2.51"));
  assert.deepEqual(dead, ["isp.test NAPTR to 192.0.2.51"]);
  assert.ok(publishedMs !== undefined && publishedMs - (askedMs[0] ?? 0) < 3000, `${publishedMs} ms`);
});

test("E-66 the next run begins with the first resolver again", () => {
  const zone = [SOA.replace("300", "60"), ...ZONE.slice(1).map((line) => line.replace(" ", " 60 "))];
  const { asked } = resolveNames({ zone, dead: ["192.0.2.51"], untilS: 90 });
  assert.equal(asked.filter((text) => text === "isp.test NAPTR to 192.0.2.51").length, 2);
});
