// Responders of multicast DNS and both daemons at once on the router, which share its
// port: a cell of docs/interoperability.md each.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { refusalOf, startAvahi } from "./support/avahi.ts";
import { HOSTS, buildHosts } from "./support/hosts.ts";
import { Results } from "./support/matrix/results.ts";
import * as multicast from "./support/multicast.ts";
import { PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { eventually, reasonToSkip } from "./support/programs.ts";
import type { Program } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import type { Family } from "./support/router.ts";
import { Stage } from "./support/stage.ts";

const TYPES = { rfc: ["_dots-signal._udp", "_dots-data._tcp"], drafts: ["_dots._signal._udp", "_dots._data._tcp"] };
const COLUMNS = { rfc: "names of the RFC", drafts: "names of the drafts" };

type Start = (...where: Parameters<typeof multicast.startResponder>) => Promise<Program> | Program;

/** avahi with the services of the project's own responder. */
const avahiWith = (names: multicast.Names) => ({
  host: "gw",
  link: PROVIDER_LINK,
  services: TYPES[names].map((type, index) => ({ type, port: multicast.RESPONDER_PLACES[index]?.[1] ?? 0 })),
});
const startAvahiWith: Start = (network, folder, names) => startAvahi(network.at("provider"), folder, avahiWith(names));

const RESPONDERS: readonly { name: string; slug: string; start: Start; refuses: multicast.Names | null }[] = [
  { name: "avahi", slug: "avahi", start: startAvahiWith, refuses: "drafts" },
  { name: "the project's", slug: "responder", start: multicast.startResponder, refuses: null },
];

describe("responders of multicast DNS", { skip: reasonToSkip(["ip", "avahi-daemon"]) }, () => {
  const stage = new Stage("matrix-multicast", new multicast.MulticastNetwork());
  const { network, folder } = stage;
  const results = new Results("matrix-multicast");
  let routers = new Map<string, Router>();
  let responder: Program;
  let folders = 0;

  after(() => results.write());
  stage.set();

  async function startRouters(names: multicast.Names): Promise<void> {
    routers = new Map();
    for (const host of buildHosts()) {
      const own = stage.subfolder(`router${++folders}-${host.name}`);
      const router = stage.keep(new Router(own, network, host, { configuration: multicast.askOnLink(names) }));
      routers.set(host.name, router);
      await router.startDaemon();
    }
  }

  const stateOf = (router: Router, wanted: Family) =>
    router
      .records("status")
      .find(({ record, pvd, family }) => record === "cell" && pvd === ROUTER_LINK && family === wanted)?.state;

  async function reach(host: string, state: string): Promise<Router> {
    const router = routers.get(host);
    assert.ok(router);
    for (const family of multicast.FAMILIES) {
      await eventually(`${family} to be ${state}`, () => stateOf(router, family) === state);
    }
    return router;
  }

  async function finds(host: string): Promise<string> {
    await multicast.assertFinds(await reach(host, "ready"), multicast.RESPONDER_PLACES);
    return "4 found";
  }

  for (const { name, slug, start, refuses } of RESPONDERS) {
    const startIn = async (own: string, names: multicast.Names) => {
      responder = stage.keep(await start(network, join(folder, own), names));
    };

    /** A test for each daemon, and a cell. */
    const eachHost = (column: string, run: (host: string) => Promise<string>, note?: string) => {
      for (const host of HOSTS) {
        test(`${column}, on ${host.name}`, { skip: host.missing }, async () => {
          const cell = { table: "multicast DNS", row: [name, host.name], column, text: await run(host.name) };
          results.add(note === undefined ? cell : { ...cell, note });
        });
      }
    };

    describe(`${name}, there before the daemons`, () => {
      before(async () => {
        await startIn(`${slug}-rfc`, "rfc");
        await startRouters("rfc");
      });
      after(() => stage.stop());
      eachHost(COLUMNS.rfc, finds);
    });

    describe(`${name}, names of the drafts`, () => {
      let refusal: string | undefined;
      before(async () => {
        const own = `${slug}-drafts`;
        if (refuses === "drafts") {
          await startIn(own, "rfc");
          await stage.stop();
          refusal = await refusalOf(network.at("provider"), join(folder, own), avahiWith("drafts"));
        } else {
          await startIn(own, "drafts");
          await startRouters("drafts");
        }
      });
      after(() => stage.stop());
      const note = "avahi refuses service types of three labels: Invalid service type.";
      eachHost(
        COLUMNS.drafts,
        async (host) => {
          if (refuses !== "drafts") return finds(host);
          assert.match(refusal ?? "", /Invalid service type/);
          return "refused";
        },
        refuses === "drafts" ? note : undefined,
      );
    });

    describe(`${name}, there after the daemons, and gone again`, () => {
      before(async () => {
        await startRouters("rfc");
        for (const host of routers.keys()) await reach(host, "failed");
        await startIn(`${slug}-late`, "rfc");
      });
      after(() => stage.stop());
      eachHost("announced later", finds);
      eachHost("says goodbye", async (host) => {
        await responder.stop();
        await reach(host, "degraded");
        return "stale";
      });
    });
  }
});
