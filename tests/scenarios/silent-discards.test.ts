// How loudly the core speaks of an address that it does not take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, LogLevel } from "../../host/abi.gen.ts";
import { Emulation } from "../../host/emulator/emulation.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import { codeName } from "../../host/fault.ts";
import { makeCore } from "../support/core.ts";

/** Each address that was discarded, in order, why, and `aloud` if the log shows it without being asked. */
function discardsOf(network: Record<string, unknown>): string[] {
  const scenario = readScenario({ name: "x", networks: [{ interface: "wan", device: "eth1", ...network }] });
  const told: string[] = [];
  const emulation = new Emulation(scenario, makeCore(), {
    observe: (notice) => {
      if (notice.kind !== "log" || notice.code !== Code.AddressDiscarded) return;
      const { error, address } = JSON.parse(notice.particulars) as { error: number; address: string };
      told.push(`${address} ${codeName(error)}${notice.level < LogLevel.Debug ? " aloud" : ""}`);
    },
  });
  emulation.runUntil(30_000);
  return told;
}

test("E-11 E-13 R-43 DHCPv4: loopback and multicast go without a sound, others are told", () => {
  const addresses = ["127.0.0.1", "224.0.0.5", "239.1.2.3", "0.0.0.0", "0.1.2.3", "240.0.0.1", "255.255.255.255"];
  const options = { ri: "a.test", addresses: [...addresses, "192.0.2.10"] };
  assert.deepEqual(discardsOf({ dhcp4: { address: "192.0.2.57/24", router: "192.0.2.1", options } }), [
    "127.0.0.1 loopback",
    "224.0.0.5 multicast",
    "239.1.2.3 multicast",
    "0.0.0.0 unspecified aloud",
    "0.1.2.3 reserved aloud",
    "240.0.0.1 reserved aloud",
    "255.255.255.255 reserved aloud",
  ]);
});

test("E-33 E-34 R-31 DHCPv6: the same, also for what an IPv4-mapped address holds", () => {
  const addresses = ["::1", "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:224.0.0.1", "::", "2001:db8:f1::a"];
  const dhcp6 = { address: "2001:db8:f1:1::57", hook_delay_ms: 0, options: { ri: "a.test", addresses } };
  assert.deepEqual(discardsOf({ dhcp6 }), [
    "::1 loopback",
    "ff02::1 multicast",
    "ff0e::1 multicast",
    "127.0.0.1 loopback",
    "224.0.0.1 multicast",
    ":: unspecified aloud",
  ]);
});
