// The core of the daemon in C traps, never returns or writes what no core would
// (tests/board/faulty.c): the daemon replaces it, or ends and is started anew.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { before, describe, test } from "node:test";
import { until } from "../host/support/folder.ts";
import { objects, startCommand } from "../host/support/command.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT, onBoard, startDaemon } from "./support/daemons.ts";
import type { Started } from "./support/daemons.ts";
import { assertEnd, FAULTY, isOver, isStored, known, startFaulty, storeOf } from "./support/faulty.ts";

const TRAP = 0;
const ENDLESS = 1;
const EXPORTS = ["abiVersion", "init", "window", "handle", "pollOutput", "selfTest"] as const;
const SEEDS = 8;

const restartsOf = (daemon: Started) =>
  Number(daemon.records("status").find(({ record }) => record === "host")?.["restarts"] ?? -1);

/** Gives the core inputs until something is so, or the daemon has ended. */
async function reloadUntil(daemon: Started, isTrue: () => boolean): Promise<void> {
  while (!isTrue() && !isOver(daemon)) {
    daemon.child.kill("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("a core that fails", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  for (const name of EXPORTS) {
    test(`a trap in every export leaves the daemon serving: ${name}`, async (context) => {
      const trap = { call: "handle", from: 8, times: 1, why: TRAP };
      // Of what only a new core calls the second, third and fourth call fail.
      const more = name === "handle" || name === "pollOutput" ? { ...trap, from: 12 } : { ...trap, from: 2, times: 3 };
      const leases = [known("dots8", "0a01000a")];
      const daemon = await startFaulty(context, [trap, { ...more, call: name }], { leases });
      await until(() => daemon.err().includes(`failed ${name} `) && daemon.err().includes("failed handle "));
      await until(() => restartsOf(daemon) > 0);
      daemon.putLease(known("dots9", "0a01000b"));
      await until(() => ["10.1.0.10", "10.1.0.11"].every((address) => daemon.result().includes(address)));
      await until(() => isStored(daemon, "0a01000b"));
      assert.match(daemon.err(), /the core failed \(unreachable\): it starts anew in 100 ms/);
      const failures = daemon.err().match(/the core failed/g)?.length;
      await until(() => restartsOf(daemon) === failures);
      assertEnd(daemon, await daemon.stop(), name);
    });
  }

  test("a slot of the store that the core cannot bear is told to be empty, so that it is written over", async (context) => {
    const leases = [known("dots8", "0a01000a")];
    const first = await startFaulty(context, [], { leases });
    await until(() => isStored(first, "0a01000a"));
    await first.stop();
    // The input after the first failure is slot 0, told to the new core.
    const faults = [8, 9].map((from) => ({ call: "handle", from, times: 1, why: TRAP }));
    const daemon = await startFaulty(context, faults, { leases, files: storeOf(first) });
    await until(() => daemon.result().includes("10.1.0.10") && restartsOf(daemon) === 2);
    daemon.putLease(known("dots9", "0a01000b"));
    await until(() => isStored(daemon, "0a01000b"));
    await until(() => daemon.ask("status", "--json").out.includes('"store":"working"'));
    assertEnd(daemon, await daemon.stop(), "a slot");
  });

  test("the list is served while there is no core", async (context) => {
    const fault = { call: "handle", from: 60, times: 0, why: TRAP };
    const daemon = await startFaulty(context, [fault], { leases: [known("dots8", "0a01000a")] });
    await until(() => daemon.result().includes("10.1.0.10"));
    await reloadUntil(daemon, () => daemon.err().includes("it starts anew in 800 ms"));
    const reply = daemon.ask("peers", "--json");
    assert.equal(reply.out, daemon.result());
    assert.match(reply.out, /10\.1\.0\.10/);
    assert.match(daemon.ask("status", "--json").err, /the daemon starts its core anew: try again/);
    assertEnd(daemon, await daemon.stop(), "no core");
  });

  test("whoever watches is told that he has to watch anew", async (context) => {
    const fault = { call: "handle", from: 60, times: 1, why: TRAP };
    const daemon = await startFaulty(context, [fault], { leases: [known("dots8", "0a01000a")] });
    await until(() => daemon.result().includes("10.1.0.10"));
    const watch = () => startCommand(["watch", "--json", "--socket", daemon.socket]);
    let watching = watch();
    context.after(() => watching.child.kill("SIGKILL"));
    // Its patience with clients is as short as its minutes are.
    await until(() => {
      if (watching.child.exitCode !== null) watching = watch();
      return watching.out().includes('"event":"current"');
    });
    await reloadUntil(daemon, () => daemon.err().includes("the core failed"));
    await watching.ended;
    assert.deepEqual(objects(watching.out()).at(-1), { event: "restarting", restarts: 1, after_ms: 100 });
  });

  test("a call that never ends: the process is ended, and the next one has the list", async (context) => {
    const leases = [known("dots8", "0a01000a")];
    const first = await startFaulty(context, [], { leases });
    await until(() => isStored(first, "0a01000a"));
    await first.stop();
    const files = storeOf(first);
    const daemon = await startFaulty(context, [{ call: "handle", from: 20, times: 1, why: ENDLESS }], {
      leases,
      files,
    });
    await reloadUntil(daemon, () => daemon.err().includes("failed handle"));
    await daemon.ended;
    assert.equal(daemon.child.signalCode, "SIGPROF");
    assert.match(daemon.result(), /10\.1\.0\.10/, "the list stays");
    // What it leaves behind, its socket too, is in nobody's way.
    const [program, ...words] = onBoard(SANITIZED).daemon;
    const places = [...daemon.places, "--state-dir", daemon.state, "--store-dir", daemon.store];
    const next = spawn(program, [...words, ...places], { stdio: ["ignore", "ignore", "pipe"], env: ENVIRONMENT });
    let err = "";
    next.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    await until(() => err.includes("listening at") && daemon.result().includes("10.1.0.10"));
    next.kill();
    await once(next, "close");
  });

  test(
    "random outputs of a hostile core do not harm the host",
    { skip: process.getuid?.() !== 0 && "needs root, for a network of its own" },
    async (context) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const fault = { call: "outputs", from: 20, times: 0, why: seed };
        const leases = [known("dots8", "0a01000a")];
        const daemon = await startFaulty(context, [fault], { leases, within: ["unshare", "--net"] });
        // Each core writes some outputs before it writes one that ends it.
        await reloadUntil(daemon, () => (daemon.err().match(/the core failed/g)?.length ?? 0) >= 4);
        assert.ok(!isOver(daemon), daemon.err());
        assertEnd(daemon, await daemon.stop(), `seed ${seed}`);
        const left = readdirSync(daemon.folder).sort();
        assert.deepEqual(left, ["config", "run", "spool", "state", "store"]);
      }
    },
  );
});

describe("a core that cannot run here", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  const cases = {
    "wrong ABI version": {
      call: "abiVersion",
      why: 99,
      message: /another ABI version than this host needs: install both from one release/,
    },
    "failed self-test": { call: "selfTest", why: 3, message: /fails the core's self-test .*: do not use it/ },
    "failed init": { call: "init", why: 7, message: /the core cannot be initialised/ },
    "a window outside of the memory": { call: "window", why: 65000, message: /outside of its exchange window/ },
    "a trap": { call: "selfTest", why: TRAP, message: /unreachable/ },
  };
  for (const [name, { call, why, message }] of Object.entries(cases)) {
    test(`${name}: a message, and 3`, async (context) => {
      const daemon = await startFaulty(context, [{ call, from: 1, times: 0, why }]);
      assert.equal(await daemon.ended, 3);
      assert.match(daemon.err(), message);
      assert.doesNotMatch(daemon.err(), /Sanitizer|listening at/);
    });
  }

  test("a daemon as it is built begins", async (context) => {
    const daemon = await startDaemon(context, onBoard(SANITIZED));
    assert.equal(await daemon.stop(), 0);
  });
});
