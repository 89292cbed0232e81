// What rows carry of the configuration: a change of that alone is told at once, without a
// new search, as `changed` events and in the result file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { InputKind, LinkState, LinkType, OutputKind } from "../../host/abi.gen.ts";
import { encodeControl, encodeLink, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";

const SETTLED_MS = START_MS + 60_000;

const BEFORE = [
  ...[
    "interface wan",
    "device eth1",
    "ipv4-device tun0",
    "credentials one",
    "mark 1",
    "table 7",
    "addressing pa",
    "prefixes 198.51.96.0/24",
  ],
  ...["server mssp", "bind-interface wan", "reference-identifier dots.mssp.test", "addresses 203.0.113.9"],
  ...["protects 198.51.100.0/24", "credentials of-mssp"],
];

/** A line of the configuration, what it becomes, and the field that shows it with its values. */
const CHANGES: readonly (readonly [line: string, other: string, field: string, from: unknown, to: unknown])[] = [
  ["interface wan", "interface uplink", "pvd", "wan", "uplink"],
  ["ipv4-device tun0", "ipv4-device tun1", "interface", "tun0", "tun1"],
  ["credentials one", "credentials two", "credentials_ref", "one", "two"],
  ["mark 1", "mark 2", "mark", 1, 2],
  ["table 7", "table 8", "table", 7, 8],
  ["addressing pa", "addressing pi", "prefix_kind", "pa", "pi"],
  ["prefixes 198.51.96.0/24", "prefixes 198.51.97.0/24", "prefixes", ["198.51.96.0/24"], ["198.51.97.0/24"]],
  ["server mssp", "server mssq", "server_group", "mssp", "mssq"],
  ["credentials of-mssp", "credentials of-mssq", "credentials_ref", "of-mssp", "of-mssq"],
];

for (const [line, other, field, from, to] of CHANGES) {
  test(`${line} becomes ${other}`, () => {
    const core = makeReadyCore();
    // A network has the servers of one method.
    const methods = line.includes("mssp") ? "methods manual" : "methods dhcp";
    const configure = (lines: readonly string[], timeMs: number) =>
      feed(core, InputKind.Config, octetsOf([methods, ...lines].join("\n")), timeMs);
    configure(BEFORE, START_MS);
    feed(
      core,
      InputKind.Link,
      encodeLink({ ifindex: 1, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet }),
    );
    const lease = "client=udhcpc\nevent=bound\ndevice=eth1\nopt147=016100\nopt148=c000020a\n";
    feed(core, InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(lease)));
    feed(core, InputKind.TimeReached, new Uint8Array(0), SETTLED_MS);
    feed(core, InputKind.Control, encodeControl(1, octetsOf("watch")), SETTLED_MS);
    const after = BEFORE.map((each) => (each === line ? other : each)).map((each) =>
      each === "bind-interface wan" && line === "interface wan" ? "bind-interface uplink" : each,
    );
    const { outputs } = configure(after, SETTLED_MS);
    const valuesOf = (kind: OutputKind) =>
      outputs.filter((output) => output.kind === kind && output.payload.length > 0).map(jsonOf);
    const changed = valuesOf(OutputKind.Event).filter(({ event }) => event === "changed");
    const file = valuesOf(OutputKind.FileReplace);
    const has = (rows: readonly Record<string, unknown>[], value: unknown) =>
      rows.some((row) => JSON.stringify(row[field]) === JSON.stringify(value));
    assert.ok(has(changed, to), `${field} in an event: ${JSON.stringify(changed.map((row) => row[field]))}`);
    assert.ok(has(file, to), `${field} in the file: ${JSON.stringify(file.map((row) => row[field]))}`);
    assert.ok(!has(file, from), "nothing is left of it in the file");
    const same = configure(after, SETTLED_MS);
    assert.deepEqual(
      same.outputs.filter(({ kind }) => kind === OutputKind.Event || kind === OutputKind.FileReplace),
      [],
      "the same configuration again changes nothing",
    );
  });
}
