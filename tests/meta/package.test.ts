// The package works where it is installed, and the command in this folder.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ROOT } from "../support/project.ts";

const elsewhere = mkdtempSync(join(tmpdir(), "dots-discovery-package-"));
after(() => rmSync(elsewhere, { recursive: true }));

/** Runs a program without a network and with an empty npm cache. */
function run(command: string, args: readonly string[], cwd: string) {
  const npm = { npm_config_cache: join(elsewhere, "cache"), npm_config_offline: "true", npm_config_audit: "false" };
  const env = { ...process.env, ...npm, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8", input: "" });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

/** The emulator's default shows servers of both uplinks. */
function assertServerTable(output: string): void {
  const rows = output.split("\n").filter((line) => /\b4646\b/.test(line));
  assert.ok(
    rows.some((line) => /\bwan\b/.test(line)),
    output,
  );
  assert.ok(
    rows.some((line) => /\bwwan\b/.test(line)),
    output,
  );
}

test("the packed package works elsewhere, without a network", () => {
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", elsewhere], ROOT),
  ) as [{ filename: string; files: { path: string }[] }];
  const paths = packed.files.map(({ path }) => path);
  for (const needed of ["build/discovery.wasm", "build/discovery.inspect.wasm", "README.md", "LICENSE"]) {
    assert.ok(paths.includes(needed), `${needed} is not in the package`);
  }
  assert.deepEqual(
    paths.filter((path) => /^(tests|tools|assembly|node_modules)\//.test(path)),
    [],
  );
  const home = join(elsewhere, "home");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), "{}");
  run("npm", ["install", "--ignore-scripts", "--no-fund", join(elsewhere, packed.filename)], home);
  assertServerTable(run(join(home, "node_modules/.bin/dots-discovery"), ["emulate"], home));
  assertServerTable(run("npx", ["dots-discovery", "emulate"], home));
});

test("npx dots-discovery works in the project's root after make build", () => {
  run("make", ["build"], ROOT);
  assertServerTable(run("npx", ["dots-discovery", "emulate"], ROOT));
  // Again, now that npx has its view of the package.
  assertServerTable(run("npx", ["dots-discovery", "emulate"], ROOT));
});
