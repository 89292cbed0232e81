// Values of a lease at the edge of what they may be, and leases that follow one another.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { acknowledgement } from "./support/messages.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

const attached = (): Router => new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
const addressesOf = (router: Router): unknown[] => [...new Set(router.ask("peers").map(({ address }) => address))];
const remarksOf = (router: Router): unknown[] =>
  [...router.told(Code.OptionIgnored), ...router.told(Code.OptionWarning)].map(({ error, option, offset }) => [
    ...[error, option, offset],
  ]);

const heard = (message: string): Router => {
  const router = attached().spool("wan.inet", "client=raw", "event=message", "device=eth1", `message=${message}`);
  assert.equal(router.fault, null);
  return router.pass(60_000);
};

describe("DHCPv4 messages", () => {
  const [CIADDR, YIADDR, SNAME, FILE] = [12, 16, 44, 108];
  const own = [198, 51, 100, 57];
  const servers = [148, 8, ...own, 198, 51, 100, 10];

  test("A-16 the own address is the assigned one, without one that of the client (RFC 2131 §4.3.5)", () => {
    assert.deepEqual(addressesOf(heard(acknowledgement({}, servers))), ["198.51.100.57", "198.51.100.10"]);
    for (const field of [CIADDR, YIADDR])
      assert.deepEqual(addressesOf(heard(acknowledgement({ [field]: own }, servers))), ["198.51.100.10"], `${field}`);
    const other = [198, 51, 100, 10];
    const both = { [CIADDR]: other, [YIADDR]: own };
    assert.deepEqual(addressesOf(heard(acknowledgement(both, servers))), ["198.51.100.10"]);
  });

  test("E-10 a server name full of options ends where the boot file begins", () => {
    const full = [...servers, ...new Array<number>(64 - servers.length).fill(0)];
    // The file is none of the options', and its name begins like one.
    const message = acknowledgement({ [SNAME]: full, [FILE]: [148, 200] }, [52, 1, 2]);
    assert.deepEqual(addressesOf(heard(message)), ["198.51.100.57", "198.51.100.10"]);
  });
});

test("A-03 strict-draft: of instances that one option could hold the first counts, of more all (RFC 3396)", () => {
  const addresses = (from: number, size: number) =>
    Array.from({ length: size }, (_, index) => [10, 0, 0, from + index]).flat();
  const list = (from: number, size: number) => [4 * size, ...addresses(from, size)];
  for (const [octets, instances, count, isRepeated] of [
    // Three lists of 63 addresses have 255 octets.
    [255, [list(1, 20), [...list(21, 20), ...list(41, 23)]], 20, true],
    [256, [addresses(1, 32), addresses(33, 32)], 64, false],
    [252, [addresses(1, 63)], 63, false],
  ] as const) {
    const options = instances.flatMap((value) => [148, value.length, ...value]);
    const router = attached().configure("strict-draft on");
    const message = `message=${acknowledgement({}, options)}`;
    router.spool("wan.inet", "client=raw", "event=message", "device=eth1", message);
    const learnt = router.told(Code.AddressesLearnt).map(({ option, value }) => [option, value]);
    assert.deepEqual(learnt, [[148, count]], `${octets} octets`);
    const repeated = router.told(Code.OptionWarning).filter(({ error }) => error === Code.RepeatedOption);
    assert.equal(repeated.length, isRepeated ? 1 : 0, `${octets} octets`);
  }
});

test("R-11 an uptime is at most a second ahead of the clock, to the millisecond", () => {
  for (const [uptime, isTaken] of [
    ["101.00", true],
    ["101.01", false],
  ] as const) {
    const router = attached();
    router.timeMs = 100_009;
    router.spool("wan.inet", "client=udhcpc", "event=bound", `uptime=${uptime}`);
    assert.equal(router.fault?.code ?? null, isTaken ? null : Code.SpoolTime, uptime);
  }
});

test("R-11 a lease time has 32 bits (RFC 2132 §9.2)", () => {
  for (const [seconds, remarks] of [
    ["4294967295", []],
    ["4294967296", [[Code.TextNumber, 51, 0]]],
  ] as const) {
    const router = attached().spool("wan.inet", ...BOUND4, `lease=${seconds}`, SERVER4);
    assert.deepEqual(remarksOf(router), remarks, seconds);
  }
});

test("octets between colons: none of them may be missing", () => {
  for (const [value, offset] of [
    ["c0:0:2::a", 7],
    [":c0:0:2:a", 0],
    ["c0:0:2:a:", 9],
  ] as const) {
    const router = attached().spool("wan.inet", "client=dhclient", "event=BOUND", `new_dots_address=${value}`);
    assert.deepEqual(remarksOf(router), [[Code.HexDigit, 148, offset]], value);
  }
});

describe("delegated prefixes", () => {
  const A = "2001:db8:a::/48,3000,4000";
  const B = "2001:db8:b::/48,3000,4000";

  test("I-03 one of no bits is no text that cannot be read", () => {
    const router = attached().spool("wan6.inet6", ...BOUND6, `PREFIXES=::/0,3000,4000 ${A}`);
    assert.deepEqual(remarksOf(router), []);
  });

  test("E-91 a renewal with the same ones is none of another lease", () => {
    const router = attached().spool("wan6.inet6", ...BOUND6, `PREFIXES=${A} ${B}`);
    assert.equal(router.told(Code.LeaseLearnt).length, 1);
    router.pass(60_000).spool("wan6.inet6", ...BOUND6, `PREFIXES=${A} ${B}`);
    assert.equal(router.told(Code.LeaseLearnt).length, 0);
    for (const other of [A, `${A} 2001:db8:c::/48,3000,4000`, ""]) {
      router.pass(60_000).spool("wan6.inet6", ...BOUND6, `PREFIXES=${other}`);
      assert.equal(router.told(Code.LeaseLearnt).length, 1, other);
    }
  });

  test("I-06 one of the lease before is retired once", () => {
    const router = attached().spool("wan6.inet6", ...BOUND6, `PREFIXES=${A}`);
    const retired = (...prefixes: readonly string[]) =>
      router
        .pass(60_000)
        .spool("wan6.inet6", ...BOUND6, `PREFIXES=${prefixes.join(" ")}`)
        .told(Code.PrefixRetired)
        .map(({ address }) => address);
    assert.deepEqual(retired(B), ["2001:db8:a::"]);
    assert.deepEqual(retired(B, "2001:db8:c::/48,3000,4000"), []);
    assert.deepEqual(retired("2001:db8:c::/48,3000,4000"), ["2001:db8:b::"]);
    const delegated = (router.network()["prefixes"] as string[]).filter((text) => text.startsWith("2001:"));
    assert.deepEqual(delegated, ["2001:db8:a::/48", "2001:db8:b::/48", "2001:db8:c::/48"]);
  });
});

test("E-11 what a lease discards is told, each address once, also when there are remarks", () => {
  const router = attached().spool(
    "wan.inet",
    ...["client=dhclient", "event=BOUND", "device=eth1", "new_dots_ri=one.test. two.test."],
    "new_dots_address=224.0.0.1 127.0.0.1 0.0.0.0 192.0.2.10",
  );
  assert.equal(remarksOf(router).length, 2);
  const discarded = router.told(Code.AddressDiscarded).map(({ address, error }) => [address, error]);
  assert.deepEqual(discarded, [
    ["224.0.0.1", Code.Multicast],
    ["127.0.0.1", Code.Loopback],
    ["0.0.0.0", Code.Unspecified],
  ]);
});
