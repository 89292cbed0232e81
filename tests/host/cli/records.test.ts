// The records of a daemon are used only if they are of one moment and whole: half a list would take
// servers from their users.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { startCommand } from "../support/command.ts";
import { makeFolder } from "../support/folder.ts";
import { networkLine, peerLine } from "../support/records.ts";

const STATUS = '{"record":"status"}';
const cell = (peers: number) => JSON.stringify({ record: "cell", pvd: "wan", family: "inet", peers });

/** What a daemon replies to each request, one list after the other; the last one stays. */
type Replies = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Runs `filters` against a socket with these replies. */
async function filtersOf(context: TestContext, replies: Replies) {
  const socket = join(makeFolder(context), "control.sock");
  const asked: string[] = [];
  const server = createServer((client) => {
    client.on("error", () => undefined);
    client.once("data", (line) => {
      const request = line.toString().trim();
      const lists = replies[request] ?? [];
      const turn = asked.filter((each) => each === request).length;
      asked.push(request);
      client.end((lists[Math.min(turn, lists.length - 1)] ?? []).map((each) => `${each}\n`).join(""));
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const { ended, out, err } = startCommand(["filters", "--json", "--socket", socket]);
  const code = await ended;
  server.close();
  return { code, rows: out().split("\n").length - 1, err: err(), asked };
}

const PEERS = [peerLine(), peerLine({ address: "192.0.2.11", rank: 2 })];

test("networks, peers and their number are asked for, and then used", async (context) => {
  const outcome = await filtersOf(context, {
    networks: [[networkLine()]],
    peers: [PEERS],
    status: [[STATUS, cell(2)]],
  });
  assert.deepEqual(outcome, { code: 0, rows: 2, err: "", asked: ["networks", "peers", "status"] });
});

test("a list that changed while it was read is read again", async (context) => {
  const replies = { networks: [[networkLine()]], peers: [PEERS.slice(1), PEERS], status: [[STATUS, cell(2)]] };
  const { code, asked } = await filtersOf(context, replies);
  assert.deepEqual([code, asked.length], [0, 6]);
});

for (const [what, status] of [
  ["peers", [STATUS, cell(3)]],
  ["status", [cell(2)]],
  ["cells", [STATUS]],
] as const) {
  test(`a daemon whose ${what} are never whole is not believed`, async (context) => {
    const { code, rows, err } = await filtersOf(context, {
      networks: [[networkLine()]],
      peers: [PEERS],
      status: [status],
    });
    assert.deepEqual([code, rows], [3, 0]);
    assert.match(err, /the list of the daemon changes all the time, or is cut: try again/);
  });
}

test("what the daemon refuses is told", async (context) => {
  const { code, err } = await filtersOf(context, { networks: [['{"record":"error","error":0,"offset":0}']] });
  assert.deepEqual([code, /the daemon refused the request/.test(err)], [2, true]);
});
