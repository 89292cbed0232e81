// The same server address in two networks: never merged, but each is told with a warning
// (E-110, A-23).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

const lease = (router: Router, n: number, ...lines: readonly string[]): Router =>
  router.spool(`net${n}.inet`, "client=udhcpc", "event=bound", `device=eth${n}`, ...lines);
const servers = (...last: readonly number[]): string =>
  `opt148=${last.map((octet) => Buffer.from([192, 0, 2, octet]).toString("hex")).join("")}`;

function start(...config: readonly string[]): Router {
  const router = new Router().configure(...config);
  for (const n of [1, 2, 3]) router.link(n, `eth${n}`);
  return router;
}

/** Addresses of the rows for the signal channel over UDP that have the warning, as `NETWORK LAST`. */
const warned = (router: Router): string[] =>
  router
    .ask("peers")
    .filter(({ channel, transport, warnings }) => {
      const codes = warnings as number[];
      return channel === "signal" && transport === "udp" && codes.includes(Code.AddressInTwoNetworks);
    })
    .map(({ pvd, address }) => `${String(pvd)} ${String(address).replace("192.0.2.", "")}`);

/** The rows that the last input changed, as `EVENT NETWORK LAST`, each once. */
const told = (router: Router): string[] => {
  const rows = router.lines(OutputKind.Event).filter(({ record }) => record === "peer");
  return [
    ...new Set(
      rows.map(
        ({ event, pvd, address }) => `${String(event)} ${String(pvd)} ${String(address).replace("192.0.2.", "")}`,
      ),
    ),
  ].sort();
};

describe("E-110 an address that two networks name", () => {
  test("has the warning in both, from when the second names it until one does not", () => {
    const router = start();
    lease(router, 1, servers(10, 11)).pass(60_000);
    assert.deepEqual(warned(router), []);
    router.ask("watch");
    lease(router, 2, servers(11, 12));
    assert.deepEqual(told(router), ["added net2 11", "added net2 12", "changed net1 11"]);
    assert.deepEqual(warned(router), ["net1 11", "net2 11"]);
    lease(router.pass(60_000), 3, servers(10, 11));
    assert.deepEqual(told(router), [
      "added net3 10",
      "added net3 11",
      "changed net1 10",
      "changed net1 11",
      "changed net2 11",
    ]);
    assert.deepEqual(warned(router), ["net1 10", "net1 11", "net2 11", "net3 10", "net3 11"]);
    lease(router.pass(60_000), 1, servers(10));
    assert.deepEqual(warned(router), ["net1 10", "net2 11", "net3 10", "net3 11"]);
    router.pass(60_000).link(3, "eth3", LinkState.Down);
    assert.deepEqual(told(router), ["changed net1 10", "changed net2 11", "removed net3 10", "removed net3 11"]);
    assert.deepEqual(warned(router), []);
    router.link(3, "eth3").pass(60_000);
    assert.deepEqual(warned(router), ["net1 10", "net2 11", "net3 10", "net3 11"]);
    router.link(2, "eth2", LinkState.Gone);
    assert.deepEqual(told(router), ["changed net3 11", "removed net2 11", "removed net2 12"]);
    assert.deepEqual(warned(router), ["net1 10", "net3 10"]);
  });

  test("has none beside a server for any network, or in the other family of one network", () => {
    const manual = ["server one", "reference-identifier a.test", "addresses 192.0.2.10"];
    const router = start("methods manual dhcp", ...manual);
    lease(router, 1, servers(10));
    lease(router, 2, servers(11)).pass(60_000);
    const networks = router.ask("peers").flatMap(({ pvd, address }) => (address === "192.0.2.10" ? [pvd] : []));
    assert.deepEqual([...new Set(networks)], ["any", "net1"]);
    assert.deepEqual(warned(router), []);
    const both = start();
    lease(both, 1, servers(10)).assign(1, "192.0.2.57/24");
    const mapped = `OPTION_142=00000000000000000000ffffc000020a`;
    both.spool("six1.inet6", "client=odhcp6c", "event=bound", "device=eth1", mapped).pass(60_000);
    assert.equal(both.ask("peers").filter(({ address }) => address === "192.0.2.10").length, 6);
    assert.deepEqual(warned(both), []);
  });

  test("has none for names that wait for addresses", () => {
    const router = start();
    for (const n of [1, 2]) lease(router, n, "opt147=016100");
    const rows = router.pass(60_000).ask("peers");
    assert.deepEqual(
      rows.map(({ record, pvd }) => [record, pvd]),
      [
        ["waiting", "net1"],
        ["waiting", "net2"],
      ],
    );
  });
});
