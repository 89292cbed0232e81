// The daemon beside real responders of multicast DNS on one link: avahi for the names
// of the RFC, a responder of the project's own for those of the drafts, which avahi
// refuses; and another avahi on the router itself, with which the daemon shares its port.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { startAvahi } from "./support/avahi.ts";
import type { AvahiSettings } from "./support/avahi.ts";
import * as multicast from "./support/multicast.ts";
import { PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { eventually } from "./support/programs.ts";
import { Router } from "./support/router.ts";
import type { Family } from "./support/router.ts";
import { Stage, onHost } from "./support/stage.ts";

const COMMAND = "build/host/dots-discovery.mjs";
const SERVICES = [
  { type: "_dots-signal._udp", port: 5000 },
  { type: "_dots-signal._tcp", port: 5001 },
  { type: "_dots-data._tcp", port: 5443 },
];

const RFC_PLACES: readonly multicast.ServicePlace[] = [
  ["signal/udp", 5000],
  ["signal/tcp", 5001],
  ["data/tcp", 5443],
];

function readPlace(line: string): string {
  const { method, address, port } = JSON.parse(line) as Record<string, string | number>;
  return `${method} ${address} ${port}`;
}

onHost("multicast DNS on a real link", ["ip", "avahi-daemon"], (host) => {
  const stage = new Stage("multicast", new multicast.MulticastNetwork(), host);
  const { network, folder } = stage;
  stage.set();

  async function startRouter(name: string, names: multicast.Names = "rfc"): Promise<Router> {
    const configuration = multicast.askOnLink(names);
    const router = stage.keep(new Router(stage.subfolder(name), network, host, { configuration }));
    await router.start();
    return router;
  }

  /** At the provider, with all services, unless it is said otherwise. */
  async function serve(name: string, own: Partial<AvahiSettings> = {}, place: "provider" | "router" = "provider") {
    const settings = { host: "gw", link: PROVIDER_LINK, services: SERVICES, ...own };
    return stage.keep(await startAvahi(network.at(place), join(folder, name), settings));
  }

  test("R-79 the services of avahi are found in both families, and its goodbye is heard", async () => {
    const avahi = await serve("gw");
    const router = await startRouter("rfc");
    await multicast.assertFinds(router, RFC_PLACES);
    await avahi.stop();
    // What cannot be confirmed any more is kept as stale.
    const isDegraded = (family: Family) =>
      router.events().some(({ event, family: own, to }) => event === "state" && own === family && to === "degraded");
    for (const family of multicast.FAMILIES) await eventually(`${family} to miss it`, () => isDegraded(family));
    await router.stop();
  });

  test("the command finds them without a daemon, and explains how", async () => {
    await serve("asked");
    const words = ["dots.lan.test", "--method", "mdns", "--interface", ROUTER_LINK, "--json", "--explain"];
    const [file, ...rest] = network.command("router", process.execPath, COMMAND, "discover", ...words);
    const { status, stdout, stderr } = spawnSync(file, rest, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const found = stdout.trimEnd().split("\n").map(readPlace);
    const expected = multicast.FAMILIES.flatMap((family) =>
      RFC_PLACES.map(([, port]) => `mdns ${multicast.OWN[family]} ${port}`),
    );
    assert.deepEqual(found.sort(), expected.sort());
    assert.match(
      stderr,
      /"message":"(inet: 10\.1\.0\.1|inet6: fd0a::1) says _dots-signal\._udp\.local PTR by multicast DNS"/,
    );
    await stage.stop();
  });

  test("the drafts' names are found, beside an avahi that has the port on the router", async () => {
    const http = [{ type: "_http._tcp", port: 80 }];
    const second = await serve("cpe", { host: "cpe", link: ROUTER_LINK, services: http }, "router");
    stage.keep(multicast.startResponder(network, join(folder, "responder"), "drafts"));
    const router = await startRouter("draft", "drafts");
    await multicast.assertFinds(router, multicast.RESPONDER_PLACES);
    assert.ok(second.running);
    await router.stop();
  });

  test("R-80 an announcement that comes later is taken: nobody was there when it was asked", async () => {
    await stage.stop();
    const router = await startRouter("late");
    for (const family of multicast.FAMILIES) {
      const hasFailed = ({ event, family: own, to }: { event?: string; family?: Family; to?: string }) =>
        event === "state" && own === family && to === "failed";
      await eventually(`${family} to find nothing`, () => router.events().some(hasFailed));
    }
    await serve("late-gw");
    await multicast.assertFinds(router, RFC_PLACES);
    await router.stop();
  });

  test("what another avahi on the router publishes itself is heard, and not taken for a server", async () => {
    await stage.stop();
    await serve("same-own", { host: "own", link: ROUTER_LINK }, "router");
    await serve("same-gw");
    const router = await startRouter("same");
    await multicast.assertFinds(router, RFC_PLACES);
    await router.stop();
  });
});
