// Reads the networks of a scenario: interfaces, providers and their DHCP.
import { LinkType } from "../abi.gen.ts";
import { formatAddress, parseIpv4, parseIpv6, parsePrefix } from "../addresses.ts";
import { Dhcp4Code, FIELD_SIZES } from "./dhcp4-message.ts";
import type { Dhcp4Instance } from "./dhcp4-message.ts";
import type { Dhcp4Options } from "./dhcp4-provider.ts";
import { Dhcp6Code } from "./dhcp6-message.ts";
import type { IaPrefix } from "./dhcp6-message.ts";
import type { Dhcp6Options, RawDhcp6Option } from "./dhcp6-provider.ts";
import { readDns } from "./dns-scenario.ts";
import { ObjectReader, ScenarioError, parseText, readList } from "./json-reader.ts";
import { readMdns } from "./mdns-scenario.ts";
import { encodeName } from "./octets.ts";
import type { Dhcp4Network, Dhcp6Network, Network } from "./scenario.ts";

const LINK_TYPES = {
  ethernet: LinkType.Ethernet,
  ppp: LinkType.Ppp,
  wwan: LinkType.Wwan,
  tunnel: LinkType.Tunnel,
  loopback: LinkType.Loopback,
  other: LinkType.Other,
} as const;
const IPV4 = "an IPv4 address";
const IPV6 = "an IPv6 address";
const NAME = "a domain name with labels of 1 to 63 octets";
const MOST_SECONDS = 0xffffffff;
const DEFAULT_REQUEST_4 = [Dhcp4Code.SubnetMask, Dhcp4Code.Router, Dhcp4Code.DnsServers, Dhcp4Code.DomainName];

export function readNetwork(value: unknown, path: string): Network {
  const reader = new ObjectReader(value, path);
  const name = reader.text("interface");
  if (!/^[A-Za-z0-9._-]{1,15}$/.test(name))
    throw reader.error("interface", "must be a name of 1 to 15 letters, digits, . _ -");
  const network: Network = {
    interface: name,
    device: reader.text("device", name),
    type: LINK_TYPES[reader.choice("type", Object.keys(LINK_TYPES) as (keyof typeof LINK_TYPES)[], "ethernet")],
    provider: reader.text("provider", name),
    addresses: reader.list("addresses", (element, at) =>
      parseText(element, at, "an address with its prefix length", parsePrefix),
    ),
    absent: reader.flag("absent", false),
    dhcp4: reader.optional("dhcp4", () => readDhcp4(reader.value("dhcp4"), reader.pathOf("dhcp4"))),
    dhcp6: reader.optional("dhcp6", () => readDhcp6(reader.value("dhcp6"), reader.pathOf("dhcp6"))),
    dns: reader.optional("dns", () => readDns(reader.value("dns"), reader.pathOf("dns"))),
    mdns: reader.optional("mdns", () => readMdns(reader.value("mdns"), reader.pathOf("mdns"))),
  };
  reader.finish();
  return network;
}

export function readDhcp4(value: unknown, path: string): Dhcp4Network {
  const reader = new ObjectReader(value, path);
  const [ri, address] = readCodes(reader, [Dhcp4Code.DotsRi, Dhcp4Code.DotsAddress], 254);
  const options = (field: string) => readOptions4(reader.value(field) ?? {}, reader.pathOf(field));
  const seconds = (field: string) => reader.optional(field, () => reader.integer(field, 1, MOST_SECONDS));
  const router = reader.parsed("router", IPV4, parseIpv4);
  const network: Dhcp4Network = {
    client: reader.choice("client", ["udhcpc", "raw"], "udhcpc"),
    onLink: reader.choice("on_link", ["restart", "keep"], "restart"),
    request: readRequest(reader, [...DEFAULT_REQUEST_4, ri, address, Dhcp4Code.AccessDomain], 254),
    tries: reader.integer("tries", 0, 1000, 0),
    tap: reader.flag("tap", false),
    delayMs: reader.integer("delay_ms", 0, 3_600_000, 40),
    silent: reader.flag("silent", false),
    service: {
      address: readPrefix4(reader),
      router,
      server: reader.has("server") ? reader.parsed("server", IPV4, parseIpv4) : router,
      leaseS: reader.integer("lease_s", 1, MOST_SECONDS, 3600),
      t1S: seconds("t1_s"),
      t2S: seconds("t2_s"),
      options: options("options"),
      offer: reader.optional("offer", () => options("offer")),
      always: reader.flag("always", false),
      codes: { ri, address },
    },
  };
  reader.finish();
  return network;
}

