// The client's side of DHCPv4, RFC 2131 §4.4, with the timers of busybox udhcpc.
import { ipv4Mask } from "../../addresses.ts";
import {
  Dhcp4Code,
  Dhcp4Type,
  NO_ADDRESS,
  decodeDhcp4,
  dhcp4Type,
  encodeDhcp4,
  joinOption,
  splitOption,
} from "../dhcp4-message.ts";
import type { Dhcp4Instance, Dhcp4Message } from "../dhcp4-message.ts";
import { readU32 } from "../octets.ts";
import type { Timer } from "../schedule.ts";
import type { AssignedAddress, ClientHost, DhcpClient } from "./client.ts";

export interface Dhcp4Lease {
  /** The ACK in octets. */
  octets: Uint8Array;
  message: Dhcp4Message;
  leaseS: number;
  boundMs: number;
}

/** What happened, in udhcpc's words; `message` is any answer of the server, as it came. */
export type Dhcp4Outcome =
  | { event: "bound" | "renew"; lease: Dhcp4Lease }
  | { event: "deconfig" | "nak" | "leasefail" }
  | { event: "message"; octets: Uint8Array };

export interface Dhcp4ClientSettings {
  hardware: Uint8Array;
  /** Codes of the Parameter Request List. */
  request: number[];
  /** DISCOVERs before it gives up for a while; 0: never. */
  tries: number;
}

const RETRY_MS = 3_000;
const PAUSE_AFTER_FAILURE_MS = 20_000;
const PAUSE_AFTER_NAK_MS = 3_000;
/** RFC 2131 §4.4.5: a renewing client waits at least this long between tries. */
const MIN_RENEW_RETRY_MS = 60_000;
const T1_FACTOR = 0.5;
const T2_FACTOR = 0.875;
const DEFAULT_LEASE_S = 3600;

type State = "stopped" | "selecting" | "requesting" | "bound" | "renewing";

export class Dhcp4Exchange implements DhcpClient {
  private readonly host: ClientHost;
  private readonly settings: Dhcp4ClientSettings;
  private readonly report: (outcome: Dhcp4Outcome) => void;
  private state: State = "stopped";
  private transaction = 0;
  private lease: Dhcp4Lease | undefined;
  private retry: Timer | undefined;
  private expiry: Timer | undefined;

  constructor(host: ClientHost, settings: Dhcp4ClientSettings, report: (outcome: Dhcp4Outcome) => void) {
    this.host = host;
    this.settings = settings;
    this.report = report;
  }

  start(): void {
    if (this.state !== "stopped") return;
    this.report({ event: "deconfig" });
    this.select();
  }

  stop(): void {
    if (this.state === "stopped") return;
    this.forget("stopped");
    this.report({ event: "deconfig" });
  }

  renew(): void {
    if (this.lease === undefined) return;
    this.state = "renewing";
    this.transaction = this.host.random();
    this.sendRequest(this.lease);
  }

  receive(octets: Uint8Array): void {
    const message = decodeDhcp4(octets);
    if (this.state === "stopped" || message?.transaction !== this.transaction || !message.isReply) return;
    this.report({ event: "message", octets });
    switch (dhcp4Type(message)) {
      case Dhcp4Type.Offer:
        if (this.state === "selecting") this.accept(message, 0);
        return;
      case Dhcp4Type.Ack:
        if (this.state === "requesting" || this.state === "renewing") this.bind(octets, message);
        return;
      case Dhcp4Type.Nak:
        if (this.state === "requesting" || this.state === "renewing") this.onNak();
    }
  }

  private select(): void {
    this.state = "selecting";
    this.transaction = this.host.random();
    this.discover(1);
  }

  private discover(attempt: number): void {
    this.send(Dhcp4Type.Discover, NO_ADDRESS, []);
    const isLast = attempt === this.settings.tries;
    this.wait(RETRY_MS, () => (isLast ? this.giveUp() : this.discover(attempt + 1)));
  }

