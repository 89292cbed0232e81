// OpenWrt's odhcp6c: `PASSTHRU` holds the options of the Reply as they came, in
// hex; `OPTION_N` only the last instance of each.

import { isFault } from "../bytes/fault";
import { decodeHex } from "../bytes/text";
import { Word } from "../words.gen";
import { IAPREFIX, LEASE } from "./lease";
import { codeRi6 } from "./settings";
import { NO_WORD, findVariable, valueLength, valuePointer } from "./spool-text";
import { COMMA, SPACE, offsetOf, readLeaseTime, readOwnAddress, readPrefixes, readResolvers, readRouter, valueKey } from "./spool-values";
import { readVariables } from "./spool-variables";
import { NO_OPTION } from "./v4-options";
import { DNS_SERVERS, IAADDR, SERVER_ID, parseOptions6 } from "./v6-message";

const SLASH: u32 = 0x2f;
/** The end of `::/0,` as it is loaded: no other target of two octets has it. */
const DEFAULT_ROUTE: u32 = 0x2c302f3a;
const DEFAULT_ROUTE_LENGTH: i32 = 5;
/** `0,` as it is loaded. */
const NO_LIFETIME: u16 = 0x2c30;

/** Reads the variables of a lease into `LEASE`. Returns 0, or the fault that `PASSTHRU` has. */
export function readOdhcp6c(): i32 {
  if (find(Word.ADDRESSES, IAADDR) && valueLength) readAssigned();
  if (find(Word.PREFIXES, IAPREFIX)) readPrefixes();
  if (find(Word.SERVER, SERVER_ID)) LEASE.serverKey = valueKey();
  // Without DHCPv6 resolvers those of the router advertisement; the client sets either, if only to nothing.
  if ((find(Word.RDNSS, DNS_SERVERS) && valueLength) || find(Word.RADNS, DNS_SERVERS)) readResolvers(DNS_SERVERS);
  if (find(Word.RaRoutes, NO_OPTION)) readRoutes();
  if (find(Word.PASSTHRU, codeRi6) && valueLength) {
    // Decoded in place, so nothing is looked for in the text after this.
    const length = decodeHex(valuePointer, valueLength, valuePointer);
    return isFault(length) ? length : parseOptions6(valuePointer, length);
  }
  readVariables();
  return 0;
}

function find(word: Word, option: i32): bool {
  return findVariable(NO_WORD, word, 0, option);
}

// `ADDRESS/LENGTH,PREFERRED,VALID[,T1,T2]`, blanks between several: the first one.
function readAssigned(): void {
  const preferred = offsetOf(COMMA, 0) + 1;
  const valid = min(offsetOf(COMMA, preferred) + 1, valueLength);
  const end = min(offsetOf(COMMA, valid), offsetOf(SPACE, valid));
  readLeaseTime(valid, end, IAADDR);
  readOwnAddress(offsetOf(SLASH, 0), IAADDR);
}

// `TARGET/LENGTH,ROUTER,VALID,METRIC`, blanks between several: the first default route that is
// valid (RFC 4861 §4.2). Behind a value stands its line feed, which ends whatever is loaded past it.
function readRoutes(): void {
  let at = 0;
  do {
    const router = at + DEFAULT_ROUTE_LENGTH;
    const end = offsetOf(COMMA, router);
    const isDefault = load<u32>(valuePointer + at, 1, 1) == DEFAULT_ROUTE;
    const isValid = load<u16>(valuePointer + end, 1, 1) != NO_LIFETIME;
    if (isDefault & isValid) return readRouter(router, end);
    at = offsetOf(SPACE, at) + 1;
  } while (at < valueLength);
}
