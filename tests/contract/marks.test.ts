// By what a network is recognised, as the record of the store has it (docs/store.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AddressScope, Code, ErrorClass, InputKind, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { encodeAddresses, encodeStored } from "../../host/inputs.ts";
import { decodeRecord } from "../faults/support/record.ts";
import { octetsOf } from "../support/core.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, BOUND6, Router, SERVER4, SERVER6, factsOf } from "./support/router.ts";

const MARKS_AT = 5;
const UNKNOWN = "00000000";

/** FNV-1a of 64 bits, folded, lowest octet first. */
function markOf(octets: Iterable<number>): string {
  let hash = 0xcbf29ce484222325n;
  for (const octet of octets) hash = BigInt.asUintN(64, (hash ^ BigInt(octet)) * 0x100000001b3n);
  const folded = BigInt.asUintN(32, hash ^ (hash >> 32n));
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(Number(folded === 0n ? 1n : folded));
  return mark.toString("hex");
}

const ISP = markOf([3, ...octetsOf("isp"), 4, ...octetsOf("test"), 0]);
const subnet4 = (...octets: readonly number[]) => markOf([...new Array<number>(10).fill(0), 0xff, 0xff, ...octets]);
const subnet6 = (...octets: readonly number[]) => markOf([...octets, ...new Array<number>(16 - octets.length).fill(0)]);

/** The marks of DHCP server, domain and subnet in the one list of the next record; undefined: nothing is kept. */
function marksOf(router: Router): string[] | undefined {
  const record = router.pass(60_000).outputs.find(({ kind }) => kind === OutputKind.StoreWrite);
  if (record === undefined) return undefined;
  const lists = Buffer.from(decodeRecord(record.payload)?.lists ?? assert.fail("no record"));
  return [0, 4, 8].map((place) => lists.toString("hex", MARKS_AT + place, MARKS_AT + place + 4));
}

/** A router with an empty store, whose interface has these addresses. */
function start(...addresses: readonly string[]): Router {
  const router = new Router().configure("methods dhcp");
  for (const slot of [0, 1]) router.feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, new Uint8Array(0)));
  return router.link(2, "eth1").assign(2, ...addresses);
}

const marks4 = (addresses: readonly string[], ...lines: readonly string[]): string[] | undefined =>
  marksOf(start(...addresses).spool("wan.inet", ...BOUND4, SERVER4, ...lines));
const marks6 = (addresses: readonly string[], ...lines: readonly string[]): string[] | undefined =>
  marksOf(start(...addresses).spool("wan.inet6", ...BOUND6, SERVER6, ...lines));

