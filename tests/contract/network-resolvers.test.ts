// Whom a network asks for names: the resolvers of its section, else those of its leases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkState } from "../../host/abi.gen.ts";
import { BOUND4, BOUND6, Router } from "./support/router.ts";

const resolversOf = (router: Router, network = ""): string[] =>
  router
    .ask(`networks ${network}`)
    .flatMap(({ resolvers }) => resolvers as { address: string; port: number }[])
    .map(({ address, port }) => `${address} ${port}`);

const FOUR = [1, 2, 3, 4].map((last) => `192.0.2.${last}`);
const SIX = [1, 2, 3, 4].map((last) => `2001:db8::${last}`);
const asked = (addresses: readonly string[], port = 53): string[] => addresses.map((address) => `${address} ${port}`);

test("R-92 four of each lease count, those of IPv4 first, whichever came first", () => {
  for (const isFourFirst of [true, false]) {
    const router = new Router().link(2, "eth1");
    if (isFourFirst) router.spool("wan.inet", ...BOUND4, `dns=${FOUR.join(" ")}`);
    router.spool("wan6.inet6", ...BOUND6, `RDNSS=${SIX.join(" ")}`);
    if (!isFourFirst) router.spool("wan.inet", ...BOUND4, `dns=${FOUR.join(" ")}`);
    assert.deepEqual(resolversOf(router), [...asked(FOUR), ...asked(SIX)]);
  }
});

test("R-92 a lease that says others, fewer or none takes those of before away, and no other's", () => {
  const router = new Router().link(2, "eth1").link(3, "eth2");
  router.spool("wan6.inet6", ...BOUND6, `RDNSS=${SIX.slice(0, 2).join(" ")}`);
  router.spool("two.inet", "client=udhcpc", "event=bound", "device=eth2", "dns=198.51.100.53");
  for (const addresses of [FOUR, FOUR.slice(0, 3), FOUR.slice(1), [], FOUR.slice(3)]) {
    router.spool("wan.inet", ...BOUND4, `dns=${addresses.join(" ")}`);
    assert.deepEqual(resolversOf(router, "eth1"), [...asked(addresses), ...asked(SIX.slice(0, 2))]);
    assert.deepEqual(resolversOf(router, "eth2"), ["198.51.100.53 53"]);
  }
  router.spool("wan.inet");
  assert.deepEqual(resolversOf(router, "eth1"), asked(SIX.slice(0, 2)));
  router.spool("wan6.inet6", ...BOUND6);
  assert.deepEqual(resolversOf(router, "eth1"), []);
  router
    .link(3, "eth2", LinkState.Gone)
    .link(3, "eth2")
    .spool("two.inet", "client=udhcpc", "event=bound", "device=eth2");
  assert.deepEqual(resolversOf(router, "eth2"), []);
});

test("R-92 those of a section stand in place of the leases', for as long as it says some", () => {
  const section = (...lines: readonly string[]) => [
    "interface two",
    "device eth2",
    "interface wan",
    "device eth1",
    ...lines,
  ];
  const router = new Router()
    .configure(...section())
    .link(2, "eth1")
    .link(3, "eth2");
  router.spool("wan.inet", ...BOUND4, `dns=${FOUR.join(" ")}`).spool("wan6.inet6", ...BOUND6, `RDNSS=${SIX.join(" ")}`);
  assert.deepEqual(resolversOf(router, "wan"), [...asked(FOUR), ...asked(SIX)]);
  router.configure(...section("resolvers 203.0.113.53@5353 2001:db8:5::53"));
  assert.deepEqual(resolversOf(router, "wan"), ["203.0.113.53 5353", "2001:db8:5::53 53"]);
  assert.deepEqual(resolversOf(router, "two"), []);
  router.configure("resolvers 203.0.113.54", ...section());
  assert.deepEqual(resolversOf(router, "wan"), [...asked(FOUR), ...asked(SIX)]);
});

test("R-92 ten leases with four resolvers each", () => {
  const router = new Router();
  const lease = (n: number) => [1, 2, 3, 4].map((last) => `192.0.${n}.${last}`);
  for (let n = 1; n <= 10; n++) {
    router.link(n, `eth${n}`);
    router.spool(`net${n}.inet`, "client=udhcpc", "event=bound", `device=eth${n}`, `dns=${lease(n).join(" ")}`);
  }
  for (let n = 1; n <= 10; n++) assert.deepEqual(resolversOf(router, `eth${n}`), asked(lease(n)));
});
