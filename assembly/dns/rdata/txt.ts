// TXT rdata, RFC 1035 §3.3.14: character-strings. None at all is met in DNS-SD and
// means the same as one empty string (RFC 6763 §6.1).

import { isFault } from "../../bytes/fault";
import { skipString } from "./naptr";

/** Checks TXT rdata; 0 or a fault. */
export function checkTxt(message: usize, offset: i32, length: i32): i32 {
  const end = offset + length;
  while (offset < end) {
    offset = skipString(message, offset, end);
    if (isFault(offset)) return offset;
  }
  return 0;
}
