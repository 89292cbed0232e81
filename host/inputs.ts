// Input records of the core, from plain values to octets (docs/abi.md, Inputs).

import {
  AddressEntry,
  AddressesInput,
  ClientClosedInput,
  ControlInput,
  DatagramInput,
  FailureInput,
  LinkInput,
  SpoolInput,
  StoredInput,
  StoreWrittenInput,
  TcpMessageInput,
  WallTimeInput,
} from "./abi.gen.ts";
import type { AddressScope, ErrorClass, LinkState, LinkType } from "./abi.gen.ts";

/** An interface of the machine. */
export interface LinkFacts {
  readonly ifindex: number;
  /** 1 to 15 octets. */
  readonly name: Uint8Array;
  readonly state: LinkState;
  readonly type: LinkType;
}

/** An address of an interface. */
export interface AddressFacts {
  /** 16 octets; IPv4 in its mapped form. */
  readonly address: Uint8Array;
  /** Of the 128 bits. */
  readonly prefixLength: number;
  /** A set of `AddressFlag`. */
  readonly flags: number;
  readonly scope: AddressScope;
  /** Seconds; 0xffffffff is infinite. */
  readonly preferredS: number;
  readonly validS: number;
}

export function encodeLink(link: LinkFacts): Uint8Array {
  const { octets, view } = record(LinkInput.Name + link.name.length);
  view.setUint32(LinkInput.Ifindex, link.ifindex, true);
  octets[LinkInput.State] = link.state;
  octets[LinkInput.Type] = link.type;
  octets[LinkInput.NameLength] = link.name.length;
  octets.set(link.name, LinkInput.Name);
  return octets;
}

/** The complete address set of one interface. */
export function encodeAddresses(ifindex: number, entries: readonly AddressFacts[]): Uint8Array {
  const { octets, view } = record(AddressesInput.Entries + entries.length * AddressEntry.Size);
  view.setUint32(AddressesInput.Ifindex, ifindex, true);
  view.setUint16(AddressesInput.Count, entries.length, true);
  entries.forEach((entry, index) => {
    const at = AddressesInput.Entries + index * AddressEntry.Size;
    octets.set(entry.address, at + AddressEntry.Address);
    octets[at + AddressEntry.PrefixLength] = entry.prefixLength;
    octets[at + AddressEntry.Flags] = entry.flags;
    octets[at + AddressEntry.Scope] = entry.scope;
    view.setUint32(at + AddressEntry.PreferredS, entry.preferredS, true);
    view.setUint32(at + AddressEntry.ValidS, entry.validS, true);
  });
  return octets;
}

/** A file of the spool directory; without text: it is gone. */
export function encodeSpool(name: Uint8Array, text: Uint8Array | null): Uint8Array {
  const { octets } = record(SpoolInput.Name + name.length + (text?.length ?? 0));
  octets[SpoolInput.NameLength] = name.length;
  octets.set(name, SpoolInput.Name);
  if (text !== null) octets.set(text, SpoolInput.Name + name.length);
  return octets;
}

/** One request line, without its line end. */
export function encodeControl(client: number, line: Uint8Array): Uint8Array {
  const { octets, view } = record(ControlInput.Line + line.length);
  view.setUint16(ControlInput.Client, client, true);
  octets.set(line, ControlInput.Line);
  return octets;
}

export function encodeClientClosed(client: number): Uint8Array {
  const { octets, view } = record(ClientClosedInput.Size);
  view.setUint16(ClientClosedInput.Client, client, true);
  return octets;
}

/** What the calendar shows, in milliseconds since 1970, and whether that is known to be right. */
export function encodeWallTime(unixMs: number, trusted: boolean): Uint8Array {
  const { octets, view } = record(WallTimeInput.Size);
  view.setBigInt64(WallTimeInput.UnixMs, BigInt(unixMs), true);
  octets[WallTimeInput.Trusted] = trusted ? 1 : 0;
  return octets;
}

/** Where a datagram came from. */
export interface DatagramSource {
  /** 16 octets; IPv4 in its mapped form. */
  readonly address: Uint8Array;
  readonly port: number;
  /** The interface that it arrived on; 0 if the host cannot tell. */
  readonly ifindex: number;
}

/** What arrived on a UDP socket of the core. */
export function encodeDatagram(socket: number, source: DatagramSource, bytes: Uint8Array): Uint8Array {
  const { octets, view } = record(DatagramInput.Bytes + bytes.length);
  view.setUint16(DatagramInput.Socket, socket, true);
  view.setUint16(DatagramInput.SourcePort, source.port, true);
  view.setUint32(DatagramInput.Ifindex, source.ifindex, true);
  octets.set(source.address, DatagramInput.Source);
  octets.set(bytes, DatagramInput.Bytes);
  return octets;
}

/** One whole message, without the two octets of its length. */
export function encodeTcpMessage(socket: number, bytes: Uint8Array): Uint8Array {
  const { octets, view } = record(TcpMessageInput.Bytes + bytes.length);
  view.setUint16(TcpMessageInput.Socket, socket, true);
  octets.set(bytes, TcpMessageInput.Bytes);
  return octets;
}

/** For `TcpFailed` and `SocketFailed`. */
export function encodeFailure(socket: number, errorClass: ErrorClass): Uint8Array {
  const { octets, view } = record(FailureInput.Size);
  view.setUint16(FailureInput.Socket, socket, true);
  octets[FailureInput.Class] = errorClass;
  return octets;
}

/**
 * One of the two slots of the persistent store.
 * @param errorClass why it cannot be written, or `ErrorClass.None`
 */
export function encodeStored(slot: number, errorClass: ErrorClass, bytes: Uint8Array): Uint8Array {
  const { octets } = record(StoredInput.Bytes + bytes.length);
  octets[StoredInput.Slot] = slot;
  octets[StoredInput.Class] = errorClass;
  octets.set(bytes, StoredInput.Bytes);
  return octets;
}

/** How a `StoreWrite` went. */
export function encodeStoreWritten(slot: number, errorClass: ErrorClass): Uint8Array {
  const { octets } = record(StoreWrittenInput.Size);
  octets[StoreWrittenInput.Slot] = slot;
  octets[StoreWrittenInput.Class] = errorClass;
  return octets;
}

function record(length: number): { octets: Uint8Array; view: DataView } {
  const octets = new Uint8Array(length);
  return { octets, view: new DataView(octets.buffer) };
}
