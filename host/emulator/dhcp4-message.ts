// DHCPv4 messages for the virtual network: framing only, RFC 2131 §2.
import { OctetWriter, concat, readU32 } from "./octets.ts";

/** Message types, RFC 2132 §9.6. */
export const Dhcp4Type = { Discover: 1, Offer: 2, Request: 3, Ack: 5, Nak: 6, Release: 7 } as const;

/** Codes of RFC 2132, RFC 5986 and RFC 8973 that the virtual network speaks about. */
export const Dhcp4Code = {
  SubnetMask: 1,
  Router: 3,
  DnsServers: 6,
  DomainName: 15,
  RequestedAddress: 50,
  LeaseTime: 51,
  Overload: 52,
  MessageType: 53,
  ServerId: 54,
  ParameterRequestList: 55,
  RenewalTime: 58,
  RebindingTime: 59,
  ClientId: 61,
  DotsRi: 147,
  DotsAddress: 148,
  AccessDomain: 213,
} as const;

/** The part of the message that an option stands in; `file` and `sname` by option 52. */
export type Dhcp4Field = "options" | "file" | "sname";

/** One option as it stands on the wire, at most 255 octets. */
export interface Dhcp4Instance {
  code: number;
  octets: Uint8Array;
  field: Dhcp4Field;
}

/** A message; addresses are 4 octets, `hardware` is the 6 octets of an Ethernet address. */
export interface Dhcp4Message {
  isReply: boolean;
  transaction: number;
  clientAddress: Uint8Array;
  yourAddress: Uint8Array;
  hardware: Uint8Array;
  instances: Dhcp4Instance[];
}

export const NO_ADDRESS = new Uint8Array(4);

const SNAME_OFFSET = 44;
const FILE_OFFSET = 108;
const MAGIC_OFFSET = 236;
const OPTIONS_OFFSET = 240;
const MAGIC = 0x63825363;
const PAD = 0;
const END = 255;
const OVERLOAD_FILE = 1;
const OVERLOAD_SNAME = 2;

/** Octets that `file` and `sname` offer to options, the END included. */
export const FIELD_SIZES = { file: MAGIC_OFFSET - FILE_OFFSET, sname: FILE_OFFSET - SNAME_OFFSET } as const;

/** One option as instances in the options field; more than 255 octets are split, RFC 3396 §6. */
export function splitOption(code: number, octets: Uint8Array): Dhcp4Instance[] {
  const instances: Dhcp4Instance[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += 255) {
    instances.push({ code, octets: octets.slice(start, start + 255), field: "options" });
  }
  return instances;
}

/** All octets of one code in the order of RFC 3396 §5; undefined if the message has no such option. */
export function joinOption(message: Dhcp4Message, code: number): Uint8Array | undefined {
  const found = message.instances.filter((instance) => instance.code === code);
  return found.length === 0 ? undefined : concat(found.map((instance) => instance.octets));
}

/** Type of a message, one of `Dhcp4Type`; 0 if it has none. */
export function dhcp4Type(message: Dhcp4Message): number {
  return joinOption(message, Dhcp4Code.MessageType)?.[0] ?? 0;
}

/** The message in octets; option 52 is added where options stand outside the options field. */
export function encodeDhcp4(message: Dhcp4Message): Uint8Array {
  const inField = (field: Dhcp4Field) => message.instances.filter((instance) => instance.field === field);
  const overload =
    (inField("file").length > 0 ? OVERLOAD_FILE : 0) | (inField("sname").length > 0 ? OVERLOAD_SNAME : 0);
  const options = inField("options");
  if (overload !== 0) {
    options.push({ code: Dhcp4Code.Overload, octets: Uint8Array.of(overload), field: "options" });
  }
  const writer = new OctetWriter();
  writer
    .u8(message.isReply ? 2 : 1)
    .u8(1)
    .u8(6)
    .u8(0)
    .u32(message.transaction)
    .u32(0);
  writer.octets(message.clientAddress).octets(message.yourAddress).octets(NO_ADDRESS).octets(NO_ADDRESS);
  writer.octets(message.hardware).padTo(SNAME_OFFSET);
  writeField(writer, inField("sname"), FILE_OFFSET);
  writeField(writer, inField("file"), MAGIC_OFFSET);
  writer.u32(MAGIC);
  writeOptions(writer, options);
  return writer.finish();
}

function writeField(writer: OctetWriter, instances: readonly Dhcp4Instance[], end: number): void {
  if (instances.length > 0) writeOptions(writer, instances);
  if (writer.length > end) throw new RangeError(`options do not fit into the ${end} octets before the next field`);
  writer.padTo(end);
}

function writeOptions(writer: OctetWriter, instances: readonly Dhcp4Instance[]): void {
  for (const { code, octets } of instances) writer.u8(code).u8(octets.length).octets(octets);
  writer.u8(END);
}

/** Reads the framing of a message; undefined if it is not DHCP. Options past a broken one are left out. */
export function decodeDhcp4(octets: Uint8Array): Dhcp4Message | undefined {
  if (octets.length < OPTIONS_OFFSET || readU32(octets, MAGIC_OFFSET) !== MAGIC) return undefined;
  const instances = readOptions(octets.subarray(OPTIONS_OFFSET), "options");
  const overload = instances.find((instance) => instance.code === Dhcp4Code.Overload)?.octets[0] ?? 0;
  if ((overload & OVERLOAD_FILE) !== 0) {
    instances.push(...readOptions(octets.subarray(FILE_OFFSET, MAGIC_OFFSET), "file"));
  }
  if ((overload & OVERLOAD_SNAME) !== 0) {
    instances.push(...readOptions(octets.subarray(SNAME_OFFSET, FILE_OFFSET), "sname"));
  }
  return {
    isReply: octets[0] === 2,
    transaction: readU32(octets, 4),
    clientAddress: octets.slice(12, 16),
    yourAddress: octets.slice(16, 20),
    hardware: octets.slice(28, 34),
    instances,
  };
}

function readOptions(area: Uint8Array, field: Dhcp4Field): Dhcp4Instance[] {
  const instances: Dhcp4Instance[] = [];
  let offset = 0;
  while (offset < area.length) {
    const code = area[offset] ?? END;
    if (code === END) break;
    if (code === PAD) {
      offset += 1;
      continue;
    }
    const end = offset + 2 + (area[offset + 1] ?? 0);
    if (offset + 2 > area.length || end > area.length) break;
    instances.push({ code, octets: area.slice(offset + 2, end), field });
    offset = end;
  }
  return instances;
}
