import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { Code } from "../../../host/abi.gen.ts";
import { ControlServer } from "../../../host/node/control-server.ts";
import { makeFolder, until } from "../support/folder.ts";

async function open(context: TestContext) {
  const path = join(makeFolder(context), "run", "control.sock");
  const requests: { client: number; line: string }[] = [];
  const hungUp: number[] = [];
  const server = new ControlServer({
    request: (client, line) => requests.push({ client, line: Buffer.from(line).toString("latin1") }),
    hungUp: (client) => hungUp.push(client),
  });
  await server.listen(path);
  context.after(() => server.close());
  const dial = (): Socket => {
    const socket = connect(path);
    socket.on("error", () => undefined);
    context.after(() => socket.destroy());
    return socket;
  };
  /** Sends a line and waits until the server has it. */
  const ask = async (line: string) => {
    const before = requests.length;
    const socket = dial();
    socket.write(`${line}\n`);
    await until(() => requests.length > before);
    return { socket, client: requests[before]?.client ?? -1 };
  };
  return { path, server, requests, hungUp, dial, ask };
}

async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString()));
  if (!socket.closed) await once(socket, "close");
  return text;
}

test("a request gets its lines and the end", async (context) => {
  const { server, requests, hungUp, ask } = await open(context);
  const { socket, client } = await ask("peers wan");
  server.send(client, '{"a":1}');
  server.send(client, '{"a":2}');
  server.finish(client);
  assert.equal(await readAll(socket), '{"a":1}\n{"a":2}\n');
  assert.deepEqual([requests[0]?.line, hungUp], ["peers wan", []]);
});

test("only the owner can reach the socket", async (context) => {
  const { path } = await open(context);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, "..")).mode & 0o777, 0o700);
});

test("a request may come octet by octet; what follows the line is ignored", async (context) => {
  const { requests, dial } = await open(context);
  const socket = dial();
  for (const octet of "status\nrefresh\n") {
    socket.write(octet);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => requests.length > 0);
  socket.write("more");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(
    requests.map(({ line }) => line),
    ["status"],
  );
});

test("events go to the clients of the mask that watch", async (context) => {
  const { server, ask } = await open(context);
  const first = await ask("watch");
  const second = await ask("watch");
  server.broadcast(1 << (second.client & 0xff), "event");
  server.finish(first.client);
  server.finish(second.client);
  assert.deepEqual(await Promise.all([readAll(first.socket), readAll(second.socket)]), ["", "event\n"]);
});

test("control socket: 8 clients: a ninth client is turned away, and a slot that is free again has a new handle", async (context) => {
  const { hungUp, ask, dial } = await open(context);
  const clients = [];
  for (let index = 0; index < 8; index++) clients.push(await ask("watch"));
  assert.equal(new Set(clients.map(({ client }) => client & 0xff)).size, 8);
  assert.equal(await readAll(dial()), `{"record":"error","error":${Code.OverLimit},"offset":0}\n`);
  const left = clients[3];
  assert.ok(left);
  left.socket.destroy();
  await until(() => hungUp.length > 0);
  assert.deepEqual(hungUp, [left.client]);
  const next = await ask("watch");
  assert.equal(next.client & 0xff, left.client & 0xff);
  assert.notEqual(next.client, left.client);
});

test("a request that the core does not take gets an error record", async (context) => {
  const { server, ask } = await open(context);
  const { socket, client } = await ask("x".repeat(17000));
  server.refuse(client, { code: Code.InputLength, offset: 9 });
  assert.equal(await readAll(socket), `{"record":"error","error":${Code.InputLength},"offset":9}\n`);
});

test("lines for a client that is gone go nowhere", async (context) => {
  const { server, hungUp, ask } = await open(context);
  const gone = await ask("watch");
  gone.socket.destroy();
  await until(() => hungUp.length > 0);
  const next = await ask("watch");
  server.send(gone.client, "old");
  server.finish(gone.client);
  server.send(next.client, "new");
  server.finish(next.client);
  assert.equal(await readAll(next.socket), "new\n");
});

test("CVE-2021-3468: a client that hangs up before its line is complete is never told of", async (context) => {
  const { requests, hungUp, dial, ask } = await open(context);
  for (let length = 0; length < 6; length++) {
    const socket = dial();
    socket.end("status".slice(0, length));
    await readAll(socket);
  }
  await ask("status");
  assert.deepEqual([requests.length, hungUp.length], [1, 0]);
});

test("control socket: 64 KiB per request: one without an end is cut off", async (context) => {
  const { requests, dial } = await open(context);
  const socket = dial();
  socket.write("x".repeat(65537));
  await readAll(socket);
  assert.deepEqual(requests, []);
});

test("control socket: a deadline per request: a client that sends nothing is dropped after ten seconds", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { dial } = await open(context);
  const socket = dial();
  await once(socket, "connect");
  // The server has accepted once a second client, that came later, is served.
  await once(dial(), "connect");
  await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(10_000);
  assert.equal(await readAll(socket), "");
});

test("a socket that nobody answers on is replaced", async (context) => {
  const path = join(makeFolder(context), "control.sock");
  const dead = createServer();
  dead.listen(path);
  await once(dead, "listening");
  // Closing removes the file; a crash leaves it. Keep a second name and put it back.
  linkSync(path, `${path}.kept`);
  dead.close();
  await once(dead, "close");
  renameSync(`${path}.kept`, path);
  const server = new ControlServer({ request: () => undefined, hungUp: () => undefined });
  await server.listen(path);
  context.after(() => server.close());
  const socket = connect(path);
  await once(socket, "connect");
  socket.destroy();
});

test("a daemon that answers is not pushed aside", async (context) => {
  const { path } = await open(context);
  const second = new ControlServer({ request: () => undefined, hungUp: () => undefined });
  await assert.rejects(second.listen(path), /another daemon answers/);
  assert.ok(existsSync(path));
});

test("what is no socket is not removed", async (context) => {
  const path = join(makeFolder(context), "control.sock");
  writeFileSync(path, "precious");
  const server = new ControlServer({ request: () => undefined, hungUp: () => undefined });
  await assert.rejects(server.listen(path), /not a socket/);
  assert.ok(existsSync(path));
});

test("a directory that others can write to is refused", async (context) => {
  const folder = join(makeFolder(context), "open");
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const server = new ControlServer({ request: () => undefined, hungUp: () => undefined });
  await assert.rejects(server.listen(join(folder, "control.sock")), /others can write/);
});
