// What a daemon that is set up badly says and does, in C and on Node: the same sentence,
// the same exit code, and service as far as it goes. docs/configuration.md lists them.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { ABI_VERSION } from "../../host/abi.gen.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { makeTinyCore } from "../support/tiny-core.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT, lease, NODE, onBoard, startDaemon } from "./support/daemons.ts";
import type { Make } from "./support/daemons.ts";

const isRoot = process.getuid?.() === 0;
const needsRoot = { skip: !isRoot && "needs root" };
const STRANGER = 4242;

/** Runs a daemon that is expected to end at once; names of the folder are left out of what it says. */
function refuse(make: Make, folder: string, changes: Readonly<Record<string, string>>) {
  const places = {
    config: join(folder, "config"),
    socket: join(folder, "run/control.sock"),
    spool: join(folder, "spool"),
    "state-dir": join(folder, "state"),
    "store-dir": join(folder, "store"),
    ...changes,
  };
  const [program, ...words] = make.daemon;
  const options = Object.entries(places).flatMap(([name, value]) => [`--${name}`, value]);
  const { status, stdout, stderr } = spawnSync(program, [...words, ...options], {
    encoding: "utf8",
    timeout: 60_000,
    env: ENVIRONMENT,
  });
  return { code: status, out: stdout, err: stderr.replaceAll(folder, "DIR") };
}

/** A folder with a thing of each kind that may not be in the way. */
function plant(context: TestContext): string {
  const folder = makeFolder(context);
  for (const name of ["config", "file", "theirs"]) writeFileSync(join(folder, name), "");
  for (const name of ["open", "their-folder"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "long"), "#".repeat(16385));
  chmodSync(join(folder, "open"), 0o777);
  symlinkSync(join(folder, "open"), join(folder, "link"));
  symlinkSync(join(folder, "file"), join(folder, "file.link"));
  spawnSync("mkfifo", [join(folder, "fifo")]);
  if (isRoot) for (const name of ["theirs", "their-folder"]) chownSync(join(folder, name), STRANGER, STRANGER);
  return folder;
}

/** Option, what it names, and the sentence. */
const PLACES: readonly (readonly [string, string, string])[] = [
  ["state-dir", "DIR/file", "DIR/file is not a directory: remove it or name another one"],
  ["state-dir", "DIR/file/state", "DIR/file/state cannot be made (ENOTDIR)"],
  ["state-dir", "/proc/none/state", "/proc/none/state cannot be made (ENOENT)"],
  ["spool", "DIR/open", 'others can write to DIR/open: run "chmod go-w DIR/open" or name another directory'],
  ["spool", "DIR/link", "DIR/link is not a directory: remove it or name another one"],
  ["spool", "DIR/fifo", "DIR/fifo is not a directory: remove it or name another one"],
  ["socket", "DIR/open/s", 'others can write to DIR/open: run "chmod go-w DIR/open" or name another directory'],
  ["socket", "DIR/file", "DIR/file is not a socket: remove it or name another place with --socket"],
  ["socket", "DIR/fifo", "DIR/fifo is not a socket: remove it or name another place with --socket"],
  ["socket", "DIR/open", "DIR/open is not a socket: remove it or name another place with --socket"],
  ["socket", "DIR/file.link", "DIR/file.link is not a socket: remove it or name another place with --socket"],
  ["socket", `/${"x".repeat(120)}/s`, `/${"x".repeat(120)}/s is too long for a socket`],
  ["config", "DIR/none", "DIR/none does not exist: write it, or leave --config out to run with the defaults"],
  ["config", "DIR/file.link", "DIR/file.link is a symbolic link: it is not followed"],
  ["config", "DIR/open", "DIR/open is not a regular file: it is ignored"],
  ["config", "DIR/fifo", "DIR/fifo is not a regular file: it is ignored"],
  ["config", "DIR/long", "DIR/long has more than 16384 octets: it is ignored"],
];
const STRANGERS: typeof PLACES = [
  ["config", "DIR/theirs", "DIR/theirs belongs to another user: it is ignored"],
  ["state-dir", "DIR/their-folder", "DIR/their-folder belongs to another user: name a directory of your own"],
];

const MALFORMED =
  "profile auto\n  signal-port many\nserver one\n  reference-identifier a.example\n  addresses 192.0.2.1\n";

