// The client's side of DHCPv6, RFC 8415 §18.2, for one identity association of each
// kind or for information only.
import {
  Dhcp6Code,
  Dhcp6Type,
  decodeDhcp6,
  decodeIaNa,
  decodeIaPd,
  encodeDhcp6,
  encodeIaNa,
  encodeIaPd,
  firstOption,
} from "../dhcp6-message.ts";
import type { Dhcp6Message, Dhcp6Option, IaAddress, IaPrefix } from "../dhcp6-message.ts";
import { OctetWriter, readU32 } from "../octets.ts";
import type { Timer } from "../schedule.ts";
import type { AssignedAddress, ClientHost, DhcpClient } from "./client.ts";

export interface Dhcp6Lease {
  /** The Reply in octets. */
  octets: Uint8Array;
  message: Dhcp6Message;
  /** Addresses that are valid; none in a stateless exchange. */
  addresses: IaAddress[];
  /** Prefixes that are delegated. */
  prefixes: IaPrefix[];
  t1S: number;
  t2S: number;
}

/** What happened, in odhcp6c's words; `message` is any answer of the server, as it came. */
export type Dhcp6Outcome =
  | { event: "bound" | "updated" | "rebound" | "informed"; lease: Dhcp6Lease }
  | { event: "unbound" | "stopped" }
  | { event: "message"; octets: Uint8Array };

export interface Dhcp6ClientSettings {
  hardware: Uint8Array;
  /** Codes of the Option Request option. */
  request: number[];
  stateless: boolean;
  /** Whether it asks for an address, and for a prefix. */
  wantsAddress: boolean;
  wantsPrefix: boolean;
}

/** Retransmission times, RFC 8415 §7.6. */
const SOL_MAX_DELAY_MS = 1_000;
const SOL_TIMEOUT_MS = 1_000;
const SOL_MAX_RT_MS = 3_600_000;
const REQ_TIMEOUT_MS = 1_000;
const REQ_MAX_RT_MS = 30_000;
const REQ_MAX_RC = 10;
const REN_TIMEOUT_MS = 10_000;
const REN_MAX_RT_MS = 600_000;
const INF_TIMEOUT_MS = 1_000;
const INF_MAX_RT_MS = 3_600_000;
/** Information refresh time, RFC 8415 §21.23. */
const IRT_DEFAULT_S = 86_400;
const IRT_MINIMUM_S = 600;
const INFINITE_S = 0xffffffff;
const IA_ID = 1;

type State = "stopped" | "soliciting" | "requesting" | "bound" | "renewing" | "rebinding" | "informing" | "informed";

export class Dhcp6Exchange implements DhcpClient {
  private readonly host: ClientHost;
  private readonly settings: Dhcp6ClientSettings;
  private readonly report: (outcome: Dhcp6Outcome) => void;
  private state: State = "stopped";
  private transaction = 0;
  private serverId = new Uint8Array();
  private lease: Dhcp6Lease | undefined;
  private retry: Timer | undefined;
  private rebinding: Timer | undefined;
  private expiry: Timer | undefined;

  constructor(host: ClientHost, settings: Dhcp6ClientSettings, report: (outcome: Dhcp6Outcome) => void) {
    this.host = host;
    this.settings = settings;
    this.report = report;
  }

  start(): void {
    if (this.state !== "stopped") return;
    this.begin(this.host.random() % SOL_MAX_DELAY_MS);
  }

  stop(): void {
    if (this.state === "stopped") return;
    this.forget("stopped");
    this.report({ event: "stopped" });
  }

  renew(): void {
    if (this.state === "stopped") return;
    if (this.settings.stateless) this.inform();
    else if (this.lease !== undefined) this.extend("renewing");
  }

  receive(octets: Uint8Array): void {
    const message = decodeDhcp6(octets);
    if (this.state === "stopped" || message?.transaction !== this.transaction) return;
    this.report({ event: "message", octets });
    if (message.type === Dhcp6Type.Advertise && this.state === "soliciting") this.accept(message);
    else if (message.type === Dhcp6Type.Reply) this.onReply(octets, message);
  }

  private begin(delayMs: number): void {
    this.state = this.settings.stateless ? "informing" : "soliciting";
    this.wait(delayMs, () => (this.settings.stateless ? this.inform() : this.solicit()));
  }

  private solicit(): void {
    this.transact(
      () => {
        this.send(Dhcp6Type.Solicit, this.associations(NOTHING), [Dhcp6Code.SolMaxRt]);
      },
      SOL_TIMEOUT_MS,
      SOL_MAX_RT_MS,
    );
  }

  private inform(): void {
    this.state = "informing";
    this.transact(
      () => {
        this.send(Dhcp6Type.InformationRequest, [], [Dhcp6Code.RefreshTime, Dhcp6Code.InfMaxRt]);
      },
      INF_TIMEOUT_MS,
      INF_MAX_RT_MS,
    );
  }

  private accept(advertise: Dhcp6Message): void {
    this.serverId = Uint8Array.from(firstOption(advertise, Dhcp6Code.ServerId) ?? []);
    const offered = heldBy(advertise);
    if (isNothing(offered)) return;
    this.state = "requesting";
    let attempts = 0;
    this.transact(
      () => {
        if (++attempts > REQ_MAX_RC) this.begin(0);
        else this.send(Dhcp6Type.Request, [this.serverOption(), ...this.associations(offered)], []);
      },
      REQ_TIMEOUT_MS,
      REQ_MAX_RT_MS,
    );
  }

