// A real lease: Kea as the provider, udhcpc and dhcpcd as the router's clients with
// the project's hooks, the daemon on the router, each in its namespace. What the
// provider tells is published, it changes with the lease and only then, and the
// daemon, dead or frozen, delays no client.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BOARDS, buildBoard, reasonToSkipBoard, runReplay } from "../board/support/boards.ts";
import { startDhcpcd6, startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { Network, ROUTER_LINK } from "./support/network.ts";
import { eventually } from "./support/programs.ts";
import { DhcpServer } from "./support/provider.ts";
import { leasedRows } from "./support/published.ts";
import { Router, isPublication } from "./support/router.ts";
import type { Family } from "./support/router.ts";
import { Stage, onHost } from "./support/stage.ts";

const PROGRAMS = ["ip", "mount", "busybox", "dhcpcd", "kea-dhcp4", "kea-dhcp6"];

const expected = (family: Family, name: string | null, ...addresses: string[]) =>
  leasedRows(ROUTER_LINK, family, name, addresses);

onHost("a real lease", PROGRAMS, (host) => {
  const stage = new Stage("real-lease", new Network(), host);
  const { network, folder } = stage;
  let router: Router;
  let servers: { inet: DhcpServer; inet6: DhcpServer };
  let clients: { inet: DhcpClient; inet6: DhcpClient };
  let settled: Record<Family, number>;

  /** Waits until a family's list is the wanted one, and compares the result file too. */
  async function published(family: Family, wanted: readonly string[]): Promise<void> {
    const text = wanted.join("\n");
    try {
      await eventually("the list", () => router.peers(family).join("\n") === text);
    } catch {
      assert.deepEqual(router.peers(family), wanted);
    }
    assert.deepEqual(router.resultPeers(family), wanted);
  }

  const renewBoth = async () => {
    await clients.inet.renew("SIGUSR1", "renew");
    await clients.inet6.renew("SIGUSR1", "RENEW6");
  };

  stage.set(async () => {
    // The module that the daemon is about to run, not a later one.
    for (const board of BOARDS) if (reasonToSkipBoard(board) === false) buildBoard(board, "replay");
    const provider = network.at("provider");
    const server = (version: 4 | 6) => stage.keep(new DhcpServer(version, folder, provider));
    servers = { inet: server(4), inet6: server(6) };
    await servers.inet.offer({ name: "dots.isp.test", addresses: "10.1.0.10, 10.1.0.11" });
    await servers.inet6.offer({ name: "dots.isp.test", addresses: "fd0a::10, fd0a::11" });
    router = stage.keep(new Router(folder, network, host));
    await router.start();
    const place = { folder, spool: router.spool, network };
    clients = { inet: stage.keep(startUdhcpc(place)), inet6: stage.keep(startDhcpcd6(place)) };
  });

  test("options 148 and 147, and 142 and 141, give the servers with their reference identifier", async () => {
    await published("inet", expected("inet", "dots.isp.test", "10.1.0.10", "10.1.0.11"));
    await published("inet6", expected("inet6", "dots.isp.test", "fd0a::10", "fd0a::11"));
    // The addresses come a moment after the lease, and are told in the same records.
    await eventually("the router's own addresses", () => router.knowsAddresses());
    settled = router.publications();
    assert.ok(settled.inet > 0 && settled.inet6 > 0);
  });

  test("a renewal that brings the same changes nothing", async () => {
    const identity = router.resultIdentity();
    const events = router.events().length;
    await renewBoth();
    for (const client of [clients.inet, clients.inet6]) {
      const records = await router.afterSpoolFile(client.spooled());
      assert.deepEqual(records.filter(isPublication), []);
    }
    assert.equal(router.events().length, events);
    assert.equal(router.resultIdentity(), identity);
  });

  test("option 148 alone, and other 142 and 141: the lists follow the lease", async () => {
    await servers.inet.offer({ addresses: "10.1.0.12" });
    await servers.inet6.offer({ name: "dots2.isp.test", addresses: "fd0a::12" });
    await renewBoth();
    await published("inet", expected("inet", null, "10.1.0.12"));
    await published("inet6", expected("inet6", "dots2.isp.test", "fd0a::12"));
  });

  test("nothing was published but what changed", async () => {
    assert.deepEqual(router.publications(), { inet: settled.inet + 1, inet6: settled.inet6 + 1 });
    await eventually("the watcher to print it", () => router.heard().length >= router.events().length);
    assert.deepEqual(router.heard(), router.events());
  });

  test("a daemon that stands still delays no client, and catches up", async () => {
    await servers.inet.offer({ addresses: "10.1.0.13" });
    await servers.inet6.offer({ addresses: "fd0a::13" });
    await router.freeze();
    await renewBoth();
    assert.match(clients.inet.spooled(), /^opt148=0a01000d$/m);
    assert.match(clients.inet6.spooled(), /^new_dhcp6_dots_address=fd0a::13$/m);
    assert.ok(router.frozen, "the hooks returned, yet the daemon ran meanwhile");
    router.thaw();
    await published("inet", expected("inet", null, "10.1.0.13"));
    await published("inet6", expected("inet6", null, "fd0a::13"));
  });

  test("a dead daemon delays no client, and the next one publishes what the hooks left", async () => {
    await router.stop("SIGKILL");
    router.forget();
    await servers.inet.offer({ name: "dots.isp.test", addresses: "10.1.0.14" });
    await servers.inet6.offer({ name: "dots.isp.test", addresses: "fd0a::14" });
    await renewBoth();
    assert.match(clients.inet.spooled(), /^opt148=0a01000e$/m);
    assert.match(clients.inet6.spooled(), /^new_dhcp6_dots_address=fd0a::14$/m);
    assert.ok(!router.running);
    await router.start();
    await published("inet", expected("inet", "dots.isp.test", "10.1.0.14"));
    await published("inet6", expected("inet6", "dots.isp.test", "fd0a::14"));
  });

  for (const board of BOARDS) {
    test(`the journals replay on ${board.name}`, { skip: reasonToSkipBoard(board) }, async () => {
      await router.stop();
      assert.equal(router.journals.length, 2);
      for (const journal of router.journals) {
        const { status, stdout, stderr } = runReplay(board, journal);
        assert.equal(stderr, "");
        assert.match(stdout, /^replayed \d+ inputs, \d+ outputs: identical\n$/);
        assert.equal(status, 0);
      }
    });
  }
});
