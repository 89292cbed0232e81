import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, hostPrefix, outermost, prefixText } from "../../../host/render/prefixes.ts";
import { isHostName, isPlainName, readAddress, readRecords } from "../../../host/render/records.ts";
import type { AddressPrefix } from "../../../host/render/records.ts";
import { fc } from "../../support/property.ts";
import { networkLine, peerLine, recordsOf } from "../support/records.ts";

test("networks and peers are read, other records and events are passed over", () => {
  const event = JSON.stringify({ event: "added", ...(JSON.parse(peerLine()) as object) });
  const { networks, peers } = recordsOf(networkLine({ mark: 256, table: 100 }), peerLine(), event, "", "{}", "no json");
  assert.equal(peers.length, 1);
  assert.deepEqual([peers[0]?.address.text, peers[0]?.port, peers[0]?.transport], ["192.0.2.10", 4646, "udp"]);
  assert.deepEqual(
    networks.map(({ pvd, devices, mark, table, routers }) => [
      pvd,
      devices,
      mark,
      table,
      routers.map(({ text }) => text),
    ]),
    [["wan", { inet: "eth1", inet6: "eth1" }, 256, 100, ["192.0.2.1", "fe80::1"]]],
  );
});

test("peers alone say enough of their networks: the result file is a source too", () => {
  const { networks } = recordsOf(
    peerLine(),
    peerLine({ address: "2001:db8:7::a" }),
    peerLine({ pvd: "any", interface: null }),
  );
  assert.deepEqual(
    networks.map(({ pvd, devices, addresses, prefixes }) => [
      pvd,
      devices,
      addresses.map(({ text }) => text),
      prefixes.map(prefixText),
    ]),
    [
      ["wan", { inet: "eth1", inet6: "eth1" }, ["192.0.2.57", "2001:db8:9::57"], ["192.0.2.0/24", "2001:db8:9::/56"]],
      ["any", { inet: null, inet6: null }, ["192.0.2.57"], ["192.0.2.0/24"]],
    ],
  );
});

const HOSTILE: Readonly<Record<string, [string, RegExp]>> = {
  "an address with a command": [peerLine({ address: "192.0.2.1;reboot" }), /address has "192\.0\.2\.1;reboot"/],
  "an address that is none": [peerLine({ address: "192.0.2.256" }), /which is no address/],
  "a port with text": [peerLine({ port: "4646 -j ACCEPT" }), /its port .* is no number from 1 to 65535/],
  "a port out of range": [peerLine({ port: 65536 }), /its port 65536/],
  "half a port": [peerLine({ port: 46.5 }), /its port 46\.5/],
  "a rank of 0": [peerLine({ rank: 0 }), /its rank 0/],
  "another transport": [peerLine({ transport: "sctp" }), /is not udp or tcp/],
  "a name with a substitution": [
    peerLine({ reference_ids: [{ type: "dns-id", value: "$(id).test" }] }),
    /"\$\(id\)\.test", which is no host name/,
  ],
  "an identity of another type": [peerLine({ reference_ids: [{ type: "uri-id", value: "a.test" }] }), /no host name/],
  "an identity that is no object": [peerLine({ reference_ids: ["a.test"] }), /no host name/],
  "an interface with a blank": [peerLine({ interface: "eth1 up" }), /no name of an interface/],
  "a network with a line feed": [networkLine({ pvd: "wan\nreboot" }), /no name of an interface/],
  "a network without a name": [networkLine({ pvd: undefined }), /its pvd nothing/],
  "a key set in another folder": [peerLine({ credentials_ref: "../../root" }), /no plain name/],
  "a prefix that is too long": [networkLine({ prefixes: ["192.0.2.0/33"] }), /no prefix/],
  "prefixes that are no list": [networkLine({ prefixes: "192.0.2.0/24" }), /no list/],
  "a table by name": [networkLine({ table: "main" }), /its table "main" is no number/],
  "a mark that is negative": [networkLine({ mark: -1 }), /its mark -1/],
  "a router by name": [networkLine({ routers: ["router.test"] }), /no address/],
};

for (const [what, [line, complaint]] of Object.entries(HOSTILE)) {
  test(`${what}: the record is not used, and the others are`, () => {
    const { peers, problems } = readRecords([line, peerLine({ pvd: "lte" })]);
    assert.equal(peers.length, 1);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /^record 1 is not used: its /);
    assert.match(problems[0] ?? "", complaint);
    assert.match(problems[0] ?? "", /^[ -~]+$/);
  });
}

test("any JSON is read without an error, and what is used is made of plain signs", () => {
  const fields = fc.dictionary(fc.constantFrom(...Object.keys(JSON.parse(peerLine()) as object)), fc.jsonValue());
  fc.assert(
    fc.property(fields, fc.constantFrom(networkLine, peerLine), (changed, make) => {
      const { networks, peers } = readRecords([make(changed)]);
      for (const { address, port, identities } of peers) {
        assert.match(`${address.text} ${port}`, /^[0-9a-f.:]+ [0-9]+$/);
        for (const { value } of identities) assert.match(value, /^[A-Za-z0-9_.:-]+$/);
      }
      for (const { prefixes } of networks)
        for (const each of prefixes) assert.match(prefixText(each), /^[0-9a-f.:/]+$/);
    }),
  );
});

test("names that need no quotes, and host names", () => {
  for (const name of ["wan", "eth0.2", "pppoe-wan", "wan_6", "0wan"]) assert.ok(isPlainName(name), name);
  for (const name of ["", "-wan", ".wan", "wan;id", "wan 2", "wän", "a/b", "$(id)", "a".repeat(64)])
    assert.ok(!isPlainName(name), name);
  for (const name of ["a", "dots.isp.test", "_dots.isp.test", "a".repeat(63)]) assert.ok(isHostName(name), name);
  for (const name of ["", ".", "a.", "-a", "a-", "a..b", "a b", "a\\.b", "a".repeat(64), `${"a.".repeat(127)}a`])
    assert.ok(!isHostName(name), name);
});

test("a mapped address is IPv4", () => {
  assert.deepEqual(
    [readAddress("::ffff:192.0.2.1")?.family, readAddress("::ffff:192.0.2.1")?.text],
    ["inet", "192.0.2.1"],
  );
  assert.deepEqual([readAddress("2001:DB8::0:1")?.text, readAddress("x")], ["2001:db8::1", undefined]);
});

test("prefixes contain one another, and the outermost of them are kept", () => {
  const prefixes = recordsOf(
    networkLine({
      prefixes: ["192.0.2.0/25", "192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32", "0.0.0.0/32"],
    }),
  ).networks[0]?.prefixes as AddressPrefix[];
  assert.deepEqual(outermost(prefixes, "inet").map(prefixText), ["192.0.2.0/24", "198.51.100.0/24", "0.0.0.0/32"]);
  assert.deepEqual(outermost(prefixes, "inet6").map(prefixText), ["2001:db8::/32"]);
  const [half, whole, , , other] = prefixes as [
    AddressPrefix,
    AddressPrefix,
    AddressPrefix,
    AddressPrefix,
    AddressPrefix,
  ];
  assert.deepEqual([contains(whole, half), contains(half, whole), contains(whole, other)], [true, false, false]);
  const address = readAddress("192.0.2.128");
  assert.ok(address !== undefined && contains(whole, hostPrefix(address)) && !contains(half, hostPrefix(address)));
});