for (const make of [NODE, onBoard(SANITIZED)]) {
  const skip = make === NODE ? {} : { skip: reasonToSkipBoard(SANITIZED) };
  describe(`bad input and the daemon: ${make.name}`, skip, () => {
    before(() => make === NODE || buildBoard(SANITIZED));

    test("planted symlink, FIFO, directory, foreign owner, and places that cannot be used: 3, and a sentence", (context) => {
      const folder = plant(context);
      for (const [option, path, sentence] of isRoot ? [...PLACES, ...STRANGERS] : PLACES) {
        const { code, out, err } = refuse(make, folder, { [option]: path.replace("DIR", folder) });
        assert.deepEqual([code, out, err], [3, "", `dots-discovery: ${sentence}\n`], `--${option} ${path}`);
      }
    });

    test("the socket of a live daemon is left alone, a stale one gives way", async (context) => {
      const daemon = await startDaemon(context, make);
      const second = refuse(make, daemon.folder, { socket: daemon.socket });
      assert.equal(second.code, 3);
      assert.match(second.err, /^dots-discovery: another daemon answers at DIR\/run\/control\.sock ?: stop it or name/);
      assert.equal(daemon.ask("status").code, 0);
      await daemon.stop("SIGKILL");
      assert.ok(existsSync(daemon.socket));
      const [program, ...words] = make.daemon;
      const places = [...daemon.places, "--state-dir", daemon.state, "--store-dir", daemon.store];
      const next = spawn(program, [...words, ...places], { stdio: ["ignore", "ignore", "pipe"], env: ENVIRONMENT });
      let err = "";
      next.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
      await until(() => err.includes("listening at"));
      assert.equal(daemon.ask("status").code, 0);
      next.kill();
      await once(next, "close");
    });

    test("a malformed configuration: each line is told, the others count; --check-config ends with 4", async (context) => {
      const daemon = await startDaemon(context, make, { configuration: MALFORMED });
      await until(() => daemon.result().includes("192.0.2.1"));
      assert.match(daemon.err(), /^error: config/m);
      const [program, ...words] = make.daemon;
      const check = spawnSync(program, [...words, "--check-config", "--config", daemon.config], { encoding: "utf8" });
      assert.equal(check.status, 4);
      assert.match(check.stdout, /config:2:3: /);
    });

    for (const [option, what] of [
      ["state", /servers\.json.*: this is tried again until it succeeds/],
      ["store", /the store .*cannot be .*\(EROFS\): lists are kept in memory, and it is tried again/],
    ] as const) {
      test(`EROFS: an unwritable ${option} directory is told, and clients are served`, needsRoot, async (context) => {
        const script = `mkdir -p -m 700 "$1" && mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"`;
        const place = join(makeFolder(context), option);
        const within = ["unshare", "--mount", "sh", "-c", script, "sh", place];
        const options = [`--${option}-dir`, place];
        const daemon = await startDaemon(context, make, {
          within,
          without: option,
          options,
          leases: [lease("dots8", "0a01000a")],
        });
        await until(() => what.test(daemon.err()));
        await until(() => daemon.ask("peers", "--json").out.includes("10.1.0.10"));
        if (option === "store") assert.match(daemon.ask("status", "--json").out, /"store":"degraded"/);
        assert.equal(await daemon.stop(), 0);
      });
    }

    test("an interface that does not exist yet is waited for", needsRoot, async (context) => {
      const configuration =
        "interface dots77\nserver one\n  reference-identifier a.example\n  addresses 192.0.2.1\n  bind-interface dots77\n";
      // What Node reads of interfaces in /sys has to be that of its own network.
      const within = ["unshare", "--net", "--mount", "sh", "-c", 'mount -t sysfs none /sys && exec "$@"', "sh"];
      const daemon = await startDaemon(context, make, { configuration, within });
      assert.equal(daemon.ask("status").code, 0);
      assert.doesNotMatch(daemon.result(), /dots77/);
      const ip = (...words: string[]) => {
        const { status, stderr } = spawnSync("nsenter", ["--net", `--target=${daemon.child.pid}`, "ip", ...words], {
          encoding: "utf8",
        });
        assert.deepEqual([status, stderr], [0, ""]);
      };
      ip("link", "add", "dots77", "type", "veth", "peer", "name", "dots78");
      ip("link", "set", "dots78", "up");
      ip("address", "add", "198.51.100.7/24", "dev", "dots77");
      ip("link", "set", "dots77", "up");
      await until(() => daemon.result().includes('"interface":"dots77"'));
      assert.equal(await daemon.stop(), 0);
    });
  });
}

describe("a module that the daemon on Node cannot use: 3, and a sentence", () => {
  const abiVersion = ABI_VERSION;
  const modules: Record<string, readonly [Uint8Array | null, RegExp]> = {
    "missing module": [null, /discovery\.wasm is missing: build it with "make build" or install the package anew/],
    "empty module": [new Uint8Array(0), /discovery\.wasm is no WebAssembly module/],
    "wrong module": [Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0), /the module does not export abiVersion/],
    "wrong ABI version": [
      makeTinyCore({ abiVersion: 63 }),
      /the module has ABI version 63, .*: install both from one release/,
    ],
    "failed self-test": [
      makeTinyCore({ abiVersion, selfTest: 3 }),
      /fails check 3 of the core's self-test: do not use it/,
    ],
    "failed init": [makeTinyCore({ abiVersion, init: 1 }), /init returned 1/],
  };
  for (const [what, [octets, message]] of Object.entries(modules)) {
    test(what, (context) => {
      const folder = makeFolder(context);
      const program = join(folder, basename(NODE.client[1] ?? ""));
      copyFileSync(NODE.client[1] ?? "", program);
      if (octets !== null) writeFileSync(join(folder, "discovery.wasm"), octets);
      writeFileSync(join(folder, "config"), "");
      const make = { ...NODE, daemon: [process.execPath, program, "run"] } as const;
      const { code, out, err } = refuse(make, folder, {});
      assert.deepEqual([code, out], [3, ""]);
      assert.match(err, message);
    });
  }
});
