// The router of a history: the driver with a core in it, the clock, the sockets and
// the store, and the checks on everything that comes out. What a check finds ends
// the history with a `Failure`.
import { createHash } from "node:crypto";
import {
  ABI_VERSION,
  AddressEntry,
  AddressesInput,
  InputKind,
  LinkInput,
  LinkState,
  MAX_MESSAGE_LENGTH,
  Output,
  OutputKind,
  StoreWrittenInput,
} from "../../../host/abi.gen.ts";
import type { Core } from "../../../host/core.ts";
import { Driver } from "../../../host/driver.ts";
import { codeName } from "../../../host/fault.ts";
import type { Fault } from "../../../host/fault.ts";
import { encodeControl } from "../../../host/inputs.ts";
import { encodeJournalHeader, encodeJournalRecord } from "../../../host/journal.ts";
import type { JournalRecord } from "../../../host/journal.ts";
import type { Platform } from "../../../host/platform.ts";
import { ResultLines } from "../../../host/result-lines.ts";
import { encodeUtf8 } from "../../../host/text.ts";
import { checkAgreement, Watcher } from "../../scenarios/support/watcher.ts";
import { Drain } from "./drain.ts";
import { Sockets } from "./sockets.ts";

/** So often may the core ask for a time that has come already. */
const MOST_WAKES_AT_ONCE = 64;
/** The client that watches throughout, and the one that asks when the lists are compared. */
const WATCHER = 0;
export const ASKER = 7;
const NO_HASH = new Uint8Array(32);
export const NOTHING = new Uint8Array(0);

/** A history came to something that must not be. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Addresses and names of interfaces, as the core was told and did not refuse. */
interface Link {
  name: string;
  isPresent: boolean;
  addresses: string[];
}

export interface Told {
  readonly fault: Fault | null;
}

export class Machine {
  timeMs = 1000;
  /** Octets for the core's questions; null: the machine has none. */
  entropy: (count: number) => Uint8Array | null;
  readonly sockets: Sockets;
  readonly links = new Map<number, Link>();
  /** What the core wrote into its slots and has not been told the end of. */
  readonly unwritten: { slot: number; octets: Uint8Array }[] = [];
  readonly stored: [Uint8Array, Uint8Array] = [NOTHING, NOTHING];
  /** The time that the core waits for. */
  deadlineMs: number | null = null;
  inputs = 0;
  outputs = 0;

  private readonly driver: Driver;
  private readonly records: JournalRecord[] = [];
  private readonly digest = createHash("sha256");
  private readonly watcher = new Watcher();
  private drain = new Drain();
  /** The input at hand, until it is known whether it was refused. */
  private pending: { kind: number; payload: Uint8Array } | null = null;
  private fault: Fault | null = null;
  private problem: Error | null = null;
  private readonly resultLines = new ResultLines();
  private file: readonly string[] = [];
  private replies: string[] = [];

  constructor(core: Core, entropy: (count: number) => Uint8Array | null) {
    this.entropy = entropy;
    this.sockets = new Sockets(this.links);
    this.driver = new Driver(core, this.platform(), {
      record: (kind, timeMs, payload) => this.record(kind, timeMs, payload),
    });
    this.request(WATCHER, "watch");
  }

  /**
   * One input, its drain and the checks.
   * @throws Failure
   */
  feed(kind: InputKind, payload: Uint8Array): Told {
    this.fault = null;
    this.driver.feed(kind, payload);
    this.learn();
    if (this.problem !== null) throw new Failure(this.problem.message, { cause: this.problem });
    this.checkFault(payload);
    return { fault: this.fault };
  }

  /** Lets the core have what it waits for, as long as that is now. */
  settle(): void {
    for (let wakes = 0; this.deadlineMs !== null && this.deadlineMs <= this.timeMs; wakes++) {
      if (wakes === MOST_WAKES_AT_ONCE)
        throw new Failure(`the core asks for the time ${this.deadlineMs} again and again`);
      this.feed(InputKind.TimeReached, NOTHING);
    }
  }

  /** The events, the reply to `peers` and the result file say the same. */
  compare(): void {
    try {
      const lists = { request: (line: string) => this.request(ASKER, line), resultFile: () => this.file };
      checkAgreement(this.watcher, lists, "now");
    } catch (error) {
      throw new Failure(String(error), { cause: error });
    }
  }

  private request(client: number, line: string): string[] {
    this.replies = [];
    this.feed(InputKind.Control, encodeControl(client, encodeUtf8(line)));
    return this.replies;
  }

