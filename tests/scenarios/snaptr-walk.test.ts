// The walk of the core against the reference, over random zones, in virtual time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SERVER_PROGRAMS } from "../../host/emulator/dns-zone.ts";
import { fc } from "../support/property.ts";
import { referenceTable, zoneLines } from "../support/snaptr-reference.ts";
import type { NaptrRecord, ReferenceZone, SrvRecord, ZoneNode } from "../support/snaptr-reference.ts";
import { DOMAIN, resolveNames, SOA } from "./support/dns.ts";

/** Siblings; the search begins at the first. */
const NAMES = ["a", "b", "c", "d", "e", "f"];
const SEARCHED = `a.${DOMAIN}`;
const SERVICES = [
  "DOTS:signal.udp",
  "DOTS:signal.tcp",
  "DOTS:data.tcp",
  "dots:SIGNAL.UDP",
  "DOTS:data.tcp:signal.udp",
  "DOTS:signal.tcp:signal.udp:data.tcp",
  "DOTS:signal.udp:other.tag",
  "DOTS",
  "SIP:signal.udp",
  "DOTS-CALL-HOME:signal.udp",
];

const name = fc.constantFrom(...NAMES);
const naptr: fc.Arbitrary<NaptrRecord> = fc.record({
  order: fc.integer({ min: 1, max: 3 }),
  preference: fc.integer({ min: 1, max: 3 }),
  flags: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("", "", "s", "a", "S", "A") },
    { weight: 1, arbitrary: fc.constantFrom("u", "sa", "p") },
  ),
  services: fc.constantFrom(...SERVICES),
  regexp: fc.oneof({ weight: 12, arbitrary: fc.constant("") }, { weight: 1, arbitrary: fc.constant("!^.*$!x!") }),
  replacement: fc.oneof({ weight: 12, arbitrary: name }, { weight: 1, arbitrary: fc.constant(".") }),
});
const srv: fc.Arbitrary<SrvRecord> = fc.record({
  priority: fc.integer({ min: 1, max: 9 }),
  port: fc.constantFrom(0, 4646, 5000, 5001),
  target: fc.oneof({ weight: 8, arbitrary: name }, { weight: 1, arbitrary: fc.constant(".") }),
});
const address = fc.integer({ min: 1, max: 250 }).map((octet) => `198.51.100.${octet}`);
const node: fc.Arbitrary<ZoneNode> = fc.oneof(
  { weight: 1, arbitrary: name.map((alias) => ({ alias, naptr: [], srv: [], addresses: [] })) },
  {
    weight: 7,
    arbitrary: fc.record({
      // A tie between records that lead to the same name has no order.
      naptr: fc.uniqueArray(naptr, {
        maxLength: 4,
        selector: ({ order, preference, replacement }) => `${order} ${preference} ${replacement}`,
      }),
      srv: fc.uniqueArray(srv, { maxLength: 2, selector: ({ priority }) => priority }),
      addresses: fc.uniqueArray(address, { maxLength: 2 }),
    }),
  },
);
const zone: fc.Arbitrary<ReferenceZone> = fc
  .tuple(...NAMES.map(() => node))
  .map((nodes) => new Map(NAMES.map((owner, index) => [owner, nodes[index] as ZoneNode])));

/** The core's table; what its limits left out is not compared. */
function coreTable(records: ReferenceZone, isAgent: boolean, like: string): string[] {
  const options = isAgent ? { ri: SEARCHED } : { access_domain: SEARCHED };
  return resolveNames({ zone: [SOA, ...zoneLines(records)], server: { like }, options, untilS: 3 }).rows;
}

test("R-46 R-49 E-48 over any zone the table is that of the reference, whatever the server adds", () => {
  let rows = 0;
  fc.assert(
    fc.property(zone, fc.boolean(), fc.constantFrom(...SERVER_PROGRAMS), (records, isAgent, like) => {
      const expected = referenceTable(records, "a", isAgent);
      assert.deepEqual(coreTable(records, isAgent, like), expected);
      rows += expected.length;
    }),
  );
  assert.ok(rows > 100, `the zones gave ${rows} rows`);
});

test("R-17 neither the order of the records nor the seed changes the table", () => {
  fc.assert(
    fc.property(zone, fc.integer({ min: 0, max: 0xffffffff }), (records, seed) => {
      const lines = zoneLines(records);
      const options = { access_domain: SEARCHED };
      const table = resolveNames({ zone: [SOA, ...lines], options, untilS: 3 }).rows;
      assert.deepEqual(resolveNames({ zone: [SOA, ...lines.reverse()], options, seed, untilS: 3 }).rows, table);
    }),
  );
});
