// Source addresses in the order of RFC 6724 §5, as a consumer of the release module is told them.
//
// Facts of the cases that Prosody tries (spec/util_rfc6724_spec.lua, MIT licence), most of them out of
// RFC 6724 §10.1. Left out by name, since the module never meets them:
// * destination ff05::1: a multicast address is no server (RFC 8973 §5);
// * destination 2001:db8:1::1 from 2001:db8:1::1 (rule 1): an own address is no server;
// * home and care-of addresses (rule 4): no router has them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AddressFlag, AddressScope, InputKind, LinkState, LinkType, OutputKind } from "../../host/abi.gen.ts";
import { toMapped } from "../../host/addresses.ts";
import { encodeAddresses, encodeControl, encodeLink } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import { fc } from "../support/property.ts";

const IFINDEX = 2;
const INFINITE = 0xffffffff;
/** By then the cell has looked. */
const LATER_MS = START_MS + 60_000;

/** An address of the router's, with its flags behind it. */
type Own = readonly [address: string, flags?: number];

interface Case {
  readonly rule: string;
  readonly server: string;
  readonly own: readonly Own[];
  /** In this order, and no others. */
  readonly wanted: readonly string[];
}

const { Deprecated, Temporary, Tentative } = AddressFlag;

const CASES: readonly Case[] = [
  {
    rule: "2 (appropriate scope), nothing of the link alone towards a global server",
    server: "2001:db8:1::1",
    own: [["2001:db8:3::1"], ["fe80::1"]],
    wanted: ["2001:db8:3::1"],
  },
  {
    rule: "2 (appropriate scope) before 3 (deprecated)",
    server: "fe80::1",
    own: [["fe80::2", Deprecated], ["2001:db8:1::1"]],
    wanted: ["fe80::2", "2001:db8:1::1"],
  },
  {
    rule: "8 (longest prefix)",
    server: "2001:db8:1::1",
    own: [["2001:db8:1::2"], ["2001:db8:3::2"]],
    wanted: ["2001:db8:1::2", "2001:db8:3::2"],
  },
  {
    rule: "6 (matching label)",
    server: "2002:c633:6401::1",
    own: [["2002:c633:6401:0:d5e3:7953:13eb:22e8", Temporary], ["2001:db8:1::2"]],
    wanted: ["2002:c633:6401:0:d5e3:7953:13eb:22e8", "2001:db8:1::2"],
  },
  {
    rule: "7 (temporary address)",
    server: "2001:db8:1::d5e3:0:0:1",
    own: [["2001:db8:1::2"], ["2001:db8:1:0:d5e3:7953:13eb:22e8", Temporary]],
    wanted: ["2001:db8:1:0:d5e3:7953:13eb:22e8", "2001:db8:1::2"],
  },
  {
    rule: "3 (deprecated), only if nothing else",
    server: "2001:db8:7::1",
    own: [["2001:db8:7::2", Deprecated], ["2001:db8:3::2"]],
    wanted: ["2001:db8:3::2", "2001:db8:7::2"],
  },
  {
    rule: "unique local addresses never towards a global server",
    server: "2001:db8:7::1",
    own: [["fd00::2"], ["2001:db8:3::2"], ["2001:db8:4::2", Tentative]],
    wanted: ["2001:db8:3::2"],
  },
  {
    rule: "5 (matching label) of unique local addresses",
    server: "fd00:7::1",
    own: [["2001:db8:3::2"], ["fd00:1::2"]],
    wanted: ["fd00:1::2", "2001:db8:3::2"],
  },
  {
    rule: "6 (matching label) of Teredo before 7 (temporary address)",
    server: "2001:0:c633:6401::1",
    own: [["2001:db8:1::2", Temporary], ["2001:0:c000:201::2"]],
    wanted: ["2001:0:c000:201::2", "2001:db8:1::2"],
  },
  {
    rule: "6 (matching label) of the 6bone before 7 (temporary address)",
    server: "3ffe:1::1",
    own: [["2001:db8:1::2", Temporary], ["3ffe:2::2"]],
    wanted: ["3ffe:2::2", "2001:db8:1::2"],
  },
  {
    rule: "2 (appropriate scope) of a site before 3 (deprecated)",
    server: "fec0:0:0:1::1",
    own: [["2001:db8:1::2"], ["fec0:0:0:2::2", Deprecated]],
    wanted: ["fec0:0:0:2::2", "2001:db8:1::2"],
  },
  {
    rule: "8 is nothing in IPv4: the order of the system stays",
    server: "198.51.100.7",
    own: [["192.0.2.2"], ["198.51.100.2"]],
    wanted: ["192.0.2.2", "198.51.100.2"],
  },
];

/** The candidates that a client of the module is told for a server over an interface with these addresses. */
function candidates(server: string, own: readonly Own[]): readonly string[] {
  const core = makeReadyCore();
  const config = `interface eth1\nserver x\n  reference-identifier x.test\n  addresses ${server}\n  bind-interface eth1\n`;
  const link = { ifindex: IFINDEX, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet };
  const entries = own.map(([text, flags = 0]) => {
    const octets = addressOctets(text);
    const scope = text.startsWith("fe80") ? AddressScope.Link : AddressScope.Global;
    const prefixLength = octets.length === 4 ? 96 + 24 : 64;
    return { address: toMapped(octets), prefixLength, flags, scope, preferredS: INFINITE, validS: INFINITE };
  });
  feed(core, InputKind.Config, octetsOf(config));
  feed(core, InputKind.Link, encodeLink(link));
  feed(core, InputKind.Addresses, encodeAddresses(IFINDEX, entries));
  feed(core, InputKind.TimeReached, new Uint8Array(0), LATER_MS);
  const { outputs } = feed(core, InputKind.Control, encodeControl(0, octetsOf("peers")), LATER_MS);
  const peers = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
  assert.ok(peers.length > 0, "the server is known");
  const [first, ...others] = peers.map((peer) => peer["source_candidates"] as string[]);
  for (const other of others) assert.deepEqual(other, first);
  return first ?? [];
}

for (const { rule, server, own, wanted } of CASES) {
  test(`R-93 sources for ${server}: rule ${rule}`, () => {
    assert.deepEqual(candidates(server, own), wanted);
    // Of IPv4 addresses none is better than another.
    if (!server.includes(".")) assert.deepEqual(candidates(server, [...own].reverse()), wanted);
  });
}

test("R-93 whatever the order in which the system tells its addresses, the candidates are the same", () => {
  const { own, server } = {
    server: "2001:db8:1::1",
    own: [
      ["2001:db8:1::2"],
      ["2001:db8:1:0:1::2", Temporary],
      ["2001:db8:2::2"],
      ["2002:c633:6401::2"],
      ["2001:db8:1::3", Deprecated],
      ["fd00::2"],
      ["fe80::2"],
    ] satisfies Own[],
  };
  const wanted = ["2001:db8:1:0:1::2", "2001:db8:1::2", "2001:db8:2::2", "2002:c633:6401::2", "2001:db8:1::3"];
  fc.assert(
    fc.property(fc.shuffledSubarray(own, { minLength: own.length }), (shuffled) => {
      assert.deepEqual(candidates(server, shuffled), wanted);
    }),
  );
});
