// The addresses of `server` sections, in the order in which they were written.

import { MAX_MANUAL_ADDRESSES } from "../limits";

const SLOT_SIZE: i32 = 17; // section index, address
const SLOTS: usize = memory.data(MAX_MANUAL_ADDRESSES * SLOT_SIZE);
let addresses: i32 = 0;

/** Number of addresses over all `server` sections. */
export function manualAddressCount(): i32 {
  return addresses;
}

/** The section index of the manual address at an index below the count. */
export function manualAddressSection(index: i32): i32 {
  return <i32>load<u8>(SLOTS + index * SLOT_SIZE);
}

/** The 16 octets of the manual address at an index below the count. */
export function manualAddressAt(index: i32): usize {
  return SLOTS + index * SLOT_SIZE + 1;
}

/** Adds an address to a `server` section; false if there is no room. */
export function addManualAddress(section: i32, address: usize): bool {
  if (addresses == MAX_MANUAL_ADDRESSES) return false;
  const p = SLOTS + addresses++ * SLOT_SIZE;
  store<u8>(p, section);
  memory.copy(p + 1, address, 16);
  return true;
}

/** Takes back the newest addresses, down to `count`. */
export function truncateManualAddresses(count: i32): void {
  addresses = count;
}
