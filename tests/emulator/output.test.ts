// What `emulate` writes and returns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emulate } from "../../host/emulator/index.ts";
import type { EmulateOptions } from "../../host/emulator/index.ts";
import { decodeDhcp4 } from "../../host/emulator/dhcp4-message.ts";
import { fromHex } from "../../host/emulator/octets.ts";
import { shippedScenario } from "../../host/emulator/shipped.ts";
import { formatTime, wrap } from "../../host/render/timeline.ts";
import { makeCore } from "../support/core.ts";
import { readText } from "../support/project.ts";

interface Output {
  exitCode: number;
  lines: string[];
  errors: string[];
}

async function run(options: Partial<EmulateOptions>, scenario?: unknown): Promise<Output> {
  const lines: string[] = [];
  const errors: string[] = [];
  const exitCode = await emulate({
    scenario: scenario === undefined ? undefined : JSON.stringify(scenario),
    json: false,
    instantiate: makeCore,
    write: (line) => void lines.push(line),
    writeError: (line) => void errors.push(line),
    colour: false,
    ...options,
  });
  return { exitCode, lines, errors };
}

const DHCP4 = { address: "192.0.2.57/24", router: "192.0.2.1", options: { addresses: ["192.0.2.10"] } };
const SMALL = { name: "small", networks: [{ interface: "wan", dhcp4: DHCP4 }], until: "10s" };

/** The parsed line, or undefined for a line that is no object. */
const parse = (line: string) => JSON.parse(line) as Record<string, unknown>;

test("the embedded scenario: a timeline of at most 110 columns, then the servers of each network", async () => {
  const { exitCode, lines, errors } = await run({});
  assert.equal(exitCode, 0);
  assert.deepEqual(errors, []);
  assert.deepEqual(
    lines.filter((line) => line.length > 110 || /[^\x20-\x7e§]/.test(line)),
    [],
  );
  const text = lines.join("\n");
  for (const sign of [
    "<- ACK ",
    "-> DISCOVER",
    "-> QUERY",
    "<- NOERROR",
    ":: udhcpc",
    "== the provider Fixnet",
    "state wait-config -> ready",
  ]) {
    assert.ok(text.includes(sign), sign);
  }
  const tables = lines.slice(lines.findLastIndex((line) => line.startsWith("NETWORK"))).join("\n");
  assert.match(tables, /\n1 +192\.0\.2\.10 +4646 +udp +signal +dns-id mitigate\.fixnet\.test +dhcpv4 /);
  assert.match(tables, /\n1 +203\.0\.113\.10 +4646 +udp +signal +ip-id 203\.0\.113\.10 +dhcpv4 /);
  assert.match(tables, /\n1 +2001:db8:f1::a +4646 +udp +signal /);
  assert.match(tables, /\n1 +2001:db8:b11::a +4646 +udp +signal +dns-id dots\.mobilnet\.test +dhcpv6 /);
  assert.match(tables, /\n2 +2001:db8:b11::b +14646 +udp +signal +dns-id dots\.mobilnet\.test /);
  assert.ok(!tables.includes("127.0.0.1"), "the loopback address is in no list");
});

