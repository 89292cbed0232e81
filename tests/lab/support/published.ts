// What is published of a lease that brings addresses.

import type { Family } from "./router.ts";

/** Ports by default (RFC 9132 §3.1, RFC 8783 §3), in order of preference. */
const CHANNELS = [
  ["signal/udp", 4646],
  ["signal/tcp", 4646],
  ["data/tcp", 443],
] as const;

/** The list of a link as `Router.peers` has it: each address on each channel. */
export function leasedRows(link: string, family: Family, name: string | null, addresses: readonly string[]): string[] {
  const method = family === "inet" ? "dhcpv4" : "dhcpv6";
  return CHANNELS.flatMap(([channel, port]) =>
    addresses.map((address) => {
      const identity = name === null ? `ip-id:${address}` : `dns-id:${name}`;
      return `${link} ${method} ${channel} ${address} ${port} ${identity}`;
    }),
  );
}
