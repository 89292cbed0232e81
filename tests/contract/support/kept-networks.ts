// Routers with a store, and networks whose lists it keeps.
import assert from "node:assert/strict";
import { ErrorClass, InputKind, OutputKind } from "../../../host/abi.gen.ts";
import { encodeStored, encodeStoreWritten } from "../../../host/inputs.ts";
import { encodeRecord } from "../../faults/support/record.ts";
import { Router } from "./router.ts";

/** The mark of the subnet 192.0.2.0/24. */
export const SUBNET = 0x2ad9314c;
/** What an empty slot holds. */
export const NOTHING = new Uint8Array(0);

export const deviceOf = (index: number) => `eth${index}`;

/** A router whose store has a record with these lists, or is empty. */
export function startWith(lists: Uint8Array, router = new Router()): Router {
  const record = lists.length === 0 ? NOTHING : encodeRecord(1, lists);
  router.feed(InputKind.Stored, encodeStored(0, ErrorClass.None, record));
  const read = router.outputs;
  router.feed(InputKind.Stored, encodeStored(1, ErrorClass.None, NOTHING));
  router.outputs = [...read, ...router.outputs];
  return router;
}

/** The interface comes to the network 192.0.2.0/24, and a lease says that it names no server. */
export function attach(router: Router, index: number, ...values: readonly string[]): Router {
  router.link(2 + index, deviceOf(index)).assign(2 + index, "192.0.2.57/24");
  const lease = ["client=udhcpc", "event=bound", `device=${deviceOf(index)}`, "lease=360000", ...values];
  return router.spool(`net${index}.inet`, ...lease);
}

/** Of a lease: so many servers, the first of them 192.0.2.16. */
export const SERVERS = (addresses: number) =>
  `opt148=${Array.from({ length: addresses }, (_, each) => `c00002${(each + 16).toString(16)}`).join("")}`;

/** The record that is written a minute after a change, and is stored then. */
export function writtenRecord(router: Router): Uint8Array {
  router.pass(60_000);
  const { flags, payload } =
    router.outputs.find(({ kind }) => kind === OutputKind.StoreWrite) ?? assert.fail("no record");
  router.feed(InputKind.StoreWritten, encodeStoreWritten(flags, ErrorClass.None));
  return payload;
}
