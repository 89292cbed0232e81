// `discover` against the name servers that are in use: one zone, served by each of
// them or asked for through it. The same table from all, and as few round trips and
// questions as what each adds to its answers allows.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Discoveries } from "./support/discoveries.ts";
import type { FoundServer } from "./support/discoveries.ts";
import { NAME_SERVER_PROGRAMS, NameServers, ORIGIN } from "./support/name-servers.ts";
import type { NameServer } from "./support/authorities.ts";
import { Network } from "./support/network.ts";
import { isPrivateRoot, reasonToSkip } from "./support/programs.ts";
import { Stage } from "./support/stage.ts";
import { TABLES, inGroups } from "./support/zone.ts";

/**
 * What nobody can do without for the ten results of both families: round trips, and
 * questions. It follows from what a server adds: BIND the servers and the addresses to
 * the NAPTR records, Unbound without minimal responses the servers, the others the
 * addresses to the servers, and Unbound as it comes nothing.
 */
const SERVERS = [
  { name: "bind", start: (servers: NameServers) => servers.bind(), roundTrips: 1, questions: 1 },
  { name: "knot", start: (servers: NameServers) => servers.knot(), roundTrips: 2, questions: 4 },
  { name: "nsd", start: (servers: NameServers) => servers.nsd(), roundTrips: 2, questions: 4 },
  {
    name: "unbound with minimal-responses: no",
    start: (servers: NameServers, name: string) => servers.unbound(name, "minimal-responses: no"),
    roundTrips: 2,
    questions: 5,
  },
  {
    name: "unbound",
    start: (servers: NameServers, name: string) => servers.unbound(name),
    roundTrips: 3,
    questions: 8,
  },
  { name: "dnsmasq", start: (servers: NameServers) => servers.dnsmasq(), roundTrips: 2, questions: 4 },
  {
    name: "dnsmasq before bind",
    start: (servers: NameServers, name: string) => servers.dnsmasqForwarder(name),
    roundTrips: 1,
    questions: 1,
  },
];

/** Domains with DNS-SD. */
const BROWSED = [
  ["sd", "R-55 R-57 E-74 instances with labels of any octets"],
  ["drafts", "E-76 the names of the drafts where those of the RFC give nothing"],
] as const;

function assertTable(servers: readonly FoundServer[], label: keyof typeof TABLES, by = "snaptr"): void {
  const rows = servers.map(({ channel, transport, address, port }) => `${channel}/${transport} ${address} ${port}`);
  assert.deepEqual(inGroups(rows, TABLES[label]), inGroups(TABLES[label].flat(), TABLES[label]));
  for (const family of ["inet", "inet6"]) {
    const ranks = servers.filter((server) => server.family === family).map(({ rank }) => rank);
    assert.deepEqual(
      ranks,
      ranks.map((_, index) => index + 1),
    );
  }
  for (const { sni, method, reference_ids: identities } of servers) {
    assert.deepEqual([sni, method], [`${label}.${ORIGIN}`, by]);
    assert.deepEqual(identities, [{ type: "dns-id", value: `${label}.${ORIGIN}` }]);
  }
}

describe("service resolution by real name servers", { skip: reasonToSkip(NAME_SERVER_PROGRAMS) }, () => {
  const stage = new Stage("name-servers", new Network());
  const { network, folder } = stage;
  const measured: string[][] = [];
  let nameServers: NameServers;
  let discoveries: Discoveries;

  stage.set(() => {
    nameServers = new NameServers(folder, network.at("provider"));
    discoveries = new Discoveries(folder, network);
  });

  for (const { name, start, roundTrips, questions } of SERVERS) {
    describe(name, () => {
      let server: NameServer;

      before(async () => {
        server = stage.keep(await start(nameServers, name));
      });

      for (const when of ["the first time", "once more"]) {
        test(`R-48 R-49 ten results in ${roundTrips} round trips, ${when}`, async () => {
          const { code, err, servers, ...seen } = await discoveries.watch(server, `dots.${ORIGIN}`);
          assert.deepEqual([code, err], [0, ""]);
          assertTable(servers, "dots");
          const asked = seen.questions.map(({ wave, transport, name, type }) => `${wave} ${transport} ${name} ${type}`);
          measured.push([name, when, asked.length, seen.roundTrips, seen.wallMs].map(String));
          assert.equal(seen.roundTrips, roundTrips, asked.join("\n"));
          assert.ok(asked.length <= 2 * questions, asked.join("\n"));
        });
      }

      for (const [label, what] of [
        ["ri2", "a non-terminal record"],
        ["ri3", "flag a"],
      ] as const) {
        test(`R-49 ${what}`, async () => {
          const words = [`${label}.${ORIGIN}`, "--resolver", server.address, "--json"];
          const { code, err, servers } = await discoveries.run(...words);
          assert.deepEqual([code, err], [0, ""]);
          assertTable(servers, label);
        });
      }

      // The records of dnsmasq itself are those of service resolution.
      for (const [label, what] of name === "dnsmasq" ? [] : BROWSED) {
        test(what, async () => {
          const words = [`${label}.${ORIGIN}`, "--method", "dnssd", "--resolver", server.address, "--json"];
          const { code, err, servers } = await discoveries.run(...words);
          assert.deepEqual([code, err], [0, ""]);
          assertTable(servers, label, "dnssd");
        });
      }

      // One that may not change its user serves one connection after the other.
      const serial = name.includes("dnsmasq") && isPrivateRoot() && "without root dnsmasq has no processes for TCP";
      test("E-70 a set that does not fit into a datagram comes over TCP", { skip: serial }, async () => {
        const { code, err, servers, questions: asked } = await discoveries.watch(server, `big.${ORIGIN}`);
        assert.deepEqual([code, err], [0, ""]);
        const name = `_dots-signal._udp.big.${ORIGIN}`;
        const ways = asked.filter((each) => each.name === name).map(({ wave, transport }) => `${wave} ${transport}`);
        assert.deepEqual(ways, ["2 udp", "2 udp", "3 tcp", "3 tcp"]);
        assertTable(servers, "big");
      });
    });
  }

  test("each of them was measured", (context) => {
    assert.equal(measured.length, 2 * SERVERS.length);
    for (const line of alignColumns(measured)) context.diagnostic(line);
  });
});

function alignColumns(rows: readonly string[][]): string[] {
  const all = [["SERVER", "WHEN", "QUESTIONS", "ROUND TRIPS", "WALL MS"], ...rows];
  const widthOf = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join("  ")
      .trimEnd(),
  );
}
