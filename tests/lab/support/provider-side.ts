// One of two providers at work: its DHCP server, its name server, and a capture of
// its link.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { KNOT, NSD, startNameServer } from "./authorities.ts";
import type { NameServer } from "./authorities.ts";
import { Capture, questionsIn } from "./capture.ts";
import type { Question } from "./capture.ts";
import { DnsmasqDhcp } from "./dnsmasq-dhcp.ts";
import type { Place } from "./namespaces.ts";
import { DhcpServer } from "./provider.ts";
import { NOBODY, RESOLVER, UPLINKS, dotsName, subnetOf, zonesOf } from "./two-providers.ts";
import type { Provider, TwoProviders } from "./two-providers.ts";

/** What they need. */
export const PROVIDER_PROGRAMS = ["ip", "mount", "busybox", "kea-dhcp4", "dnsmasq", "nsd", "knotd", "tcpdump"];

/** Of each kind of server, two makes. */
const MAKES = {
  a: { dhcp: DhcpServer.forIpv4, dns: NSD },
  b: { dhcp: DnsmasqDhcp.forIpv4, dns: KNOT },
};

export class ProviderSide {
  readonly folder: string;
  readonly place: Place;
  readonly dhcp: DhcpServer | DnsmasqDhcp;
  readonly capture: Capture;
  private readonly provider: Provider;
  private readonly running: { stop(): Promise<void> }[] = [];
  private nameServer: NameServer | null = null;

  /** @param folder where the folders of both are */
  constructor(folder: string, provider: Provider, network: TwoProviders) {
    this.provider = provider;
    this.folder = join(folder, provider);
    this.place = network.at(provider);
    mkdirSync(this.folder, { recursive: true });
    this.dhcp = MAKES[provider].dhcp(this.folder, this.place, subnetOf(UPLINKS[provider]));
    this.capture = new Capture(this.folder, this.place, NOBODY);
  }

  /** Starts the capture, then the servers. */
  async start(): Promise<void> {
    this.running.push(this.capture);
    await this.capture.start();
    this.running.push(this.dhcp);
    await this.dhcp.offer({ name: dotsName(UPLINKS[this.provider].origin), resolver: RESOLVER });
    await this.startNameServer();
  }

  async startNameServer(): Promise<void> {
    this.nameServer = await startNameServer(MAKES[this.provider].dns, {
      name: `name-server-${this.provider}`,
      folder: join(this.folder, "dns"),
      address: RESOLVER,
      zones: zonesOf(UPLINKS[this.provider]),
      place: this.place,
    });
    this.running.push(this.nameServer);
  }

  async stopNameServer(): Promise<void> {
    await this.nameServer?.stop();
  }

  /** Every question that was on the link up to now. */
  async questions(): Promise<Question[]> {
    return questionsIn(await this.capture.frames());
  }

  async stop(): Promise<void> {
    for (const each of this.running.splice(0).reverse()) await each.stop();
  }
}
