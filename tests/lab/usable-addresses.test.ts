// Servers that are known by their addresses alone can be used: of both families, and on
// the link. The certificate has to have the address (RFC 8973 §5), and there is no name
// for the handshake.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { Authority } from "./support/certificates.ts";
import { startDhcpcd6, startUdhcpc } from "./support/clients.ts";
import { Example } from "./support/example.ts";
import { handshake } from "./support/handshake.ts";
import type { Host } from "./support/hosts.ts";
import { Network, PROVIDER_LINK, ROUTER_LINK } from "./support/network.ts";
import { eventually } from "./support/programs.ts";
import { DhcpServer } from "./support/provider.ts";
import { Router } from "./support/router.ts";
import { Stage, onEachHost } from "./support/stage.ts";
import { TlsServer } from "./support/tls-server.ts";

const PROGRAMS = ["ip", "mount", "busybox", "dhcpcd", "kea-dhcp4", "kea-dhcp6", "openssl", "jq"];
const ADDRESSES = ["10.1.0.10", "fd0a::10", "fe80::10"];
const SERVICES = [
  { channel: "signal", transport: "udp", port: 4646 },
  { channel: "signal", transport: "tcp", port: 4646 },
  { channel: "data", transport: "tcp", port: 443 },
] as const;
const KEY_SET = "isp";

onEachHost("servers without names", PROGRAMS, useThem, 1);

function useThem(host: Host): void {
  const stage = new Stage("usable-addresses", new Network(), host);
  const { network, folder } = stage;
  const keys = join(folder, "keys");
  const provider = network.at("provider");
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
      return stage.keep(await TlsServer.start(folder, provider, service));
    });
    const [first] = await Promise.all(started);
    assert.ok(first !== undefined);
    return first;
  }

  stage.set(async () => {
    for (const address of ADDRESSES) {
      network.ip("provider", "addr", "add", `${address}/${address.includes(":") ? 64 : 24}`, "dev", PROVIDER_LINK);
    }
    // What router advertisements say otherwise: dhcpcd gives the address alone.
    network.ip("router", "-6", "route", "add", "fd0a::/64", "dev", ROUTER_LINK);
    authority = new Authority(join(keys, KEY_SET), "isp.test");
    const configuration = [`interface ${ROUTER_LINK}`, `  credentials ${KEY_SET}`];
    router = stage.keep(new Router(folder, network, host, { configuration }));
    const server = (version: 4 | 6) => stage.keep(new DhcpServer(version, folder, provider));
    const names = ADDRESSES.map((address) => `IP:${address}`);
    const [first] = await Promise.all([
      ...ADDRESSES.map((address) => serve(address, names)),
      server(4).offer({ addresses: "10.1.0.10" }),
      server(6).offer({ addresses: "fd0a::10, fe80::10" }),
    ]);
    assert.ok(first !== undefined);
    udp = first;
    await router.start();
    const place = { folder, spool: router.spool, network };
    stage.keep(startUdhcpc(place));
    stage.keep(startDhcpcd6(place));
    await eventually("all servers with their sources", () => {
      const rows = router.peerRecords();
      const hasSource = rows.every(({ source_candidates: from = [] }) => from.length > 0);
      return rows.length === ADDRESSES.length * SERVICES.length && hasSource;
    });
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
    stage.keep(await TlsServer.start(folder, provider, service));
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
