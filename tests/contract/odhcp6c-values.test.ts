// The lists of odhcp6c, as it writes them: routes, assigned addresses, resolvers (docs/spool.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { nameOfCode } from "../support/vectors.ts";
import { BOUND6, Router } from "./support/router.ts";

const learn = (...lines: readonly string[]): Router =>
  new Router().link(2, "eth1").spool("wan.inet6", ...BOUND6, ...lines);

describe("the default router", () => {
  for (const [routes, router] of [
    ["", null],
    ["::/0,fe80::1,1800,512", "fe80::1"],
    ["::/0,fe80::1,0,512", null],
    ["::/0,fe80::1,0,512 ::/0,fe80::2,1,512", "fe80::2"],
    ["::/0,fe80::1,01,512", "fe80::1"],
    ["::/0,fe80::1,10,512 ::/0,fe80::2,1,512", "fe80::1"],
    ["2001:db8::/32,fe80::1,1800,512 ::/0,fe80::2,1800,512", "fe80::2"],
    ["2001:db8::/32,fe80::1,1800,512", null],
    ["::/01,fe80::1,1800,512", null],
    ["::/8,fe80::1,1800,512", null],
    ["::/0,fe80::x,1800,512", null],
    ["::/0,fe80::1", "fe80::1"],
    ["::/0,", null],
    ["::/0", null],
    [" ::/0,fe80::1,1800,512", "fe80::1"],
  ] as const)
    test(`R-131 of RA_ROUTES=${routes}`, () => {
      assert.deepEqual(learn(`RA_ROUTES=${routes}`).network()["routers"], router === null ? [] : [router]);
    });
});

describe("the assigned address", () => {
  /** In how many seconds the lease ends, the servers that are no own address, and what is said of the value. */
  function outcomeOf(addresses: string): unknown[] {
    const servers = [0x57, 0x58].map((last) => `20010db800000000000000000000${last.toString(16).padStart(4, "0")}`);
    const router = learn(`ADDRESSES=${addresses}`, `OPTION_142=${servers.join("")}`);
    const remarks = router
      .told(Code.OptionIgnored)
      .map(({ option, error, offset }) => [option, nameOfCode(error), offset].join(" "));
    const cell = router.ask("status").find(({ record, family }) => record === "cell" && family === "inet6");
    const rows = router.pass(20_000).ask("peers");
    return [cell?.["expires_in_s"], [...new Set(rows.map(({ address }) => String(address).slice(-2)))], ...remarks];
  }
  for (const [addresses, ...outcome] of [
    ["", null, ["57", "58"]],
    ["2001:db8::57/64,300,600", 600, ["58"]],
    ["2001:db8::57/128,300,600,100,200", 600, ["58"]],
    ["2001:db8::58/64,300,600 2001:db8::57/64,100,200", 600, ["57"]],
    ["2001:db8::57/64,600,4294967295", null, ["58"]],
    ["2001:db8::57/64,x,600", 600, ["58"]],
    ["2001:db8::57/64,300,x", null, ["58"], "5 text-number 20"],
    ["2001:db8::57/64,300,600x", null, ["58"], "5 text-number 20"],
    ["2001:db8::57,300,600", 600, ["57", "58"], "5 text-address 12"],
    ["2001:db8::5x/64,300,600", 600, ["57", "58"], "5 text-address 11"],
  ] as const)
    test(`R-11 A-16 of ADDRESSES=${addresses}`, () => assert.deepEqual(outcomeOf(addresses), outcome));
});

describe("the resolvers", () => {
  for (const [lines, resolvers] of [
    [
      ["RDNSS=2001:db8::1 2001:db8::2", "RA_DNS=2001:db8::3"],
      ["2001:db8::1", "2001:db8::2"],
    ],
    [
      ["RDNSS=", "RA_DNS=2001:db8::3 2001:db8::4"],
      ["2001:db8::3", "2001:db8::4"],
    ],
    [["RA_DNS=2001:db8::3"], ["2001:db8::3"]],
    [["RDNSS=2001:db8::1", "RA_DNS="], ["2001:db8::1"]],
    [["RDNSS=2001:db8::1 x 2001:db8::2"], ["2001:db8::1"]],
    [["RDNSS=2001:db8::1  2001:db8::2"], ["2001:db8::1"]],
    // What the options say again is not told twice.
    [["RDNSS=2001:db8::1", `PASSTHRU=00170010${"20010db8".padEnd(31, "0")}9`], ["2001:db8::1"]],
  ] as const)
    test(`R-92 of ${lines.join(" ")}`, () => {
      const told = learn(...lines).network()["resolvers"] as { address: string }[];
      assert.deepEqual(
        told.map(({ address }) => address),
        resolvers,
      );
    });
});
