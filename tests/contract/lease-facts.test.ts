// What the leases of a network say of it, and what is left of them when it goes (docs/spool.md).
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, LinkState } from "../../host/abi.gen.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

/** MAX_LEASE_PREFIXES of assembly/limits.ts. */
const MOST_PREFIXES = 8;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

test(`I-03 ${MOST_PREFIXES} delegated prefixes of a lease count; one that is told twice is one`, () => {
  const router = new Router();
  const prefixes = count(MOST_PREFIXES + 1, (index) => `2001:db8:${index + 1}::/48,600,900`);
  const twice = [...prefixes.slice(0, 3), ...prefixes.slice(0, MOST_PREFIXES)];
  router.spool("wan6.inet6", ...BOUND6, `PREFIXES=${twice.join(" ")}`);
  assert.deepEqual(router.told(Code.OptionWarning), []);
  const texts = prefixes.map((text) => text.split(",")[0]);
  assert.deepEqual(router.network()["prefixes"], texts.slice(0, MOST_PREFIXES));
  const more = new Router().spool("wan6.inet6", ...BOUND6, `PREFIXES=${prefixes.join(" ")}`);
  assert.deepEqual(
    [...more.told(Code.OptionWarning), ...more.told(Code.OptionIgnored)].map(({ error }) => error),
    [Code.OverLimit],
  );
});

test("I-03 delegated prefixes are gone with the interface of their lease", () => {
  const router = new Router();
  router.link(1, "eth1").spool("wan6.inet6", ...BOUND6, "PREFIXES=2001:db8:1::/48,600,900");
  assert.deepEqual(router.network()["prefixes"], ["2001:db8:1::/48"]);
  router.link(1, "eth1", LinkState.Gone);
  assert.deepEqual(router.ask("networks"), []);
  router.link(1, "eth1").spool("wan6.inet6", ...BOUND6);
  assert.deepEqual(router.network()["prefixes"], []);
});

test("I-03 a delegated prefix ends with its valid lifetime, one without an end stays", () => {
  const router = new Router();
  const prefixesOfLease = "2001:db8:1::/48,0,100 2001:db8:2::/48,0,200 2001:db8:3::/48,4294967295,4294967295";
  router.spool("wan6.inet6", ...BOUND6, `PREFIXES=${prefixesOfLease}`);
  const prefixes = () => router.network()["prefixes"];
  assert.deepEqual(prefixes(), ["2001:db8:1::/48", "2001:db8:2::/48", "2001:db8:3::/48"]);
  router.pass(99_000);
  assert.deepEqual(prefixes(), ["2001:db8:1::/48", "2001:db8:2::/48", "2001:db8:3::/48"]);
  router.pass(2000);
  assert.deepEqual(prefixes(), ["2001:db8:2::/48", "2001:db8:3::/48"]);
  router.pass(100_000);
  assert.deepEqual(prefixes(), ["2001:db8:3::/48"]);
});

test("A-16 an address that the lease itself assigns to the router is no server", () => {
  const own = "20010db8000000000000000000000057";
  const server = "20010db800000000000000000000000a";
  // IA_NA with one address, valid for 600 s; then one that is taken away.
  const association = (address: string, validS: string) =>
    `0003002800000001000000000000000000050018${address}0000012c${validS}`;
  const rows = (message: string) => {
    const router = new Router();
    router.link(1, "eth1");
    router.spool("wan6.inet6", "client=raw", "event=message", "device=eth1", `message=07000001${message}`);
    router.pass(60_000);
    return [...new Set(router.ask("peers").map(({ address }) => address))];
  };
  const servers = `008e0020${own}${server}`;
  assert.deepEqual(rows(servers), ["2001:db8::57", "2001:db8::a"]);
  assert.deepEqual(rows(association(own, "00000258") + servers), ["2001:db8::a"]);
  assert.deepEqual(rows(association(own, "00000000") + servers), ["2001:db8::57", "2001:db8::a"]);
});

test("resolvers, routers and domains of both leases are those of the network", () => {
  const router = new Router();
  router.configure("methods dhcp").link(1, "eth1");
  router.spool(
    "wan.inet",
    ...[...BOUND4, "router=192.0.2.1 192.0.2.2", "domain=isp.test", "dns=192.0.2.53 127.0.0.1 192.0.2.54"],
  );
  router.spool(
    "wan6.inet6",
    ...[...BOUND6, "RDNSS=2001:db8::53 ff02::1 2001:db8::54 x 2001:db8::55", "OPTION_57=0361636303697370047465737400"],
    "RA_ROUTES=2001:db8::/32,fe80::9,1800,512 ::/0,fe80::1,1800,512",
  );
  const { resolvers, routers, domains } = router.network();
  assert.deepEqual(
    resolvers,
    ["192.0.2.53", "192.0.2.54", "2001:db8::53", "2001:db8::54"].map((address) => ({ address, port: 53 })),
  );
  assert.deepEqual(routers, ["192.0.2.1", "fe80::1"]);
  assert.deepEqual(domains, ["isp.test", "acc.isp.test"]);
});

