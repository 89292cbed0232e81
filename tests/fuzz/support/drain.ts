// What must hold of every output, and of their order in one drain (docs/abi.md).
import assert from "node:assert/strict";
import {
  DeadlineOutput,
  FileFlag,
  LogLevel,
  MAX_CLIENTS,
  MAX_MESSAGE_LENGTH,
  Output,
  OutputKind,
} from "../../../host/abi.gen.ts";
import { codeName } from "../../../host/fault.ts";
import { jsonOf, MAX_DRAIN, ORDER, outputOf } from "../../support/core.ts";
import type { OutputRecord } from "../../support/core.ts";
import { NETWORKS, networkOfText } from "./networks.ts";

const LONGEST_STORE_RECORD = MAX_MESSAGE_LENGTH;

/** The outputs of one input. */
export class Drain {
  private count = 0;
  private rank = 0;
  private fileIsOpen = false;

  /** @throws AssertionError at an output that is not as it has to be */
  check(octets: Uint8Array): void {
    const record = outputOf(octets);
    assert.ok(++this.count <= MAX_DRAIN, "the drain comes to an end");
    assert.ok(
      octets.subarray(Output.Handle + 2, Output.Payload).every((octet) => octet === 0),
      "reserved octets",
    );
    const rank = ORDER.get(record.kind) ?? assert.fail(`output of the unknown kind ${record.kind}`);
    assert.ok(rank >= this.rank, "outputs come in the documented order");
    this.rank = rank;
    this.checkRecord(record);
  }

  private checkRecord(record: OutputRecord): void {
    const { kind, flags, handle, payload } = record;
    switch (kind) {
      case OutputKind.Log:
        assert.ok(flags >= LogLevel.Error && flags <= LogLevel.Debug, `log level ${flags}`);
        assert.notEqual(codeName(handle), String(handle), `a log record with the unknown code ${handle}`);
        return void jsonOf(record);
      case OutputKind.Event:
        assert.ok(flags < 1 << MAX_CLIENTS, `event for clients ${flags}`);
        return void jsonOf(record);
      case OutputKind.ClientSend:
        assert.ok((handle & 0xff) < MAX_CLIENTS, `client ${handle}`);
        return void jsonOf(record);
      case OutputKind.ClientClose:
        return assert.equal(payload.length, 0);
      case OutputKind.FileReplace:
        return this.checkFile(record);
      case OutputKind.EntropyWanted:
        return assert.ok(handle >= 1 && handle <= 256, `${handle} octets of entropy`);
      case OutputKind.Deadline:
        return assert.equal(payload.length, DeadlineOutput.Size - Output.Payload);
      case OutputKind.StoreWrite:
        assert.ok(flags <= 1, `store slot ${flags}`);
        assert.ok(
          payload.length > 0 && payload.length <= LONGEST_STORE_RECORD,
          `a store record of ${payload.length} octets`,
        );
    }
  }

  private checkFile(record: OutputRecord): void {
    const { flags, payload } = record;
    assert.ok(flags <= (FileFlag.First | FileFlag.Last), `file flags ${flags}`);
    assert.equal(
      (flags & FileFlag.First) !== 0,
      !this.fileIsOpen,
      "one result file is complete before the next begins",
    );
    this.fileIsOpen = (flags & FileFlag.Last) === 0;
    if (payload.length === 0) assert.equal(flags, FileFlag.First | FileFlag.Last);
    else checkRow(jsonOf(record));
  }
}

/** A published row belongs to the network that its address is marked with, or to none in particular. */
function checkRow(row: Record<string, unknown>): void {
  assert.ok(row["record"] === "peer" || row["record"] === "waiting", `a row of kind ${String(row["record"])}`);
  const network = networkOfText(String(row["address"]));
  const place = row["interface"];
  const isOther = network !== undefined && NETWORKS.some(({ device }) => device === place && device !== network.device);
  assert.ok(!isOther, `an address of ${network?.device} is published for ${String(place)}`);
}
