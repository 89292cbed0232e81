import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AddressesInput,
  AddressFlag,
  AddressScope,
  ErrorClass,
  InputKind,
  LinkState,
  LinkType,
} from "../../host/abi.gen.ts";
import {
  encodeAddresses,
  encodeClientClosed,
  encodeControl,
  encodeDatagram,
  encodeFailure,
  encodeLink,
  encodeSpool,
  encodeStored,
  encodeStoreWritten,
  encodeTcpMessage,
} from "../../host/inputs.ts";
import { World } from "../../host/world.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");
const ascii = (text: string) => new Uint8Array(Buffer.from(text));
const LINK = { ifindex: 0x01020304, name: ascii("wan"), state: LinkState.Up, type: LinkType.Ppp };
const ADDRESS = {
  address: Uint8Array.from({ length: 16 }, (_, index) => index),
  prefixLength: 64,
  flags: AddressFlag.Deprecated | AddressFlag.Temporary,
  scope: AddressScope.Link,
  preferredS: 1,
  validS: 0xffffffff,
};

test("records have the layout of assembly/abi.ts", () => {
  assert.equal(hex(encodeLink(LINK)), "04030201" + "01" + "02" + "03" + "00" + "77616e");
  assert.equal(
    hex(encodeAddresses(5, [ADDRESS])),
    "05000000" +
      "0100" +
      "0000" +
      "000102030405060708090a0b0c0d0e0f" +
      "40" +
      "05" +
      "01" +
      "00" +
      "01000000" +
      "ffffffff",
  );
  assert.equal(encodeAddresses(5, []).length, AddressesInput.Entries);
  assert.equal(hex(encodeSpool(ascii("a.inet"), ascii("x\n"))), "06612e696e6574780a");
  assert.equal(hex(encodeSpool(ascii("a.inet"), null)), "06612e696e6574");
  assert.equal(hex(encodeControl(0x0102, ascii("peers"))), "02010000" + "7065657273");
  assert.equal(hex(encodeClientClosed(0x0102)), "0201");
  const source = { address: ADDRESS.address, port: 0x0304, ifindex: 0x05060708 };
  assert.equal(
    hex(encodeDatagram(0x0102, source, ascii("a"))),
    "0201" + "0403" + "08070605" + "000102030405060708090a0b0c0d0e0f" + "61",
  );
  assert.equal(hex(encodeTcpMessage(0x0102, ascii("ab"))), "02010000" + "6162");
  assert.equal(hex(encodeStored(1, ErrorClass.ReadOnly, ascii("ab"))), "01070000" + "6162");
  assert.equal(hex(encodeStored(0, ErrorClass.None, ascii(""))), "00000000");
  assert.equal(hex(encodeStoreWritten(1, ErrorClass.Io)), "0109");
  assert.equal(hex(encodeFailure(0x0102, ErrorClass.Refused)), "0201" + "02" + "00");
});

test("a world keeps the last input of each lasting state, in the order of a start", () => {
  const world = new World();
  const spool = (name: string, text: string | null) => encodeSpool(ascii(name), text === null ? null : ascii(text));
  world.remember(InputKind.Spool, spool("a.inet", "old"));
  const stored = (slot: number, text: string) => encodeStored(slot, ErrorClass.None, ascii(text));
  for (const text of ["at the start", "now"]) world.remember(InputKind.Stored, stored(0, text));
  world.remember(InputKind.Stored, stored(1, "other"));
  world.remember(InputKind.StoreWritten, encodeStoreWritten(0, ErrorClass.None));
  world.remember(InputKind.Spool, spool("b.inet", "gone soon"));
  world.remember(InputKind.Addresses, encodeAddresses(5, [ADDRESS]));
  world.remember(InputKind.Link, encodeLink(LINK));
  world.remember(InputKind.Link, encodeLink({ ...LINK, ifindex: 7 }));
  world.remember(InputKind.Config, ascii("profile auto"));
  world.remember(InputKind.Control, encodeControl(1, ascii("status")));
  world.remember(InputKind.Entropy, ascii("random"));
  world.remember(InputKind.TimeReached, ascii(""));
  world.remember(InputKind.Spool, spool("a.inet", "new"));
  world.remember(InputKind.Spool, spool("b.inet", null));
  world.remember(InputKind.Link, encodeLink({ ...LINK, ifindex: 7, state: LinkState.Gone }));
  assert.deepEqual(world.all(), [
    { kind: InputKind.Stored, payload: stored(0, "now") },
    { kind: InputKind.Stored, payload: stored(1, "other") },
    { kind: InputKind.Config, payload: ascii("profile auto") },
    { kind: InputKind.Link, payload: encodeLink(LINK) },
    { kind: InputKind.Addresses, payload: encodeAddresses(5, [ADDRESS]) },
    { kind: InputKind.Spool, payload: spool("a.inet", "new") },
  ]);
});

test("a world forgets what the core cannot bear, and interfaces without addresses", () => {
  const world = new World();
  world.remember(InputKind.Addresses, encodeAddresses(5, [ADDRESS]));
  world.remember(InputKind.Addresses, encodeAddresses(5, []));
  world.remember(InputKind.Config, ascii("bad"));
  world.forget(InputKind.Config, ascii("bad"));
  world.forget(InputKind.Control, ascii("status"));
  assert.deepEqual(world.all(), []);
});
