// The cells of servers that every network resolves for itself: each goes with the family of its network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkState } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

/** The cells that work, as `NETWORK DEVICE FAMILY`. */
const working = (router: Router): string[] =>
  router
    .ask("status")
    .filter(({ record, state }) => record === "cell" && state !== "down")
    .map(({ pvd, interface: device, family }) => `${String(pvd)} ${String(device)} ${String(family)}`);

test("A-13 a family of a network that is lost is lost for the servers over it too", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.isp.test");
  for (const index of [1, 2]) {
    router.link(index, `eth${index}`);
    router.spool(`net${index}.inet`, "client=udhcpc", "event=bound", `device=eth${index}`, "dns=192.0.2.53");
    router.assign(index, `192.0.2.${index}/24`, `2001:db8:${index}::1/64`);
  }
  const cells = (...families: readonly string[]) =>
    ["net1 eth1", "net2 eth2", "any eth1", "any eth2"].flatMap((cell) => families.map((family) => `${cell} ${family}`));
  const every = cells("inet", "inet6");
  assert.deepEqual(working(router), every);
  router.assign(1, "192.0.2.1/24");
  assert.deepEqual(
    working(router),
    every.filter((cell) => !cell.endsWith("eth1 inet6")),
  );
  router.assign(1, "192.0.2.1/24", "2001:db8:1::1/64");
  assert.deepEqual(working(router), every);
  router.spool("net1.inet").assign(1, "2001:db8:1::1/64");
  assert.deepEqual(
    working(router),
    every.filter((cell) => !cell.endsWith("eth1 inet")),
  );
  router.link(2, "eth2", LinkState.Down);
  assert.deepEqual(working(router), ["net1 eth1 inet6", "any eth1 inet6"]);
});
