// Hardening, storage (e): records of every released format mean the same for ever.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AddressScope, Code, ErrorClass, InputKind, LinkState, LinkType, OutputKind } from "../../host/abi.gen.ts";
import { parsePrefix, toMappedPrefix } from "../../host/addresses.ts";
import { encodeAddresses, encodeControl, encodeLink, encodeSpool, encodeStored } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf } from "../support/core.ts";
import { nameOfCode, STORE_VECTORS } from "../support/vectors.ts";
import type { Json, Outcome } from "../support/vectors.ts";
import { decodeRecord } from "./support/record.ts";

const NOTHING = new Uint8Array(0);
const LEASE = "client=udhcpc\nevent=bound\ndevice=eth1\nserverid=192.0.2.1\nlease=3600\nopt213=03697370047465737400\n";

function rowText(row: Json): string {
  const [identity] = row["reference_ids"] as { type: string; value: string }[];
  assert.equal(row["stale"], true);
  return [
    ...[row["family"], row["address"], row["port"], row["transport"], row["channel"]],
    ...[identity?.type, identity?.value, row["method"], row["authority"]],
  ].join(" ");
}

/** What the release module makes of a record in a slot. */
function outcomeOf(octets: Uint8Array, slot: number): Outcome {
  const core = makeReadyCore();
  const stored = [slot, 1 - slot].sort().flatMap((at) => {
    const content = at === slot ? octets : NOTHING;
    return feed(core, InputKind.Stored, encodeStored(at, ErrorClass.None, content)).outputs;
  });
  const faults = stored.filter(({ kind }) => kind === OutputKind.Log);
  const link = { ifindex: 2, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet };
  feed(core, InputKind.Link, encodeLink(link));
  feed(core, InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(LEASE)));
  const addresses = ["192.0.2.57/24", "2001:db8:f1:1::57/64"].map((text) => {
    const prefix = parsePrefix(text);
    assert.ok(prefix !== undefined);
    const { address, length } = toMappedPrefix(prefix);
    return { address, prefixLength: length, flags: 0, scope: AddressScope.Global, preferredS: 9, validS: 9 };
  });
  feed(core, InputKind.Addresses, encodeAddresses(2, addresses));
  const { outputs } = feed(core, InputKind.Control, encodeControl(0, octetsOf("peers")));
  const peers = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map((line) => rowText(jsonOf(line)));
  const fault = faults[0] === undefined ? null : jsonOf(faults[0]);
  if (fault === null) {
    const record = decodeRecord(octets);
    return { ok: true, sequence: record?.sequence, octets: record?.lists.length, peers };
  }
  assert.deepEqual([faults.length, fault["value"], peers], [1, slot, []]);
  assert.ok([Code.StoreDamaged, Code.StoreNewer].includes(faults[0]?.handle as 196));
  return { ok: false, error: nameOfCode(fault["error"]), offset: fault["offset"] };
}

describe("each record of tests/vectors/store means in the release module what it says", () => {
  for (const { path, octets, expect } of STORE_VECTORS) {
    test(path, () => {
      for (const slot of [0, 1]) assert.deepEqual(outcomeOf(octets, slot), expect);
      const longer = Uint8Array.from([...octets, ...new Uint8Array(99).fill(0xff)]);
      assert.deepEqual(outcomeOf(longer, 0), expect, "what is behind the record does not matter");
    });
  }
});

test("there are records that are read, refused and left to a later release", () => {
  assert.ok(STORE_VECTORS.filter(({ expect }) => expect["ok"] === true).length >= 4);
  for (const error of ["store-damaged", "store-newer"])
    assert.ok(
      STORE_VECTORS.some(({ expect }) => expect["error"] === error),
      error,
    );
});
