// The most exact form of a spool file: one whole message in hex.

import { fault, isFault } from "../bytes/fault";
import { decodeHex } from "../bytes/text";
import { Code } from "../codes";
import { Word } from "../words.gen";
import { Family, LEASE } from "./lease";
import { NO_WORD, findVariable, valueLength, valuePointer } from "./spool-text";
import { NO_OPTION } from "./v4-options";
import { parseMessage4 } from "./v4-message";
import { parseMessage6 } from "./v6-message";

/** Parses the message into `LEASE`. Returns 0 or a fault with its offset in the message. */
export function readRaw(): i32 {
  if (!findVariable(NO_WORD, Word.Message, 0, NO_OPTION)) return fault(Code.DhcpTooShort, 0);
  // Decoded in place: a message may be as long as the window allows.
  const length = decodeHex(valuePointer, valueLength, valuePointer);
  if (isFault(length)) return length;
  if (LEASE.family == Family.Inet) return parseMessage4(valuePointer, length);
  return parseMessage6(valuePointer, length);
}
