// One run of a scenario: the core, its driver and the virtual router in virtual
// time. Everything that happens is told to the observer, in order.
import { ErrorClass, InputKind, LinkState, MAX_CLIENTS } from "../abi.gen.ts";
import type { LogLevel } from "../abi.gen.ts";
import { Driver } from "../driver.ts";
import type { Recorder } from "../driver.ts";
import type { Core } from "../core.ts";
import type { Fault } from "../fault.ts";
import { encodeClientClosed, encodeControl, encodeStored, encodeStoreWritten, encodeWallTime } from "../inputs.ts";
import type { Platform } from "../platform.ts";
import { ResultLines } from "../result-lines.ts";
import { encodeUtf8 } from "../text.ts";
import type { Observer } from "./observer.ts";
import { SeededRandom } from "./random.ts";
import { Router } from "./router.ts";
import type { Action, Fields, Network, ProviderChange, Scenario, ScenarioEvent } from "./scenario.ts";
import { MachineTasks, Schedule } from "./schedule.ts";
import type { Timer } from "./schedule.ts";
import { VirtualStore } from "./virtual-store.ts";

const NOTHING = new Uint8Array(0);
/** The client that watches from the start to the end; the others make single requests. */
const WATCHER = 0;
/** So often may the core ask for a time that has come already. */
const MOST_WAKES_AT_ONCE = 64;

export interface EmulationOptions {
  observe: Observer;
  /** Takes down what goes into the core and comes out, until the power is cut. */
  recorder?: Recorder | undefined;
  /** Instead of the scenario's own. */
  seed?: number | undefined;
}

export class Emulation {
  readonly scenario: Scenario;
  private readonly schedule: Schedule;
  private readonly random: SeededRandom;
  private readonly observe: Observer;
  private readonly core: Core;
  private readonly store = new VirtualStore();
  private networks: readonly Network[];
  private config: readonly string[];
  /** What lasts until the power is cut. */
  private machine: MachineTasks;
  private router: Router;
  private driver: Driver | null;
  private deadline: Timer | undefined;
  private wakes = { timeMs: 0, count: 0 };
  private requests = 0;
  private readonly replies = new Map<number, string[]>();
  private failure: Error | undefined;
  private readonly resultLines = new ResultLines();
  private file: readonly string[] = [];

  constructor(scenario: Scenario, core: Core, options: EmulationOptions) {
    this.scenario = scenario;
    this.networks = scenario.networks;
    this.config = scenario.config;
    this.schedule = new Schedule(scenario.startMs);
    this.random = new SeededRandom(options.seed ?? scenario.seed);
    this.observe = options.observe;
    this.core = core;
    this.machine = new MachineTasks(this.schedule, scenario.startMs);
    this.router = this.makeRouter(this.machine);
    this.driver = new Driver(core, this.platform(this.machine), options.recorder ?? null);
    this.schedule.at(scenario.startMs, () => this.start());
    for (const event of scenario.events) this.plan(event);
  }

  /** Milliseconds since the start of the scenario. */
  elapsedMs(): number {
    return this.schedule.now() - this.scenario.startMs;
  }

  /**
   * Lets time pass up to a moment of the scenario.
   * @throws what the core threw, if it failed
   */
  runUntil(elapsedMs: number): void {
    this.schedule.runUntil(this.scenario.startMs + elapsedMs);
  }

  /** The lines of the result file, as it was last written. */
  resultFile(): readonly string[] {
    return this.file;
  }

  /** Sockets that the core has open. */
  openSockets(): number {
    return this.router.sockets.openCount + this.router.mdns.openCount;
  }

  /** The lines of the core's reply to a control request. */
  request(line: string): string[] {
    const slot = 1 + (this.requests % (MAX_CLIENTS - 1));
    const client = slot | ((1 + (this.requests & 0x7f)) << 8);
    this.requests++;
    const lines: string[] = [];
    this.replies.set(client, lines);
    this.feed(InputKind.Control, encodeControl(client, encodeUtf8(line)));
    this.replies.delete(client);
    this.feed(InputKind.ClientClosed, encodeClientClosed(client));
    return lines;
  }

