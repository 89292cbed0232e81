// I-09 a stored list: what it says comes back to the octet, and a record with a list that says what none may say is damaged.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { encodeRecord } from "../faults/support/record.ts";
import { octetsOf } from "../support/core.ts";
import { attach, SERVERS, startWith, SUBNET, writtenRecord } from "./support/kept-networks.ts";
import { encodeList, encodeWhole, ORDER } from "./support/lists.ts";
import type { StoredEndpoint, WholeList } from "./support/lists.ts";
import type { Router } from "./support/router.ts";

const [DHCP, DNSSD, SNAPTR] = [4, 5, 6];
const HEADER_SIZE = 16;
const NAME = octetsOf("\x04dots\x03isp\x04test\x00");
const PLACE: StoredEndpoint = { identity: 0, server: 0, channels: 7, port: 0, address: "198.51.100.1" };
const PLACE6 = { ...PLACE, address: "2001:db8::1" };
const LIST: WholeList = {
  ...{ family: 0, method: SNAPTR, flags: 1, order: ORDER, device: "eth1", marks: [1, 2, 3] },
  ...{ identities: [[0, NAME]], endpoints: [PLACE] },
};
const LIST6: WholeList = { ...LIST, family: 1, endpoints: [PLACE6] };
/** Every order of the protocols: three bits for each. */
const ORDERS = permutations([3, 2, 1, 7, 6]).map((order) =>
  order.reduce((all, one, place) => all | (one << (3 * place)), 0),
);

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((one) => permutations(values.filter((other) => other !== one)).map((rest) => [one, ...rest]));
}

const join = (lists: readonly WholeList[]): Uint8Array =>
  Uint8Array.of(...lists.flatMap((list) => [...encodeWhole(list)]));

/** The router learns a list of its own, and writes it with those that it read. */
function assertReturns(lists: readonly WholeList[]): void {
  const router = startWith(join(lists));
  assert.deepEqual(router.toldEver(Code.StoreDamaged), []);
  assert.deepEqual(router.toldEver(Code.ListNotKept), []);
  const own = encodeList({ device: "eth14", addresses: ["192.0.2.16", "192.0.2.17"], marks: [0, 0, SUBNET] });
  const record = writtenRecord(attach(router, 14, SERVERS(2)));
  assert.deepEqual(record, Uint8Array.from(encodeRecord(2, Uint8Array.of(...own, ...join(lists)))));
}

describe("what a list says is written again as it was read", () => {
  const shapes: readonly (readonly [string, readonly WholeList[]])[] = [
    [
      "methods",
      [DHCP, DNSSD, SNAPTR].flatMap((method) => [
        { ...LIST, method },
        { ...LIST6, method },
      ]),
    ],
    ["flags", [0, 1, 2, 3].map((flags) => ({ ...LIST, flags }))],
    ["devices", ["e", "fifteen-octets1"].map((device) => ({ ...LIST, device }))],
    [
      "marks",
      (
        [
          [0, 0, 0],
          [0xffffffff, 0, 0],
          [0, 0xfffefdfc, 0],
          [0, 0, 0x01020304],
        ] as const
      ).map((marks) => ({ ...LIST, marks })),
    ],
    ["a list of a lease without a name", [{ ...LIST, method: DHCP, flags: 0, identities: [] }]],
    [
      "identities",
      [
        { ...LIST, identities: [[17, NAME]], endpoints: [{ ...PLACE, identity: 17 }] },
        {
          ...LIST,
          identities: [1, 2, 16].map(
            (identity) => [identity, octetsOf(`\x01${"abcdefghijklmnopq"[identity] ?? ""}\x00`)] as const,
          ),
          endpoints: [16, 1, 2, 1].map((identity) => ({ ...PLACE, identity })),
        },
      ],
    ],
    [
      "servers, channels and ports",
      [
        {
          ...LIST,
          endpoints: [1, 2, 3, 4, 5, 6, 7, 16, 32, 48, 55].map((channels, index) => ({
            ...PLACE,
            ...{ server: 255 - index, channels, port: [1, 255, 256, 443, 4646, 65535][index % 6] ?? 0 },
          })),
        },
        { ...LIST6, endpoints: [0, 1, 0x1234].map((port) => ({ ...PLACE6, port })) },
      ],
    ],
    ["an IPv4 server of a list of IPv6", [{ ...LIST6, endpoints: [PLACE6, PLACE] }]],
  ];
  for (const [title, lists] of shapes) test(title, () => assertReturns(lists));

  test("each order of the protocols", () => {
    for (let first = 0; first < ORDERS.length; first += 12)
      assertReturns(ORDERS.slice(first, first + 12).map((order) => ({ ...LIST, order })));
  });
});

