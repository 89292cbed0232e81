import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { Code, InputKind, OutputKind, StoredInput } from "../../../host/abi.gen.ts";
import { Core } from "../../../host/core.ts";
import type { CoreExports } from "../../../host/core.ts";
import { decodeJournal, replayJournal } from "../../../host/journal.ts";
import { Daemon } from "../../../host/node/daemon.ts";
import { JournalFile } from "../../../host/node/journal-file.ts";
import { loadCore } from "../../../host/node/load-core.ts";
import type { CoreModule } from "../../../host/node/load-core.ts";
import { SlotStore } from "../../../host/node/store.ts";
import { makeExports } from "../../support/core.ts";
import { makeFolder, until } from "../support/folder.ts";
import { outputRecord, reactingExports } from "../support/hostile-core.ts";
import * as running from "../support/running.ts";

async function startDaemon(
  context: TestContext,
  module: CoreModule,
  configuration = "",
  store: SlotStore | null = null,
) {
  const folder = makeFolder(context);
  const codes: number[] = [];
  const errors: string[] = [];
  const paths = {
    socketPath: join(folder, "control.sock"),
    spoolPath: join(folder, "spool"),
    resultPath: join(folder, "servers.json"),
  };
  const journalPath = join(folder, "journal");
  const recorder = new JournalFile(journalPath, module.hash, (sentence) => errors.push(sentence));
  const daemon = new Daemon({
    module,
    ...paths,
    store,
    recorder,
    log: { record: (_level, code) => codes.push(code), error: (sentence) => errors.push(sentence) },
  });
  context.after(() => daemon.stop());
  await daemon.start(Buffer.from(configuration));
  const putLease = (addresses: string, device = "wan") => running.putLease(paths.spoolPath, addresses, device);
  const published = () => running.publishedIn(paths.resultPath);
  const ask = (request: string) => running.ask(paths.socketPath, request);
  return { daemon, codes, errors, putLease, published, ask, journalPath, ...paths };
}

// Leases of several interfaces: for one interface the core lets ten seconds pass between two runs.

/** The real core, of which a function can be made to trap at will. */
function fragileModule(): {
  module: CoreModule;
  traps: Map<keyof CoreExports, (...values: number[]) => boolean>;
  made: () => number;
} {
  const traps = new Map<keyof CoreExports, (...values: number[]) => boolean>();
  let made = 0;
  const instantiate = () => {
    made++;
    const exports = makeExports();
    const functions = exports as unknown as Record<string, (...values: number[]) => number>;
    const guarded: Record<string, unknown> = { memory: exports.memory };
    for (const name of ["abiVersion", "init", "window", "handle", "pollOutput", "selfTest"] as const) {
      guarded[name] = (...values: number[]) => {
        if (traps.get(name)?.(...values)) throw new Error("unreachable");
        return functions[name]?.(...values);
      };
    }
    return new Core(guarded as unknown as CoreExports);
  };
  return { module: { hash: loadCore().hash, instantiate }, traps, made: () => made };
}

/** A condition that holds for one call at most. */
const onlyOnce = (condition: (...values: number[]) => boolean) => {
  let armed = true;
  return (...values: number[]) => armed && condition(...values) && !(armed = false);
};

test("a lease in the spool becomes the published list, and its journal replays", async (context) => {
  const { putLease, published, ask, journalPath, daemon } = await startDaemon(context, loadCore());
  putLease("0a01000a");
  await until(() => published().includes("10.1.0.10"));
  putLease("0a01000b", "lte");
  await until(() => published().includes("10.1.0.11"));
  assert.deepEqual(published(), ["10.1.0.10", "10.1.0.11"]);
  const peers = await ask("peers lte");
  assert.deepEqual([...new Set(peers.map((peer) => peer["address"]))], ["10.1.0.11"]);
  daemon.stop();
  const journal = decodeJournal(readFileSync(journalPath));
  const { inputs, outputs, difference } = replayJournal(loadCore().instantiate(), journal);
  assert.equal(difference, null);
  assert.ok(inputs > 3 && outputs > 3 && journal.damage === null);
});

test("a lease that was written while the daemon was down counts at its start", async (context) => {
  const first = await startDaemon(context, loadCore());
  first.daemon.stop();
  first.putLease("0a01000a");
  const second = new Daemon({
    module: loadCore(),
    socketPath: first.socketPath,
    spoolPath: first.spoolPath,
    resultPath: first.resultPath,
    store: null,
    recorder: null,
    log: { record: () => undefined, error: (sentence) => assert.fail(sentence) },
  });
  context.after(() => second.stop());
  await second.start(new Uint8Array(0));
  await until(() => first.published().includes("10.1.0.10"));
});

test("a request that is too long is refused and the daemon says why", async (context) => {
  const { ask, errors } = await startDaemon(context, loadCore());
  const reply = await ask(`peers ${"x".repeat(20000)}`);
  assert.deepEqual(reply, [{ record: "error", error: Code.InputLength, offset: 16640 }]);
  assert.match(errors[0] ?? "", /input of kind control was refused/);
});

for (const name of ["handle", "pollOutput"] as const) {
  test(`a trap in every export leaves the daemon serving: after one in ${name} a new core knows what the lost one knew`, async (context) => {
    const { module, traps, made } = fragileModule();
    const { putLease, published, errors, ask, daemon } = await startDaemon(context, module);
    putLease("0a01000a");
    await until(() => published().includes("10.1.0.10"));
    traps.set(
      name,
      onlyOnce(() => true),
    );
    daemon.configure(Buffer.from("profile auto"));
    assert.match(errors[0] ?? "", /the core failed at an input of kind config \(unreachable\)/);
    assert.deepEqual(published(), ["10.1.0.10"], "the last list stays");
    await until(() => made() === 2);
    const peers = await ask("peers");
    assert.deepEqual([...new Set(peers.map((peer) => peer["address"]))], ["10.1.0.10"]);
    putLease("0a01000b", "lte");
    await until(() => published().includes("10.1.0.11"));
  });
}

