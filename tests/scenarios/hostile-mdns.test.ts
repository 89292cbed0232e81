// Multicast DNS from everybody on the link: floods, broken messages, forged goodbyes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { parseRecord } from "../../host/emulator/dns-record.ts";
import { Emulation } from "../../host/emulator/emulation.ts";
import { MDNS_RESPONSE, encodeMdnsResponse } from "../../host/emulator/mdns-message.ts";
import type { Notice } from "../../host/emulator/observer.ts";
import { readScenario } from "../../host/emulator/scenario-reader.ts";
import { toHex } from "../../host/emulator/octets.ts";
import { makeCore } from "../support/core.ts";

const CONFIG = ["interface lan", "methods mdns", "server dots", "method mdns", "reference-identifier dots.test"];
const SERVER = ["_dots-signal._udp 4500 PTR gw._dots-signal._udp", "gw._dots-signal._udp SRV 0 0 5000 gw", "gw A 192.168.1.9"];
const MOST_OCTETS = 9000;

function encode(lines: readonly string[]): Uint8Array {
  const records = lines.map((line) => parseRecord(line, { origin: ["local"], ttlS: 3000 }) ?? assert.fail(line));
  return encodeMdnsResponse(records, MDNS_RESPONSE);
}

/** Runs a LAN on which each message comes at its second. */
function listen(messages: readonly Uint8Array[], everyMs: number): { emulation: Emulation; notices: Notice[] } {
  const notices: Notice[] = [];
  const events = messages.map((octets, index) => ({
    at: `${20_000 + index * everyMs}ms`,
    do: "mdns",
    interface: "lan",
    address: "192.168.1.66",
    hex: toHex(octets),
  }));
  const network = { interface: "lan", addresses: ["192.168.1.1/24"], mdns: {} };
  const scenario = readScenario({ name: "lan", config: CONFIG, networks: [network], events });
  const emulation = new Emulation(scenario, makeCore(), { observe: (notice) => void notices.push(notice) });
  emulation.runUntil(20_000 + messages.length * everyMs + 30_000);
  return { emulation, notices };
}

function addresses(emulation: Emulation): unknown[] {
  return emulation.request("peers").map((line) => (JSON.parse(line) as { address: unknown }).address);
}

function count(notices: readonly Notice[], code: number): number {
  return notices.filter((notice) => notice.kind === "log" && notice.code === code).length;
}

test("a flood of servers leaves the one that was there first, and is counted", () => {
  const flood = Array.from({ length: 1000 }, (_, i) =>
    encode([`_dots-signal._udp PTR x${i}._dots-signal._udp`, `x${i}._dots-signal._udp SRV 0 0 4646 x${i}`, `x${i} A 192.168.1.77`]),
  );
  const { emulation, notices } = listen([encode(SERVER), ...flood], 20);
  assert.ok(addresses(emulation).includes("192.168.1.9"));
  // Told at 1, 2, 4, 8 …
  const told = count(notices, Code.LimitReached);
  assert.ok(told > 4 && told < 40, `told ${told} times`);
  const runs = count(notices, Code.RunBegins);
  assert.ok(runs < 10, `${runs} runs`);
  const asked = notices.filter((notice) => notice.kind === "packet" && notice.message === "QUERY").length;
  assert.ok(asked < 60, `${asked} questions`);
});

test("a message of 9000 octets is read, one that is longer is not", () => {
  const other = "other TXT";
  const padding = Array.from({ length: 33 }, () => `${other} "${"x".repeat(250)}"`);
  const sizeOf = (last: number) => encode([...padding, `${other} "${"y".repeat(last)}"`, ...SERVER]).length;
  const last = 100 + MOST_OCTETS - sizeOf(100);
  assert.ok(last > 0 && last <= 255, `${last}`);
  const longest = encode([...padding, `${other} "${"y".repeat(last)}"`, ...SERVER]);
  assert.equal(longest.length, MOST_OCTETS);
  assert.deepEqual(addresses(listen([longest], 1000).emulation), ["192.168.1.9"]);
  const longer = new Uint8Array(MOST_OCTETS + 1);
  longer.set(longest);
  assert.deepEqual(addresses(listen([longer], 1000).emulation), []);
});

test("a message that is cut at any octet, or has octets to spare, changes nothing", () => {
  const whole = encode(SERVER);
  const cuts = Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
  const { emulation, notices } = listen([...cuts, Uint8Array.of(...whole, 0)], 50);
  assert.deepEqual(addresses(emulation), []);
  // Not even the empty one goes by without a word.
  assert.equal(count(notices, Code.AnswerDropped), whole.length + 1);
});

test("forged goodbyes: the list stays, as one that is not confirmed", () => {
  const goodbye = encode(SERVER.map((line) => line.replace(/ (4500 )?(PTR|SRV|A) /, " 0 $2 ")));
  const { emulation } = listen([encode(SERVER), ...Array.from({ length: 50 }, () => goodbye)], 500);
  const rows = emulation.request("peers").map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    rows.map(({ address, stale }) => [address, stale]),
    [["192.168.1.9", true]],
  );
});

test("records without compression, and with it inside SRV, are the same", () => {
  const name = (text: string) => text.split(".").map((label) => [label.length, ...Buffer.from(label)]);
  const wire = (text: string) => Uint8Array.from([...name(text).flat(), 0]);
  const record = (owner: Uint8Array, type: number, rdata: Uint8Array) =>
    Uint8Array.of(...owner, 0, type, 0, 1, 0, 0, 0, 120, rdata.length >> 8, rdata.length & 255, ...rdata);
  const service = wire("_dots-signal._udp.local");
  const instance = wire("gw._dots-signal._udp.local");
  const host = wire("gw.local");
  const header = Uint8Array.of(0, 0, 0x84, 0, 0, 0, 0, 3, 0, 0, 0, 0);
  const plain = [
    record(service, 12, instance),
    record(instance, 33, Uint8Array.of(0, 0, 0, 0, 0x13, 0x88, ...host)),
    record(host, 1, Uint8Array.of(192, 168, 1, 9)),
  ];
  const octets = Uint8Array.of(...header, ...plain.flatMap((part) => [...part]));
  assert.deepEqual(addresses(listen([octets], 1000).emulation), ["192.168.1.9"]);
  // The target of SRV: "gw" and a pointer to "local" in the first owner.
  const local = 12 + service.length - 7;
  const packed = [plain[0], record(instance, 33, Uint8Array.of(0, 0, 0, 0, 0x13, 0x88, 2, 0x67, 0x77, 0xc0, local)), plain[2]];
  const compressed = Uint8Array.of(...header, ...packed.flatMap((part) => [...(part ?? [])]));
  assert.deepEqual(addresses(listen([compressed], 1000).emulation), ["192.168.1.9"]);
});
