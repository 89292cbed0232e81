// Runtimes that read the core as WebAssembly: what is no core, or runs wrongly, is refused
// with a sentence and an exit code, and the room of an instance is enough.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { makeFolder } from "../host/support/folder.ts";
import { BOARDS, buildBoard, commandOf, reasonToSkipBoard, runReplay, WAMR_BOARDS } from "./support/boards.ts";
import type { Board } from "./support/boards.ts";

const RECORDED = "tests/journals";
const JOURNAL = `${RECORDED}/home.journal`;
const MODULES = "build/board/modules";
const WASM3 = BOARDS.filter(({ runtime }) => runtime === "wasm3");

const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const NAMES = ["abiVersion", "init", "window", "handle", "pollOutput", "selfTest"] as const;
const I32 = 0x7f;
const I64 = 0x7e;
const UNREACHABLE = [0x00];
const FOR_EVER_DEEPER = [0x10, 0x05];

const section = (id: number, ...octets: number[]) => [id, octets.length, ...octets];
const i32 = (value: number) => [0x41, value];

interface Shape {
  readonly pages?: number;
  readonly argument?: number;
  readonly bodies?: Partial<Record<(typeof NAMES)[number], readonly number[]>>;
  readonly without?: (typeof NAMES)[number];
}

/** A module with the exports of the core and other contents. */
function makeModule({ pages = 1, argument = I32, bodies = {}, without }: Shape): Uint8Array {
  const name = (text: string) => [text.length, ...Buffer.from(text)];
  const code = { abiVersion: i32(1), init: i32(0), window: i32(0), handle: i32(0), pollOutput: i32(0), ...bodies };
  const functions = NAMES.map((each) => [0, ...({ selfTest: i32(0), ...code }[each] ?? []), 0x0b]);
  const named = NAMES.flatMap((each, index) => (each === without ? [] : [[...name(each), 0, index]]));
  return Uint8Array.from([
    ...HEAD,
    ...section(1, 2, 0x60, 0, 1, I32, 0x60, 4, argument, I32, I32, I32, 1, I32),
    ...section(3, NAMES.length, 0, 0, 0, 1, 0, 0),
    ...section(5, 1, 1, pages, pages),
    ...section(7, named.length, ...named.flat()),
    ...section(10, functions.length, ...functions.flatMap((body) => [body.length, ...body])),
  ]);
}

const CORE = () => readFileSync("build/discovery.wasm");

/** Modules that are not the core, and what is said of them. */
const REFUSED: Readonly<Record<string, readonly [() => Uint8Array, RegExp]>> = {
  empty: [() => new Uint8Array(), /wasm|magic|underrun|unexpected end/i],
  "no-wasm": [() => Buffer.from("#!/bin/sh\nexit 0\n"), /wasm|magic/i],
  cut: [() => CORE().subarray(0, 30000), /wasm|underrun|overrun|unexpected end/i],
  "other-abi": [
    () => makeModule({ bodies: { abiVersion: i32(2) } }),
    /the module has another ABI version than this host needs/,
  ],
  "self-test": [() => makeModule({ bodies: { selfTest: i32(3) } }), /fails the core's self-test/],
  trap: [() => makeModule({ bodies: { selfTest: UNREACHABLE } }), /unreachable/],
  deep: [() => makeModule({ bodies: { selfTest: FOR_EVER_DEEPER } }), /stack overflow/],
  window: [() => makeModule({ bodies: { window: i32(0x7f) } }), /outside of its exchange window/],
  init: [() => makeModule({ bodies: { init: i32(1) } }), /cannot be initialised/],
  export: [() => makeModule({ without: "pollOutput" }), /function lookup failed|is missing in the module/],
  types: [() => makeModule({ argument: I64 }), /other types than the core's/],
  pages: [() => makeModule({ pages: 2 }), /not one page of memory/],
};

/** Puts a module into the replay, or the daemon, in the place of the core. */
function buildWith(board: Board, name: string, target: "replay" | "dots-discovery"): string {
  const folder = `build/board/other/${board.runtime}-${name}`;
  const module = join(MODULES, `${name}.wasm`);
  buildBoard(board, `${folder}/${target}`, `MODULE=${module}`, `BOARD=${folder}`);
  return `${folder}/${target}`;
}

const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: "utf8" });

function refusals(board: Board): void {
  describe(`what is not the core, on ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    before(() => {
      mkdirSync(MODULES, { recursive: true });
      for (const [name, [make]] of Object.entries(REFUSED)) writeFileSync(join(MODULES, `${name}.wasm`), make());
      writeFileSync(join(MODULES, "none.wasm"), makeModule({}));
    });

    test("modules like these, but with nothing wrong, are taken", () => {
      const { status, stderr } = run(buildWith(board, "none", "replay"), JOURNAL);
      assert.match(stderr, /recorded with another build of the core/);
      assert.equal(status, 1);
    });

    for (const [name, [, sentence]] of Object.entries(REFUSED)) {
      test(`${name}: the replay says why and ends with 4`, () => {
        const { status, stdout, stderr } = run(buildWith(board, name, "replay"), JOURNAL);
        assert.match(stderr, sentence);
        assert.equal(stderr.split("\n").length, 2);
        assert.deepEqual([status, stdout], [4, ""]);
      });
    }

    for (const name of ["self-test", "cut"] as const) {
      test(`${name}: the daemon says why and ends with 3`, (context: TestContext) => {
        const folder = makeFolder(context);
        const places = ["socket", "spool", "state-dir", "store-dir"].map((each) => `--${each}=${join(folder, each)}`);
        const { status, stdout, stderr } = run(buildWith(board, name, "dots-discovery"), "run", ...places);
        assert.match(stderr, REFUSED[name]?.[1] ?? /^$/);
        assert.deepEqual([status, stdout], [3, ""]);
      });
    }
  });
}

for (const board of [...WASM3, ...WAMR_BOARDS].filter(({ arch }) => arch === "host")) refusals(board);

for (const board of WASM3) {
  test(
    `the room of an instance holds all of the core on ${board.name}`,
    { skip: reasonToSkipBoard(board) },
    (context) => {
      buildBoard(board, `build/board/${board.arch}-wasm3/wasm3-room`);
      const [program, ...args] = commandOf(board, "wasm3-room");
      const { status, stdout } = run(program, ...args);
      const [start = 0, all = 0, room = 0] = stdout.split(" ").map(Number);
      assert.equal(status, 0, stdout);
      context.diagnostic(`${board.arch}: ${start} octets at the start, ${all} with every function, of ${room}`);
      assert.ok(start > 65536 && all > start && all <= room);
    },
  );
}

for (const board of WAMR_BOARDS) {
  const refused = board.arch === "mips";
  const what = refused ? "the self-test refuses" : "R-17 every recorded journal replays on";
  test(`${what} ${board.name}`, { skip: reasonToSkipBoard(board) }, () => {
    buildBoard(board, "replay");
    for (const file of readdirSync(RECORDED).filter((name) => name.endsWith(".journal"))) {
      const { status, stdout, stderr } = runReplay(board, join(RECORDED, file));
      if (refused) assert.match(stderr, /fails the core's self-test on this processor: do not use it/);
      else assert.match(stdout, /^replayed \d+ inputs, \d+ outputs: identical\n$/, `${file}: ${stderr}`);
      assert.equal(status, refused ? 4 : 0);
    }
  });
}