export function readDhcp6(value: unknown, path: string): Dhcp6Network {
  const reader = new ObjectReader(value, path);
  const [ri, address] = readCodes(reader, [Dhcp6Code.DotsRi, Dhcp6Code.DotsAddress], 65535);
  const options = (field: string) => readOptions6(reader.value(field) ?? {}, reader.pathOf(field));
  const stateless = reader.flag("stateless", false);
  const validS = reader.integer("valid_s", 1, MOST_SECONDS, 4000);
  const preferredS = reader.integer("preferred_s", 1, validS, Math.min(3000, validS));
  const isDelegation = reader.has("prefixes") && !reader.has("address");
  const t1S = reader.integer("t1_s", 1, MOST_SECONDS, Math.ceil(preferredS / 2));
  const network: Dhcp6Network = {
    client: reader.choice("client", ["odhcp6c", "raw"], "odhcp6c"),
    onLink: reader.choice("on_link", ["restart", "keep"], "restart"),
    request: readRequest(
      reader,
      [Dhcp6Code.DnsServers, Dhcp6Code.DomainList, Dhcp6Code.AccessDomain, ri, address],
      65535,
    ),
    tap: reader.flag("tap", false),
    stateless,
    hookDelayMs: reader.integer("hook_delay_ms", 0, 3_600_000, 10_000),
    hasPassthru: reader.flag("passthru", true),
    server: formatAddress(parseText(reader.text("server", "fe80::1"), reader.pathOf("server"), IPV6, parseIpv6)),
    router: reader.optional("router", () => formatAddress(reader.parsed("router", IPV6, parseIpv6))),
    delayMs: reader.integer("delay_ms", 0, 3_600_000, 40),
    silent: reader.flag("silent", false),
    service: {
      address: stateless || isDelegation ? undefined : reader.parsed("address", IPV6, parseIpv6),
      prefixes: reader.list("prefixes", (entry, at) => readDelegation(entry, at, preferredS, validS)),
      preferredS,
      validS,
      t1S,
      t2S: reader.integer("t2_s", t1S, MOST_SECONDS, Math.max(t1S, Math.ceil(preferredS * 0.8))),
      options: options("options"),
      advertise: reader.optional("advertise", () => options("advertise")),
      always: reader.flag("always", false),
      codes: { ri, address },
    },
  };
  reader.finish();
  return network;
}

/** A prefix alone has the lifetimes of the lease. */
function readDelegation(value: unknown, path: string, preferredS: number, validS: number): IaPrefix {
  const entry = typeof value === "string" ? { prefix: value } : value;
  const reader = new ObjectReader(entry, path);
  const prefix = reader.parsed("prefix", "an IPv6 prefix", parsePrefix);
  if (prefix.address.length !== 16) throw reader.error("prefix", "must be an IPv6 prefix");
  const delegation = {
    prefix,
    preferredS: reader.integer("preferred_s", 0, MOST_SECONDS, preferredS),
    validS: reader.integer("valid_s", 0, MOST_SECONDS, validS),
  };
  reader.finish();
  return delegation;
}

function readPrefix4(reader: ObjectReader) {
  const prefix = reader.parsed("address", "an IPv4 address with its prefix length", parsePrefix);
  if (prefix.address.length !== 4) throw reader.error("address", "must be an IPv4 address with its prefix length");
  return prefix;
}

function readCodes(reader: ObjectReader, fallback: readonly [number, number], most: number): readonly [number, number] {
  if (!reader.has("codes")) return fallback;
  const codes = reader.list("codes", (value, path) => readCode(value, path, most));
  if (codes.length !== 2) throw reader.error("codes", "must be two codes: RI and ADDRESS");
  return [codes[0] as number, codes[1] as number];
}

function readRequest(reader: ObjectReader, fallback: number[], most: number): number[] {
  return reader.has("request") ? reader.list("request", (value, path) => readCode(value, path, most)) : fallback;
}

function readCode(value: unknown, path: string, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > most) {
    throw new ScenarioError(path, `must be an option code from 1 to ${most}`);
  }
  return value;
}

function readOptions4(value: unknown, path: string): Dhcp4Options {
  const reader = new ObjectReader(value, path);
  const address = (element: unknown, at: string) => parseText(element, at, IPV4, parseIpv4);
  const options: Dhcp4Options = {
    names: readNames(reader),
    addresses: reader.list("addresses", address),
    lists: reader.list("lists", (list, at) => readList(list, at, address)),
    accessDomain: reader.optional("access_domain", () => reader.parsed("access_domain", NAME, encodeName)),
    domain: reader.optional("domain", () => reader.text("domain")),
    dns: reader.list("dns", address),
    raw: reader.list("raw", readInstance),
  };
  for (const field of ["file", "sname"] as const) {
    const inField = options.raw.filter((instance) => instance.field === field);
    const size = inField.reduce((sum, { octets }) => sum + octets.length + 2, 1);
    if (size > FIELD_SIZES[field])
      throw reader.error("raw", `has ${size} octets for ${field}, which holds ${FIELD_SIZES[field]}`);
  }
  reader.finish();
  return options;
}

function readOptions6(value: unknown, path: string): Dhcp6Options {
  const reader = new ObjectReader(value, path);
  const address = (element: unknown, at: string) => parseText(element, at, IPV6, parseIpv6);
  const options: Dhcp6Options = {
    names: readNames(reader),
    addresses: reader.list("addresses", address),
    accessDomain: reader.optional("access_domain", () => reader.parsed("access_domain", NAME, encodeName)),
    dns: reader.list("dns", address),
    refreshS: reader.optional("refresh_s", () => reader.integer("refresh_s", 0, MOST_SECONDS)),
    raw: reader.list("raw", readRawOption),
  };
  reader.finish();
  return options;
}

/** `ri` is a name, or several that stand in one option. */
function readNames(reader: ObjectReader): Uint8Array[] {
  if (typeof reader.value("ri") === "string") return [reader.parsed("ri", NAME, encodeName)];
  return reader.list("ri", (element, at) => parseText(element, at, NAME, encodeName));
}

function readInstance(value: unknown, path: string): Dhcp4Instance {
  const reader = new ObjectReader(value, path);
  const instance: Dhcp4Instance = {
    code: reader.integer("code", 1, 254),
    octets: reader.hex("hex"),
    field: reader.choice("in", ["options", "file", "sname"], "options"),
  };
  if (instance.octets.length > 255) throw reader.error("hex", "must have at most 255 octets");
  reader.finish();
  return instance;
}

function readRawOption(value: unknown, path: string): RawDhcp6Option {
  const reader = new ObjectReader(value, path);
  const option: RawDhcp6Option = {
    code: reader.integer("code", 1, 65535),
    octets: reader.hex("hex"),
    inIa: reader.choice("in", ["message", "ia"], "message") === "ia",
  };
  reader.finish();
  return option;
}
