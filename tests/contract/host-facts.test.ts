// What a host tells of interfaces and addresses, up to its limits, and what of the
// configuration goes with them (docs/abi.md).
import assert from "node:assert/strict";
import { test } from "node:test";
import { AddressesInput, Code, InputKind, LinkState, LogLevel, OutputKind } from "../../host/abi.gen.ts";
import { encodeAddresses } from "../../host/inputs.ts";
import { jsonOf } from "../support/core.ts";
import { nameOfCode } from "../support/vectors.ts";
import { factsOf, Router } from "./support/router.ts";

/** MAX_LINKS and MAX_ADDRESSES of assembly/limits.ts. */
const MOST_LINKS = 32;
const MOST_ADDRESSES = 96;

const codeOf = ({ fault }: Router): string | null => (fault === null ? null : nameOfCode(fault.code));
const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

test(`there is room for ${MOST_LINKS} interfaces; one that goes makes room`, () => {
  const router = new Router();
  for (let n = 1; n <= MOST_LINKS; n++) assert.equal(codeOf(router.link(n, `eth${n}`)), null, `interface ${n}`);
  assert.equal(codeOf(router.link(99, "eth99")), "too-many-links");
  assert.equal(codeOf(router.link(7, "eth7", LinkState.Down)), null);
  assert.equal(codeOf(router.link(7, "eth7", LinkState.Gone)), null);
  assert.equal(codeOf(router.link(99, "eth99")), null);
  assert.equal(codeOf(router.link(7, "eth7")), "too-many-links");
});

test(`there is room for ${MOST_ADDRESSES} addresses; what is refused leaves those that were there`, () => {
  const router = new Router();
  router.configure("interface wan", "device eth1").link(1, "eth1").link(2, "eth2");
  const many = count(MOST_ADDRESSES - 2, (index) => `2001:db8:2::${(index + 1).toString(16)}/64`);
  assert.equal(codeOf(router.assign(1, "2001:db8::1/64", "192.0.2.57/24")), null);
  assert.equal(codeOf(router.assign(2, ...many)), null);
  const before = router.network()["addresses"];
  assert.deepEqual(before, ["2001:db8::1", "192.0.2.57"]);
  const three = ["2001:db8::1", "2001:db8::2", "2001:db8::3"];
  assert.equal(codeOf(router.assign(1, ...three.map((address) => `${address}/64`))), "too-many-addresses");
  assert.equal(router.fault?.offset, AddressesInput.Count);
  assert.deepEqual(router.network()["addresses"], before);
  assert.equal(codeOf(router.assign(2, ...many.slice(1))), null);
  assert.equal(codeOf(router.assign(1, ...three.map((address) => `${address}/64`))), null);
  assert.deepEqual(router.network()["addresses"], three);
});

test("R-92 R-45 general resolvers and domains are no section's own", () => {
  const router = new Router();
  const general = ["methods dhcp", "resolvers 192.0.2.53", "default-domain x.test"];
  router.configure(...general, "interface wan", "device eth1", "domains y.test").link(1, "eth1");
  const { resolvers, domains } = router.network();
  assert.deepEqual(resolvers, []);
  assert.deepEqual(domains, ["y.test"]);
});

test("the prefixes of an interface's addresses are there once each", () => {
  const router = new Router();
  router.configure("interface wan", "device eth1").link(1, "eth1");
  const assigned = [
    ...["2001:db8:1::1/64", "2001:db8:2::1/64", "2001:db8:1::2/64", "2001:db8:1::3/48", "2001:db8:2::2/65"],
    ...["192.0.2.1/24", "192.0.2.2/24", "2001:db8:1::4/128"],
  ].map(factsOf);
  const tooLong = { ...factsOf("2001:db8:1::4/128"), prefixLength: 200 };
  router.feed(InputKind.Addresses, encodeAddresses(1, [...assigned, tooLong]));
  assert.deepEqual(router.network()["prefixes"], [
    ...["2001:db8:1::/64", "2001:db8:2::/64", "2001:db8:1::/48", "2001:db8:2::/65"],
    ...["192.0.2.0/24", "2001:db8:1::4/128"],
  ]);
});

test("R-04 an address that stands twice in a section is one server, and the log says so", () => {
  const router = new Router();
  const server = ["server s", "reference-identifier s.test", "addresses 192.0.2.1 192.0.2.2 192.0.2.1"];
  router.configure("methods manual", ...server).pass(60_000);
  const told = router.outputs.filter(({ kind, handle }) => kind === OutputKind.Log && handle === Code.AddressDiscarded);
  assert.deepEqual(
    told.map((record) => [record.flags, jsonOf(record)["error"], jsonOf(record)["address"]]),
    [[LogLevel.Warning, Code.Duplicate, "192.0.2.1"]],
  );
  const rows = router.ask("peers").filter(({ channel, transport }) => channel === "signal" && transport === "udp");
  assert.deepEqual(
    rows.map(({ address }) => address),
    ["192.0.2.1", "192.0.2.2"],
  );
});
