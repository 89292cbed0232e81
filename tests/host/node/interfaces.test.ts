import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { NetworkInterfaceInfo } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import {
  AddressesInput,
  AddressEntry,
  AddressFlag,
  AddressScope,
  InputKind,
  LinkInput,
  LinkState,
  LinkType,
} from "../../../host/abi.gen.ts";
import { InterfaceMonitor } from "../../../host/node/interfaces.ts";
import { makeFolder } from "../support/folder.ts";

interface Device {
  ifindex: number | string;
  operstate?: string;
  flags?: string;
  type?: number;
  uevent?: string;
}

/** A machine in files, and what a monitor tells of it. */
function makeMachine(context: TestContext) {
  const folder = makeFolder(context);
  const sysClassNet = join(folder, "net");
  const ifInet6 = join(folder, "if_inet6");
  const inet: Record<string, Partial<NetworkInterfaceInfo>[]> = {};
  const fed: { kind: InputKind; payload: Uint8Array }[] = [];
  mkdirSync(sysClassNet);
  writeFileSync(ifInet6, "");
  const monitor = new InterfaceMonitor((kind, payload) => fed.push({ kind, payload }), {
    sysClassNet,
    ifInet6,
    networkInterfaces: () => inet as NodeJS.Dict<NetworkInterfaceInfo[]>,
  });
  const plug = (name: string, { ifindex, operstate = "up", flags = "0x1003", type = 1, uevent = "" }: Device) => {
    mkdirSync(join(sysClassNet, name), { recursive: true });
    for (const [file, text] of Object.entries({ ifindex, operstate, flags, type, uevent })) {
      writeFileSync(join(sysClassNet, name, file), `${text}\n`);
    }
  };
  const unplug = (name: string) => rmSync(join(sysClassNet, name), { recursive: true });
  const poll = () => {
    monitor.poll();
    return fed.splice(0).map(describe);
  };
  return { plug, unplug, poll, inet, setInet6: (text: string) => writeFileSync(ifInet6, text), monitor };
}

const nameOf = (table: Record<string, number>, value: number | undefined) =>
  Object.keys(table).find((key) => table[key] === value) ?? "?";

function describe({ kind, payload }: { kind: InputKind; payload: Uint8Array }): string {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (kind === InputKind.Link) {
    const name = Buffer.from(payload.subarray(LinkInput.Name)).toString();
    return `link ${view.getUint32(0, true)} ${name} ${nameOf(LinkState, payload[LinkInput.State])} ${nameOf(LinkType, payload[LinkInput.Type])}`;
  }
  const entries = [];
  for (let at: number = AddressesInput.Entries; at < payload.length; at += AddressEntry.Size) {
    const address = Buffer.from(payload.subarray(at, at + 16)).toString("hex");
    const [length, flags, scope] = payload.subarray(at + AddressEntry.PrefixLength, at + AddressEntry.Scope + 1);
    const preferred = view.getUint32(at + AddressEntry.PreferredS, true) === 0 ? " unpreferred" : "";
    entries.push(` ${address}/${length} ${flags} ${nameOf(AddressScope, scope)}${preferred}`);
  }
  assert.equal(view.getUint16(AddressesInput.Count, true), entries.length);
  return `addresses ${view.getUint32(0, true)}${entries.join(",")}`;
}

test("links come by index, then their addresses; then only changes", (context) => {
  const { plug, poll } = makeMachine(context);
  plug("wan", { ifindex: 10 });
  plug("lo", { ifindex: 1, operstate: "unknown", type: 772 });
  assert.deepEqual(poll(), ["link 1 lo Up Loopback", "link 10 wan Up Ethernet", "addresses 1", "addresses 10"]);
  assert.deepEqual(poll(), []);
  plug("wan", { ifindex: 10, operstate: "down" });
  assert.deepEqual(poll(), ["link 10 wan Down Ethernet"]);
});

test("an interface that is gone loses its addresses first", (context) => {
  const { plug, unplug, poll } = makeMachine(context);
  plug("ppp0", { ifindex: 7, type: 512, operstate: "unknown" });
  assert.deepEqual(poll(), ["link 7 ppp0 Up Ppp", "addresses 7"]);
  unplug("ppp0");
  assert.deepEqual(poll(), ["addresses 7", "link 7 ppp0 Gone Ppp"]);
  plug("ppp0", { ifindex: 8, type: 512, operstate: "unknown", flags: "0x1002" });
  assert.deepEqual(poll(), ["link 8 ppp0 Down Ppp", "addresses 8"]);
});

test("types of links", (context) => {
  const { plug, poll } = makeMachine(context);
  plug("wwan0", { ifindex: 2, type: 65534, uevent: "DEVTYPE=wwan\nINTERFACE=wwan0" });
  plug("rmnet", { ifindex: 3, type: 519 });
  plug("sit0", { ifindex: 4, type: 776 });
  plug("odd", { ifindex: 5, type: 65534 });
  const links = poll().filter((line) => line.startsWith("link"));
  assert.deepEqual(links, [
    "link 2 wwan0 Up Wwan",
    "link 3 rmnet Up Wwan",
    "link 4 sit0 Up Tunnel",
    "link 5 odd Up Other",
  ]);
});

test("what is no interface is left out", (context) => {
  const { plug, poll } = makeMachine(context);
  plug("bonding_masters", { ifindex: "" });
  plug("sixteen-letters-", { ifindex: 9 });
  assert.deepEqual(poll(), []);
});

test("IPv6 addresses with scope and flags, in one order", (context) => {
  const { plug, poll, setInet6 } = makeMachine(context);
  plug("wan", { ifindex: 0x1f });
  poll();
  const global = "20010db8000000000000000000000005 1f 40 00 a1      wan";
  const link = "fe800000000000000000000000000001 1f 40 20 c0      wan";
  setInet6(`${link}\n${global}\nnonsense\n`);
  const flags = AddressFlag.Deprecated | AddressFlag.Temporary;
  const expected = [
    `addresses 31 20010db8000000000000000000000005/64 ${flags} Global unpreferred, ` +
      `fe800000000000000000000000000001/64 ${AddressFlag.Tentative} Link`,
  ];
  assert.deepEqual(poll(), expected);
  setInet6(`${global}\n${link}\n`);
  assert.deepEqual(poll(), [], "the order in which the kernel tells them does not matter");
});

test("IPv4 addresses in mapped form, also of labels", (context) => {
  const { plug, poll, inet } = makeMachine(context);
  plug("wan", { ifindex: 3 });
  poll();
  inet["wan"] = [
    { family: "IPv4", address: "192.0.2.7", cidr: "192.0.2.7/24" },
    { family: "IPv6", address: "2001:db8::1", cidr: "2001:db8::1/64" },
  ];
  inet["wan:1"] = [{ family: "IPv4", address: "169.254.1.2", cidr: "169.254.1.2/16" }];
  assert.deepEqual(poll(), [
    "addresses 3 00000000000000000000ffffa9fe0102/112 0 Link, 00000000000000000000ffffc0000207/120 0 Global",
  ]);
});

test("this machine has a loopback interface", () => {
  const names: string[] = [];
  new InterfaceMonitor((kind, payload) => {
    if (kind === InputKind.Link) names.push(describe({ kind, payload }));
  }).poll();
  assert.ok(
    names.some((line) => /^link 1 lo \w+ Loopback$/.test(line)),
    names.join("; "),
  );
});
