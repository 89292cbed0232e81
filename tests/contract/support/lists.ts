// Lists of the store's record, written and read by docs/store.md.
import { formatAddress, toMapped } from "../../../host/addresses.ts";
import { addressOctets } from "../../support/address.ts";

const INET = 0;
const DHCP = 4;
/** Signal UDP, signal TCP, data, Call Home UDP, Call Home TCP. */
export const ORDER = 0x6e53;
const MARKS_SIZE = 12;
const FACTS_SIZE = 5 + MARKS_SIZE;
const ADDRESS_SIZE = 16;
const ENDPOINT_SIZE = 5 + ADDRESS_SIZE;
const SERVER_CHANNELS = 7;
const END = 0xff;

export interface StoredList {
  readonly device: string;
  /** Wire form; undefined: servers without a name. */
  readonly name?: Uint8Array;
  readonly addresses: readonly string[];
  /** Of the DHCP server, the domain and the subnet. */
  readonly marks: readonly [number, number, number];
}

export interface StoredEndpoint {
  readonly identity: number;
  readonly server: number;
  readonly channels: number;
  readonly port: number;
  readonly address: string;
}

/** Everything that a list says. */
export interface WholeList extends Pick<StoredList, "device" | "marks"> {
  readonly family: number;
  readonly method: number;
  readonly flags: number;
  readonly order: number;
  /** Number and name in wire form. */
  readonly identities: readonly (readonly [number, Uint8Array])[];
  readonly endpoints: readonly StoredEndpoint[];
}

/** A list, whatever it says. */
export function encodeWhole({
  family,
  method,
  flags,
  order,
  device,
  marks,
  identities,
  endpoints,
}: WholeList): Uint8Array {
  const facts = Buffer.alloc(FACTS_SIZE);
  facts.set([family, method, flags, order >> 8, order & 0xff]);
  marks.forEach((mark, index) => facts.writeUInt32BE(mark, 5 + 4 * index));
  const names = identities.flatMap(([identity, name]) => [identity, ...name]);
  const places = endpoints.flatMap(({ identity, server, channels, port, address }) => [
    ...[identity, server, channels, port >> 8, port & 0xff],
    ...toMapped(addressOctets(address)),
  ]);
  return Uint8Array.of(...facts, device.length, ...Buffer.from(device), ...names, END, ...places, END);
}

/** A list of DHCPv4. */
export const encodeList = ({ device, name, addresses, marks }: StoredList): Uint8Array =>
  encodeWhole({
    ...{ device, marks, family: INET, method: DHCP, flags: 0, order: ORDER },
    identities: name === undefined ? [] : [[0, name]],
    endpoints: addresses.map((address) => ({ identity: 0, server: 0, channels: SERVER_CHANNELS, port: 0, address })),
  });

/** The lists of a record. */
export function decodeLists(octets: Uint8Array): StoredList[] {
  const bytes = Buffer.from(octets);
  const lists: StoredList[] = [];
  for (let at = 0; at < bytes.length;) {
    const marks = [5, 9, 13].map((place) => bytes.readUInt32BE(at + place)) as [number, number, number];
    at += FACTS_SIZE;
    const device = bytes.toString("latin1", at + 1, at + 1 + bytes.readUInt8(at));
    at += 1 + device.length;
    let name: Uint8Array | undefined;
    for (; bytes[at] !== END;) {
      const start = ++at;
      while (bytes.readUInt8(at) !== 0) at += 1 + bytes.readUInt8(at);
      name = octets.slice(start, ++at);
    }
    const addresses: string[] = [];
    for (at++; bytes[at] !== END; at += ENDPOINT_SIZE)
      addresses.push(formatAddress(octets.slice(at + 5, at + ENDPOINT_SIZE)));
    at++;
    lists.push({ device, addresses, marks, ...(name !== undefined && { name }) });
  }
  return lists;
}
