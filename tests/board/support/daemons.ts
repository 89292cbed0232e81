// A daemon at work, in C or on Node, all of whose places are in a folder of the test.

import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join, resolve } from "node:path";
import type { TestContext } from "node:test";
import { objects } from "../../host/support/command.ts";
import { makeFolder, until } from "../../host/support/folder.ts";
import { BOARDS, commandOf, SANITIZED } from "./boards.ts";
import type { Board } from "./boards.ts";

const NAME = "04646f74730469737061047465737400";
const NODE_COMMAND = resolve("build/host/dots-discovery.mjs");

/** One of the two implementations. */
export interface Make {
  readonly name: string;
  /** The command line of the daemon, and the one of a client. */
  readonly daemon: readonly [string, ...string[]];
  readonly client: readonly [string, ...string[]];
}

export const NODE: Make = {
  name: "Node",
  daemon: [process.execPath, NODE_COMMAND, "run"],
  client: [process.execPath, NODE_COMMAND],
};

/** The daemon in C as built for a board. */
export function onBoard(board: Board): Make {
  const [program, ...words] = commandOf(board, "dots-discovery");
  return { name: board.name, daemon: [program, ...words, "run"], client: [program, ...words] };
}

export const HOST_BOARD = BOARDS[0] as Board;

/** The boards that everything is tested on. */
export const TESTED_BOARDS: readonly Board[] = [HOST_BOARD, SANITIZED];

/** A configuration with one server. */
export const SERVER = "server one\n  reference-identifier dots.one.example\n  addresses 192.0.2.1 2001:db8::1\n";

/** Looking for leaks needs system calls that the daemon gave away, and it allocates nothing. */
export const ENVIRONMENT = { ...process.env, ASAN_OPTIONS: "detect_leaks=0" };

export interface Settings {
  readonly configuration?: string;
  /** Options besides those of the places. */
  readonly options?: readonly string[];
  /** Files that are there before it starts, by their paths in the folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** Leases that are there before it starts. */
  readonly leases?: readonly Lease[];
  /** A place that the options name themselves. */
  readonly without?: "state" | "store";
  /** Put in front of the daemon's command line, such as `ip netns exec NAME`. */
  readonly within?: readonly string[];
}

/** What a DHCP client's hook writes. */
export interface Lease {
  readonly interface: string;
  readonly lines: readonly string[];
  readonly family?: "inet" | "inet6";
}

/** A lease with a name and addresses of a server, for ever. */
export function lease(interfaceName: string, addresses: string, more: readonly string[] = ["lease=4294967295"]): Lease {
  return { interface: interfaceName, lines: ["ip=10.1.0.100", ...more, `opt147=${NAME}`, `opt148=${addresses}`] };
}

/** Starts a daemon and waits until it listens, or has ended. */
export async function startDaemon(context: TestContext, make: Make, settings: Settings = {}) {
  // Before the folder goes, the daemon must have gone: it would make its directories again.
  let end: () => Promise<unknown> = () => Promise.resolve();
  context.after(() => end());
  const folder = makeFolder(context);
  chmodSync(folder, 0o755);
  const paths = {
    config: join(folder, "config"),
    socket: join(folder, "run", "control.sock"),
    spool: join(folder, "spool"),
    state: join(folder, "state"),
    store: join(folder, "store"),
    journal: join(folder, "journal"),
  };
  writeFileSync(paths.config, settings.configuration ?? "");
  const putLease = ({ interface: name, lines, family = "inet" }: Lease, client = "udhcpc", event = "bound") => {
    const head = [`client=${client}`, `event=${event}`, `device=${name}`, `uptime=${uptime().toFixed(2)}`];
    writeFileSync(join(paths.spool, ".new"), [...head, ...lines, ""].join("\n"));
    renameSync(join(paths.spool, ".new"), join(paths.spool, `${name}.${family}`));
  };
  for (const [path, octets] of Object.entries(settings.files ?? {})) {
    mkdirSync(join(folder, path, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), octets);
  }
  if (settings.leases) mkdirSync(paths.spool, { mode: 0o700 });
  for (const each of settings.leases ?? []) putLease(each);
  const places = ["--config", paths.config, "--socket", paths.socket, "--spool", paths.spool];
  const [program = "", ...words] = [
    ...(settings.within ?? []),
    ...make.daemon,
    ...places,
    ...(settings.without === "state" ? [] : ["--state-dir", paths.state]),
    ...(settings.without === "store" ? [] : ["--store-dir", paths.store]),
    ...(settings.options ?? []),
  ];
  const child: ChildProcess = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], env: ENVIRONMENT });
  let err = "";
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  end = () => (child.kill("SIGKILL"), ended);
  await until(() => err.includes("listening at") || child.exitCode !== null);
  const ask = (...args: string[]) => {
    const [first, ...rest] = make.client;
    const { status, stdout, stderr } = spawnSync(first, [...rest, ...args, "--socket", paths.socket], {
      encoding: "utf8",
      env: ENVIRONMENT,
    });
    return { code: status, out: stdout, err: stderr };
  };
  const resultPath = join(paths.state, "servers.json");
  const result = () => (existsSync(resultPath) ? readFileSync(resultPath, "utf8") : "");
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  const records = (...args: string[]) => objects(ask(...args, "--json").out);
  return { ...paths, folder, places, child, ended, err: () => err, ask, records, result, resultPath, putLease, stop };
}

export type Started = Awaited<ReturnType<typeof startDaemon>>;
