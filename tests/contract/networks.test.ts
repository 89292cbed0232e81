// What networks there are, what each of them has, and how that changes.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { Router, SERVER4, SERVER6 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const bound = (client: string, device: string, ...values: readonly string[]): string[] => [
  ...[`client=${client}`, `event=${client === "odhcp6c" || client === "udhcpc" ? "bound" : "BOUND"}`],
  ...[`device=${device}`, ...values],
];

const networks = (router: Router, name = ""): Fields[] => router.ask(`networks ${name}`);
const rows = (router: Router): Fields[] => router.ask("peers");

test("R-90 one network of several is asked for by its name or its device", () => {
  const router = new Router().link(2, "eth1").link(3, "eth2").link(4, "eth3");
  for (const [index, name] of ["north", "middle", "south"].entries())
    router.spool(`${name}.inet`, ...bound("udhcpc", `eth${index + 1}`, SERVER4));
  const names = (request: string) => networks(router, request).map(({ pvd }) => pvd);
  assert.deepEqual(names(""), ["north", "middle", "south"]);
  assert.deepEqual(names("middle"), ["middle"]);
  assert.deepEqual(names("eth3"), ["south"]);
});

describe("A-07 the domains of a network", () => {
  const attached = (...config: readonly string[]) =>
    new Router()
      .configure(...config)
      .link(2, "eth1")
      .assign(2, "192.0.2.57/24", "2001:db8:f1:1::57/64");
  const lease4 = (domain: string) => bound("udhcpc", "eth1", `domain=${domain}`);
  const lease6 = (octets: string) => bound("odhcp6c", "eth1", `OPTION_57=${octets}`);
  const ISP = "0369737004746573740"; // isp.test

  test("what both leases name is there once", () => {
    const router = attached();
    router.spool("wan.inet", ...lease4("ISP.test")).spool("wan6.inet6", ...lease6(`${ISP}0`));
    assert.deepEqual(networks(router)[0]?.["domains"], ["ISP.test"]);
    router.spool("wan.inet", ...lease4("other.test"));
    assert.deepEqual(networks(router)[0]?.["domains"], ["other.test", "isp.test"]);
  });

  test("of more than eight the first eight are listed", () => {
    const names = Array.from({ length: 10 }, (_, index) => `d${index}.test`);
    const router = attached("interface wan", "device eth1", `domains ${names.join(" ")}`);
    router.spool("wan.inet", ...lease4("isp.test"));
    const listed = networks(router)[0]?.["domains"] as string[];
    assert.deepEqual(listed, names.slice(0, 8));
  });

  test("names that the public DNS does not know are none", () => {
    for (const domain of ["box.local", "box.localhost", "box.onion", "box.invalid", "home.arpa", "lan"]) {
      const router = attached().spool("wan.inet", ...lease4(domain));
      assert.deepEqual(router.told(Code.DomainLearnt), [], domain);
      assert.deepEqual(networks(router)[0]?.["domains"], [], domain);
      const [refused] = new Router().configure(`default-domain ${domain}`).told(Code.ConfigLine);
      assert.deepEqual([refused?.["error"], refused?.["offset"]], [Code.ConfigValue, 15], domain);
    }
    const router = attached().spool("wan.inet", ...lease4("local.test"));
    assert.deepEqual(networks(router)[0]?.["domains"], ["local.test"]);
  });

  test("a name of 255 octets is one, a longer one is none", () => {
    const label = "x".repeat(63);
    const longest = `${[label, label, label].join(".")}.${"y".repeat(61)}`;
    const refusedAt = (name: string) =>
      new Router()
        .configure(`default-domain ${name}`)
        .told(Code.ConfigLine)
        .map(({ error, offset }) => [error, offset]);
    assert.deepEqual(refusedAt(longest), []);
    assert.deepEqual(refusedAt(`${longest}y`), [[Code.NameTooLong, 15 + 3 * 64]]);
  });
});

test("I-01 a hook calls the device otherwise now: the network and its rows have the new name", () => {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4));
  assert.deepEqual(new Set(rows(router).map(({ pvd }) => pvd)), new Set(["wan"]));
  router.spool("internet.inet", ...bound("udhcpc", "eth1", SERVER4));
  const changed = router.outputs.filter(({ kind }) => kind === OutputKind.FileReplace);
  assert.ok(changed.length > 0);
  assert.deepEqual(new Set(rows(router).map(({ pvd }) => pvd)), new Set(["internet"]));
  assert.deepEqual(
    networks(router).map(({ pvd }) => pvd),
    ["internet"],
  );
});

