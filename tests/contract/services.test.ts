// The services field of a NAPTR record: which protocols of DOTS it offers (RFC 3958 §6.5, RFC 8973 §6).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Resolver } from "./support/resolver.ts";
import { BOUND4, Router } from "./support/router.ts";

const ALL = ["signal udp", "signal tcp", "data tcp"];
const [UDP, TCP, DATA] = ALL;

/** A router that has resolved a domain with these records. */
function resolved(zone: readonly string[], ...config: readonly string[]): Router {
  const router = new Router()
    .configure("methods snaptr", ...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "domain=isp.test");
  new Resolver(["@ SOA ns1 hostmaster 1 3600 600 86400 300", ...zone]).answer(router);
  return router;
}

/** The protocols of a domain with one record of these services, and their roles. */
function offered(services: string, ...config: readonly string[]): string[] {
  const zone = [`@ NAPTR 1 10 "s" "${services}" "" _d._udp`, "_d._udp SRV 1 0 5000 h", "h A 192.0.2.11"];
  const rows = resolved(zone, ...config).ask("peers");
  assert.ok(rows.every(({ address, port }) => address === "192.0.2.11" && port === 5000));
  return rows.map(({ role, channel, transport }) =>
    [...(role === "server" ? [] : [role]), channel, transport].join(" "),
  );
}

describe("R-46 the protocols of a record for DOTS", () => {
  for (const [services, protocols] of [
    ["DOTS:signal.udp", [UDP]],
    ["DOTS:signal.tcp", [TCP]],
    ["DOTS:data.tcp", [DATA]],
    ["DOTS:data.tcp:signal.tcp:signal.udp", ALL],
    ["DOTS:signal.udp:signal.udp", [UDP]],
    ["dots:Signal.UDP:DATA.tcp", [UDP, DATA]],
    ["DOTS:other:signal.tcp:x.y", [TCP]],
    ["DOTS::signal.udp", [UDP]],
    ["DOTS:signal.udp:", [UDP]],
    ["DOTS:signal.udp:DOTS-CALL-HOME", [UDP]],
    ["DOTS:signal.udp:SIP", [UDP]],
    ["DOTS", []],
    ["DOTS:", []],
    ["", []],
    [":DOTS:signal.udp", []],
    ["DOT:signal.udp", []],
    ["DOTSX:signal.udp", []],
    ["XDOTS:signal.udp", []],
    ["SIP:signal.udp", []],
    ["SIP:DOTS:signal.udp", []],
    ["signal.udp:DOTS", []],
    ["signal.udp", []],
    ["DOTS:signal.ud", []],
    ["DOTS:signal.udpx", []],
    ["DOTS:signal", []],
    ["DOTS:data.udp", []],
    ["DOTS.signal.udp", []],
    ["DOTS-CALL-HOME:signal.udp", []],
  ] as const)
    test(`"${services}"`, () => assert.deepEqual(offered(services), protocols));
});

test('R-46 of the flags only "s" and "a" count, of either case, and none', () => {
  for (const flag of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`@!") {
    const router = resolved([`@ NAPTR 1 10 "${flag}" "DOTS:signal.udp" "" h`]);
    const skipped = router.toldEver(Code.RecordSkipped).map(({ error }) => error);
    assert.deepEqual(skipped, "asAS".includes(flag) ? [] : [Code.OtherFlag], flag);
  }
});

describe("those of a record for Call Home count where Call Home is wanted, and no others", () => {
  const [HOME_UDP, HOME_TCP] = ["call-home-client signal udp", "call-home-client signal tcp"];
  for (const [services, protocols] of [
    ["DOTS-CALL-HOME:signal.udp", [HOME_UDP]],
    ["DOTS-CALL-HOME:signal.tcp", [HOME_TCP]],
    ["dots-call-home:signal.tcp:signal.udp", [HOME_UDP, HOME_TCP]],
    ["DOTS-CALL-HOME:data.tcp", []],
    ["DOTS-CALL-HOME:data.tcp:signal.udp", [HOME_UDP]],
    ["DOTS-CALL-HOME:DOTS:signal.udp", [HOME_UDP]],
    ["DOTS-CALL-HOME", []],
    ["DOTS-CALL-HOM:signal.udp", []],
    ["DOTS:signal.udp:data.tcp", [UDP, DATA]],
    ["DOTS:DOTS-CALL-HOME:signal.udp", [UDP]],
  ] as const)
    test(`"${services}"`, () => assert.deepEqual(offered(services, "call-home on"), protocols));
});