test("an input that the core cannot bear is left out, the others are told again", async (context) => {
  const { module, traps } = fragileModule();
  const { putLease, published, errors } = await startDaemon(context, module);
  traps.set("handle", (kind = 0, length = 0) => kind === InputKind.Spool && length > 1000);
  putLease("0a01000a");
  await until(() => published().includes("10.1.0.10"));
  putLease("0a01000b".repeat(200), "evil");
  await until(() => errors.length > 0);
  putLease("0a01000c", "lte");
  await until(() => published().includes("10.1.0.12"));
  assert.equal(errors.length, 2, "it failed when it came, and when a new core was told of it");
});

for (const name of ["abiVersion", "init", "window", "selfTest"] as const) {
  test(`a trap in every export leaves the daemon serving: while ${name} traps the daemon tries again and answers that it cannot`, async (context) => {
    const { module, traps, made } = fragileModule();
    const { ask, daemon, codes } = await startDaemon(context, module);
    let failing = true;
    traps.set(name, () => failing);
    traps.set(
      "handle",
      onlyOnce(() => true),
    );
    daemon.configure(new Uint8Array(0));
    assert.deepEqual(await ask("status"), [{ record: "error", error: Code.NotInitialised, offset: 0 }]);
    await until(() => made() >= 3);
    failing = false;
    codes.length = 0;
    await until(() => codes.length > 0);
    assert.ok((await ask("status")).some(({ record }) => record === "status"));
  });
}

test("a core that cannot run here is an error at the start", async (context) => {
  const { module, traps } = fragileModule();
  traps.set("selfTest", () => true);
  await assert.rejects(startDaemon(context, module), /unreachable/);
});

test("a result that cannot be written is told once and tried again", async (context) => {
  const { putLease, published, errors, resultPath } = await startDaemon(context, loadCore());
  rmSync(resultPath);
  mkdirSync(join(resultPath, "in-the-way"), { recursive: true });
  putLease("0a01000a");
  await until(() => errors.length > 0);
  assert.match(errors[0] ?? "", /servers\.json cannot be written/);
  renameSync(resultPath, `${resultPath}.away`);
  await until(() => published().includes("10.1.0.10"));
  assert.equal(errors.length, 1);
});

test("a core that replaces a failed one gets the slots of the store as they are by then", async (context) => {
  const told: string[][] = [];
  const written: string[] = [];
  const react = (kind: number, payload: Uint8Array) => {
    const text = Buffer.from(payload.subarray(StoredInput.Bytes)).toString();
    if (kind === InputKind.Stored) told.at(-1)?.push(`${payload[StoredInput.Slot]}:${text}`);
    if (kind === InputKind.StoreWritten) written.push([...payload].join(":"));
    if (kind === InputKind.Control) throw new Error("unreachable");
    if (kind !== InputKind.Config || told.length > 1) return [];
    return [outputRecord(OutputKind.StoreWrite, 1, 0, "new"), outputRecord(OutputKind.StoreWrite, 0, 0, "brand-new")];
  };
  const instantiate = () => {
    told.push([]);
    return new Core(reactingExports(react));
  };
  const folder = makeFolder(context);
  const store = new SlotStore(join(folder, "store"), (sentence) => assert.fail(sentence));
  store.write(0, Buffer.from("old"));
  const { ask } = await startDaemon(context, { hash: loadCore().hash, instantiate }, "", store);
  assert.deepEqual(told, [["0:old", "1:"]]);
  assert.deepEqual(written, ["1:0", "0:0"]);
  await ask("status");
  await until(() => told.length === 2);
  assert.deepEqual(told[1]?.sort(), ["0:brand-new", "1:new"]);
});

test("a daemon whose store cannot be used says so, and serves its lists", async (context) => {
  const problems: string[] = [];
  const path = join(makeFolder(context), "store");
  writeFileSync(path, "in the way");
  const store = new SlotStore(path, (sentence) => problems.push(sentence));
  const { putLease, published, ask } = await startDaemon(context, loadCore(), "", store);
  assert.match(problems[0] ?? "", /the store cannot be used: .* is not a directory/);
  assert.equal((await ask("status"))[0]?.["store"], "degraded");
  putLease("0a01000a");
  await until(() => published().includes("10.1.0.10"));
});

test("a slot of the store that the core cannot bear is told to be empty, so that it is written over", async (context) => {
  const { module, traps, made } = fragileModule();
  const store = new SlotStore(join(makeFolder(context), "store"), (sentence) => assert.fail(sentence));
  store.write(0, Buffer.alloc(64, "x"));
  const { ask, daemon, errors } = await startDaemon(context, module, "", store);
  traps.set("handle", (kind = 0, length = 0) => made() > 1 && kind === InputKind.Stored && length > StoredInput.Bytes);
  traps.set(
    "pollOutput",
    onlyOnce(() => true),
  );
  daemon.configure(Buffer.from("profile auto"));
  await until(() => made() === 3);
  assert.equal(errors.length, 2, "it failed by chance, and when a new core was told of the slot");
  await until(() => errors.length === 2);
  assert.equal((await ask("status"))[0]?.["store"], "working");
});
