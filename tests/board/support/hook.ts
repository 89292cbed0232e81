// Runs a client's hook as the client would: with nothing but the given
// environment, by each shell that a router or a Debian machine may have as `sh`.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const HOOKS = resolve("board/hooks");

export type Client = "udhcpc" | "odhcp6c" | "dhclient" | "dhcpcd";

/** A shell by its command line. */
export interface Shell {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** A hook that has not returned by now waits for something that does not come: its status is null. */
const HANG_MS = 60_000;

const CANDIDATES: readonly Shell[] = [
  { name: "dash", command: ["dash"] },
  { name: "busybox ash", command: ["busybox", "ash"] },
  { name: "bash", command: ["bash", "--posix"] },
];

/** Every shell, and whether this machine has it. */
export const SHELLS = CANDIDATES.map((shell) => ({ ...shell, missing: !works(shell) }));

function works({ command: [program, ...options] }: Shell): boolean {
  return spawnSync(program, [...options, "-c", ":"]).status === 0;
}

/** How the client starts the hook: as a program of its own, or sourced from its script. */
export type Start = "run" | "sourced";

export interface HookRun {
  readonly status: number | null;
  readonly output: string;
  /** Contents of the spool directory, dot files too: name to text. */
  readonly spool: ReadonlyMap<string, string>;
  /** What appeared in the working directory; empty unless something was executed. */
  readonly strays: readonly string[];
}

/** A folder for one run: `spool` is the spool directory, `work` the working directory. */
export class HookBench {
  readonly root = mkdtempSync(join(tmpdir(), "dots-hook-"));
  readonly spool = join(this.root, "spool");
  readonly work = join(this.root, "work");

  constructor() {
    mkdirSync(this.spool);
    mkdirSync(this.work);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  /** Empties the spool directory. */
  clear(): void {
    for (const name of readdirSync(this.spool)) rmSync(join(this.spool, name));
  }

  /** Runs the hook of `client` with these arguments and this environment. */
  run(shell: Shell, client: Client, start: Start, args: readonly string[], env: Record<string, string>): HookRun {
    const hook = join(HOOKS, `${client}.sh`);
    if (start === "run") return this.execute(shell, [hook, ...args], env);
    return this.script(shell, `. '${hook}'`, args, env);
  }

  /** Runs a script that the test has written. */
  script(shell: Shell, text: string, args: readonly string[], env: Record<string, string>): HookRun {
    const file = join(this.root, "script");
    writeFileSync(file, text);
    return this.execute(shell, [file, ...args], env);
  }

  private execute(shell: Shell, args: readonly string[], env: Record<string, string>): HookRun {
    const [program, ...options] = shell.command;
    const { status, stdout, stderr } = spawnSync(program, [...options, ...args], {
      cwd: this.work,
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", DOTS_SPOOL_DIR: this.spool, DOTS_HOOKS_DIR: HOOKS, ...env },
      encoding: "utf8",
      timeout: HANG_MS,
    });
    return { status, output: stdout + stderr, spool: readFolder(this.spool), strays: readdirSync(this.work) };
  }
}

function readFolder(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    texts.set(name, statSync(path).isFile() ? readFileSync(path, "latin1") : "not a file");
  }
  return texts;
}

/** The text without its line of the moment, which must be there and well formed. */
export function withoutUptime(text: string): string {
  const lines = text.split("\n");
  const stamps = lines.filter((line) => /^uptime=\d+\.\d\d$/.test(line));
  if (stamps.length !== 1) throw new Error(`one line of the moment expected:\n${text}`);
  return lines.filter((line) => !line.startsWith("uptime=")).join("\n");
}
