// The records of docs/abi.md as a whole: every field in the documented order, with its value.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { ABI_VERSION, Code, FileFlag, InputKind, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { encodeClientClosed } from "../../host/inputs.ts";
import { jsonOf } from "../support/core.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const SECTION = [
  ...["interface wan", "device eth1", "ipv4-device tun0", "pvd-id pvd.isp.test", "isp Fixnet", "mark 4294967295"],
  ...["table 1", "shared-address on", "nat64 2001:db8:64::/96", "prefixes 198.51.100.0/24 2001:db8:9::/48"],
  ...["addressing pi", "resolvers 192.0.2.53@5353 2001:db8::53", "domains a.test b.test", "credentials key"],
];
const OWN_PREFIXES = ["2001:db8:1::/64", "192.0.2.0/24"];
const CONFIGURED_PREFIXES = ["198.51.100.0/24", "2001:db8:9::/48"];
const DELEGATED_PREFIX = "2001:db8:a::/48";
/** What tells a row apart from others; its `id` is a hash of that. */
const PLACE = { role: "server", pvd: "wan", interface: "tun0" };

/** A network with everything that one can have, 20 s after its leases. */
function full(): Router {
  const router = new Router()
    .configure("methods dhcp", ...SECTION)
    .link(2, "eth1")
    .link(3, "tun0");
  router.assign(2, "2001:db8:1::57/64", "fe80::57/64").assign(3, "192.0.2.57/24");
  const v4 = ["client=udhcpc", "event=bound", "device=tun0", "router=192.0.2.1", "lease=3600", "domain=isp.test"];
  router.spool("wan.inet", ...v4, "opt147=046d69746903697370047465737400", SERVER4);
  router.spool("wan.inet6", ...BOUND6, `PREFIXES=${DELEGATED_PREFIX},3000,4000`);
  return router.pass(20_000);
}

/** A network of which nothing is known. */
const bare = (): Router => new Router().link(2, "eth1").spool("wan.inet", ...BOUND4);

/** Servers by name that nobody can resolve. */
const unresolved = (): Router =>
  new Router()
    .configure("methods manual", "server one", "reference-identifier dots.test", "credentials key")
    .pass(3000);

const ID = /^[0-9a-f]{16}$/;

/** Rows without their `id`, which has to be one. */
const withoutId = (rows: readonly Fields[]): Fields[] =>
  rows.map(({ id, ...fields }) => {
    assert.match(String(id), ID);
    return fields;
  });

const SIGNAL_UDP = { channel: "signal", transport: "udp", port: 4646 };
const SIGNAL_TCP = { channel: "signal", transport: "tcp", port: 4646 };
const DATA = { channel: "data", transport: "tcp", port: 443 };

/** What the rows of the full network have in common. */
const COMMON = {
  ...{ server_group: "dhcp-1", reference_ids: [{ type: "dns-id", value: "miti.isp.test" }], sni: "miti.isp.test" },
  ...{ method: "dhcpv4", authority: "dhcp", source_candidates: ["192.0.2.57"] },
  ...{ prefixes: [...OWN_PREFIXES, ...CONFIGURED_PREFIXES, DELEGATED_PREFIX], prefix_kind: "pi" },
  ...{ mark: 0xffffffff, table: 1, credentials_ref: "key", valid_for_s: 3580, stale: false, warnings: [] },
  ...{ failure: null, redirected_for_s: null },
};
const ADDRESS = { family: "inet", address: "192.0.2.10", scope_id: 0 };
const ROWS = [SIGNAL_UDP, SIGNAL_TCP, DATA].map((place, index) => ({
  ...{ record: "peer", ...PLACE, bind: true, ...ADDRESS, ...place, rank: index + 1, ...COMMON },
}));

describe("the fields of a record are those of docs/abi.md, in that order", () => {
  const abi = readFileSync("docs/abi.md", "utf8");

  /** By the row of the table whose first cell names the record. */
  function documented(record: string): string[] {
    const row = abi
      .split("\n")
      .find((line) => line.split("|")[1]?.includes(`\`${record}\``) && line.includes("`record"));
    const lists = [...(row ?? "").matchAll(/`(record(?: \w+)*)`/g)].map(([, list]) => list ?? "");
    return (lists.at(-1) ?? assert.fail(`no row for ${record}`)).split(" ");
  }

  for (const [record, ask] of [
    ["peer", () => full().ask("peers")],
    ["waiting", () => unresolved().ask("peers")],
    ["network", () => full().ask("networks")],
    ["cell", () => full().ask("status").slice(1)],
    ["status", () => full().ask("status").slice(0, 1)],
    ["group", () => full().ask("select 192.0.2.1")],
    ["unmatched", () => full().ask("select name.test")],
    ["accepted", () => full().ask("accept 192.0.2.1").slice(0, 1)],
    ["rejected", () => full().ask("accept name.test").slice(0, 1)],
    ["error", () => full().ask("nonsense")],
  ] as const) {
    test(record, () => {
      const records = ask();
      assert.ok(records.length > 0);
      for (const each of records) {
        assert.equal(each["record"], record);
        assert.deepEqual(Object.keys(each), documented(record));
      }
    });
  }
});

