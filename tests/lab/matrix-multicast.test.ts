// Responders of multicast DNS and both daemons at once on the router, which share its
// port: a cell of docs/interoperability.md each.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";

import { startAvahi } from "./support/avahi.ts";
import { HOSTS, buildHosts } from "./support/hosts.ts";
import { Results } from "./support/matrix/results.ts";
import { Network, PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { Program, eventually, must, reasonToSkip } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import type { Family } from "./support/router.ts";

/** Configurations, logs and journals of the last run stay here. */
const FOLDER = resolve("build/lab/matrix-multicast");
const OWN = { inet: "10.1.0.1", inet6: "fd0a::1" };
const FAMILIES: readonly Family[] = ["inet", "inet6"];
const RESPONDER = join(FOLDER, "responder.mjs");
/** Both responders have these. */
const PLACES = [
  ["signal/udp", 4999],
  ["data/tcp", 4998],
] as const;
const TYPES = { rfc: ["_dots-signal._udp", "_dots-data._tcp"], drafts: ["_dots._signal._udp", "_dots._data._tcp"] };
type Names = keyof typeof TYPES;
const COLUMNS = { rfc: "names of the RFC", drafts: "names of the drafts" };

type Start = (network: Network, names: Names, folder: string) => Promise<Program>;

const startAvahiWith: Start = (network, names, folder) => {
  const services = TYPES[names].map((type, index) => ({ type, port: PLACES[index]?.[1] ?? 0 }));
  return startAvahi(network, "provider", folder, { host: "gw", link: PROVIDER_LINK, services });
};

const startResponder: Start = (network, names, folder) => {
  mkdirSync(folder, { recursive: true });
  const words = [process.execPath, RESPONDER, OWN.inet, OWN.inet6, PROVIDER_LINK, names] as const;
  return Promise.resolve(new Program("responder", join(folder, "log"), network.command("provider", ...words)));
};

const RESPONDERS = [
  { name: "avahi", slug: "avahi", start: startAvahiWith, refuses: "drafts" },
  { name: "the project's", slug: "responder", start: startResponder, refuses: null },
] as const;

describe("responders of multicast DNS", { skip: reasonToSkip(["ip", "avahi-daemon"]) }, () => {
  const network = new Network();
  const results = new Results("matrix-multicast");
  const running: Program[] = [];
  let routers = new Map<string, Router>();
  let folders = 0;

  before(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void tidyUp().finally(() => process.exit(1)));
    }
    network.make();
    for (const address of ["10.1.0.2/24", "fd0a::2/64"]) {
      must(...network.command("router", "ip", "addr", "add", address, "dev", ROUTER_LINK));
    }
    await build({
      entryPoints: ["tests/lab/support/responder.ts"],
      outfile: RESPONDER,
      bundle: true,
      platform: "node",
      format: "esm",
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      logLevel: "silent",
    });
  });

  after(async () => {
    results.write();
    assert.deepEqual(await tidyUp(), []);
  });

  async function stopAll(): Promise<void> {
    for (const router of routers.values()) await router.stop();
    for (const program of running.splice(0)) await program.stop();
  }

  /** Ends everything, and returns what should not have been. */
  async function tidyUp(): Promise<string[]> {
    await stopAll();
    return network.remove();
  }

  async function startRouters(names: Names): Promise<void> {
    routers = new Map();
    for (const host of buildHosts()) {
      const folder = join(FOLDER, `router${++folders}-${host.name}`);
      mkdirSync(folder);
      const router = new Router(folder, network, host);
      const server = ["server lan", "method mdns", "reference-identifier dots.lan.test"];
      const profile = names === "drafts" ? ["profile draft00"] : [];
      const text = [...profile, `interface ${ROUTER_LINK}`, "methods mdns", ...server].join("\n");
      writeFileSync(join(folder, "dots-discovery.conf"), `${text}\n`);
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
    for (const family of FAMILIES) {
      await eventually(`${family} to be ${state}`, () => stateOf(router, family) === state);
    }
    return router;
  }

  async function finds(host: string): Promise<string> {
    const router = await reach(host, "ready");
    for (const family of FAMILIES) {
      const wanted = PLACES.map(
        ([protocol, port]) => `${ROUTER_LINK} mdns ${protocol} ${OWN[family]} ${port} dns-id:dots.lan.test`,
      );
      await eventually(`the ${family} servers`, () => router.peers(family).length === wanted.length);
      assert.deepEqual(router.peers(family), wanted);
    }
    return "4 found";
  }

  for (const { name, slug, start, refuses } of RESPONDERS) {
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
        running.push(await start(network, "rfc", join(FOLDER, `${slug}-rfc`)));
        await startRouters("rfc");
      });
      after(stopAll);
      eachHost(COLUMNS.rfc, finds);
    });

    describe(`${name}, names of the drafts`, () => {
      let refusal: string | undefined;
      before(async () => {
        const folder = join(FOLDER, `${slug}-drafts`);
        if (refuses === "drafts") {
          running.push(await start(network, "rfc", folder));
          refusal = await refusalOf(folder);
        } else {
          running.push(await start(network, "drafts", folder));
          await startRouters("drafts");
        }
      });
      after(stopAll);
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
        running.push(await start(network, "rfc", join(FOLDER, `${slug}-late`)));
      });
      after(stopAll);
      eachHost("announced later", finds);
      eachHost("says goodbye", async (host) => {
        for (const program of running) await program.stop();
        await reach(host, "degraded");
        return "stale";
      });
    });
  }

  /** What avahi says of services of three labels. */
  async function refusalOf(folder: string): Promise<string> {
    for (const program of running.splice(0)) await program.stop();
    const [type = ""] = TYPES.drafts;
    const service = `<service-group><name>gw</name><service><type>${type}</type><port>4999</port></service></service-group>`;
    writeFileSync(join(folder, "services", "dots.service"), `<?xml version="1.0"?>\n${service}\n`);
    const mounts = [
      `mount --bind ${folder} /etc/avahi`,
      "mkdir -p /run/avahi-daemon",
      "mount -t tmpfs none /run/avahi-daemon",
    ];
    const daemon = "exec avahi-daemon --no-drop-root --no-chroot --no-rlimits";
    const command = network.command("provider", "sh", "-c", [...mounts, daemon].join(" && "));
    const program = new Program("avahi", join(folder, "refusal.log"), command);
    running.push(program);
    return eventually("avahi to judge the service", () =>
      program.lines().find((line) => /Failed to add service|Invalid service type/.test(line)),
    );
  }
});
