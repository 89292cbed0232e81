// What a host tells of interfaces and their addresses: what is refused and where, what is
// news, and which addresses make an interface one that a network can be reached over.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  AddressesInput,
  AddressFlag,
  AddressScope,
  Code,
  InputKind,
  LinkInput,
  LinkState,
  LinkType,
  OutputKind,
} from "../../host/abi.gen.ts";
import { encodeAddresses, encodeLink } from "../../host/inputs.ts";
import type { AddressFacts } from "../../host/inputs.ts";
import { octetsOf } from "../support/core.ts";
import { BOUND4, Router, SERVER4, factsOf } from "./support/router.ts";

const linkRecord = (ifindex: number, name: string): Uint8Array =>
  encodeLink({ ifindex, name: octetsOf(name), state: LinkState.Up, type: LinkType.Ethernet });

/** A network with a lease that has been searched. */
const attached = (): Router =>
  new Router()
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, SERVER4)
    .pass(60_000);

/** The cells that work, as `NETWORK FAMILY`. */
const working = (router: Router): string[] =>
  router
    .ask("status")
    .filter(({ record, state }) => record === "cell" && state !== "down")
    .map(({ pvd, family }) => `${String(pvd)} ${String(family)}`);

describe("a record is refused at the field that is wrong", () => {
  const one = [factsOf("192.0.2.57/24")];
  const changed = (record: Uint8Array, at: number, value: number): Uint8Array => {
    record[at] = value;
    return record;
  };
  for (const [title, kind, record, code, offset] of [
    ["an interface without an index", InputKind.Link, linkRecord(0, "eth1"), Code.LinkName, LinkInput.Ifindex],
    [
      "a name of no octets",
      InputKind.Link,
      changed(linkRecord(2, "eth1"), LinkInput.NameLength, 0),
      Code.LinkName,
      LinkInput.NameLength,
    ],
    ["a name of 16 octets", InputKind.Link, linkRecord(2, "e".repeat(16)), Code.LinkName, LinkInput.NameLength],
    ["a name past the record", InputKind.Link, linkRecord(2, "eth1").subarray(0, 11), Code.InputLength, 11],
    ["addresses of no interface", InputKind.Addresses, encodeAddresses(0, one), Code.LinkName, AddressesInput.Ifindex],
    [
      "more addresses than there are",
      InputKind.Addresses,
      changed(encodeAddresses(2, one), AddressesInput.Count, 2),
      Code.InputLength,
      AddressesInput.Count,
    ],
  ] as const)
    test(title, () => {
      const router = new Router().feed(kind, record);
      assert.deepEqual(router.fault, { code, offset });
      assert.deepEqual(router.told(Code.InputRefused), [{ error: code, offset, value: kind }]);
    });

  test("one interface more than there is room for", () => {
    const router = new Router();
    for (let ifindex = 1; ifindex <= 33; ifindex++) router.link(ifindex, `eth${ifindex}`);
    assert.deepEqual(router.fault, { code: Code.TooManyLinks, offset: LinkInput.Ifindex });
  });

  test("a name of 15 octets is one", () => {
    assert.equal(new Router().feed(InputKind.Link, linkRecord(2, "e".repeat(15))).fault, null);
  });
});

describe("what is news of an interface", () => {
  test("that a network's goes down and comes up, once", () => {
    const router = attached();
    const told = (state: LinkState) => {
      router.link(2, "eth1", state);
      return [router.told(Code.LinkUp), router.told(Code.LinkDown)];
    };
    const line = [{ text: "eth1" }];
    assert.deepEqual(told(LinkState.Up), [[], []]);
    assert.deepEqual(told(LinkState.Down), [[], line]);
    assert.deepEqual(told(LinkState.Down), [[], []]);
    assert.deepEqual(told(LinkState.Up), [line, []]);
    assert.deepEqual(told(LinkState.Gone), [[], line]);
    assert.deepEqual(router.ask("networks"), []);
    // It is nobody's now.
    assert.deepEqual(told(LinkState.Up), [[], []]);
  });

  test("nothing of one that is no network", () => {
    const router = attached();
    for (const state of [LinkState.Up, LinkState.Down, LinkState.Up, LinkState.Gone])
      assert.deepEqual(router.link(9, "eth9", state).outputs, []);
  });

  test("another name under its index: it is another one, and the one before is gone with its servers", () => {
    const router = attached();
    assert.equal(router.ask("peers").length, 3);
    router.link(2, "eth7");
    assert.deepEqual(router.ask("networks"), []);
    assert.deepEqual(router.ask("peers"), []);
    router.link(2, "eth1");
    assert.deepEqual(router.ask("networks"), []);
  });

  test("another name under its index that goes at once: both are gone", () => {
    const router = attached().link(2, "eth7", LinkState.Gone);
    assert.deepEqual(router.ask("networks"), []);
    assert.deepEqual(router.link(2, "eth1").outputs, []);
  });

  test("addresses that were there: nothing, whatever is left of their lifetimes", () => {
    const router = attached().assign(2, "192.0.2.57/24", "2001:db8:1::57/64").pass(60_000);
    const same = ["192.0.2.57/24", "2001:db8:1::57/64"].map(factsOf);
    const later = same.map((facts) => ({ ...facts, preferredS: 60, validS: 120 }));
    assert.deepEqual(router.feed(InputKind.Addresses, encodeAddresses(2, later)).outputs, []);
    for (const other of [
      { prefixLength: 65 },
      { flags: AddressFlag.Deprecated },
      { scope: AddressScope.Link },
      { address: factsOf("2001:db8:1::58/64").address },
    ]) {
      router.feed(
        InputKind.Addresses,
        encodeAddresses(2, [same[0] as AddressFacts, { ...same[1], ...other } as AddressFacts]),
      );
      assert.ok(router.told(Code.RunPlanned).length > 0, JSON.stringify(other));
      router.pass(60_000).feed(InputKind.Addresses, encodeAddresses(2, same)).pass(60_000);
    }
  });

  test("of several interfaces each by itself", () => {
    const router = attached().link(3, "eth2").spool("two.inet", "client=udhcpc", "event=bound", "device=eth2");
    const own = { 2: ["192.0.2.57/24", "192.0.2.58/24"], 3: ["198.51.100.57/24", "198.51.100.58/24", "192.0.2.57/24"] };
    const told = (ifindex: 2 | 3, ...addresses: readonly string[]) =>
      router
        .pass(60_000)
        .assign(ifindex, ...addresses)
        .told(Code.RunPlanned)
        .map(({ pvd }) => pvd);
    assert.deepEqual(told(2, ...own[2]), ["wan"]);
    assert.deepEqual(told(3, ...own[3]), ["two"]);
    assert.deepEqual([...told(2, ...own[2]), ...told(3, ...own[3])], []);
    // The first of one interface is forgotten; the others stay as they are.
    assert.deepEqual(told(2, ...own[2].slice(1)), ["wan"]);
    assert.deepEqual(told(3, ...own[3]), []);
    const addresses = (network: string) => router.ask(`networks ${network}`)[0]?.["addresses"];
    assert.deepEqual(addresses("eth1"), ["192.0.2.58"]);
    assert.deepEqual(addresses("eth2"), ["198.51.100.57", "198.51.100.58", "192.0.2.57"]);
    assert.deepEqual(told(2), ["wan"]);
    assert.deepEqual([addresses("eth1"), (addresses("eth2") as unknown[]).length], [[], 3]);
  });

  test("the same ones in another order, fewer or more", () => {
    const router = attached().assign(2, "192.0.2.57/24", "192.0.2.58/24").pass(60_000);
    for (const addresses of [["192.0.2.58/24", "192.0.2.57/24"], ["192.0.2.58/24"], ["192.0.2.58/24", "192.0.2.59/24"]])
      assert.deepEqual(
        router
          .pass(60_000)
          .assign(2, ...addresses)
          .told(Code.RunPlanned)
          .map(({ why }) => why),
        ["addresses-changed"],
        addresses.join(" "),
      );
  });
});

