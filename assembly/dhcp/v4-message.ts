// A whole DHCPv4 message (RFC 2131 §2) with the options this project reads. Only
// a DHCPACK counts: what an offer promises may never be assigned.

import { loadU32 } from "../bytes/cursor";
import { fault, faultCode, isFault } from "../bytes/fault";
import { hashOctets } from "../bytes/text";
import { Code } from "../codes";
import { checkName } from "../names/name";
import { setMapped } from "../net/address";
import { ACCESS_DOMAIN_4, DOMAIN_NAME, takeAccessDomain, takeDomainName } from "./domain-options";
import { takeAddresses } from "./dots-options";
import { addResolver, ClientKind, LEASE, LeaseEvent, remark, remarkAt, VALUE } from "./lease";
import { refuseOption, takeReferenceIdentifier } from "./name-option";
import { codeAddress4, codeRi4, strictDraft } from "./settings";
import {
  DOMAIN_NAME_SERVER,
  LEASE_TIME,
  MESSAGE_TYPE,
  OPTIONS_OFFSET,
  ROUTER,
  SERVER_IDENTIFIER,
  beginOptions4,
  firstLength,
  firstOffset,
  instanceCount,
  joinOption4,
  locateOption4,
  nextOption4,
  optionCode,
  optionLength,
  optionOffset,
  secondOffset,
} from "./v4-options";

const BOOTREPLY: u8 = 2;
const CIADDR_OFFSET: i32 = 12;
const YIADDR_OFFSET: i32 = 16;
const MAGIC_OFFSET: i32 = 236;
const MAGIC: u32 = 0x63825363;

const DHCPACK: u8 = 5;

const RESOLVER: usize = memory.data(16, 8);

/** Longest value that one DHCPv4 option can hold. */
const MAX_VALUE_LENGTH: i32 = 255;

/**
 * Parses a message into `LEASE`, which the caller has reset. Returns 0 or a fault:
 * `DhcpTooShort`, `DhcpNotReply`, `DhcpMagic`, `DhcpOptionLength`, `DhcpMessageType`.
 */
export function parseMessage4(p: usize, length: i32): i32 {
  if (length < OPTIONS_OFFSET) return fault(Code.DhcpTooShort, length);
  if (load<u8>(p) != BOOTREPLY) return fault(Code.DhcpNotReply, 0);
  if (loadU32(p + MAGIC_OFFSET) != MAGIC) return fault(Code.DhcpMagic, MAGIC_OFFSET);
  const failure = readLeaseOptions(p, length);
  if (isFault(failure)) return failure;
  LEASE.event = LeaseEvent.Bound;
  LEASE.client = ClientKind.Raw;
  // An acknowledged DHCPINFORM has no yiaddr, RFC 2131 §4.3.5.
  const own = p + (loadU32(p + YIADDR_OFFSET) ? YIADDR_OFFSET : CIADDR_OFFSET);
  if (loadU32(own)) setMapped(LEASE.ownAddress, own);
  readJoined(codeAddress4);
  readJoined(codeRi4);
  readJoined(ACCESS_DOMAIN_4);
  readJoined(DOMAIN_NAME);
  return 0;
}

// Walks all options once, so that whatever follows knows they are well formed.
function readLeaseOptions(p: usize, length: i32): i32 {
  let type: u8 = 0;
  let typeOffset = OPTIONS_OFFSET;
  beginOptions4(p, length);
  while (true) {
    const found = nextOption4();
    if (isFault(found)) return found;
    if (!found) break;
    const value = p + optionOffset;
    switch (optionCode) {
      case MESSAGE_TYPE:
        if (optionLength == 1) type = load<u8>(value);
        typeOffset = optionOffset;
        break;
      case LEASE_TIME:
        if (optionLength == 4) LEASE.leaseS = loadU32(value);
        break;
      case SERVER_IDENTIFIER:
        LEASE.serverKey = hashOctets(value, optionLength);
        break;
      case DOMAIN_NAME_SERVER:
        for (let i = 0; i + 4 <= optionLength; i += 4) {
          setMapped(RESOLVER, value + i);
          addResolver(RESOLVER);
        }
        break;
      case ROUTER:
        if (optionLength >= 4) setMapped(LEASE.router, value);
        break;
    }
  }
  return type == DHCPACK ? 0 : fault(Code.DhcpMessageType, typeOffset);
}

// Reads one joined option and turns the offsets of its remarks into offsets in
// the message.
function readJoined(code: i32): void {
  const firstRemark = LEASE.remarkCount;
  const joined = joinOption4(code);
  let note: i32 = 0;
  if (isFault(joined)) refuseOption(joined, code);
  else if (instanceCount) note = readOption(code, joined);
  for (let i = firstRemark; i < LEASE.remarkCount; i++) {
    const slot = remarkAt(i);
    const at = <i32>slot.offset;
    slot.offset = <u16>(note == Code.RepeatedOption ? firstOffset + at : locateOption4(code, at));
  }
  if (note) remark(note, code, secondOffset);
}

// Returns the code of a warning about the second instance, or 0; `RepeatedOption`
// says that only the first one was read.
function readOption(code: i32, joined: i32): i32 {
  if (code == codeRi4) return readReferenceIdentifier(joined);
  if (code == codeAddress4) {
    const firstOnly = strictDraft && instanceCount > 1 && joined <= MAX_VALUE_LENGTH;
    takeAddresses(VALUE, firstOnly ? firstLength : joined, code);
    return firstOnly ? Code.RepeatedOption : 0;
  }
  if (code == DOMAIN_NAME) takeDomainName(VALUE, joined);
  else takeAccessDomain(VALUE, joined, code);
  return 0;
}

// RFC 8973 §5.2.3 takes the first instance and RFC 3396 joins them: both give the
// same name, unless the first instance ends inside it (requirement A-04).
function readReferenceIdentifier(joined: i32): i32 {
  const whole = checkName(VALUE, firstLength);
  if (instanceCount > 1 && isFault(whole) && faultCode(whole) == Code.NameUnterminated) {
    takeReferenceIdentifier(VALUE, joined, codeRi4);
    return Code.NameJoined;
  }
  takeReferenceIdentifier(VALUE, firstLength, codeRi4);
  return instanceCount > 1 ? Code.RepeatedOption : 0;
}
