// SOA rdata, RFC 1035 §3.3.13: primary server, mailbox, five numbers. The last field
// bounds how long a negative answer is remembered (RFC 2308 §5). Fields of a record
// that was checked.

import { loadU32 } from "../../bytes/cursor";
import { NAME_ROOM, readName } from "../name";
import { message, rdataLength, rdataOffset } from "../message";

/** The names that `readNames` read. */
export const SERVER: usize = memory.data(NAME_ROOM, 8);
export const MAILBOX: usize = memory.data(NAME_ROOM, 8);

/** Reads both names; the offset of the second. */
export function readNames(): i32 {
  const end = rdataOffset + rdataLength;
  const mailbox = readName(message, end, rdataOffset, SERVER);
  readName(message, end, mailbox, MAILBOX);
  return mailbox;
}

/** Offset of the five numbers: serial, refresh, retry, expire, minimum. */
export function numbersOffset(): i32 {
  return rdataOffset + rdataLength - 20;
}

/** The last of them, seconds. */
export function minimum(): u32 {
  return loadU32(message + numbersOffset() + 16);
}
