// The ADDRESS options (RFC 8973 §5.1.2, §5.2.2) and the list form of the drafts.
// Addresses keep their order, which is the provider's preference.

import { fault, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_OPTION_ADDRESSES } from "../limits";
import { ADDRESS_SIZE, copyAddress, equalAddress, setMapped } from "../net/address";
import { specialRange } from "../net/special";
import { ADDRESSES, GROUPS, LEASE, discard, remark } from "./lease";
import { refuseOption } from "./name-option";
import { AddressForm, addressForm } from "./settings";

const INNER_SIZE: i32 = 4;
const MAPPED: usize = memory.data(ADDRESS_SIZE, 8);

/** Takes the addresses out of a DHCPv4 ADDRESS option, in the form that the settings say. */
export function takeAddresses4(p: usize, length: i32, option: i32): void {
  LEASE.addressPresent = true;
  const form = formOf(p, length);
  if (isFault(form)) {
    refuseOption(form, option);
    return;
  }
  LEASE.form = form;
  if (form == AddressForm.Flat) {
    takeRun(p, 0, length, INNER_SIZE, option);
    return;
  }
  if (addressForm == AddressForm.Auto && length % INNER_SIZE == 0) remark(Code.ListsForm, option, 0);
  let at = 0;
  while (at < length) {
    const end = at + 1 + <i32>load<u8>(p + at);
    if (!takeRun(p, at + 1, end, INNER_SIZE, option)) return;
    at = end;
  }
}

/** Takes the addresses out of one instance of a DHCPv6 ADDRESS option. */
export function takeAddresses6(p: usize, length: i32, option: i32): void {
  LEASE.addressPresent = true;
  const failure = checkRun(length, ADDRESS_SIZE);
  if (isFault(failure)) refuseOption(failure, option);
  else takeRun(p, 0, length, ADDRESS_SIZE, option);
}

// The form of a DHCPv4 value that fits it exactly, or the fault that says why
// there is none. A length that is a multiple of 4 fits flat always and lists by
// chance in less than one of ten million: then lists are meant.
function formOf(p: usize, length: i32): i32 {
  if (length == 0) return fault(Code.OptionEmpty, 0);
  if (addressForm == AddressForm.Flat) return checkRun(length, INNER_SIZE);
  const failure = checkLists(p, length);
  if (!failure) return AddressForm.Lists;
  return addressForm == AddressForm.Auto && length % INNER_SIZE == 0 ? AddressForm.Flat : failure;
}

// A run of addresses of one size: 0, or a fault where the incomplete one begins.
function checkRun(length: i32, size: i32): i32 {
  if (length == 0) return fault(Code.OptionEmpty, 0);
  const rest = length % size;
  return rest ? fault(Code.AddressLength, length - rest) : 0;
}

// Lists with a length octet each, to the last octet: 0, or a fault at the length
// octet that does not fit.
function checkLists(p: usize, length: i32): i32 {
  let at = 0;
  while (at < length) {
    const list = <i32>load<u8>(p + at);
    if (list == 0 || list % INNER_SIZE || at + 1 + list > length) return fault(Code.ListLength, at);
    at += 1 + list;
  }
  return 0;
}

// Takes the addresses from offset `at` up to `end` as one more list; false where
// the limit is reached.
function takeRun(p: usize, at: i32, end: i32, size: i32, option: i32): bool {
  const group = LEASE.listCount++;
  for (; at < end; at += size) {
    let address = p + at;
    if (size == INNER_SIZE) {
      setMapped(MAPPED, address);
      address = MAPPED;
    }
    const reason = reasonToDiscard(address);
    if (reason) {
      discard(address, reason);
    } else if (LEASE.addressCount == MAX_OPTION_ADDRESSES) {
      remark(Code.OverLimit, option, at);
      return false;
    } else {
      const index = LEASE.addressCount++;
      copyAddress(ADDRESSES + index * ADDRESS_SIZE, address);
      store<u8>(GROUPS + index, group);
    }
  }
  return true;
}

function reasonToDiscard(address: usize): i32 {
  for (let i = 0; i < LEASE.addressCount; i++) {
    if (equalAddress(ADDRESSES + i * ADDRESS_SIZE, address)) return Code.Duplicate;
  }
  return specialRange(address);
}
