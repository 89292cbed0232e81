// The provider: Kea for DHCPv4 and DHCPv6, with DOTS options that a test can change.

import { join } from "node:path";
import { Kea } from "./kea.ts";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";

/** What the provider tells, of its DOTS servers first of all; an absent option is not sent. */
export interface DotsOptions {
  readonly name?: string;
  /** Addresses, comma separated. */
  readonly addresses?: string;
  /** The resolver of the network, for DHCPv4. */
  readonly resolver?: string;
}

type Version = 4 | 6;

/** The IPv4 side of a provider: what its DHCP server leases. */
export interface Subnet {
  readonly prefix: string;
  /** First and last address to lease. */
  readonly first: string;
  readonly last: string;
  readonly router: string;
}

export const SUBNET: Subnet = { prefix: "10.1.0.0/24", first: "10.1.0.100", last: "10.1.0.200", router: "10.1.0.1" };

/** Statements of the server's configuration in place of the usual ones, such as `valid-lifetime`. */
export type Statements = Readonly<Record<string, unknown>>;

const DEFINITIONS = {
  4: [
    { name: "dots-ri", code: 147, space: "dhcp4", type: "fqdn" },
    { name: "dots-address", code: 148, space: "dhcp4", type: "ipv4-address", array: true },
  ],
  6: [
    { name: "dots-ri", code: 141, space: "dhcp6", type: "fqdn" },
    { name: "dots-address", code: 142, space: "dhcp6", type: "ipv6-address", array: true },
  ],
};

const leasing = ({ prefix, first, last }: Subnet) => ({
  4: {
    "interfaces-config": { interfaces: [PROVIDER_LINK], "dhcp-socket-type": "raw" },
    "valid-lifetime": 3600,
    subnet4: [{ subnet: prefix, pools: [{ pool: `${first} - ${last}` }] }],
  },
  6: {
    "interfaces-config": { interfaces: [PROVIDER_LINK] },
    "preferred-lifetime": 3000,
    "valid-lifetime": 4000,
    "renew-timer": 1000,
    "rebind-timer": 2000,
    subnet6: [{ subnet: "fd0a::/64", interface: PROVIDER_LINK, pools: [{ pool: "fd0a::1000 - fd0a::2000" }] }],
  },
});

export class DhcpServer {
  private readonly version: Version;
  private readonly subnet: Subnet;
  private readonly settings: Statements;
  private readonly kea: Kea;

  constructor(version: Version, folder: string, place: Place, subnet = SUBNET, statements: Statements = {}) {
    this.version = version;
    this.subnet = subnet;
    const leases = join(folder, `kea${version}.leases`);
    this.settings = {
      ...leasing(subnet)[version],
      ...statements,
      "lease-database": { type: "memfile", persist: true, name: leases, "lfc-interval": 0 },
      "option-def": DEFINITIONS[version],
    };
    this.kea = new Kea(version, folder, place);
  }

  static forIpv4(this: void, folder: string, place: Place, subnet: Subnet): DhcpServer {
    return new DhcpServer(4, folder, place, subnet);
  }

  /** Tells clients this from now on, which they learn when they renew; starts the server if it does not run yet. */
  async offer({ name, addresses, resolver }: DotsOptions): Promise<void> {
    const data = [
      ...(this.version === 6 ? [] : [{ name: "routers", data: this.subnet.router }]),
      ...(resolver === undefined ? [] : [{ name: "domain-name-servers", data: resolver }]),
      ...(name === undefined ? [] : [{ name: "dots-ri", data: name }]),
      ...(addresses === undefined ? [] : [{ name: "dots-address", data: addresses }]),
    ];
    const refusal = await this.kea.configure({ ...this.settings, "option-data": data });
    if (refusal !== null) throw new Error(`Kea: ${refusal}`);
  }

  stop(): Promise<void> {
    return this.kea.stop();
  }
}
