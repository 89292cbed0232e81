// The virtual router: devices with links and addresses, DHCP clients, a spool
// directory. It tells the core what a host on a real router would tell it.
import { AddressFlag, AddressScope, InputKind, LinkState, LinkType } from "../abi.gen.ts";
import { encodeAddresses, encodeLink, encodeSpool } from "../inputs.ts";
import type { AddressFacts } from "../inputs.ts";
import type { SocketFacts } from "../platform.ts";
import { encodeUtf8 } from "../text.ts";
import { toMappedPrefix } from "../addresses.ts";
import type { Prefix } from "../addresses.ts";
import { Attachment } from "./attachment.ts";
import type { AttachmentRouter } from "./attachment.ts";
import { hardwareAddress } from "./clients/client.ts";
import type { AssignedAddress } from "./clients/client.ts";
import { DnsSockets } from "./dns-sockets.ts";
import type { SocketRouter } from "./dns-sockets.ts";
import { MdnsLink } from "./mdns-link.ts";
import type { MdnsMessage, MdnsRouter } from "./mdns-link.ts";
import type { Observer } from "./observer.ts";
import type { SeededRandom } from "./random.ts";
import type { Network, ProviderChange } from "./scenario.ts";
import type { Tasks } from "./schedule.ts";

const INFINITE_S = 0xffffffff;
/** 1 is the loopback interface of every Linux machine. */
const FIRST_IFINDEX = 2;

interface Device {
  name: string;
  ifindex: number;
  type: LinkType;
  state: LinkState;
  /** By owner: an interface without DHCP, or one client of an interface. */
  addresses: Map<string, Assignment>;
}

/** Addresses, and when their lifetimes began to run. */
interface Assignment {
  sinceMs: number;
  addresses: readonly AssignedAddress[];
}

export class Router implements AttachmentRouter, SocketRouter, MdnsRouter {
  readonly schedule: Tasks;
  readonly random: SeededRandom;
  readonly observe: Observer;
  readonly sockets: DnsSockets;
  readonly mdns: MdnsLink;
  private readonly feed: (kind: InputKind, payload: Uint8Array) => void;
  private readonly devices = new Map<string, Device>();
  private readonly attachments: Attachment[] = [];
  private readonly networks: readonly Network[];
  private nextIfindex = FIRST_IFINDEX;

  /** @param states of devices that do not begin as the networks say */
  constructor(
    networks: readonly Network[],
    schedule: Tasks,
    random: SeededRandom,
    observe: Observer,
    feed: (kind: InputKind, payload: Uint8Array) => void,
    states: ReadonlyMap<string, LinkState> = new Map(),
  ) {
    this.networks = networks;
    this.schedule = schedule;
    this.random = random;
    this.observe = observe;
    this.feed = feed;
    this.sockets = new DnsSockets(this, schedule, observe, feed);
    this.mdns = new MdnsLink(this, schedule, observe, feed);
    for (const network of networks) this.addNetwork(network, states.get(network.device));
  }

  private addNetwork(network: Network, state: LinkState | undefined): void {
    const known = this.devices.get(network.device);
    const device = known ?? {
      name: network.device,
      ifindex: this.nextIfindex++,
      type: network.type,
      state: state ?? (network.absent ? LinkState.Gone : LinkState.Up),
      addresses: new Map<string, Assignment>(),
    };
    this.devices.set(network.device, device);
    const forEver = (prefix: Prefix) => ({ prefix, preferredS: INFINITE_S, validS: INFINITE_S });
    device.addresses.set(network.interface, { sinceMs: 0, addresses: network.addresses.map(forEver) });
    if (network.dns !== undefined) this.sockets.serve(network.interface, network.dns);
    if (network.mdns !== undefined) this.mdns.serve(network.interface, network.mdns);
    for (const settings of [network.dhcp4, network.dhcp6]) {
      if (settings !== undefined) this.attachments.push(new Attachment(this, network, settings, device.ifindex));
    }
  }

