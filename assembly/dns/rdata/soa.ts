// SOA rdata, RFC 1035 §3.3.13. Its last field bounds how long a negative answer
// is remembered (RFC 2308 §5).

import { loadU32 } from "../../bytes/cursor";
import { fault, isFault } from "../../bytes/fault";
import { Code } from "../../codes";
import { NAME_ROOM, readLength, readName } from "../name";
import { TARGET } from "./name";

const NUMBERS_SIZE: i32 = 20;

/** The mailbox read; the primary server stands in rdata/name.ts. */
export const MAILBOX: usize = memory.data(NAME_ROOM, 8);
/** Lengths of both with their root labels. */
export let serverLength: i32 = 0;
export let mailboxLength: i32 = 0;
/** Offset of the five numbers: serial, refresh, retry, expire, minimum. */
export let numbersOffset: i32 = 0;
/** The last of them, seconds. */
export let minimum: u32 = 0;

/** Reads SOA rdata; 0 or a fault. */
export function readSoa(message: usize, offset: i32, length: i32): i32 {
  const end = offset + length;
  const mailbox = readName(message, end, offset, TARGET);
  if (isFault(mailbox)) return mailbox;
  serverLength = readLength;
  numbersOffset = readName(message, end, mailbox, MAILBOX);
  if (isFault(numbersOffset)) return numbersOffset;
  mailboxLength = readLength;
  if (numbersOffset + NUMBERS_SIZE != end) return fault(Code.RdataLength, numbersOffset);
  minimum = loadU32(message + numbersOffset + 16);
  return 0;
}
