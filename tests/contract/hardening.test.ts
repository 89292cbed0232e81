// What comparable programs got wrong in their parsers (docs/hardening.md), one test for each.
// The same vectors, cut at each octet and changed at random, are in the other files here.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeSpool } from "../../host/inputs.ts";
import { decodeJournal, replayJournal } from "../../host/journal.ts";
import { feed, makeCore, makeReadyCore, octetsOf } from "../support/core.ts";
import { outcomeInBoth } from "../support/outcome.ts";
import { VECTORS } from "../support/vectors.ts";
import type { Outcome } from "../support/vectors.ts";

/** The outcome of a vector, which is that of both modules. */
function outcomeOf(name: string): Outcome {
  const vector = VECTORS.find(({ path }) => path === `tests/vectors/${name}.hex`);
  assert.ok(vector !== undefined, `there is no vector ${name}`);
  assert.deepEqual(outcomeInBoth(vector), vector.expect);
  return vector.expect;
}

/** Whether the message as a whole is accepted. */
const isAccepted = (name: string): boolean => outcomeOf(name)["ok"] === true;

/** All of these, in a folder of tests/vectors, are accepted or none is. */
function assertAll(folder: string, names: readonly string[], accepted: boolean): void {
  for (const name of names) assert.equal(isAccepted(`${folder}/${name}`), accepted, name);
}

/** A DHCPv6 message with one option. */
function withOption(code: number, octets: readonly number[]) {
  const head = [7, 0, 0, 1, code >> 8, code & 0xff, octets.length >> 8, octets.length & 0xff];
  return outcomeInBoth({ kind: "dhcp6", profile: "rfc8973", octets: Uint8Array.from([...head, ...octets]) });
}

/** Addresses that the release module takes out of option 148 in hexadecimal. */
function takenOf148(hex: string): number {
  const core = makeReadyCore();
  feed(core, InputKind.Config, octetsOf("profile rfc8973\n"));
  const text = `client=udhcpc\nevent=bound\nip=10.1.0.100\nlease=3600\nopt148=${hex}\n`;
  const { outputs } = feed(core, InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(text)));
  const rows = outputs.filter(({ kind, payload }) => kind === OutputKind.FileReplace && payload.length > 0);
  return new Set(rows.map(({ payload }) => /"address":"([^"]+)"/.exec(Buffer.from(payload).toString())?.[1])).size;
}

test("NAME:WRECK, tcpdump, dnspython, systemd: names of 255, labels of 63, pointers back, at most 16 of them", () => {
  assertAll("dns", ["name-255", "name-longest-by-pointer", "pointer-16-hops", "pointer-whole"], true);
  assertAll("dns", ["name-256", "name-256-by-pointer", "label-type-01", "label-type-10", "pointer-17-hops"], false);
  assertAll("dns", ["pointer-forward", "pointer-self", "pointer-loop", "pointer-to-own-start"], false);
  assertAll("dns", ["pointer-to-own-middle", "pointer-past-end", "pointer-cut", "pointer-header"], false);
  assertAll("name", ["256-octets", "label-64", "pointer", "label-past-end"], false);
});

test("CVE-2017-9445, CVE-2017-15908, CVE-2015-7547, CVE-2017-14491, CVE-2020-25681, CVE-2023-38469, umdns, odhcp6c: counts are claims", () => {
  assertAll("dns", ["counts-ffff", "answer-count-ffff", "question-count-ffff", "count-too-large"], false);
  assertAll("dns", ["records-257", "records-256-claimed", "rdata-past-end", "record-cut"], false);
  // An unknown type goes by its length, whatever is inside.
  assertAll("dns", ["unknown-type", "unknown-type-empty", "unknown-type-pointer"], true);
  for (let section = 0; section < 4; section++) {
    for (const count of [1, 2, 255, 256, 0x7fff, 0xffff]) {
      const octets = new Uint8Array(12);
      octets.set([count >> 8, count & 0xff], 4 + 2 * section);
      const { ok } = outcomeInBoth({ kind: "dns", profile: "auto", octets });
      assert.equal(ok, false, `section ${section}, ${count}`);
    }
  }
});

test("odhcp6c: option 0 before 141 ends nothing", () => {
  assert.equal(outcomeOf("dhcp6/option-zero-first")["ri"], "mitigate.isp.test");
});

