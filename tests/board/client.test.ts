// The command on a router beside the one on Node: the same words make the same requests,
// and the same replies the same JSON lines and the same exit code.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT, lease, NODE, onBoard, startDaemon, TESTED_BOARDS } from "./support/daemons.ts";
import type { Make } from "./support/daemons.ts";

const ID = "8985a92f24f84f10";
const PEER = {
  record: "peer",
  id: ID,
  pvd: "wan",
  reference_ids: [{ type: "dns-id", value: 'a\\.b"warnings":[1]' }],
  warnings: [Code.LinkLocalAddress, Code.CredentialsMissing, 60000],
  failure: null,
};
const WAITING = { record: "waiting", id: ID, pvd: "wan", reason: Code.WaitingForDns, valid_for_s: 7 };
const NETWORK = { record: "network", pvd: "wan", up: true, addresses: ["192.0.2.57"], domains: ['"reason":3'] };
const STATUS = { record: "status", abi: 1, inputs: 5, store: "working" };
const CELL = { record: "cell", pvd: "wan", family: "inet", state: "ready", peers: 1, waiting: 0, stale: false };
const GROUP = { record: "group", pvd: "wan", targets: ["192.0.2.1"], warnings: [Code.SharedAddress], peers: [ID] };
const UNMATCHED = { record: "unmatched", target: '"error":1', reason: Code.NoOwner };

/** What a daemon replies, by the first word of the request. */
type Replies = Readonly<Record<string, readonly object[]>>;

const REPLIES: Replies = {
  status: [STATUS, CELL],
  networks: [NETWORK],
  peers: [PEER, WAITING],
  watch: [
    { event: "current", ...PEER },
    { event: "published", added: 1 },
  ],
  select: [GROUP],
  accept: [{ record: "accepted" }, GROUP],
  refresh: [],
  report: [],
  attack: [],
};

/** A daemon that gives these replies and keeps what it was asked. */
async function serve(context: TestContext, replies: Replies) {
  const path = join(makeFolder(context), "control.sock");
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (line) => {
      asked.push(line.toString());
      const records = replies[line.toString().trimEnd().split(" ")[0] ?? ""] ?? [];
      socket.end(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    });
  });
  await new Promise<void>((done) => server.listen(path, done));
  context.after(() => void server.close());
  return { path, asked };
}

async function run(make: Make, args: readonly string[]) {
  const [program, ...words] = make.client;
  const child = spawn(program, [...words, ...args], { env: ENVIRONMENT });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((done) => child.on("close", done));
  return { code, out, err };
}

/** What was asked, what came out as JSON, and the exit code. */
async function seen(context: TestContext, make: Make, [command = "", ...words]: readonly string[], replies = REPLIES) {
  const { path, asked } = await serve(context, replies);
  const { code, out } = await run(make, [command, "--json", "--socket", path, ...words]);
  return { asked, out, code };
}

const node = new Map<string, ReturnType<typeof seen>>();

/** The same on Node, which is asked once for all boards. */
function seenOnNode(context: TestContext, args: readonly string[], replies = REPLIES) {
  const key = JSON.stringify([args, replies]);
  const made = node.get(key) ?? seen(context, NODE, args, replies);
  node.set(key, made);
  return made;
}

const GOOD: readonly (readonly string[])[] = [
  ["status"],
  ["peers"],
  ["peers", "pppoe-wan"],
  ["peers", "--", "--wan"],
  ["networks", "wan"],
  ["explain"],
  ["refresh"],
  ["refresh", "wan"],
  ["watch"],
  ["select", "192.0.2.1", "2001:db8::/32"],
  ["select", "a.example", "--interface", "wan"],
  ["select", "--gateway", "192.0.2.1", "--interface=wan"],
  ["report", ID, "ok"],
  ["report", ID.toUpperCase(), "connect-failed"],
  ["report", ID, "identity-failed"],
  ["report", ID, "redirected", "3600"],
  ["attack", "on"],
  ["attack", "off"],
];

const TIMES = [
  "0",
  "1801396800",
  "999999999999",
  "2027-01-31",
  "2028-02-29",
  "2000-02-29T00:00Z",
  "2027-01-31T12:00:00Z",
  "2027-12-31T23:59:59.999Z",
  "2027-03-01T00:30:00+01:00",
  "2027-02-28T23:30-05:30",
  "1970-01-01",
  "9999-12-31T23:59:59Z",
];

