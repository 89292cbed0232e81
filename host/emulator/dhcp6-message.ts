// DHCPv6 messages for the virtual network: framing only, RFC 8415 §8.
import type { Prefix } from "../addresses.ts";
import { OctetWriter, readU16, readU32 } from "./octets.ts";

/** Message types, RFC 8415 §7.3. */
export const Dhcp6Type = {
  Solicit: 1,
  Advertise: 2,
  Request: 3,
  Renew: 5,
  Rebind: 6,
  Reply: 7,
  InformationRequest: 11,
} as const;

/** Codes of RFC 8415 §21, RFC 3646, RFC 5986 and RFC 8973 that the virtual network speaks about. */
export const Dhcp6Code = {
  ClientId: 1,
  ServerId: 2,
  IaNa: 3,
  IaAddress: 5,
  OptionRequest: 6,
  ElapsedTime: 8,
  DnsServers: 23,
  DomainList: 24,
  IaPd: 25,
  IaPrefix: 26,
  RefreshTime: 32,
  AccessDomain: 57,
  SolMaxRt: 82,
  InfMaxRt: 83,
  DotsRi: 141,
  DotsAddress: 142,
} as const;

export interface Dhcp6Option {
  code: number;
  octets: Uint8Array;
}

/** A client or server message; `transaction` has 24 bits. */
export interface Dhcp6Message {
  type: number;
  transaction: number;
  options: Dhcp6Option[];
}

/** An address with its lifetimes in seconds, RFC 8415 §21.6. */
export interface IaAddress {
  address: Uint8Array;
  preferredS: number;
  validS: number;
}

/** A delegated prefix with its lifetimes in seconds, RFC 8415 §21.22. */
export interface IaPrefix {
  prefix: Prefix;
  preferredS: number;
  validS: number;
}

/** An identity association for prefix delegation, RFC 8415 §21.21; T1 and T2 in seconds. */
export interface IaPd {
  id: number;
  t1S: number;
  t2S: number;
  prefixes: IaPrefix[];
}

/** An identity association, RFC 8415 §21.4; T1 and T2 in seconds. */
export interface IaNa {
  id: number;
  t1S: number;
  t2S: number;
  addresses: IaAddress[];
  /** Other options inside the association. */
  others: Dhcp6Option[];
}

const HEADER_SIZE = 4;
const IA_HEADER_SIZE = 12;
const IA_ADDRESS_SIZE = 24;
const IA_PREFIX_SIZE = 25;

/** Octets of the first instance of an option at the top level; undefined if there is none. */
export function firstOption(message: Dhcp6Message, code: number): Uint8Array | undefined {
  return message.options.find((option) => option.code === code)?.octets;
}

export function encodeDhcp6(message: Dhcp6Message): Uint8Array {
  const writer = new OctetWriter().u8(message.type);
  writer.u8(message.transaction >>> 16).u16(message.transaction);
  return writeOptions(writer, message.options).finish();
}

/** Reads the framing of a message; undefined if it is too short. Options past a broken one are left out. */
export function decodeDhcp6(octets: Uint8Array): Dhcp6Message | undefined {
  if (octets.length < HEADER_SIZE) return undefined;
  const transaction = readU32(octets, 0) % 0x1000000;
  return { type: octets[0] ?? 0, transaction, options: readOptions(octets.subarray(HEADER_SIZE)) };
}

export function encodeIaNa(ia: IaNa): Dhcp6Option {
  const writer = new OctetWriter().u32(ia.id).u32(ia.t1S).u32(ia.t2S);
  const addresses = ia.addresses.map(({ address, preferredS, validS }) => ({
    code: Dhcp6Code.IaAddress,
    octets: new OctetWriter().octets(address).u32(preferredS).u32(validS).finish(),
  }));
  return { code: Dhcp6Code.IaNa, octets: writeOptions(writer, [...addresses, ...ia.others]).finish() };
}

/** The first identity association of a message; undefined if it has none. */
export function decodeIaNa(message: Dhcp6Message): IaNa | undefined {
  const octets = firstOption(message, Dhcp6Code.IaNa);
  if (octets === undefined || octets.length < IA_HEADER_SIZE) return undefined;
  const options = readOptions(octets.subarray(IA_HEADER_SIZE));
  const isAddress = (option: Dhcp6Option) =>
    option.code === Dhcp6Code.IaAddress && option.octets.length >= IA_ADDRESS_SIZE;
  return {
    id: readU32(octets, 0),
    t1S: readU32(octets, 4),
    t2S: readU32(octets, 8),
    addresses: options.filter(isAddress).map((option) => ({
      address: option.octets.slice(0, 16),
      preferredS: readU32(option.octets, 16),
      validS: readU32(option.octets, 20),
    })),
    others: options.filter((option) => !isAddress(option)),
  };
}

export function encodeIaPd(ia: IaPd): Dhcp6Option {
  const writer = new OctetWriter().u32(ia.id).u32(ia.t1S).u32(ia.t2S);
  const prefixes = ia.prefixes.map(({ prefix, preferredS, validS }) => ({
    code: Dhcp6Code.IaPrefix,
    octets: new OctetWriter().u32(preferredS).u32(validS).u8(prefix.length).octets(prefix.address).finish(),
  }));
  return { code: Dhcp6Code.IaPd, octets: writeOptions(writer, prefixes).finish() };
}

/** The first identity association for prefix delegation of a message; undefined if it has none. */
export function decodeIaPd(message: Dhcp6Message): IaPd | undefined {
  const octets = firstOption(message, Dhcp6Code.IaPd);
  if (octets === undefined || octets.length < IA_HEADER_SIZE) return undefined;
  const prefixes = readOptions(octets.subarray(IA_HEADER_SIZE))
    .filter((option) => option.code === Dhcp6Code.IaPrefix && option.octets.length >= IA_PREFIX_SIZE)
    .map((option) => ({
      prefix: { address: option.octets.slice(9, IA_PREFIX_SIZE), length: option.octets[8] ?? 0 },
      preferredS: readU32(option.octets, 0),
      validS: readU32(option.octets, 4),
    }));
  return { id: readU32(octets, 0), t1S: readU32(octets, 4), t2S: readU32(octets, 8), prefixes };
}

/** Options as type, length, value: the form they have in a message. */
export function encodeOptions(options: readonly Dhcp6Option[]): Uint8Array {
  return writeOptions(new OctetWriter(), options).finish();
}

function writeOptions(writer: OctetWriter, options: readonly Dhcp6Option[]): OctetWriter {
  for (const { code, octets } of options) writer.u16(code).u16(octets.length).octets(octets);
  return writer;
}

function readOptions(area: Uint8Array): Dhcp6Option[] {
  const options: Dhcp6Option[] = [];
  let offset = 0;
  while (offset + HEADER_SIZE <= area.length) {
    const end = offset + HEADER_SIZE + readU16(area, offset + 2);
    if (end > area.length) break;
    options.push({ code: readU16(area, offset), octets: area.slice(offset + HEADER_SIZE, end) });
    offset = end;
  }
  return options;
}