  private giveUp(): void {
    this.report({ event: "leasefail" });
    this.wait(PAUSE_AFTER_FAILURE_MS, () => this.select());
  }

  private accept(offer: Dhcp4Message, attempt: number): void {
    this.state = "requesting";
    const server = joinOption(offer, Dhcp4Code.ServerId) ?? NO_ADDRESS;
    this.send(Dhcp4Type.Request, NO_ADDRESS, [
      ...splitOption(Dhcp4Code.RequestedAddress, offer.yourAddress),
      ...splitOption(Dhcp4Code.ServerId, server),
    ]);
    this.wait(RETRY_MS, () => (attempt < 2 ? this.accept(offer, attempt + 1) : this.select()));
  }

  private bind(octets: Uint8Array, message: Dhcp4Message): void {
    const seconds = joinOption(message, Dhcp4Code.LeaseTime);
    const leaseS = seconds === undefined ? DEFAULT_LEASE_S : readU32(seconds, 0);
    const lease = { octets, message, leaseS, boundMs: this.host.now() };
    const event = this.state === "renewing" ? "renew" : "bound";
    this.state = "bound";
    this.lease = lease;
    const renewal = joinOption(message, Dhcp4Code.RenewalTime);
    this.wait(renewal === undefined ? leaseS * 1000 * T1_FACTOR : readU32(renewal, 0) * 1000, () => this.renew());
    this.expiry?.cancel();
    this.expiry = this.host.after(leaseS * 1000, () => this.expire());
    this.report({ event, lease });
  }

  /** Renews until T2, then rebinds until the lease ends: half of what is left between tries. */
  private sendRequest(lease: Dhcp4Lease): void {
    this.send(Dhcp4Type.Request, lease.message.yourAddress, []);
    const elapsedMs = this.host.now() - lease.boundMs;
    const t2Ms = lease.leaseS * 1000 * T2_FACTOR;
    const limitMs = elapsedMs < t2Ms ? t2Ms : lease.leaseS * 1000;
    const pauseMs = Math.max(Math.floor((limitMs - elapsedMs) / 2), MIN_RENEW_RETRY_MS);
    this.wait(pauseMs, () => this.sendRequest(lease));
  }

  private expire(): void {
    this.forget("selecting");
    this.report({ event: "deconfig" });
    this.select();
  }

  private onNak(): void {
    const hadLease = this.lease !== undefined;
    this.forget("selecting");
    this.report({ event: "nak" });
    if (hadLease) this.report({ event: "deconfig" });
    this.wait(PAUSE_AFTER_NAK_MS, () => this.select());
  }

  private forget(state: State): void {
    this.state = state;
    this.lease = undefined;
    this.retry?.cancel();
    this.expiry?.cancel();
  }

  private wait(delayMs: number, task: () => void): void {
    this.retry?.cancel();
    this.retry = this.host.after(delayMs, task);
  }

  private send(type: number, clientAddress: Uint8Array, instances: readonly Dhcp4Instance[]): void {
    const { hardware, request } = this.settings;
    const message: Dhcp4Message = {
      isReply: false,
      transaction: this.transaction,
      clientAddress,
      yourAddress: NO_ADDRESS,
      hardware,
      instances: [
        ...splitOption(Dhcp4Code.MessageType, Uint8Array.of(type)),
        ...splitOption(Dhcp4Code.ClientId, Uint8Array.of(1, ...hardware)),
        ...instances,
        ...splitOption(Dhcp4Code.ParameterRequestList, Uint8Array.from(request)),
      ],
    };
    this.host.send(encodeDhcp4(message));
  }
}

/** The address of a lease as the router configures it. */
export function leasedAddress({ message, leaseS }: Dhcp4Lease): AssignedAddress {
  const mask = joinOption(message, Dhcp4Code.SubnetMask) ?? ipv4Mask(32);
  const length = Array.from(mask, (octet) => octet.toString(2).replaceAll("0", "").length).reduce((a, b) => a + b, 0);
  return { prefix: { address: message.yourAddress, length }, preferredS: leaseS, validS: leaseS };
}
