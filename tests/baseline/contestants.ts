// Who looks for the servers of a domain: a daemon that runs already, or a script that
// is begun each time.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { must, Program, eventually } from "../lab/support/programs.ts";
import { optionsOf, placesIn } from "../support/daemon-places.ts";

const SCRIPT = "tests/baseline/discover.sh";
const POLL_MS = 50;
const COST = "build/bench/command-cost";

/** What one discovery of both families took. */
export interface Cost {
  readonly wallNs: number;
  readonly cpuNs: number;
  /** The most memory that one of its processes had. */
  readonly octets: number;
}

export interface Contestant {
  readonly name: string;
  /** Discovers so many times. */
  run(times: number): Promise<readonly Cost[]>;
  /** `channel/transport address port` of what it finds, sorted. */
  find(): Promise<readonly string[]>;
  /** Processes for one discovery. */
  processes(): number;
  stop(): Promise<void>;
}

/** Where a contestant asks. */
export interface Question {
  readonly domain: string;
  readonly address: string;
  readonly port: number;
}

/** Compiles what measures the scripts. */
export function compileCost(): void {
  mkdirSync("build/bench", { recursive: true });
  must("gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "tests/baseline/command-cost.c", "-o", COST);
}

export function script(tool: "dig" | "drill", { domain, address, port }: Question): Contestant {
  const words = ["sh", SCRIPT, tool, domain, address, String(port)];
  return {
    name: `script with ${tool}`,
    run: (times) => {
      const lines = must(COST, String(times), ...words)
        .trim()
        .split("\n");
      return Promise.resolve(lines.map((line) => JSON.parse(line) as Cost));
    },
    find: () =>
      Promise.resolve(
        must("sh", ...words.slice(1))
          .trim()
          .split("\n")
          .sort(),
      ),
    // Process ids of a namespace of their own count from 1: that of the shell, which one more tells at the end.
    processes: () => {
      const counting = "\"$@\" >/dev/null; exec 3>&1; sh -c 'echo $$' >&3";
      return Number(must("unshare", "--pid", "--fork", "sh", "-c", counting, "sh", ...words)) - 2;
    },
    stop: () => Promise.resolve(),
  };
}

/** Requests of the control socket, on a connection of its own. */
function connect(path: string, request: string): Socket {
  const socket = createConnection(path);
  socket.write(`${request}\n`);
  return socket;
}

class Daemon implements Contestant {
  readonly name: string;
  private readonly program: Program;
  private readonly socket: string;

  constructor(
    name: string,
    command: readonly [string, ...string[]],
    folder: string,
    { domain, address, port }: Question,
  ) {
    this.name = name;
    const places = placesIn(folder);
    this.socket = places.socket;
    mkdirSync(folder, { recursive: true });
    writeFileSync(places.config, `methods snaptr\nresolvers ${address}@${port}\ndefault-domain ${domain}\n`);
    this.program = new Program(name, join(folder, "log"), [...command, ...optionsOf(places)]);
  }

  /** Waits until it has found the servers by itself. */
  async begun(): Promise<this> {
    await eventually(`${this.name} to listen`, () => existsSync(this.socket));
    for (;;) {
      const cells = (await this.ask("status")).filter(({ record }) => record === "cell");
      if (cells.length === 2 && cells.every(({ state }) => state === "ready")) return this;
      await sleep(POLL_MS);
    }
  }

  async run(times: number): Promise<readonly Cost[]> {
    const costs: Cost[] = [];
    const watching = connect(this.socket, "watch");
    const lines = createInterface({ input: watching });
    let waiting: () => void = () => undefined;
    let ready = 0;
    lines.on("line", (line) => {
      if (/"event":"state".*"to":"ready"/.test(line) && ++ready === 2) waiting();
    });
    await once(lines, "line");
    for (let i = 0; i < times; i++) {
      ready = 0;
      const over = new Promise<void>((done) => (waiting = done));
      const cpuNs = this.cpuNs();
      const begin = process.hrtime.bigint();
      const asking = connect(this.socket, "refresh").resume();
      await over;
      const wallNs = Number(process.hrtime.bigint() - begin);
      asking.destroy();
      costs.push({ wallNs, cpuNs: this.cpuNs() - cpuNs, octets: this.octets() });
    }
    watching.destroy();
    return costs;
  }

  async find(): Promise<readonly string[]> {
    const peers = (await this.ask("peers")).filter(({ record }) => record === "peer");
    return peers.map(({ channel, transport, address, port }) => `${channel}/${transport} ${address} ${port}`).sort();
  }

  processes(): number {
    return 0;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  private async ask(request: string): Promise<Record<string, string>[]> {
    const records: Record<string, string>[] = [];
    for await (const line of createInterface({ input: connect(this.socket, request) })) {
      records.push(JSON.parse(line) as Record<string, string>);
    }
    return records;
  }

  /** On the processor, by the scheduler's own count; all threads. */
  private cpuNs(): number {
    const { stdout } = spawnSync("sh", ["-c", `cat /proc/${this.program.pid}/task/*/schedstat`], { encoding: "utf8" });
    return stdout
      .trim()
      .split("\n")
      .reduce((sum, line) => sum + Number(line.split(" ")[0]), 0);
  }

  private octets(): number {
    const status = readFileSync(`/proc/${this.program.pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }
}

export function daemonInC(folder: string, question: Question): Promise<Contestant> {
  return new Daemon("daemon in C", ["build/board/host/dots-discovery", "run"], folder, question).begun();
}

export function daemonOnNode(folder: string, question: Question): Promise<Contestant> {
  const command = [process.execPath, "build/host/dots-discovery.mjs", "run"] as const;
  return new Daemon("daemon on Node", [...command, "--json"], folder, question).begun();
}
