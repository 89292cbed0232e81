// The numbers by which records are ordered, over their whole range.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";

const NUMBERS = [0, 1, 0xff, 0x100, 0x101, 0x1ff, 0x7fff, 0x8000, 0xff00, 0xfffe, 0xffff];
/** The same in another order. */
const MIXED = NUMBERS.map((_, index) => (index * 7) % NUMBERS.length);

/** The ports of a domain's servers, in the order of the list. */
function portsOf(zone: readonly string[]): unknown[] {
  const router = new Router()
    .configure("methods snaptr")
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
  new Resolver(["@ SOA ns1 hostmaster 1 3600 600 86400 300", ...zone, "h A 192.0.2.11"]).answer(router);
  return router.ask("peers").map(({ port }) => port);
}

const PORTS = NUMBERS.map((_, index) => 1 + index);
const naptr = (order: number, preference: number, to: string) =>
  `@ NAPTR ${order} ${preference} "s" "DOTS:signal.udp" "" ${to}`;

test("R-49 priorities of SRV records", () => {
  const servers = MIXED.map((place) => `_d._udp SRV ${NUMBERS[place] ?? 0} 0 ${1 + place} h`);
  assert.deepEqual(portsOf([naptr(1, 1, "_d._udp"), ...servers]), PORTS);
});

test("R-49 priorities over several sets are those of each set: the records that lead there come first", () => {
  const zone = [naptr(1, 1, "_a._udp"), naptr(2, 1, "_b._udp"), "_a._udp SRV 65535 0 1 h", "_b._udp SRV 0 0 2 h"];
  assert.deepEqual(portsOf(zone), [1, 2]);
});

for (const [title, of] of [
  ["orders", (number: number) => [number, 0xffff - number]],
  ["preferences of one order", (number: number) => [0x100, number]],
] as const)
  test(`R-49 ${title} of NAPTR records`, () => {
    const ways = MIXED.map((place) => {
      const [order = 0, preference = 0] = of(NUMBERS[place] ?? 0);
      return naptr(order, preference, `_${place}`);
    });
    const servers = MIXED.map((place) => `_${place} SRV 0 0 ${1 + place} h`);
    assert.deepEqual(portsOf([...ways, ...servers]), PORTS);
  });

test("ports", () => {
  const ports = [1, 0xff, 0x100, 0x1234, 4645, 4647, 0xffff];
  const zone = [naptr(1, 1, "_d._udp"), ...ports.map((port, index) => `_d._udp SRV ${index} 0 ${port} h`)];
  assert.deepEqual(portsOf(zone), ports);
});
