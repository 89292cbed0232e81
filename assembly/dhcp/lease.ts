// What one spool file or one message said, in one record that every parser
// fills: the scratch between the formats of the clients and the state machine.
// Nothing in it outlives the input.

import { FIRST_NAME, SCRATCH, SECOND_NAME } from "../bytes/scratch";
import { ADDRESS_SIZE, copyAddress, equalAddress, isMapped, maskAddress } from "../net/address";
import { MAX_DISCARDS, MAX_LEASE_PREFIXES, MAX_OPTION_ADDRESSES, MAX_REMARKS, MAX_RESOLVERS } from "../limits";
import { Code } from "../codes";
import { isLinkLocal, specialRange } from "../net/special";
import { AddressForm } from "./settings";

/** Which protocol, and so which address family, the lease is of. */
export const enum Family {
  Inet = 0,
  Inet6 = 1,
}

/** What happened to the lease. */
export const enum LeaseEvent {
  None,
  /** There is a lease with these options. */
  Bound,
  /** The lease is over. */
  Lost,
  /** No server answered. */
  Absent,
  /** A word of the client that changes nothing. */
  Ignored,
}

/** Who wrote the spool file. */
export const enum ClientKind {
  Udhcpc,
  Odhcp6c,
  Dhclient,
  Dhcpcd,
  Raw,
  /** No DHCP client: a modem, or whatever else was told by the provider (E-115). */
  Provisioned,
}

/** A lifetime without end, RFC 8415 §7.7. */
export const INFINITE_S: u32 = 0xffffffff;

/** Octets of one entry of `DISCARDS`: the address, then its `Code`. */
export const DISCARD_SIZE: i32 = ADDRESS_SIZE + 1;

/** Wire form of the reference identifier, of the access domain. */
export const RI: usize = FIRST_NAME;
export const DOMAIN: usize = SECOND_NAME;

/** The addresses in their order, 16 octets each, and the number of the list (u8) that each was in. */
export const ADDRESSES: usize = memory.data(MAX_OPTION_ADDRESSES * ADDRESS_SIZE, 8);
export const GROUPS: usize = memory.data(MAX_OPTION_ADDRESSES, 8);

/** Longest name of a channel. */
export const MAX_CHANNEL: i32 = 15;
/** The channel that a provisioned record came by, as a name of one label. */
export const CHANNEL: usize = memory.data(MAX_CHANNEL + 2, 8);

/** The value of one option that was joined from its instances or decoded from text, `MAX_JOINED_LENGTH` octets. */
export const VALUE: usize = SCRATCH;

/** Resolvers in their order, 16 octets each. */
export const RESOLVERS: usize = memory.data(MAX_RESOLVERS * ADDRESS_SIZE, 8);

/** Octets of one entry of `PREFIXES`: the address, the valid lifetime in seconds (u32), the length (u8). */
export const PREFIX_SIZE: i32 = ADDRESS_SIZE + 8;

/** Prefixes that the lease delegates, `PREFIX_SIZE` octets each; with a lifetime of 0 one that is taken away. */
export const PREFIXES: usize = memory.data(MAX_LEASE_PREFIXES * PREFIX_SIZE, 8);

/** The option that a delegated prefix stands in (RFC 8415 §21.22). */
export const IAPREFIX: i32 = 26;

/** No network is given more: a shorter prefix would be somebody else's as well. */
const LEAST_PREFIX_BITS: i32 = 16;

/** Addresses that were not taken, `DISCARD_SIZE` octets each. */
export const DISCARDS: usize = memory.data(MAX_DISCARDS * DISCARD_SIZE, 8);

/**
 * Something to say about one option. A code below 64 is a fault and the option was
 * ignored as a whole; any other is a warning about an option that was used.
 */
@unmanaged
export class RemarkSlot {
  code: u8;
  private reserved: u8;
  /** Code of the option in its protocol. */
  option: u16;
  /**
   * In octets: from the start of the message where a whole message or its options
   * were read (`raw`, `PASSTHRU`), else from the start of the option's value: as
   * decoded if that was hex, as written if it was text.
   */
  offset: u16;

  /** True if the option was used all the same. */
  get isWarning(): bool {
    return this.code >= 64;
  }
}

const REMARKS: usize = memory.data(MAX_REMARKS * offsetof<RemarkSlot>(), 8);