const BAD: readonly (readonly string[])[] = [
  [],
  ["nonsense"],
  ["accept", "192.0.2.1"],
  ["status", "wan"],
  ["status", "--gateway"],
  ["status", "-x"],
  ["status", "--socket"],
  ["status", "--socket", "--json"],
  ["status", "--json=yes"],
  ["peers", "a", "b"],
  ["peers", ""],
  ["peers", "#"],
  ["peers", "wan#"],
  ["peers", "a b"],
  ["peers", "w\u00e4n"],
  ["peers", "sixteen-letters-"],
  ["peers", "--interface", "wan"],
  ["networks", "a", "b"],
  ["refresh", "a b"],
  ["watch", "wan"],
  ["explain", "wan"],
  ["select"],
  ["select", ""],
  ["select", "192.0.2.1 192.0.2.2"],
  ["select", "192.0.2.1#"],
  ["select", "192.0.2.1", "--interface", "a b"],
  ["select", "192.0.2.1", "--interface"],
  ["select", "192.0.2.1", "--not-after", "1"],
  ["report"],
  ["report", ID],
  ["report", ID, "good"],
  ["report", ID.slice(1), "ok"],
  ["report", `${ID.slice(1)}g`, "ok"],
  ["report", ID, "ok", "5"],
  ["report", ID, "redirected"],
  ["report", ID, "redirected", "-5"],
  ["report", ID, "redirected", "5s"],
  ["report", ID, "redirected", "12345678901"],
  ["report", ID, "redirected", "5", "6"],
  ["report", ID, "ok", "not-after", "1801396800"],
  ["report", ID, "connect-failed", "--not-after", "1801396800"],
  ...[
    "",
    "soon",
    "-1",
    "1.5",
    "1234567890123",
    "2027-02-29",
    "2027-00-10",
    "2027-13-10",
    "2027-04-31",
    "2027-01-31T12:00:00",
    "2027-01-31 12:00:00Z",
    "2027-01-31T24:00:00Z",
    "2027-01-31T12:60Z",
    "2027-01-31T12:00:60Z",
    "2027-01-31T12:00:00.Z",
    "2027-01-31T12:00:00+0100",
    "2027-01-31T12:00:00Zz",
    "1969-12-31",
    "1970-01-01T00:30:00+01:00",
  ].map((time) => ["report", ID, "ok", `--not-after=${time}`]),
  ["attack"],
  ["attack", "maybe"],
  ["attack", "on", "off"],
];

/** Replies that are not as they should be, or that say no. */
const REFUSALS: readonly (readonly [string, readonly string[], Replies])[] = [
  ...[
    Code.OverLimit,
    Code.NotInitialised,
    Code.ControlInterface,
    Code.ControlPeer,
    Code.ControlRequest,
    Code.ControlTargets,
  ].flatMap((error) => {
    const replies = Object.fromEntries(
      Object.keys(REPLIES).map((word) => [word, [{ record: "error", error, offset: 7 }]]),
    );
    return [["status"], ["peers"], ["watch"], ["explain"], ["select", "x"], ["report", ID, "ok"], ["attack", "on"]].map(
      (args) => [`${args[0]} refused with ${error}`, args, replies] as const,
    );
  }),
  ...["status", "peers", "networks", "watch", "explain"].map((word) => [`${word}: nothing`, [word], {}] as const),
  ["select: nothing", ["select", "x"], {}],
  ["status: cut", ["status"], { status: [CELL] }],
  ["explain: cut", ["explain"], { ...REPLIES, status: [CELL] }],
  ["explain: no server", ["explain"], { ...REPLIES, peers: [] }],
  ["explain: one that waits", ["explain"], { ...REPLIES, peers: [WAITING] }],
  ["select: one of two", ["select", "x", "y"], { select: [GROUP, UNMATCHED] }],
  ["accept: rejected", ["select", "--gateway", "x"], { accept: [{ record: "rejected" }, UNMATCHED] }],
];

