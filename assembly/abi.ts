// The binary interface between the core and its hosts: kinds of records, their
// layouts and their flags. Written once, here; `make abi` compiles this file
// alone and generates host/abi.gen.ts and board/include/abi.gen.h from the
// exported constants. docs/abi.md is the prose.
//
// All integers in records are little-endian. Addresses are 16 octets; an IPv4
// address is written in its IPv4-mapped form (RFC 4291 §2.5.5.2), and its prefix
// length counts those 96 bits too.

/** Changes whenever a record or an export changes. */
export const ABI_VERSION: i32 = 1;

/** Size of the one exchange window, in octets. */
export const WINDOW_SIZE: i32 = 16640;

/** Longest message or record text that is accepted, in octets. */
export const MAX_MESSAGE_LENGTH: i32 = 16384;

/** Longest JSON line that the core writes, in octets. */
export const MAX_LINE_LENGTH: i32 = 8192;

/** Control clients served at once; a client handle's slot is below this. */
export const MAX_CLIENTS: i32 = 8;

/** A deadline that never comes. */
export const NO_DEADLINE: i64 = -1;

/** What a host hands to `handle`. */
export enum InputKind {
  Config = 1,
  Addresses = 2,
  Link = 3,
  Spool = 4,
  Control = 5,
  Datagram = 6,
  TcpMessage = 7,
  TcpFailed = 8,
  SocketFailed = 9,
  Stored = 10,
  StoreWritten = 11,
  Entropy = 12,
  TimeReached = 13,
  WallTime = 14,
  ClientClosed = 15,
}

/** What `pollOutput` leaves in the window; the first octet of each output. */
export enum OutputKind {
  UdpOpen = 128,
  UdpSend = 129,
  McastJoin = 130,
  TcpAsk = 131,
  Close = 132,
  ClientSend = 133,
  ClientClose = 134,
  StoreWrite = 135,
  StoreQuarantine = 136,
  FileReplace = 137,
  Event = 138,
  Log = 139,
  EntropyWanted = 140,
  Deadline = 141,
}

/** The 8 octets that every output begins with. */
export namespace Output {
  export const KIND: i32 = 0; // u8
  export const FLAGS: i32 = 1; // u8: meaning depends on the kind
  export const HANDLE: i32 = 2; // u16: socket, client, log code or count
  export const PAYLOAD: i32 = 8;
}

/** `FileReplace` flags: the result file comes line by line, in one drain. */
export enum FileFlag {
  First = 1,
  Last = 2,
}

/** `Log` flags: how much it matters (syslog's severities). */
export enum LogLevel {
  Error = 3,
  Warning = 4,
  Notice = 5,
  Info = 6,
  Debug = 7,
}

/** `Addresses`: replaces the address set of one interface. */
export namespace AddressesInput {
  export const IFINDEX: i32 = 0; // u32
  export const COUNT: i32 = 4; // u16
  export const ENTRIES: i32 = 8;
}

/** One entry of `Addresses`. Lifetimes are seconds, 0xffffffff is infinite. */
export namespace AddressEntry {
  export const ADDRESS: i32 = 0; // 16 octets
  export const PREFIX_LENGTH: i32 = 16; // u8, 0..128
  export const FLAGS: i32 = 17; // u8, AddressFlag
  export const SCOPE: i32 = 18; // u8, AddressScope
  export const PREFERRED_S: i32 = 20; // u32
  export const VALID_S: i32 = 24; // u32
  export const SIZE: i32 = 28;
}

export enum AddressFlag {
  Deprecated = 1,
  Tentative = 2,
  Temporary = 4,
}

export enum AddressScope {
  Global = 0,
  Link = 1,
  Host = 2,
}

/** `Link`: an interface of the machine appeared, changed or went away. */
export namespace LinkInput {
  export const IFINDEX: i32 = 0; // u32
  export const STATE: i32 = 4; // u8, LinkState
  export const TYPE: i32 = 5; // u8, LinkType
  export const NAME_LENGTH: i32 = 6; // u8, 1..15
  export const NAME: i32 = 8;
}

