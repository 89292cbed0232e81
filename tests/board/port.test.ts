// Ports of the daemon (docs/porting.md): the contract that `make port-check` tries, which
// the port of Linux keeps, the template does not, and a mistake breaks.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { buildBoard, folderOf, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT, HOST_BOARD } from "./support/daemons.ts";
import { isMissing, must, WARNINGS } from "./support/sdk.ts";

/** The groups of checks, as the contract names them. */
const GROUPS = [...readFileSync("board/contract/contract.c", "utf8").matchAll(/^ {4}\{"([a-z-]+)", dd_try_/gm)].map(
  ([, group]) => group,
);

interface Line {
  readonly holds: boolean;
  readonly group: string;
  readonly what: string;
}

/** Runs the contract as it was built in a folder. */
function runContract(folder: string) {
  const { status, stdout, stderr } = spawnSync(join(folder, "port-check"), [], { encoding: "utf8", env: ENVIRONMENT });
  const lines = [...stdout.matchAll(/^(ok {4}|FAIL {2})([a-z-]+): (.*)$/gm)].map(
    ([, mark, group = "", what = ""]): Line => ({ holds: mark?.startsWith("ok") === true, group, what }),
  );
  return { status, stderr, last: stdout.trimEnd().split("\n").at(-1) ?? "", lines };
}

const build = (target: string, ...variables: string[]) =>
  must("flock", ["build/board.lock", "make", "-s", target, ...variables]);

/** A mistake in the port of Linux, and the check that must find it. */
const MISTAKES = [
  {
    file: "port.c",
    from: "return p->last_now_ms;",
    to: "return p->last_now_ms - 5 * (p->last_now_ms & 1);",
    found: "now_ms never goes back",
  },
  {
    file: "port.c",
    from: "octets + done, length - done",
    to: "octets + done + 1, length - done",
    found: "and none behind them",
  },
  {
    file: "port.c",
    from: "  return dd_spool_next(p, record, length);",
    to: "  (void)dd_spool_next;\n  return 0;",
    found: "files of the spool directory are told",
  },
  {
    file: "sockets.c",
    from: "  if (ends->ifindex == 0) return true;",
    to: "  if (ends->ifindex != 1) return true;",
    found: "an interface that there is not cannot be bound",
  },
  {
    file: "sockets.c",
    from: "  if (socket != NULL) dd_drop_socket(p, socket);",
    to: "  (void)socket;",
    found: "of a closed socket nothing is told",
  },
  {
    file: "tcp.c",
    from: "    x->length += answer;\n    return 0;",
    to: "    x->length += answer / 2;\n    return 0;",
    found: "a question and its answer",
  },
  {
    file: "store.c",
    from: "int file = open_slot(p, slot, O_RDWR);\n  if (file < 0) return",
    to: "int file = open_slot(p, slot, O_RDWR | O_TRUNC);\n  if (file < 0) return",
    found: "which is not cut",
  },
  {
    file: "result.c",
    from: "  if (!(flags & DD_FILE_FLAG_LAST)) return;\n",
    to: "",
    found: "readers have the one before",
  },
  {
    file: "clients.c",
    from: " || handle_of(p, &p->clients[slot]) != handle",
    to: "",
    found: "its lines, its events, and the end",
  },
  {
    file: "spool.c",
    from: "return told ? DD_INPUT_SPOOL : 0;",
    to: "return told ? 0 : 0;",
    found: "one that is gone is told",
  },
  {
    file: "port.c",
    from: "  guard_computing(0);\n",
    to: "  volatile char *volatile nowhere = NULL;\n  *nowhere = 0;\n  guard_computing(0);\n",
    found: "the port ended its process",
  },
] as const;

describe("ports", { skip: reasonToSkipBoard(HOST_BOARD) }, () => {
  for (const board of [HOST_BOARD, SANITIZED]) {
    test(`the port of Linux keeps the contract, on ${board.name}`, () => {
      buildBoard(board, `${folderOf(board)}/port-check`);
      const { status, last, lines } = runContract(folderOf(board));
      assert.deepEqual(
        lines.filter(({ holds }) => !holds),
        [],
      );
      assert.deepEqual([status, last], [0, "the port is whole: 0 checks failed, in 0 of 16 groups"]);
      assert.deepEqual([...new Set(lines.map(({ group }) => group))], GROUPS);
      assert.ok(lines.length >= 60);
    });
  }

  test("the template: every group says what is not supported", () => {
    build("board", "PORT=template");
    build("build/board/host-template/port-check", "PORT=template");
    const { status, last, lines } = runContract("build/board/host-template");
    assert.match(last, /^the port lacks something: \d+ checks failed, in 16 of 16 groups$/);
    assert.equal(status, 1);
    const failed = lines.filter(({ holds }) => !holds);
    assert.deepEqual([...new Set(failed.map(({ group }) => group))], GROUPS);
    assert.ok(failed.filter(({ what }) => what.endsWith("(got -255: not supported)")).length > 40);
  });

  test("make port-check ends with an error if the port lacks something", () => {
    const make = (port: string) =>
      spawnSync("flock", ["build/board.lock", "make", "-s", "port-check", `PORT=${port}`], { encoding: "utf8" });
    assert.equal(make("posix").status, 0);
    const { status, stdout } = make("template");
    assert.notEqual(status, 0);
    assert.match(stdout, /^FAIL {2}udp: a socket to 127\.0\.0\.1 \(got -255: not supported\)$/m);
  });

  for (const compiler of ["gcc", "clang"])
    test(
      `${compiler} takes the template without a word`,
      { skip: isMissing(compiler) && `not installed: ${compiler}` },
      () => {
        const flags = ["-std=c99", "-pedantic", ...WARNINGS, "-fsyntax-only", "-Iboard/include", "-Iboard/src"];
        must(compiler, [...flags, "board/ports/template/port.c"]);
      },
    );

  test("a port has every function of board_port.h, and no variables of its own", () => {
    const header = readFileSync("board/include/board_port.h", "utf8");
    const functions = [...header.matchAll(/^ {2}(?:int|void|int64_t) \(\*(\w+)\)\(void \*context/gm)].map(
      ([, name]) => name,
    );
    assert.equal(functions.length, 21);
    const objects = (port: string, folder: string) =>
      readdirSync(join(folder, port))
        .filter((name) => name.endsWith(".o"))
        .map((name) => join(folder, port, name));
    buildBoard(HOST_BOARD);
    build("board", "PORT=template");
    const all = [...objects("posix", folderOf(HOST_BOARD)), ...objects("template", "build/board/host-template")];
    assert.ok(all.length > 20);
    const variables = must("nm", ["--format=sysv", "--defined-only", ...all])
      .split("\n")
      .filter((line) => /\|\s*OBJECT\s*\|.*\|\s*\.(bss|data(?!\.rel\.ro)|tbss|tdata)/.test(line));
    assert.deepEqual(variables, []);
  });

  describe("the contract finds", () => {
    const folder = "build/tests/port-mistake";
    const variables = ["PORT=mistake", `PORT_FOLDER=${folder}`];

    before(() => {
      mkdirSync(folder, { recursive: true });
      cpSync("board/ports/posix", folder, { recursive: true });
    });

    for (const { file, from, to, found } of MISTAKES)
      test(`a mistake in ${file}: "${found}"`, () => {
        const text = readFileSync(join("board/ports/posix", file), "utf8");
        assert.equal(text.split(from).length, 2, `${file} has it once: ${from}`);
        writeFileSync(
          join(folder, file),
          text.replace(from, () => to),
        );
        build("build/board/host-mistake/port-check", ...variables);
        const { status, lines } = runContract("build/board/host-mistake");
        writeFileSync(join(folder, file), text);
        const failed = lines.filter(({ holds }) => !holds).map(({ what }) => what);
        assert.equal(status, 1);
        assert.ok(
          failed.some((what) => what.includes(found)),
          failed.join("\n"),
        );
      });
  });
});
