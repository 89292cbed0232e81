// dnsmasq as a provider's DHCPv4 server, with DOTS options that a test can change.

import { Dnsmasq } from "./dnsmasq.ts";
import type { Place } from "./namespaces.ts";
import { colonHex, wireName } from "./option-values.ts";
import type { DotsOptions, Subnet } from "./provider.ts";

export class DnsmasqDhcp {
  private readonly dnsmasq: Dnsmasq;

  constructor(folder: string, place: Place, { first, last, router }: Subnet) {
    this.dnsmasq = new Dnsmasq(folder, place, [`dhcp-range=${first},${last},1h`, `dhcp-option=3,${router}`]);
  }

  static forIpv4(this: void, folder: string, place: Place, subnet: Subnet): DnsmasqDhcp {
    return new DnsmasqDhcp(folder, place, subnet);
  }

  /** Tells clients this from now on, which they learn when they renew; starts the server if it does not run yet. */
  async offer({ name, addresses, resolver }: DotsOptions): Promise<void> {
    const refusal = await this.dnsmasq.offer([
      ...(resolver === undefined ? [] : [`6,${resolver}`]),
      // dnsmasq sends anything else as text.
      ...(name === undefined ? [] : [`147,${colonHex(wireName(...name.split(".")))}`]),
      ...(addresses === undefined ? [] : [`148,${addresses.replaceAll(" ", "")}`]),
    ]);
    if (refusal !== null) throw new Error(`dnsmasq: ${refusal}`);
  }

  stop(): Promise<void> {
    return this.dnsmasq.stop();
  }
}
