// The ADDRESS options (RFC 8973 §5.1.2, §5.2.2) and the list form of the drafts.
// Addresses keep their order, which is the provider's preference.

import { fault, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_OPTION_ADDRESSES } from "../limits";
import { ADDRESS_SIZE, copyAddress, equalAddress, setMapped } from "../net/address";
import { specialRange } from "../net/special";
import { ADDRESSES, Family, GROUPS, LEASE, discard, remark } from "./lease";
import { refuseOption } from "./name-option";
import { AddressForm, addressForm } from "./settings";

const INNER_SIZE: i32 = 4;
const MAPPED: usize = memory.data(ADDRESS_SIZE, 8);

/**
 * Takes the addresses out of an ADDRESS option of the lease's family: of DHCPv4 in the form that
 * the settings say, of DHCPv6 out of one instance.
 */
export function takeAddresses(p: usize, length: i32, option: i32): void {
  LEASE.addressPresent = true;
  const size = LEASE.family == Family.Inet ? INNER_SIZE : ADDRESS_SIZE;
  const form = formOf(p, length, size);
  if (isFault(form)) return refuseOption(form, option);
  LEASE.form = form;
  if (form == AddressForm.Flat) {
    takeRun(p, 0, length, size, option);
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

// The form of a value that fits it exactly, or the fault that says why there is
// none. A length that is a multiple of 4 fits flat always and lists by chance in
// less than one of ten million: then lists are meant.
function formOf(p: usize, length: i32, size: i32): i32 {
  if (length == 0) return fault(Code.OptionEmpty, 0);
  const rest = length % size;
  if (size == ADDRESS_SIZE || addressForm == AddressForm.Flat) {
    return rest ? fault(Code.AddressLength, length - rest) : AddressForm.Flat;
  }
  const failure = checkLists(p, length);
  if (!failure) return AddressForm.Lists;
  return addressForm == AddressForm.Lists || rest ? failure : AddressForm.Flat;
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
