// The life of what DHCPv6 tells: renewed by the client's own clock, rebound at another
// server, over; and without a lease, asked for again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startDhcpcd, startDhcpcd6 } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { Dnsmasq } from "./support/dnsmasq.ts";
import type { Host } from "./support/hosts.ts";
import { Network } from "./support/network.ts";
import { colonHex, wireName } from "./support/option-values.ts";
import { eventually } from "./support/programs.ts";
import { DhcpServer, SUBNET } from "./support/provider.ts";
import type { Statements } from "./support/provider.ts";
import { Router, isPublication } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";

const NAME = "dots.isp.test";
/** As option 141 has it, for dnsmasq. */
const NAME_OCTETS = colonHex(wireName("dots", "isp", "test"));

/** A server with an identifier of its own, whose leases are short. */
const server = (identifier: string): Statements => ({
  "server-id": { type: "EN", "enterprise-id": 8973, identifier, persist: false },
  "renew-timer": 2,
  "rebind-timer": 4,
  "preferred-lifetime": 8,
  "valid-lifetime": 12,
});

/** What is published of the signal channel over UDP: `fd0a::10`, `fd0a::10 stale`. */
function published(router: Router): string[] {
  const rows = router.peerRecords().filter(({ transport }) => transport === "udp");
  return rows.map(({ address, stale }) => `${String(address)}${stale === true ? " stale" : ""}`);
}

async function toPublish(router: Router, ...wanted: string[]): Promise<void> {
  await eventually(`${wanted.join(", ")} to be published`, () => published(router).join() === wanted.join());
}

onEachHost("a DHCPv6 lease", ["ip", "mount", "dhcpcd", "kea-dhcp6"], (host: Host) => {
  const stage = new Stage("life-dhcpv6", new Network(), host);
  const { network, folder } = stage;
  const provider = network.at("provider");
  let router: Router;
  let first: DhcpServer;
  let second: DhcpServer;
  let client: DhcpClient;

  stage.set(async () => {
    router = stage.keep(new Router(folder, network, host));
    first = stage.keep(new DhcpServer(6, stage.subfolder("first"), provider, SUBNET, server("0a")));
    await first.offer({ name: NAME, addresses: "fd0a::10" });
    await router.start();
    client = stage.keep(startDhcpcd6({ folder, spool: router.spool, network }));
    await toPublish(router, "fd0a::10");
  });

  test("E-91 renewed when it is time, the same again: nobody is told", async () => {
    // The addresses come a moment after the lease, and are told in the same records.
    const hasSource = () => router.peerRecords().every(({ source_candidates: from }) => from?.length === 1);
    await eventually("the router's own address", hasSource);
    const renewals = client.runs("RENEW6");
    const since = router.journal().length;
    await eventually("two renewals", () => client.runs("RENEW6") >= renewals + 2);
    await router.afterSpoolFile(client.spooled());
    assert.deepEqual(router.journal().slice(since).filter(isPublication), []);
  });

  test("R-11 rebound at another server: its list takes the place of the first one's", async () => {
    await first.stop();
    second = stage.keep(new DhcpServer(6, stage.subfolder("second"), provider, SUBNET, server("0b")));
    await second.offer({ name: NAME, addresses: "fd0a::11" });
    await client.reached("REBIND6");
    await toPublish(router, "fd0a::11");
    const withdrawn = router.events().filter(({ event, to }) => event === "state" && to === "down");
    assert.deepEqual(withdrawn, []);
  });

  test("R-11 nobody renews it: the list goes with the address, its last one", async () => {
    await second.stop();
    await client.reached("EXPIRE6");
    await toPublish(router);
  });
});

onEachHost("DHCPv6 without a lease", ["ip", "mount", "dhcpcd", "dnsmasq"], (host: Host) => {
  const stage = new Stage("life-stateless", new Network(), host);
  const { network, folder } = stage;
  let router: Router;
  let client: DhcpClient;
  let dnsmasq: Dnsmasq;

  const tell = async (address: string) =>
    assert.equal(await dnsmasq.offer([`option6:141,${NAME_OCTETS}`, `option6:142,[${address}]`]), null);

  stage.set(async () => {
    router = stage.keep(new Router(folder, network, host));
    const statements = ["enable-ra", "dhcp-range=fd0a::,ra-stateless"];
    dnsmasq = stage.keep(new Dnsmasq(folder, network.at("provider"), statements));
    await tell("fd0a::10");
    await router.start();
    client = stage.keep(startDhcpcd({ folder, spool: router.spool, network }, 6, []));
    await toPublish(router, "fd0a::10");
  });

  test("I-08 an address of its own from the advertised prefix, the servers from DHCPv6", () => {
    assert.ok(client.runs("INFORM6") > 0);
    const sources = router.peerRecords().map(({ source_candidates: from = [] }) => from.join(" "));
    assert.ok(sources.length === 3 && sources.every((each) => /^fd0a::\S+$/.test(each)), sources.join(", "));
  });

  test("E-40 R-11 asked again, another answer: the list follows", async () => {
    await tell("fd0a::11");
    await client.renew("SIGUSR1", "INFORM6");
    await toPublish(router, "fd0a::11");
  });
});
