// What a scenario says, after it has been read and checked (docs/emulator.md).
import type { LinkType } from "../abi.gen.ts";
import type { Prefix } from "../addresses.ts";
import type { Dhcp4Service } from "./dhcp4-provider.ts";
import type { Dhcp6Service } from "./dhcp6-provider.ts";
import type { MdnsMessage, MdnsService } from "./mdns-link.ts";
import type { DnsService } from "./dns-sockets.ts";

export type Family = "inet" | "inet6";

/** How the way between a client and its provider behaves. */
export interface Path {
  /** From a message to its answer, in milliseconds. */
  delayMs: number;
  /** The provider does not answer. */
  silent: boolean;
}

/** What a client does when its link goes down: netifd stops and starts it again, others stay. */
export type LinkReaction = "restart" | "keep";

export interface Dhcp4Network extends Path {
  client: "udhcpc" | "raw";
  onLink: LinkReaction;
  request: number[];
  tries: number;
  tap: boolean;
  service: Dhcp4Service;
}

export interface Dhcp6Network extends Path {
  client: "odhcp6c" | "raw";
  onLink: LinkReaction;
  request: number[];
  tap: boolean;
  stateless: boolean;
  hookDelayMs: number;
  hasPassthru: boolean;
  server: string;
  /** Link-local address of the router that advertises itself; undefined: none does. */
  router: string | undefined;
  service: Dhcp6Service;
}

/** One logical interface of the router and the provider behind it. */
export interface Network {
  interface: string;
  device: string;
  type: LinkType;
  provider: string;
  /** Addresses that the interface has without DHCP. */
  addresses: Prefix[];
  /** Not there until a `link-up`. */
  absent: boolean;
  dhcp4: Dhcp4Network | undefined;
  dhcp6: Dhcp6Network | undefined;
  /** Its name servers; undefined: none. */
  dns: DnsService | undefined;
  /** Who speaks multicast DNS on its link; undefined: nobody. */
  mdns: MdnsService | undefined;
}

/** What a provider is from now on. */
export interface ProviderChange {
  provider: string;
  dhcp4: Dhcp4Network | undefined;
  dhcp6: Dhcp6Network | undefined;
  dns: DnsService | undefined;
  mdns: MdnsService | undefined;
}

export type Action =
  | { do: "link-up" | "link-down" | "link-gone" | "renew" | "nak"; interface: string }
  | { do: "flap"; interface: string; times: number; everyMs: number }
  | { do: "provider-change"; interface: string; change: ProviderChange }
  | { do: "mdns"; interface: string; message: MdnsMessage }
  | { do: "config"; lines: string[] }
  | { do: "control"; line: string }
  | { do: "report"; peer: Fields; result: string }
  | { do: "attack"; on: boolean }
  | { do: "spool"; file: string; lines: string[] | undefined }
  | { do: "wall-clock"; unixMs: number; trusted: boolean }
  /** `torn`: of the last record in the store only so many octets were written; undefined: all were. */
  | { do: "power-cut"; offMs: number; torn: number | undefined };

export interface ScenarioEvent {
  /** Milliseconds since the start of the scenario. */
  atMs: number;
  action: Action;
}

/** Fields that a record must have; other fields do not matter. */
export type Fields = Readonly<Record<string, unknown>>;

/** What must be true at a moment; what is undefined does not matter. */
export interface Expectation {
  atMs: number;
  /** Every row of the server list, in its order. */
  peers: Fields[] | undefined;
  /** The same, shorter: the addresses of each cell, three rows for each. */
  servers: ExpectedServers[] | undefined;
  /** Every `waiting` record, in its order. */
  waiting: Fields[] | undefined;
  /** Cells that must be there, in any order. */
  cells: Fields[] | undefined;
  /** How many cells there are. */
  cellCount: number | undefined;
  /** Requests for a selection, and the records of their replies, in their order. */
  select: ExpectedSelection[] | undefined;
  /** Every `network` record, by name. */
  networks: Fields[] | undefined;
  /** Every question that was sent since the expectation before, as `isp.test NAPTR to 192.0.2.53`, in its order. */
  asked: string[] | undefined;
  /** How many records were written to the store since the expectation before. */
  stored: number | undefined;
  /** How often each event came since the expectation before; 0 for never. */
  events: Readonly<Record<string, number>> | undefined;
  /** How often each code was logged since the expectation before. */
  logs: Readonly<Record<string, number>> | undefined;
}

/** Codes are expected by name, and a group may have `addresses`: those of its peers, each once. */
export interface ExpectedSelection {
  request: string;
  reply: Fields[];
}

export interface ExpectedServers {
  pvd: string;
  family: string;
  addresses: string[];
  /** Type and value of the one reference identifier, as `dns-id a.test`. */
  referenceId: string | undefined;
}

export interface Scenario {
  name: string;
  title: string;
  seed: number;
  /** What the clock shows at the start, milliseconds since boot. */
  startMs: number;
  wallClock: { unixMs: number; trusted: boolean } | undefined;
  config: string[];
  networks: Network[];
  events: ScenarioEvent[];
  untilMs: number;
  /** Requests for a selection that are asked at the end. */
  ask: string[];
  expect: Expectation[];
}
