// What happens to networks, on a router with two providers: a cable that is plugged in
// elsewhere, a link that flaps, a provider that is gone, a resolver that dies and comes
// back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Code } from "../../host/abi.gen.ts";
import { startDhcpcd, startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { DnsmasqDhcp } from "./support/dnsmasq-dhcp.ts";
import type { Host } from "./support/hosts.ts";
import { eventually } from "./support/programs.ts";
import { OneCable, SUBNETS } from "./support/one-cable.ts";
import { PROVIDER_PROGRAMS, ProviderSide } from "./support/provider-side.ts";
import { Router } from "./support/router.ts";
import type { DaemonRecord } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";
import { TwoProviders, UPLINKS, dotsName, routesOf } from "./support/two-providers.ts";
import type { Provider } from "./support/two-providers.ts";

const FLAPS = 10;
const DHCPCD_STATEMENTS = ["noarp", "noipv4ll"];

onEachHost("networks that come and go", [...PROVIDER_PROGRAMS, "dhcpcd"], live);

function live(host: Host): void {
  const stage = new Stage("life-network", new TwoProviders(), host);
  const { network, folder } = stage;
  let router: Router;
  let sides: Record<Provider, ProviderSide>;

  stage.set(async () => {
    const side = (provider: Provider) => stage.keep(new ProviderSide(folder, provider, network));
    sides = { a: side("a"), b: side("b") };
    router = stage.keep(new Router(folder, network, host));
    await Promise.all([sides.a.start(), sides.b.start(), router.start()]);
    const place = (provider: Provider) => ({ folder: sides[provider].folder, spool: router.spool, network });
    // dhcpcd watches its link, udhcpc does not.
    stage.keep(startDhcpcd(place("a"), 4, DHCPCD_STATEMENTS, UPLINKS.a.link, routesOf(UPLINKS.a)));
    stage.keep(startUdhcpc(place("b"), UPLINKS.b.link, routesOf(UPLINKS.b)));
    await toPublish("a", serversOf("a"));
    await toPublish("b", serversOf("b"));
  });

  const published = (provider: Provider) =>
    router
      .peerRecords()
      .filter(({ interface: link }) => link === UPLINKS[provider].link)
      .map(({ address, source_candidates: from = [], reference_ids: [id] = [], stale }) => {
        return `${String(address)} from ${from.join(" ")} as ${String(id?.value)}${stale === true ? ", stale" : ""}`;
      })
      .sort();

  async function toPublish(provider: Provider, wanted: readonly string[]): Promise<void> {
    const text = [...wanted].sort().join("\n");
    await eventually(`${text || "nothing"} to be published`, () => published(provider).join("\n") === text);
  }

  const runs = () => router.logged(Code.RunBegins).length;

  test("E-93 a link that flaps: its servers are there again in the end, and were looked for once or twice", async () => {
    const before = { runs: runs(), published: published("b") };
    for (let flap = 0; flap < FLAPS; flap++) {
      network.setCarrier("a", "down");
      network.setCarrier("a", "up");
    }
    // Nobody may have noticed any of that; this is noticed.
    network.setCarrier("a", "down");
    await toPublish("a", []);
    network.setCarrier("a", "up");
    await toPublish("a", serversOf("a"));
    const more = runs() - before.runs;
    assert.ok(more >= 1 && more <= 3, `${more} runs`);
    assert.deepEqual(published("b"), before.published);
  });

  test("R-94 R-118 one provider is gone: the other one's servers are left, then there are both", async () => {
    network.setCarrier("b", "down");
    await toPublish("b", []);
    assert.deepEqual(published("a"), serversOf("a"));
    // Both have the target's prefix, but over the link that is down nobody attacks it.
    await eventually("the other one to own the target", () => ownersOf(UPLINKS.a.own).join() === UPLINKS.a.link);
    network.setCarrier("b", "up");
    await toPublish("b", serversOf("b"));
  });

  test("E-95 a resolver that dies: the list is kept as stale; it is back: the list is good again, by itself", async () => {
    const before = published("b");
    await sides.a.stopNameServer();
    router.refresh(UPLINKS.a.link);
    await toPublish(
      "a",
      serversOf("a").map((each) => `${each}, stale`),
    );
    await sides.a.startNameServer();
    await toPublish("a", serversOf("a"));
    assert.deepEqual(published("b"), before);
  });

  /** The networks whose servers may be asked to protect a target. */
  function ownersOf(target: string): string[] {
    return router.records("select", target).flatMap(({ interface: link }) => (link === undefined ? [] : [link]));
  }
}

onEachHost("another provider on the same link", ["ip", "mount", "dhcpcd", "dnsmasq"], (host) => {
  const stage = new Stage("life-cable", new OneCable(), host);
  const { network, folder } = stage;
  let router: Router;
  let client: DhcpClient;
  let server: DnsmasqDhcp;

  async function serve(provider: Provider): Promise<void> {
    server = stage.keep(new DnsmasqDhcp(stage.subfolder(provider), network.at(provider), SUBNETS[provider]));
    const { origin } = UPLINKS[provider];
    const addresses = SUBNETS[provider].router;
    await server.offer({ name: dotsName(origin), addresses });
  }

  stage.set(async () => {
    router = stage.keep(new Router(folder, network, host));
    await Promise.all([serve("a"), router.start()]);
    client = stage.keep(startDhcpcd({ folder, spool: router.spool, network }, 4, DHCPCD_STATEMENTS));
    await toPublish("a");
  });

  /** One row for each channel, all of one provider. */
  async function toPublish(provider: Provider): Promise<void> {
    const isOwn = ({ address, reference_ids: [id] = [] }: DaemonRecord) =>
      address === SUBNETS[provider].router && id?.value === dotsName(UPLINKS[provider].origin);
    const isThere = () => router.peerRecords().length === 3 && router.peerRecords().every(isOwn);
    await eventually(`the servers of ${provider} alone`, isThere);
  }

  for (const [from, to] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    test(`R-13 R-118 the cable from ${from} to ${to}: the servers of the one go before those of the other come`, async () => {
      const since = router.events().length;
      await server.stop();
      const pulled = client.runs("NOCARRIER");
      network.unplug(from);
      await eventually("the client to notice", () => client.runs("NOCARRIER") > pulled);
      network.plug(from, to);
      await serve(to);
      await toPublish(to);
      const rows = router
        .events()
        .slice(since)
        .filter(({ event }) => event === "removed" || event === "added");
      assert.deepEqual(
        rows.map(({ event, address }) => `${String(event)} ${String(address)}`),
        [
          ...Array.from({ length: 3 }, () => `removed ${SUBNETS[from].router}`),
          ...Array.from({ length: 3 }, () => `added ${SUBNETS[to].router}`),
        ],
      );
    });
  }
});

/** What is published of the servers that a provider's zone leads to. */
function serversOf(provider: Provider): string[] {
  const { own, origin, servers } = UPLINKS[provider];
  return servers.map((address) => `${address} from ${own} as ${dotsName(origin)}`);
}
