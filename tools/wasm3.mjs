// Brings the C sources of wasm3 into build/wasm3/source: `node tools/wasm3.mjs`. They are in
// an npm package, which npm packs and nothing installs or runs. It has to have the octets
// that are pinned here; one that is there already is not asked for again.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "react-native-webassembly@0.3.3";
const ARCHIVE = "react-native-webassembly-0.3.3.tgz";
const SHA512 = "wC8r/C6bHcWsNZmzES6vhMX1bao3JtG2FIVC9Un5kTn9EKQBN63qGVGMaD7ppe/vkzD8aPTfj9MKjsid4m7VRA==";

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
rmSync(join(FOLDER, "source"), { recursive: true, force: true });
renameSync(fresh, join(FOLDER, "source"));
