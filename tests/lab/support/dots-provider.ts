// One of two providers with DOTS servers that answer: DHCP, DNS, and a (D)TLS server
// behind every record of its zone.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { KNOT, NSD, startNameServer } from "./authorities.ts";
import type { NameServer } from "./authorities.ts";
import { Authority } from "./certificates.ts";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import { DhcpServer } from "./provider.ts";
import { TlsServer } from "./tls-server.ts";
import type { TlsService } from "./tls-server.ts";
import { RESOLVER, UPLINKS, dotsName, subnetOf, zoneHead } from "./two-providers.ts";
import type { Provider, TwoProviders, Uplink } from "./two-providers.ts";

const NAME_SERVERS = { a: NSD, b: KNOT };

/** Where the zone of a provider leads to; the first is before the second. */
export const SERVICES = {
  "udp-one": { transport: "udp", host: 0, port: 4646 },
  "udp-two": { transport: "udp", host: 1, port: 4646 },
  "tcp-one": { transport: "tcp", host: 0, port: 4646 },
  "data-two": { transport: "tcp", host: 1, port: 443 },
} as const;
export type ServiceLabel = keyof typeof SERVICES;
/** In the order of the zone. */
export const LABELS = Object.keys(SERVICES) as ServiceLabel[];

/** A zone with two servers for the signal channel over UDP. */
export function zoneOf({ origin, servers: [one, two] }: Uplink, ttlS: number): string {
  return [
    ...zoneHead(origin, ttlS),
    `dots NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp.dots`,
    `dots NAPTR 100 20 "s" "DOTS:signal.tcp" "" _dots-signal._tcp.dots`,
    `dots NAPTR 100 30 "s" "DOTS:data.tcp" "" _dots-data._tcp.dots`,
    "_dots-signal._udp.dots SRV 0 0 4646 one.dots",
    "_dots-signal._udp.dots SRV 10 0 4646 two.dots",
    "_dots-signal._tcp.dots SRV 0 0 4646 one.dots",
    "_dots-data._tcp.dots SRV 0 0 443 two.dots",
    `one.dots A ${one}`,
    `two.dots A ${two}`,
    "",
  ].join("\n");
}

export class DotsProvider {
  readonly folder: string;
  readonly uplink: Uplink;
  readonly authority: Authority;
  private readonly provider: Provider;
  private readonly network: TwoProviders;
  private readonly place: Place;
  private readonly dhcp: DhcpServer;
  private readonly running: { stop(): Promise<void> }[] = [];
  private readonly servers = new Map<ServiceLabel, TlsServer>();
  private nameServer: NameServer | null = null;

  private readonly ttlS: number;

  /**
   * @param folder where the folders of both are
   * @param keySet made for the clients of this provider
   * @param ttlS time to live of its records, seconds
   */
  constructor(folder: string, provider: Provider, network: TwoProviders, keySet: string, ttlS = 3600) {
    this.ttlS = ttlS;
    this.provider = provider;
    this.folder = join(folder, provider);
    this.network = network;
    this.uplink = UPLINKS[provider];
    this.place = network.at(provider);
    mkdirSync(this.folder, { recursive: true });
    this.authority = new Authority(keySet, this.uplink.origin);
    this.dhcp = DhcpServer.forIpv4(this.folder, this.place, subnetOf(this.uplink));
  }

  get name(): string {
    return dotsName(this.uplink.origin);
  }

  async start(): Promise<void> {
    for (const address of this.uplink.servers) {
      this.network.ip(this.provider, "addr", "add", `${address}/24`, "dev", PROVIDER_LINK);
    }
    this.running.push(this.dhcp);
    await Promise.all([
      this.dhcp.offer({ name: this.name, resolver: RESOLVER }),
      this.startNameServer(),
      ...LABELS.map((label) => this.serve(label, this.name)),
    ]);
  }

  async startNameServer(): Promise<void> {
    const zones = { [this.uplink.origin]: zoneOf(this.uplink, this.ttlS) };
    const name = `name-server-${this.provider}`;
    const service = { name, folder: join(this.folder, "dns"), address: RESOLVER, zones, place: this.place };
    this.nameServer = await startNameServer(NAME_SERVERS[this.provider], service);
    this.running.push(this.nameServer);
  }

  async stopNameServer(): Promise<void> {
    await this.nameServer?.stop();
  }

  /** Starts one of the servers, in place of the one before, with a certificate for a name. */
  async serve(label: ServiceLabel, name: string): Promise<void> {
    await this.stopServing(label);
    const { transport, host, port } = SERVICES[label];
    const credentials = this.authority.issue(label, [`DNS:${name}`]);
    const trusted = this.authority.certificate;
    const address = this.uplink.servers[host];
    const service: TlsService = { label, transport, address, port, credentials, trusted };
    const server = await TlsServer.start(this.folder, this.place, service);
    this.servers.set(label, server);
    this.running.push(server);
  }

  async stopServing(label: ServiceLabel): Promise<void> {
    await this.servers.get(label)?.stop();
  }

  /** The server that runs for a label. */
  server(label: ServiceLabel): TlsServer {
    const found = this.servers.get(label);
    if (found === undefined) throw new Error(`${label} was not started`);
    return found;
  }

  async stop(): Promise<void> {
    for (const each of this.running.splice(0).reverse()) await each.stop();
  }
}
