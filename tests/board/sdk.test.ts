// The library of vendors (docs/sdk.md): installed, built upon, at work in a loop that is
// not ours, and used wrongly.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { makeFolder, until } from "../host/support/folder.ts";
import { buildBoard, commandOf, folderOf, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT, HOST_BOARD, lease, NODE, SERVER, startDaemon } from "./support/daemons.ts";
import * as sdk from "./support/sdk.ts";
import { serveZone } from "./support/zones.ts";

const KIB = 1024;
/** An instance is the page of the core and little else. */
const MOST_MEMORY = 66 * KIB;

describe("the library", { skip: reasonToSkipBoard(HOST_BOARD) }, () => {
  let prefix = "";
  let program = "";
  const folders: string[] = [];
  const keep = () => folders[folders.push(mkdtempSync(join(tmpdir(), "dots-sdk-"))) - 1] as string;

  before(() => {
    prefix = join(keep(), "prefix");
    sdk.installSdk(prefix);
    program = sdk.buildByMake(prefix, keep());
  });
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  test("make sdk: what lies below the prefix", () => {
    const files = readdirSync(prefix, { recursive: true }).map(String);
    assert.deepEqual(
      files.filter((path) => statSync(join(prefix, path)).isFile()).sort(),
      [
        "include/dots_discovery/abi.gen.h",
        "include/dots_discovery/dots_discovery.h",
        "lib/cmake/dots_discovery/dots_discovery-config-version.cmake",
        "lib/cmake/dots_discovery/dots_discovery-config.cmake",
        "lib/libdots_discovery.a",
        "lib/pkgconfig/dots_discovery.pc",
        ...readdirSync("board/sdk/example").map((name) => `share/dots_discovery/example/${name}`),
        "share/dots_discovery/example/LICENSE",
      ].sort(),
    );
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    assert.deepEqual(sdk.pkgConfig(prefix, "--modversion"), [version]);
  });

  test("DESTDIR, and a prefix that was moved", (context) => {
    const folder = makeFolder(context);
    const [staged, moved] = [join(folder, "staged"), join(folder, "moved")];
    sdk.installSdk("/opt/dots", `DESTDIR=${staged}`);
    renameSync(join(staged, "opt/dots"), moved);
    const [include = "", lib = ""] = sdk.pkgConfig(moved, "--cflags", "--libs-only-L");
    assert.ok(statSync(join(include.slice(2), "dots_discovery.h")).isFile());
    assert.ok(statSync(join(lib.slice(2), "libdots_discovery.a")).isFile());
    sdk.buildByMake(moved, folder);
  });

  test("servers by the DNS: the same as the daemon on Node", async (context) => {
    const folder = makeFolder(context);
    const configuration = await serveZone(context);
    writeFileSync(join(folder, "conf"), configuration);
    const example = sdk.startExample(context, program, [join(folder, "conf")]);
    const daemon = await startDaemon(context, NODE, { configuration });
    const isThere = (text: string) => ["192.0.2.10 ", "2001:db8::10 "].every((address) => text.includes(address));
    await until(() => isThere(example.list().join("\n")) && isThere(daemon.records("peers").map(sdk.rowOf).join("\n")));
    const expected = daemon.records("peers").map(sdk.rowOf);
    assert.deepEqual(example.list(), expected);
    assert.equal(await example.stop(), 0);
    assert.equal(example.err(), "");
  });

  test("leases, at the start and later: the same as the daemon on Node", async (context) => {
    const folder = makeFolder(context);
    const [first, second] = [lease("dots8", "0a01000a"), lease("dots9", "c0000201")];
    const files = [first, second].map((each) => sdk.spoolFile(folder, each));
    writeFileSync(join(folder, "conf"), "");
    const example = sdk.startExample(context, program, [join(folder, "conf"), files[0] as string]);
    await until(() => example.list().some((row) => row.includes("10.1.0.10")));
    assert.ok(!example.list().some((row) => row.includes("192.0.2.1")));
    example.say(`lease ${files[1] as string}`);
    await until(() => example.list().some((row) => row.includes("192.0.2.1")));
    const daemon = await startDaemon(context, NODE, { leases: [first, second] });
    const rows = () => daemon.records("peers").map(sdk.rowOf);
    await until(() => rows().length === example.list().length);
    assert.deepEqual(example.list(), rows());
  });

  test("requests and their replies", async (context) => {
    const folder = makeFolder(context);
    writeFileSync(join(folder, "conf"), SERVER);
    const example = sdk.startExample(context, program, [join(folder, "conf")]);
    for (const line of ["status", "x".repeat(100), "select nonsense"]) example.say(line);
    await until(() => example.out().includes("unmatched"));
    assert.match(example.out(), /^\{"record":"status","abi":1,/m);
    assert.match(example.out(), /^\{"record":"error",/m);
    assert.match(example.out(), /^\{"record":"unmatched","target":"nonsense",/m);
  });

  test("the example by CMake", { skip: sdk.isMissing("cmake") && "not installed: cmake" }, async (context) => {
    const folder = makeFolder(context);
    writeFileSync(join(folder, "conf"), SERVER);
    const example = sdk.startExample(context, sdk.buildByCMake(prefix, folder), [join(folder, "conf")]);
    await until(() => example.list().some((row) => row.includes("dns-id dots.one.example")));
    assert.equal(await example.stop(), 0);
  });

  test(
    "a compiler and flags of the caller: clang takes all without a word, and makes a shared object of it",
    { skip: sdk.isMissing("clang") && "not installed: clang" },
    (context) => {
      const folder = makeFolder(context);
      const own = join(folder, "prefix");
      const foreign = ["ARCH=foreign", "BOARD_CC=clang", "BOARD_AR=ar", "BOARD_EXTRA=-fPIC"];
      assert.match(sdk.installSdk(own, ...foreign), /^\S+ \d+ octets\n$/);
      assert.equal(sdk.must(sdk.buildByMake(own, folder, "clang"), ["/dev/null"]), "0 servers\n");
      const whole = ["-Wl,--whole-archive", join(own, "lib/libdots_discovery.a"), "-Wl,--no-whole-archive"];
      sdk.must("clang", ["-shared", "-o", join(folder, "plugin.so"), ...whole, "-Wl,-z,defs,-z,text"]);
    },
  );

  for (const compiler of ["g++", "clang++"])
    test(
      `the header is one of C++ too: ${compiler}`,
      { skip: sdk.isMissing(compiler) && `not installed: ${compiler}` },
      (context) => {
        const folder = makeFolder(context);
        const source = join(folder, "program.cpp");
        writeFileSync(
          source,
          "#include <dots_discovery.h>\nint main() { return dd_size() > 0 && dd_poll(0, 0) == DD_MISUSED ? 0 : 1; }\n",
        );
        const flags = ["-std=c++11", "-pedantic", ...sdk.WARNINGS, ...sdk.pkgConfig(prefix, "--cflags")];
        sdk.must(compiler, [...flags, "-o", join(folder, "program"), source, ...sdk.pkgConfig(prefix, "--libs")]);
        sdk.must(join(folder, "program"), []);
      },
    );

  test("the library calls nothing that allocates, waits or reads a clock", () => {
    const needed = sdk.must("nm", ["-u", join(prefix, "lib/libdots_discovery.a")]);
    const defined = sdk.must("nm", ["--defined-only", join(prefix, "lib/libdots_discovery.a")]);
    const own = new Set([...defined.matchAll(/ [A-Za-z] (\w+)$/gm)].map(([, name]) => name));
    const outside = [...needed.matchAll(/ U (\w+)$/gm)].map(([, name = ""]) => name).filter((name) => !own.has(name));
    assert.ok(outside.includes("longjmp"));
    // The last three are the compiler's own.
    const harmless =
      /^(_?setjmp|longjmp|mem(chr|cmp|cpy|move|set)|strcmp|strlen|_GLOBAL_OFFSET_TABLE_|__tls_get_addr|__popcountdi2)$/;
    assert.deepEqual(
      outside.filter((name) => !harmless.test(name)),
      [],
    );
  });

  test("nothing is allocated after the start", async (context) => {
    const folder = makeFolder(context);
    const counter = join(folder, "count-allocations.so");
    sdk.must("cc", ["-shared", "-fPIC", "-O1", "-o", counter, "tests/board/support/sdk/count-allocations.c", "-ldl"]);
    writeFileSync(join(folder, "conf"), await serveZone(context));
    const example = sdk.startExample(context, program, [join(folder, "conf")], { env: { LD_PRELOAD: counter } });
    await until(() => example.list().some((row) => row.includes("2001:db8::10 ")));
    example.say("peers");
    await until(() => example.out().includes('{"record":"peer"'));
    assert.equal(await example.stop(), 0);
    const [, before = "", later = ""] = /(\d+) before the first wait, (\d+) after it/.exec(example.err()) ?? [];
    assert.ok(Number(before) > 0, example.err());
    assert.equal(later, "0");
  });

  test("make board and the library say how much memory an instance wants", (context) => {
    buildBoard(HOST_BOARD);
    const [replay, ...words] = commandOf(HOST_BOARD, "replay", "--about");
    const told = /^ *(\d+) {2}memory of an instance of the library, on wasm2c$/m;
    const octets = Number(told.exec(sdk.must(replay, words))?.[1]);
    assert.ok(octets > 64 * KIB && octets <= MOST_MEMORY, String(octets));
    const { stdout } = spawnSync("flock", ["build/board.lock", "make", "-s", "board"], { encoding: "utf8" });
    assert.equal(Number(told.exec(stdout)?.[1]), octets);
    const archive = statSync(join(prefix, "lib/libdots_discovery.a")).size;
    context.diagnostic(`an instance: ${octets} octets; libdots_discovery.a: ${archive} octets, with its symbols`);
  });
});

describe("the library, used wrongly", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => buildBoard(SANITIZED, `${folderOf(SANITIZED)}/libdots_discovery.a`));

  test("every call has an error for it, and no octet is touched that must not be", (context) => {
    const folder = makeFolder(context);
    const misuse = join(folder, "misuse");
    const flags = ["-std=c99", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", ...sdk.WARNINGS];
    const sources = ["tests/board/support/sdk/misuse.c", `${folderOf(SANITIZED)}/libdots_discovery.a`];
    sdk.must("cc", [...flags, "-Iboard/include", "-o", misuse, ...sources]);
    const { status, stdout, stderr } = spawnSync(misuse, [], { encoding: "utf8", env: ENVIRONMENT });
    assert.deepEqual([status, stderr], [0, ""], stdout);
    const lines = stdout.split("\n").slice(0, -2);
    assert.ok(lines.length >= 22, stdout);
    assert.deepEqual(
      lines.filter((line) => !line.startsWith("ok ")),
      [],
    );
  });
});
