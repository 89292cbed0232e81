// What a virtual DHCP client needs of its router, and what the router needs of
// its clients.
import type { Prefix } from "../../addresses.ts";
import type { Timer } from "../schedule.ts";

/** An address that a client has got for its interface; lifetimes in seconds. */
export interface AssignedAddress {
  prefix: Prefix;
  preferredS: number;
  validS: number;
}

/** The router as one client sees it. */
export interface ClientHost {
  /** Layer-3 device that the client runs on. */
  readonly device: string;
  /** Milliseconds since boot. */
  now(): number;
  /** Runs `task` when `delayMs` have passed. */
  after(delayMs: number, task: () => void): Timer;
  /** A random number, 0 to 2^32 - 1. */
  random(): number;
  /** Sends a message to the provider. */
  send(octets: Uint8Array): void;
  /** Replaces the addresses that the interface has from this client. */
  assign(addresses: readonly AssignedAddress[]): void;
  /** Replaces the client's file in the spool directory. */
  writeSpool(text: string): void;
}

/** A client: started when its link comes up, stopped when it goes down. */
export interface DhcpClient {
  start(): void;
  stop(): void;
  receive(octets: Uint8Array): void;
  /** Renews the lease now, as on command. */
  renew(): void;
}

/** Ethernet address of an interface of the virtual router, from its index. */
export function hardwareAddress(ifindex: number): Uint8Array {
  return Uint8Array.of(0x02, 0x00, 0x5e, 0x10, 0x00, ifindex & 0xff);
}

/** What the hooks let through; a value with anything else, or longer, is named in the file instead of written. */
const HARMLESS = /^[A-Za-z0-9:._,/% -]*$/;
const MOST_VALUE_OCTETS = 6144;

/**
 * A file as the hooks write it (docs/spool.md): the four keys of the project,
 * then the client's own variables. A variable without a value is left out.
 */
export function spoolText(
  client: string,
  event: string,
  host: ClientHost,
  variables: readonly (readonly [string, string | undefined])[],
): string {
  const uptime = (Math.floor(host.now() / 10) / 100).toFixed(2);
  let text = `client=${client}\nevent=${event}\ndevice=${host.device}\nuptime=${uptime}\n`;
  for (const [name, value] of variables) {
    if (value === undefined) continue;
    const isWritten = HARMLESS.test(value) && value.length <= MOST_VALUE_OCTETS;
    text += isWritten ? `${name}=${value}\n` : `dropped=${name}\n`;
  }
  return text;
}