test("colour changes nothing but colour", async () => {
  const plain = await run({});
  const coloured = await run({ colour: true });
  assert.ok(coloured.lines.some((line) => line.includes("\x1b[")));
  // eslint-disable-next-line no-control-regex
  const stripped = coloured.lines.map((line) => line.replace(/\x1b\[\d+m/g, ""));
  assert.deepEqual(stripped, plain.lines);
});

test("--json: one object a line, the core's lines as they are, messages in octets", async () => {
  const { exitCode, lines } = await run({ json: true, seed: 7 });
  assert.equal(exitCode, 0);
  const records = lines.map(parse);
  assert.deepEqual(records[0], { ...records[0], record: "scenario", name: "home", seed: 7 });
  const kinds = new Set(
    records.map((record) => ("event" in record && !("file" in record) ? "event" : record["record"])),
  );
  for (const kind of ["time", "packet", "spool", "step", "log", "event", "peer", "cell", "status"]) {
    assert.ok(kinds.has(kind), kind);
  }
  const ack = records.find((record) => record["record"] === "packet" && record["message"] === "ACK");
  const message = decodeDhcp4(fromHex(String(ack?.["octets"])) ?? new Uint8Array());
  assert.deepEqual(message?.yourAddress, Uint8Array.of(192, 0, 2, 57));
  for (const line of lines) assert.equal(JSON.stringify(parse(line)), line, "canonical: no blanks, integers only");
});

test("exit codes: found, nothing found, an expectation not met, usage, malformed", async () => {
  assert.equal((await run({}, SMALL)).exitCode, 0);
  const nothing = await run({}, { ...SMALL, networks: [{ interface: "wan", dhcp4: { ...DHCP4, options: {} } }] });
  assert.equal(nothing.exitCode, 1);
  assert.equal(nothing.lines.at(-1), "No DOTS server was found.");
  const usage = await run({ until: "soon" }, SMALL);
  assert.deepEqual([usage.exitCode, usage.lines.length, usage.errors.length], [2, 0, 1]);
  const malformed = await run({}, { ...SMALL, untill: "10s" });
  assert.deepEqual([malformed.exitCode, malformed.errors], [4, ["untill: is not a field of this object"]]);
});

test("the timeline says what anycast and the default router give, and why not", async () => {
  const config = [
    "methods anycast default-router",
    "server home",
    "method default-router",
    "reference-identifier a.test",
  ];
  const dhcp4 = { ...DHCP4, options: {} };
  const { exitCode, lines } = await run({}, { ...SMALL, config, networks: [{ interface: "wan", dhcp4 }] });
  assert.equal(exitCode, 0);
  const text = lines.join("\n");
  assert.match(text, /anycast gives nothing: no server is configured for this network and family\n/);
  assert.match(text, /default-router gives its address\n/);
  assert.match(text, /\n2 +192\.0\.2\.1 +4646 +tcp +signal +dns-id a\.test +default-router /);
});

test("--until ends the run early, with the expectations up to there", async () => {
  const expect = [
    { at: "1s", servers: [{ pvd: "wan", family: "inet", addresses: ["192.0.2.10"] }] },
    { at: "9s", servers: [] },
  ];
  assert.equal((await run({ until: "5s" }, { ...SMALL, expect })).exitCode, 0);
  const whole = await run({}, { ...SMALL, expect });
  assert.equal(whole.exitCode, 1);
  assert.match(whole.errors[0] ?? "", /^expectation at 00:09\.000: 0 peer records were expected, there are 3/);
});

/** Expectations that the small scenario does not meet. */
const UNMET: readonly Record<string, unknown>[] = [
  { servers: [{ pvd: "wan", family: "inet", addresses: ["192.0.2.11"] }] },
  { servers: [{ pvd: "wan", family: "inet", addresses: ["192.0.2.10"], reference_id: "dns-id a.test" }] },
  { peers: [{}, {}, { port: 4646 }] },
  { peers: [{}, {}] },
  { waiting: [{}] },
  { cells: [{ pvd: "wan", family: "inet", state: "down" }] },
  { cell_count: 3 },
  { asked: ["isp.test NAPTR to 192.0.2.53"] },
  { events: { added: 0 } },
  { logs: { "method-found": 2 } },
];

for (const expected of UNMET) {
  test(`an expectation can fail: ${JSON.stringify(expected)}`, async () => {
    const { exitCode, errors } = await run({}, { ...SMALL, expect: [{ at: "5s", ...expected }] });
    assert.equal(exitCode, 1);
    assert.equal(errors.length, 1, errors.join("\n"));
  });
}

test("the scenario in docs/emulator.md does what it says", async () => {
  const [, example = ""] = /```json\n([^]*?)```/.exec(readText("docs/emulator.md")) ?? [];
  const { exitCode, errors } = await run({ scenario: example });
  assert.deepEqual([exitCode, errors], [0, []]);
});

test("times and wrapped lines", () => {
  assert.equal(formatTime(0), "00:00.000");
  assert.equal(formatTime(3_599_999), "59:59.999");
  assert.equal(formatTime(90_000_001), "25:00:00.001");
  assert.deepEqual(wrap("aa bb cc", 5), ["aa bb", "cc"]);
  assert.deepEqual(wrap("aaaaaaaa b", 5), ["aaaaaaaa", "b"]);
});

test("the schemes that come with the program give the answers of the draft", async () => {
  const schemes = [
    "residential-cpe",
    "single-cpe-gateway",
    "direct-clients",
    "single-homed-clients",
    "several-cpes",
    "same-isp",
  ];
  for (const name of schemes) {
    const scenario = shippedScenario(name);
    assert.ok(scenario !== undefined, name);
    const { exitCode, lines, errors } = await run({ scenario });
    assert.deepEqual([exitCode, errors], [0, []], name);
    assert.ok(
      lines.some((line) => /^(An attack|A gateway gets a request): (select|accept) /.test(line)),
      name,
    );
  }
  assert.equal(shippedScenario("nonsense"), undefined);
});

test("R-96 the embedded scenario ends with an attack and the servers that are asked for help", async () => {
  const { lines } = await run({});
  const attack = lines.slice(lines.findIndex((line) => line.startsWith("An attack: select ")));
  assert.deepEqual(
    attack.filter((line) => / (the servers of|nobody,) /.test(line)).map((line) => line.replace(/(nobody).*/, "$1")),
    [
      "192.0.2.57, 2001:db8:f1:1::57: the servers of wan on eth1",
      "198.51.100.23: the servers of wwan on wwan0",
      "10.1.2.3: nobody",
    ],
  );
  const { lines: objects } = await run({ json: true });
  const last = objects.slice(-3).map(parse);
  assert.deepEqual(
    last.map(({ record }) => record),
    ["group", "group", "unmatched"],
  );
});

test("an expected selection that is not so is told", async () => {
  const request = "select 192.0.2.1 10.1.2.3";
  const reply = [
    { record: "group", pvd: "wan", addresses: ["192.0.2.10"] },
    { record: "unmatched", reason: "not-assigned" },
  ];
  const expecting = (records: unknown[]) =>
    run({}, { ...SMALL, expect: [{ at: "10s", select: [{ request, reply: records }] }] });
  assert.deepEqual((await expecting(reply)).errors, []);
  const wrong = await expecting([{ ...reply[0], addresses: ["192.0.2.11"] }, reply[1]]);
  assert.equal(wrong.exitCode, 1);
  assert.match(wrong.errors.join(), /"select 192\.0\.2\.1 10\.1\.2\.3" 1: addresses should be \["192\.0\.2\.11"\]/);
  assert.equal((await expecting(reply.slice(1))).exitCode, 1);
});