test("CVE-2018-20679, CVE-2019-5747: option 148 in fours, option 142 in sixteens, and never none", () => {
  for (let length = 1; length <= 16; length++)
    assert.equal(takenOf148("c0000201c0000202c0000203c0000204".slice(0, 2 * length)), length % 4 ? 0 : length / 4);
  const octets = Array.from({ length: 3 }, (_, at) => [
    0x20,
    1,
    0xd,
    0xb8,
    ...new Array<number>(11).fill(0),
    at,
  ]).flat();
  for (let length = 0; length <= octets.length; length++) {
    const { ok, invalid } = withOption(142, octets.slice(0, length));
    assert.equal(ok, true);
    assert.equal(invalid === undefined, length > 0 && length % 16 === 0, `${length} octets`);
  }
});

test("udhcpc 1.35 hands on stale memory: what an option claims is checked as content", () => {
  for (const name of ["ri-label-past-end", "list-past-end", "address-too-long", "ri-no-root"]) {
    const { ok, invalid, groups } = outcomeOf(`dhcp4/${name}`);
    assert.deepEqual([ok, groups], [true, undefined], name);
    assert.ok(Array.isArray(invalid) && invalid.length > 0, name);
  }
  // What stands behind a whole name is not part of it, and is told.
  assert.deepEqual(outcomeOf("dhcp4/ri-trailing-octets")["warnings"], ["trailing-octets"]);
});

test("CVE-2025-11232: a name is taken or dropped, never rewritten, so that it never becomes empty", () => {
  const whole = outcomeOf("dhcp4/ri-capitals")["ri"];
  assert.ok(typeof whole === "string" && whole !== whole.toLowerCase());
  for (const name of ["ri-root-only", "ri-empty", "ri-label-with-underscore", "ri-label-hyphen-first"])
    assert.equal(outcomeOf(`dhcp4/${name}`)["ri"], undefined, name);
});

test("CVE-2021-3672: a label with a dot, NUL, control or shell character is no host name, and is text only escaped", () => {
  for (const what of ["dot", "nul", "line-feed", "semicolon", "dollar", "blank", "slash", "octet-above-ascii"])
    assert.equal(outcomeOf(`dhcp4/ri-label-with-${what}`)["ri"], undefined, what);
  assert.match(JSON.stringify(outcomeOf("dns/name-escapes")), /\\\\\.|\\\\\d{3}/);
});

test("c-ares: cancelled at every event, the core is as good as new", () => {
  const journal = decodeJournal(readFileSync("tests/journals/refresh-on-command.journal"));
  const inputs = journal.records.filter(({ kind }) => kind < OutputKind.UdpOpen);
  assert.ok(inputs.length > 5);
  const core = makeCore();
  for (let until = 0; until <= inputs.length; until++) {
    for (const [at, { kind, payload, timeMs }] of inputs.slice(0, until).entries()) {
      core.handle(kind, payload, timeMs);
      // The last drain is left in the middle.
      for (let polls = 0; core.poll() !== null && (at + 1 < until || polls < 2);) polls++;
    }
    core.reset();
    assert.equal(replayJournal(core, journal).difference, null, `after ${until} inputs`);
    core.reset();
  }
});

describe("what decoders disagree about", () => {
  const rules: readonly [string, boolean, readonly string[]][] = [
    ["octets after the last record: refused", false, ["octet-after-last", "count-too-small"]],
    ["forward pointers: refused", false, ["pointer-forward", "pointer-past-end"]],
    [
      "rdata longer than its content: refused",
      false,
      ["srv-behind-target", "cname-behind-name", "a-5-octets", "soa-long"],
    ],
    ["TTL with the top bit set: 0", true, ["ttl-top-bit"]],
    ["QDCOUNT 0: accepted", true, ["no-question"]],
    ["class 0x8001: the bit is told apart", true, ["class-flush"]],
    [
      "compressed names inside SRV, NAPTR and PTR: accepted",
      true,
      ["srv-compressed", "naptr-compressed", "ptr-compressed"],
    ],
  ];
  for (const [rule, accepted, names] of rules) test(rule, () => assertAll("dns", names, accepted));

  test("empty TXT: accepted, without a string or with an empty one", () => {
    const { octets } = VECTORS.find(({ path }) => path === "tests/vectors/dns/txt-octets.hex") ?? assert.fail();
    const head = octets.subarray(0, octets.length - 9);
    for (const data of [[], [0]]) {
      const message = Uint8Array.from([...head, 0, data.length, ...data]);
      assert.equal(outcomeInBoth({ kind: "dns", profile: "auto", octets: message })["ok"], true);
    }
  });

  test("TTL with the top bit set: it is 0 then", () => {
    assert.match(JSON.stringify(outcomeOf("dns/ttl-top-bit")), /"ttl":0/);
  });
});
