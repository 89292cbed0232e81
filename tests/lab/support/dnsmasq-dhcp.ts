// dnsmasq as a provider's DHCPv4 server, with DOTS options that a test can change.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import { Program, eventually } from "./programs.ts";
import type { DotsOptions, Subnet } from "./provider.ts";

export class DnsmasqDhcp {
  private readonly folder: string;
  private readonly place: Place;
  private readonly subnet: Subnet;
  private program: Program | null = null;

  constructor(folder: string, place: Place, subnet: Subnet) {
    this.folder = folder;
    this.place = place;
    this.subnet = subnet;
  }

  static forIpv4(this: void, folder: string, place: Place, subnet: Subnet): DnsmasqDhcp {
    return new DnsmasqDhcp(folder, place, subnet);
  }

  async start(options: DotsOptions): Promise<Program> {
    const { first, last, router } = this.subnet;
    const conf = join(this.folder, "dnsmasq.conf");
    const settings = [
      "user=root",
      "pid-file",
      "port=0",
      "no-ping",
      "dhcp-authoritative",
      "leasefile-ro",
      `interface=${PROVIDER_LINK}`,
      "bind-interfaces",
      `dhcp-range=${first},${last},1h`,
      `dhcp-option=3,${router}`,
      `dhcp-optsfile=${this.optionsFile}`,
    ];
    writeFileSync(conf, [...settings, ""].join("\n"));
    this.write(options);
    const command = this.place("dnsmasq", "--no-daemon", "-C", conf);
    this.program = new Program("dnsmasq", join(this.folder, "dnsmasq.log"), command);
    await eventually("dnsmasq to read its options", () => this.readings() > 0);
    return this.program;
  }

  /** Changes what the server tells from now on; a client learns it when it renews. */
  async change(options: DotsOptions): Promise<void> {
    const before = this.readings();
    this.write(options);
    this.program?.signal("SIGHUP");
    await eventually("dnsmasq to read its options again", () => this.readings() > before);
  }

  private get optionsFile(): string {
    return join(this.folder, "dnsmasq.options");
  }

  private readings(): number {
    return this.program?.lines().filter((line) => line.endsWith(`read ${this.optionsFile}`)).length ?? 0;
  }

  private write({ name, addresses, resolver }: DotsOptions): void {
    const lines = [
      ...(resolver === undefined ? [] : [`6,${resolver}`]),
      ...(name === undefined ? [] : [`147,${colonHex(name)}`]),
      ...(addresses === undefined ? [] : [`148,${addresses.replaceAll(" ", "")}`]),
    ];
    writeFileSync(this.optionsFile, lines.map((line) => `${line}\n`).join(""));
  }
}

/** A name as on the wire (RFC 1035 §3.1): dnsmasq sends anything else as text. */
function colonHex(name: string): string {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return [...Buffer.concat([...labels, Buffer.of(0)])].map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}
