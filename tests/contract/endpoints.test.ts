// Every endpoint is taken: whatever finds more servers says so, and what is published stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

const MOST_OF_A_LEASE = 64;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const hex = (value: number) => value.toString(16).padStart(2, "0");
const SERVERS4 = `opt148=${count(MOST_OF_A_LEASE, (index) => `c00002${hex(index + 1)}`).join("")}`;
const SERVERS6 = `OPTION_142=${count(MOST_OF_A_LEASE, (index) => `20010db80000000000000000000000${hex(index + 1)}`).join("")}`;

/** The leases of three networks, with as many servers as there is room for, of one family or of both. */
function fill(router: Router, families: readonly ("inet" | "inet6")[]): Router {
  for (const index of [1, 2, 3]) {
    const device = `device=eth${index}`;
    router.link(index, `eth${index}`).assign(index, `10.0.${index}.57/24`, `2001:db8:${index}::57/64`);
    for (const family of families) {
      const lease = family === "inet" ? ["client=udhcpc", SERVERS4] : ["client=odhcp6c", SERVERS6];
      router.spool(`net${index}.${family}`, ...lease, "event=bound", device);
    }
  }
  return router.pass(60_000);
}

const emptied = (router: Router, method: string): unknown[] =>
  router.toldEver(Code.MethodEmpty).flatMap(({ what, error }) => (what === method ? [error] : []));

/** Three networks of DHCP, then this configuration for a fourth, over IPv6 alone. */
function configureFull(...server: readonly string[]): Router {
  const router = fill(new Router().configure("methods manual dhcp"), ["inet"]);
  assert.equal(router.ask("peers").length, 3 * 3 * MOST_OF_A_LEASE);
  const networks = [1, 2, 3, 4].flatMap((index) => [`interface net${index}`, `device eth${index}`]);
  router.configure(
    "methods manual dhcp",
    ...networks,
    "nat64 2001:db8:64::/96",
    "server one",
    "bind-interface net4",
    ...server,
  );
  return router.link(4, "eth4").assign(4, "2001:db8:4::57/64").pass(60_000).pass(60_000);
}

for (const [title, server] of [
  ["an address of the configuration", ["reference-identifier one.test", "addresses 2001:db8::9"]],
  ["an address behind NAT64", ["reference-identifier one.test", "addresses 198.51.100.9"]],
  ["a name that waits for its addresses", ["reference-identifier one.test"]],
] as const) {
  test(`R-04 ${title} when every endpoint is taken`, () => {
    const router = configureFull(...server);
    const reasons = emptied(router, "manual");
    assert.ok(reasons.includes(Code.PoolFull), JSON.stringify(reasons));
    assert.equal(router.ask("peers").length, 3 * 3 * MOST_OF_A_LEASE);
  });
}

test("R-70 an anycast address when every endpoint is taken", () => {
  const lans = [1, 2, 3].flatMap((index) => [`interface net${index}`, `device eth${index}`, "methods mdns"]);
  const router = new Router().configure("methods anycast", "interface wan", "device eth4", ...lans);
  fill(router, ["inet", "inet6"]);
  const server = ["server one", "method anycast", "reference-identifier one.test", "addresses 192.0.2.9"];
  router.configure("methods anycast", "interface wan", "device eth4", ...lans, ...server);
  router.link(4, "eth4").assign(4, "192.0.4.57/24").pass(60_000);
  assert.deepEqual(emptied(router, "anycast").at(-1), Code.PoolFull);
  assert.deepEqual(router.ask("peers"), []);
});

test("R-130 each of as many servers as there is room for has its rows, and the last can be reported", () => {
  const router = fill(new Router().configure("methods dhcp"), ["inet"]);
  const rows = router.ask("peers");
  const ids = rows.map(({ id }) => id);
  assert.equal(new Set(ids).size, rows.length);
  const ranks = count(3 * MOST_OF_A_LEASE, (index) => index + 1);
  const places = [1, 2, 3].flatMap((index) => ranks.map((rank) => [`net${index}`, rank]));
  const placesOf = (all: typeof rows) => all.map(({ pvd, rank }) => [pvd, rank]);
  assert.deepEqual(placesOf(rows), places);
  // Its last server, for the channel that stands first.
  const [last] = ids.slice(-2 * MOST_OF_A_LEASE - 1);
  router.ask(`report ${String(last)} connect-failed`);
  const after = router.ask("peers");
  assert.deepEqual(placesOf(after), places);
  assert.deepEqual(
    after.map(({ id, failure }) => [id, failure]),
    [...ids.filter((id) => id !== last).map((id) => [id, null]), [last, "connect-failed"]],
  );
});
