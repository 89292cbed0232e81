// A (RFC 1035 §3.4.1) and AAAA (RFC 3596 §2.2) rdata: one address.

import { copyAddress, setMapped } from "../../net/address";
import { message, rdataOffset, recordType } from "../message";
import { Type } from "../types";
import { TARGET } from "./name";

/** The address that `readAddress` read, 16 octets; IPv4 in mapped form. No record has a name beside it. */
export const ADDRESS: usize = TARGET;

/** Reads the address of a record that was checked. */
export function readAddress(): void {
  const rdata = message + rdataOffset;
  if (recordType == Type.A) setMapped(ADDRESS, rdata);
  else copyAddress(ADDRESS, rdata);
}
