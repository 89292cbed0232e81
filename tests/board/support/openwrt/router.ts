// A router of the OpenWrt kind in a folder: the package as its Makefile installs it,
// beside stand-ins for the platform. Our own programs are the real ones.

import { spawn, spawnSync } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { after } from "node:test";
import type { TestContext } from "node:test";
import { buildSync } from "esbuild";
import { BOARDS, buildBoard, folderOf, reasonToSkipBoard } from "../boards.ts";
import type { Board } from "../boards.ts";

const PACKAGE = resolve("board/openwrt");
const PLATFORM = resolve("tests/board/support/openwrt/platform");
/** The machine that the tests run on. */
const HOST = BOARDS[0] as Board;
/** Programs that a router has from busybox. */
const APPLETS = ["cat", "chmod", "cut", "env", "grep", "mkdir", "mktemp", "mv", "rm", "sed", "tr"];
/** A script that has not returned by now waits for something that does not come. */
const HANG_MS = 120_000;

/** Why the scripts cannot be run here, or false. */
export const missing =
  spawnSync("busybox", ["ash", "-c", ":"]).status === 0 ? reasonToSkipBoard(HOST) : "busybox is not installed";

/** Runs `make` in the folder of the package's Makefile. */
export function make(target: string, variables: Readonly<Record<string, string>>, folder = PACKAGE): string {
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const { status, stdout, stderr } = spawnSync("make", ["-s", target, `TOPDIR=${PLATFORM}`, ...assignments], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout;
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

function installPlatform(root: string, bundle: string): void {
  for (const applet of APPLETS) symlinkSync("/bin/busybox", join(root, "bin", applet));
  for (const program of ["uci", "jsonfilter"]) {
    write(join(root, "bin", program), `#!/bin/sh\nexec '${process.execPath}' '${bundle}' ${program} "$@"\n`, 0o755);
  }
  write(join(root, "bin/logger"), '#!/bin/sh\nprintf "%s\\n" "$*" >>"$IPKG_INSTROOT/log"\n', 0o755);
  write(join(root, "bin/chown"), '#!/bin/sh\nprintf "%s\\n" "$*" >>"$IPKG_INSTROOT/owners"\n', 0o755);
  cpSync(join(PLATFORM, "functions.sh"), join(root, "lib/functions.sh"));
  cpSync(join(PLATFORM, "network.sh"), join(root, "lib/functions/network.sh"));
  cpSync(join(PLATFORM, "procd.sh"), join(root, "etc/rc.common"));
  // As on a router: every script of the folder is sourced.
  const hotplugCall = '#!/bin/busybox ash\nfor f in "$IPKG_INSTROOT/etc/hotplug.d/$1"/*; do . "$f"; done\n';
  write(join(root, "sbin/hotplug-call"), hotplugCall, 0o755);
  write(join(root, "netifd"), "");
}

/** The shell of a router stands behind `/bin/sh` there, another one here. */
function useRouterShell(root: string): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const text = readFileSync(path, "utf8");
    if (text.startsWith("#!/bin/sh\n")) writeFileSync(path, text.replace("/bin/sh", "/bin/busybox ash"));
  }
}

/** Installs the package into a new folder, by the recipe of its Makefile, until the suite that calls this is over. */
export function installPackage(): string {
  const folder = mkdtempSync(join(tmpdir(), "dots-openwrt-"));
  after(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "root");
  const version = /^PKG_VERSION:=(.*)$/m.exec(readFileSync(join(PACKAGE, "Makefile"), "utf8"))?.[1] ?? "";
  const built = join(folder, "build", `dots-discovery-${version}`);
  buildBoard(HOST);
  mkdirSync(built, { recursive: true });
  copyFileSync(join(folderOf(HOST), "dots-discovery"), join(built, "dots-discoveryd"));
  cpSync("board/hooks", join(built, "hooks"), { recursive: true });
  mkdirSync(join(root, "bin"), { recursive: true });
  make("install", { BUILD_DIR: join(folder, "build"), ROOT: root });
  useRouterShell(root);
  const bundle = join(folder, "commands.mjs");
  buildSync({
    entryPoints: ["tests/board/support/openwrt/commands.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
  installPlatform(root, bundle);
  return folder;
}

export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** What appeared in the working directory: empty unless a value was executed. */
  readonly strays: readonly string[];
}

/** Ends a process with everything that it has started. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // The last of them has ended, and we are yet to be told.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** One router for one test. */
export class Router {
  readonly root: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "dots-router-"));
  readonly #endings: (() => Promise<unknown>)[] = [];

  /**
   * @param template what `installPackage` made
   * @param files texts of `/etc/config/`, by name
   */
  constructor(context: TestContext, template: string, files: Readonly<Record<string, string>>) {
    this.root = join(this.#folder, "root");
    context.after(async () => {
      for (const end of this.#endings) await end();
      rmSync(this.#folder, { recursive: true });
    });
    cpSync(join(template, "root"), this.root, { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(this.#folder, "work"));
    for (const [name, text] of Object.entries(files)) this.write(`etc/config/${name}`, text);
  }

  write(path: string, text: string): void {
    write(join(this.root, path), text);
  }

  /** The text of a file, or empty. */
  read(path: string): string {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), "utf8") : "";
  }

  /** Runs a script of the router in busybox ash. */
  run(script: string, args: readonly string[] = [], input = "", env: Readonly<Record<string, string>> = {}): Run {
    const { status, stdout, stderr } = spawnSync("busybox", ["ash", join(this.root, script), ...args], {
      cwd: join(this.#folder, "work"),
      env: this.#environment(env),
      input,
      encoding: "utf8",
      timeout: HANG_MS,
    });
    return { status, out: stdout, err: stderr, strays: readdirSync(join(this.#folder, "work")) };
  }

  /** Starts a program of the router, which is ended with the test. */
  start(program: string, args: readonly string[] = []): ChildProcessByStdio<null, null, Readable> {
    const child = spawn(join(this.root, program), args, {
      cwd: join(this.#folder, "work"),
      env: this.#environment({}),
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    this.#endings.push(() => {
      if (child.exitCode === null && child.pid !== undefined) killGroup(child.pid);
      return ended;
    });
    return child;
  }

  #environment(more: Readonly<Record<string, string>>): Record<string, string> {
    return {
      PATH: `${this.root}/bin:${this.root}/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      IPKG_INSTROOT: this.root,
      UCI_CONFIG_DIR: join(this.root, "etc/config"),
      ...more,
    };
  }

  /** An action of the init script. */
  service(action: string): Run {
    return this.run("etc/rc.common", [join(this.root, "etc/init.d/dots-discovery"), action]);
  }
}
