// What the configuration says, ready to use. control/config.ts fills it; nothing
// else writes here.

import {
  MAX_INTERFACE_NAME,
  MAX_INTERFACE_SECTIONS,
  MAX_SERVER_SECTIONS,
} from "../limits";
import { equalOctets } from "../bytes/text";
import { clearNames } from "../names/table";
import { resetSettings } from "../dhcp/settings";
import { resetConfiguredDomains } from "./configured-domains";
import { Holder } from "./holders";
import { truncateManualAddresses } from "./manual-addresses";
import { dropPrefixes, PrefixKind } from "./prefixes";
import { dropResolvers, GENERAL_RESOLVERS, SECTION_RESOLVERS, truncateTrustedResolvers } from "./resolvers";

/** Ways to find servers; the value is also the bit number in a set of methods. */
export enum Method {
  None,
  // Those that a `server` section can be for.
  Manual,
  Anycast,
  Mdns,
  DefaultRouter,
  // The others.
  Dhcp,
  Dnssd,
  Snaptr,
}

/** The last of the methods, and the last that a `server` section can be for. */
export const LAST_METHOD: i32 = Method.Snaptr;
export const LAST_SERVER_METHOD: i32 = Method.DefaultRouter;

/** Whether answers have to be validated, and by whom. */
export const enum Dnssec {
  /** Without a trusted resolver's word there is no result. */
  Require,
  /** A trusted resolver's word labels the result. */
  Prefer,
  Off,
}

/** How an agent's name becomes addresses. */
export const enum RiResolution {
  Snaptr,
  Address,
  SnaptrThenAddress,
}

/** Most methods that a list of them can hold. */
export const MAX_METHODS: i32 = 8;

/** Address families as a set: bit 0 IPv4, bit 1 IPv6. */
export const ALL_FAMILIES: u8 = 3;

/** Longest label of a server section and longest credentials name. */
export const MAX_LABEL: i32 = 23;

// Texts are stored as a length octet and the octets.
const INTERFACE_TEXT: i32 = MAX_INTERFACE_NAME + 1;
const LABEL_TEXT: i32 = MAX_LABEL + 1;

/** Length of a stored text. */
export function textLength(text: usize): i32 {
  return <i32>load<u8>(text);
}

/** Address of a stored text's first octet. */
export function textPointer(text: usize): usize {
  return text + 1;
}

/** True if a stored text is exactly these octets. */
export function isText(text: usize, source: usize, length: i32): bool {
  return textLength(text) == length && equalOctets(text + 1, source, length);
}

/** True if two stored texts are the same. */
export function isSameText(a: usize, b: usize): bool {
  return isText(a, textPointer(b), textLength(b));
}

/** Stores a text; the caller has checked that it fits. */
export function putText(text: usize, source: usize, length: i32): void {
  store<u8>(text, length);
  memory.copy(text + 1, source, length);
}

/** Where the values of the statements outside every section are kept until the text is read. */
export const enum GeneralAt {
  Profile = 0,
  AddressForm = 1,
  StrictDraft = 2,
  AcceptMultiple = 3,
  ManualReplaces = 4,
  Dnssec = 5,
  RiResolution = 6,
  Families = 7,
  Methods = 8,
  CallHome = Methods + 1 + MAX_METHODS,
  CallHomePort = CallHome + 1,
}

/** Values of those statements, some read here for good; `GeneralAt` has their places. */
export const GENERAL: usize = memory.data(GeneralAt.CallHomePort + 2);

/** True if the machine looks for servers of a family: 0 IPv4, 1 IPv6. */
export function isWanted(family: i32): bool {
  return ((load<u8>(GENERAL, GeneralAt.Families) >> (<u8>family)) & 1) != 0;
}

/** A list of methods in order of preference: count, then the methods. */
export const METHODS: usize = GENERAL + GeneralAt.Methods;

/** Where an `interface` section keeps what its statements say. */
export const enum InterfaceAt {
  Families = 0,
  ProviderIndependent = 1,
  TakesOwnTargets = 2,
  SharedAddress = 3,
  Mark = 4,
  Table = 8,
  Methods = 12,
  Name = Methods + 1 + MAX_METHODS,
  Device = Name + INTERFACE_TEXT,
  Ipv4Device = Device + INTERFACE_TEXT,
  Credentials = Ipv4Device + INTERFACE_TEXT,
  Isp = Credentials + LABEL_TEXT,
}

