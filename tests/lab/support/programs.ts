// What the lab needs of the machine, and the processes that it starts there. Every
// process is ended and waited for by its own id.

import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pauseAfter } from "../../host/support/folder.ts";

const POLL_MS = 50;
/** Nothing in the lab takes this long; what has not come by then never will. */
const GIVE_UP_MS = 90_000;
const LAST_WORDS_MS = 5000;

/** Whether we are root in a namespace of users alone, which was made without root: programs cannot give up groups there. */
export function isPrivateRoot(): boolean {
  return readFileSync("/proc/self/setgroups", "utf8").trim() === "deny";
}

/** Why a part of the lab that needs these programs cannot be run here, or false. */
export function reasonToSkip(programs: readonly string[]): string | false {
  if (process.platform !== "linux") return "needs Linux";
  if (process.getuid?.() !== 0) return "needs root, or a kernel that gives everybody namespaces of users and networks";
  const missing = programs.filter((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0);
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  if (programs.includes("tcpdump") && isPrivateRoot()) return "tcpdump gives up its groups, which only root may";
  const made = spawnSync("unshare", ["-n", "true"]);
  return made.status !== 0 && "the kernel does not let us make network namespaces";
}

/** Runs a program to its end. Throws with what it printed if it fails. */
export function must(program: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr}${stdout}`);
  return stdout;
}

/** Waits until `probe` returns something; `what` is for the message if it never does. */
export async function eventually<T>(what: string, probe: () => T | null | undefined | false): Promise<T> {
  const end = Date.now() + GIVE_UP_MS;
  for (;;) {
    const looked = Date.now();
    const found = probe();
    if (found !== null && found !== undefined && found !== false) return found;
    const now = Date.now();
    if (now > end) throw new Error(`still waiting for ${what}`);
    await sleep(pauseAfter(now - looked, POLL_MS));
  }
}

/** A process of the lab; what it prints goes to a file. */
export class Program {
  readonly name: string;
  readonly logFile: string;
  private readonly child: ChildProcess;
  private ended = false;

  /** @param command program and arguments */
  constructor(name: string, logFile: string, command: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}) {
    const [program, ...args] = command;
    this.name = name;
    this.logFile = logFile;
    appendFileSync(logFile, "");
    this.child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const keep = (octets: Buffer) => {
      appendFileSync(logFile, octets);
    };
    this.child.stdout?.on("data", keep);
    this.child.stderr?.on("data", keep);
    this.child.on("error", (error) => {
      keep(Buffer.from(`${error.message}\n`));
      this.ended = true;
    });
    this.child.on("exit", () => {
      this.ended = true;
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} did not start`);
    return this.child.pid;
  }

  get running(): boolean {
    return !this.ended;
  }

  /** The lines that it has printed up to now. */
  lines(): string[] {
    return readFileSync(this.logFile, "utf8").split("\n").slice(0, -1);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.ended) throw new Error(`${this.name} has ended:\n${this.lines().slice(-20).join("\n")}`);
    process.kill(this.pid, signal);
  }

  /** The kernel's letter for what it is doing: `T` is stopped. */
  state(): string {
    return readFileSync(`/proc/${this.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .charAt(0);
  }

  /** Ends it, by force if it does not end by itself, and waits for it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.ended || this.child.pid === undefined) return;
    const exit = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill(signal);
    // A stopped process takes no other signal.
    this.child.kill("SIGCONT");
    const force = setTimeout(() => this.child.kill("SIGKILL"), LAST_WORDS_MS);
    await exit;
    clearTimeout(force);
  }
}
