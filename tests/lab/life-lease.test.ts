// The life of a DHCPv4 lease, from the first to the last: renewed with the same and
// with other servers, without any, refused by the server, and over without a word.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Code, InputKind } from "../../host/abi.gen.ts";
import type { JournalRecord } from "../../host/journal.ts";
import { startDhcpcd, startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { DnsmasqDhcp } from "./support/dnsmasq-dhcp.ts";
import type { Host } from "./support/hosts.ts";
import { Network } from "./support/network.ts";
import { eventually } from "./support/programs.ts";
import { DhcpServer, SUBNET } from "./support/provider.ts";
import { Router, isPublication } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";

const PROGRAMS = ["ip", "mount", "busybox", "dnsmasq", "kea-dhcp4"];
const NAME = "dots.isp.test";

onEachHost("a DHCPv4 lease", PROGRAMS, live);

function live(host: Host): void {
  const stage = new Stage("life-lease", new Network(), host);
  const { network, folder } = stage;
  const provider = network.at("provider");
  let router: Router;
  let dhcp: DnsmasqDhcp;
  let client: DhcpClient;

  stage.set(async () => {
    router = stage.keep(new Router(folder, network, host));
    dhcp = stage.keep(new DnsmasqDhcp(stage.subfolder("first"), provider, { ...SUBNET, last: SUBNET.first }));
    await dhcp.offer({ name: NAME, addresses: "10.1.0.10" });
    await router.start();
    client = startClient("udhcpc");
    await toPublish("10.1.0.10 from 10.1.0.100");
  });

  const startClient = (name: string) =>
    stage.keep(startUdhcpc({ folder: stage.subfolder(name), spool: router.spool, network }));

  /** What is published of the signal channel over UDP. */
  const published = () =>
    router
      .peerRecords()
      .filter(({ transport }) => transport === "udp")
      .map(({ address, source_candidates: from = [], stale }) => {
        return `${String(address)} from ${from.join(" ")}${stale === true ? ", stale" : ""}`;
      });

  async function toPublish(...wanted: string[]): Promise<void> {
    await eventually(`${wanted.join(", ")} to be published`, () => published().join("\n") === wanted.join("\n"));
  }

  test("E-91 renewed, the same again: nobody is told", async () => {
    await client.renew("SIGUSR1", "renew");
    const records = await router.afterSpoolFile(client.spooled());
    assert.deepEqual(records.filter(isPublication), []);
  });

  test("R-11 renewed with another server: the list follows", async () => {
    await dhcp.offer({ name: NAME, addresses: "10.1.0.11" });
    await client.renew("SIGUSR1", "renew");
    await toPublish("10.1.0.11 from 10.1.0.100");
  });

  test("E-38 renewed without any: the list stays, as stale, until there is one again", async () => {
    await dhcp.offer({});
    await client.renew("SIGUSR1", "renew");
    await toPublish("10.1.0.11 from 10.1.0.100, stale");
    await dhcp.offer({ name: NAME, addresses: "10.1.0.12" });
    await client.renew("SIGUSR1", "renew");
    await toPublish("10.1.0.12 from 10.1.0.100");
  });

  test("R-11 refused with a NAK: the servers go at once, those of the next lease come with its address", async () => {
    await dhcp.stop();
    const next = { ...SUBNET, first: "10.1.0.150", last: "10.1.0.150" };
    dhcp = stage.keep(new DnsmasqDhcp(stage.subfolder("second"), provider, next));
    await dhcp.offer({ name: NAME, addresses: "10.1.0.13" });
    const since = router.journal().length;
    await client.renew("SIGUSR1", "nak");
    const events = await router.eventsAtOnce("the end of the lease", since, isEnd);
    assert.equal(events.filter(({ event }) => event === "removed").length, 3);
    await toPublish("10.1.0.13 from 10.1.0.150");
  });

  test("R-11 its client dead, its time over: the servers go without a word from anybody", async () => {
    await client.stop("SIGKILL");
    await dhcp.stop();
    const kea = stage.keep(new DhcpServer(4, stage.subfolder("third"), provider, SUBNET, { "valid-lifetime": 15 }));
    await kea.offer({ name: NAME, addresses: "10.1.0.14" });
    client = startClient("udhcpc2");
    await toPublish("10.1.0.14 from 10.1.0.100");
    await client.stop("SIGKILL");
    await toPublish();
    assert.equal(router.logged(Code.LeaseExpired).length, 1);
  });
}

onEachHost("a DHCPv4 lease that nobody renews", ["ip", "mount", "dhcpcd", "kea-dhcp4"], (host) => {
  const stage = new Stage("life-expiry", new Network(), host);
  const { network, folder } = stage;
  let router: Router;
  let server: DhcpServer;
  let client: DhcpClient;

  stage.set(async () => {
    router = stage.keep(new Router(folder, network, host));
    // The shortest that dhcpcd believes.
    server = stage.keep(new DhcpServer(4, folder, network.at("provider"), SUBNET, { "valid-lifetime": 20 }));
    await server.offer({ name: NAME, addresses: "10.1.0.10" });
    await router.start();
    client = stage.keep(startDhcpcd({ folder, spool: router.spool, network }, 4, ["noarp", "noipv4ll"]));
    await eventually("the list", () => router.peerRecords().length === 3);
  });

  test("R-11 its time over: the servers go with it", async () => {
    await server.stop();
    assert.equal(router.peerRecords().length, 3);
    await client.reached("EXPIRE");
    await eventually("no list", () => router.peerRecords().length === 0);
    assert.equal(router.logged(Code.LeaseLost).length + router.logged(Code.LeaseExpired).length, 1);
  });
});

function isEnd({ kind, payload }: JournalRecord): boolean {
  return kind === InputKind.Spool && /event=(nak|deconfig)\n/.test(Buffer.from(payload).toString("latin1"));
}
