// What the coverage-guided fuzzer begins with: every scenario, journal and corpus file
// and some random histories, as records of records.h; and the words of the core as a
// table for its mutator.
import { readdirSync, readFileSync } from "node:fs";
import { DatagramInput, InputKind, Output, OutputKind, TcpMessageInput } from "../../../host/abi.gen.ts";
import { Emulation } from "../../../host/emulator/emulation.ts";
import { parseScenario } from "../../../host/emulator/scenario-reader.ts";
import { decodeJournal, encodeJournalRecord } from "../../../host/journal.ts";
import type { JournalRecord } from "../../../host/journal.ts";
import { makeCore } from "../../support/core.ts";
import { readText } from "../../support/project.ts";
import { live, makeHistory } from "../support/history.ts";

/** `FUZZ_ANSWER` of records.h. */
const ANSWER = 64;
const HEADER_LENGTH = 12;
const FIRST_OUTPUT = OutputKind.UdpOpen;
const HISTORIES = 80;
const MOVES = 40;
/** Longer ones are cut: the fuzzer is the better the shorter its inputs are. */
const MOST_RECORDS = 60;
const MOST_OCTETS = 12_000;

/** The header of a message and what follows its questions. */
function withoutQuestion(message: Uint8Array): Uint8Array {
  let at = HEADER_LENGTH;
  while (at < message.length && (message[at] ?? 0) > 0 && (message[at] ?? 0) < 64) at += 1 + (message[at] ?? 0);
  return Uint8Array.from([...message.subarray(0, HEADER_LENGTH), ...message.subarray(at + 5)]);
}

/** Keeps the list of open sockets as harness.c does, so that an answer finds its question. */
class OpenSockets {
  private readonly handles: number[] = [];

  take({ kind, payload }: JournalRecord): void {
    const handle = new DataView(payload.buffer, payload.byteOffset).getUint16(Output.Handle, true);
    if (kind === OutputKind.UdpOpen || kind === OutputKind.TcpAsk || kind === OutputKind.McastJoin)
      this.handles.push(handle);
    if (kind === OutputKind.Close) this.close(handle);
  }

  close(handle: number): number {
    const at = this.handles.indexOf(handle);
    const last = this.handles.pop();
    if (at >= 0 && at < this.handles.length) this.handles[at] = last as number;
    else if (at < 0 && last !== undefined) this.handles.push(last);
    return at;
  }

  find(handle: number): number {
    return this.handles.indexOf(handle);
  }
}

/** The inputs among some records, without entropy, which the harness has its own of. */
function convert(records: readonly JournalRecord[]): Uint8Array {
  const sockets = new OpenSockets();
  const parts: Uint8Array[] = [];
  let octets = 0;
  for (const record of records) {
    const { kind, timeMs, payload } = record;
    if (kind >= FIRST_OUTPUT) sockets.take(record);
    if (kind >= FIRST_OUTPUT || kind === InputKind.Entropy) continue;
    const isAnswer = kind === InputKind.Datagram || kind === InputKind.TcpMessage;
    const handle = isAnswer ? new DataView(payload.buffer, payload.byteOffset).getUint16(0, true) : 0;
    const which = kind === InputKind.TcpMessage ? sockets.close(handle) : sockets.find(handle);
    const message = payload.subarray(kind === InputKind.TcpMessage ? TcpMessageInput.Bytes : DatagramInput.Bytes);
    const answer = Uint8Array.from([Math.max(which, 0), 0, ...(isAnswer ? withoutQuestion(message) : [])]);
    const part = encodeJournalRecord(isAnswer && which >= 0 ? { kind: ANSWER, timeMs, payload: answer } : record);
    octets += part.length;
    if (parts.length === MOST_RECORDS || octets > MOST_OCTETS) break;
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function recordScenario(path: string): JournalRecord[] {
  const scenario = parseScenario(readText(path));
  const records: JournalRecord[] = [];
  const recorder = {
    record: (kind: number, timeMs: number, payload: Uint8Array) =>
      void records.push({ kind, timeMs, payload: payload.slice() }),
  };
  const emulation = new Emulation(scenario, makeCore(), { observe: () => undefined, recorder });
  emulation.runUntil(Math.max(...scenario.expect.map(({ atMs }) => atMs)));
  return records;
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

/** Name and octets of each seed. */
export function makeSeeds(): Map<string, Uint8Array> {
  const seeds = new Map<string, Uint8Array>();
  const nameOf = (path: string) => path.replaceAll("/", "-");
  for (const path of filesIn("tests/scenarios", ".json")) seeds.set(nameOf(path), convert(recordScenario(path)));
  for (const path of [...filesIn("tests/journals", ".journal"), ...filesIn("tests/fuzz/corpus", ".journal")]) {
    seeds.set(nameOf(path), convert(decodeJournal(new Uint8Array(readFileSync(path))).records));
  }
  for (let seed = 1; seed <= HISTORIES; seed++) {
    seeds.set(`history-${seed}`, convert(decodeJournal(live(makeHistory(seed, MOVES)).journal()).records));
  }
  return seeds;
}

/** A C header with the words of the core and some of the names and addresses that its inputs are about. */
export function makeWords(): string {
  const words = readText("assembly/words.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" ").at(-1) ?? "");
  const others = [
    "wan",
    "eth1",
    "isp.test",
    "_dots-signal",
    "_udp",
    "_tcp",
    "192.0.2.53",
    "2001:db8::53",
    "*.isp.test",
    "4646",
    "inet6",
    "65536",
  ];
  const list = [...new Set([...words, ...others])].map((word) => `  ${JSON.stringify(word)},`);
  return `static const char *const FUZZ_WORDS[] = {\n${list.join("\n")}\n};\n`;
}
