// The control socket of the daemon in C: whatever a client does, the others are served.

import assert from "node:assert/strict";
import { once } from "node:events";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { objects } from "../host/support/command.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { FAULTY, startFaulty } from "./support/faulty.ts";
import { ENVIRONMENT, lease, onBoard, startDaemon, TESTED_BOARDS } from "./support/daemons.ts";

interface Client {
  readonly socket: Socket;
  readonly seen: () => string;
  readonly closed: Promise<unknown>;
}

async function open(context: TestContext, path: string): Promise<Client> {
  const socket = connect({ path, allowHalfOpen: true });
  let seen = "";
  socket.on("data", (chunk) => (seen += chunk.toString()));
  socket.on("end", () => socket.end());
  socket.on("error", () => undefined);
  context.after(() => socket.destroy());
  const closed = new Promise((done) => socket.on("close", done));
  await once(socket, "connect");
  return { socket, seen: () => seen, closed };
}

async function request(context: TestContext, path: string, ...pieces: (string | Buffer)[]) {
  const client = await open(context, path);
  for (const piece of pieces) await new Promise((done) => client.socket.write(piece, done));
  await client.closed;
  return client.seen();
}

for (const board of TESTED_BOARDS) {
  describe(`the control socket on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    const C = onBoard(board);
    before(() => buildBoard(board));

    test("a request in pieces is one request; what follows its line end is not read", async (context) => {
      const { socket } = await startDaemon(context, C);
      const records = objects(await request(context, socket, "sta", "tus\npeers\n", "refresh\n"));
      assert.deepEqual(new Set(records.map(({ record }) => record)), new Set(["status", "host"]));
    });

    test("control socket: 64 KiB per request: a request that is too long for the core is refused, one that is too long at all hung up on", async (context) => {
      const { socket } = await startDaemon(context, C);
      const refused = await request(context, socket, `peers ${"x".repeat(20000)}\n`);
      assert.deepEqual(objects(refused), [{ record: "error", error: Code.InputLength, offset: 16640 }]);
      // One that just fits is the core's to refuse: its lines are shorter still.
      const offsetOf = async (length: number) =>
        objects(await request(context, socket, `${"x".repeat(length)}\n`))[0]?.["offset"];
      assert.notEqual(await offsetOf(16636), 16640);
      assert.equal(await offsetOf(16637), 16640);
      const client = await open(context, socket);
      client.socket.write(Buffer.alloc(70000, 0x78));
      await client.closed;
      assert.equal(client.seen(), "");
    });

    test("control socket: 8 clients: the ninth client is told that there are too many, and is let in when one has gone", async (context) => {
      const { socket } = await startDaemon(context, C);
      const waiting = await Promise.all(Array.from({ length: 8 }, () => open(context, socket)));
      // Each of the eight has a slot once the daemon has seen it: the ninth is refused then.
      let ninth = "";
      while (ninth === "") ninth = await request(context, socket);
      assert.deepEqual(objects(ninth), [{ record: "error", error: Code.OverLimit, offset: 0 }]);
      waiting[3]?.socket.destroy();
      let reply = "";
      while (!reply.includes('"record":"status"')) reply = await request(context, socket, "status\n");
    });

    test("CVE-2021-3468: clients that hang up at any octet leave the daemon idle and well", async (context) => {
      const { socket, child } = await startDaemon(context, C, { leases: [lease("dots8", "0a01000a")] });
      for (const text of ["", "w", "watc", "watch", "watch\n", "peers\n"]) {
        for (let times = 0; times < 10; times++) {
          const client = await open(context, socket);
          if (text !== "") await new Promise((done) => client.socket.write(text, done));
          client.socket.destroy();
        }
      }
      const reply = await request(context, socket, "status\n");
      assert.match(reply, /"record":"status"/);
      const ticks = () => {
        const fields = spawnSync("cat", [`/proc/${child.pid}/stat`], { encoding: "utf8" })
          .stdout.replace(/^.*\)/, "")
          .split(" ");
        return Number(fields[12]) + Number(fields[13]);
      };
      assert.ok(ticks() < 100, `${ticks()} ticks of 10 ms`);
    });

    test("a reply that is larger than any socket's buffer arrives whole, also if it is read late", async (context) => {
      const hex = (at: number, of: number) => Buffer.from([198, 51, of, at]).toString("hex");
      const addresses = (of: number) => Array.from({ length: 60 }, (_, at) => hex(at + 1, of)).join("");
      const leases = Array.from({ length: 3 }, (_, at) => lease(`dots${at}`, addresses(at)));
      const daemon = await startDaemon(context, C, { leases });
      await until(() => leases.every((_, at) => daemon.result().includes(`198.51.${at}.60`)));
      const wanted = await request(context, daemon.socket, "peers\n");
      assert.equal(wanted, daemon.result());
      assert.ok(wanted.length > 200_000);
      const clients = await Promise.all(Array.from({ length: 7 }, () => open(context, daemon.socket)));
      for (const { socket } of clients) {
        socket.pause();
        socket.write("peers\n");
      }
      assert.equal(daemon.ask("peers", "--json").out, wanted, "an eighth is served meanwhile");
      for (const { socket } of clients) socket.resume();
      for (const client of clients) {
        await client.closed;
        assert.equal(client.seen(), wanted);
      }
    });

    test("the socket is for its owner and group, in a directory that nobody else can look into", async (context) => {
      const { socket } = await startDaemon(context, C);
      assert.equal((statSync(socket).mode & 0o777).toString(8), "660");
      assert.equal((statSync(join(socket, "..")).mode & 0o777).toString(8), "750");
    });

    test(
      "peer credentials: another user is hung up on, even where the rights of the files would let him in",
      { skip: process.getuid?.() !== 0 && "needs root" },
      async (context) => {
        const { socket, folder } = await startDaemon(context, C);
        spawnSync("chmod", ["0777", folder, join(socket, ".."), socket]);
        const script = `const c = require("net").connect(${JSON.stringify(socket)}); c.on("error", () => {}); c.on("data", (d) => process.stdout.write(d)); c.write("status\\n");`;
        const { stdout } = spawnSync(
          "setpriv",
          ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, "-e", script],
          { encoding: "utf8" },
        );
        assert.equal(stdout, "");
        const asMember = spawnSync(
          "setpriv",
          ["--reuid=65534", "--regid=65534", "--groups=0", process.execPath, "-e", script],
          { encoding: "utf8" },
        );
        assert.match(asMember.stdout, /"record":"status"/);
      },
    );

    test("only a stale socket of ours gives way", async (context) => {
      const folder = makeFolder(context);
      const run = join(folder, "run");
      const path = join(run, "control.sock");
      mkdirSync(run, { mode: 0o750 });
      const start = () => {
        const [program, ...words] = C.daemon;
        const places = [
          "--socket",
          path,
          "--spool",
          join(folder, "spool"),
          "--state-dir",
          join(folder, "state"),
          "--store-dir",
          join(folder, "store"),
        ];
        return spawnSync(program, [...words, ...places, "--config", join(folder, "config")], {
          encoding: "utf8",
          timeout: 1500,
          env: ENVIRONMENT,
        });
      };
      writeFileSync(join(folder, "config"), "");
      writeFileSync(path, "");
      assert.deepEqual([start().status, /is not a socket/.test(start().stderr)], [3, true]);
      spawnSync("rm", [path]);
      symlinkSync("/etc/passwd", path);
      assert.deepEqual([start().status, existsSync("/etc/passwd")], [3, true]);
      spawnSync("rm", [path]);
      const other = createServer().listen(path);
      await once(other, "listening");
      // It cannot answer while this process waits, but it has not refused either.
      assert.match(start().stderr, /another daemon answers at/);
      const stale = spawnSync(process.execPath, [
        "-e",
        `require("net").createServer().listen(${JSON.stringify(`${path}2`)}, () => process.kill(process.pid, "SIGKILL"))`,
      ]);
      assert.equal(stale.signal, "SIGKILL");
      other.close();
      spawnSync("mv", [`${path}2`, path]);
      assert.match(start().stderr, /listening at/);
    });
  });
}

describe("a deadline per request", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  // Its clock is so fast that ten seconds are over at once.
  test("control socket: a deadline per request: who sends nothing, or half a line, is hung up on", async (context) => {
    const { socket, child } = await startFaulty(context, []);
    for (const text of ["", "statu"]) {
      const client = await open(context, socket);
      client.socket.write(text);
      await client.closed;
      assert.equal(client.seen(), "");
    }
    assert.equal(child.exitCode, null);
  });
});
