// Leases that take the place of another one: whether it is another network, how long they
// last, and by which channel they came (requirements §3.4).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { BOUND4, Router, SERVER4 } from "./support/router.ts";

const WAN = { pvd: "wan", interface: "eth1", family: "inet" };
const start = (): Router => new Router().configure("methods dhcp", "families inet").link(2, "eth1");

test("R-13 a network is another one only if server of DHCP and router are known before and after, and differ", () => {
  const isNew = (before: readonly string[], after: readonly string[]): boolean => {
    const router = start()
      .spool("wan.inet", ...BOUND4, SERVER4, ...before)
      .pass(60_000);
    return router.spool("wan.inet", ...BOUND4, SERVER4, ...after).told(Code.NewNetwork).length > 0;
  };
  const [one, other] = [
    ["serverid=a", "router=192.0.2.1", "ip=192.0.2.57"],
    ["serverid=b", "router=192.0.2.2", "ip=192.0.2.58"],
  ] as const;
  const without = (lines: readonly string[], key: string) => lines.filter((line) => !line.startsWith(key));
  assert.equal(isNew(one, other), true);
  for (const [before, after] of [
    [without(one, "serverid"), other],
    [one, without(other, "serverid")],
    [one, without(other, "router")],
    [one, [...without(other, "serverid"), "serverid=a"]],
    [one, [...without(other, "router"), "router=192.0.2.1"]],
  ] as const)
    assert.equal(isNew(before, after), false, `${before.join(" ")}, then ${after.join(" ")}`);
});

describe("R-11 a lease counts from when the hook ran", () => {
  const heldFor = (uptime: string): Router => {
    const router = start().spool("wan.inet", ...BOUND4, SERVER4);
    router.timeMs = 100_000;
    return router.spool("wan.inet", ...BOUND4, SERVER4, `uptime=${uptime}`, "lease=60");
  };

  test("and one that is over by now ends the one before", () => {
    for (const [uptime, isOver] of [
      ["39.99", true],
      ["40.00", true],
      ["40.01", false],
    ] as const) {
      const router = heldFor(uptime);
      assert.deepEqual(router.told(Code.LeaseExpired), isOver ? [WAN] : [], uptime);
      assert.equal(router.ask("peers").length, isOver ? 0 : 3, uptime);
    }
  });

  test("from the start of the machine as well", () => {
    const expiresS = (...lines: readonly string[]) => {
      const router = start().spool("wan.inet", ...BOUND4, SERVER4, "lease=600", ...lines);
      return router.ask("status").find(({ record, family }) => record === "cell" && family === "inet")?.[
        "expires_in_s"
      ];
    };
    assert.deepEqual([expiresS("uptime=0.00"), expiresS("uptime=1.00"), expiresS()], [599, 600, 600]);
  });
});

test("E-115 another channel changes what the rows say, at once", () => {
  const router = start();
  const tell = (channel: string): string[] => {
    const lines = ["client=provisioned", "event=bound", "device=eth1", `channel=${channel}`, "addresses=192.0.2.10"];
    const rows = router.spool("wan.inet", ...lines).lines(OutputKind.Event);
    return rows.flatMap(({ event, method }) => (event === "changed" ? [String(method)] : []));
  };
  tell("abc");
  router.pass(60_000).ask("watch");
  assert.deepEqual(tell("abc"), []);
  assert.deepEqual(tell("abd"), new Array(3).fill("provisioned:abd"));
  assert.deepEqual(tell("abd"), []);
});
