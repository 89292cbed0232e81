// The daemon in the router's namespace, which is killed and comes back.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { optionsOf, placesIn } from "../../support/daemon-places.ts";
import type { SoakNetwork } from "./network.ts";
import { vitalsOf } from "./vitals.ts";
import type { Vitals } from "./vitals.ts";

const POLL_MS = 10;
/** A reply that has not come by then never will. */
const GIVE_UP_MS = 30_000;

/** Node uses all the memory that it may before it looks for garbage: with so little a leak ends it. */
const LITTLE_HEAP = ["--max-old-space-size=32", "--max-semi-space-size=1"];

export const DAEMONS = {
  C: [resolve("build/board/host/dots-discovery"), "run"],
  Node: [process.execPath, ...LITTLE_HEAP, resolve("build/host/dots-discovery.mjs"), "run"],
} as const;
export type Host = keyof typeof DAEMONS;

type Reply = readonly Readonly<Record<string, unknown>>[];

export class SoakDaemon {
  readonly folder: string;
  readonly spool: string;
  readonly socket: string;
  readonly config: string;
  private readonly command: readonly [string, ...string[]];
  private child: ChildProcess | null = null;

  constructor(host: Host, folder: string, network: SoakNetwork) {
    this.folder = folder;
    const places = placesIn(folder);
    this.spool = places.spool;
    this.socket = places.socket;
    this.config = places.config;
    mkdirSync(this.spool, { recursive: true, mode: 0o700 });
    this.command = network.command("router", ...DAEMONS[host], ...optionsOf(places));
  }

  configure(text: string): void {
    writeFileSync(this.config, text);
    this.child?.kill("SIGHUP");
  }

  async start(): Promise<void> {
    const log = openSync(join(this.folder, "log"), "a");
    const [program, ...words] = this.command;
    this.child = spawn(program, words, { stdio: ["ignore", log, log] });
    closeSync(log);
    while (!(await this.isListening())) {
      if (this.child.exitCode !== null) throw new Error(`the daemon ended: see ${join(this.folder, "log")}`);
      await sleep(POLL_MS);
    }
  }

  /** Ends it as a cut of the power does. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  vitals(): Vitals {
    if (this.child?.pid === undefined || this.child.exitCode !== null)
      throw new Error("the daemon has ended by itself");
    return vitalsOf(this.child.pid);
  }

  /** Sends a request, and returns the records of the reply. */
  async ask(request: string): Promise<Reply> {
    const text = await this.converse(`${request}\n`);
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Reply[number]);
  }

  /** Sends octets, and returns all that comes back; hangs up at once if nothing shall be waited for. */
  async converse(octets: string | Uint8Array, waits = true): Promise<string> {
    const socket = createConnection(this.socket);
    let text = "";
    const over = new Promise<void>((done, fail) => {
      socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
      socket.on("close", () => done());
      socket.on("error", (error: NodeJS.ErrnoException) =>
        error.code === "EPIPE" || error.code === "ECONNRESET" ? done() : fail(error),
      );
      socket.setTimeout(GIVE_UP_MS, () => fail(new Error("the daemon does not answer")));
    });
    socket.write(octets, () => {
      if (!waits) socket.destroy();
    });
    await over;
    return text;
  }

  private async isListening(): Promise<boolean> {
    return (
      existsSync(this.socket) &&
      (await this.ask("status").then(
        () => true,
        () => false,
      ))
    );
  }
}