describe("a network", () => {
  test("that has everything", () => {
    assert.deepEqual(full().network(), {
      ...{ record: "network", pvd: "wan", interface: "eth1", ipv4_interface: "tun0", pvd_id: "pvd.isp.test", up: true },
      ...{ isp: "Fixnet", mark: 0xffffffff, table: 1, shared_address: true, nat64: "2001:db8:64::/96" },
      ...{ addresses: ["2001:db8:1::57", "192.0.2.57"], prefix_kind: "pi" },
      prefixes: [...OWN_PREFIXES, ...CONFIGURED_PREFIXES, DELEGATED_PREFIX],
      resolvers: [
        { address: "192.0.2.53", port: 5353 },
        { address: "2001:db8::53", port: 53 },
      ],
      ...{ routers: ["192.0.2.1"], domains: ["a.test", "b.test", "isp.test"], credentials_ref: "key" },
    });
  });

  test("that has nothing, and goes down", () => {
    const nothing = {
      ...{ record: "network", pvd: "wan", interface: "eth1", ipv4_interface: null, pvd_id: null, up: true, isp: null },
      ...{ mark: null, table: null, shared_address: false, nat64: null, addresses: [], prefixes: [] },
      ...{ prefix_kind: "pa", resolvers: [], routers: [], domains: [], credentials_ref: null },
    };
    const router = bare();
    assert.deepEqual(router.network(), nothing);
    assert.deepEqual(router.link(2, "eth1", LinkState.Down).network(), { ...nothing, up: false });
  });

  test("R-90 lists the routers of both leases, that of IPv4 first", () => {
    const router = bare().assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
    router.spool("wan.inet6", ...BOUND6, "RA_ROUTES=::/0,fe80::1,1800,512");
    router.spool("wan.inet", ...BOUND4, "router=192.0.2.1");
    assert.deepEqual(router.network()["routers"], ["192.0.2.1", "fe80::1"]);
  });

  for (const [assigned, prefixes] of [
    [
      ["192.0.2.57/24", "192.0.2.58/24", "192.0.2.59/25", "192.0.3.1/24", "192.0.2.1/32", "192.0.2.2/32"],
      ["192.0.2.0/24", "192.0.2.0/25", "192.0.3.0/24", "192.0.2.1/32", "192.0.2.2/32"],
    ],
    [
      ["2001:db8:1::1/64", "2001:db8:1::2/64", "2001:db8:1:1::1/64", "2001:db8:1::3/63", "fe80::1/64"],
      ["2001:db8:1::/64", "2001:db8:1:1::/64", "2001:db8:1::/63"],
    ],
    [
      ["2001:db8:1::1/128", "2001:db8:1::2/128", "2001:db8:1::3/127", "2001:db8:1::2/127", "8000::1/0"],
      ["2001:db8:1::1/128", "2001:db8:1::2/128", "2001:db8:1::2/127", "::/0"],
    ],
  ] as const) {
    test(`of the addresses ${assigned.join(" ")} each prefix is listed once`, () => {
      const router = bare().assign(2, ...assigned);
      assert.deepEqual(router.network()["prefixes"], prefixes);
    });
  }

  for (const others of [1, 10, 11]) {
    test(`has what its own section says, behind ${others} others, and for one family alone`, () => {
      const before = Array.from({ length: others }, (_, index) => [
        ...[`interface lte${index}`, `device eth${index + 10}`, `pvd-id lte${index}.test`, `resolvers 10.0.0.${index}`],
        ...[`domains lte${index}.test`, "isp Lte", `prefixes 10.${index}.0.0/16`, "nat64 2001:db8:64::/96"],
      ]).flat();
      const own = ["pvd-id wan.test", "resolvers 192.0.2.2", "isp Fixnet", "table 9", "prefixes 198.51.100.0/24"];
      for (const families of ["inet", "inet6", "inet inet6"]) {
        const config = [...before, "interface wan", "device eth1", `families ${families}`, ...own];
        const network = new Router()
          .configure(...config)
          .link(2, "eth1")
          .network();
        const { pvd_id, resolvers, isp, table, prefixes, nat64 } = network;
        const said = { pvd_id: "wan.test", resolvers: [{ address: "192.0.2.2", port: 53 }], isp: "Fixnet", table: 9 };
        const expected = { ...said, prefixes: ["198.51.100.0/24"], nat64: null };
        assert.deepEqual({ pvd_id, resolvers, isp, table, prefixes, nat64 }, expected, families);
      }
      for (const families of ["inet", "inet6", "inet inet6"]) {
        const section = ["interface wan", "device eth1", `families ${families}`, "domains wan.test"];
        const router = new Router().configure(...before, ...section).link(2, "eth1");
        assert.deepEqual(router.network()["domains"], ["wan.test"], families);
      }
    });
  }

  test("has no address or prefix that is gone", () => {
    const router = bare().assign(2, "192.0.2.57/24", "198.51.100.57/24").assign(3, "203.0.113.57/24");
    router.assign(3).assign(2, "192.0.2.57/24");
    const { addresses, prefixes } = router.network();
    assert.deepEqual([addresses, prefixes], [["192.0.2.57"], ["192.0.2.0/24"]]);
    const { addresses: none } = router.assign(2).network();
    assert.deepEqual(none, []);
  });

  for (const count of [15, 16, 17]) {
    test(`lists ${Math.min(count, 16)} of ${count} addresses`, () => {
      const addresses = Array.from({ length: count }, (_, index) => `10.0.${index}.57`);
      const router = bare().assign(2, ...addresses.map((address) => `${address}/24`));
      assert.deepEqual(router.network()["addresses"], addresses.slice(0, 16));
    });
  }

  for (const [own, configured] of [
    [47, 2],
    [48, 1],
    [49, 1],
    [1, 46],
    [1, 47],
    [1, 48],
  ] as const) {
    test(`lists ${Math.min(own + configured, 48)} of ${own + configured} prefixes, of which ${own} are those of addresses`, () => {
      const prefixes = (length: number, first: number) =>
        Array.from({ length }, (_, index) => `10.${first}.${index}.0/24`);
      const all = [...prefixes(own, 1), ...prefixes(configured, 2)];
      const lines = all.slice(own).map((prefix) => `prefixes ${prefix}`);
      const router = new Router().configure("interface wan", "device eth1", ...lines).link(2, "eth1");
      router.assign(2, ...all.slice(0, own).map((prefix) => prefix.replace(".0/", ".57/")));
      assert.deepEqual(router.network()["prefixes"], all.slice(0, 48));
    });
  }
});