test("I-04 the lease of a tunnel comes before its uplink: the network is the uplink's", () => {
  const router = new Router().configure("interface wan", "device eth1", "ipv4-device tun0");
  router.link(5, "tun0").spool("tunnel.inet", ...bound("udhcpc", "tun0", SERVER4));
  const [network, ...others] = networks(router);
  assert.deepEqual([network?.["interface"], network?.["ipv4_interface"], others], ["eth1", "tun0", []]);
  router
    .link(2, "eth1")
    .assign(2, "2001:db8:f1:1::57/64")
    .spool("wan.inet6", ...bound("odhcp6c", "eth1", SERVER6));
  assert.equal(networks(router).length, 1);
});

describe("I-03 an address of a delegated prefix on another interface", () => {
  const PREFIX = "fd0a:0:1::/56";
  const LAN = "fd0a:0:1:1::1/64";

  function delegated(lifetimeS: number): Router {
    const router = new Router().link(2, "eth1").assign(2, "fe80::57/64").link(3, "br-lan").link(4, "eth2");
    // Another network comes first, and has nothing to do with it.
    router.spool("other.inet", ...bound("udhcpc", "eth2", SERVER4));
    const server = "OPTION_142=fd0a0000000200000000000000000010";
    return router.spool(
      "wan.inet6",
      ...bound("odhcp6c", "eth1", `PREFIXES=${PREFIX},${lifetimeS},${lifetimeS}`, server),
    );
  }

  const candidates = (router: Router): unknown[] => [
    ...new Set(rows(router).flatMap((row) => (row["pvd"] === "wan" ? [String(row["source_candidates"])] : []))),
  ];

  test("is a source towards the network's servers, and while it is there", () => {
    const router = delegated(90_000).pass(20_000);
    assert.deepEqual(candidates(router), [""]);
    router.assign(3, LAN);
    assert.ok(router.outputs.some(({ kind }) => kind === OutputKind.FileReplace));
    assert.deepEqual(candidates(router), ["fd0a:0:1:1::1"]);
    router.assign(3);
    assert.deepEqual(candidates(router), [""]);
  });

  test("only until the prefix is over, which another network does not notice", () => {
    const router = delegated(1000).assign(3, LAN).pass(20_000);
    assert.deepEqual(candidates(router), ["fd0a:0:1:1::1"]);
    router.spool("wan.inet6", ...bound("odhcp6c", "eth1", "OPTION_142=fd0a0000000200000000000000000010"));
    assert.deepEqual(candidates(router.pass(970_000)), ["fd0a:0:1:1::1"]);
    router.pass(20_000);
    assert.deepEqual(
      router.told(Code.RunPlanned).map(({ pvd, why }) => [pvd, why]),
      [["wan", "sources-changed"]],
    );
    assert.deepEqual(candidates(router), [""]);
  });

  test("a new configuration changes nothing of a prefix that was delegated", () => {
    const router = delegated(90_000).assign(3, LAN).pass(20_000);
    // Any interface section narrows the networks down to those that have one.
    const shown = () => rows(router).flatMap(({ valid_for_s: _, ...row }) => (row["pvd"] === "wan" ? [row] : []));
    const before = shown();
    assert.equal(before.length, 3);
    router.configure("methods dhcp", "interface wan", "device eth1");
    router.configure("methods dhcp", "interface wan", "device eth1", "credentials key-1").pass(20_000);
    assert.deepEqual(
      shown(),
      before.map((row) => ({ ...row, credentials_ref: "key-1" })),
    );
  });
});

test("I-03 no room for a delegated prefix beside those of the configuration: the lease is not kept, and that is said", () => {
  const line = (index: number) =>
    `prefixes ${Array.from({ length: 20 }, (_, place) => `10.${index}.${place}.0/24`).join(" ")}`;
  const router = new Router().configure(
    "interface wan",
    "device eth1",
    ...Array.from({ length: 8 }, (_, index) => line(index)),
  );
  router.link(2, "eth1").assign(2, "2001:db8:f1:1::57/64");
  router.spool("wan.inet6", ...bound("odhcp6c", "eth1", "PREFIXES=fd0a:0:1::/56,3000,4000", SERVER6));
  assert.equal(router.told(Code.PoolFull).length, 1);
  assert.deepEqual(rows(router.pass(20_000)), []);
});

