// The library of vendors as they get it: installed below a prefix, with programs built
// on what lies there and nothing else.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { basename, join } from "node:path";
import type { TestContext } from "node:test";
import { ENVIRONMENT } from "./daemons.ts";
import type { Lease } from "./daemons.ts";

export const WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror"];

/** Runs a program to its end. Throws with what it printed if it fails. */
export function must(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const settings = { encoding: "utf8", env: { ...ENVIRONMENT, ...env } } as const;
  const { status, error, stdout, stderr } = spawnSync(program, [...args], settings);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? ""}${stderr}${stdout}`);
  return stdout;
}

export const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** `make sdk` into a prefix; returns what it printed. */
export function installSdk(prefix: string, ...variables: string[]): string {
  mkdirSync("build", { recursive: true });
  return must("flock", ["build/board.lock", "make", "-s", "sdk", `PREFIX=${prefix}`, ...variables]);
}

const byPkgConfig = (prefix: string) => ({ PKG_CONFIG_PATH: join(prefix, "lib/pkgconfig") });

/** What pkg-config says of the library. */
export function pkgConfig(prefix: string, ...options: string[]): string[] {
  return must("pkg-config", [...options, "dots_discovery"], byPkgConfig(prefix))
    .trim()
    .split(/\s+/);
}

/** A copy of the example as it was installed. */
function copyExample(prefix: string, folder: string): string {
  const copy = join(folder, "example");
  cpSync(join(prefix, "share/dots_discovery/example"), copy, { recursive: true });
  return copy;
}

/** Builds the example with its Makefile; returns the path of the program. */
export function buildByMake(prefix: string, folder: string, compiler = "cc", ...flags: string[]): string {
  const source = copyExample(prefix, folder);
  const cflags = ["-O2", ...WARNINGS, ...flags].join(" ");
  must("make", ["-s", "-C", source, `CC=${compiler}`, `CFLAGS=${cflags}`], byPkgConfig(prefix));
  return join(source, "dots-example");
}

/** Builds the example with CMake; returns the path of the program. */
export function buildByCMake(prefix: string, folder: string): string {
  const source = copyExample(prefix, folder);
  const build = join(folder, "by-cmake");
  must("cmake", ["-S", source, "-B", build, `-DCMAKE_PREFIX_PATH=${prefix}`, `-DCMAKE_C_FLAGS=${WARNINGS.join(" ")}`]);
  must("cmake", ["--build", build]);
  return join(build, "dots-example");
}

/** The text of a spool file for a lease, as udhcpc's hook writes it. */
export function spoolFile(folder: string, { interface: name, lines, family = "inet" }: Lease): string {
  const path = join(folder, `${name}.${family}`);
  const head = ["client=udhcpc", "event=bound", `device=${name}`, `uptime=${uptime().toFixed(2)}`];
  writeFileSync(path, [...head, ...lines, ""].join("\n"));
  return path;
}

/** What the example prints of a peer of the daemon's. */
export function rowOf(peer: Readonly<Record<string, unknown>>): string {
  const identities = peer["reference_ids"] as { type: string; value: string }[];
  const words = ["rank", "address", "port", "transport", "channel"].map((field) => String(peer[field]));
  return [...words, ...identities.flatMap(({ type, value }) => [type, value])].join(" ");
}

/** Starts the example. `within` goes in front of its command line. */
export function startExample(
  context: TestContext,
  program: string,
  files: readonly string[],
  { env = {}, within = [] }: { env?: NodeJS.ProcessEnv; within?: readonly string[] } = {},
) {
  const [first = "", ...words] = [...within, program, ...files];
  const child = spawn(first, words, { stdio: ["pipe", "pipe", "pipe"], env: { ...ENVIRONMENT, ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  context.after(() => (child.kill("SIGKILL"), ended));
  /** The rows of the list printed last, once it is complete. */
  const list = () => {
    const lists = [...out.matchAll(/(?:a new list:\n((?:\d.*\n)*?))?(\d+) servers\n/g)];
    const [, rows = "", count] = lists.at(-1) ?? [];
    const lines = rows.split("\n").filter(Boolean);
    if (count !== undefined && Number(count) !== lines.length) throw new Error(`${basename(program)}: ${out}`);
    return lines;
  };
  const say = (line: string) => child.stdin.write(`${line}\n`);
  /** Ends its input, and with it the program; returns the exit code. */
  const stop = () => (child.stdin.end(), ended);
  return { list, say, stop, out: () => out, err: () => err };
}