describe("I-09 what a network is recognised by", () => {
  test("the server of its lease, as the client writes it", () => {
    assert.deepEqual(marks4([], "serverid=192.0.2.1"), [markOf(octetsOf("192.0.2.1")), UNKNOWN, UNKNOWN]);
    assert.deepEqual(marks6([], "SERVER=fe80::1"), [markOf(octetsOf("fe80::1")), UNKNOWN, UNKNOWN]);
  });

  test("the domain of the lease of either family, its own first", () => {
    assert.deepEqual(marks4([], "domain=isp.test"), [UNKNOWN, ISP, UNKNOWN]);
    const both = (other: string) => {
      const router = start().spool("wan6.inet6", ...BOUND6, `OPTION_57=${other}`);
      return marksOf(router.spool("wan.inet", ...BOUND4, SERVER4, "domain=isp.test"));
    };
    assert.deepEqual(both("01610474657374" + "00"), [UNKNOWN, ISP, UNKNOWN]);
    const six = start().spool("wan.inet", ...BOUND4, "domain=isp.test");
    assert.deepEqual(marksOf(six.spool("wan6.inet6", ...BOUND6, SERVER6)), [UNKNOWN, ISP, UNKNOWN]);
  });

  test("the first global subnet of its interface in its family", () => {
    const four = subnet4(192, 0, 2, 0);
    const six = subnet6(0x20, 1, 0xd, 0xb8, 0, 1);
    for (const addresses of [
      ["192.0.2.57/24"],
      ["192.0.2.200/24", "2001:db8:1::57/48"],
      ["2001:db8:1::57/48", "10.1.2.3/8", "192.0.2.57/24", "198.51.100.57/24"],
    ])
      assert.deepEqual(marks4(addresses), [UNKNOWN, UNKNOWN, four], addresses.join(" "));
    for (const addresses of [
      ["2001:db8:1::57/48"],
      ["192.0.2.57/24", "fe80::57/64", "fd00::57/64", "2001:db8:1::9/48", "2001:db8:2::9/48"],
    ])
      assert.deepEqual(marks6(addresses), [UNKNOWN, UNKNOWN, six], addresses.join(" "));
    assert.deepEqual(marks4(["198.51.100.57/32"]), [UNKNOWN, UNKNOWN, subnet4(198, 51, 100, 57)]);
    assert.deepEqual(marks4(["198.51.100.57/25"]), [UNKNOWN, UNKNOWN, subnet4(198, 51, 100, 0)]);
  });

  test("of the interface that carries the family", () => {
    const tunnel = (): Router => {
      const router = start("2001:db8:1::57/48", "198.51.100.57/24");
      router.configure("methods dhcp", "interface wan", "device eth1", "ipv4-device tun0").link(3, "tun0");
      return router.assign(3, "192.0.2.57/24", "2001:db8:2::57/48");
    };
    const four = tunnel().spool("wan.inet", "client=udhcpc", "event=bound", "device=tun0", SERVER4);
    assert.deepEqual(marksOf(four), [UNKNOWN, UNKNOWN, subnet4(192, 0, 2, 0)]);
    const six = tunnel().spool("wan6.inet6", ...BOUND6, SERVER6);
    assert.deepEqual(marksOf(six), [UNKNOWN, UNKNOWN, subnet6(0x20, 1, 0xd, 0xb8, 0, 1)]);
  });

  test("no subnet of another interface or of the link", () => {
    const elsewhere = start()
      .link(3, "eth2")
      .assign(3, "192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, SERVER4);
    assert.equal(marksOf(elsewhere), undefined);
    const facts = { ...factsOf("192.0.2.57/24"), scope: AddressScope.Link };
    const ofLink = start().feed(InputKind.Addresses, encodeAddresses(2, [facts]));
    assert.equal(marksOf(ofLink.spool("wan.inet", ...BOUND4, SERVER4)), undefined);
  });

  test("no private, shared, unique local or link-local one, and the ones beside those", () => {
    for (const [address, isKept] of [
      ...([
        ["9.255.255.1/32", true],
        ["10.0.0.1/32", false],
        ["10.255.255.1/32", false],
        ["11.0.0.1/32", true],
      ] as const),
      ...([
        ["100.63.0.1/32", true],
        ["100.64.0.1/32", false],
        ["100.127.0.1/32", false],
        ["100.128.0.1/32", true],
      ] as const),
      ...([
        ["172.15.0.1/32", true],
        ["172.16.0.1/32", false],
        ["172.31.0.1/32", false],
        ["172.32.0.1/32", true],
      ] as const),
      ...([
        ["192.167.0.1/32", true],
        ["192.168.0.1/32", false],
        ["192.169.0.1/32", true],
        ["193.168.0.1/32", true],
      ] as const),
      ...([
        ["169.253.0.1/32", true],
        ["169.254.0.1/32", false],
        ["169.255.0.1/32", true],
        ["168.254.0.1/32", true],
      ] as const),
    ] as const)
      assert.equal(marks4([address]) !== undefined, isKept, address);
    for (const [address, isKept] of [
      ...([
        ["fb00::1/128", true],
        ["fc00::1/128", false],
        ["fdff::1/128", false],
        ["fe00::1/128", true],
      ] as const),
      ...([
        ["fe7f::1/128", true],
        ["febf::1/128", false],
        ["fec0::1/128", true],
        ["2001:db8::1/128", true],
      ] as const),
    ] as const)
      assert.equal(marks6([address]) !== undefined, isKept, address);
  });
});

describe("I-09 a network is recognised by any one mark", () => {
  const first = ["serverid=192.0.2.1", "domain=isp.test"];
  const returns = (address: string, ...lines: readonly string[]): boolean => {
    const router = start("192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, SERVER4, ...first)
      .pass(60_000);
    router
      .link(2, "eth1", LinkState.Down)
      .assign(2, address)
      .spool("wan.inet", ...BOUND4, ...lines)
      .pass(60_000);
    assert.deepEqual(router.ask("peers"), []);
    router.link(2, "eth1");
    return router.ask("peers").length > 0;
  };

  test("and by none of another network", () => {
    const [elsewhere, others] = ["198.51.100.57/24", ["serverid=198.51.100.1", "domain=other.test"]];
    assert.equal(returns("192.0.2.99/24", ...others), true);
    assert.equal(returns(elsewhere, "serverid=192.0.2.1", "domain=other.test"), true);
    assert.equal(returns(elsewhere, "serverid=198.51.100.1", "domain=isp.test"), true);
    assert.equal(returns(elsewhere, ...others), false);
    assert.equal(returns("10.0.0.1/8"), false);
    // What is the server's mark is no domain's.
    assert.equal(returns(elsewhere, "serverid=isp.test", "domain=other.test"), false);
  });
});

test("I-09 A-07 a network that goes with its interface is recognised by the domain of either lease, in both families", () => {
  for (const domain of ["inet", "inet6"]) {
    const [domain4, domain6] =
      domain === "inet" ? ["domain=isp.test", "x=y"] : ["x=y", "OPTION_57=03697370047465737400"];
    const router = start().spool("wan.inet", ...BOUND4, SERVER4, domain4);
    router.spool("wan6.inet6", ...BOUND6, SERVER6, domain6).pass(60_000);
    assert.equal(router.ask("peers").length, 6);
    router.link(2, "eth1", LinkState.Gone).pass(60_000);
    assert.deepEqual(router.ask("peers"), []);
    router
      .link(2, "eth1")
      .spool("wan.inet", ...BOUND4, domain4)
      .spool("wan6.inet6", ...BOUND6, domain6);
    const rows = router.ask("peers").map(({ family, stale }) => [family, stale].join(" "));
    assert.deepEqual([...new Set(rows)], ["inet true", "inet6 true"], domain);
  }
});

for (const [name, state] of [
  ["down", LinkState.Down],
  ["gone", LinkState.Gone],
] as const)
  test(`I-09 a network is recognised by its subnet alone after its interface was ${name}`, () => {
    for (const [back, isKnown] of [
      ["192.0.2.99/24", true],
      ["198.51.100.57/24", false],
    ] as const) {
      const router = start("192.0.2.57/24")
        .spool("wan.inet", ...BOUND4, SERVER4)
        .pass(60_000)
        .link(2, "eth1", state)
        .pass(60_000);
      assert.deepEqual(router.ask("peers"), []);
      router
        .assign(2, back)
        .link(2, "eth1")
        .spool("wan.inet", ...BOUND4);
      assert.equal(router.toldEver(Code.ListRestored).length, isKnown ? 1 : 0, back);
    }
  });

test("I-09 a network is recognised by the subnet of its last address, though that went before its list", () => {
  const lan = "2001:db8:1::57/64";
  for (const [back, isKnown] of [
    [lan, true],
    ["2001:db8:1::99/64", true],
    ["2001:db8:2::57/64", false],
  ] as const) {
    const router = start(lan)
      .spool("wan.inet6", ...BOUND6, SERVER6)
      .pass(60_000)
      .spool("wan.inet6")
      .pass(60_000);
    assert.deepEqual([...new Set(router.ask("peers").map(({ stale }) => stale))], [true]);
    router.assign(2);
    assert.deepEqual(router.told(Code.ListWithdrawn).length, 1);
    router.assign(2, back).pass(60_000);
    // What a lease gave needs a lease.
    assert.deepEqual(router.ask("peers"), []);
    router.spool("wan.inet6", ...BOUND6);
    assert.equal(router.told(Code.ListRestored).length, isKnown ? 1 : 0, back);
  }
});

test("I-09 R-61 a list returns when the configuration wants its method and trusts its name again", () => {
  for (const unwanted of [["methods manual"], ["methods dhcp", "trusted-names other.test"]] as const) {
    const name = "opt147=04646f74730469737061047465737400"; // dots.ispa.test
    const router = start("192.0.2.57/24")
      .spool("wan.inet", ...BOUND4, SERVER4, name)
      .pass(60_000);
    router
      .link(2, "eth1", LinkState.Down)
      .spool("wan.inet", ...BOUND4)
      .configure(...unwanted)
      .link(2, "eth1")
      .pass(60_000);
    assert.deepEqual(router.ask("peers"), [], unwanted.join(" "));
    router.configure("methods dhcp", "trusted-names *.ispa.test");
    const restored = router.told(Code.ListRestored).map(({ family, value }) => [family, value]);
    assert.deepEqual(restored, [["inet", 1]], unwanted.join(" "));
  }
});

test("I-09 a list from the DNS is kept with the subnet of the last address of IPv4", () => {
  const zone = [
    "@ SOA ns1 hostmaster 1 3600 600 86400 300",
    '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1',
    "m1 A 203.0.113.9",
  ];
  for (const [back, isKnown] of [
    ["192.0.2.99/24", true],
    ["198.51.100.57/24", false],
  ] as const) {
    const resolver = new Resolver(zone);
    const router = start("192.0.2.57/24");
    router.configure("methods snaptr", "interface wan", "device eth1", "domains isp.test", "resolvers 192.0.2.53");
    for (let second = 0; second < 5; second++) resolver.answer(router.pass(1000));
    assert.equal(router.ask("peers").length, 1);
    router.assign(2);
    assert.deepEqual(router.ask("peers"), []);
    assert.equal(router.pass(60_000).assign(2, back).told(Code.ListRestored).length, isKnown ? 1 : 0, back);
  }
});
