// Virtual name servers: their records, messages, habits and manners.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeQuery, encodeResponse } from "../../host/emulator/dns-message.ts";
import type { DnsResponse } from "../../host/emulator/dns-message.ts";
import {
  DnsType,
  formatName,
  formatRecord,
  parseName,
  parseRecord,
  parseType,
} from "../../host/emulator/dns-record.ts";
import type { DnsRecord } from "../../host/emulator/dns-record.ts";
import { readDns } from "../../host/emulator/dns-scenario.ts";
import { DnsServer } from "../../host/emulator/dns-server.ts";
import type { Reaction } from "../../host/emulator/dns-server.ts";
import { DnsZone } from "../../host/emulator/dns-zone.ts";
import type { ServerProgram } from "../../host/emulator/dns-zone.ts";
import { ScenarioError } from "../../host/emulator/json-reader.ts";
import { fromHex, readU16, toHex } from "../../host/emulator/octets.ts";

const ORIGIN = ["isp", "test"];
/** NAPTR isp.test with EDNS 1232 and AD. */
const QUERY = "1a2b01200001000000000001 03697370047465737400 0023 0001 00 0029 04d0 00000000 0000";
const ZONE = [
  "@ SOA ns1 hostmaster 7 3600 600 86400 300",
  '@ NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
  '@ NAPTR 200 10 "a" "DOTS:data.tcp" "" d2',
  "_dots-signal._udp SRV 10 60 4646 m1",
  "m1 A 192.0.2.10",
  "m1 AAAA 2001:db8::10",
  "d2 A 192.0.2.20",
  "alias CNAME m1",
];

const octets = (hex: string): Uint8Array => fromHex(hex) ?? assert.fail(hex);
const record = (line: string): DnsRecord => parseRecord(line, { origin: ORIGIN, ttlS: 300 }) ?? assert.fail(line);
const zone = (lines: readonly string[]) => new DnsZone(lines.map(record));

function server(settings: object): DnsServer {
  const service = readDns({ origin: "isp.test", zone: ZONE, servers: [{ address: "192.0.2.53", ...settings }] }, "dns");
  return new DnsServer(service.servers[0] ?? assert.fail("no server"));
}

/** The query with another name and type. */
function query(name: string, type: number, hasEdns = true): Uint8Array {
  const labels = (parseName(name, ORIGIN) ?? []).map(
    (label) => toHex(Uint8Array.of(label.length)) + Buffer.from(label).toString("hex"),
  );
  const opt = hasEdns ? "00002904d0000000000000" : "";
  const counts = hasEdns ? "0001000000000001" : "0001000000000000";
  return octets(`1a2b0120${counts}${labels.join("")}00${type.toString(16).padStart(4, "0")}0001${opt}`);
}

/** The one message that comes of a query. */
function answer(reactions: readonly Reaction[]): { octets: Uint8Array; text: string } {
  assert.equal(reactions.length, 1);
  const message = reactions[0]?.message ?? assert.fail("no message");
  return { octets: message.octets, text: `${message.description.message} ${message.description.text}` };
}

test("a query is read as clients write it", () => {
  const read = decodeQuery(octets(QUERY));
  assert.deepEqual(read, {
    id: 0x1a2b,
    flags: 0x0120,
    question: { name: ORIGIN, type: DnsType.NAPTR, class: 1 },
    edns: { size: 1232, isDnssecOk: false },
  });
  assert.equal(decodeQuery(octets("1a2b01000001000000000000 03697370047465737400 0023 0001"))?.edns, undefined);
  for (const cut of [0, 11, 12, 15, 21, 25])
    assert.equal(decodeQuery(octets(QUERY).subarray(0, cut)), undefined, `${cut}`);
});