  /** Tells the core about every device, then lets the clients begin. */
  start(): void {
    for (const device of this.devices.values()) {
      if (device.state === LinkState.Gone) continue;
      this.tellLink(device);
      this.tellAddresses(device);
    }
    for (const device of this.devices.values()) {
      if (device.state === LinkState.Up) this.forClients(device.name, (attachment) => attachment.start());
    }
  }

  /** The state of every device's link. */
  linkStates(): Map<string, LinkState> {
    return new Map([...this.devices.values()].map(({ name, state }) => [name, state]));
  }

  isUp(device: string): boolean {
    return this.devices.get(device)?.state === LinkState.Up;
  }

  /** The link of an interface's device gets carrier, loses it, or the device goes away. */
  setLink(interfaceName: string, state: LinkState): void {
    const device = this.deviceOf(interfaceName);
    if (device === undefined || device.state === state) return;
    if (device.state === LinkState.Gone) device.ifindex = this.nextIfindex++;
    device.state = state;
    if (state === LinkState.Gone) this.feed(InputKind.Addresses, encodeAddresses(device.ifindex, []));
    this.tellLink(device);
    if (state === LinkState.Up) this.tellAddresses(device);
    this.forClients(device.name, (attachment) => {
      if (state === LinkState.Up) attachment.start();
      else if (attachment.onLink === "restart" || state === LinkState.Gone) attachment.stop();
    });
  }

  renew(interfaceName: string): void {
    for (const attachment of this.attachmentsOf(interfaceName)) attachment.renew();
  }

  refuse(interfaceName: string): void {
    for (const attachment of this.attachmentsOf(interfaceName)) attachment.refuse();
  }

  change(interfaceName: string, change: ProviderChange): void {
    if (change.dns !== undefined) this.sockets.serve(interfaceName, change.dns);
    if (change.mdns !== undefined) this.mdns.serve(interfaceName, change.mdns);
    for (const attachment of this.attachmentsOf(interfaceName)) attachment.change(change);
  }

  assign(deviceName: string, owner: string, addresses: readonly AssignedAddress[]): void {
    const device = this.devices.get(deviceName);
    if (device === undefined) return;
    const before = device.addresses.get(owner)?.addresses ?? [];
    device.addresses.set(owner, { sinceMs: this.schedule.now(), addresses });
    if (device.state !== LinkState.Gone && (before.length > 0 || addresses.length > 0)) this.tellAddresses(device);
  }

  /** @param text undefined: the file is removed */
  writeSpool(file: string, text: string | undefined): void {
    this.feed(InputKind.Spool, encodeSpool(encodeUtf8(file), text === undefined ? null : encodeUtf8(text)));
  }

  /**
   * A socket with a local address or an interface reaches the networks of one device, if that is up; others reach all. An address of a
   * LAN, where no provider is, leaves by any device.
   */
  reach({ local, ifindex }: SocketFacts): Network[] | undefined {
    const isAny = local.every((octet) => octet === 0);
    const isLocal = ({ prefix }: AssignedAddress) => sameOctets(toMappedPrefix(prefix).address, local);
    const hasLocal = (device: Device) => addressesOf(device).some(isLocal);
    const isOfLan =
      ifindex !== 0 && [...this.devices.values()].some((device) => this.isLan(device) && hasLocal(device));
    const devices = [...this.devices.values()].filter(
      (device) =>
        device.state === LinkState.Up &&
        (ifindex === 0 || device.ifindex === ifindex) &&
        (isAny || isOfLan || hasLocal(device)),
    );
    if (devices.length === 0) return undefined;
    return this.networks.filter((network) => devices.some((device) => device.name === network.device));
  }

  private isLan({ name }: Device): boolean {
    return this.networks.every(({ device, dhcp4, dhcp6, dns }) => device !== name || !(dhcp4 ?? dhcp6 ?? dns));
  }