describe("status and cells", () => {
  const status = { record: "status", abi: ABI_VERSION, log_lost: 0, attack: false, store: "absent" };

  test("of a network with a list and a family without one", () => {
    const [first, ...cells] = full().ask("status");
    assert.deepEqual(first, { ...status, time_ms: 21_000, inputs: 10, refused: 0, published: 2 });
    const cell = { record: "cell", pvd: "wan", waiting: 0, stale: false };
    assert.deepEqual(cells, [
      { ...cell, interface: "tun0", family: "inet", state: "ready", method: "dhcp", peers: 3, expires_in_s: 3580 },
      { ...cell, interface: "eth1", family: "inet6", state: "failed", method: null, peers: 0, expires_in_s: 3980 },
    ]);
  });

  test("of names that wait, for any network", () => {
    const [first, ...cells] = unresolved().ask("status");
    assert.deepEqual(first, { ...status, time_ms: 4000, inputs: 4, refused: 0, published: 2 });
    const cell = { record: "cell", pvd: "any", interface: null, state: "ready", method: "manual", peers: 0 };
    assert.deepEqual(
      cells,
      ["inet", "inet6"].map((family) => ({ ...cell, family, waiting: 1, stale: false, expires_in_s: null })),
    );
  });

  test("inputs that were refused, records for which the log had no room, an attack that is on", () => {
    const router = new Router().feed(InputKind.Entropy, new Uint8Array(0)).feed(99 as InputKind, new Uint8Array(0));
    router.ask("attack on");
    router.configure(...Array.from({ length: 42 }, () => "nonsense"));
    const [first] = router.ask("status");
    const counts = { inputs: 6, refused: 2, log_lost: 3, published: 0, attack: true };
    assert.deepEqual(first, { ...status, ...counts, time_ms: 1000 });
  });
});