/** The record: there is one, so that its fields are variables, which take half the code of fields in memory. */
export namespace LEASE {
  export let family: Family = Family.Inet;
  export let event: LeaseEvent = LeaseEvent.None;
  export let client: ClientKind = ClientKind.Udhcpc;
  /** Octets at `RI`, 0: none. */
  export let riLength: i32 = 0;
  /** Octets at `DOMAIN`, 0: none. */
  export let domainLength: i32 = 0;
  /** Option that the domain came in: 213, 57 or 15. */
  export let domainSource: i32 = 0;
  /** An ADDRESS option was there, valid or not. */
  export let addressPresent: bool = false;
  /** `AddressForm.Flat` or `AddressForm.Lists`, as read. */
  export let form: AddressForm = AddressForm.Flat;
  export let addressCount: i32 = 0;
  export let listCount: i32 = 0;
  /** Entries at `DISCARDS`. */
  export let discardCount: i32 = 0;
  export let remarkCount: i32 = 0;
  /** Addresses at `RESOLVERS`. */
  export let resolverCount: i32 = 0;
  /** Octets at `CHANNEL`, 0: none. */
  export let channelLength: i32 = 0;
  /** Entries at `PREFIXES`. */
  export let prefixCount: i32 = 0;
  /** Time until the lease ends, 0: unknown, `INFINITE_S`: never. */
  export let leaseS: u32 = 0;
  /** Information refresh time (RFC 8415 §21.23), 0: none, `INFINITE_S`: never. */
  export let refreshS: u32 = 0;
  /** Hash of the server's identifier; 0: unknown. */
  export let serverKey: u32 = 0;
  /** Names in the spool record: logical interface and layer-3 device. */
  export let interfacePointer: usize = 0;
  export let interfaceLength: i32 = 0;
  export let devicePointer: usize = 0;
  export let deviceLength: i32 = 0;
  /** When the hook ran, milliseconds since boot; -1: unknown. */
  export let writtenMs: i64 = -1;
  /** The address that the lease gave this router; all zero: unknown. */
  export const ownAddress: usize = memory.data(2 * ADDRESS_SIZE, 8);
  /** The first default router; all zero: unknown. */
  export const router: usize = ownAddress + ADDRESS_SIZE;

  /** Forgets everything but the family. */
  export function reset(leaseFamily: Family): void {
    family = leaseFamily;
    event = LeaseEvent.None;
    client = ClientKind.Udhcpc;
    riLength = domainLength = domainSource = 0;
    addressPresent = false;
    form = AddressForm.Flat;
    addressCount = listCount = discardCount = remarkCount = resolverCount = prefixCount = channelLength = 0;
    leaseS = refreshS = serverKey = 0;
    interfacePointer = devicePointer = 0;
    interfaceLength = deviceLength = 0;
    writtenMs = -1;
    memory.fill(ownAddress, 0, 2 * ADDRESS_SIZE);
  }
}

/** The remark at an index below `LEASE.remarkCount`. */
export function remarkAt(index: i32): RemarkSlot {
  return changetype<RemarkSlot>(REMARKS + index * offsetof<RemarkSlot>());
}

/** Adds a remark; past `MAX_REMARKS` it is dropped. */
export function remark(code: i32, option: i32, offset: i32): void {
  if (LEASE.remarkCount == MAX_REMARKS) return;
  const slot = remarkAt(LEASE.remarkCount++);
  slot.code = <u8>code;
  slot.option = <u16>option;
  slot.offset = <u16>offset;
}

/**
 * Adds a resolver, if it is one that can be asked. One past `MAX_RESOLVERS` is remarked on instead.
 * @param option - the option that it stands in, at `offset`
 * @returns false if there is room for no more
 */
export function addResolver(address: usize, option: i32, offset: i32): bool {
  if (specialRange(address)) return true;
  if (LEASE.resolverCount == MAX_RESOLVERS) {
    remark(Code.OverLimit, option, offset);
    return false;
  }
  copyAddress(RESOLVERS + LEASE.resolverCount++ * ADDRESS_SIZE, address);
  return true;
}

/**
 * Adds a delegated prefix, without the bits behind its length (RFC 8415 §21.22). One that nobody can be delegated is discarded, one past
 * `MAX_LEASE_PREFIXES` is remarked on.
 * @param preferredS - a prefix that should not be used any more (0) says nothing of the lease's end
 * @param validS - seconds; 0: it is taken away
 */
export function addPrefix(address: usize, length: i32, preferredS: u32, validS: u32): void {
  if (LEASE.prefixCount == MAX_LEASE_PREFIXES) return remark(Code.OverLimit, IAPREFIX, 0);
  const entry = PREFIXES + LEASE.prefixCount * PREFIX_SIZE;
  maskAddress(entry, address, length);
  store<u32>(entry, validS, ADDRESS_SIZE);
  store<u8>(entry, length, ADDRESS_SIZE + 4);
  const isTooWide = <u32>(length - LEAST_PREFIX_BITS) > <u32>(128 - LEAST_PREFIX_BITS);
  if (isTooWide || isMapped(entry) || isLinkLocal(entry) || specialRange(entry)) return discard(address, Code.PrefixUnusable);
  if (hasPrefix(entry, length)) return;
  LEASE.prefixCount++;
  if (preferredS) shortenLease(validS);
}

/** True if the lease says something of a prefix: that it is delegated, or that it is taken away. */
export function hasPrefix(address: usize, length: i32): bool {
  for (let i = 0; i < LEASE.prefixCount; i++) {
    const entry = PREFIXES + i * PREFIX_SIZE;
    if (<i32>load<u8>(entry, ADDRESS_SIZE + 4) == length && equalAddress(entry, address)) return true;
  }
  return false;
}

/** A lifetime that is part of the lease: the shortest is the lease's own. One of 0 takes something away and is not. */
export function shortenLease(validS: u32): void {
  if (validS && (!LEASE.leaseS || validS < LEASE.leaseS)) LEASE.leaseS = validS;
}

/** Adds an address that is not taken, with the reason; past `MAX_DISCARDS` it is dropped. */
export function discard(address: usize, code: i32): void {
  if (LEASE.discardCount == MAX_DISCARDS) return;
  const entry = DISCARDS + LEASE.discardCount++ * DISCARD_SIZE;
  copyAddress(entry, address);
  store<u8>(entry, code, ADDRESS_SIZE);
}
