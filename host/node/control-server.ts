// The control socket: one request line for each connection, JSON lines back.
// Eight clients, each with little room and little time.

import { lstatSync, unlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { dirname } from "node:path";
import { Code, MAX_CLIENTS } from "../abi.gen.ts";
import type { Fault } from "../fault.ts";
import { ensureDirectory, GuardError, isOurs } from "./guarded-files.ts";

/** Octets that a client may send in all. */
const MAX_REQUEST_LENGTH = 65536;
/** Time to send the request, and again to take the end of the reply. */
const PATIENCE_MS = 10_000;
/** A client that lets more than this pile up is dropped. */
const MAX_BACKLOG = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;
/** Octets of the name of a socket (unix(7)). Node.js cuts a longer one without a word. */
const MAX_SOCKET_PATH = 107;

export interface ControlListener {
  /** A request line, without its line end. Answer with `send` and `finish`. */
  request(client: number, line: Uint8Array): void;
  /** A client that had sent its request hung up before the end of the reply. */
  hungUp(client: number): void;
}

interface Client {
  readonly handle: number;
  readonly socket: Socket;
  readonly chunks: Buffer[];
  received: number;
  /** The request went to the listener and its reply is not complete. */
  pending: boolean;
  patience: NodeJS.Timeout | null;
}

export class ControlServer {
  private readonly server: Server;
  private readonly listener: ControlListener;
  private readonly clients: (Client | null)[] = Array.from({ length: MAX_CLIENTS }, () => null);
  private readonly generations = new Uint8Array(MAX_CLIENTS);

  constructor(listener: ControlListener) {
    this.listener = listener;
    this.server = createServer((socket) => this.accept(socket));
  }

  /**
   * Begins to listen.
   * @throws GuardError if the place cannot be trusted or another daemon is there
   */
  async listen(path: string): Promise<void> {
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH) throw new GuardError(`${path} is too long for a socket`);
    ensureDirectory(dirname(path), 0o700);
    await removeStaleSocket(path);
    // The socket must never exist with wider rights than its final ones.
    const umask = process.umask(0o177);
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once("error", reject);
        this.server.listen(path, resolve);
      });
    } finally {
      process.umask(umask);
    }
  }

  /** Sends a line to one client; nothing if it is gone. */
  send(handle: number, line: string): void {
    const client = this.find(handle);
    if (client !== null) write(client, line);
  }

  /** Sends a line to the clients whose slots have their bit in `mask`. */
  broadcast(mask: number, line: string): void {
    this.clients.forEach((client, slot) => {
      if (client?.pending && mask & (1 << slot)) write(client, line);
    });
  }

  /** Ends the reply to a client. */
  finish(handle: number): void {
    const client = this.find(handle);
    if (client === null) return;
    client.pending = false;
    client.socket.end();
    beginPatience(client);
  }

  /** Answers a request that the core did not take with an error record (docs/abi.md, JSON). */
  refuse(handle: number, fault: Fault): void {
    this.send(handle, errorRecord(fault));
    this.finish(handle);
  }

  /** Hangs up on everybody whose reply is not complete; the listener is not told. */
  dropPending(): void {
    for (const client of this.clients) {
      if (!client?.pending) continue;
      client.pending = false;
      client.socket.destroy();
    }
  }

  close(): void {
    this.server.close();
    this.dropPending();
    for (const client of this.clients) client?.socket.destroy();
  }

  private find(handle: number): Client | null {
    const client = this.clients[handle & 0xff] ?? null;
    return client?.handle === handle ? client : null;
  }

  private accept(socket: Socket): void {
    const slot = this.clients.indexOf(null);
    if (slot < 0) {
      socket.on("error", () => socket.destroy());
      socket.end(`${errorRecord({ code: Code.OverLimit, offset: 0 })}\n`, () => socket.destroy());
      return;
    }
    const generation = ((this.generations[slot] ?? 0) + 1) & 0xff;
    this.generations[slot] = generation;
    const handle = slot | (generation << 8);
    const client: Client = { handle, socket, chunks: [], received: 0, pending: false, patience: null };
    this.clients[slot] = client;
    beginPatience(client);
    socket.on("data", (chunk) => this.receive(client, chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.clients[slot] = null;
      endPatience(client);
      if (client.pending) this.listener.hungUp(handle);
    });
  }

  private receive(client: Client, chunk: Buffer): void {
    const wasComplete = client.received > 0 && client.chunks.length === 0;
    client.received += chunk.length;
    if (client.received > MAX_REQUEST_LENGTH) {
      client.socket.destroy();
      return;
    }
    if (wasComplete) return;
    client.chunks.push(chunk);
    if (!chunk.includes(LINE_FEED)) return;
    const octets = Buffer.concat(client.chunks.splice(0));
    endPatience(client);
    client.pending = true;
    this.listener.request(client.handle, new Uint8Array(octets.subarray(0, octets.indexOf(LINE_FEED))));
  }
}

function errorRecord({ code, offset }: Fault): string {
  return JSON.stringify({ record: "error", error: code, offset });
}

function write(client: Client, line: string): void {
  client.socket.write(`${line}\n`);
  if (client.socket.writableLength > MAX_BACKLOG) client.socket.destroy();
}

function beginPatience(client: Client): void {
  endPatience(client);
  client.patience = setTimeout(() => client.socket.destroy(), PATIENCE_MS);
}

function endPatience(client: Client): void {
  if (client.patience !== null) clearTimeout(client.patience);
  client.patience = null;
}

/** Removes the socket of a daemon that is no more, and nothing else. */
async function removeStaleSocket(path: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isSocket()) throw new GuardError(`${path} is not a socket: remove it or name another place with --socket`);
  if (!isOurs(stat.uid)) throw new GuardError(`${path} belongs to another user: name another place with --socket`);
  if (await answers(path))
    throw new GuardError(`another daemon answers at ${path}: stop it or name another place with --socket`);
  unlinkSync(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.on("connect", () => end(true));
    socket.on("error", (error: NodeJS.ErrnoException) => end(error.code !== "ECONNREFUSED" && error.code !== "ENOENT"));
  });
}
