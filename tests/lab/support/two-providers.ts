// Two providers and a router with an uplink to each. Both use the same private
// prefix, and in it the same addresses for themselves; only the router's own differ.

import { Namespaces } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import type { Subnet } from "./provider.ts";

export type Provider = "a" | "b";
export const PROVIDERS: readonly Provider[] = ["a", "b"];

const PREFIX = "10.64.0.0/24";
const DHCP_SERVER = "10.64.0.1";
export const RESOLVER = "10.64.0.53";
/** One that nobody has. */
export const NOBODY = "10.64.0.254";
/** A name that both providers have, with other records. */
export const SHARED_ORIGIN = "shared.test";

export function otherThan(provider: Provider): Provider {
  return provider === "a" ? "b" : "a";
}

export interface Uplink {
  /** The router's interface. */
  readonly link: string;
  /** The only address that the provider leases. */
  readonly own: string;
  /** The provider's domain. */
  readonly origin: string;
  /** Where its DOTS servers are; both have the first. */
  readonly servers: readonly [string, string];
  readonly table: string;
}

export const UPLINKS: Readonly<Record<Provider, Uplink>> = {
  a: {
    link: "wan0",
    own: "10.64.0.101",
    origin: "alpha.test",
    servers: ["10.64.0.10", "10.64.0.11"],
    table: "101",
  },
  b: {
    link: "wan1",
    own: "10.64.0.202",
    origin: "bravo.test",
    servers: ["10.64.0.10", "10.64.0.12"],
    table: "102",
  },
};

export function subnetOf({ own }: Uplink): Subnet {
  return { prefix: PREFIX, first: own, last: own, router: DHCP_SERVER };
}

/** What the script of a DHCP client does when the uplink has its address. */
export function routesOf({ link, table }: Uplink): string {
  return `ip route replace ${PREFIX} dev ${link} table ${table}`;
}

/** The name that the servers of a domain have to prove. */
export function dotsName(origin: string): string {
  return `dots.${origin}`;
}

/** The provider's zones by their origins: its own, and its view of the shared one. */
export function zonesOf({ origin, servers }: Uplink): Record<string, string> {
  const [first, second] = servers;
  return { [origin]: zone(origin, first, second), [SHARED_ORIGIN]: zone(SHARED_ORIGIN, second, second) };
}

/** The records that every zone has, whose name server is the resolver. */
export function zoneHead(origin: string, ttlS: number): string[] {
  return [
    `$ORIGIN ${origin}.`,
    `$TTL ${ttlS}`,
    "@ SOA ns hostmaster 1 3600 600 86400 300",
    "@ NS ns",
    `ns A ${RESOLVER}`,
  ];
}

function zone(origin: string, signal: string, data: string): string {
  return [
    ...zoneHead(origin, 3600),
    `dots NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp.dots`,
    `dots NAPTR 100 20 "s" "DOTS:data.tcp" "" _dots-data._tcp.dots`,
    "_dots-signal._udp.dots SRV 0 0 4646 signal.dots",
    "_dots-data._tcp.dots SRV 0 0 443 data.dots",
    `signal.dots A ${signal}`,
    `data.dots A ${data}`,
    "",
  ].join("\n");
}

export class TwoProviders extends Namespaces<Provider> {
  constructor() {
    super({ a: "ispa", b: "ispb", router: "cpe" });
  }

  /** Makes the namespaces and links, and the rules by which an own address of the router leads to its uplink only. */
  make(): void {
    this.makeNamespaces();
    this.sysctl("router", "net/ipv6/conf/default/disable_ipv6", "1");
    for (const provider of PROVIDERS) {
      const { link, own, table } = UPLINKS[provider];
      this.join(provider, PROVIDER_LINK, link);
      for (const address of [DHCP_SERVER, RESOLVER]) {
        this.ip(provider, "addr", "add", `${address}/24`, "dev", PROVIDER_LINK);
      }
      this.ip("router", "rule", "add", "from", own, "lookup", table);
      this.ip("router", "route", "add", "unreachable", "default", "table", table);
    }
  }

  /** Pulls the cable at the provider's end, or puts it back. */
  setCarrier(provider: Provider, state: "up" | "down"): void {
    this.ip(provider, "link", "set", PROVIDER_LINK, state);
  }
}
