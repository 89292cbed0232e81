// From a start to the list of the store, published as stale: what of it is the core's.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { AddressScope, ErrorClass, InputKind, LinkState, LinkType } from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { encodeAddresses, encodeLink, encodeSpool, encodeStored } from "../../host/inputs.ts";
import { encodeJournalRecord } from "../../host/journal.ts";
import { decodeRecord, encodeRecord } from "../faults/support/record.ts";
import { STORE_VECTORS } from "../support/vectors.ts";
import { build } from "./native.ts";

/** As many lists and endpoints as are kept. */
const LISTS = 12;
const ENDPOINTS = 10;
const ENDPOINT_SIZE = 21;
const START_MS = 20_000;
const RESTORED = /"stale":true/;

const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

/** The fullest record; its last list is that of the network that comes. */
function fullRecord(): Uint8Array {
  const vector = STORE_VECTORS.find(({ path }) => path.endsWith("/addresses-alone.hex"));
  const own = Buffer.from(decodeRecord(vector?.octets ?? new Uint8Array(0))?.lists ?? []);
  const end = own.length - 1;
  const endpoint = own.subarray(end - ENDPOINT_SIZE, end);
  const list = Buffer.concat([
    own.subarray(0, end),
    ...Array.from({ length: ENDPOINTS - 1 }, () => endpoint),
    own.subarray(end),
  ]);
  const other = Buffer.from(list.toString("latin1").replace("eth1", "eth2"), "latin1");
  return encodeRecord(7, Buffer.concat([...Array.from({ length: LISTS - 1 }, () => other), list]));
}

function makeInputs(): [InputKind, Uint8Array][] {
  const record = fullRecord();
  const link = { ifindex: 2, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet };
  const address = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 57]);
  const facts = { address, prefixLength: 120, flags: 0, scope: AddressScope.Global, preferredS: 9, validS: 9 };
  const lease = "client=udhcpc\nevent=bound\ndevice=eth1\nlease=3600\n";
  return [
    [InputKind.Stored, encodeStored(0, ErrorClass.None, record)],
    [InputKind.Stored, encodeStored(1, ErrorClass.None, encodeRecord(6, record.subarray(16, -4)))],
    [InputKind.Config, octetsOf("")],
    [InputKind.Link, encodeLink(link)],
    [InputKind.Addresses, encodeAddresses(2, [facts])],
    [InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(lease))],
  ];
}

/** A start; true if the list is published. */
function start(core: Core, inputs: readonly [InputKind, Uint8Array][]): boolean {
  let isPublished = false;
  core.reset();
  for (const [kind, payload] of inputs) {
    core.handle(kind, payload, START_MS);
    for (let output = core.poll(); output !== null; output = core.poll()) {
      isPublished ||= RESTORED.test(Buffer.from(output).toString("latin1"));
    }
  }
  return isPublished;
}

/** What is in the store. */
export function describeStore(): string {
  return `${LISTS} lists and ${LISTS * ENDPOINTS} endpoints (${fullRecord().length} octets)`;
}

/** Milliseconds of starts in a board's library, each in a process of its own; or why not. */
export function timeBoardRestarts(runtime: string, times: number): number[] | string {
  const [program, file] = [`build/bench/restart-${runtime}`, "build/bench/restart.records"];
  const trouble = build(program, "ARCH=musl", `RUNTIME=${runtime}`);
  if (trouble !== null) return trouble;
  const records = makeInputs().map(([kind, payload]) => encodeJournalRecord({ kind, timeMs: START_MS, payload }));
  writeFileSync(file, Buffer.concat(records));
  return Array.from({ length: times }, () => {
    const [ms, isPublished] = execFileSync(program, [file], { encoding: "utf8" }).trim().split(" ").map(Number);
    if (ms === undefined || isPublished !== 1) throw new Error("no list came back");
    return ms;
  });
}

/** Milliseconds of starts: each of a module that was just compiled, with no line of it run before. */
export function timeRestarts(times: number): number[] {
  const inputs = makeInputs();
  return Array.from({ length: times }, () => {
    const module = new WebAssembly.Module(readFileSync("build/discovery.wasm"));
    const core = new Core(new WebAssembly.Instance(module).exports as unknown as CoreExports);
    const begin = process.hrtime.bigint();
    if (!start(core, inputs)) throw new Error("no list came back");
    return Number(process.hrtime.bigint() - begin) / 1e6;
  });
}
