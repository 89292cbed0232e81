import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { objects, startCommand } from "../support/command.ts";
import { makeFolder } from "../support/folder.ts";

const GROUP = {
  record: "group",
  pvd: "wan",
  interface: "eth1",
  server_group: null,
  targets: ["192.0.2.1"],
  peers: ["a", "b"],
};
const SECTION = {
  ...GROUP,
  pvd: "any",
  interface: null,
  server_group: "mssp",
  targets: ["2001:db8::/32"],
  peers: ["c"],
};
const UNMATCHED = { record: "unmatched", target: "x\u001b[1m", reason: 240 };
const PEER = { record: "peer", rank: 1, port: 4646, transport: "udp", channel: "signal", pvd: "wan" };
const PEERS = [
  {
    ...PEER,
    id: "a",
    address: "192.0.2.10",
    source_candidates: ["192.0.2.57", "192.0.2.58"],
    reference_ids: ["dns-id a.test"],
  },
  { ...PEER, id: "x", address: "192.0.2.99", source_candidates: ["192.0.2.57"], reference_ids: ["dns-id x.test"] },
  { ...PEER, id: "c", address: "203.0.113.1", source_candidates: [], reference_ids: ["dns-id c.test"] },
];

/** Runs the command against a daemon that gives these replies; what it was asked comes back too. */
async function select(context: TestContext, reply: readonly object[], ...args: string[]) {
  const path = join(makeFolder(context), "control.sock");
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("data", (line) => {
      asked.push(line.toString());
      const records = line.toString() === "peers\n" ? PEERS : reply;
      socket.end(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  context.after(() => void server.close());
  const { ended, out, err } = startCommand(["select", ...args, "--socket", path]);
  return { code: await ended, out: out(), err: err(), asked };
}

test("R-96 each group with its servers, over which network and from which address; then who is left", async (context) => {
  const { code, out, err, asked } = await select(
    context,
    [GROUP, SECTION, UNMATCHED],
    "192.0.2.1",
    "2001:db8::/32",
    "x",
  );
  assert.deepEqual([code, err, asked], [1, "", ["select 192.0.2.1 2001:db8::/32 x\n", "peers\n"]]);
  assert.equal(
    out,
    [
      "192.0.2.1: the servers of wan on eth1",
      "RANK  ADDRESS     PORT  TRANSPORT  CHANNEL  FROM ADDRESS  REFERENCE IDENTIFIER",
      "1     192.0.2.10  4646  udp        signal   192.0.2.57    dns-id a.test",
      "",
      "2001:db8::/32: server mssp, over any network",
      "RANK  ADDRESS      PORT  TRANSPORT  CHANNEL  FROM ADDRESS  REFERENCE IDENTIFIER",
      "1     203.0.113.1  4646  udp        signal   -             dns-id c.test",
      "",
      "x?[1m: nobody, names, URIs and aliases have to be resolved to addresses first",
      "",
    ].join("\n"),
  );
});

test("every target has a server: exit code 0, and --json is the reply with names for codes", async (context) => {
  const whole = await select(context, [GROUP], "192.0.2.1", "--json");
  assert.deepEqual([whole.code, objects(whole.out), whole.asked], [0, [GROUP], ["select 192.0.2.1\n"]]);
  const part = await select(context, [UNMATCHED], "--json", "x", "--interface", "wan");
  assert.deepEqual([part.code, objects(part.out)], [1, [{ ...UNMATCHED, reason: "resolve-first" }]]);
  assert.deepEqual(part.asked, ["select interface wan x\n"]);
});

test("R-113 --gateway asks whether a request can be accepted as a whole", async (context) => {
  const accepted = await select(context, [{ record: "accepted" }, GROUP], "--gateway", "192.0.2.1");
  assert.deepEqual([accepted.code, accepted.asked[0]], [0, "accept 192.0.2.1\n"]);
  assert.match(
    accepted.out,
    /^the request is accepted: it is forwarded to\n192\.0\.2\.1: the servers of wan on eth1\n/,
  );
  const rejected = await select(context, [{ record: "rejected" }, UNMATCHED], "--gateway", "x");
  assert.equal(rejected.code, 1);
  assert.match(rejected.out, /^the request is rejected as a whole:\nx\?\[1m: nobody, /);
});

test("a request that is refused says why", async (context) => {
  const { code, out, err } = await select(context, [{ record: "error", error: 83, offset: 9 }], "192.0.2.1");
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /control-targets\): there are more than 32 targets/);
  const unknown = await select(
    context,
    [{ record: "error", error: 81, offset: 17 }],
    "192.0.2.1",
    "--interface",
    "lte",
  );
  assert.deepEqual([unknown.code, unknown.out], [1, ""]);
});
