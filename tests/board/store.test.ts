// The store of the daemon in C, with the core's clock so fast that a record is written at once.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { ErrorClass, InputKind, Output, OutputKind } from "../../host/abi.gen.ts";
import { decodeJournal } from "../../host/journal.ts";
import { checkKills } from "../faults/support/killed.ts";
import { decodeRecord } from "../faults/support/record.ts";
import { makeFolder, until } from "../host/support/folder.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { ENVIRONMENT } from "./support/daemons.ts";
import { assertEnd, FAULTY, isStored, known, startFaulty, storeOf } from "./support/faulty.ts";

const KILLS = Number(process.env["KILLS"] ?? 20);
const LEASES = [known("dots8", "0a01000a")];
/** The result file is synced too. */
const MOST_SYNCS = 8;

interface Written {
  readonly slot: number;
  readonly octets: Uint8Array;
  readonly result: number;
  /** The result is known. */
  readonly settled: boolean;
}

/** The records that a daemon wrote, and what became of each. */
function writesOf(journal: Uint8Array): Written[] {
  const { records } = decodeJournal(journal);
  const results = records.filter(({ kind }) => kind === InputKind.StoreWritten).map(({ payload }) => payload[1] ?? 0);
  return records
    .filter(({ kind }) => kind === OutputKind.StoreWrite)
    .map(({ payload }, at) => ({
      slot: payload[Output.Flags] ?? 0,
      octets: payload.subarray(Output.Payload),
      result: results[at] ?? ErrorClass.None,
      settled: at < results.length,
    }));
}

describe("the store of the daemon in C", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  test("an error of fsync: the whole record is written again over the same slot", async (context) => {
    let failures = 0;
    for (let from = 1; from <= MOST_SYNCS; from++) {
      const fault = { call: "fsync", from, times: 1, why: constants.errno.EIO };
      const journal = join(makeFolder(context), "journal");
      const daemon = await startFaulty(context, [fault], { leases: LEASES, options: ["--journal", journal] });
      await until(() =>
        writesOf(readFileSync(journal)).some(({ result, settled }) => settled && result === ErrorClass.None),
      );
      assertEnd(daemon, await daemon.stop(), `fsync ${from}`);
      const [first, second] = writesOf(readFileSync(journal));
      assert.ok(isStored(daemon, "0a01000a"));
      if (first === undefined || first.result === ErrorClass.None) continue;
      failures++;
      assert.equal(first.result, ErrorClass.Io);
      assert.equal(second?.slot, first.slot);
      assert.notEqual(decodeRecord(second?.octets ?? new Uint8Array(0)), null, "a whole record");
    }
    assert.ok(failures > 0);
  });

  test("both slots bad: they are kept under other names, and the store begins anew", async (context) => {
    const garbage = Buffer.alloc(64, "x");
    const files = { "store/lists.a": garbage, "store/lists.b": garbage };
    const daemon = await startFaulty(context, [], { leases: LEASES, files });
    await until(() => isStored(daemon, "0a01000a"));
    assert.match(daemon.err(), /two damaged records: they are kept as lists\.a\.bad and lists\.b\.bad/);
    assertEnd(daemon, await daemon.stop(), "both slots bad");
    assert.deepEqual(readdirSync(daemon.store).sort(), ["lists.a", "lists.a.bad", "lists.b.bad"]);
    assert.deepEqual(readFileSync(join(daemon.store, "lists.b.bad")), garbage);
  });

  test("a newer format: read-only, and not an octet is written", async (context) => {
    const { octets } = STORE_VECTORS.find(({ path }) => path.endsWith("newer-reader.hex")) ?? assert.fail();
    const files = { "store/lists.a": octets, "store/lists.b": octets };
    const daemon = await startFaulty(context, [], { leases: LEASES, files });
    await until(() => daemon.result().includes("10.1.0.10"));
    await until(() => daemon.ask("status", "--json").out.includes('"store":"read-only"'));
    assertEnd(daemon, await daemon.stop(), "a newer format");
    for (const left of Object.values(storeOf(daemon))) assert.deepEqual(new Uint8Array(left), octets);
  });

  test(`SIGKILL, ${KILLS} times: nothing that it acknowledged is lost`, (context) =>
    checkKills(context, KILLS, { command: [FAULTY, "run"], env: ENVIRONMENT }));
});
