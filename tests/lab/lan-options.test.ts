// What `render dnsmasq` writes, handed to a real client by a real dnsmasq: the options arrive in the
// form of RFC 8973 §5, octet for octet.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";

import { command } from "../host/support/command.ts";
import { startDhcpcd6, startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { Network, PROVIDER_LINK } from "./support/network.ts";
import { Program, eventually, reasonToSkip } from "./support/programs.ts";

const FOLDER = resolve("build/lab/lan-options");
const GATEWAY = ["--gateway", "10.1.0.1", "--gateway", "fd0a::1", "--gateway-name", "dots.home.test"];
const NAME = "04646f747304686f6d65047465737400";

/** A LAN with addresses to lease, and nothing of DOTS. */
const LAN = [
  "port=0",
  "user=root",
  `interface=${PROVIDER_LINK}`,
  "bind-interfaces",
  "leasefile-ro",
  "no-ping",
  "dhcp-authoritative",
  "dhcp-range=10.1.0.100,10.1.0.200,1h",
  "enable-ra",
  "dhcp-range=fd0a::1000,fd0a::2000,64,1h",
];

describe("the options of the LAN", { skip: reasonToSkip(["ip", "mount", "busybox", "dhcpcd", "dnsmasq"]) }, () => {
  const network = new Network();
  const running: { stop(): Promise<void> }[] = [];
  let clients: { inet: DhcpClient; inet6: DhcpClient };

  before(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(join(FOLDER, "spool"), { recursive: true, mode: 0o700 });
    network.make();
    const { code, out, err } = command(["render", "dnsmasq", ...GATEWAY]);
    assert.deepEqual([code, err], [0, ""]);
    const configuration = join(FOLDER, "dnsmasq.conf");
    writeFileSync(configuration, `${LAN.join("\n")}\n${out}`);
    const words = ["dnsmasq", "--no-daemon", "--log-dhcp", "-C", configuration];
    const server = new Program("dnsmasq", join(FOLDER, "dnsmasq.log"), network.command("provider", ...words));
    running.push(server);
    await eventually("dnsmasq to start", () => server.lines().some((line) => line.includes("IP range")));
    const place = { folder: FOLDER, spool: join(FOLDER, "spool"), network };
    clients = { inet: startUdhcpc(place), inet6: startDhcpcd6(place) };
    running.push(clients.inet, clients.inet6);
  });

  after(async () => {
    for (const each of running.splice(0).reverse()) await each.stop();
    assert.deepEqual(await network.remove(), []);
  });

  test("I-10 R-104 DHCPv4: the name and the address of the gateway", async () => {
    await clients.inet.reached("bound");
    assert.match(clients.inet.spooled(), new RegExp(`^opt147=${NAME}$`, "m"));
    assert.match(clients.inet.spooled(), /^opt148=0a010001$/m);
  });

  test("I-10 R-104 DHCPv6: the name and the address of the gateway", async () => {
    await clients.inet6.reached("BOUND6");
    assert.match(clients.inet6.spooled(), new RegExp(`^new_dhcp6_dots_ri=${NAME}$`, "m"));
    assert.match(clients.inet6.spooled(), /^new_dhcp6_dots_address=fd0a::1$/m);
  });
});
