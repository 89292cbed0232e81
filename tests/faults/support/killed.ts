// A daemon that is killed at any moment, again and again, while its lists change all the
// time. What it has acknowledged is in its store afterwards.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { ErrorClass, InputKind, Output, OutputKind, StoredInput } from "../../../host/abi.gen.ts";
import { decodeJournal } from "../../../host/journal.ts";
import type { JournalRecord } from "../../../host/journal.ts";
import { makeFolder, until } from "../../host/support/folder.ts";
import { decodeRecord } from "./record.ts";
import type { StoreRecord } from "./record.ts";

/** How a daemon is started, with a clock so fast that a minute is over at once. */
export interface Killed {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The daemon has found its feet by then; it is killed at any moment up to the last. */
const LATEST_KILL_MS = 120;
const LEASE_EVERY_MS = 3;
const EMPTY: StoreRecord = { sequence: 0, lists: new Uint8Array(0) };

class Router {
  private readonly folder: string;
  private readonly spool: string;
  private readonly killed: Killed;
  private leases = 0;

  constructor(folder: string, killed: Killed) {
    this.folder = folder;
    this.killed = killed;
    this.spool = join(folder, "spool");
    mkdirSync(this.spool, { mode: 0o700 });
    writeFileSync(join(folder, "config"), "");
  }

  /** Runs the daemon until it is killed, which is not before it has acknowledged a record if it is to `commit`; returns its journal. */
  async run(commit: boolean): Promise<readonly JournalRecord[]> {
    const journal = join(this.folder, "journal");
    writeFileSync(journal, "");
    const places = {
      config: "config",
      socket: "control.sock",
      spool: "spool",
      "state-dir": "state",
      "store-dir": "store",
    };
    const words = Object.entries({ ...places, journal: "journal" }).flatMap(([option, name]) => [
      `--${option}`,
      join(this.folder, name),
    ]);
    const [program, ...first] = this.killed.command;
    const child = spawn(program, [...first, ...words], { env: this.killed.env, stdio: "ignore" });
    const ended = new Promise((done) => child.on("close", done));
    const changing = setInterval(() => this.putLease(), LEASE_EVERY_MS);
    const isReady = () => (commit ? acknowledges(journal) : readFileSync(journal).length > 40);
    await until(() => isReady() || child.exitCode !== null);
    await new Promise((done) => setTimeout(done, Math.random() * LATEST_KILL_MS));
    assert.equal(child.exitCode, null, "the daemon runs until it is killed");
    child.kill("SIGKILL");
    await ended;
    clearInterval(changing);
    return decodeJournal(readFileSync(journal)).records;
  }

  /** The record that a start would find: the newest whole one. */
  recover(): StoreRecord {
    const records = this.slots().flatMap((octets) => decodeRecord(octets) ?? []);
    return records.reduce((newest, record) => (record.sequence > newest.sequence ? record : newest), EMPTY);
  }

  slots(): Uint8Array[] {
    const paths = ["lists.a", "lists.b"].map((name) => join(this.folder, "store", name));
    return paths.map((path) => (existsSync(path) ? readFileSync(path) : new Uint8Array(0)));
  }

  /** Names that nobody but the store gives to files there. */
  files(): string[] {
    return readdirSync(join(this.folder, "store")).sort();
  }

  private putLease(): void {
    const number = this.leases++;
    const address = (index: number) =>
      Buffer.from([198, 18 + (number >> 16), number >> 8, number + index]).toString("hex");
    const addresses = Array.from({ length: 1 + (number % 20) }, (_, index) => address(index)).join("");
    const lines = ["client=udhcpc", "event=bound", "device=dots8", "serverid=192.0.2.1", "lease=4000000000"];
    writeFileSync(join(this.spool, ".new"), [...lines, `opt148=${addresses}`, ""].join("\n"));
    renameSync(join(this.spool, ".new"), join(this.spool, "dots8.inet"));
  }
}

/** True if a journal that is still being written has an acknowledged record. */
function acknowledges(journal: string): boolean {
  const octets = readFileSync(journal);
  return octets.length > 40 && decodeJournal(octets).records.some(({ kind }) => kind === InputKind.StoreWritten);
}

interface Run {
  /** Records that were acknowledged. */
  readonly acknowledged: StoreRecord[];
  /** Nothing, or the record that was being written. */
  readonly inFlight: StoreRecord[];
}

function readRun(journal: readonly JournalRecord[]): Run {
  const run: Run = { acknowledged: [], inFlight: [] };
  for (const { kind, payload } of journal) {
    if (kind === OutputKind.StoreWrite) {
      const record = decodeRecord(payload.subarray(Output.Payload));
      assert.ok(record !== null, "the core writes whole records");
      run.inFlight.push(record);
    }
    if (kind !== InputKind.StoreWritten) continue;
    assert.equal(payload[1], ErrorClass.None);
    run.acknowledged.push(...run.inFlight.splice(0));
  }
  return run;
}

/** Kills it so often, and checks what is left each time. */
export async function checkKills(context: TestContext, kills: number, killed: Killed): Promise<void> {
  const router = new Router(makeFolder(context), killed);
  let commits = 0;
  let interrupted = 0;
  let before = EMPTY;
  for (let kill = 0; kill < kills; kill++) {
    const found = router.slots();
    const journal = await router.run(kill % 2 === 0);
    const told = journal.filter(({ kind }) => kind === InputKind.Stored).map(({ payload }) => payload);
    for (const [slot, payload] of told.entries()) {
      const octets = payload.subarray(StoredInput.Bytes);
      assert.ok(Buffer.compare(octets, found[slot] ?? octets) === 0, `kill ${kill}: slot ${slot} is told as it is`);
    }
    const { acknowledged, inFlight } = readRun(journal);
    const recovered = router.recover();
    const allowed = [acknowledged.at(-1) ?? before, ...inFlight];
    assert.ok(
      allowed.some(
        (record) => Buffer.compare(record.lists, recovered.lists) === 0 && record.sequence === recovered.sequence,
      ),
      `kill ${kill}: record ${recovered.sequence} instead of ${allowed.map(({ sequence }) => sequence).join(" or ")}`,
    );
    commits += acknowledged.length;
    interrupted += inFlight.length;
    before = recovered;
  }
  assert.ok(commits >= kills / 2, `only ${commits} records were written`);
  assert.deepEqual(router.files(), ["lists.a", "lists.b"]);
  context.diagnostic(
    `${kills} kills, ${commits} records acknowledged, ${interrupted} kills within a record: nothing was lost`,
  );
}