describe("rows", () => {
  test("of servers of a lease", () => assert.deepEqual(withoutId(full().ask("peers")), ROWS));

  test("of names that wait for their addresses", () => {
    const row = {
      ...{ record: "waiting", role: "server", pvd: "any", interface: null, bind: false, reason: Code.WaitingForDns },
      ...{ server_group: "one", reference_ids: [{ type: "dns-id", value: "dots.test" }], sni: "dots.test" },
      ...{ method: "manual", authority: "configured", credentials_ref: "key", valid_for_s: null, stale: false },
    };
    const rows = unresolved().ask("peers");
    assert.deepEqual(withoutId(rows), [
      { ...row, family: "inet" },
      { ...row, family: "inet6" },
    ]);
    assert.notEqual(rows[0]?.["id"], rows[1]?.["id"]);
  });

  test("E-117 of Call Home clients, which have ranks of their own", () => {
    const router = new Router().configure("call-home on", "call-home-port 4800").link(2, "eth1");
    router.spool("wan.inet", ...BOUND4, SERVER4);
    const places = router
      .ask("peers")
      .map(({ role, channel, transport, port, rank }) => [role, channel, transport, port, rank]);
    assert.deepEqual(places, [
      ["server", "signal", "udp", 4646, 1],
      ["server", "signal", "tcp", 4646, 2],
      ["server", "data", "tcp", 443, 3],
      ["call-home-client", "signal", "udp", 4800, 1],
      ["call-home-client", "signal", "tcp", 4800, 2],
    ]);
  });

  test("each has an id of its own, the same after a restart", () => {
    const ids = full()
      .ask("peers")
      .map(({ id }) => id);
    assert.equal(new Set(ids).size, ROWS.length);
    const again = full().ask("peers");
    assert.deepEqual(
      again.map(({ id }) => id),
      ids,
    );
  });
});

describe("events and the result file", () => {
  const cell = { pvd: "wan", interface: "eth1", family: "inet" };
  const eventsOf = (router: Router) => router.lines(OutputKind.Event);
  const lease = (...addresses: readonly string[]) => [...BOUND4, `opt148=${addresses.join("")}`];
  const published = (added: number, removed: number, changed: number) => ({
    ...{ event: "published", ...cell, added, removed, changed },
  });

  test("a first list: the rows that were added, what it comes to, the state", () => {
    const router = new Router().link(2, "eth1").spool("wan.inet", ...lease("c000020a"));
    const rows = router.lines(OutputKind.FileReplace);
    assert.equal(rows.length, 3);
    assert.deepEqual(eventsOf(router), [
      ...rows.map((row) => ({ event: "added", ...row })),
      published(3, 0, 0),
      { event: "credentials-missing", ...cell },
      { event: "state", ...cell, from: "down", to: "ready" },
    ]);
    for (const { payload, ...output } of router.outputs.filter(({ kind }) => kind === OutputKind.Event))
      assert.deepEqual([output.handle, jsonOf({ ...output, payload })["event"] !== undefined], [0, true]);
  });

  test("another list: what was removed, by what tells it apart, before what was added", () => {
    const router = new Router().link(2, "eth1").spool("wan.inet", ...lease("c000020a"));
    const before = router.ask("peers");
    router.spool("wan.inet", ...lease("c000020b")).pass(20_000);
    const removed = before.map(({ id, port, transport, channel }) => ({
      ...{ event: "removed", record: "peer", id, role: "server", ...cell },
      ...{ address: "192.0.2.10", scope_id: 0, channel, transport, port },
    }));
    const added = router.lines(OutputKind.FileReplace).map((row) => ({ event: "added", ...row }));
    assert.equal(added.length, 3);
    const events = eventsOf(router).filter(({ event }) => event !== "state");
    assert.deepEqual(events, [
      ...[...removed, ...added, published(3, 3, 0)],
      { event: "credentials-missing", ...cell },
    ]);
  });

  test("a file has its first and its last record marked, and one without rows is a record that is both", () => {
    const flagsOf = (router: Router) =>
      router.outputs.filter(({ kind }) => kind === OutputKind.FileReplace).map(({ flags, handle }) => [flags, handle]);
    const router = new Router().link(2, "eth1").spool("wan.inet", ...lease("c000020a", "c000020b"));
    const middle = Array.from({ length: 4 }, () => [0, 0]);
    assert.deepEqual(flagsOf(router), [[FileFlag.First, 0], ...middle, [FileFlag.Last, 0]]);
    router.link(2, "eth1", LinkState.Gone);
    assert.deepEqual(flagsOf(router), [[FileFlag.First | FileFlag.Last, 0]]);
    assert.deepEqual(router.lines(OutputKind.FileReplace), []);
    assert.deepEqual(flagsOf(router.feed(InputKind.ClientClosed, encodeClientClosed(1))), []);
  });
});
