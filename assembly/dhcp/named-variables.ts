// Variables that dhclient and dhcpcd name alike, because their configuration
// gives the options the same names: `new_…` for DHCPv4, `new_dhcp6_…` for DHCPv6.

import { Word } from "../words.gen";
import { ACCESS_DOMAIN_4, ACCESS_DOMAIN_6, DOMAIN_NAME } from "./domain-options";
import { Family, LEASE } from "./lease";
import { codeAddress4, codeAddress6, codeRi4, codeRi6 } from "./settings";
import { findVariable, valueLength } from "./spool-text";
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
import { DNS_SERVERS, IAADDR, SERVER_ID } from "./v6-message";

/**
 * Reads the variables of a lease into `LEASE`. For DHCPv6 the two words after the
 * encoding name, with their prefix, the assigned address and its valid lifetime.
 */
export function readNamedVariables(encoding: Encoding, prefix6: Word, address6: Word, lifetime6: Word): void {
  if (LEASE.family == Family.Inet) {
    readDotsVariables(Word.New, encoding, codeAddress4, codeRi4, ACCESS_DOMAIN_4);
    if (find(Word.New, Word.DomainName, DOMAIN_NAME)) readDomainName();
    if (find(Word.New, Word.DhcpLeaseTime, LEASE_TIME)) readLeaseTime(0, valueLength, LEASE_TIME);
    if (find(Word.New, Word.IpAddress, NO_OPTION)) readOwnAddress(valueLength, NO_OPTION);
    if (find(Word.New, Word.DhcpServerIdentifier, SERVER_IDENTIFIER)) LEASE.serverKey = valueKey();
    if (find(Word.New, Word.DomainNameServers, DOMAIN_NAME_SERVER)) readResolvers();
    if (find(Word.New, Word.Routers, ROUTER)) LEASE.routerKey = valueKey();
    return;
  }
  readDotsVariables(Word.NewDhcp6, encoding, codeAddress6, codeRi6, ACCESS_DOMAIN_6);
  if (find(prefix6, lifetime6, IAADDR)) readLeaseTime(0, valueLength, IAADDR);
  if (find(prefix6, address6, IAADDR)) readOwnAddress(valueLength, IAADDR);
  if (find(Word.NewDhcp6, Word.NameServers, DNS_SERVERS)) readResolvers();
  if (find(Word.NewDhcp6, Word.ServerId, SERVER_ID)) LEASE.serverKey = valueKey();
}

function readDotsVariables(prefix: Word, encoding: Encoding, address: i32, ri: i32, domain: i32): void {
  readAddresses(find(prefix, Word.DotsAddress, address), encoding, address);
  if (find(prefix, Word.DotsRi, ri)) readReferenceIdentifier(encoding, ri);
  if (find(prefix, Word.AccessDomain, domain)) readAccessDomain(encoding, domain);
}

function find(prefix: Word, word: Word, option: i32): bool {
  return findVariable(prefix, word, 0, option);
}
