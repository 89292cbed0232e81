import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../../host/abi.gen.ts";
import { InputKind, OutputKind } from "../../../host/abi.gen.ts";
import { kindName, nameCodes, nameCodesInLine } from "../../../host/render/codes.ts";
import { renderDecoded } from "../../../host/render/decoded.ts";
import { helpText } from "../../../host/render/help.ts";
import { renderNetworks } from "../../../host/render/networks.ts";
import { renderCells, renderEvent, renderPeers } from "../../../host/render/peers.ts";
import { COLOUR, PLAIN, renderTable } from "../../../host/render/table.ts";

const PEER = {
  record: "peer",
  id: "1",
  pvd: "wan",
  interface: "eth1",
  family: "inet6",
  address: "fe80::1",
  scope_id: 3,
  channel: "signal",
  transport: "udp",
  port: 4646,
  rank: 1,
  reference_ids: ["dns-id dots.isp.test"],
  method: "dhcp",
  valid_for_s: 3600,
  stale: false,
};

test("codes become names where codes stand, in the same order of fields", () => {
  const line = JSON.stringify({
    ok: true,
    discarded: [{ address: "127.0.0.1", reason: Code.Loopback }],
    invalid: [{ option: 148, error: Code.AddressLength, offset: 16 }],
    warnings: [{ option: 147, reason: Code.SecondName, offset: 16 }],
    count: 16,
  });
  assert.equal(
    nameCodesInLine(line),
    '{"ok":true,"discarded":[{"address":"127.0.0.1","reason":"loopback"}],' +
      '"invalid":[{"option":148,"error":"address-length","offset":16}],' +
      '"warnings":[{"option":147,"reason":"second-name","offset":16}],"count":16}',
  );
  assert.equal(nameCodesInLine("no json"), "no json");
  assert.deepEqual(nameCodes({ error: 9999, reason: "text", offset: null }), {
    error: "9999",
    reason: "text",
    offset: null,
  });
});

test("kinds have names", () => {
  assert.deepEqual(
    [kindName(InputKind.TimeReached), kindName(OutputKind.Log), kindName(99)],
    ["time-reached", "log", "99"],
  );
});

test("columns are as wide as their widest cell", () => {
  const rows = [{ cells: ["1", "long text", "x"] }, { cells: ["22"], faint: true }];
  assert.deepEqual(renderTable(["A", "B", "C"], rows), ["A   B          C", "1   long text  x", "22"]);
  assert.deepEqual(renderTable(["A"], [{ cells: ["x"], faint: true }], COLOUR), [
    "\x1b[1mA\x1b[22m",
    "\x1b[2mx\x1b[22m",
  ]);
});

test("peers are shown by network, with the zone of link-local addresses", () => {
  const waiting = {
    record: "waiting",
    pvd: "lte",
    interface: "lte",
    family: "inet",
    reference_ids: ["dns-id a.test"],
    method: "dhcp",
    reason: Code.WaitingForDns,
    stale: true,
  };
  assert.deepEqual(renderPeers([PEER, { ...PEER, rank: 2, transport: "tcp" }, waiting], PLAIN), [
    "wan inet6 on eth1",
    "RANK  ADDRESS       PORT  TRANSPORT  CHANNEL  REFERENCE IDENTIFIER  FROM  VALID",
    "1     fe80::1%eth1  4646  udp        signal   dns-id dots.isp.test  dhcp  60 min",
    "2     fe80::1%eth1  4646  tcp        signal   dns-id dots.isp.test  dhcp  60 min",
    "",
    "lte inet",
    "RANK  ADDRESS          PORT  TRANSPORT  CHANNEL  REFERENCE IDENTIFIER  FROM  VALID",
    "-     waiting-for-dns  -     -          -        dns-id a.test         dhcp  -",
  ]);
});

test("cells and events are shown", () => {
  const cell = {
    record: "cell",
    pvd: "wan",
    interface: "eth1",
    family: "inet",
    state: "ready",
    method: "dhcp",
    peers: 6,
    waiting: 0,
    stale: true,
  };
  assert.deepEqual(renderCells([cell], PLAIN), [
    "NETWORK  INTERFACE  FAMILY  STATE  FROM  PEERS  WAITING  VALID",
    "wan      eth1       inet    ready  dhcp  6      0        stale",
  ]);
  const at = { pvd: "wan", family: "inet" };
  assert.equal(renderEvent({ event: "state", ...at, from: "down", to: "ready" }), "wan inet: down -> ready");
  assert.equal(
    renderEvent({ event: "published", ...at, added: 3, removed: 0, changed: 1 }),
    "wan inet: published, 3 added, 0 removed, 1 changed",
  );
  assert.match(renderEvent({ event: "added", ...PEER }), /^wan inet6 on eth1: added 1 {2}fe80::1%eth1 {2}4646/);
});

