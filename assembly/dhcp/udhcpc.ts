// busybox udhcpc: options it does not know come as `optN` in plain hex, all
// instances joined.

import { Word } from "../words.gen";
import { ACCESS_DOMAIN_4, DOMAIN_NAME } from "./domain-options";
import { LEASE } from "./lease";
import { codeAddress4, codeRi4 } from "./settings";
import { NO_WORD, findVariable, valueLength } from "./spool-text";
import {
  Encoding,
  readAccessDomain,
  readAddresses,
  readDomainName,
  readLeaseTime,
  readOwnAddress,
  readReferenceIdentifier,
  readResolvers,
  valueKey,
} from "./spool-values";
import { DOMAIN_NAME_SERVER, LEASE_TIME, NO_OPTION, ROUTER, SERVER_IDENTIFIER } from "./v4-options";

/** Reads the variables of a lease into `LEASE`. */
export function readUdhcpc(): void {
  readAddresses(findOption(codeAddress4), Encoding.Hex, codeAddress4);
  if (findOption(codeRi4)) readReferenceIdentifier(Encoding.Hex, codeRi4);
  if (findOption(ACCESS_DOMAIN_4)) readAccessDomain(Encoding.Hex, ACCESS_DOMAIN_4);
  if (find(Word.Domain, DOMAIN_NAME)) readDomainName();
  if (find(Word.Lease, LEASE_TIME)) readLeaseTime(0, valueLength, LEASE_TIME);
  if (find(Word.Ip, NO_OPTION)) readOwnAddress(valueLength, NO_OPTION);
  if (find(Word.Serverid, SERVER_IDENTIFIER)) LEASE.serverKey = valueKey();
  if (find(Word.Dns, DOMAIN_NAME_SERVER)) readResolvers();
  if (find(Word.Router, ROUTER)) LEASE.routerKey = valueKey();
}

function findOption(code: i32): bool {
  return findVariable(Word.Opt, NO_WORD, code, code);
}

function find(word: Word, option: i32): bool {
  return findVariable(NO_WORD, word, 0, option);
}