/** Where a `server` section keeps what its statements say. */
export const enum ServerAt {
  Families = 0,
  SignalPort = 2,
  DataPort = 4,
  Use = 7,
  Label = 8,
  Interface = Label + LABEL_TEXT,
  Credentials = Interface + INTERFACE_TEXT,
}

/** One `interface` section. */
@unmanaged
export class InterfaceSection {
  families: u8;
  providerIndependent: u8;
  /** Its servers get targets of the site's own prefixes. */
  takesOwnTargets: bool;
  /** Its IPv4 address is that of neighbours too, who have other ports (I-04). */
  sharedAddress: bool;
  /** The mark of its packets and the number of its routing table (I-05); 0: none. */
  mark: u32;
  table: u32;
  // Then: method list, name, device, IPv4 device, credentials, ISP.

  /** The section's own list of methods; an empty one means the general list. */
  get methods(): usize {
    return changetype<usize>(this) + InterfaceAt.Methods;
  }
  /** The logical name, a stored text. */
  get name(): usize {
    return changetype<usize>(this) + InterfaceAt.Name;
  }
  /** The layer-3 device, a stored text. */
  get device(): usize {
    return changetype<usize>(this) + InterfaceAt.Device;
  }
  /** The device that carries its IPv4, a stored text; empty: the same (I-04). */
  get ipv4Device(): usize {
    return changetype<usize>(this) + InterfaceAt.Ipv4Device;
  }
  /** The name of a key set, a stored text. */
  get credentials(): usize {
    return changetype<usize>(this) + InterfaceAt.Credentials;
  }
  /** What the administrator calls the provider, a stored text. */
  get isp(): usize {
    return changetype<usize>(this) + InterfaceAt.Isp;
  }
}

/** One `server` section. */
@unmanaged
export class ServerSection {
  families: u8;
  accepted: bool;
  /** 0: the default one. */
  signalPort: u16;
  dataPort: u16;
  /** An `addresses` line was in error. */
  lacksAddresses: bool;
  /** The method it is for, counted from `Method.Manual`. */
  use: u8;
  // Then: label, interface, credentials.

  /** What the administrator calls it, a stored text. */
  get label(): usize {
    return changetype<usize>(this) + ServerAt.Label;
  }
  /** The interface to use, a stored text; empty: any. */
  get interface_(): usize {
    return changetype<usize>(this) + ServerAt.Interface;
  }
  /** The name of a key set, a stored text. */
  get credentials(): usize {
    return changetype<usize>(this) + ServerAt.Credentials;
  }
}

/** Octets from one `interface` section to the next. */
export const INTERFACE_SIZE: i32 = InterfaceAt.Isp + LABEL_TEXT + 3;
/** Octets from one `server` section to the next. */
export const SERVER_SIZE: i32 = ServerAt.Credentials + LABEL_TEXT;
const INTERFACES: usize = memory.data(MAX_INTERFACE_SECTIONS * INTERFACE_SIZE, 4);
const SERVERS: usize = memory.data(MAX_SERVER_SECTIONS * SERVER_SIZE, 4);

let interfaces: i32 = 0;
let servers: i32 = 0;
let trusted: i32 = 0;

export let dnssecMode: i32 = Dnssec.Prefer;
export let riResolution: i32 = RiResolution.SnaptrThenAddress;

/** Sets `dnssec` and `ri-resolution`. */
export function setResolution(mode: Dnssec, how: RiResolution): void {
  dnssecMode = mode;
  riResolution = how;
}

/** True if Call Home clients are looked for (RFC 9066). */
export function isCallHomeOn(): bool {
  return load<bool>(GENERAL, GeneralAt.CallHome);
}

/** True if servers without an interface silence the networks' own servers (A-11). */
export let manualReplaces: bool = false;

/** Back to the defaults of an empty configuration. */
export function resetConfiguration(): void {
  memory.fill(INTERFACES, 0, MAX_INTERFACE_SECTIONS * INTERFACE_SIZE);
  memory.fill(SERVERS, 0, MAX_SERVER_SECTIONS * SERVER_SIZE);
  interfaces = 0;
  servers = 0;
  truncateManualAddresses(0);
  trusted = 0;
  resetConfiguredDomains();
  manualReplaces = false;
  trustIsLimited = false;
  dropResolvers(SECTION_RESOLVERS, GENERAL_RESOLVERS);
  truncateTrustedResolvers(0);
  for (let owner = MAX_SERVER_SECTIONS; --owner >= 0; ) {
    dropPrefixes(PrefixKind.Configured, owner);
    dropPrefixes(PrefixKind.Protected, owner);
    dropPrefixes(PrefixKind.Nat64, owner);
  }
  clearNames(Holder.ServerName, Holder.PvdId | 0xff);
  resetSettings();
  store<u8>(GENERAL, ALL_FAMILIES, GeneralAt.Families);
  store<u8>(GENERAL, 0, GeneralAt.CallHome);
  store<u16>(GENERAL, 0, GeneralAt.CallHomePort);
  store<u64>(METHODS, DEFAULT_METHODS, 0, 1);
  store<u8>(METHODS, IS_DEFAULT, MAX_METHODS);
}

