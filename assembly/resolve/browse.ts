// DNS-SD, RFC 6763 §4: from a domain over the PTR records of each service to its
// instances, and over the SRV records of those to addresses. TXT records say nothing
// here. An instance is a name like any other: its labels are never text (E-74).

import { Profile } from "../dhcp/settings";
import { TARGET } from "../dns/rdata/name";
import { Type } from "../dns/types";
import { MAX_NAME_LENGTH } from "../limits";
import { nameLength } from "../names/name";
import { Channel } from "../pools/endpoints";
import { GENERAL, GeneralAt } from "../pools/settings";
import { spelledLength, Word, wordPointer } from "../words.gen";
import { KnowledgeSlot, Status } from "./knowledge";
import { isUsable, missed, stageServers, want } from "./steps";

/** Walks the services of a domain, each protocol in the default order. */
export function browse(domain: usize): void {
  const profile = load<u8>(GENERAL, GeneralAt.Profile);
  // The drafts' names where the RFC's give nothing (E-76).
  if (browseServices(domain, profile > <u8>Profile.Rfc8973) && !missed && profile == <u8>Profile.Auto) {
    browseServices(domain, true);
  }
}

// True if all of them were asked for, and none has an instance.
function browseServices(domain: usize, isDraft: bool): bool {
  let isEmpty = true;
  for (let channel: i32 = Channel.SignalUdp; channel <= Channel.DataTcp; channel <<= 1) {
    const set = wantService(domain, Word.SignalUdp + ctz(channel), isDraft);
    if (!set || set.status <= <u8>Status.Alias) isEmpty = false;
    // By priority over all instances, then by instance, as they stand in the set.
    if (set && isUsable(set)) stageServers(Type.Ptr, set.items, set.end, channel);
  }
  return isEmpty;
}

/** `_dots-` behind an octet for its length, and where the drafts have the first octet of another label. */
const DOTS: u64 = 0x5f_2d_73_74_6f_64_5f_00;
/** `_` behind the length of `_udp`. */
const TRANSPORT: u16 = 0x5f04;
/** Length of `.udp`. */
const SUFFIX: i32 = 4;

// The instances of `_dots-signal._udp` and its like (RFC 8973 §7) or of the drafts'
// `_dots._signal._udp` in a domain, the protocol being `signal.udp`.
function wantService(domain: usize, protocol: i32, isDraft: bool): KnowledgeSlot | null {
  const text = wordPointer(protocol);
  const length = spelledLength - SUFFIX;
  store<u64>(TARGET, DOTS | (isDraft ? 5 : 6 + length));
  if (isDraft) store<u8>(TARGET, 1 + length, 6);
  let at = TARGET + 7 + <usize>isDraft;
  memory.copy(at, text, length);
  at += length;
  store<u16>(at, TRANSPORT);
  store<u32>(at, load<u32>(text + length, 1), 2);
  at += 1 + SUFFIX;
  const rest = nameLength(domain);
  if (<i32>(at - TARGET) + rest > MAX_NAME_LENGTH) return null;
  memory.copy(at, domain, rest);
  return want(TARGET, Type.Ptr);
}
