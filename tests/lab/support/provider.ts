// The provider: Kea for DHCPv4 and DHCPv6, with DOTS options that a test can change.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import { Program, eventually } from "./programs.ts";

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
  private readonly folder: string;
  private readonly place: Place;
  private readonly subnet: Subnet;
  private readonly statements: Statements;
  private program: Program | null = null;

  constructor(version: Version, folder: string, place: Place, subnet = SUBNET, statements: Statements = {}) {
    this.version = version;
    this.folder = folder;
    this.place = place;
    this.subnet = subnet;
    this.statements = statements;
  }

  static forIpv4(this: void, folder: string, place: Place, subnet: Subnet): DhcpServer {
    return new DhcpServer(4, folder, place, subnet);
  }

  async start(options: DotsOptions): Promise<Program> {
    this.configure(options);
    const env = { KEA_PIDFILE_DIR: this.folder, KEA_LOCKFILE_DIR: "none" };
    const name = `kea-dhcp${this.version}`;
    // The package leaves the making of these to systemd.
    for (const folder of ["/var/lib/kea", "/run/kea"]) mkdirSync(folder, { recursive: true });
    const command = this.place(name, "-c", this.file("conf"));
    this.program = new Program(name, this.file("log"), command, env);
    await eventually(`${name} to start`, () => this.configurations() > 0);
    return this.program;
  }

  /** Changes what the server tells from now on; a client learns it when it renews. */
  async change(options: DotsOptions): Promise<void> {
    const before = this.configurations();
    this.configure(options);
    this.program?.signal("SIGHUP");
    await eventually(`kea-dhcp${this.version} to read its configuration`, () => this.configurations() > before);
  }

  private file(ending: string): string {
    return join(this.folder, `kea${this.version}.${ending}`);
  }

  private configurations(): number {
    const done = `DHCP${this.version}_CONFIG_COMPLETE`;
    return this.program?.lines().filter((line) => line.includes(done)).length ?? 0;
  }

  private configure({ name, addresses, resolver }: DotsOptions): void {
    const data = [
      ...(this.version === 6 ? [] : [{ name: "routers", data: this.subnet.router }]),
      ...(resolver === undefined ? [] : [{ name: "domain-name-servers", data: resolver }]),
      ...(name === undefined ? [] : [{ name: "dots-ri", data: name }]),
      ...(addresses === undefined ? [] : [{ name: "dots-address", data: addresses }]),
    ];
    const leases = this.file("leases");
    if (this.program === null) rmSync(leases, { force: true });
    const server = {
      ...leasing(this.subnet)[this.version],
      ...this.statements,
      "lease-database": { type: "memfile", persist: true, name: leases, "lfc-interval": 0 },
      "option-def": DEFINITIONS[this.version],
      "option-data": data,
      loggers: [{ name: `kea-dhcp${this.version}`, output_options: [{ output: "stdout" }], severity: "INFO" }],
    };
    writeFileSync(this.file("conf"), JSON.stringify({ [`Dhcp${this.version}`]: server }, null, 1));
  }
}
