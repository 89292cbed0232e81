import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gatewayHandouts, identitiesOf, providerHandouts, renderDnsmasq } from "../../../host/render/dnsmasq.ts";
import { readAddress } from "../../../host/render/records.ts";
import type { Address } from "../../../host/render/records.ts";
import { makeFolder } from "../support/folder.ts";
import { LTE_PEER, peerLine, recordsOf } from "../support/records.ts";

const NAME = "04:64:6f:74:73:03:69:73:70:04:74:65:73:74:00";
const addressesOf = (...texts: string[]) => texts.map((text) => readAddress(text) as Address);
const providers = (...lines: string[]) => {
  const { handouts, notes } = providerHandouts(recordsOf(...lines).peers);
  return { lines: renderDnsmasq(handouts), notes };
};

test("I-10 R-104 the router's own gateway: name and addresses of each family in wire form", () => {
  const gateway = addressesOf("192.168.1.1", "fd00::1", "192.168.1.2");
  assert.deepEqual(renderDnsmasq(gatewayHandouts("dots.isp.test", gateway)), [
    `dhcp-option=147,${NAME}`,
    "dhcp-option=148,c0:a8:01:01:c0:a8:01:02",
    `dhcp-option=option6:141,${NAME}`,
    "dhcp-option=option6:142,fd:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01",
  ]);
});

test("I-10 a name alone goes to both families, an address alone to its own", () => {
  assert.deepEqual(renderDnsmasq(gatewayHandouts("dots.isp.test", [])), [
    `dhcp-option=147,${NAME}`,
    `dhcp-option=option6:141,${NAME}`,
  ]);
  assert.deepEqual(renderDnsmasq(gatewayHandouts(null, addressesOf("192.168.1.1"))), ["dhcp-option=148,c0:a8:01:01"]);
});

test("I-10 the provider's own options: name and addresses in the provider's order", () => {
  assert.deepEqual(
    providers(
      peerLine(),
      peerLine({ address: "192.0.2.9", rank: 2 }),
      peerLine({ transport: "tcp", rank: 3 }),
      peerLine({ channel: "data", transport: "tcp", port: 443, address: "192.0.2.99" }),
      peerLine({ address: "2001:db8:7::a" }),
    ),
    {
      lines: [
        `dhcp-option=147,${NAME}`,
        "dhcp-option=148,c0:00:02:0a:c0:00:02:09",
        `dhcp-option=option6:141,${NAME}`,
        "dhcp-option=option6:142,20:01:0d:b8:00:07:00:00:00:00:00:00:00:00:00:0a",
      ],
      notes: [],
    },
  );
});

test("I-10 what has a port of its own goes by name, or not at all; link-local addresses stay on their link", () => {
  assert.deepEqual(providers(peerLine({ port: 14646 })), {
    lines: [`dhcp-option=147,${NAME}`],
    notes: ["dots.isp.test is handed on without addresses: a server listens on another port than 4646"],
  });
  const byAddress = { reference_ids: [{ type: "ip-id", value: "192.0.2.10" }] };
  assert.deepEqual(
    providers(peerLine({ ...byAddress, port: 14646 }), peerLine({ ...byAddress, address: "192.0.2.11" })),
    {
      lines: ["dhcp-option=148,c0:00:02:0b"],
      notes: ["192.0.2.10 is left out: DHCP hands on no port, and its is 14646"],
    },
  );
  assert.deepEqual(providers(peerLine({ address: "fe80::1", scope_id: 3 })), {
    lines: [`dhcp-option=option6:141,${NAME}`],
    notes: ["fe80::1 is left out: it means nothing on another link"],
  });
});

test("I-10 one name for each family: what has another one is left out, and that is said", () => {
  const other = { reference_ids: [{ type: "dns-id", value: "other.test" }] };
  const { lines, notes } = providers(peerLine(), peerLine({ ...other, address: "192.0.2.11", rank: 2 }));
  assert.deepEqual(lines, [`dhcp-option=147,${NAME}`, "dhcp-option=148,c0:00:02:0a"]);
  assert.deepEqual(notes, ["other.test is left out: DHCP hands on one name"]);
  assert.equal(identitiesOf(recordsOf(peerLine(), peerLine(LTE_PEER)).peers).size, 2);
  assert.deepEqual(providers(peerLine({ role: "call-home-client" })), { lines: [], notes: [] });
});

const hasDnsmasq = spawnSync("dnsmasq", ["--version"]).status === 0;

test(
  "I-10 dnsmasq takes the lines, also the longest",
  { skip: !hasDnsmasq && "dnsmasq is not installed" },
  (context) => {
    const many = Array.from({ length: 70 }, (_, index) =>
      peerLine({ address: `192.0.2.${index + 1}`, rank: index + 1 }),
    );
    const many6 = Array.from({ length: 70 }, (_, index) =>
      peerLine({ address: `2001:db8::${index.toString(16)}:1`, rank: index + 1 }),
    );
    const longest = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;
    const path = join(makeFolder(context), "dots.conf");
    const check = (lines: readonly string[]) => {
      writeFileSync(path, ["port=0", "dhcp-range=10.1.0.100,10.1.0.200,1h", ...lines, ""].join("\n"));
      const { status, stderr } = spawnSync("dnsmasq", ["--test", "-C", path], { encoding: "utf8" });
      return { status, stderr };
    };
    const { lines } = providers(...many, ...many6);
    assert.equal(lines.length, 4);
    assert.deepEqual(check(lines), { status: 0, stderr: "dnsmasq: syntax check OK.\n" });
    assert.equal(check(renderDnsmasq(gatewayHandouts(longest, addressesOf("192.168.1.1", "fd00::1")))).status, 0);
    for (const line of [lines[1], lines[3]])
      assert.notEqual(check([`${line}${":00".repeat(16)}`]).status, 0, "dnsmasq does refuse what is too long");
  },
);
