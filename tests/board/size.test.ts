// How large the C side is, in flash and in memory, and that it allocates nothing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { measureBoard } from "../../tools/board-size.mjs";
import { until } from "../host/support/folder.ts";
import { BOARDS, buildBoard, folderOf, reasonToSkipBoard } from "./support/boards.ts";
import type { Board } from "./support/boards.ts";
import { lease, onBoard, startDaemon } from "./support/daemons.ts";

const KIB = 1024;
interface Limits {
  readonly runtime: string;
  /** The most octets of the whole program, static and stripped; and of private memory. */
  readonly program: number;
  readonly memory: number;
  /** The most octets of the runtime. */
  readonly engine: number;
}

const LIMITS: readonly Limits[] = [
  { runtime: "wasm2c", program: 160 * KIB, memory: 300 * KIB, engine: 1 * KIB },
  { runtime: "wasm3", program: 240 * KIB, memory: 512 * KIB, engine: 64 * KIB },
];
/** What the other parts may have: one that grows has to say why here. */
const MOST_OF_PART: Readonly<Record<string, number>> = {
  "the library around it": 4 * KIB,
  "the port": 26 * KIB,
  "daemon and client": 24 * KIB,
  "the C library": 16 * KIB,
};

const onMusl = (name: string) => BOARDS.find(({ arch, runtime }) => arch === "musl" && runtime === name) as Board;
const MUSL = onMusl("wasm2c");

for (const { runtime, program, memory, engine } of LIMITS) {
  const board = onMusl(runtime);
  describe(`size with ${runtime}`, { skip: reasonToSkipBoard(board) }, () => {
    before(() => buildBoard(board));

    test("the program, static and stripped, and its parts", (context) => {
      const sizes = measureBoard(folderOf(board));
      for (const [name, octets] of sizes) context.diagnostic(`${octets} octets: ${name}`);
      for (const [name, most] of Object.entries({ ...MOST_OF_PART, "the WebAssembly runtime": engine })) {
        const octets = sizes.get(name) ?? 0;
        assert.ok(octets > 0 && octets <= most, `${name}: ${octets} octets`);
      }
      const total = sizes.get("total") ?? 0;
      assert.ok(total <= program, `${total} octets`);
      const counted = [...sizes].reduce((sum, [name, octets]) => (name === "total" ? sum : sum + octets), 0);
      assert.ok(counted > 0.9 * total && counted <= total, `${counted} of ${total} octets are of a part`);
    });

    test("private memory of the daemon at work", async (context) => {
      const leases = [lease("dots8", "0a01000a"), lease("dots9", "0a01000b")];
      const daemon = await startDaemon(context, onBoard(board), { leases });
      await until(() => daemon.result().includes("10.1.0.11"));
      assert.ok(daemon.records("peers").length > 0);
      const rollup = readFileSync(`/proc/${daemon.child.pid}/smaps_rollup`, "utf8");
      const anonymous = Number(/^Anonymous: +(\d+) kB$/m.exec(rollup)?.[1]) * KIB;
      context.diagnostic(`${anonymous / KIB} KiB of private memory`);
      assert.ok(anonymous > 0 && anonymous <= memory, rollup);
    });
  });
}

describe("memory", { skip: reasonToSkipBoard(MUSL) }, () => {
  before(() => buildBoard(MUSL));

  test("nothing of ours allocates", () => {
    const folder = folderOf(MUSL);
    const objects = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".o") && name !== "replay.o");
    assert.ok(objects.length > 30);
    const { stdout } = spawnSync("nm", ["-u", ...objects.map((name) => join(folder, name))], { encoding: "utf8" });
    const allocators =
      /\b(malloc|calloc|realloc|free|strdup|fopen|fdopen|opendir|getline|asprintf|printf|syslog|getpwnam)\b/;
    assert.deepEqual(
      stdout.split("\n").filter((line) => allocators.test(line)),
      [],
    );
    assert.match(stdout, /\bstrlen\b/);
  });
});