test("a response octet for octet: names become pointers, replacements and targets do not", () => {
  const response: DnsResponse = {
    id: 0x1a2b,
    flags: 0x8580,
    rcode: 0,
    question: { name: ORIGIN, type: DnsType.NAPTR, class: 1 },
    answer: [record('@ 60 NAPTR 100 10 "a" "DOTS:data.tcp" "" d2')],
    authority: [],
    additional: [record("d2 60 A 192.0.2.20"), record("x.d2 60 SRV 10 60 4646 m1")],
    hasEdns: true,
    extendedError: 6,
  };
  assert.equal(
    toHex(encodeResponse(response, 1232)),
    "1a2b8580000100010000000303697370047465737400" +
      "00230001" +
      "c00c002300010000003c0022" +
      "0064000a01610d444f54533a646174612e7463700002643203697370047465737400" +
      "026432c00c000100010000003c0004c0000214" +
      "0178c048002100010000003c0013000a003c1226026d3103697370047465737400" +
      "00002904d0000000000006000f00020006",
  );
});

test("what does not fit: Additional goes set by set, then the answer is truncated", () => {
  const { answer: found } = zone(ZONE).answer({ name: ORIGIN, type: DnsType.NAPTR, class: 1 });
  const additional = ["m1 A 192.0.2.10", "m1 A 192.0.2.11", "d2 A 192.0.2.20"].map(record);
  const question = { name: ORIGIN, type: DnsType.NAPTR, class: 1 };
  const whole = { id: 1, flags: 0x8000, rcode: 0, question, answer: found, authority: [], additional };
  const response = { ...whole, hasEdns: true, extendedError: undefined };
  const all = encodeResponse(response, 1232);
  assert.equal(readU16(all, 10), 4);
  const without = encodeResponse(response, all.length - 1);
  assert.deepEqual([readU16(without, 2), readU16(without, 6), readU16(without, 10)], [0x8000, 2, 3]);
  const cut = encodeResponse(response, 100);
  assert.deepEqual([readU16(cut, 2), readU16(cut, 6), readU16(cut, 10)], [0x8200, 0, 1]);
});

test("records in the form of zone files, and back", () => {
  for (const [line, text] of [
    ["@ A 192.0.2.1", "A 192.0.2.1"],
    ["x 5 IN AAAA 2001:db8::1", "AAAA 2001:db8::1"],
    ["@ NS ns1.other.test. ; a comment", "NS ns1.other.test"],
    ["@ SOA ns1 hostmaster 1 2 3 4 5", "SOA ns1.isp.test hostmaster.isp.test 1 2 3 4 5"],
    ["@ TYPE65 \\# 3 0a 0b0c", "TYPE65 \\# 3 0a0b0c"],
    ["@ SRV \\# 0", "SRV \\# 0"],
  ] as const) {
    assert.equal(formatRecord(record(line)), text, line);
  }
  assert.equal(formatRecord(record('@ TXT "a b" "" c')), 'TXT "a b" "" "c"');
  assert.equal(formatName(parseName("Edge\\032GW\\.2.x.") ?? []), "Edge\\032GW\\.2.x");
  assert.deepEqual(parseName("a.b", ORIGIN), ["a", "b", ...ORIGIN]);
  assert.equal(parseType("TYPE65"), 65);
});

test("what is no record, no name and no type", () => {
  const lines = [
    "",
    "@",
    "@ A",
    "@ A 192.0.2",
    "@ A 192.0.2.1 x",
    "@ SRV 1 2 3",
    "@ SRV 1 2 65536 a",
    "@ NAPTR 1 2 s x y",
    "@ CNAME a b",
  ];
  for (const line of [...lines, "@ WHAT 1", "a..b A 192.0.2.1", "@ TYPE65 \\# 2 0a", "@ TYPE65 x", '@ TXT "a']) {
    assert.equal(parseRecord(line, { origin: ORIGIN, ttlS: 300 }), undefined, line);
  }
  assert.equal(parseName("x".repeat(64)), undefined);
  assert.equal(parseName(`${"x".repeat(63)}.`.repeat(4)), undefined);
  assert.equal(parseType("TYPE65536"), undefined);
});

const ADDED: Readonly<Record<ServerProgram, readonly [naptr: number, srv: number]>> = {
  bind: [4, 2],
  "unbound-full": [2, 2],
  knot: [0, 2],
  nsd: [0, 2],
  dnsmasq: [0, 2],
  unbound: [0, 0],
};

for (const [program, [naptr, srv]] of Object.entries(ADDED)) {
  test(`a server like ${program} adds ${naptr} records to NAPTR and ${srv} to SRV`, () => {
    const count = (name: string, type: number) => {
      const { octets: message } = answer(server({ like: program }).react(query(name, type), false));
      return readU16(message, 10) - 1;
    };
    assert.deepEqual([count("@", DnsType.NAPTR), count("_dots-signal._udp", DnsType.SRV)], [naptr, srv]);
  });
}

