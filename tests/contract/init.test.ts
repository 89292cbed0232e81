// `init` forgets everything: whatever a core has lived through, it is as good as new (docs/abi.md).
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorClass, InputKind, LinkState } from "../../host/abi.gen.ts";
import { encodeStored, encodeStoreWritten, encodeWallTime } from "../../host/inputs.ts";
import { makeCore } from "../support/core.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { attach, NOTHING, SERVERS, startWith } from "./support/kept-networks.ts";
import { encodeList } from "./support/lists.ts";
import { encode, hear, joined, LAN, sentUntil, SERVER } from "./support/multicast.ts";
import { Resolver } from "./support/resolver.ts";
import { askingDomain } from "./support/resolvers.ts";
import { Router } from "./support/router.ts";

const ZONE = ["@ SOA ns1 hostmaster 1 3600 600 86400 300", '@ NAPTR 1 10 "s" "DOTS:signal.udp" "" _d._udp'].concat(
  [1, 2, 3].flatMap((index) => [`_d._udp SRV 0 ${index} 500${index} h${index}`, `h${index} A 198.51.100.${index}`]),
);
const SEED = new Uint8Array(256).map((_, index) => index * 11 + 3);
const recordOf = (name: string): Uint8Array =>
  STORE_VECTORS.find(({ path }) => path.endsWith(`/${name}.hex`))?.octets ?? assert.fail(name);
const [damaged, newer, LISTS] = ["checksum", "newer-reader", "three-networks"].map(recordOf) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const LIST = encodeList({ device: "eth5", addresses: ["198.51.100.5"], marks: [1, 2, 3] });

/** A router that finds servers in a domain. */
const resolving = (router: Router): Router => {
  askingDomain(undefined, router.feed(InputKind.Entropy, SEED));
  new Resolver(ZONE).answer(router);
  return router.pass(1);
};

/** One that hears of a server on its link. */
function listening(router: Router, heard: readonly string[] = SERVER): Router {
  router.feed(InputKind.Entropy, SEED).configure(...LAN);
  router.link(2, "eth2").assign(2, "192.168.1.1/24");
  let handle: number | undefined;
  sentUntil(router, 16_000, () => (handle ??= joined(router)?.handle));
  hear(router, handle ?? assert.fail("nobody listens"), encode(heard));
  sentUntil(router, 5000);
  return router;
}

/** More instances of a service than there is room for. */
const CROWD = Array.from(
  { length: 32 },
  (_, index) => `_dots-signal._udp 4500 PTR ${`i${index}`.padEnd(63, "x")}._dots-signal._udp`,
);
const crowded = (router: Router): Router => listening(router, CROWD);

/** One whose network taught it servers, in every state of its store. */
function storing(
  router: Router,
  first: Uint8Array,
  second: Uint8Array,
  errorClass: ErrorClass = ErrorClass.None,
): Router {
  for (const [slot, octets] of [first, second].entries())
    router.feed(InputKind.Stored, encodeStored(slot, errorClass, octets));
  return attach(router.feed(InputKind.Entropy, SEED), 1, SERVERS(3)).pass(60_000);
}

function reporting(router: Router): Router {
  resolving(router).ask("attack on");
  for (const row of router.ask("peers")) router.ask(`report ${String(row["id"])} connect-failed`);
  router.feed(InputKind.WallTime, encodeWallTime(1_800_000_000_000, true));
  router.ask("watch");
  return router;
}

const PASTS: Readonly<Record<string, (router: Router) => unknown>> = {
  "a search in a domain": resolving,
  "a search that is under way": (router) => askingDomain(undefined, router.feed(InputKind.Entropy, SEED)),
  "a search without entropy": (router) => askingDomain(undefined, router),
  "multicast DNS": (router) => listening(router),
  "a crowd on the link": crowded,
  reports: reporting,
  "a network that went": (router) => storing(router, NOTHING, NOTHING).link(3, "eth1", LinkState.Down),
  "a record that is being written": (router) => storing(router, NOTHING, NOTHING),
  "a record that could not be written": (router) =>
    storing(router, NOTHING, NOTHING).feed(InputKind.StoreWritten, encodeStoreWritten(0, ErrorClass.NoSpace)),
  "a record that was written": (router) =>
    storing(router, NOTHING, NOTHING).feed(InputKind.StoreWritten, encodeStoreWritten(0, ErrorClass.None)),
  "as many records as a day may have": (router) => {
    startWith(NOTHING, router);
    for (let count = 0; count < 50; count++) {
      attach(router, 1, SERVERS(1 + (count % 2))).pass(60_000);
      router.feed(InputKind.StoreWritten, encodeStoreWritten(count % 2, ErrorClass.None));
    }
  },
  "a store with lists": (router) => startWith(LIST, router),
  "a store that cannot be written": (router) => storing(router, NOTHING, NOTHING, ErrorClass.ReadOnly),
  "a store of a later release": (router) => storing(router, newer, NOTHING),
  "a damaged store": (router) => storing(router, damaged, damaged),
  "one slot of a store": (router) => router.feed(InputKind.Stored, encodeStored(0, ErrorClass.Io, damaged)),
  "many networks": (router) => {
    for (let index = 0; index < 15; index++) attach(router, index, SERVERS(2));
  },
  "a long configuration": (router) =>
    router.configure(
      ...["profile draft01", "dnssec require", "call-home on", "call-home-port 4000", "trusted-names *.isp.test"],
      ...["option-codes 224 225 226 227", "resolver-trust-ad 192.0.2.1", "resolvers 192.0.2.1", "manual-scope replace"],
      ...["default-domain other.test", "interface wan", "device eth1", "domains a.test b.test", "nat64 64:ff9b::/96"],
      ...["mark 5", "table 7", "prefixes 192.0.2.0/24", "isp north", "shared-address on", "credentials keys"],
      ...["server one", "reference-identifier one.test", "addresses 192.0.2.200", "protects 198.51.100.0/24"],
    ),
};

/** Everything that a core says in a life of its own. */
function life(make: (router: Router) => unknown, core = makeCore()): unknown[] {
  const router = new Router(core);
  make(router);
  for (const line of ["status", "peers", "networks", "select 192.0.2.9"]) router.ask(line);
  return router
    .everything()
    .map(({ kind, flags, handle, payload }) => [kind, flags, handle, Buffer.from(payload).toString("latin1")]);
}

const FUTURES: Readonly<Record<string, (router: Router) => unknown>> = {
  resolving,
  listening: (router) => listening(router),
  "a crowd on the link": crowded,
  reporting,
  "lists that were stored": (router) => storing(router, NOTHING, LISTS),
  "a lease without a configuration": (router) => attach(router, 0, SERVERS(1)).pass(60_000),
  "the first record": (router) => storing(router, NOTHING, NOTHING),
  "a record beside a damaged one": (router) => storing(router, LISTS, damaged),
  "half a store": (router) => router.feed(InputKind.Stored, encodeStored(0, ErrorClass.None, NOTHING)),
};

for (const [title, past] of Object.entries(PASTS))
  describe(`after ${title}`, () => {
    for (const [name, future] of Object.entries(FUTURES))
      test(name, () => {
        const core = makeCore();
        life(past, core);
        core.reset();
        assert.deepEqual(life(future, core), life(future));
      });
  });
