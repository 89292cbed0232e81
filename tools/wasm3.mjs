// Brings the C sources of wasm3 into build/wasm3/source: `node tools/wasm3.mjs`. They are in
// an npm package, which npm packs and nothing installs or runs. It has to have the octets
// that are pinned here; one that is there already is not asked for again.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "react-native-webassembly@0.3.3";
const ARCHIVE = "react-native-webassembly-0.3.3.tgz";
const SHA512 = "wC8r/C6bHcWsNZmzES6vhMX1bao3JtG2FIVC9Un5kTn9EKQBN63qGVGMaD7ppe/vkzD8aPTfj9MKjsid4m7VRA==";

// Translated code is made of words of the size of an address, though most of them hold a
// number of 32 bits. These edits make a word 32 bits, an address as many of them as it takes,
// and an operation its distance from one function of the same program: nearly half of the
// memory on 64-bit processors, and next to no change on others.
const BASE = "(sizeof (void *) == 8 ? (uintptr_t) & m3_Yield : 0)";
const operationAt = (place) => `((IM3Operation) (${BASE} + (uintptr_t) (intptr_t) (i32) * (${place})))`;
const wordOf = (operation) => `(u32) ((uintptr_t) (${operation}) - ${BASE})`;
const WORDS = "(sizeof (void *) / sizeof (code_t))";
const ADVANCE = "(_pc += sizeof (TYPE) / sizeof (code_t))";
const EDITS = [
  ["m3_core.h", "typedef void /*const*/ *                    code_t;", "typedef u32 code_t;"],
  ["m3_core.h", "Threshold      4+2", "Threshold      16"],
  ["m3_exec_defs.h", "((IM3Operation)(* _pc))(_pc + 1,", `${operationAt("_pc")}(_pc + 1,`],
  ["m3_exec_defs.h", "((IM3Operation)(*  PC))( PC + 1,", `${operationAt("PC")}((PC) + 1,`],
  ["m3_exec.h", "* ((void **) (_pc-1)) = (void*)(OP)", `* (u32 *) (_pc - 1) = ${wordOf("OP")}`],
  ["m3_exec.h", "* ((TYPE *) _pc++)", `* (TYPE *) (${ADVANCE} - sizeof (TYPE) / sizeof (code_t))`],
  ["m3_exec.h", "skip_immediate(TYPE)       (_pc++)", `skip_immediate(TYPE) ${ADVANCE}`],
  ["m3_exec.h", "(M3RawCall) (* _pc++)", "immediate (M3RawCall)"],
  ["m3_exec.h", "* ((void**) --_pc)", `* ((void **) (_pc -= ${WORDS}))`],
  ["m3_exec.h", "jumpOp (* _pc);", "jumpOp (* (pc_t *) _pc);"],
  ["m3_exec.h", "(M3_SIZEOF_PTR == 4) ? 2 : 1", "2"],
  ["m3_compile.c", "i_numLines += 2;", "i_numLines += 4;"],
  ["m3_compile.c", "EmitWord (o->page, op_Branch)", `EmitWord32 (o->page, ${wordOf("op_Branch")})`],
  ["m3_compile.c", "EmitWord (o->page, i_operation)", `EmitWord32 (o->page, ${wordOf("i_operation")})`],
  ["m3_compile.c", "EmitWord (page, op_CallRawFunction)", `EmitWord32 (page, ${wordOf("op_CallRawFunction")})`],
  ["m3_compile.c", "targetCount + 4;", `${WORDS} * (targetCount + 4);`],
  [
    "m3_compile.c",
    "AcquireCodePageWithCapacity (io_module->runtime, 4)",
    "AcquireCodePageWithCapacity (io_module->runtime, 8)",
  ],
  [
    "m3_code.c",
    "i_page->code [i_page->info.lineIndex++] = i_word;",
    `memcpy (& i_page->code [i_page->info.lineIndex], & i_word, sizeof i_word); i_page->info.lineIndex += ${WORDS};`,
  ],
  ["m3_code.c", "#if M3_SIZEOF_PTR == 4", "#if 1"],
];

const FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), "build/wasm3");
const archive = join(FOLDER, ARCHIVE);

function fail(why) {
  console.error(`wasm3 cannot be had: ${why}`);
  process.exit(1);
}

function run(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { cwd: FOLDER, encoding: "utf8" });
  if (status !== 0) fail(error?.message ?? stderr.trim().split("\n").slice(0, 5).join("\n"));
}

const isPinned = () => createHash("sha512").update(readFileSync(archive)).digest("base64") === SHA512;

mkdirSync(FOLDER, { recursive: true });
if (!existsSync(archive) || !isPinned()) {
  run("npm", ["pack", PACKAGE, "--ignore-scripts", "--silent", "--pack-destination", FOLDER]);
  if (!isPinned()) {
    rmSync(archive);
    fail(`${PACKAGE} is not the package that tools/wasm3.mjs names: its octets differ`);
  }
}
const fresh = join(FOLDER, "fresh");
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh);
run("tar", ["-xzf", ARCHIVE, "-C", "fresh", "--strip-components=2", "package/cpp"]);
for (const [file, before, after] of EDITS) {
  const parts = readFileSync(join(fresh, file), "utf8").split(before);
  if (parts.length !== 2) fail(`${file} has not one place with ${before}`);
  writeFileSync(join(fresh, file), parts.join(after));
}
rmSync(join(FOLDER, "source"), { recursive: true, force: true });
renameSync(fresh, join(FOLDER, "source"));
