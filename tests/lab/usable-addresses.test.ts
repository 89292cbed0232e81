// Servers that are known by their addresses alone can be used: of both families, and on
// the link. The certificate has to have the address (RFC 8973 §5), and there is no name
// for the handshake.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";

import { Authority } from "./support/certificates.ts";
import { startDhcpcd6, startUdhcpc } from "./support/clients.ts";
import { Example } from "./support/example.ts";
import { handshake } from "./support/handshake.ts";
import { HOSTS } from "./support/hosts.ts";
import type { Host } from "./support/hosts.ts";
import { Network, PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { eventually, reasonToSkip } from "./support/programs.ts";
import { DhcpServer } from "./support/provider.ts";
import type { Place } from "./support/provider.ts";
import { Router } from "./support/router.ts";
import { TlsServer } from "./support/tls-server.ts";

const PROGRAMS = ["ip", "mount", "busybox", "dhcpcd", "kea-dhcp4", "kea-dhcp6", "openssl", "jq"];
const ADDRESSES = ["10.1.0.10", "fd0a::10", "fe80::10"];
const SERVICES = [
  { channel: "signal", transport: "udp", port: 4646 },
  { channel: "signal", transport: "tcp", port: 4646 },
  { channel: "data", transport: "tcp", port: 443 },
] as const;
const KEY_SET = "isp";

for (const host of HOSTS) {
  describe(`servers without names, daemon on ${host.name}`, { skip: reasonToSkip(PROGRAMS) || host.missing }, () => {
    useThem(host);
  });
}

function useThem(host: Host): void {
  const folder = resolve("build/lab/usable-addresses", host.name);
  const keys = join(folder, "keys");
  const network = new Network();
  const provider: Place = (...command) => network.command("provider", ...command);
  const running: { stop(): Promise<void> }[] = [];
  let router: Router;
  let authority: Authority;
  let udp: TlsServer;

  /** A server of each kind at an address, whose certificates have `names`; the one over UDP. */
  async function serve(address: string, names: readonly string[]): Promise<TlsServer> {
    const scope = address.startsWith("fe80:") ? `%${PROVIDER_LINK}` : "";
    const started = SERVICES.map(async ({ channel, transport, port }) => {
      const label = `${channel}-${transport}-${address.replaceAll(":", "_")}`;
      const credentials = authority.issue(label, names);
      const trusted = authority.certificate;
      const service = { label, transport, address: address + scope, port, credentials, trusted };
      const server = await TlsServer.start(folder, provider, service);
      running.push(server);
      return server;
    });
    const [first] = await Promise.all(started);
    assert.ok(first !== undefined);
    return first;
  }

  before(async () => {
    host.build();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void tidyUp().finally(() => process.exit(1)));
    }
    network.make();
    for (const address of ADDRESSES) {
      network.ip("provider", "addr", "add", `${address}/${address.includes(":") ? 64 : 24}`, "dev", PROVIDER_LINK);
    }
    // What router advertisements say otherwise: dhcpcd gives the address alone.
    network.ip("router", "-6", "route", "add", "fd0a::/64", "dev", ROUTER_LINK);
    authority = new Authority(join(keys, KEY_SET), "isp.test");
    router = new Router(folder, network, host, {
      configuration: [`interface ${ROUTER_LINK}`, `  credentials ${KEY_SET}`],
    });
    const servers = [new DhcpServer(4, folder, provider), new DhcpServer(6, folder, provider)] as const;
    const names = ADDRESSES.map((address) => `IP:${address}`);
    const [kea4, kea6, first] = await Promise.all([
      servers[0].start({ addresses: "10.1.0.10" }),
      servers[1].start({ addresses: "fd0a::10, fe80::10" }),
      ...ADDRESSES.map((address) => serve(address, names)),
    ]);
    assert.ok(first !== undefined);
    udp = first;
    running.push(kea4, kea6, router);
    await router.start();
    const place = { folder, spool: router.spool, network };
    running.push(startUdhcpc(place), startDhcpcd6(place));
    await eventually("all servers with their sources", () => {
      const rows = router.peerRecords();
      const hasSource = rows.every(({ source_candidates: from = [] }) => from.length > 0);
      return rows.length === ADDRESSES.length * SERVICES.length && hasSource;
    });
  });

  /** Ends everything, and returns what should not have been. */
  async function tidyUp(): Promise<string[]> {
    for (const each of running.splice(0).reverse()) await each.stop();
    return network.remove();
  }

  after(async () => {
    assert.deepEqual(await tidyUp(), []);
  });

  test("R-30 R-33 E-90 E-35 a handshake with every server, which proves its address", () => {
    for (const peer of router.peerRecords()) {
      const { address, sni, reference_ids: ids } = peer;
      assert.deepEqual({ sni, ids }, { sni: null, ids: [{ type: "ip-id", value: address }] });
      assert.equal(handshake(network, keys, peer), "ok", JSON.stringify(peer));
    }
  });

  test("R-30 a certificate for another address fails; reported, the next server is used", async () => {
    const isUdp = (address: string) => (row: { address?: string; transport?: string }) =>
      row.address === address && row.transport === "udp";
    const [wrong, next] = [router.peerRecords().find(isUdp("10.1.0.10")), tcpOf("10.1.0.10")];
    assert.ok(wrong !== undefined);
    await udp.stop();
    const label = "signal-udp-wrong";
    const credentials = authority.issue(label, ["IP:10.1.0.99", "DNS:10.1.0.10"]);
    const trusted = authority.certificate;
    const service = { label, transport: "udp", address: "10.1.0.10", port: 4646, credentials, trusted } as const;
    running.push(await TlsServer.start(folder, provider, service));
    assert.equal(handshake(network, keys, wrong), "identity-failed");
    const example = new Example(folder, network, host, router.socket, keys);
    const { id, err } = example.connect(ROUTER_LINK);
    assert.equal(id, next, err);
    assert.equal(router.peerRecords().find(isUdp("10.1.0.10"))?.failure, "identity-failed");
  });

  function tcpOf(address: string): string | undefined {
    const isIt = (row: { address?: string; transport?: string; channel?: string }) =>
      row.address === address && row.transport === "tcp" && row.channel === "signal";
    return router.peerRecords().find(isIt)?.id;
  }
}
