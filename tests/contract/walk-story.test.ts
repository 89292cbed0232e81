// What the log tells of the way from a domain to its servers: each record that was followed, each that does not count and
// why, and where a branch ends.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";

const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
const TYPES = { A: 1, CNAME: 5, PTR: 12, AAAA: 28, SRV: 33, NAPTR: 35 };
type TypeName = keyof typeof TYPES;

const absolute = (name: string): string => (name === "@" ? "isp.test" : name === "." ? "" : `${name}.isp.test`);
const number = (type: string): number => TYPES[type as TypeName];
/** `isp.test NAPTR`, told of. */
const question = (type: string, name: string) => `type=${number(type)} name=${absolute(name)}`;

/** `signal.udp: @ NAPTR > b NAPTR` as it is told; behind a `!` why that is not as it should be. */
function step(text: string): string {
  const [, what, owner, from, name, type, , error] =
    /^(\S+): (\S+) (\S+) > (\S+) (\S+)( ! (\S+))?$/.exec(text) ?? assert.fail(text);
  const why = error === undefined ? "" : ` error=${error}`;
  const ends = `type=${number(type ?? "")} owner=${absolute(owner ?? "")} name=${absolute(name ?? "")}`;
  return `record-followed what=${what ?? ""}${why} ${ends} value=${number(from ?? "")}`;
}
const ends = (type: string, name: string, error: string) => `branch-failed error=${error} ${question(type, name)}`;
const skips = (owner: string, type: string, name: string, error: string) =>
  `record-skipped error=${error} owner=${absolute(owner)} name=${absolute(name)} value=${number(type)}`;
const discards = (address: string, error: string) => `address-discarded error=${error} address=${address}`;

/** A NAPTR record of DOTS. */
const naptr = (owner: string, order: number, flag: string, to: string, services = "DOTS:signal.udp", regexp = "") =>
  `${owner} NAPTR ${order} 10 "${flag}" "${services}" "${regexp}" ${to}`;

interface Way {
  readonly zone: readonly string[];
  readonly method?: string;
  readonly story: readonly string[];
  readonly rows: readonly string[];
}

