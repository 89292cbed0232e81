// What the daemon in C makes of files and folders, also of those that somebody planted.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { makeFolder, until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard } from "./support/boards.ts";
import { ENVIRONMENT, lease, onBoard, SERVER, startDaemon, TESTED_BOARDS } from "./support/daemons.ts";
import { startLeased } from "./support/lives.ts";

for (const board of TESTED_BOARDS) {
  describe(`files and the daemon on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    const C = onBoard(board);
    before(() => buildBoard(board));

    const run = (...args: string[]) => {
      const [program, ...words] = C.daemon;
      const settings = { encoding: "utf8", timeout: 20_000, env: ENVIRONMENT } as const;
      const { status, stdout, stderr } = spawnSync(program, [...words, ...args], settings);
      return { code: status, out: stdout, err: stderr };
    };

    test("planted symlink, FIFO, directory in the spool: what is no regular file of ours is left alone", async (context) => {
      const daemon = await startDaemon(context, C);
      const secret = join(daemon.folder, "secret");
      writeFileSync(secret, "client=udhcpc\n");
      symlinkSync(secret, join(daemon.spool, "link.inet"));
      spawnSync("mkfifo", [join(daemon.spool, "fifo.inet")]);
      mkdirSync(join(daemon.spool, "folder.inet"));
      // Names that no file of the spool directory has.
      for (const name of ["with blank", "x".repeat(32), ".hidden"])
        writeFileSync(join(daemon.spool, name), "client=udhcpc\n");
      writeFileSync(join(daemon.spool, "long.inet"), "x".repeat(16001));
      await until(() => /long\.inet has more than 16000 octets/.test(daemon.err()));
      assert.match(daemon.err(), /link\.inet is a symbolic link/);
      assert.match(daemon.err(), /fifo\.inet is not a regular file/);
      assert.match(daemon.err(), /folder\.inet is not a regular file/);
      daemon.putLease(lease("dots8", "0a01000a"));
      await until(() => daemon.result().includes("10.1.0.10"));
      assert.doesNotMatch(daemon.err(), /blank|xxxxxxxx|hidden/);
      const inputs = () => Number(daemon.records("status")[0]?.["refused"]);
      assert.equal(inputs(), 0);
    });

    test(
      "foreign owner: a stranger's file in the spool is left alone",
      { skip: process.getuid?.() !== 0 && "needs root" },
      async (context) => {
        const daemon = await startDaemon(context, C);
        const file = join(daemon.folder, "planted");
        writeFileSync(file, "client=udhcpc\n");
        chownSync(file, 65534, 65534);
        renameSync(file, join(daemon.spool, "planted.inet"));
        await until(() => /planted\.inet belongs to another user/.test(daemon.err()));
      },
    );

    test("a directory that is moved away, or that others can write to, is told, and a new one is watched", async (context) => {
      const daemon = await startDaemon(context, C);
      renameSync(daemon.spool, `${daemon.spool}.away`);
      await until(() => existsSync(daemon.spool));
      daemon.putLease(lease("dots8", "0a01000a"));
      await until(() => daemon.result().includes("10.1.0.10"));
      chmodSync(daemon.spool, 0o777);
      await until(() => /others can write to/.test(daemon.err()));
      chmodSync(daemon.spool, 0o700);
      daemon.putLease(lease("dots9", "0a01000b"));
      await until(() => daemon.result().includes("10.1.0.11"));
    });

    test("a result that cannot be written is told once, tried again, and never seen in part", async (context) => {
      const daemon = await startLeased(context, C);
      assert.equal((statSync(daemon.resultPath).mode & 0o777).toString(8), "644");
      rmSync(daemon.resultPath);
      mkdirSync(join(daemon.resultPath, "in-the-way"), { recursive: true });
      daemon.putLease(lease("dots9", "0a01000b"));
      await until(() => /does not take servers\.json/.test(daemon.err()));
      renameSync(daemon.resultPath, `${daemon.resultPath}.away`);
      await until(() => existsSync(daemon.resultPath));
      assert.match(daemon.result(), /10\.1\.0\.11/);
      assert.equal(daemon.err().match(/does not take servers\.json/g)?.length, 1);
      assert.deepEqual(readdirSync(daemon.state).sort(), ["servers.json", "servers.json.away"]);
    });

    test("what is planted under the result's other name is not followed", async (context) => {
      const daemon = await startDaemon(context, C);
      const canary = join(daemon.folder, "canary");
      writeFileSync(canary, "alive");
      symlinkSync(canary, join(daemon.state, ".servers.json.new"));
      daemon.putLease(lease("dots8", "0a01000a"));
      await until(() => daemon.result().includes("10.1.0.10"));
      assert.equal(readFileSync(canary, "utf8"), "alive");
    });

    test("places that cannot be used: 3 and a sentence", (context) => {
      const folder = makeFolder(context);
      const file = join(folder, "file");
      writeFileSync(file, "");
      const good = {
        socket: join(folder, "run/control.sock"),
        spool: join(folder, "spool"),
        "state-dir": join(folder, "state"),
        "store-dir": join(folder, "store"),
        config: file,
      };
      const start = (changes: Record<string, string>) =>
        run(...Object.entries({ ...good, ...changes }).flatMap(([name, value]) => [`--${name}`, value]));
      const open = join(folder, "open");
      mkdirSync(open, { mode: 0o777 });
      chmodSync(open, 0o777);
      symlinkSync(open, join(folder, "link"));
      symlinkSync(file, join(folder, "config.link"));
      const cases: [Record<string, string>, RegExp][] = [
        [{ "state-dir": file }, /file is not a directory/],
        [{ spool: open }, /others can write to .*open: run "chmod go-w/],
        [{ spool: join(folder, "link") }, /link is not a directory/],
        [{ socket: join(open, "control.sock") }, /others can write to .*open: run "chmod go-w/],
        [{ socket: `/${"x".repeat(200)}/control.sock` }, /is too long for a socket/],
        [{ config: join(folder, "none") }, /none does not exist: write it/],
        [{ config: join(folder, "config.link") }, /is a symbolic link: it is not followed/],
        [{ config: folder }, /is not a regular file/],
        [{ journal: join(folder, "none/journal") }, /cannot be written/],
      ];
      for (const [changes, message] of cases) {
        const { code, out, err } = start(changes);
        assert.match(err, message);
        assert.deepEqual([code, out], [3, ""], JSON.stringify(changes));
      }
    });

    test("words that are no options: 2 and a sentence", () => {
      for (const [words, message] of [
        [["--nonsense"], /"--nonsense" is no option/],
        [["word"], /"word" is one word too many/],
        [["--config"], /"--config" needs a value/],
        [["--json=yes"], /"--json=yes" takes no value/],
        [["--config", "a", "--config=b", "--config", "c", "--config", "d", "--config", "e"], /given too often/],
      ] as const) {
        const { code, err } = run(...words);
        assert.match(err, message);
        assert.equal(code, 2);
      }
      assert.equal(run("--user", "nobody-of-this-name").code, 3);
    });

    test("--help and --version go to the standard output", () => {
      const version = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;
      assert.deepEqual(run("--version"), { code: 0, out: `dots-discoveryd ${version}\n`, err: "" });
      const { code, out } = run("--help");
      assert.equal(code, 0);
      for (const option of ["config", "socket", "spool", "state-dir", "store-dir", "user", "journal", "check-config"])
        assert.match(out, new RegExp(`--${option}\\b`));
    });

    test("--check-config shows file, line and column of each error, in several files", (context) => {
      const folder = makeFolder(context);
      const [first, second] = [join(folder, "first"), join(folder, "second")];
      writeFileSync(first, SERVER.trimEnd());
      writeFileSync(second, "\n# fine\n families \x1b[31mred\n\tsignal-port many");
      const places = ["--check-config", "--config", first, "--config", second];
      const plain = run(...places);
      assert.equal(plain.code, 4);
      assert.match(plain.out, /^[ -~\n]*$/);
      assert.match(plain.out, new RegExp(`^${second}:3:11: config-value.*\\n {3}families \\?\\[31mred\\n {12}\\^\\n`));
      assert.match(plain.out, new RegExp(`\\n${second}:4:\\d+: config-`));
      const json = run(...places, "--json");
      const [problem] = json.out
        .split("\n")
        .slice(0, 1)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(problem, { file: second, line: 3, column: 11, error: "config-value" });
      assert.deepEqual(run("--check-config", "--config", first), {
        code: 0,
        out: "",
        err: `dots-discovery: no errors in ${first}\n`,
      });
    });

    test("several configurations count one after the other", async (context) => {
      const folder = makeFolder(context);
      const second = join(folder, "second");
      writeFileSync(second, "  signal-port 5000\n");
      const daemon = await startDaemon(context, C, { configuration: SERVER.trimEnd(), options: ["--config", second] });
      await until(() => daemon.result().includes('"port":5000'));
    });
  });
}