  private makeRouter(machine: MachineTasks, states?: ReadonlyMap<string, LinkState>): Router {
    const observe: Observer = (notice) => {
      if (machine.hasPower) this.observe({ ...notice, timeMs: notice.timeMs + machine.lateMs });
    };
    const feed = (kind: InputKind, payload: Uint8Array) => this.feed(kind, payload);
    return new Router(this.networks, machine, this.random, observe, feed, states);
  }

  private start(): void {
    for (const slot of [0, 1]) this.feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, this.store.read(slot)));
    this.feed(InputKind.Control, encodeControl(WATCHER, encodeUtf8("watch")));
    const { wallClock } = this.scenario;
    if (wallClock !== undefined) this.feed(InputKind.WallTime, encodeWallTime(wallClock.unixMs, wallClock.trusted));
    this.configure(this.config);
    this.router.start();
  }

  /** Everything is lost but what is in the store, and the router starts anew after a while. */
  private cutPower(offMs: number, torn: number | undefined): void {
    if (torn !== undefined) this.store.tear(torn);
    this.machine.powerOff();
    this.driver = null;
    this.file = [];
    this.machine = new MachineTasks(this.schedule, this.scenario.startMs - offMs);
    this.machine.after(offMs, () => this.startAnew());
  }

  private startAnew(): void {
    this.observe({ kind: "step", timeMs: this.schedule.now(), interface: "", text: "the router starts anew" });
    this.core.reset();
    this.router = this.makeRouter(this.machine, this.router.linkStates());
    this.driver = new Driver(this.core, this.platform(this.machine));
    this.start();
  }

  /** What a provider is from now on outlives the router's loss of power. */
  private change(interfaceName: string, change: ProviderChange): void {
    const { provider, dhcp4, dhcp6, dns } = change;
    this.networks = this.networks.map((network) =>
      network.interface === interfaceName ? { ...network, provider, dhcp4, dhcp6, dns } : network,
    );
    this.router.change(interfaceName, change);
  }

  private configure(lines: readonly string[]): void {
    this.config = lines;
    this.feed(InputKind.Config, encodeUtf8(lines.map((line) => `${line}\n`).join("")));
  }

  private plan({ atMs, action }: ScenarioEvent): void {
    this.schedule.at(this.scenario.startMs + atMs, () => {
      this.tell(action);
      this.act(action);
    });
  }

  private tell(action: Action): void {
    const interfaceName = "interface" in action ? action.interface : "";
    this.observe({ kind: "step", timeMs: this.schedule.now(), interface: interfaceName, text: describeAction(action) });
  }

  /** Lets something happen now. */
  act(action: Action): void {
    switch (action.do) {
      case "link-up":
        return this.router.setLink(action.interface, LinkState.Up);
      case "link-down":
        return this.router.setLink(action.interface, LinkState.Down);
      case "link-gone":
        return this.router.setLink(action.interface, LinkState.Gone);
      case "flap":
        return this.flap(action.interface, action.times, action.everyMs);
      case "renew":
        return this.router.renew(action.interface);
      case "nak":
        return this.router.refuse(action.interface);
      case "provider-change":
        return this.change(action.interface, action.change);
      case "mdns":
        return this.router.speak(action.interface, action.message);
      case "config":
        return this.configure(action.lines);
      case "control":
        return this.control(action.line);
      case "report":
        return this.report(action.peer, action.result);
      case "attack":
        return this.control(`attack ${action.on ? "on" : "off"}`);
      case "spool":
        return this.router.writeSpool(action.file, action.lines?.map((line) => `${line}\n`).join(""));
      case "wall-clock":
        return this.feed(InputKind.WallTime, encodeWallTime(action.unixMs, action.trusted));
      case "power-cut":
        return this.cutPower(action.offMs, action.torn);
    }
  }

  /** Takes the link down and up again, `times` times. */
  private flap(interfaceName: string, times: number, everyMs: number): void {
    if (times === 0) return;
    this.router.setLink(interfaceName, LinkState.Down);
    this.schedule.after(Math.floor(everyMs / 2), () => this.router.setLink(interfaceName, LinkState.Up));
    this.schedule.after(everyMs, () => this.flap(interfaceName, times - 1, everyMs));
  }

  private control(line: string): void {
    for (const reply of this.request(line)) this.observe({ kind: "reply", timeMs: this.schedule.now(), line: reply });
  }

  /** Reports the first row with these fields; one that is not there has an id that nobody has. */
  private report(peer: Fields, result: string): void {
    const rows = this.request("peers").map((line) => JSON.parse(line) as Fields);
    const row = rows.find((record) => Object.entries(peer).every(([field, value]) => record[field] === value));
    const id = typeof row?.["id"] === "string" ? row["id"] : "0".repeat(16);
    this.control(`report ${id} ${result}`);
  }

  private feed(kind: InputKind, payload: Uint8Array): void {
    this.driver?.feed(kind, payload);
    if (this.failure !== undefined) throw this.failure;
  }

  private wake(): void {
    const timeMs = this.machine.now();
    this.wakes = { timeMs, count: timeMs === this.wakes.timeMs ? this.wakes.count + 1 : 1 };
    if (this.wakes.count > MOST_WAKES_AT_ONCE) throw new Error(`the core asks for the time ${timeMs} again and again`);
    this.feed(InputKind.TimeReached, NOTHING);
  }

  private platform(machine: MachineTasks): Platform {
    const now = () => this.schedule.now();
    return {
      now: () => machine.now(),
      entropy: (count) => this.random.octets(Math.min(count, 256)),
      log: (level: LogLevel, code, particulars) =>
        this.observe({ kind: "log", timeMs: now(), level, code, particulars }),
      event: (_clients, line) => this.observe({ kind: "event", timeMs: now(), line }),
      clientSend: (client, line) => void this.replies.get(client)?.push(line),
      clientClose: () => undefined,
      result: (flags, line) => {
        this.file = this.resultLines.take(flags, line) ?? this.file;
      },
      deadline: (timeMs) => {
        this.deadline?.cancel();
        this.deadline = timeMs === null ? undefined : machine.at(timeMs, () => this.wake());
      },
      udpOpen: (socket, facts) => this.router.sockets.udpOpen(socket, facts),
      mcastJoin: (socket, facts) => this.router.mdns.join(socket, facts),
      udpSend: (socket, octets) => {
        if (!this.router.mdns.send(socket, octets)) this.router.sockets.udpSend(socket, octets);
      },
      tcpAsk: (socket, facts, message) => this.router.sockets.tcpAsk(socket, facts, message),
      close: (socket) => {
        this.router.sockets.close(socket);
        this.router.mdns.close(socket);
      },
      storeWrite: (slot, octets) => {
        this.store.write(slot, octets);
        this.observe({ kind: "store", timeMs: now(), slot, octets });
        this.feed(InputKind.StoreWritten, encodeStoreWritten(slot, ErrorClass.None));
      },
      storeQuarantine: () => this.store.quarantine(),
      refused: (_kind, _payload, fault: Fault) => this.observe({ kind: "refused", timeMs: now(), fault }),
      failed: (_kind, _payload, error) => {
        this.failure = error;
      },
    };
  }
}