test("R-13 another server of DHCP alone is no other network, nor is one where no router is named", () => {
  const lease = (server: number, router: string) => [
    ...[...BOUND4, `serverid=192.0.2.${server}`, SERVER4],
    ...(router === "" ? [] : [`router=${router}`]),
  ];
  const isNew = (first: readonly string[], second: readonly string[]) => {
    const router = new Router().link(1, "eth1");
    router.spool("wan.inet", ...first).pass(60_000);
    return router.spool("wan.inet", ...second).told(Code.NewNetwork).length > 0;
  };
  assert.equal(isNew(lease(1, "192.0.2.1"), lease(2, "192.0.2.1")), false);
  assert.equal(isNew(lease(1, "192.0.2.1"), lease(1, "192.0.2.9")), false);
  assert.equal(isNew(lease(1, "192.0.2.1"), lease(2, "")), false);
  assert.equal(isNew(lease(1, "192.0.2.1"), lease(2, "192.0.2.9")), true);
});

test("R-131 without a router, or with one that is none, the default router is no candidate, and the log says why", () => {
  const reasonOf = (lines: readonly string[]) => {
    const router = new Router();
    const server = ["server r", "method default-router", "reference-identifier r.test"];
    router.configure("methods default-router", ...server).link(1, "eth1");
    const first = router.spool("wan.inet", ...BOUND4, ...lines).told(Code.MethodEmpty);
    const later = router.pass(60_000).told(Code.MethodEmpty);
    return [...first, ...later].map(({ error }) => error);
  };
  assert.deepEqual(reasonOf([]), [Code.NoRouter]);
  assert.deepEqual(reasonOf(["router=127.0.0.1"]), [Code.NoRouter]);
  assert.deepEqual(reasonOf(["router=224.0.0.1"]), [Code.NoRouter]);
  assert.deepEqual(reasonOf(["router=192.0.2.1"]), []);
});

test("R-130 all peers have failed once, however often and in whatever way that is said", () => {
  const router = new Router();
  router.configure("methods dhcp").link(1, "eth1");
  router.spool("wan.inet", ...BOUND4, SERVER4).pass(60_000);
  const ids = router.ask("peers").map(({ id }) => String(id));
  assert.ok(ids.length > 0);
  const failures = (word: string) =>
    ids.flatMap((id) => {
      router.ask(`report ${id} ${word}`);
      return router.told(Code.AllPeersFailed);
    }).length;
  const ends = 2;
  assert.equal(failures("connect-failed"), ends, "the signal channel and the data channel");
  assert.equal(failures("identity-failed"), 0);
  assert.equal(failures("connect-failed"), 0);
  assert.equal(failures("ok"), 0);
  assert.equal(failures("identity-failed"), ends);
});

test("I-03 each network has the delegated prefixes of its own lease, however many networks there are", () => {
  const router = new Router();
  for (let n = 1; n <= 5; n++) {
    router.link(n, `eth${n}`);
    const lines = ["client=odhcp6c", "event=bound", `device=eth${n}`, `PREFIXES=2001:db8:${n}::/48,600,900`];
    router.spool(`wan${n}.inet6`, ...lines);
    router.spool(`wan${n}.inet`, "client=udhcpc", "event=bound", `device=eth${n}`, `router=192.0.2.${n}`);
  }
  const prefixes = () => router.ask("networks").map(({ prefixes, routers }) => [prefixes, routers]);
  const expected = count(5, (index) => [[`2001:db8:${index + 1}::/48`], [`192.0.2.${index + 1}`]]);
  assert.deepEqual(prefixes(), expected);
  for (let n = 1; n <= 5; n++) {
    // By its name and by its device.
    for (const name of [`wan${n}`, `eth${n}`]) {
      const [one, ...others] = router.ask(`networks ${name}`);
      assert.deepEqual([one?.["prefixes"], others], [[`2001:db8:${n}::/48`], []], name);
    }
  }
  // An IPv4 lease that is renewed or lost has nothing to do with them.
  for (let n = 1; n <= 5; n++) {
    router.spool(`wan${n}.inet`, "client=udhcpc", "event=renew", `device=eth${n}`, `router=192.0.2.${n}`);
    router.spool(`wan${n}.inet`, "client=udhcpc", "event=deconfig", `device=eth${n}`);
  }
  assert.deepEqual(
    prefixes(),
    expected.map(([own]) => [own, []]),
  );
  assert.deepEqual(router.toldEver(Code.PrefixRetired), []);
});

test("E-99 a name that nobody can be asked for is a row of each family that waits", () => {
  const router = new Router()
    .configure("interface wan", "device eth1", "ipv4-device tun0")
    .link(1, "eth1")
    .link(2, "tun0");
  router.spool("tun.inet", "client=udhcpc", "event=bound", "device=tun0", "lease=600", "opt147=016100");
  router.spool("wan.inet6", ...BOUND6, "PASSTHRU=008d0003016200").pass(60_000);
  const common = {
    ...{ record: "waiting", role: "server", pvd: "wan", bind: true, reason: Code.WaitingForDns },
    ...{ authority: "dhcp", credentials_ref: null, stale: false },
  };
  const rows = router.ask("peers").map(({ id, ...row }) => [typeof id, row]);
  const waiting = (family: string, device: string, name: string, method: string, validS: number | null) => [
    "string",
    {
      ...common,
      ...{ interface: device, family, server_group: "dhcp-1", sni: name, method, valid_for_s: validS },
      reference_ids: [{ type: "dns-id", value: name }],
    },
  ];
  assert.deepEqual(rows, [waiting("inet", "tun0", "a", "dhcpv4", 540), waiting("inet6", "eth1", "b", "dhcpv6", null)]);
});