  private extend(state: "renewing" | "rebinding"): void {
    this.state = state;
    const held = this.associations(this.lease ?? NOTHING);
    this.transact(
      () => {
        if (state === "renewing") this.send(Dhcp6Type.Renew, [this.serverOption(), ...held], []);
        else this.send(Dhcp6Type.Rebind, held, []);
      },
      REN_TIMEOUT_MS,
      REN_MAX_RT_MS,
    );
  }

  private onReply(octets: Uint8Array, message: Dhcp6Message): void {
    if (this.state === "informing") this.onInformation(octets, message);
    else if (this.state === "requesting") this.bind("bound", octets, message);
    else if (this.state === "renewing") this.bind("updated", octets, message);
    else if (this.state === "rebinding") this.bind("rebound", octets, message);
  }

  private onInformation(octets: Uint8Array, message: Dhcp6Message): void {
    this.state = "informed";
    const option = firstOption(message, Dhcp6Code.RefreshTime);
    const refreshS = option === undefined ? IRT_DEFAULT_S : Math.max(readU32(option, 0), IRT_MINIMUM_S);
    this.retry?.cancel();
    if (refreshS !== INFINITE_S) this.wait(refreshS * 1000, () => this.inform());
    this.report({ event: "informed", lease: { octets, message, ...NOTHING, t1S: 0, t2S: 0 } });
  }

  private bind(event: "bound" | "updated" | "rebound", octets: Uint8Array, message: Dhcp6Message): void {
    const ia = decodeIaNa(message) ?? decodeIaPd(message);
    const held = heldBy(message);
    if (ia === undefined || isNothing(held)) return this.expire();
    this.serverId = Uint8Array.from(firstOption(message, Dhcp6Code.ServerId) ?? []);
    this.state = "bound";
    this.lease = { octets, message, ...held, t1S: ia.t1S, t2S: ia.t2S };
    this.wait(ia.t1S * 1000, () => this.extend("renewing"));
    this.rebinding?.cancel();
    this.rebinding = this.host.after(ia.t2S * 1000, () => this.extend("rebinding"));
    this.expiry?.cancel();
    const validS = Math.max(...[...held.addresses, ...held.prefixes].map((entry) => entry.validS));
    if (validS !== INFINITE_S) this.expiry = this.host.after(validS * 1000, () => this.expire());
    this.report({ event, lease: this.lease });
  }

  private expire(): void {
    this.forget("soliciting");
    this.report({ event: "unbound" });
    this.begin(0);
  }

  private forget(state: State): void {
    this.state = state;
    this.lease = undefined;
    for (const timer of [this.retry, this.rebinding, this.expiry]) timer?.cancel();
  }

  /** Begins a transaction: sends now, then after a pause that doubles up to `maxMs`. */
  private transact(send: () => void, firstMs: number, maxMs: number): void {
    this.transaction = this.host.random() % 0x1000000;
    const attempt = (pauseMs: number) => {
      this.wait(pauseMs, () => attempt(Math.min(pauseMs * 2, maxMs)));
      send();
    };
    attempt(firstMs);
  }

  private wait(delayMs: number, task: () => void): void {
    this.retry?.cancel();
    this.retry = this.host.after(delayMs, task);
  }

  private associations({ addresses, prefixes }: Held): Dhcp6Option[] {
    const { wantsAddress, wantsPrefix } = this.settings;
    const empty = { id: IA_ID, t1S: 0, t2S: 0 };
    const options = wantsAddress ? [encodeIaNa({ ...empty, addresses: [...addresses], others: [] })] : [];
    return wantsPrefix ? [...options, encodeIaPd({ ...empty, prefixes: [...prefixes] })] : options;
  }

  private serverOption(): Dhcp6Option {
    return { code: Dhcp6Code.ServerId, octets: this.serverId };
  }

  private send(type: number, options: readonly Dhcp6Option[], alsoRequested: readonly number[]): void {
    const { hardware, request } = this.settings;
    const codes = new OctetWriter();
    for (const code of [...request, ...alsoRequested]) codes.u16(code);
    this.host.send(
      encodeDhcp6({
        type,
        transaction: this.transaction,
        options: [
          { code: Dhcp6Code.ClientId, octets: Uint8Array.of(0, 3, 0, 1, ...hardware) },
          { code: Dhcp6Code.ElapsedTime, octets: new Uint8Array(2) },
          ...options,
          { code: Dhcp6Code.OptionRequest, octets: codes.finish() },
        ],
      }),
    );
  }
}

/** What a server leases. */
type Held = Pick<Dhcp6Lease, "addresses" | "prefixes">;

const NOTHING: Held = { addresses: [], prefixes: [] };

function isNothing({ addresses, prefixes }: Held): boolean {
  return addresses.length + prefixes.length === 0;
}

/** What a message leases; a valid lifetime of 0 takes away. */
function heldBy(message: Dhcp6Message): Held {
  const isValid = ({ validS }: { validS: number }) => validS > 0;
  return {
    addresses: decodeIaNa(message)?.addresses.filter(isValid) ?? [],
    prefixes: decodeIaPd(message)?.prefixes.filter(isValid) ?? [],
  };
}

/** The addresses of a lease as the router configures them. */
export function leasedAddresses(lease: Dhcp6Lease): AssignedAddress[] {
  return lease.addresses.map(({ address, preferredS, validS }) => ({
    prefix: { address, length: 128 },
    preferredS,
    validS,
  }));
}