function describeAction(action: Action): string {
  switch (action.do) {
    case "link-up":
      return "the link comes up";
    case "link-down":
      return "the link goes down";
    case "link-gone":
      return "the interface goes away";
    case "flap":
      return `the link goes down and up ${action.times} times, once every ${action.everyMs} ms`;
    case "renew":
      return "the DHCP client renews its lease";
    case "nak":
      return "the provider refuses to go on with the lease";
    case "provider-change":
      return `the provider ${action.change.provider} changes what it says`;
    case "mdns":
      return "somebody on the link speaks";
    case "config":
      return "the configuration is replaced";
    case "control":
      return `somebody asks: ${action.line}`;
    case "report":
      return `a client reports of ${describePeer(action.peer)}: ${action.result}`;
    case "attack":
      return action.on ? "a client says that an attack is on" : "a client says that the attack is over";
    case "spool":
      return action.lines === undefined
        ? `the file ${action.file} is removed`
        : `somebody writes the file ${action.file}`;
    case "wall-clock":
      return `the calendar clock is set to ${new Date(action.unixMs).toISOString()}`;
    case "power-cut":
      return action.torn === undefined
        ? "the power is cut"
        : `the power is cut within a record, after ${action.torn} octets`;
  }
}

function describePeer({ address, port, transport }: Fields): string {
  return `${String(address)} (port ${String(port)}, ${String(transport)})`;
}
