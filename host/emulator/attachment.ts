// One family of one virtual network: the client on the router, the provider
// behind the link, and the way between them.
import { hardwareAddress } from "./clients/client.ts";
import type { AssignedAddress, ClientHost, DhcpClient } from "./clients/client.ts";
import { createOdhcp6c } from "./clients/odhcp6c.ts";
import { createRaw4, createRaw6 } from "./clients/raw.ts";
import { createUdhcpc } from "./clients/udhcpc.ts";
import { describeDhcp4, describeDhcp6 } from "./describe.ts";
import type { Description } from "./describe.ts";
import { Dhcp4Provider } from "./dhcp4-provider.ts";
import { Dhcp6Provider } from "./dhcp6-provider.ts";
import type { Observer } from "./observer.ts";
import type { SeededRandom } from "./random.ts";
import type { Dhcp4Network, Dhcp6Network, Family, LinkReaction, Network, ProviderChange } from "./scenario.ts";
import type { Tasks } from "./schedule.ts";

/** What an attachment needs of the router that it belongs to. */
export interface AttachmentRouter {
  readonly schedule: Tasks;
  readonly random: SeededRandom;
  readonly observe: Observer;
  isUp(device: string): boolean;
  /** Replaces the addresses that `owner` has put on a device. */
  assign(device: string, owner: string, addresses: readonly AssignedAddress[]): void;
  writeSpool(file: string, text: string): void;
}

/** What differs between the families. */
interface Side {
  readonly family: Family;
  readonly client: DhcpClient;
  answer(octets: Uint8Array): Uint8Array | undefined;
  describe(octets: Uint8Array): Description;
  change(change: ProviderChange): { delayMs: number; silent: boolean } | undefined;
  refuseNext(): void;
}

export class Attachment {
  readonly interface: string;
  readonly onLink: LinkReaction;
  private readonly router: AttachmentRouter;
  private readonly device: string;
  private readonly side: Side;
  private provider: string;
  private path: { delayMs: number; silent: boolean };

  /** @param network has DHCP settings for the family */
  constructor(router: AttachmentRouter, network: Network, settings: Dhcp4Network | Dhcp6Network, ifindex: number) {
    this.router = router;
    this.interface = network.interface;
    this.device = network.device;
    this.provider = network.provider;
    this.onLink = settings.onLink;
    this.path = settings;
    const hardware = hardwareAddress(ifindex);
    this.side = isDhcp4(settings)
      ? createSide4(this.host("inet"), settings, hardware)
      : createSide6(this.host("inet6"), settings, hardware);
  }

  start(): void {
    this.side.client.start();
  }

  stop(): void {
    this.side.client.stop();
  }

  renew(): void {
    this.side.client.renew();
  }

  /** The provider refuses the next request, and the client asks at once. */
  refuse(): void {
    this.side.refuseNext();
    this.side.client.renew();
  }

  change(change: ProviderChange): void {
    this.provider = change.provider;
    this.path = this.side.change(change) ?? this.path;
  }

  private host(family: Family): ClientHost {
    const { schedule, random } = this.router;
    return {
      device: this.device,
      now: () => schedule.now(),
      after: (delayMs, task) => schedule.after(delayMs, task),
      random: () => random.next(),
      send: (octets) => this.send(octets),
      assign: (addresses) => this.router.assign(this.device, `${this.interface} ${family}`, addresses),
      writeSpool: (text) => this.writeSpool(text),
    };
  }

  private send(octets: Uint8Array): void {
    this.observe("client", octets);
    if (!this.isReachable()) return;
    this.router.schedule.after(this.path.delayMs, () => {
      const answer = this.isReachable() ? this.side.answer(octets) : undefined;
      if (answer === undefined) return;
      this.observe("provider", answer);
      this.side.client.receive(answer);
    });
  }

  private isReachable(): boolean {
    return this.router.isUp(this.device) && !this.path.silent;
  }

  private observe(from: "client" | "provider", octets: Uint8Array): void {
    this.router.observe({
      kind: "packet",
      timeMs: this.router.schedule.now(),
      interface: this.interface,
      family: this.side.family,
      provider: this.provider,
      from,
      ...this.side.describe(octets),
      octets,
    });
  }

  private writeSpool(text: string): void {
    const { family } = this.side;
    const file = `${this.interface}.${family}`;
    const [client = "", event = ""] = text.split("\n").map((line) => line.slice(line.indexOf("=") + 1));
    const timeMs = this.router.schedule.now();
    this.router.observe({ kind: "spool", timeMs, interface: this.interface, family, file, client, event, text });
    this.router.writeSpool(file, text);
  }
}

function isDhcp4(settings: Dhcp4Network | Dhcp6Network): settings is Dhcp4Network {
  return "tries" in settings;
}

function createSide4(host: ClientHost, settings: Dhcp4Network, hardware: Uint8Array): Side {
  const provider = new Dhcp4Provider(settings.service);
  const clientSettings = { hardware, request: settings.request, tries: settings.tries };
  return {
    family: "inet",
    client:
      settings.client === "raw" ? createRaw4(host, clientSettings, settings.tap) : createUdhcpc(host, clientSettings),
    answer: (octets) => provider.answer(octets),
    describe: (octets) => describeDhcp4(octets, provider.service.codes),
    change: ({ dhcp4 }) => {
      if (dhcp4 !== undefined) provider.service = dhcp4.service;
      return dhcp4;
    },
    refuseNext: () => {
      provider.refuseNext = true;
    },
  };
}

function createSide6(host: ClientHost, settings: Dhcp6Network, hardware: Uint8Array): Side {
  const provider = new Dhcp6Provider(settings.service);
  const { request, stateless, hookDelayMs, hasPassthru, server, router } = settings;
  const { address, prefixes } = settings.service;
  const wanted = { wantsAddress: address !== undefined, wantsPrefix: prefixes.length > 0 };
  const clientSettings = { hardware, request, stateless, ...wanted, hookDelayMs, hasPassthru, server, router };
  return {
    family: "inet6",
    client:
      settings.client === "raw" ? createRaw6(host, clientSettings, settings.tap) : createOdhcp6c(host, clientSettings),
    answer: (octets) => provider.answer(octets),
    describe: (octets) => describeDhcp6(octets, provider.service.codes),
    change: ({ dhcp6 }) => {
      if (dhcp6 !== undefined) provider.service = dhcp6.service;
      return dhcp6;
    },
    refuseNext: () => undefined,
  };
}