const WAYS: Readonly<Record<string, Way>> = {
  "records that do not count": {
    zone: [
      naptr("@", 1, "a", "h", "DOTS:signal.udp", "!x!y!"),
      naptr("@", 2, "u", "h"),
      naptr("@", 3, "sa", "h"),
      naptr("@", 4, "a", "h", "SIP:signal.udp"),
      naptr("@", 5, "a", "h", "DOTS"),
      naptr("@", 6, "a", "h", "DOTS:other"),
      naptr("@", 7, "a", "h", ""),
      naptr("@", 8, "a", "."),
      naptr("@", 9, "S", "_d._udp"),
      naptr("@", 10, "A", "h"),
      ...["_d._udp SRV 1 0 0 h", "_d._udp SRV 2 0 5000 .", "_d._udp SRV 3 0 0 .", "_d._udp SRV 4 0 5001 h"],
      ...["h A 192.0.2.10", "h A 127.0.0.1", "h A 192.0.2.57", "h A 192.0.2.60"],
    ],
    story: [
      skips("@", "NAPTR", "h", "regexp-present"),
      ...["h", "h"].map((name) => skips("@", "NAPTR", name, "other-flag")),
      ...["h", "h", "h", "h"].map((name) => skips("@", "NAPTR", name, "other-service")),
      skips("@", "NAPTR", ".", "root-target"),
      skips("_d._udp", "SRV", "h", "port-zero"),
      ...[".", "."].map((name) => skips("_d._udp", "SRV", name, "root-target")),
      discards("127.0.0.1", "loopback"),
      step("signal.udp: @ NAPTR > _d._udp SRV"),
      step("signal.udp: _d._udp SRV > h A"),
      discards("192.0.2.57", "own-address"),
      step("signal.udp: @ NAPTR > h A"),
      discards("192.0.2.57", "own-address"),
    ],
    rows: [5001, 4646].flatMap((port) =>
      ["192.0.2.10", "192.0.2.60"].map((address) => `signal udp ${address} ${port}`),
    ),
  },
  "R-49 more steps than are followed": {
    zone: [..."@bcdef"].map((owner, index) => naptr(owner, 1, "", "bcdefg"[index] ?? "")),
    story: [
      ...[..."@bcde"].map((owner, index) => step(`signal.udp: ${owner} NAPTR > ${"bcdef"[index] ?? ""} NAPTR`)),
      ends("NAPTR", "f", "too-deep"),
    ],
    rows: [],
  },
  "R-49 as many steps as are followed": {
    zone: [..."@bcd", "e"]
      .map((owner, index) => naptr(owner, 1, index === 4 ? "a" : "", "bcdeh"[index] ?? ""))
      .concat("h A 192.0.2.10"),
    story: [
      ...[..."@bcd"].map((owner, index) => step(`signal.udp: ${owner} NAPTR > ${"bcde"[index] ?? ""} NAPTR`)),
      step("signal.udp: e NAPTR > h A"),
    ],
    rows: ["signal udp 192.0.2.10 4646"],
  },
  "R-49 a set at the end of two paths of one length is entered once for each protocol": {
    zone: [
      naptr("@", 1, "", "b", "DOTS:signal.udp"),
      naptr("@", 2, "", "c"),
      naptr("@", 3, "", "b", "DOTS:data.tcp"),
      naptr("b", 1, "", "d", "DOTS:signal.udp:data.tcp"),
      naptr("c", 1, "", "d"),
      naptr("d", 1, "a", "h", "DOTS:signal.udp:data.tcp"),
      "h A 192.0.2.10",
    ],
    story: [
      step("signal.udp: @ NAPTR > b NAPTR"),
      step("signal.udp: b NAPTR > d NAPTR"),
      step("signal.udp: d NAPTR > h A"),
      step("signal.udp: @ NAPTR > c NAPTR"),
      step("signal.udp: c NAPTR > d NAPTR"),
      ends("NAPTR", "d", "duplicate"),
      step("data.tcp: @ NAPTR > b NAPTR"),
      step("data.tcp: b NAPTR > d NAPTR"),
      step("data.tcp: d NAPTR > h A"),
    ],
    rows: ["signal udp 192.0.2.10 4646", "data tcp 192.0.2.10 443"],
  },
  "R-49 and again over a shorter path": {
    zone: [
      ...[naptr("@", 1, "", "b"), naptr("@", 2, "", "c"), naptr("b", 1, "", "c"), naptr("c", 1, "a", "h")],
      "h A 192.0.2.10",
    ],
    story: [
      step("signal.udp: @ NAPTR > b NAPTR"),
      step("signal.udp: b NAPTR > c NAPTR"),
      step("signal.udp: c NAPTR > h A"),
      step("signal.udp: @ NAPTR > c NAPTR"),
      step("signal.udp: c NAPTR > h A"),
    ],
    rows: ["signal udp 192.0.2.10 4646"],
  },
  "E-48 a set that leads back to itself": {
    zone: [
      naptr("@", 1, "", "@"),
      naptr("@", 2, "", "b"),
      naptr("b", 1, "", "@"),
      naptr("b", 2, "a", "h"),
      "h A 192.0.2.10",
    ],
    story: [
      step("signal.udp: @ NAPTR > @ NAPTR"),
      ends("NAPTR", "@", "loop"),
      step("signal.udp: @ NAPTR > b NAPTR"),
      step("signal.udp: b NAPTR > @ NAPTR"),
      ends("NAPTR", "@", "loop"),
      step("signal.udp: b NAPTR > h A"),
    ],
    rows: ["signal udp 192.0.2.10 4646"],
  },
  "E-56 targets that are aliases": {
    zone: [
      naptr("@", 1, "s", "_d._udp"),
      ...["_d._udp SRV 1 0 5000 a1", "_d._udp SRV 2 0 5001 h", "a1 CNAME a2", "a2 CNAME h", "h A 192.0.2.10"],
    ],
    story: [
      step("signal.udp: @ NAPTR > _d._udp SRV"),
      step("signal.udp: _d._udp SRV > a1 A"),
      step("signal.udp: a1 CNAME > a2 A ! alias-target"),
      step("signal.udp: a2 CNAME > h A"),
      step("signal.udp: _d._udp SRV > h A"),
    ],
    rows: ["signal udp 192.0.2.10 5000", "signal udp 192.0.2.10 5001"],
  },
  "E-83 names that are not in the DNS, or nowhere": {
    zone: [
      naptr("@", 1, "a", "printer.local."),
      naptr("@", 2, "s", "_none._udp"),
      naptr("@", 3, "a", "h"),
      "h A 192.0.2.10",
    ],
    story: [
      "record-followed what=signal.udp type=1 owner=isp.test name=printer.local value=35",
      "branch-failed error=local-name type=1 name=printer.local",
      step("signal.udp: @ NAPTR > _none._udp SRV"),
      ends("SRV", "_none._udp", "no-such-name"),
      step("signal.udp: @ NAPTR > h A"),
    ],
    rows: ["signal udp 192.0.2.10 4646"],
  },
  "R-55 the instances of services": {
    method: "dnssd",
    zone: [
      ...["gw", "gx", "gy"].map((name) => `_dots-signal._udp PTR ${name}._dots-signal._udp`),
      ...["gw._dots-signal._udp SRV 5 0 5000 h", "gx._dots-signal._udp SRV 1 0 5001 h", "h A 192.0.2.10"],
    ],
    story: [
      ...["gw", "gx", "gy"].map((name) => step(`signal.udp: _dots-signal._udp PTR > ${name}._dots-signal._udp SRV`)),
      ends("SRV", "gy._dots-signal._udp", "no-such-name"),
      ...["gx", "gw"].map((name) => step(`signal.udp: ${name}._dots-signal._udp SRV > h A`)),
      ...["_dots-signal._tcp", "_dots-data._tcp"].map((name) => ends("PTR", name, "no-such-name")),
    ],
    rows: ["signal udp 192.0.2.10 5001", "signal udp 192.0.2.10 5000"],
  },
};