  /** Somebody on the link of an interface sends a message of multicast DNS. */
  speak(interfaceName: string, message: MdnsMessage): void {
    const network = this.networks.find((candidate) => candidate.interface === interfaceName);
    if (network !== undefined && this.isUp(network.device)) this.mdns.speak(network, message);
  }

  linkOf(ifindex: number, isIpv4: boolean): { networks: Network[]; address: Uint8Array } | undefined {
    const device = [...this.devices.values()].find((candidate) => candidate.ifindex === ifindex);
    if (device?.state !== LinkState.Up) return undefined;
    const own = addressesOf(device).find(({ prefix }) => (prefix.address.length === 4) === isIpv4);
    if (own === undefined) return undefined;
    const networks = this.networks.filter((network) => network.device === device.name);
    return { networks, address: own.prefix.address };
  }

  private deviceOf(interfaceName: string): Device | undefined {
    const network = this.networks.find((candidate) => candidate.interface === interfaceName);
    return network === undefined ? undefined : this.devices.get(network.device);
  }

  private attachmentsOf(interfaceName: string): Attachment[] {
    return this.attachments.filter((attachment) => attachment.interface === interfaceName);
  }

  private forClients(device: string, act: (attachment: Attachment) => void): void {
    const names = this.networks.filter((network) => network.device === device).map((network) => network.interface);
    for (const name of names) this.attachmentsOf(name).forEach(act);
  }

  private tellLink(device: Device): void {
    const { ifindex, state, type } = device;
    this.feed(InputKind.Link, encodeLink({ ifindex, name: encodeUtf8(device.name), state, type }));
  }

  private tellAddresses(device: Device): void {
    const facts = [...device.addresses.values()].flatMap(({ sinceMs, addresses }) => {
      const ageS = Math.floor((this.schedule.now() - sinceMs) / 1000);
      return addresses.map((address) => addressFacts(address, ageS));
    });
    if (device.type !== LinkType.Loopback) facts.unshift(addressFacts(linkLocal(device.ifindex), 0));
    this.feed(InputKind.Addresses, encodeAddresses(device.ifindex, facts));
  }
}

/** Every address of a device, the link-local one too. */
function addressesOf(device: Device): AssignedAddress[] {
  return [linkLocal(device.ifindex), ...[...device.addresses.values()].flatMap(({ addresses }) => addresses)];
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((octet, index) => octet === b[index]);
}

/** fe80::/64 with the interface identifier made of the Ethernet address, RFC 4291 appendix A. */
function linkLocal(ifindex: number): AssignedAddress {
  const hardware = hardwareAddress(ifindex);
  const address = new Uint8Array(16);
  address.set([0xfe, 0x80]);
  address.set([(hardware[0] ?? 0) ^ 2, ...hardware.subarray(1, 3), 0xff, 0xfe, ...hardware.subarray(3)], 8);
  return { prefix: { address, length: 64 }, preferredS: INFINITE_S, validS: INFINITE_S };
}

/** What the kernel says about an address `ageS` seconds after it was assigned. */
function addressFacts({ prefix, preferredS, validS }: AssignedAddress, ageS: number): AddressFacts {
  const { address, length } = toMappedPrefix(prefix);
  const left = (seconds: number) => (seconds === INFINITE_S ? seconds : Math.max(seconds - ageS, 0));
  const flags = left(preferredS) === 0 ? AddressFlag.Deprecated : 0;
  const scope = scopeOf(prefix.address);
  return { address, prefixLength: length, flags, scope, preferredS: left(preferredS), validS: left(validS) };
}

function scopeOf(address: Uint8Array): AddressScope {
  const [first = 0, second = 0] = address;
  if (address.length === 4) {
    if (first === 127) return AddressScope.Host;
    return first === 169 && second === 254 ? AddressScope.Link : AddressScope.Global;
  }
  if (first === 0xfe && (second & 0xc0) === 0x80) return AddressScope.Link;
  return address.subarray(0, 15).every((octet) => octet === 0) ? AddressScope.Host : AddressScope.Global;
}
