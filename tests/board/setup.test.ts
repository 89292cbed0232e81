// tools/setup.sh where it cannot install anything: it says what is left out and why,
// and lets the tests go on.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

const PURPOSES = [
  "C replay of journals",
  "replay on big-endian mips",
  "the library in programs of others",
  "the daemon in C, static",
  "the daemon in C on other processors",
  "hooks under other shells",
  "real leases in network namespaces",
  "policy routing in network namespaces",
  "speed beside other decoders",
  "service resolution against real name servers",
  "multicast DNS beside real responders",
  "the baseline, a script that asks the same",
  "matrix of DHCP servers and clients in network namespaces",
  "two providers and what crosses their links",
  "handshakes with the servers found",
];

/** Runs the setup with programs of the machine replaced by scripts of one line. */
function runSetup(context: TestContext, programs: Record<string, string>, path: string) {
  const folder = mkdtempSync(join(tmpdir(), "dots-setup-"));
  context.after(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
  const env = { PATH: `${folder}:${path}`, TOUCHED: join(folder, "touched") };
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["tools/setup.sh"], { env, encoding: "utf8" });
  return { status, lines: stdout.split("\n").slice(0, -1), stderr, installed: existsSync(env.TOUCHED) };
}

function assertLeftOut(lines: readonly string[], why: string): void {
  assert.equal(lines.length, PURPOSES.length, lines.join("\n"));
  for (const [index, purpose] of PURPOSES.entries()) {
    const line = lines[index] ?? "";
    assert.ok(line.startsWith(`setup: left out (${why}): ${purpose}: needs `), line);
    assert.match(line, /: needs [a-z0-9][a-z0-9 .+-]*$/);
  }
}

test("not a Debian system", (context) => {
  const { status, lines, stderr } = runSetup(context, {}, "");
  assertLeftOut(lines, "not a Debian system");
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("not root, and every package missing", (context) => {
  const programs = { id: "echo 1000", "dpkg-query": "exit 1", "apt-get": 'touch "$TOUCHED"' };
  const { status, lines, stderr, installed } = runSetup(context, programs, "/usr/bin:/bin");
  assertLeftOut(lines, "not root, cannot install packages");
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.ok(!installed);
});

test("every package there: nothing is asked of apt", (context) => {
  const programs = { id: "echo 1000", "dpkg-query": "printf 'ii '", "apt-get": 'touch "$TOUCHED"' };
  const { status, lines, installed } = runSetup(context, programs, "/usr/bin:/bin");
  assert.deepEqual(lines, ["setup: every Debian package is there"]);
  assert.equal(status, 0);
  assert.ok(!installed);
});
