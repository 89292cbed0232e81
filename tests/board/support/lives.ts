// What every daemon has to live through, with its loop in C or in a script.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { decodeJournal, replayJournal } from "../../../host/journal.ts";
import { loadCore } from "../../../host/node/load-core.ts";
import { makeFolder, until } from "../../host/support/folder.ts";
import { lease, SERVER, startDaemon } from "./daemons.ts";
import type { Make, Started } from "./daemons.ts";

/** Starts a daemon that has 10.1.0.10 of a lease. */
export async function startLeased(context: TestContext, make: Make, options: readonly string[] = []): Promise<Started> {
  const daemon = await startDaemon(context, make, { leases: [lease("dots8", "0a01000a")], options });
  await until(() => daemon.result().includes("10.1.0.10"));
  return daemon;
}

/** Another lease comes and goes. */
export async function changeLeases(context: TestContext, make: Make): Promise<void> {
  const daemon = await startLeased(context, make);
  daemon.putLease(lease("dots9", "0a01000b"));
  await until(() => daemon.result().includes("10.1.0.11"));
  daemon.putLease({ interface: "dots9", lines: [] }, "udhcpc", "deconfig");
  await until(() => !daemon.result().includes("10.1.0.11"));
  assert.match(daemon.result(), /10\.1\.0\.10/);
}

/** Starts a daemon whose configuration is then another one, and read again: 192.0.2.9. */
export async function startReloaded(context: TestContext, make: Make): Promise<Started> {
  const daemon = await startDaemon(context, make, { configuration: SERVER });
  await until(() => daemon.result().includes("192.0.2.1"));
  writeFileSync(daemon.config, SERVER.replace("192.0.2.1", "192.0.2.9"));
  daemon.child.kill("SIGHUP");
  await until(() => daemon.result().includes("192.0.2.9"));
  return daemon;
}

/** What a daemon took down until a signal ended it replays on Node; the exit code of the daemon. */
export async function replayOnNode(context: TestContext, make: Make, signal: NodeJS.Signals): Promise<number | null> {
  const journal = join(makeFolder(context), "journal");
  const daemon = await startLeased(context, make, ["--journal", journal]);
  assert.ok(daemon.records("peers").length > 2);
  const code = await daemon.stop(signal);
  const recorded = decodeJournal(readFileSync(journal));
  assert.equal(recorded.damage, null);
  const { inputs, outputs, difference } = replayJournal(loadCore().instantiate(), recorded);
  assert.equal(difference, null);
  assert.ok(inputs > 5 && outputs > 10, `${inputs} inputs, ${outputs} outputs`);
  return code;
}

/** The result file, without for how long its rows are good. */
export const timelessResult = (daemon: Started): string =>
  daemon.result().replaceAll(/"valid_for_s":\d+/g, '"valid_for_s":0');
