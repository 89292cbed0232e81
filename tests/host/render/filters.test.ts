import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFilters, renderFilters } from "../../../host/render/filters.ts";
import { PLAIN } from "../../../host/render/table.ts";
import { LTE, LTE_PEER, networkLine, peerLine, recordsOf } from "../support/records.ts";

const DOTS = [{ type: "dns-id", value: "dots.isp.test" }];

test("R-108 R-114 a provider's prefixes lead to its servers only, the best first, each once with its transports", () => {
  const { filters, notes } = makeFilters(
    recordsOf(
      networkLine(),
      networkLine(LTE),
      peerLine(),
      peerLine({ address: "192.0.2.11", rank: 2 }),
      peerLine({ transport: "tcp", rank: 3 }),
      peerLine({ channel: "data", transport: "tcp", port: 443, rank: 4 }),
      peerLine({ role: "call-home-client", address: "192.0.2.12" }),
      peerLine(LTE_PEER),
    ),
  );
  const wan = [
    { pvd: "wan", address: "192.0.2.10", port: 4646, transports: ["udp", "tcp"], reference_ids: DOTS },
    { pvd: "wan", address: "192.0.2.11", port: 4646, transports: ["udp"], reference_ids: DOTS },
  ];
  const lte = {
    pvd: "lte",
    address: "203.0.113.10",
    port: 4646,
    transports: ["udp"],
    reference_ids: LTE_PEER.reference_ids,
  };
  assert.deepEqual(filters, [
    { record: "filter", prefix: "192.0.2.0/24", prefix_kind: "pa", networks: ["wan"], servers: wan },
    { record: "filter", prefix: "2001:db8:9::/56", prefix_kind: "pa", networks: ["wan"], servers: wan },
    { record: "filter", prefix: "198.51.100.16/28", prefix_kind: "pa", networks: ["lte"], servers: [lte] },
  ]);
  assert.deepEqual(notes, []);
  assert.deepEqual(renderFilters(filters.slice(1), PLAIN), [
    "PREFIX            KIND  NETWORK  SERVER        PORT  TRANSPORT  REFERENCE IDENTIFIER",
    "2001:db8:9::/56   pa    wan      192.0.2.10    4646  udp+tcp    dns-id dots.isp.test",
    "                        wan      192.0.2.11    4646  udp        dns-id dots.isp.test",
    "198.51.100.16/28  pa    lte      203.0.113.10  4646  udp        dns-id dots.mobile.test",
  ]);
});

test("R-105 R-108 the site's own prefixes lead to the servers of all networks, each prefix once", () => {
  const own = { prefix_kind: "pi", prefixes: ["203.0.113.0/24"] };
  const { filters } = makeFilters(
    recordsOf(networkLine(own), networkLine({ ...LTE, ...own }), peerLine(own), peerLine({ ...LTE_PEER, ...own })),
  );
  assert.deepEqual(
    filters.map(({ prefix, prefix_kind, networks, servers }) => [
      prefix,
      prefix_kind,
      networks,
      servers.map(({ address }) => address),
    ]),
    [["203.0.113.0/24", "pi", ["wan", "lte"], ["192.0.2.10", "203.0.113.10"]]],
  );
});

test("R-108 own prefixes that one network tells of lead to the other network too", () => {
  const { filters } = makeFilters(
    recordsOf(
      networkLine({ prefix_kind: "pi", prefixes: ["203.0.113.0/24"] }),
      networkLine(LTE),
      peerLine({ prefix_kind: "pi" }),
      peerLine(LTE_PEER),
    ),
  );
  assert.deepEqual(
    filters.map(({ prefix, networks }) => [prefix, networks]),
    [
      ["198.51.100.16/28", ["lte"]],
      ["203.0.113.0/24", ["wan", "lte"]],
    ],
  );
});

test("R-114 E-104 a network without a server gives no filter, and it is said that nobody protects it", () => {
  const { filters, notes } = makeFilters(recordsOf(networkLine(), networkLine(LTE), peerLine(LTE_PEER)));
  assert.deepEqual(
    filters.map(({ networks }) => networks),
    [["lte"]],
  );
  assert.deepEqual(notes, ["wan has no server: nothing is to be sent for targets in 192.0.2.0/24, 2001:db8:9::/56"]);
  assert.deepEqual(makeFilters(recordsOf(networkLine({ prefix_kind: "pi" }))).filters, []);
});

test("E-107 R-106 what filters cannot decide is said: the same prefix, and the same server, in two networks", () => {
  const shared = { prefixes: ["100.64.0.0/10"] };
  const { filters, notes } = makeFilters(
    recordsOf(
      networkLine(shared),
      networkLine({ ...LTE, ...shared }),
      networkLine({ ...LTE, pvd: "sat", prefixes: [] }),
      peerLine(),
      peerLine({ ...LTE_PEER, address: "192.0.2.10" }),
      peerLine({ ...LTE_PEER, pvd: "sat", address: "203.0.113.99" }),
    ),
  );
  assert.equal(filters.length, 2);
  assert.deepEqual(notes, [
    "sat has servers and no prefix: no filter leads to them",
    "wan and lte both have 100.64.0.0/10: the link that the attack came over has to decide",
    "192.0.2.10 is a server of wan and lte: a client inside cannot choose between them by address",
  ]);
});