/** A router that has looked for servers in a domain. */
function resolved(method: string, domain: string, zone: readonly string[]): Router {
  const router = new Router()
    .configure(`methods ${method}`)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", `domain=${domain}`);
  new Resolver([SOA, ...zone]).answer(router);
  return router.pass(1);
}

describe("the way is told step by step", () => {
  for (const [title, { zone, method = "snaptr", story, rows }] of Object.entries(WAYS))
    test(title, () => {
      const router = resolved(method, "isp.test", zone);
      const peers = router.ask("peers");
      const found = peers.map(({ channel, transport, address, port }) => [channel, transport, address, port].join(" "));
      assert.deepEqual(found, rows);
      assert.deepEqual(
        router.story().filter((line) => /^(record-|branch-|address-discarded)/.test(line)),
        story,
      );
    });
});

describe("why nothing was found is what became of the first question, or that nothing there leads to a server", () => {
  for (const [title, method, zone, error] of [
    ["no such name", "snaptr", [], "no-such-name"],
    ["no record", "snaptr", ["@ TXT x"], "no-such-record"],
    ["no record that counts", "snaptr", [naptr("@", 1, "a", "h", "SIP:x")], "no-such-record"],
    ["records that lead nowhere", "snaptr", [naptr("@", 1, "a", "h")], "no-dots-records"],
    ["aliases without an end", "snaptr", ["@ CNAME b", "b CNAME @"], "no-dots-records"],
    ["a service without instances", "dnssd", ["_dots-signal._udp.a TXT x"], "no-such-record"],
    ["instances that are not there", "dnssd", ["_dots-signal._udp.a PTR gw._dots-signal._udp.a"], "no-dots-records"],
  ] as const)
    test(`${method}: ${title}`, () => {
      // The name of the zone itself is there where its SOA is.
      const router = resolved(
        method,
        "a.isp.test",
        zone.map((line) => line.replace("@", "a")),
      );
      const empty = router.story().filter((line) => line.startsWith("method-empty"));
      assert.deepEqual(empty, [`method-empty what=${method} error=${error}`]);
    });
});