for (const board of TESTED_BOARDS) {
  describe(`the command on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    const C = onBoard(board);
    before(() => buildBoard(board));

    for (const args of [...GOOD, ...TIMES.map((time) => ["report", ID, "ok", "--not-after", time])]) {
      test(`${args.join(" ")}: the request, the lines and the exit code are those of Node`, async (context) => {
        const c = await seen(context, C, args);
        assert.deepEqual(c, await seenOnNode(context, args));
        assert.equal(c.code, 0);
        assert.ok(c.asked.length > 0);
      });
    }

    for (const [name, args, replies] of REFUSALS) {
      test(`${name}: the lines and the exit code are those of Node`, async (context) => {
        assert.deepEqual(await seen(context, C, args, replies), await seenOnNode(context, args, replies));
      });
    }

    test("words that no request is made of: 2, a sentence, and nobody is asked", async (context) => {
      const { path, asked } = await serve(context, REPLIES);
      for (const [command, ...words] of BAD) {
        const line = command === undefined ? [] : [command, "--socket", path, ...words];
        for (const make of board === SANITIZED ? [C] : [C, NODE]) {
          const { code, out, err } = await run(make, line);
          assert.deepEqual([code, out], [2, ""], `${make.name}: ${line.join(" ")}`);
          assert.match(err, /./);
        }
      }
      assert.deepEqual(asked, []);
    });

    test("no daemon: 3 and its place", async (context) => {
      const path = join(makeFolder(context), "none");
      for (const args of [["status"], ["explain"], ["watch"], ["report", ID, "ok"]]) {
        const { code, out, err } = await run(C, [...args, "--socket", path]);
        assert.deepEqual([code, out], [3, ""]);
        assert.ok(err.includes(path));
        assert.equal((await run(NODE, [...args, "--socket", path])).code, 3);
      }
    });

    test("help, wherever it is asked for: 0; with no word: 2", async () => {
      for (const args of [["--help"], ["-h"], ["help"], ["peers", "--help"], ["report", "x", "-h"]]) {
        const { code, out, err } = await run(C, args);
        assert.deepEqual([code, err], [0, ""], args.join(" "));
        for (const { 0: word } of GOOD) assert.match(out, new RegExp(`^ {2}${word} `, "m"));
        assert.equal((await run(NODE, args)).code, 0);
      }
      assert.match((await run(C, [])).err, /^Usage: /);
    });

    test("what a person gets has the names of codes, and says what was done", async (context) => {
      const { path } = await serve(context, REPLIES);
      const ask = (...args: string[]) => run(C, [...args, "--socket", path]);
      assert.match((await ask("attack", "on")).err, /the daemon knows that/);
      assert.match((await ask("refresh")).err, /discovery begins anew/);
      const { out } = await ask("explain");
      const heads = out.split("\n").filter((line) => /^[A-Z]{4}/.test(line));
      assert.deepEqual(
        heads.map((line) => line.split(" ")[0]),
        ["NETWORK", "INPUTS", "NETWORK", "NETWORK"],
      );
    });

    test("R-17 every reply of a daemon at work is the same through either", async (context) => {
      const configuration = "server one\n  reference-identifier dots.one.example\n  addresses 192.0.2.1\n";
      const leases = [lease("dots8", "0a01000a"), lease("dots9", "fe")];
      for (const make of [C, NODE]) {
        const daemon = await startDaemon(context, make, { configuration, leases });
        await until(() => daemon.result().includes("10.1.0.10") && daemon.result().includes("192.0.2.1"));
        const id = String(daemon.records("peers")[0]?.["id"]);
        const lines = [
          ...GOOD.filter(([word]) => word !== "watch" && word !== "report").map((args) => [...args]),
          ["report", id, "connect-failed"],
          ["report", id, "ok", "--not-after", "2027-01-31"],
          ["report", ID, "ok"],
          ["peers"],
          ["peers", "dots8"],
          ["networks"],
          ["select", "10.1.0.8", "198.51.100.1", "2001:db8::/32", "x.example"],
        ];
        for (const args of lines) {
          const replies = [];
          for (const client of [C, NODE]) {
            const { code, out } = await run(client, [...args, "--json", "--socket", daemon.socket]);
            const moment = /"(time_ms|inputs|valid_for_s|expires_in_s|refused|published)":\d+/g;
            replies.push({ code, out: out.replaceAll(moment, '"$1":0') });
          }
          assert.deepEqual(replies[0], replies[1], args.join(" "));
        }
      }
    });
  });
}
