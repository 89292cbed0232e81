// A core that really traps, by the switch of the inspect build: the daemon replaces it,
// tells it everything again, keeps serving the list meanwhile, counts it and says so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { Code } from "../../../host/abi.gen.ts";
import { Daemon } from "../../../host/node/daemon.ts";
import { loadCore } from "../../../host/node/load-core.ts";
import { parseParticulars } from "../../../host/render/particulars.ts";
import type { Particulars } from "../../../host/render/particulars.ts";
import { renderEvent } from "../../../host/render/peers.ts";
import { parseModule } from "../../support/wasm.ts";
import { makeFolder, until } from "../support/folder.ts";
import * as running from "../support/running.ts";

const INSPECT = "build/discovery.inspect.wasm";

async function start(context: TestContext, module = loadCore(INSPECT)) {
  const folder = makeFolder(context);
  const spoolPath = join(folder, "spool");
  const [socketPath, resultPath] = [join(folder, "control.sock"), join(folder, "servers.json")];
  /** What the daemon itself logged. */
  const errors: string[] = [];
  const events: Particulars[] = [];
  const daemon = new Daemon({
    ...{ module, socketPath, spoolPath, resultPath, store: null, recorder: null },
    log: { record: () => undefined, error: (sentence) => errors.push(sentence) },
    onEvent: (line) => events.push(parseParticulars(line)),
  });
  context.after(() => daemon.stop());
  await daemon.start(Buffer.from("profile auto\n"));
  return {
    errors,
    events,
    putLease: (addresses: string, device: string) => running.putLease(spoolPath, addresses, device),
    published: () => running.publishedIn(resultPath),
    ask: (request: string) => running.ask(socketPath, request),
  };
}

const addressesOf = (records: readonly Particulars[]) => [...new Set(records.map(({ address }) => address))];
const hostOf = (records: readonly Particulars[]) => records.find(({ record }) => record === "host");

test("there is a switch to trap in the inspect build only", async (context) => {
  const { ask } = await start(context, loadCore());
  for (const request of ["trap", "trap-drain"]) {
    assert.deepEqual(await ask(request), [{ record: "error", error: Code.ControlRequest, offset: 0 }]);
  }
  const exportsOf = (path: string) => parseModule(new Uint8Array(readFileSync(path))).exports;
  const more = exportsOf(INSPECT).filter((name) => !exportsOf("build/discovery.wasm").includes(name));
  assert.deepEqual(more.sort(), ["decode", "inspect", "result"]);
});

for (const request of ["trap", "trap-drain"]) {
  test(`${request}: a new core knows what the lost one knew, and the list was there all the time`, async (context) => {
    const { ask, putLease, published, errors, events } = await start(context);
    putLease("0a01000a", "wan");
    await until(() => published().includes("10.1.0.10"));
    assert.deepEqual(hostOf(await ask("status")), { record: "host", restarts: 0 });
    assert.deepEqual(await ask(request), []);
    assert.equal(errors.length, 1);
    assert.match(
      errors[0] ?? "",
      /the core failed at an input of kind control \(unreachable\): it starts anew in 100 ms/,
    );
    // Nobody has made another one yet: the daemon answers by itself, or the new core does if this machine was slow.
    assert.deepEqual(addressesOf(await ask("peers")), ["10.1.0.10"]);
    assert.deepEqual(published(), ["10.1.0.10"]);
    let status: Particulars[] = [];
    while (hostOf(status) === undefined) status = await ask("status");
    assert.deepEqual(hostOf(status), { record: "host", restarts: 1 });
    assert.deepEqual(addressesOf(await ask("peers")), ["10.1.0.10"]);
    assert.deepEqual(published(), ["10.1.0.10"]);
    putLease("0a01000b", "lte");
    await until(() => published().includes("10.1.0.11"));
    assert.deepEqual(
      events.filter(({ event }) => event === "restarting"),
      [{ event: "restarting", restarts: 1, after_ms: 100 }],
    );
  });
}

test("while there is no core the list is served and anything else has to wait", async (context) => {
  const inspect = loadCore(INSPECT);
  let isBroken = false;
  const instantiate = () => {
    if (isBroken) throw new Error("no core today");
    return inspect.instantiate();
  };
  const { ask, putLease, published } = await start(context, { hash: inspect.hash, instantiate });
  putLease("0a01000a", "wan");
  await until(() => published().includes("10.1.0.10"));
  const before = await ask("peers");
  isBroken = true;
  await ask("trap");
  const refused = [{ record: "error", error: Code.NotInitialised, offset: 0 }];
  assert.deepEqual(await ask("status"), refused);
  assert.deepEqual(await ask("peers wan"), refused);
  const during = await ask("peers");
  assert.ok(during.length > 0);
  assert.deepEqual(
    during.map(({ id }) => id),
    before.map(({ id }) => id),
  );
  isBroken = false;
  let status: Particulars[] = [];
  while (hostOf(status) === undefined) status = await ask("status");
  assert.deepEqual(addressesOf(await ask("peers wan")), ["10.1.0.10"]);
});

test("whoever watches is told that he has to watch anew", async (context) => {
  const { ask, putLease, published } = await start(context);
  putLease("0a01000a", "wan");
  await until(() => published().includes("10.1.0.10"));
  const watching = ask("watch");
  await ask("status");
  await ask("trap");
  const events = await watching;
  assert.deepEqual(events.at(-1), { event: "restarting", restarts: 1, after_ms: 100 });
  assert.ok(events.some(({ event }) => event === "current"));
  assert.equal(
    renderEvent(events.at(-1) as Particulars),
    "the core failed and is replaced (times so far: 1): watch again",
  );
});
