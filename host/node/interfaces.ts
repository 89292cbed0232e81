// The machine's interfaces and addresses as input records, fed when they change.
// Linux tells them in /sys/class/net and /proc/net/if_inet6; IPv4 addresses come
// from the operating system's own list.

import { readdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { AddressFlag, AddressScope, InputKind, LinkState, LinkType } from "../abi.gen.ts";
import { encodeAddresses, encodeLink } from "../inputs.ts";
import type { AddressFacts, LinkFacts } from "../inputs.ts";
import { encodeUtf8 } from "../text.ts";

const INFINITE = 0xffffffff;
const MAX_NAME_LENGTH = 15;
/** More addresses than one record holds are not told. */
const MAX_ENTRIES = 512;
const IFF_UP = 1;
/** Flags of /proc/net/if_inet6 (linux/if_addr.h). */
const IFA_F_TEMPORARY = 0x01;
const IFA_F_DEPRECATED = 0x20;
const IFA_F_TENTATIVE = 0x40;
/** Hardware types of /sys/class/net/.../type (linux/if_arp.h). */
const LINK_TYPES: Readonly<Record<string, LinkType>> = {
  1: LinkType.Ethernet,
  512: LinkType.Ppp,
  519: LinkType.Wwan,
  768: LinkType.Tunnel,
  769: LinkType.Tunnel,
  772: LinkType.Loopback,
  776: LinkType.Tunnel,
  778: LinkType.Tunnel,
  823: LinkType.Tunnel,
};

/** Where the operating system tells of its interfaces. */
export interface InterfaceSources {
  readonly sysClassNet: string;
  readonly ifInet6: string;
  readonly networkInterfaces: typeof networkInterfaces;
}

const LINUX: InterfaceSources = { sysClassNet: "/sys/class/net", ifInet6: "/proc/net/if_inet6", networkInterfaces };

interface Told {
  readonly link: LinkFacts;
  readonly linkRecord: Uint8Array;
  readonly addressRecord: Uint8Array;
}

/**
 * The name of an interface.
 * @throws Error if there is none with this index
 */
export function interfaceName(ifindex: number, { sysClassNet }: InterfaceSources = LINUX): string {
  const isIt = (name: string) => Number(readText(join(sysClassNet, name, "ifindex"))) === ifindex;
  const name = listFolder(sysClassNet).find(isIt);
  if (name === undefined) throw Object.assign(new Error(`no interface ${ifindex}`), { code: "ENETDOWN" });
  return name;
}

export class InterfaceMonitor {
  private readonly feed: (kind: InputKind, payload: Uint8Array) => void;
  private readonly sources: InterfaceSources;
  private told = new Map<number, Told>();

  constructor(feed: (kind: InputKind, payload: Uint8Array) => void, sources: InterfaceSources = LINUX) {
    this.feed = feed;
    this.sources = sources;
  }

  /** Reads the interfaces and feeds what differs from the last time: links, then addresses. */
  poll(): void {
    const now = this.read();
    const before = this.told;
    this.told = now;
    for (const [ifindex, { link }] of before) {
      if (now.has(ifindex)) continue;
      this.feed(InputKind.Addresses, encodeAddresses(ifindex, []));
      this.feed(InputKind.Link, encodeLink({ ...link, state: LinkState.Gone }));
    }
    for (const [ifindex, { linkRecord }] of now) {
      if (!same(before.get(ifindex)?.linkRecord, linkRecord)) this.feed(InputKind.Link, linkRecord);
    }
    for (const [ifindex, { addressRecord }] of now) {
      if (!same(before.get(ifindex)?.addressRecord, addressRecord)) this.feed(InputKind.Addresses, addressRecord);
    }
  }

  private read(): Map<number, Told> {
    const inet6 = readInet6(this.sources);
    const inet = readInet(this.sources);
    const links = readLinks(this.sources).sort((a, b) => a.link.ifindex - b.link.ifindex);
    return new Map(
      links.map(({ name, link }) => {
        const addresses = [...(inet.get(name) ?? []), ...(inet6.get(link.ifindex) ?? [])];
        const entries = addresses.sort((a, b) => Buffer.compare(a.address, b.address)).slice(0, MAX_ENTRIES);
        const addressRecord = encodeAddresses(link.ifindex, entries);
        return [link.ifindex, { link, linkRecord: encodeLink(link), addressRecord }];
      }),
    );
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

function readLinks(sources: InterfaceSources): { name: string; link: LinkFacts }[] {
  return listFolder(sources.sysClassNet).flatMap((name) => {
    const word = (file: string) => readText(join(sources.sysClassNet, name, file)).trim();
    const octets = encodeUtf8(name);
    const ifindex = Number(word("ifindex"));
    // Something vanished between the listing and the reading, or is no interface (bonding_masters).
    if (!(ifindex > 0) || octets.length > MAX_NAME_LENGTH) return [];
    const wwan = /^DEVTYPE=wwan$/m.test(word("uevent"));
    const type = wwan ? LinkType.Wwan : (LINK_TYPES[word("type")] ?? LinkType.Other);
    return [{ name, link: { ifindex, name: octets, state: linkState(word("operstate"), word("flags")), type } }];
  });
}

function linkState(operstate: string, flags: string): LinkState {
  // Drivers of point-to-point links do not tell an operational state.
  const up = operstate === "up" || (operstate === "unknown" && (Number(flags) & IFF_UP) !== 0);
  return up ? LinkState.Up : LinkState.Down;
}

/** IPv6 addresses by interface index. */
function readInet6(sources: InterfaceSources): Map<number, AddressFacts[]> {
  const found = new Map<number, AddressFacts[]>();
  for (const line of readText(sources.ifInet6).split("\n")) {
    const [address = "", ifindex = "", length = "", scope = "", flags = ""] = line.trim().split(/\s+/);
    if (!/^[0-9a-f]{32}$/.test(address)) continue;
    const kernelFlags = parseInt(flags, 16);
    const deprecated = (kernelFlags & IFA_F_DEPRECATED) !== 0;
    append(found, parseInt(ifindex, 16), {
      address: Buffer.from(address, "hex"),
      prefixLength: parseInt(length, 16),
      flags:
        (deprecated ? AddressFlag.Deprecated : 0) |
        (kernelFlags & IFA_F_TENTATIVE ? AddressFlag.Tentative : 0) |
        (kernelFlags & IFA_F_TEMPORARY ? AddressFlag.Temporary : 0),
      scope: scope === "20" ? AddressScope.Link : scope === "10" ? AddressScope.Host : AddressScope.Global,
      preferredS: deprecated ? 0 : INFINITE,
      validS: INFINITE,
    });
  }
  return found;
}

/** IPv4 addresses by interface name. */
function readInet(sources: InterfaceSources): Map<string, AddressFacts[]> {
  const found = new Map<string, AddressFacts[]>();
  for (const [label, addresses] of Object.entries(sources.networkInterfaces())) {
    for (const { family, address, cidr } of addresses ?? []) {
      if (family !== "IPv4") continue;
      const octets = address.split(".").map(Number);
      const scope =
        octets[0] === 127 ? AddressScope.Host : octets[0] === 169 && octets[1] === 254 ? AddressScope.Link : 0;
      append(found, label.split(":")[0] ?? label, {
        address: Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...octets]),
        prefixLength: 96 + Number(cidr?.split("/")[1] ?? 32),
        flags: 0,
        scope,
        preferredS: INFINITE,
        validS: INFINITE,
      });
    }
  }
  return found;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
