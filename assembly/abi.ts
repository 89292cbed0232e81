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
export enum Output {
  Kind = 0, // u8
  Flags = 1, // u8: meaning depends on the kind
  Handle = 2, // u16: socket, client, log code or count
  Payload = 8,
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
export enum AddressesInput {
  Ifindex = 0, // u32
  Count = 4, // u16
  Entries = 8,
}

/** One entry of `Addresses`. Lifetimes are seconds, 0xffffffff is infinite. */
export enum AddressEntry {
  Address = 0, // 16 octets
  PrefixLength = 16, // u8, 0..128
  Flags = 17, // u8, AddressFlag
  Scope = 18, // u8, AddressScope
  PreferredS = 20, // u32
  ValidS = 24, // u32
  Size = 28,
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
export enum LinkInput {
  Ifindex = 0, // u32
  State = 4, // u8, LinkState
  Type = 5, // u8, LinkType
  NameLength = 6, // u8, 1..15
  Name = 8,
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
export enum SpoolInput {
  NameLength = 0, // u8, 1..31
  Name = 1, // then the text, up to the end of the record
}

/** `Control`: one request line without its line end. */
export enum ControlInput {
  Client = 0, // u16
  Line = 4,
}

/** `Datagram`: received on a socket that the core opened. */
export enum DatagramInput {
  Socket = 0, // u16
  SourcePort = 2, // u16
  Ifindex = 4, // u32: where it arrived
  Source = 8, // 16 octets
  Bytes = 24,
}

/** `TcpMessage`: one whole length-prefixed message, without its prefix. */
export enum TcpMessageInput {
  Socket = 0, // u16
  Bytes = 4,
}

/** `TcpFailed`, `SocketFailed`: errno arrives as a class. */
export enum FailureInput {
  Socket = 0, // u16
  Class = 2, // u8, ErrorClass
  Size = 4,
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

/** `Stored`: one of the two slots of the persistent store, at start; no octets: it is empty or cannot be read. */
export enum StoredInput {
  Slot = 0, // u8, 0 or 1
  Class = 1, // u8, ErrorClass: why it cannot be written
  Bytes = 4,
}

/** `StoreWritten`: after the sync of a `StoreWrite`. */
export enum StoreWrittenInput {
  Slot = 0, // u8
  Class = 1, // u8, ErrorClass
  Size = 2,
}

/** `WallTime`: the calendar clock, an input of its own. */
export enum WallTimeInput {
  UnixMs = 0, // i64
  Trusted = 8, // u8: 1 once the clock is known to be right
  Size = 9,
}

/** `ClientClosed`: a control client hung up. */
export enum ClientClosedInput {
  Client = 0, // u16
  Size = 2,
}

/** `UdpOpen`: a connected socket, bound to an address and an interface. */
export enum UdpOpenOutput {
  Local = 8, // 16 octets, all zero: any
  Remote = 24, // 16 octets
  RemotePort = 40, // u16
  Ifindex = 44, // u32
  Size = 48,
}

/** `McastJoin`: listen to a group on one interface. */
export enum McastJoinOutput {
  Group = 8, // 16 octets
  Ifindex = 24, // u32
  Port = 28, // u16
  Size = 32,
}

/** `TcpAsk`: connect, send one length-prefixed message, return one. */
export enum TcpAskOutput {
  Local = 8, // 16 octets
  Remote = 24, // 16 octets
  RemotePort = 40, // u16
  Ifindex = 44, // u32
  Bytes = 48,
}

/** `Deadline`: call `handle(TimeReached)` at this time, milliseconds. */
export enum DeadlineOutput {
  TimeMs = 8, // i64, NO_DEADLINE: wait for input
  Size = 16,
}