test("records without fields are shown too", () => {
  for (const record of [{}, { record: "waiting" }, { event: "state" }]) {
    for (const line of [...renderPeers([record], PLAIN), ...renderCells([record], PLAIN), renderEvent(record)]) {
      assert.doesNotMatch(line, /undefined|null|NaN/);
    }
  }
});

test("a decoded message is shown with what was found and why something was not used", () => {
  const record = {
    ok: true,
    ri: "dots.isp.test",
    addresses: ["192.0.2.1", "192.0.2.2"],
    lists: [],
    discarded: [{ address: "127.0.0.1", reason: Code.Loopback }],
    invalid: [{ option: 57, error: Code.OptionEmpty, offset: 240 }],
    warnings: [{ option: 147, reason: Code.SecondName, offset: 16 }],
  };
  assert.deepEqual(renderDecoded(1, record), [
    "message 1",
    "  ri          dots.isp.test",
    "  addresses   192.0.2.1, 192.0.2.2",
    "  discarded   127.0.0.1: it is a loopback address (RFC 8973 §5) (loopback)",
    "  invalid     option 57: the option is empty (option-empty), at octet 240",
    "  warnings    option 147: there is more than one name: only the first counts (second-name), at octet 16",
  ]);
  assert.deepEqual(renderDecoded(2, { ok: false, error: Code.DhcpTooShort, offset: 9 }), [
    "message 2 cannot be read: the message is shorter than a DHCP message can be (dhcp-too-short), at octet 9",
  ]);
});

test("each command has help with examples", () => {
  const general = helpText(null);
  for (const command of [
    "run",
    "status",
    "peers",
    "explain",
    "refresh",
    "watch",
    "filters",
    "render",
    "emulate",
    "replay",
    "decode",
  ]) {
    const help = helpText(command);
    assert.match(general, new RegExp(`^  ${command} `, "m"));
    assert.match(help, new RegExp(`^Usage: dots-discovery ${command}`));
    assert.match(help, new RegExp(`Examples:\\n.*dots-discovery ${command}`));
  }
  assert.match(helpText("render routes"), /^Usage: dots-discovery render routes /);
  assert.equal(helpText("render nonsense"), helpText("render"));
  assert.equal(helpText("nonsense"), general);
});

test("a peer that failed says how, and missing credentials are a sentence", () => {
  const style = { ...PLAIN, faint: (text: string) => `(${text})` };
  const [, , healthy, failed] = renderPeers([PEER, { ...PEER, rank: 2, failure: "connect-failed" }], style);
  assert.match(healthy ?? "", / 60 min$/);
  assert.match(failed ?? "", /^\(2 .* connect-failed\)$/);
  assert.equal(
    renderEvent({ event: "credentials-missing", pvd: "wan", interface: "eth1", family: "inet" }),
    "wan inet on eth1: servers were added for which no credentials are configured",
  );
});

test("E-110 warnings are a column of words, where there are any", () => {
  const warned = { ...PEER, warnings: [Code.AddressInTwoNetworks, Code.LinkLocalAddress] };
  const lines = renderPeers([warned, { ...PEER, warnings: [] }], PLAIN);
  assert.match(lines[1] ?? "", / {2}VALID {3}WARNINGS$/);
  assert.match(lines[2] ?? "", / {2}60 min {2}address-in-two-networks link-local-address$/);
  assert.match(lines[3] ?? "", / {2}60 min$/);
  assert.doesNotMatch(renderPeers([{ ...PEER, warnings: [] }], PLAIN).join("\n"), /WARNINGS/);
  assert.equal(
    nameCodesInLine(`{"warnings":[${Code.MappedAddress}],"mark":125}`),
    '{"warnings":["mapped-address"],"mark":125}',
  );
});

test("a network takes as many lines as its longest list", () => {
  const network = {
    record: "network",
    pvd: "wan",
    interface: "eth1",
    ipv4_interface: "ds-wan",
    up: true,
    addresses: ["2001:db8::1", "192.0.0.2"],
    prefixes: ["2001:db8::/64"],
    prefix_kind: "pa",
    resolvers: [
      { address: "192.0.2.53", port: 53 },
      { address: "192.0.2.54", port: 5353 },
    ],
    routers: [],
    domains: ["isp.test"],
  };
  const down = {
    record: "network",
    pvd: "wwan",
    interface: "eth2",
    ipv4_interface: null,
    up: false,
    prefix_kind: "pi",
  };
  assert.deepEqual(renderNetworks([network, down], PLAIN), [
    "NETWORK  INTERFACE    STATE  KIND  ADDRESSES    PREFIXES       RESOLVERS        ROUTERS  DOMAINS",
    "wan      eth1+ds-wan  up     pa    2001:db8::1  2001:db8::/64  192.0.2.53       -        isp.test",
    "                                   192.0.0.2                   192.0.2.54@5353",
    "wwan     eth2         down   pi    -            -              -                -        -",
  ]);
});