describe("whose a target is", () => {
  test("R-90 a prefix of an interface that is no network, or of one that is gone, is nobody's", () => {
    const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
    router.spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4));
    const owner = JSON.stringify(router.ask("select 192.0.2.1"));
    const nobody = JSON.stringify(router.ask("select 203.0.113.1")).replaceAll("203.0.113.1", "198.51.100.1");
    assert.notEqual(owner.replaceAll("192.0.2.1", "198.51.100.1"), nobody);
    // An address before its interface, then an interface without a lease.
    router.assign(9, "198.51.100.57/24");
    assert.equal(JSON.stringify(router.ask("select 198.51.100.1")), nobody);
    router.link(9, "eth9");
    assert.equal(JSON.stringify(router.ask("select 198.51.100.1")), nobody);
  });

  test("E-117 Call Home clients of a network are no servers to ask", () => {
    const router = new Router()
      .configure("call-home on", "call-home-port 4800")
      .link(2, "eth1")
      .assign(2, "192.0.2.57/24");
    router.spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4));
    const servers = rows(router)
      .filter(({ role }) => role === "server")
      .map(({ id }) => id);
    const asked = JSON.stringify(router.ask("select 192.0.2.1"));
    for (const { id, role } of rows(router)) assert.equal(asked.includes(String(id)), role === "server");
    assert.equal(servers.length, 3);
  });
});

test("A-13 a name without addresses is no server to ask", () => {
  const router = new Router().configure("methods manual", "server one", "reference-identifier dots.test");
  router.link(2, "eth1").assign(2, "192.0.2.57/24").pass(60_000);
  assert.equal(rows(router)[0]?.["record"], "waiting");
  assert.ok(!JSON.stringify(router.ask("select 203.0.113.1")).includes("dots.test"));
});

test("an interface that goes takes its network with it", () => {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
  router.spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4)).link(2, "eth1", LinkState.Down);
  assert.deepEqual(rows(router), []);
});

test("R-93 of very many addresses a row lists 16 to send from", () => {
  const addresses = Array.from({ length: 20 }, (_, index) => `192.0.2.${index + 50}/24`);
  const router = new Router().link(2, "eth1").assign(2, ...addresses);
  router.spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4));
  const listed = addresses.slice(0, 16).map((text) => text.replace("/24", ""));
  for (const row of rows(router)) assert.deepEqual(row["source_candidates"], listed);
  assert.equal(rows(router).length, 3);
});

test("A-11a of very many prefixes that a server by hand protects its rows list 48", () => {
  const prefixes = Array.from({ length: 50 }, (_, index) => `198.51.${index}.0/24`);
  const router = new Router().configure(
    "methods manual",
    ...["server one", "reference-identifier dots.test", "addresses 203.0.113.9"],
    ...[0, 25].map((from) => `protects ${prefixes.slice(from, from + 25).join(" ")}`),
  );
  router
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...bound("udhcpc", "eth1"))
    .pass(20_000);
  assert.equal(rows(router).length, 3);
  for (const row of rows(router)) assert.deepEqual(row["prefixes"], prefixes.slice(0, 48));
});

test("A-13 a server with an interface is none of the way over that network", () => {
  const router = new Router().configure(
    "methods manual",
    ...["server one", "reference-identifier dots.test"],
    ...["server two", "bind-interface net1", "reference-identifier two.test", "addresses 203.0.113.9"],
  );
  for (const index of [1, 2]) {
    router.link(index, `eth${index}`).assign(index, `192.0.${index}.57/24`);
    router.spool(`net${index}.inet`, ...bound("udhcpc", `eth${index}`, `dns=192.0.${index}.53`));
  }
  // Nobody answers over either: the ways have what needs no name.
  for (let second = 0; second < 90; second++) router.pass(1000);
  const two = rows(router).filter(({ server_group: group }) => group === "two");
  assert.deepEqual(
    two.map(({ pvd }) => pvd),
    ["net1", "net1", "net1"],
  );
});

test("A-11 a server for any network and one family replaces what the only network has of that family alone", () => {
  const router = new Router().configure(
    "methods manual dhcp",
    ...["server one", "reference-identifier dots.test", "addresses 203.0.113.9"],
  );
  router.link(2, "eth1").assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
  router
    .spool("wan.inet", ...bound("udhcpc", "eth1", SERVER4))
    .spool("wan.inet6", ...bound("odhcp6c", "eth1", SERVER6));
  const found = rows(router.pass(20_000)).map(({ address }) => address);
  assert.deepEqual([...new Set(found)].sort(), ["2001:db8::10", "203.0.113.9"]);
});
