// The rows of a `server` section: its addresses in their order, with its ports
// (docs/configuration.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BOUND4, Router } from "./support/router.ts";

const rowsOf = (method: string, ...lines: readonly string[]): string[] =>
  new Router()
    .configure(`methods ${method}`, "server one", `method ${method}`, "reference-identifier one.test", ...lines)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, "router=192.0.2.1")
    .pass(60_000)
    .ask("peers")
    .map(({ address, channel, transport, port }) => [address, channel, transport, port].join(" "));

const rows = (signal: number, data: number, ...addresses: readonly string[]): string[] =>
  [`signal udp ${signal}`, `signal tcp ${signal}`, `data tcp ${data}`].flatMap((row) =>
    addresses.map((address) => `${address} ${row}`),
  );

describe("R-04 the rows of a server", () => {
  test("its addresses in their order", () => {
    const addresses = ["203.0.113.9", "203.0.113.8", "203.0.113.10"];
    assert.deepEqual(rowsOf("manual", `addresses ${addresses.join(" ")}`), rows(4646, 443, ...addresses));
  });

  for (const [ports, signal, data] of [
    [["signal-port 5000"], 5000, 443],
    [["data-port 5000"], 4646, 5000],
    [["signal-port 5000", "data-port 5001"], 5000, 5001],
    [["signal-port 5000", "data-port 5000"], 5000, 5000],
  ] as const)
    test(ports.join(", "), () => {
      for (const method of ["manual", "anycast"])
        assert.deepEqual(rowsOf(method, "addresses 203.0.113.9", ...ports), rows(signal, data, "203.0.113.9"), method);
      // a router is asked for the signal channel alone.
      assert.deepEqual(rowsOf("default-router", ...ports), rows(signal, data, "192.0.2.1").slice(0, 2));
    });
});

test("R-04 a server is bound to a network by what people call it, or by its device", () => {
  const bound = (name: string, ...sections: readonly string[]): string[] => {
    const server = ["server one", `bind-interface ${name}`, "reference-identifier a.test", "addresses 203.0.113.9"];
    const router = new Router().configure("methods manual", "families inet", ...sections, ...server);
    for (const [index, network] of ["wan", "lte"].entries()) {
      const lease = ["client=udhcpc", "event=bound", `device=eth${index}`];
      router.link(1 + index, `eth${index}`).spool(`${network}.inet`, ...lease);
    }
    const networks = router
      .pass(60_000)
      .ask("peers")
      .map(({ pvd }) => String(pvd));
    return [...new Set(networks)];
  };
  for (const [name, network] of [
    ["wan", "wan"],
    ["eth0", "wan"],
    ["lte", "lte"],
    ["eth1", "lte"],
  ] as const)
    assert.deepEqual(bound(name), [network], name);
  for (const name of ["wa", "wan0", "eth", "eth2", "WAN"]) assert.deepEqual(bound(name), [], name);
  const sections = ["interface home", "device eth0", "interface lte"];
  assert.deepEqual(bound("home", ...sections), ["home"]);
  assert.deepEqual(bound("eth0", ...sections), ["home"]);
  // The hook's name is none where a section has another.
  assert.deepEqual(bound("wan", ...sections), []);
});