describe("each network that is recognised gets its own list, with all that it says", () => {
  const nameOf = (index: number) => octetsOf(`\x02n${index}\x04test\x00`);
  const listOf = (index: number, change: Partial<WholeList> = {}): WholeList => ({
    ...{ ...LIST, method: DHCP, flags: 0, device: `eth${index}`, marks: [0, 0, SUBNET] },
    ...{ identities: [[0, nameOf(index)]], endpoints: [{ ...PLACE, address: `198.51.100.${index}` }] },
    ...change,
  });
  const rowsOf = (router: Router, index: number) =>
    attach(router, index)
      .ask("peers")
      .filter((row) => row["interface"] === `eth${index}`)
      .map(({ address, port, channel, transport, sni, server_group: group, stale }) =>
        [address, port, channel, transport, sni, group, stale].join(" "),
      );
  const expected = (index: number) => {
    const row = (protocol: string) => `198.51.100.${index} ${protocol} n${index}.test dhcp-1 true`;
    return ["4646 signal udp", "4646 signal tcp", "443 data tcp"].map(row);
  };

  test("in whatever order they come", () => {
    for (const order of permutations([1, 2, 3])) {
      const router = startWith(join([1, 2, 3].map((index) => listOf(index))));
      for (const index of order)
        assert.deepEqual(rowsOf(router, index), expected(index), `${order.join(" ")}: ${index}`);
    }
  });

  test("for seven days after it was read, and not a millisecond longer", () => {
    const WEEK_MS = 7 * 86_400_000;
    for (const [waitMs, rows] of [
      [WEEK_MS - 1, expected(1)],
      [WEEK_MS, []],
    ] as const) {
      const router = startWith(join([listOf(1)]));
      assert.deepEqual(rowsOf(router.pass(waitMs), 1), rows);
    }
  });
});

/** What is told of a record with this list behind one that is good; null: nothing. */
function damageOf(list: WholeList | Uint8Array): Record<string, unknown> | null {
  const octets = list instanceof Uint8Array ? list : encodeWhole(list);
  const router = startWith(Uint8Array.of(...encodeWhole(LIST), ...octets));
  const told = router.toldEver(Code.StoreDamaged);
  assert.ok(told.length <= 1);
  // Nothing of it counts, not even the good one.
  if (told.length > 0) assert.deepEqual(attach(router, 1).ask("peers"), []);
  return told[0] ?? null;
}

function assertDamaged(list: WholeList, what: string): void {
  const { offset, ...told } = damageOf(list) ?? assert.fail(`${what}: taken`);
  assert.deepEqual(told, { value: 0, error: Code.StoreDamaged }, what);
  const start = HEADER_SIZE + encodeWhole(LIST).length;
  assert.ok((offset as number) > start && (offset as number) <= start + encodeWhole(list).length, what);
}

describe("a list that says what none may say", () => {
  const named = (identity: number): Partial<WholeList> => ({
    ...{ identities: [[identity, NAME]], endpoints: [{ ...PLACE, identity }] },
  });
  const placed = (place: Partial<StoredEndpoint>): Partial<WholeList> => ({
    endpoints: [PLACE, { ...PLACE, ...place }],
  });
  const damaged: readonly (readonly [string, Partial<WholeList>])[] = [
    ["family 2", { family: 2 }],
    ["method 3", { method: 3 }],
    ["method 7", { method: 7 }],
    ["method 255", { method: 255 }],
    ["no device", { device: "" }],
    ["a device of 16 octets", { device: "sixteen-octets-1" }],
    ["identity 18", named(18)],
    ["identity 254", named(254)],
    ["identity 18 that no server has to prove", { identities: [...LIST.identities, [18, NAME]] }],
    ["identity 1 of a lease", { method: DHCP, ...named(1) }],
    ["a name that is none", { identities: [[0, octetsOf("\x03a_b\x00")]] }],
    ["an empty name", { identities: [[0, octetsOf("\x00")]] }],
    ["an identity that is not among its names", placed({ identity: 1 })],
    ["identity 32, which is 0 in arithmetic modulo 32", placed({ identity: 32 })],
    ["no name in a list that is not of a lease", { identities: [] }],
    ["no endpoint", { endpoints: [] }],
    ["no channel", placed({ channels: 0 })],
    ["a channel for names that wait", placed({ channels: 8 })],
    ["a channel that is none", placed({ channels: 65 })],
    ["the mark of a change", placed({ channels: 0x81 })],
    ["Call Home without a port", placed({ channels: 16 })],
    ["Call Home over TCP without a port", placed({ channels: 32 })],
    ["an IPv6 address in a list of IPv4", placed({ address: "2001:db8::1" })],
    ["a loopback address", placed({ address: "127.0.0.1" })],
    ["a multicast address in a list of IPv6", { family: 1, endpoints: [PLACE6, { ...PLACE6, address: "ff02::1" }] }],
  ];
  for (const [title, change] of damaged) test(title, () => assertDamaged({ ...LIST, ...change }, title));

  test("an order of the protocols in which one is missing or none, or more than there are", () => {
    for (let place = 0; place < 15; place += 3) {
      for (let word = 0; word < 8; word++) {
        const order = (ORDER & ~(7 << place)) | (word << place);
        if (order !== ORDER) assertDamaged({ ...LIST, order }, `order ${order.toString(8)}`);
      }
    }
    assertDamaged({ ...LIST, order: ORDER | 0x8000 }, "a sixteenth bit");
    assertDamaged({ ...LIST, order: 0 }, "order 0");
  });

  test("a list that is cut at any octet", () => {
    const octets = encodeWhole(LIST);
    assert.equal(damageOf(octets), null);
    for (let length = 1; length < octets.length; length++)
      assert.notEqual(damageOf(octets.slice(0, length)), null, `${length} octets`);
  });
});
