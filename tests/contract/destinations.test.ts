// In which order the addresses of a name are tried: the policy table of RFC 6724 §2.1 at the
// edges of its prefixes, and the rules of §6.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AddressFlag, InputKind } from "../../host/abi.gen.ts";
import { encodeAddresses } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, factsOf, Router } from "./support/router.ts";

const IFINDEX = 2;

/** The addresses of the rows, each once, of a name that has these. */
function order(addresses: readonly string[], own: readonly (readonly [text: string, flags?: number])[]): unknown[] {
  const server = ["server one", "reference-identifier dots.isp.test", "bind-interface wan", "families inet6"];
  const router = new Router().configure("methods manual", ...server).link(IFINDEX, "eth1");
  router.spool("wan.inet", ...BOUND4, "dns=192.0.2.53");
  const facts = own.map(([text, flags = 0]) => ({ ...factsOf(text), flags }));
  const resolver = new Resolver(addresses.map((address) => `dots AAAA ${address}`));
  router.feed(InputKind.Addresses, encodeAddresses(IFINDEX, [factsOf("192.0.2.57/24"), ...facts]));
  for (let second = 0; second < 5; second++) resolver.answer(router.pass(1000));
  return [...new Set(router.ask("peers").map(({ address }) => address))];
}

/** Bits that two addresses share, of the first 64. */
function sharedBits(a: string, b: string): number {
  const bits = [a, b].map((text) =>
    [...addressOctets(text).subarray(0, 8)].map((octet) => octet.toString(2).padStart(8, "0")).join(""),
  );
  const differing = [...(bits[0] ?? "")].findIndex((bit, index) => bit !== bits[1]?.[index]);
  return differing < 0 ? 64 : differing;
}

const SOURCE = "2001:db8:ffff::57";

/** Those that are as good as each other but for the bits they share with the source, and for their octets. */
const ranked = (addresses: readonly string[]): string[] =>
  [...addresses].sort(
    (a, b) => sharedBits(b, SOURCE) - sharedBits(a, SOURCE) || Buffer.compare(addressOctets(a), addressOctets(b)),
  );

const OTHERS = [
  ...[
    "2001:db8:ffff::1",
    "2001:db8:ffff::2",
    "2001:db8:ffff:1::1",
    "2001:db8:ffff:8000::1",
    "2001:db8::1",
    "2001:1::1",
  ],
  ...["2000:ffff::1", "2003::1", "2001:ffff::1", "3ffd::1", "3fff::1", "fe00::1", "fbff::1", "::1:0:1", "::1:0:0:1"],
];
/** By precedence, with the scope of the source; then those of another scope. */
const CLASSES = [
  OTHERS,
  ["2002::1", "2002:ffff::1"],
  ["2001:0:1::1", "2001:0:ffff::1"],
  ["fc00::1", "fdff:ffff::1"],
  ["3ffe::1", "3ffe:ffff::1", "::c000:201"],
  ["fec0::1", "feff::1"],
];

test("A-26 by scope, label, precedence, common prefix and octets, whatever the order of the answer", () => {
  const all = CLASSES.flatMap(ranked);
  for (const answer of [all, [...all].reverse()]) assert.deepEqual(order(answer, [[`${SOURCE}/64`]]), all);
});

test("A-26 rule 1: those that nothing can be sent to come last", () => {
  const [near, far] = ["fd00:1::1", "2001:db8:1::1"];
  assert.deepEqual(order([near, far], [["fd00:1::57/64"]]), [near, far]);
  assert.deepEqual(order([near, far], [["2001:db8:2::57/64"]]), [far, near]);
  assert.deepEqual(order([near, far], [["2001:db8:2::57/64"], ["fd00:1::57/64"]]), [far, near]);
});

test("A-26 rule 3: not from an address that is deprecated", () => {
  const [mine, other] = ["2002:c000:201::1", "2001:db8:1::1"];
  const own = (flags: number) => [["2001:db8:2::57/64", flags], ["2002:c000:201::57/64"]] as const;
  assert.deepEqual(order([mine, other], own(0)), [other, mine]);
  assert.deepEqual(order([mine, other], own(AddressFlag.Deprecated)), [mine, other]);
});

test("A-26 rule 5: of the label of its source", () => {
  assert.deepEqual(order(["2001:db8:1::1", "2002:c000:201::1"], [["2002:c000:202::57/64"]]), [
    "2002:c000:201::1",
    "2001:db8:1::1",
  ]);
  assert.deepEqual(order(["2001:db8:1::1", "fec0::1"], [["fec0::57/64"]]), ["fec0::1", "2001:db8:1::1"]);
});
