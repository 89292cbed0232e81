// The daemon in C gives away the rights that it does not need.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { makeFolder, until } from "../host/support/folder.ts";
import { BOARDS, buildBoard, reasonToSkipBoard } from "./support/boards.ts";
import type { Board } from "./support/boards.ts";
import { lease, onBoard, startDaemon } from "./support/daemons.ts";
import { LONG_ZONE, serveZone } from "./support/zones.ts";

const NATIVE = BOARDS.filter(({ run }) => run.length === 0);
const hasStrace = spawnSync("strace", ["-qq", "true"]).status === 0;

/** Declared and not made in this life: all others are. */
const UNMADE = [
  // by another C library, on another processor
  ..."openat mkdirat unlinkat renameat open stat lstat fstat fcntl epoll_wait epoll_pwait".split(" "),
  // where the kernel has no faster way; after a stop
  ..."clock_gettime restart_syscall".split(" "),
  // by a runtime that allocates; by WAMR
  ..."brk munmap mremap mprotect".split(" "),
  // a directory that is replaced; as another user than root; from an address; the name of an interface
  ..."inotify_rm_watch geteuid getegid bind ioctl".split(" "),
];

function processStatus(pid: number | undefined): Record<string, string> {
  const lines = readFileSync(`/proc/${pid}/status`, "utf8").split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
}

/** Everything that a daemon does in its life: questions over UDP and TCP, leases, clients, a reload, a restart of its directory. */
async function liveThrough(
  context: TestContext,
  board: Board,
  settings: { options: string[]; within?: string[] },
): Promise<string> {
  const configuration = await serveZone(context, LONG_ZONE);
  const daemon = await startDaemon(context, onBoard(board), { configuration, ...settings });
  await until(() => daemon.err().includes("tcp-next"));
  daemon.putLease(lease("dots8", "0a01000a"));
  await until(() => daemon.result().includes("10.1.0.10"));
  assert.ok(daemon.records("peers").length > 0);
  writeFileSync(
    daemon.config,
    `${configuration}server one\n reference-identifier a.example\n addresses 192.0.2.1\n bind-interface dots8\n`,
  );
  const { stdout } = spawnSync("pgrep", ["-x", "-f", `.*dots-discovery run .*${daemon.config} .*`], {
    encoding: "utf8",
  });
  const pid = Number(stdout.split("\n").filter(Boolean).at(-1));
  process.kill(pid, "SIGHUP");
  await until(() => daemon.result().includes("192.0.2.1"));
  process.kill(pid, "SIGTERM");
  assert.equal(await daemon.ended, 0);
  assert.ok(!existsSync(daemon.socket));
  return daemon.err();
}

for (const board of NATIVE) {
  describe(`privileges on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    test(
      "privileges: another user, no capability, none to regain, confined; and it works",
      { skip: process.getuid?.() !== 0 && "needs root" },
      async (context) => {
        buildBoard(board);
        const daemon = await startDaemon(context, onBoard(board), { options: ["--user", "65534:65533"] });
        const status = processStatus(daemon.child.pid);
        assert.equal(status["Uid"], "65534\t65534\t65534\t65534");
        assert.equal(status["Gid"], "65533\t65533\t65533\t65533");
        assert.equal(status["Groups"]?.trim(), "");
        assert.equal(status["NoNewPrivs"], "1");
        assert.equal(status["Seccomp"], "2");
        for (const set of ["CapInh", "CapPrm", "CapEff", "CapAmb"])
          assert.match(status[set] ?? "", /^0+(0000|2000)$/, set);
        for (const path of [daemon.spool, daemon.state, daemon.store, join(daemon.socket, "..")])
          assert.equal(statSync(path).uid, 65534);
        daemon.putLease(lease("dots8", "0a01000a"));
        await until(() => daemon.result().includes("10.1.0.10"));
        assert.ok(daemon.records("peers").length > 0);
        assert.ok(existsSync(join(daemon.store, "lists.a")));
      },
    );

    test(
      "the traced system calls equal the declared list: its calls are on the list, and none of them is refused",
      { skip: !hasStrace && "strace does not work here" },
      async (context) => {
        buildBoard(board);
        const trace = join(makeFolder(context), "trace");
        const within = ["strace", "-f", "-qq", "-o", trace];
        await liveThrough(context, board, { options: ["--verbose"], within });
        const lines = readFileSync(trace, "utf8").split("\n");
        const confined = lines.findIndex((line) => line.includes("PR_SET_SECCOMP"));
        assert.ok(confined > 0);
        const names = new Set(
          lines.slice(confined + 1).map((line) => /^\d+ +(?:<\.\.\. )?([a-z_0-9]+)/.exec(line)?.[1] ?? ""),
        );
        names.delete("");
        const declared = new Set(
          [...readFileSync("board/ports/posix/seccomp.c", "utf8").matchAll(/ALLOW\((\w+)\)[,;]/g)].map(
            ([, name]) => name,
          ),
        );
        assert.deepEqual(
          [...names].filter((name) => !declared.has(name)),
          [],
        );
        assert.ok(names.size > 15);
        assert.deepEqual(
          [...declared].filter((name = "") => !names.has(name) && !UNMADE.includes(name)),
          [],
        );
        assert.deepEqual(
          lines.slice(confined + 1).filter((line) => line.includes("EPERM")),
          [],
        );
      },
    );
  });
}
