// OpenWrt's odhcp6c: `PASSTHRU` holds the options of the Reply as they came, in
// hex; `OPTION_N` only the last instance of each.

import { isFault } from "../bytes/fault";
import { decodeHex } from "../bytes/text";
import { Code } from "../codes";
import { Word } from "../words.gen";
import { ACCESS_DOMAIN_6 } from "./domain-options";
import { LEASE, remark } from "./lease";
import { codeAddress6, codeRi6 } from "./settings";
import { NO_WORD, findVariable, valueLength, valuePointer } from "./spool-text";
import {
  Encoding,
  SPACE,
  offsetOf,
  readAccessDomain,
  readAddresses,
  readLeaseTime,
  readOwnAddress,
  readReferenceIdentifier,
  readResolvers,
  valueKey,
} from "./spool-values";
import { DNS_SERVERS, IAADDR, SERVER_ID, parseOptions6 } from "./v6-message";

const SLASH: u32 = 0x2f;
const COMMA: u32 = 0x2c;

/** Reads the variables of a lease into `LEASE`. Returns 0, or the fault that `PASSTHRU` has. */
export function readOdhcp6c(): i32 {
  if (find(Word.ADDRESSES, IAADDR) && valueLength) readAssigned();
  if (find(Word.SERVER, SERVER_ID)) LEASE.serverKey = valueKey();
  if (find(Word.RDNSS, DNS_SERVERS)) readResolvers();
  if (find(Word.PASSTHRU, codeRi6) && valueLength) {
    // Decoded in place, so nothing is looked for in the text after this.
    const length = decodeHex(valuePointer, valueLength, valuePointer);
    return isFault(length) ? length : parseOptions6(valuePointer, length);
  }
  const addresses = findOption(codeAddress6);
  readAddresses(addresses, Encoding.Hex, codeAddress6);
  if (findOption(codeRi6)) readReferenceIdentifier(Encoding.Hex, codeRi6);
  if (findOption(ACCESS_DOMAIN_6)) readAccessDomain(Encoding.Hex, ACCESS_DOMAIN_6);
  return 0;
}

function find(word: Word, option: i32): bool {
  return findVariable(NO_WORD, word, 0, option);
}

function findOption(code: i32): bool {
  const found = findVariable(Word.OPTION, NO_WORD, code, code);
  if (found) remark(Code.LastInstance, code, 0);
  return found;
}

// `ADDRESS/LENGTH,PREFERRED,VALID[,T1,T2]`, blanks between several: the first one.
function readAssigned(): void {
  const preferred = offsetOf(COMMA, 0) + 1;
  const valid = min(offsetOf(COMMA, preferred) + 1, valueLength);
  const end = min(offsetOf(COMMA, valid), offsetOf(SPACE, valid));
  readLeaseTime(valid, end, IAADDR);
  readOwnAddress(offsetOf(SLASH, 0), IAADDR);
}
