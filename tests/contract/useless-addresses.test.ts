// Addresses from the DNS that no server can have: each is told with its reason and not published.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { nameOfCode } from "../support/vectors.ts";
import { Resolver } from "./support/resolver.ts";
import { Router } from "./support/router.ts";

const FAMILIES = {
  A: {
    own: "192.0.2.57/24",
    resolver: "192.0.2.53",
    useless: [
      ["0.0.0.0", "unspecified"],
      ["127.0.0.1", "loopback"],
      ["127.255.255.255", "loopback"],
      ["224.0.0.1", "multicast"],
      ["239.255.255.255", "multicast"],
      ["240.0.0.1", "reserved"],
      ["255.255.255.255", "reserved"],
    ],
    useful: ["126.255.255.255", "128.0.0.1", "192.0.2.1", "223.255.255.254"],
  },
  AAAA: {
    own: "2001:db8:f1:1::57/64",
    resolver: "2001:db8::53",
    useless: [
      ["::", "unspecified"],
      ["::1", "loopback"],
      ["ff02::1", "multicast"],
      // RFC 6890 §2.2.3: nobody is reached at an IPv4-mapped address in IPv6.
      ["::ffff:192.0.2.1", "reserved"],
    ],
    // One bit apart from the unspecified address, and from that of the loopback.
    useful: ["2001:db8::1", "2001:db8::2", "::100", "::8001", "8000::1"],
  },
} as const;

for (const [type, { own, resolver, useless, useful }] of Object.entries(FAMILIES))
  describe(`of ${type} records`, () => {
    const lookFor = (addresses: readonly string[]): Router => {
      const router = new Router()
        .configure("methods snaptr", "interface wan", "device eth1", `resolvers ${resolver}`, "domains isp.test")
        .link(2, "eth1")
        .assign(2, own)
        .pass(60_000);
      const zone = addresses.map((address) => `h ${type} ${address}`);
      new Resolver([
        "@ SOA ns1 hostmaster 1 3600 600 86400 300",
        '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" h',
        ...zone,
      ]).answer(router);
      return router;
    };
    const discarded = (router: Router) =>
      router.toldEver(Code.AddressDiscarded).map(({ address, error }) => [address, nameOfCode(error)]);

    for (const [address, reason] of useless)
      test(address, () => {
        const router = lookFor([address]);
        assert.deepEqual(discarded(router), [[address.replace("::ffff:", ""), reason]]);
        assert.deepEqual(router.ask("peers"), []);
      });

    test("none of the others", () => {
      const router = lookFor(useful);
      assert.deepEqual(discarded(router), []);
      assert.deepEqual(new Set(router.ask("peers").map(({ address }) => address)), new Set(useful));
    });
  });
