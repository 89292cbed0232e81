// A router without an operating system: the release module and its driver, the
// store of the Node host over the calls of a test, and a clock that a test turns.
import { AddressScope, InputKind, LinkState, LinkType } from "../../../host/abi.gen.ts";
import type { ErrorClass } from "../../../host/abi.gen.ts";
import { Driver } from "../../../host/driver.ts";
import {
  encodeAddresses,
  encodeControl,
  encodeLink,
  encodeSpool,
  encodeStored,
  encodeStoreWritten,
} from "../../../host/inputs.ts";
import { codeName } from "../../../host/fault.ts";
import { SLOTS, SlotStore } from "../../../host/node/store.ts";
import type { StoreCalls } from "../../../host/node/store.ts";
import type { Platform } from "../../../host/platform.ts";
import { makeCore, octetsOf } from "../../support/core.ts";

export const FOLDER = "/store";
const START_MS = 100_000;
const NOTHING = new Uint8Array(0);
const MINUTE_MS = 60_000;
/** Instances are made once: thousands of them would wait for the garbage collector. */
const CORE = makeCore();
const CORE_AFTERWARDS = makeCore();

type Json = Record<string, unknown>;

/** How one write of a record went. */
export interface Commit {
  readonly slot: number;
  readonly octets: Uint8Array;
  /** undefined: it has not come to an end. */
  result: ErrorClass | undefined;
}

export class Machine {
  readonly commits: Commit[] = [];
  readonly logs: string[] = [];
  readonly problems: string[] = [];
  private readonly store: SlotStore;
  private readonly driver: Driver;
  private nowMs = START_MS;
  private dueMs: number | null = null;
  private lines: string[] = [];

  /** Starts with what the calls give. A machine with the same core is the end of the one before. */
  constructor(calls: StoreCalls, core = CORE) {
    this.store = new SlotStore(FOLDER, (sentence) => this.problems.push(sentence), calls);
    core.reset();
    this.driver = new Driver(core, this.platform());
    for (const slot of SLOTS) {
      const { octets, errorClass } = this.store.read(slot);
      this.driver.feed(InputKind.Stored, encodeStored(slot, errorClass, octets));
    }
    const link = { ifindex: 2, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet };
    this.driver.feed(InputKind.Link, encodeLink(link));
    const address = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 250]);
    const facts = { address, prefixLength: 120, flags: 0, scope: AddressScope.Global, preferredS: 9, validS: 9 };
    this.driver.feed(InputKind.Addresses, encodeAddresses(2, [facts]));
  }

  /** A lease that names so many servers, from the address 192.0.2.`first` on; 0: none at all. */
  lease(first: number, count: number): void {
    const addresses = Array.from({ length: count }, (_, index) =>
      Buffer.from([192, 0, 2, first + index]).toString("hex"),
    );
    const option = count === 0 ? "" : `opt148=${addresses.join("")}\n`;
    const text = `client=udhcpc\nevent=bound\ndevice=eth1\nlease=4000000000\n${option}`;
    this.driver.feed(InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(text)));
  }

  /** Lets time pass, and does what becomes due. */
  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.dueMs !== null && this.dueMs <= untilMs) {
      this.nowMs = Math.max(this.nowMs, this.dueMs);
      this.driver.feed(InputKind.TimeReached, NOTHING);
    }
    this.nowMs = untilMs;
    this.driver.feed(InputKind.TimeReached, NOTHING);
  }

  /** The list is another one, and a minute and a half passes. */
  change(first: number, count: number): void {
    this.lease(first, count);
    this.pass(1.5 * MINUTE_MS);
  }

  /** The last octets of the addresses of all servers. */
  servers(): number[] {
    const peers = this.request("peers").filter((row) => row["transport"] === "udp");
    return peers.map((row) => Number(String(row["address"]).split(".")[3]));
  }

  /** What `status` says of the store. */
  storeWord(): unknown {
    return this.request("status")[0]?.["store"];
  }

  private request(line: string): Json[] {
    this.lines = [];
    this.driver.feed(InputKind.Control, encodeControl(0, octetsOf(line)));
    return this.lines.map((text) => JSON.parse(text) as Json);
  }

  private platform(): Platform {
    const nothing = () => undefined;
    return {
      now: () => this.nowMs,
      entropy: (count) => new Uint8Array(count).fill(7),
      log: (_level, code) => this.logs.push(codeName(code)),
      event: nothing,
      clientSend: (_client, line) => void this.lines.push(line),
      clientClose: nothing,
      result: nothing,
      deadline: (timeMs) => (this.dueMs = timeMs),
      udpOpen: nothing,
      mcastJoin: nothing,
      udpSend: nothing,
      tcpAsk: nothing,
      close: nothing,
      storeWrite: (slot, octets) => this.write(slot, octets),
      storeQuarantine: () => this.store.quarantine(),
      refused: (_kind, _payload, { code, offset }) => {
        throw new Error(`an input was refused: ${codeName(code)} at ${offset}`);
      },
      failed: (_kind, _payload, error) => {
        throw error;
      },
    };
  }

  private write(slot: number, octets: Uint8Array): void {
    const commit: Commit = { slot, octets, result: undefined };
    this.commits.push(commit);
    commit.result = this.store.write(slot, octets);
    this.driver.feed(InputKind.StoreWritten, encodeStoreWritten(slot, commit.result));
  }
}

/** The servers that a start with these calls has from the store: its lease names none. */
export function recoverServers(calls: StoreCalls): number[] {
  const machine = new Machine(calls, CORE_AFTERWARDS);
  machine.lease(0, 0);
  return machine.servers();
}
