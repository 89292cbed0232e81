// The addresses of a socket, from the core's form to Node's and back.

import { networkInterfaces } from "node:os";
import { formatAddress, fromMapped, parseIpv4, parseIpv6, toMapped } from "../addresses.ts";
import type { SocketFacts } from "../platform.ts";

/** The two ends of a socket as Node takes them. */
export interface Ends {
  readonly isIpv4: boolean;
  /** Undefined: whatever the routes say. */
  readonly local: string | undefined;
  readonly remote: string;
  readonly remotePort: number;
}

/**
 * What Node needs to open a socket of the core.
 * @throws EADDRNOTAVAIL if the socket is a network's and no address of that network is known: Node cannot bind to an
 * interface, and the routes might lead to another network
 */
export function endsOf({ local, remote, remotePort, ifindex }: SocketFacts): Ends {
  const octets = fromMapped(remote);
  const isAny = local.every((octet) => octet === 0);
  if (isAny && ifindex !== 0) throw Object.assign(new Error("no own address"), { code: "EADDRNOTAVAIL" });
  return {
    isIpv4: octets.length === 4,
    local: isAny ? undefined : withZone(fromMapped(local), ifindex),
    remote: withZone(octets, ifindex),
    remotePort,
  };
}

/** A link-local address says nothing without its interface, RFC 4007 §11. */
function withZone(address: Uint8Array, ifindex: number): string {
  const text = formatAddress(address);
  const isLinkLocal = address.length === 16 && address[0] === 0xfe && ((address[1] ?? 0) & 0xc0) === 0x80;
  if (!isLinkLocal || ifindex === 0) return text;
  const isHere = ([, addresses]: [string, ReturnType<typeof networkInterfaces>[string]]) =>
    addresses?.some((info) => info.family === "IPv6" && info.scopeid === ifindex);
  const name = Object.entries(networkInterfaces()).find(isHere)?.[0];
  return name === undefined ? text : `${text}%${name}`;
}

/** The 16 octets of an address that Node wrote, with or without a zone. */
export function parseSource(text: string): Uint8Array {
  const address = text.split("%")[0] ?? "";
  return toMapped(parseIpv4(address) ?? parseIpv6(address) ?? new Uint8Array(16));
}
