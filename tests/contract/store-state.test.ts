// I-09 what the records at a start mean for the store: whether it works, is only read, or is
// put aside (docs/store.md).
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeControl, encodeStored } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf } from "../support/core.ts";
import { STORE_VECTORS } from "../support/vectors.ts";

const NOTHING = new Uint8Array(0);
const ofName = (name: string): Uint8Array =>
  STORE_VECTORS.find(({ path }) => path.endsWith(`/${name}.hex`))?.octets ?? assert.fail(name);
const GOOD = ofName("dhcp");
const DAMAGED = ofName("checksum");
const NEWER = ofName("newer-reader");

function start(slots: readonly [Uint8Array, Uint8Array]) {
  const core = makeReadyCore();
  const outputs = slots.flatMap(
    (octets, slot) => feed(core, InputKind.Stored, encodeStored(slot, ErrorClass.None, octets)).outputs,
  );
  const status = feed(core, InputKind.Control, encodeControl(0, octetsOf("status")));
  const [first] = status.outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
  return {
    store: first?.["store"],
    faults: outputs.filter(({ kind }) => kind === OutputKind.Log).map(({ handle }) => handle),
    isPutAside: outputs.some(({ kind }) => kind === OutputKind.StoreQuarantine),
  };
}

for (const [what, slots, store, faults, isPutAside] of [
  ["nothing", [NOTHING, NOTHING], "working", [], false],
  ["a record", [GOOD, NOTHING], "working", [], false],
  ["a damaged record beside a good one", [GOOD, DAMAGED], "working", [Code.StoreDamaged], false],
  ["two damaged records", [DAMAGED, DAMAGED], "working", [Code.StoreDamaged, Code.StoreDamaged], true],
  ["a record for later releases", [NOTHING, NEWER], "read-only", [Code.StoreNewer], false],
  ["such a record beside a good one", [NEWER, GOOD], "read-only", [Code.StoreNewer], false],
  ["such a record beside a damaged one", [NEWER, DAMAGED], "read-only", [Code.StoreNewer, Code.StoreDamaged], false],
] as const) {
  test(`${what}: ${store}${isPutAside ? ", and put aside" : ""}`, () => {
    assert.deepEqual(start(slots), { store, faults, isPutAside });
  });
}
