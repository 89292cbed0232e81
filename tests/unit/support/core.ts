// Drives the whole core as a host does: one input, then the drain, each output as
// one line of text:
//
//   log CODE LEVEL JSON    event CLIENTS JSON    send CLIENT JSON    close CLIENT
//   file FLAGS JSON        entropy OCTETS        deadline MS            store SLOT HEX
//   quarantine

import {
  AddressEntry,
  AddressesInput,
  ControlInput,
  DeadlineOutput,
  InputKind,
  LinkInput,
  LinkState,
  LinkType,
  Output,
  OutputKind,
  SpoolInput,
  StoredInput,
  StoreWrittenInput,
  WallTimeInput,
} from "../../../assembly/abi";
import { faultCode, faultOffset } from "../../../assembly/bytes/fault";
import { WINDOW } from "../../../assembly/bytes/window";
import { handle, init, pollOutput } from "../../../assembly/index";
import { hexOf, place, placed } from "./octets";

/** When `start` begins, milliseconds since boot. */
export const START_MS: i64 = 100_000;

/** The time of the next input. */
export let clockMs: i64 = 0;

/** 192.0.2.57 with the length of its prefix, for `addresses`. */
export const V4: string = "00000000000000000000ffffc0000239/120";

/** What the last input was answered with: 0 or `CODE@OFFSET`. */
export let answer: string = "";

function payload(length: i32): string {
  return String.UTF8.decodeUnsafe(WINDOW + Output.Payload, length - Output.Payload);
}

function outputText(length: i32): string {
  const flags = load<u8>(WINDOW, Output.Flags);
  const number = load<u16>(WINDOW, Output.Handle);
  switch (<i32>load<u8>(WINDOW, Output.Kind)) {
    case OutputKind.Log:
      return `log ${number} ${flags} ${payload(length)}`;
    case OutputKind.Event:
      return `event ${flags} ${payload(length)}`;
    case OutputKind.ClientSend:
      return `send ${number} ${payload(length)}`;
    case OutputKind.ClientClose:
      return `close ${number}`;
    case OutputKind.FileReplace:
      return `file ${flags} ${payload(length)}`.trimEnd();
    case OutputKind.StoreWrite:
      return `store ${flags} ${hexOf(WINDOW + Output.Payload, length - Output.Payload)}`;
    case OutputKind.StoreQuarantine:
      return "quarantine";
    case OutputKind.EntropyWanted:
      return `entropy ${number}`;
    case OutputKind.Deadline:
      return `deadline ${load<i64>(WINDOW, DeadlineOutput.TimeMs)}`;
  }
  return `unknown ${load<u8>(WINDOW)}`;
}

/** Every output there is. */
export function drain(): string[] {
  const lines = new Array<string>();
  for (let length = pollOutput(); length; length = pollOutput()) lines.push(outputText(length));
  return lines;
}

/** Hands over the record of `length` octets in the window, and drains. */
export function feed(kind: InputKind, length: i32): string[] {
  const result = handle(kind, length, <i32>clockMs, <i32>(clockMs >> 32));
  answer = result ? `${faultCode(result)}@${faultOffset(result)}` : "0";
  return drain();
}

function write(at: usize, text: string): i32 {
  return <i32>String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, at);
}

/** A fresh core that has its entropy; every random number is 0. */
export function start(): void {
  init();
  clockMs = START_MS;
  memory.fill(WINDOW, 0, 256);
  feed(InputKind.Entropy, 256);
}

/** Lets time pass, without an input. */
export function wait(ms: i64): void {
  clockMs += ms;
}

/** Lets time pass, and says so. */
export function pass(ms: i64): string[] {
  clockMs += ms;
  return feed(InputKind.TimeReached, 0);
}

export function config(text: string): string[] {
  return feed(InputKind.Config, write(WINDOW, text));
}

export function link(ifindex: u32, name: string, state: LinkState, type: LinkType = LinkType.Ethernet): string[] {
  store<u32>(WINDOW, ifindex, LinkInput.Ifindex);
  store<u8>(WINDOW, state, LinkInput.State);
  store<u8>(WINDOW, type, LinkInput.Type);
  store<u8>(WINDOW, name.length, LinkInput.NameLength);
  return feed(InputKind.Link, LinkInput.Name + write(WINDOW + LinkInput.Name, name));
}