// manual, dhcp, snaptr, dnssd; behind the last of these four what draft -00 adds.
const DEFAULT_METHODS: u64 =
  4 |
  (<u64>Method.Manual << 8) |
  (<u64>Method.Dhcp << 16) |
  (<u64>Method.Snaptr << 24) |
  (<u64>Method.Dnssd << 32) |
  (<u64>Method.Anycast << 40);

// The last octet of a list that somebody chose is 0: there are fewer methods.
const IS_DEFAULT: u32 = 1;

/** Adds the last method of draft -00 (§5), unless the methods were chosen. */
export function addDraftMethod(): void {
  store<u8>(METHODS, load<u8>(METHODS) + load<u8>(METHODS, MAX_METHODS));
}

/** Sets `manual-scope`. */
export function setManualReplaces(value: bool): void {
  manualReplaces = value;
}

/** Number of `interface` sections. */
export function interfaceSectionCount(): i32 {
  return interfaces;
}

/** The `interface` section at an index below the count. */
export function interfaceSectionAt(index: i32): InterfaceSection {
  return changetype<InterfaceSection>(INTERFACES + index * INTERFACE_SIZE);
}

/** Begins an `interface` section with its defaults, or null if there is no room. */
export function addInterfaceSection(): InterfaceSection | null {
  if (interfaces == MAX_INTERFACE_SECTIONS) return null;
  const section = interfaceSectionAt(interfaces++);
  section.families = ALL_FAMILIES;
  section.takesOwnTargets = true;
  return section;
}

/** Number of `server` sections. */
export function serverSectionCount(): i32 {
  return servers;
}

/** The `server` section at an index below the count. */
export function serverSectionAt(index: i32): ServerSection {
  return changetype<ServerSection>(SERVERS + index * SERVER_SIZE);
}

/** Begins a `server` section, or null if there is no room. */
export function addServerSection(): ServerSection | null {
  if (servers == MAX_SERVER_SECTIONS) return null;
  return serverSectionAt(servers++);
}

/** True if any section names a key set. */
export function hasCredentials(): bool {
  let octets = 0;
  for (let i = 0; i < interfaces; i++) octets |= textLength(interfaceSectionAt(i).credentials);
  for (let i = 0; i < servers; i++) octets |= textLength(serverSectionAt(i).credentials);
  return octets != 0;
}

/** Number of trusted names; their holders are `Holder.TrustedName + index`. */
export function trustedNameCount(): i32 {
  return trusted;
}

/** Counts one more trusted name, and limits trust to the list. */
export function addTrustedName(): void {
  trusted++;
  trustIsLimited = true;
}

/** A `trusted-names` statement was met, in error or not: from then on only names on the list are trusted. */
export let trustIsLimited: bool = false;

/** Limits trust to the list. */
export function limitTrust(): void {
  trustIsLimited = true;
}

/** Takes back the newest trusted names, down to `count`. */
export function truncateTrustedNames(count: i32): void {
  clearNames(Holder.TrustedName + count, Holder.TrustedName | 0xff);
  trusted = count;
}

/** In place of an `interface` section's number: outside every section. */
export const GENERAL_SECTION: i32 = MAX_INTERFACE_SECTIONS;

/** The number of the section that keeps its values at `place`: of an `interface` section, or `GENERAL_SECTION`. */
export function sectionNumber(place: usize): i32 {
  return place == GENERAL ? GENERAL_SECTION : <i32>(place - INTERFACES) / INTERFACE_SIZE;
}

/** True if a list of methods holds this one. */
export function listHas(methods: usize, method: Method): bool {
  const count = <i32>load<u8>(methods);
  for (let i = 1; i <= count; i++) if (load<u8>(methods + i) == <u8>method) return true;
  return false;
}

/** True if a list of methods holds this one and no other. */
export function isOnly(methods: usize, method: Method): bool {
  return load<u16>(methods) == <u16>(1 | (method << 8));
}