describe("an address that a network can be reached from", () => {
  const states = (...entries: readonly AddressFacts[]): string[] => {
    const router = new Router().configure("interface wan", "device eth1").link(2, "eth1");
    return working(router.feed(InputKind.Addresses, encodeAddresses(2, entries)));
  };
  const V4 = factsOf("192.0.2.57/24");
  const V6 = factsOf("2001:db8:1::57/64");

  test("is one of more than the link that is no candidate any more", () => {
    assert.deepEqual(states(V4), ["wan inet"]);
    assert.deepEqual(states(V6), ["wan inet6"]);
    assert.deepEqual(states(V4, V6), ["wan inet", "wan inet6"]);
    for (const wrong of [
      { flags: AddressFlag.Tentative },
      { flags: AddressFlag.Tentative | AddressFlag.Deprecated },
      { scope: AddressScope.Host },
      { scope: AddressScope.Link },
    ])
      assert.deepEqual(states({ ...V4, ...wrong }, { ...V6, ...wrong }), [], JSON.stringify(wrong));
    assert.deepEqual(states({ ...V6, flags: AddressFlag.Deprecated }), ["wan inet6"]);
    assert.deepEqual(states({ ...V6, flags: AddressFlag.Temporary }), ["wan inet6"]);
    assert.deepEqual(states({ ...V6, flags: AddressFlag.Tentative }, V6), ["wan inet6"]);
  });

  test("on the interface, on no other and not before it is there", () => {
    const router = new Router().configure("interface wan", "device eth1").link(2, "eth1");
    assert.deepEqual(working(router.link(3, "eth2").assign(3, "192.0.2.57/24")), []);
    assert.deepEqual(working(router.assign(2, "192.0.2.58/24")), ["wan inet"]);
    assert.deepEqual(working(router.assign(2)), []);
    const early = new Router().assign(2, "192.0.2.57/24").configure("interface wan", "device eth1");
    assert.deepEqual(working(early), []);
    assert.deepEqual(working(early.link(2, "eth1")), ["wan inet"]);
  });

  test("not the loopback interface", () => {
    for (const [type, cells] of [
      [LinkType.Loopback, []],
      [LinkType.Ethernet, ["wan inet"]],
    ] as const) {
      const record = encodeLink({ ifindex: 2, name: octetsOf("eth1"), state: LinkState.Up, type });
      const router = new Router().configure("interface wan", "device eth1").feed(InputKind.Link, record);
      assert.deepEqual(working(router.assign(2, "192.0.2.57/24")), cells);
    }
  });
});

test("an address that is withdrawn takes its family's servers with it", () => {
  const router = new Router().configure(
    ...["methods manual", "interface wan", "device eth1"],
    ...["server one", "reference-identifier a.test", "addresses 203.0.113.9 2001:db8:9::9", "bind-interface wan"],
  );
  router.link(2, "eth1").assign(2, "192.0.2.57/24", "2001:db8:1::57/64").pass(60_000);
  const addresses = () => [...new Set(router.ask("peers").map(({ address }) => address))];
  assert.deepEqual(addresses(), ["203.0.113.9", "2001:db8:9::9"]);
  router.assign(2, "2001:db8:1::57/64");
  const removed = router.lines(OutputKind.FileReplace).map(({ address }) => address);
  assert.deepEqual([...new Set(removed)], ["2001:db8:9::9"]);
  assert.deepEqual(addresses(), ["2001:db8:9::9"]);
});
