// Where the clients say what is read here, docs/spool.md. udhcpc and odhcp6c know
// options they were not told of by number; dhclient and dhcpcd name them alike,
// because their configuration gives the options the same names.

import { Code } from "../codes";
import { Word } from "../words.gen";
import { ACCESS_DOMAIN_4, ACCESS_DOMAIN_6, DOMAIN_NAME, takeDomainName } from "./domain-options";
import { ClientKind, Family, IAPREFIX, LEASE, remark } from "./lease";
import { codeAddress4, codeAddress6, codeRi4, codeRi6 } from "./settings";
import { NO_WORD, findVariable, valueLength, valuePointer, wasDropped } from "./spool-text";
import {
  offsetOf,
  readAddresses,
  readLeaseTime,
  readName,
  readOwnAddress,
  readPrefixes,
  readResolvers,
  readRouter,
  SPACE,
  valueKey,
} from "./spool-values";
import { DOMAIN_NAME_SERVER, LEASE_TIME, NO_OPTION, ROUTER, SERVER_IDENTIFIER } from "./v4-options";
import { DNS_SERVERS, IAADDR, SERVER_ID } from "./v6-message";

/** What a variable says, in the order of the rows below, which is that of reading. */
const enum Role {
  Addresses,
  ReferenceIdentifier,
  AccessDomain,
  DomainName,
  LeaseTime,
  OwnAddress,
  Server,
  Router,
  Resolvers,
  Prefixes,
}
const ROLES: i32 = 10;

/** In the table, `NO_WORD`: no prefix, or the number of the option. */
const NONE: u8 = 0xff;
/** No variable of this client says it. */
const UNSAID: u8 = 0;

// Prefix and word by client and role: udhcpc; dhclient and dhcpcd for DHCPv4; then
// odhcp6c, dhclient and dhcpcd for DHCPv6, in the order of `ClientKind`; and what is provisioned.
// prettier-ignore
const VARIABLES: usize = memory.data<u8>([
  <u8>Word.Opt, NONE,       <u8>Word.Opt, NONE,       <u8>Word.Opt, NONE,       NONE, <u8>Word.Domain,
  NONE, <u8>Word.Lease,     NONE, <u8>Word.Ip,        NONE, <u8>Word.Serverid,  NONE, <u8>Word.Router,
  NONE, <u8>Word.Dns,       NONE, UNSAID,

  <u8>Word.New, <u8>Word.DotsAddress,       <u8>Word.New, <u8>Word.DotsRi,
  <u8>Word.New, <u8>Word.AccessDomain,      <u8>Word.New, <u8>Word.DomainName,
  <u8>Word.New, <u8>Word.DhcpLeaseTime,     <u8>Word.New, <u8>Word.IpAddress,
  <u8>Word.New, <u8>Word.DhcpServerIdentifier, <u8>Word.New, <u8>Word.Routers,
  <u8>Word.New, <u8>Word.DomainNameServers, NONE, UNSAID,

  <u8>Word.OPTION, NONE,    <u8>Word.OPTION, NONE,    <u8>Word.OPTION, NONE,    NONE, UNSAID,
  NONE, UNSAID,             NONE, UNSAID,             NONE, UNSAID,             NONE, UNSAID,
  NONE, UNSAID,             NONE, UNSAID,

  <u8>Word.NewDhcp6, <u8>Word.DotsAddress,  <u8>Word.NewDhcp6, <u8>Word.DotsRi,
  <u8>Word.NewDhcp6, <u8>Word.AccessDomain, NONE, UNSAID,
  <u8>Word.New, <u8>Word.MaxLife,           <u8>Word.New, <u8>Word.Ip6Address,
  <u8>Word.NewDhcp6, <u8>Word.ServerId,     NONE, UNSAID,
  <u8>Word.NewDhcp6, <u8>Word.NameServers,  <u8>Word.New, <u8>Word.Ip6Prefix,

  <u8>Word.NewDhcp6, <u8>Word.DotsAddress,  <u8>Word.NewDhcp6, <u8>Word.DotsRi,
  <u8>Word.NewDhcp6, <u8>Word.AccessDomain, NONE, UNSAID,
  <u8>Word.NewDhcp6, <u8>Word.IaNa1IaAddr1Vltime, <u8>Word.NewDhcp6, <u8>Word.IaNa1IaAddr1,
  <u8>Word.NewDhcp6, <u8>Word.ServerId,     NONE, UNSAID,
  <u8>Word.NewDhcp6, <u8>Word.NameServers,  NONE, <u8>Word.Prefixes,

  NONE, <u8>Word.Addresses, NONE, <u8>Word.ReferenceIdentifierKey, NONE, UNSAID, NONE, <u8>Word.Domain,
  NONE, <u8>Word.Lease,     NONE, UNSAID,             NONE, UNSAID,             NONE, <u8>Word.Router,
  NONE, <u8>Word.Resolvers, NONE, <u8>Word.Prefixes,
]);