  /** The inputs so far as a journal, without the outputs. */
  journal(): Uint8Array {
    const inputs = this.records.filter(({ kind }) => kind < OutputKind.UdpOpen);
    return Uint8Array.from(
      Buffer.concat([encodeJournalHeader(ABI_VERSION, NO_HASH), ...inputs.map(encodeJournalRecord)]),
    );
  }

  /** A digest of everything that went in and came out. */
  hash(): string {
    return this.digest.copy().digest("hex");
  }

  private record(kind: number, timeMs: number, payload: Uint8Array): void {
    this.digest.update(encodeJournalRecord({ kind, timeMs, payload }));
    this.learn();
    if (kind < OutputKind.UdpOpen) {
      this.inputs++;
      this.records.push({ kind, timeMs, payload });
      this.drain = new Drain();
      this.pending = { kind, payload };
      return;
    }
    this.outputs++;
    // What a recorder throws ends the core, and is the problem then.
    this.drain.check(payload);
    this.take(kind, payload);
  }

  /** What an output asks for, as far as the driver does not say it to the platform. */
  private take(kind: number, record: Uint8Array): void {
    this.sockets.take(kind, record);
    if (kind === OutputKind.StoreWrite) {
      this.unwritten.push({ slot: record[Output.Flags] as number, octets: record.slice(Output.Payload) });
    }
  }

  private observe(line: string): void {
    try {
      this.watcher.observe({ kind: "event", timeMs: this.timeMs, line });
    } catch (error) {
      this.problem ??= error as Error;
    }
  }

  private checkFault(payload: Uint8Array): void {
    if (this.fault === null) return;
    const { code, offset } = this.fault;
    if (codeName(code) === String(code)) throw new Failure(`a fault with the unknown code ${code}`);
    if (offset > Math.max(payload.length, MAX_MESSAGE_LENGTH))
      throw new Failure(`a fault at octet ${offset} of ${payload.length}`);
  }

  /** Keeps in mind what the core now knows of interfaces and of its store. */
  private learn(): void {
    if (this.pending === null) return;
    const { kind, payload } = this.pending;
    this.pending = null;
    if (kind === InputKind.Link) this.learnLink(payload);
    if (kind === InputKind.Addresses) {
      const ifindex = u32(payload, AddressesInput.Ifindex);
      this.linkAt(ifindex).addresses = addressesOf(payload);
    }
    if (kind === InputKind.StoreWritten && payload[StoreWrittenInput.Class] === 0) {
      const written = this.unwritten.find(({ slot }) => slot === payload[StoreWrittenInput.Slot]);
      if (written !== undefined && written.slot < 2) this.stored[written.slot as 0 | 1] = written.octets;
    }
  }

  private learnLink(payload: Uint8Array): void {
    const length = payload[LinkInput.NameLength] as number;
    const link = this.linkAt(u32(payload, LinkInput.Ifindex));
    link.name = Buffer.from(payload.subarray(LinkInput.Name, LinkInput.Name + length)).toString("latin1");
    link.isPresent = payload[LinkInput.State] !== LinkState.Gone;
  }

  private linkAt(ifindex: number): Link {
    const link = this.links.get(ifindex) ?? { name: "", isPresent: false, addresses: [] };
    this.links.set(ifindex, link);
    return link;
  }

  private platform(): Platform {
    const platform: Partial<Platform> = {
      now: () => this.timeMs,
      entropy: (count) => this.entropy(count),
      event: (clients, line) => {
        if (clients & (1 << WATCHER)) this.observe(line);
      },
      clientSend: (_client, line) => void this.replies.push(line),
      result: (flags, line) => {
        this.file = this.resultLines.take(flags, line) ?? this.file;
      },
      deadline: (timeMs) => {
        this.deadlineMs = timeMs;
      },
      refused: (_kind, _payload, fault) => {
        this.pending = null;
        this.fault = fault;
      },
      failed: (_kind, _payload, error) => {
        this.problem ??= error;
      },
    };
    // The rest is seen in the records: whatever else the core may come to ask of a host is none of this file's business.
    const ignore = () => undefined;
    return new Proxy(platform, { get: (known, name) => known[name as keyof Platform] ?? ignore }) as Platform;
  }
}

function addressesOf(payload: Uint8Array): string[] {
  const found: string[] = [];
  for (let at = AddressesInput.Entries; at < payload.length; at += AddressEntry.Size) {
    found.push(Buffer.from(payload.subarray(at, at + 16)).toString("hex"));
  }
  return found;
}

const u32 = (octets: Uint8Array, at: number): number =>
  new DataView(octets.buffer, octets.byteOffset).getUint32(at, true);
