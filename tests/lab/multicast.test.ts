// The daemon beside real responders of multicast DNS on one link: avahi for the names
// of the RFC, a responder of the project's own for those of the drafts, which avahi
// refuses; and another avahi on the router itself, with which the daemon shares its port.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";

import { labFolder } from "./support/hosts.ts";
import { startAvahi } from "./support/avahi.ts";
import { Network, PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { Program, eventually, must, reasonToSkip } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import type { Family } from "./support/router.ts";

/** Configurations, logs and journals of the last run stay here. */
const FOLDER = labFolder("multicast");
const COMMAND = "build/host/dots-discovery.mjs";
const OWN = { inet: "10.1.0.1", inet6: "fd0a::1" };
const FAMILIES: readonly Family[] = ["inet", "inet6"];
const SERVICES = [
  { type: "_dots-signal._udp", port: 5000 },
  { type: "_dots-signal._tcp", port: 5001 },
  { type: "_dots-data._tcp", port: 5443 },
];

/** What is published of servers on the provider's side. */
function rows(family: Family, places: readonly [string, number][]): string[] {
  return places.map(
    ([protocol, port]) => `${ROUTER_LINK} mdns ${protocol} ${OWN[family]} ${port} dns-id:dots.lan.test`,
  );
}

const RFC_ROWS: readonly [string, number][] = [
  ["signal/udp", 5000],
  ["signal/tcp", 5001],
  ["data/tcp", 5443],
];
const DRAFT_ROWS: readonly [string, number][] = [
  ["signal/udp", 4999],
  ["data/tcp", 4998],
];

function readPlace(line: string): string {
  const { method, address, port } = JSON.parse(line) as Record<string, string | number>;
  return `${method} ${address} ${port}`;
}

describe("multicast DNS on a real link", { skip: reasonToSkip(["ip", "avahi-daemon"]) }, () => {
  const network = new Network();
  const running: Program[] = [];
  const routers: Router[] = [];
  const responder = join(FOLDER, "responder.mjs");

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
      outfile: responder,
      bundle: true,
      platform: "node",
      format: "esm",
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      logLevel: "silent",
    });
  });

  after(async () => assert.deepEqual(await tidyUp(), []));

  async function tidyUp(): Promise<string[]> {
    for (const router of routers) await router.stop();
    for (const program of running) await program.stop();
    return network.remove();
  }

  async function startRouter(name: string, ...lines: string[]): Promise<Router> {
    const folder = join(FOLDER, name);
    mkdirSync(folder);
    const router = new Router(folder, network);
    const server = ["server lan", "method mdns", "reference-identifier dots.lan.test"];
    const text = [...lines, `interface ${ROUTER_LINK}`, "methods mdns", ...server].join("\n");
    writeFileSync(join(folder, "dots-discovery.conf"), `${text}\n`);
    await router.start();
    routers.push(router);
    return router;
  }

  async function finds(router: Router, places: readonly [string, number][]): Promise<void> {
    for (const family of FAMILIES) {
      const expected = rows(family, places);
      await eventually(`the ${family} servers`, () => router.peers(family).length === expected.length);
      assert.deepEqual(router.peers(family), expected);
    }
  }

  test("R-79 the services of avahi are found in both families, and its goodbye is heard", async () => {
    const avahi = await startAvahi(network, "provider", join(FOLDER, "gw"), {
      host: "gw",
      link: PROVIDER_LINK,
      services: SERVICES,
    });
    running.push(avahi);
    const router = await startRouter("rfc");
    await finds(router, RFC_ROWS);
    await avahi.stop();
    // What cannot be confirmed any more is kept as stale.
    const isDegraded = (family: Family) =>
      router.events().some(({ event, family: own, to }) => event === "state" && own === family && to === "degraded");
    for (const family of FAMILIES) await eventually(`${family} to miss it`, () => isDegraded(family));
    await router.stop();
  });

  test("the command finds them without a daemon, and explains how", async () => {
    running.push(
      await startAvahi(network, "provider", join(FOLDER, "asked"), {
        host: "gw",
        link: PROVIDER_LINK,
        services: SERVICES,
      }),
    );
    const words = ["dots.lan.test", "--method", "mdns", "--interface", ROUTER_LINK, "--json", "--explain"];
    const [file, ...rest] = network.command("router", process.execPath, COMMAND, "discover", ...words);
    const { status, stdout, stderr } = spawnSync(file, rest, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const found = stdout.trimEnd().split("\n").map(readPlace);
    const expected = FAMILIES.flatMap((family) => RFC_ROWS.map(([, port]) => `mdns ${OWN[family]} ${port}`));
    assert.deepEqual(found.sort(), expected.sort());
    assert.match(
      stderr,
      /"message":"(inet: 10\.1\.0\.1|inet6: fd0a::1) says _dots-signal\._udp\.local PTR by multicast DNS"/,
    );
    for (const program of running.splice(0)) await program.stop();
  });

  test("the drafts' names are found, beside an avahi that has the port on the router", async () => {
    const second = await startAvahi(network, "router", join(FOLDER, "cpe"), {
      host: "cpe",
      link: ROUTER_LINK,
      services: [{ type: "_http._tcp", port: 80 }],
    });
    running.push(second);
    const words = [process.execPath, responder, OWN.inet, OWN.inet6, PROVIDER_LINK] as const;
    running.push(new Program("responder", join(FOLDER, "responder.log"), network.command("provider", ...words)));
    const router = await startRouter("draft", "profile draft00");
    await finds(router, DRAFT_ROWS);
    assert.ok(second.running);
    await router.stop();
  });

  test("R-80 an announcement that comes later is taken: nobody was there when it was asked", async () => {
    for (const program of running.splice(0)) await program.stop();
    const router = await startRouter("late");
    for (const family of FAMILIES) {
      const hasFailed = ({ event, family: own, to }: { event?: string; family?: Family; to?: string }) =>
        event === "state" && own === family && to === "failed";
      await eventually(`${family} to find nothing`, () => router.events().some(hasFailed));
    }
    const options = { host: "gw", link: PROVIDER_LINK, services: SERVICES };
    running.push(await startAvahi(network, "provider", join(FOLDER, "late-gw"), options));
    await finds(router, RFC_ROWS);
    await router.stop();
  });

  test("what another avahi on the router publishes itself is heard, and not taken for a server", async () => {
    for (const program of running.splice(0)) await program.stop();
    for (const [place, host, link] of [
      ["router", "own", ROUTER_LINK],
      ["provider", "gw", PROVIDER_LINK],
    ] as const) {
      running.push(await startAvahi(network, place, join(FOLDER, `same-${host}`), { host, link, services: SERVICES }));
    }
    const router = await startRouter("same");
    await finds(router, RFC_ROWS);
    await router.stop();
  });
});