/** The last dialect. */
const PROVISIONED: i32 = 5;

// The options that the roles are remarked on by, from `AccessDomain` on.
// prettier-ignore
const OPTIONS: usize = memory.data<u8>([
  <u8>ACCESS_DOMAIN_4, <u8>DOMAIN_NAME, <u8>LEASE_TIME, <u8>NO_OPTION, <u8>SERVER_IDENTIFIER, <u8>ROUTER, <u8>DOMAIN_NAME_SERVER, 0,
  <u8>ACCESS_DOMAIN_6, <u8>NO_OPTION,   <u8>IAADDR,     <u8>IAADDR,    <u8>SERVER_ID,         0,          <u8>DNS_SERVERS,        <u8>IAPREFIX,
]);

/** Reads the variables of a lease into `LEASE`, as its client writes them. */
export function readVariables(): void {
  const inet = LEASE.family == Family.Inet;
  const client = LEASE.client;
  const isProvisioned = client == ClientKind.Provisioned;
  const dialect = inet && !isProvisioned ? <i32>(client != ClientKind.Udhcpc) : min(client + 1, PROVISIONED);
  for (let role = 0; role < ROLES; role++) {
    const row = VARIABLES + ((dialect * ROLES + role) << 1);
    const word = <i32>load<u8>(row, 1);
    if (word == <i32>UNSAID) continue;
    const option = optionOf(role, inet);
    if (findVariable(load<i8>(row), word == <i32>NONE ? NO_WORD : word, option, option)) {
      if (client == ClientKind.Odhcp6c) remark(Code.LastInstance, option, 0);
      readValue(role, option);
    } else if (role == Role.Addresses && wasDropped) {
      LEASE.addressPresent = true;
    }
  }
}

function optionOf(role: i32, inet: bool): i32 {
  if (role == Role.Addresses) return inet ? codeAddress4 : codeAddress6;
  if (role == Role.ReferenceIdentifier) return inet ? codeRi4 : codeRi6;
  return load<u8>((inet ? OPTIONS : OPTIONS + 8) + role - Role.AccessDomain);
}

function readValue(role: i32, option: i32): void {
  switch (role) {
    case Role.Addresses:
      return readAddresses(option);
    case Role.ReferenceIdentifier:
    case Role.AccessDomain:
      return readName(role == Role.AccessDomain, option);
    case Role.DomainName:
      return takeDomainName(valuePointer, valueLength);
    case Role.LeaseTime:
      return readLeaseTime(0, valueLength, option);
    case Role.OwnAddress:
      return readOwnAddress(valueLength, option);
    case Role.Server:
      LEASE.serverKey = valueKey();
      break;
    case Role.Router:
      return readRouter(0, offsetOf(SPACE, 0));
    case Role.Resolvers:
      return readResolvers(option);
    default:
      return readPrefixes();
  }
}
