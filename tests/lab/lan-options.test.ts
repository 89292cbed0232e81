// What `render dnsmasq` writes, handed to a real client by a real dnsmasq: the options arrive in the
// form of RFC 8973 §5, octet for octet.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { command } from "../host/support/command.ts";
import { startDhcpcd6, startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { Dnsmasq } from "./support/dnsmasq.ts";
import { Network } from "./support/network.ts";
import { reasonToSkip } from "./support/programs.ts";
import { Stage } from "./support/stage.ts";

const GATEWAY = ["--gateway", "10.1.0.1", "--gateway", "fd0a::1", "--gateway-name", "dots.home.test"];
const NAME = "04646f747304686f6d65047465737400";

/** A LAN with addresses to lease, and nothing of DOTS. */
const LAN = ["dhcp-range=10.1.0.100,10.1.0.200,1h", "enable-ra", "dhcp-range=fd0a::1000,fd0a::2000,64,1h", "log-dhcp"];

describe("the options of the LAN", { skip: reasonToSkip(["ip", "mount", "busybox", "dhcpcd", "dnsmasq"]) }, () => {
  const stage = new Stage("lan-options", new Network());
  const { network, folder } = stage;
  let clients: { inet: DhcpClient; inet6: DhcpClient };

  stage.set(async () => {
    const spool = join(folder, "spool");
    mkdirSync(spool, { mode: 0o700 });
    const { code, out, err } = command(["render", "dnsmasq", ...GATEWAY]);
    assert.deepEqual([code, err], [0, ""]);
    const dnsmasq = stage.keep(new Dnsmasq(folder, network.at("provider"), [...LAN, out]));
    assert.equal(await dnsmasq.offer([]), null);
    const place = { folder, spool, network };
    clients = { inet: stage.keep(startUdhcpc(place)), inet6: stage.keep(startDhcpcd6(place)) };
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
