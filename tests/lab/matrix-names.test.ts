// Name servers, what can be found in their zones, and both daemons: a cell of
// docs/interoperability.md each.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import type { NameServer } from "./support/authorities.ts";
import { HOSTS, buildHosts } from "./support/hosts.ts";
import { Results } from "./support/matrix/results.ts";
import type { Cell } from "./support/matrix/results.ts";
import { NAME_SERVER_PROGRAMS, NameServers, ORIGIN, SIGNED_ORIGIN, SIGNING_PROGRAMS } from "./support/name-servers.ts";
import { Network } from "./support/network.ts";
import { reasonToSkip } from "./support/programs.ts";
import { ResolvingDaemon } from "./support/resolving-daemon.ts";
import type { FamilyResult } from "./support/resolving-daemon.ts";
import { ZoneKey } from "./support/signed-zone.ts";
import { Stage } from "./support/stage.ts";
import { TABLES, inGroups } from "./support/zone.ts";

const LABELS = [
  { column: "three services, S-NAPTR", label: "dots" },
  { column: "a NAPTR behind a NAPTR", label: "ri2" },
  { column: "flag a", label: "ri3" },
  { column: "24 SRV, over TCP", label: "big" },
  { column: "DNS-SD", label: "sd", method: "dnssd" },
  { column: "DNS-SD, names of the drafts", label: "drafts", method: "dnssd" },
  { column: "signed zone", label: "ri3", origin: SIGNED_ORIGIN },
] as const;

type Start = (servers: NameServers, key: ZoneKey, other: ZoneKey) => Promise<NameServer>;

interface Kind {
  readonly name: string;
  readonly start: Start;
  /** What becomes of the signed zone; `dns` if absent. */
  readonly signed?: "dns-secure" | "nothing";
  /** Columns in which nothing is found, and why. */
  readonly lacks?: Readonly<Record<string, string>>;
}

const OWN_RECORDS =
  "dnsmasq's own records cannot be signed, and its statements cannot say a label with a dot in it; behind BIND it passes on both.";
const anchor = (key: ZoneKey) => `trust-anchor-file: "${key.anchorFile}"`;
const signed = (key: ZoneKey) => ({ [SIGNED_ORIGIN]: readFileSync(key.sign(), "utf8") });

const SERVERS: readonly Kind[] = [
  { name: "BIND", start: (servers, key) => servers.bindWithSignedZone(key.sign()) },
  { name: "Knot", start: (servers, key) => servers.knot(signed(key)) },
  { name: "NSD", start: (servers, key) => servers.nsd(signed(key)) },
  { name: "Unbound, forwarding", start: (servers) => servers.unbound("unbound") },
  {
    name: "Unbound, validating",
    start: (servers, key) => servers.unbound("unbound validating", anchor(key)),
    signed: "dns-secure",
  },
  {
    name: "Unbound, with another key",
    start: (servers, _key, other) => servers.unbound("unbound mistrusting", anchor(other)),
    signed: "nothing",
    lacks: { "signed zone": "Every answer is bogus to it: a failure, and never taken for an unsigned zone." },
  },
  {
    name: "dnsmasq",
    start: (servers) => servers.dnsmasq(),
    signed: "nothing",
    lacks: Object.fromEntries(
      ["DNS-SD", "DNS-SD, names of the drafts", "signed zone"].map((each) => [each, OWN_RECORDS]),
    ),
  },
  { name: "dnsmasq before BIND", start: (servers) => servers.dnsmasqForwarder("dnsmasq before bind") },
];

describe("name servers", { skip: reasonToSkip([...NAME_SERVER_PROGRAMS, ...SIGNING_PROGRAMS]) }, () => {
  const stage = new Stage("matrix-names", new Network());
  const { network, folder } = stage;
  const results = new Results("matrix-names");
  const servers = new Map<string, NameServer>();
  /** In the order of the table: the tests of one server run at once. */
  const cells: Cell[] = [];

  after(() => {
    for (const cell of Object.values(cells)) results.add(cell);
    results.write();
  });

  stage.set(async () => {
    buildHosts();
    const key = new ZoneKey(join(folder, "key"), SIGNED_ORIGIN);
    const other = new ZoneKey(join(folder, "other-key"), SIGNED_ORIGIN);
    const nameServers = new NameServers(folder, network.at("provider"));
    for (const { name, start } of SERVERS) servers.set(name, stage.keep(await start(nameServers, key, other)));
  });

  for (const [number, { name, signed: outcome, lacks = {} }] of SERVERS.entries()) {
    describe(name, { concurrency: true }, () => {
      for (const [place, host] of HOSTS.entries()) {
        for (const [index, { column, label, ...rest }] of LABELS.entries()) {
          test(`${column}, on ${host.name}`, { skip: host.missing }, async () => {
            const server = servers.get(name);
            assert.ok(server);
            const isSigned = "origin" in rest;
            const own = join(folder, `daemon-${host.name}-${number}-${index}`);
            const configuration = [
              `methods ${"method" in rest ? rest.method : "snaptr"}`,
              `resolvers ${server.address}`,
              `default-domain ${label}.${isSigned ? rest.origin : ORIGIN}`,
              `resolver-trust-ad ${server.address}`,
            ];
            const daemon = new ResolvingDaemon(own, network, configuration, host);
            let found: FamilyResult[];
            try {
              found = await daemon.results();
            } finally {
              await daemon.stop();
            }
            const rows = found.flatMap((family) => family.rows);
            const note = lacks[column];
            const authority = isSigned ? (outcome ?? "dns") : "dns";
            const table = note === undefined ? TABLES[label] : [];
            const wanted = table.flat().map((row) => `${row} ${authority}`);
            assert.deepEqual(inGroups(rows, table), inGroups(wanted, table));
            const text =
              wanted.length === 0
                ? "nothing"
                : `${wanted.length} found${isSigned && authority === "dns-secure" ? ", secure" : ""}`;
            const cell = { table: "DNS", row: [name, host.name], column, text };
            const at = (number * HOSTS.length + place) * LABELS.length + index;
            cells[at] = note === undefined ? cell : { ...cell, note };
          });
        }
      }
    });
  }
});