test("a name without the type, a name that is not there, a name above others, an alias", () => {
  const text = (name: string, type: number) => answer(server({}).react(query(name, type), false)).text;
  assert.equal(text("m1", DnsType.SRV), "NOERROR m1.isp.test SRV: no answer");
  assert.equal(text("nothing", DnsType.A), "NXDOMAIN nothing.isp.test A: no answer");
  assert.equal(text("_udp", DnsType.A), "NOERROR _udp.isp.test A: no answer");
  assert.equal(text("alias", DnsType.A), "NOERROR alias.isp.test A: CNAME m1.isp.test; A 192.0.2.10");
  const { octets: negative } = answer(server({}).react(query("nothing", DnsType.A), false));
  assert.equal(readU16(negative, 8), 1, "with the SOA of the zone");
});

test("manners: errors, truncation, EDNS, AD, extended errors, silence", () => {
  const flags = (settings: object, overTcp = false, hasEdns = true) =>
    readU16(answer(server(settings).react(query("@", DnsType.NAPTR, hasEdns), overTcp)).octets, 2);
  assert.equal(flags({}), 0x8180);
  assert.equal(flags({ like: "bind" }), 0x8500);
  assert.equal(flags({ reply: "servfail" }) & 15, 2);
  assert.equal(flags({ reply: "refused" }) & 15, 5);
  assert.equal(flags({ reply: "truncate" }) & 0x0200, 0x0200);
  assert.equal(flags({ reply: "truncate" }, true) & 0x0200, 0);
  assert.equal(flags({ edns: false }) & 15, 1);
  assert.equal(flags({ edns: false }, false, false) & 15, 0);
  assert.equal(flags({ authentic: true }) & 0x20, 0x20);
  assert.equal(flags({ like: "bind", reply: "lame" }) & 0x0400, 0);
  assert.deepEqual(server({ reply: "silent" }).react(query("@", DnsType.NAPTR), false), []);
  assert.equal(server({ reply: "unreachable" }).react(query("@", DnsType.NAPTR), false)[0]?.outcome, "unreachable");
  assert.equal(server({ tcp: "reset" }).react(query("@", DnsType.NAPTR), true)[0]?.outcome, "reset");
  assert.deepEqual(server({}).react(octets("00"), false), [], "what is no query is not answered");
});

test("rules hold for their questions, and as often as they say", () => {
  const rules = [
    { name: "m1", type: "A", times: 2, reply: "servfail" },
    { type: "SRV", reply: "silent" },
  ];
  const served = server({ rules });
  const text = () => answer(served.react(query("m1", DnsType.A), false)).text.split(" ")[0];
  assert.deepEqual([text(), text(), text()], ["SERVFAIL", "SERVFAIL", "NOERROR"]);
  assert.deepEqual(served.react(query("_dots-signal._udp", DnsType.SRV), false), []);
});

const WRONG: Record<string, object> = {
  "dns.servers[0].address": { servers: [{ address: "192.0.2" }] },
  "dns.servers[0].like": { servers: [{ address: "192.0.2.1", like: "djbdns" }] },
  "dns.servers[0].reply": { servers: [{ address: "192.0.2.1", reply: "shout" }] },
  "dns.servers[0].rules[0].type": { servers: [{ address: "192.0.2.1", rules: [{ type: "MX" }] }] },
  "dns.servers[0].forge[0].wrong": { servers: [{ address: "192.0.2.1", forge: [{ wrong: "colour" }] }] },
  "dns.servers[0].port": { servers: [{ address: "192.0.2.1", port: 0 }] },
  "dns.zone[0]": { zone: ["@ A 1"] },
  "dns.origin": { origin: "a..b" },
  "dns.zones": { zones: [] },
};

for (const [path, settings] of Object.entries(WRONG)) {
  test(`a scenario with a wrong ${path} is refused by the name of the field`, () => {
    assert.throws(
      () => readDns(settings, "dns"),
      (error: unknown) => error instanceof ScenarioError && error.path === path,
    );
  });
}
