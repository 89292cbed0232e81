// Decoding speed beside other decoders, in one run: `make bench`. Every decoder makes
// the same content of the same message, names as text; the digests say whether it
// did. Decoders take turns, so that what else the machine does meets all of them.
import { DHCP_ACK } from "./dhcp-ack.ts";
import { core, decoders } from "./decoders.ts";
import type { Decoder } from "./decoders.ts";
import { digestOf } from "./digest.ts";
import { GROWING, WHOLE_CHAIN } from "./messages.ts";
import { askOnce, makeSelectingCore, PREFIXES, requestOf } from "./select.ts";
import { buildBoardDecoders, compileNative, runNative, timeFirstQuestions } from "./native.ts";
import { describeStore, timeBoardRestarts, timeRestarts } from "./restart.ts";
import { InspectKind } from "../../host/core.ts";

const ROUNDS = 9;
const SLICES = 3;
/** How long a slice takes, about. */
const SLICE_NS = 10e6;
const STARTS = 20;
/** Of the daemon in C. */
const RUNTIMES = ["wasm2c", "wasm3"] as const;
const OWN = "dots-discovery";
const MICROSECONDS_FROM = 10_000;

const print = (line = "") => process.stdout.write(`${line}\n`);
/** Processor time of this process: what else the machine does is not counted. */
function nowNs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** Nanoseconds a call. */
function timeCalls(call: () => void, iterations: number): number {
  const start = nowNs();
  for (let i = 0; i < iterations; i++) call();
  return (nowNs() - start) / iterations;
}

/** How many calls make a slice; finding out warms the code up. */
function calibrate(call: () => void): number {
  for (let iterations = 1; ; iterations *= 2) {
    const ns = timeCalls(call, iterations) * iterations;
    if (ns > 10 * SLICE_NS) return Math.ceil((iterations * SLICE_NS) / ns);
  }
}

interface Contestant {
  readonly name: string;
  readonly digest: string;
  /** Allocations a message, or octets of heap where those cannot be counted. */
  readonly allocations: string;
  /** Nanoseconds a message of some slices. */
  readonly run: () => readonly number[];
}

/** Octets of garbage that a call leaves, about: so few calls at once that hardly any collection falls among them. */
function heapOctets(call: () => void): number {
  const CALLS = 20;
  const growth = Array.from({ length: 25 }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < CALLS; i++) call();
    return (process.memoryUsage().heapUsed - before) / CALLS;
  });
  return Math.max(0, median(growth));
}

function managed(decoder: Decoder, message: Uint8Array): Contestant {
  const call = decoder.prepare(message);
  const iterations = calibrate(call);
  return {
    name: decoder.name,
    digest: digestOf(decoder.decode(message)),
    allocations: decoder === core ? "0" : `${(heapOctets(call) / 1000).toFixed(1)} kB heap`,
    run: () => Array.from({ length: SLICES }, () => timeCalls(decoder.prepare(message), iterations)),
  };
}

function native(name: string, message: Uint8Array): Contestant {
  const { digest, allocations, ns } = runNative(name, message, 2000, 1);
  const iterations = Math.ceil(SLICE_NS / (ns[0] ?? SLICE_NS));
  return { name, digest, allocations: String(allocations), run: () => runNative(name, message, iterations, SLICES).ns };
}

/** Median nanoseconds of each contestant, by turns. */
function compete(contestants: readonly Contestant[]): Map<string, number> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, run } of contestants) times.get(name)?.push(...run());
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

const nsText = (ns: number) => (ns < MICROSECONDS_FROM ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(1)} us`);

function contestantsFor(message: Uint8Array, names: readonly string[]): Contestant[] {
  const all = [...decoders.map((each) => managed(each, message)), ...names.map((name) => native(name, message))];
  const differing = all.filter(({ digest }) => digest !== all[0]?.digest);
  if (differing.length > 0) throw new Error(`another digest: ${differing.map(({ name }) => name).join(", ")}`);
  return all;
}

function benchMessage(names: readonly string[]): void {
  const contestants = contestantsFor(WHOLE_CHAIN, names);
  const times = compete(contestants);
  const own = times.get(OWN) ?? NaN;
  print(`A DNS answer of ${WHOLE_CHAIN.length} octets: 3 NAPTR, SRV, AAAA, A, OPT; digest ${contestants[0]?.digest}`);
  print(`${"decoder".padEnd(16)}${"median".padStart(10)}${"ratio".padStart(9)}   allocations`);
  for (const { name, allocations } of contestants) {
    const ns = times.get(name) ?? NaN;
    const ratio = `${(ns / own).toFixed(2)} x`;
    print(`${name.padEnd(16)}${nsText(ns).padStart(10)}${ratio.padStart(9)}   ${allocations}`);
  }
}

function benchGrowth(names: readonly string[]): void {
  print();
  print("Nanoseconds an octet as messages grow (SRV, AAAA and A for each server)");
  const title = [OWN, "dns-packet", ...names].map((name) => name.padStart(16)).join("");
  print(`${"octets".padEnd(8)}${title}`);
  for (const message of GROWING) {
    const times = compete(contestantsFor(message, names));
    const cells = [...times.values()].map((ns) => (ns / message.length).toFixed(2).padStart(16)).join("");
    print(`${String(message.length).padEnd(8)}${cells}`);
  }
}

function benchDhcp(): void {
  const call = core.prepare(DHCP_ACK, InspectKind.Dhcp4);
  const iterations = calibrate(call);
  const ns = median(Array.from({ length: ROUNDS * SLICES }, () => timeCalls(call, iterations)));
  print();
  print(`A DHCPv4 ACK of ${DHCP_ACK.length} octets with options 147 and 148: ${nsText(ns)}, 0 allocations`);
}

/** Text in to JSON out, in the module as it is released. */
function benchSelect(): void {
  const selecting = makeSelectingCore();
  print();
  for (const targets of [1, 32]) {
    const request = requestOf(targets);
    const call = () => void askOnce(selecting, request);
    const iterations = calibrate(call);
    const ns = median(Array.from({ length: ROUNDS * SLICES }, () => timeCalls(call, iterations)));
    const each = targets === 1 ? "alone" : `among ${targets}`;
    print(
      `select with ${PREFIXES} prefixes: ${nsText(ns / targets)} a target ${each}, ${askOnce(selecting, request)} outputs`,
    );
  }
}

function tellStarts(title: string, ms: readonly number[] | string): void {
  const found =
    typeof ms === "string"
      ? `left out: ${ms}`
      : `${median(ms).toFixed(2)} ms, the shortest ${Math.min(...ms).toFixed(2)} ms`;
  print(`${title}: ${found}`);
}

function benchRestart(): void {
  print();
  const title = (runtime: string) => `From a start with ${describeStore()} to the stale list, ${runtime}`;
  for (const runtime of RUNTIMES) tellStarts(title(runtime), timeBoardRestarts(runtime, STARTS));
  tellStarts(title("V8, just compiled"), timeRestarts(STARTS));
}

/** A daemon in C, static with musl, until its first question. */
function benchFirstQuestion(): void {
  print();
  for (const runtime of RUNTIMES) {
    tellStarts(
      `From the start of the daemon with ${runtime} to its first question`,
      timeFirstQuestions(runtime, STARTS),
    );
  }
}

const { names, missing } = compileNative();
const board = buildBoardDecoders();
for (const reason of [...missing, ...board.missing]) print(`left out: ${reason}`);
benchMessage([...board.names, ...names]);
benchGrowth(names);
benchDhcp();
benchSelect();
benchFirstQuestion();
benchRestart();