/** An interface's addresses: 32 hex digits each, then `/LENGTH`, then flags and scope as one digit each. */
export function addresses(ifindex: u32, entries: string[]): string[] {
  store<u32>(WINDOW, ifindex, AddressesInput.Ifindex);
  store<u16>(WINDOW, entries.length, AddressesInput.Count);
  for (let i = 0; i < entries.length; i++) {
    const entry = WINDOW + AddressesInput.Entries + i * AddressEntry.Size;
    const parts = entries[i].split("/");
    memory.fill(entry, 0, AddressEntry.Size);
    for (let at = 0; at < 16; at++) store<u8>(entry + at, U8.parseInt(parts[0].substr(at * 2, 2), 16));
    store<u8>(entry, U8.parseInt(parts[1]), AddressEntry.PrefixLength);
    if (parts.length > 2) {
      store<u8>(entry, U8.parseInt(parts[2].charAt(0)), AddressEntry.Flags);
      store<u8>(entry, U8.parseInt(parts[2].charAt(1)), AddressEntry.Scope);
    }
  }
  return feed(InputKind.Addresses, AddressesInput.Entries + entries.length * AddressEntry.Size);
}

/** A spool file; no text: it was removed. */
export function spool(name: string, text: string): string[] {
  store<u8>(WINDOW, name.length, SpoolInput.NameLength);
  const at = SpoolInput.Name + write(WINDOW + SpoolInput.Name, name);
  return feed(InputKind.Spool, at + (text.length ? write(WINDOW + at, text) : 0));
}

/** A DHCPv4 lease on `eth1` as `wan`: addresses in hex, an hour long. */
export function lease4(options: string, more: string = ""): string[] {
  const end = more.length ? more + "\n" : "";
  return spool("wan.inet", `client=udhcpc\nevent=bound\ndevice=eth1\nlease=3600\n${options}\n${end}`);
}

/** What DHCPv6 said on `eth1` as `wan6`: addresses in hex. */
export function lease6(addressesHex: string): string[] {
  const length = (addressesHex.length >> 1).toString(16).padStart(4, "0");
  return spool("wan6.inet6", `client=odhcp6c\nevent=informed\ndevice=eth1\nPASSTHRU=008e${length}${addressesHex}\n`);
}

export function request(client: u16, line: string): string[] {
  store<u32>(WINDOW, client, ControlInput.Client);
  return feed(InputKind.Control, ControlInput.Line + write(WINDOW + ControlInput.Line, line));
}

/** What the calendar shows, in milliseconds since 1970. */
export function calendar(unixMs: i64, trusted: bool = true): string[] {
  store<i64>(WINDOW, unixMs, WallTimeInput.UnixMs);
  store<u8>(WINDOW, trusted, WallTimeInput.Trusted);
  return feed(InputKind.WallTime, WallTimeInput.Size);
}

export function hangUp(client: u16): string[] {
  store<u16>(WINDOW, client);
  return feed(InputKind.ClientClosed, 2);
}

/** What a slot of the store holds, as hex; `why` is why it cannot be written. */
export function stored(slot: u8, hex: string, why: u8 = 0): string[] {
  const length = place(hex);
  memory.fill(WINDOW, 0, StoredInput.Bytes);
  store<u8>(WINDOW, slot, StoredInput.Slot);
  store<u8>(WINDOW, why, StoredInput.Class);
  memory.copy(WINDOW + StoredInput.Bytes, placed, length);
  return feed(InputKind.Stored, StoredInput.Bytes + length);
}

/** How writing a slot went. */
export function storeWritten(slot: u8, why: u8 = 0): string[] {
  store<u8>(WINDOW, slot, StoreWrittenInput.Slot);
  store<u8>(WINDOW, why, StoreWrittenInput.Class);
  return feed(InputKind.StoreWritten, StoreWrittenInput.Size);
}