export enum LinkState {
  Down = 0,
  Up = 1,
  Gone = 2,
}

export enum LinkType {
  Other = 0,
  Ethernet = 1,
  Ppp = 2,
  Wwan = 3,
  Tunnel = 4,
  Loopback = 5,
}

/** `Spool`: one file that a DHCP client hook wrote. No text means: file removed. */
export namespace SpoolInput {
  export const NAME_LENGTH: i32 = 0; // u8, 1..31
  export const NAME: i32 = 1; // then the text, up to the end of the record
}

/** `Control`: one request line without its line end. */
export namespace ControlInput {
  export const CLIENT: i32 = 0; // u16
  export const LINE: i32 = 4;
}

/** `Datagram`: received on a socket that the core opened. */
export namespace DatagramInput {
  export const SOCKET: i32 = 0; // u16
  export const SOURCE_PORT: i32 = 2; // u16
  export const IFINDEX: i32 = 4; // u32: where it arrived
  export const SOURCE: i32 = 8; // 16 octets
  export const BYTES: i32 = 24;
}

/** `TcpMessage`: one whole length-prefixed message, without its prefix. */
export namespace TcpMessageInput {
  export const SOCKET: i32 = 0; // u16
  export const BYTES: i32 = 4;
}

/** `TcpFailed`, `SocketFailed`: errno arrives as a class. */
export namespace FailureInput {
  export const SOCKET: i32 = 0; // u16
  export const CLASS: i32 = 2; // u8, ErrorClass
  export const SIZE: i32 = 4;
}

/** What went wrong in the host, the same on every operating system. */
export enum ErrorClass {
  None = 0,
  Unreachable = 1,
  Refused = 2,
  TimedOut = 3,
  Reset = 4,
  TooLong = 5,
  NoSpace = 6,
  ReadOnly = 7,
  Denied = 8,
  Io = 9,
}

/** `Stored`: one of the two slots of the persistent store, at start; empty if there is none. */
export namespace StoredInput {
  export const SLOT: i32 = 0; // u8, 0 or 1
  export const BYTES: i32 = 4;
}

/** `StoreWritten`: after the sync of a `StoreWrite`. */
export namespace StoreWrittenInput {
  export const SLOT: i32 = 0; // u8
  export const CLASS: i32 = 1; // u8, ErrorClass
  export const SIZE: i32 = 2;
}

/** `WallTime`: the calendar clock, an input of its own. */
export namespace WallTimeInput {
  export const UNIX_MS: i32 = 0; // i64
  export const TRUSTED: i32 = 8; // u8: 1 once the clock is known to be right
  export const SIZE: i32 = 9;
}

/** `ClientClosed`: a control client hung up. */
export namespace ClientClosedInput {
  export const CLIENT: i32 = 0; // u16
  export const SIZE: i32 = 2;
}

/** `UdpOpen`: a connected socket, bound to an address and an interface. */
export namespace UdpOpenOutput {
  export const LOCAL: i32 = 8; // 16 octets, all zero: any
  export const REMOTE: i32 = 24; // 16 octets
  export const REMOTE_PORT: i32 = 40; // u16
  export const IFINDEX: i32 = 44; // u32
  export const SIZE: i32 = 48;
}

/** `McastJoin`: listen to a group on one interface. */
export namespace McastJoinOutput {
  export const GROUP: i32 = 8; // 16 octets
  export const IFINDEX: i32 = 24; // u32
  export const PORT: i32 = 28; // u16
  export const SIZE: i32 = 32;
}

/** `TcpAsk`: connect, send one length-prefixed message, return one. */
export namespace TcpAskOutput {
  export const LOCAL: i32 = 8; // 16 octets
  export const REMOTE: i32 = 24; // 16 octets
  export const REMOTE_PORT: i32 = 40; // u16
  export const IFINDEX: i32 = 44; // u32
  export const BYTES: i32 = 48;
}

/** `Deadline`: call `handle(TimeReached)` at this time, milliseconds. */
export namespace DeadlineOutput {
  export const TIME_MS: i32 = 8; // i64, NO_DEADLINE: wait for input
  export const SIZE: i32 = 16;
}
