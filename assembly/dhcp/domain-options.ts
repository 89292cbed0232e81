// Where the domain for service resolution comes from: the access domain of RFC
// 5986, else the domain name of RFC 2132 §3.17, which often is a local word and
// then of no use (requirement A-07).

import { isFault } from "../bytes/fault";
import { isSpecialUse } from "../names/match";
import { textToName } from "../names/name";
import { DOMAIN, LEASE } from "./lease";
import { checkNameOption, refuseOption } from "./name-option";

/** OPTION_V4_ACCESS_DOMAIN and OPTION_V6_ACCESS_DOMAIN, RFC 5986 §3.2 and §3.3. */
export const ACCESS_DOMAIN_4: i32 = 213;
export const ACCESS_DOMAIN_6: i32 = 57;
/** Domain Name, RFC 2132 §3.17. */
export const DOMAIN_NAME: i32 = 15;

/** Takes the access domain out of an option's value. */
export function takeAccessDomain(p: usize, length: i32, option: i32): void {
  const whole = checkNameOption(p, length, option);
  memory.copy(DOMAIN, p, whole);
  keepDomain(whole, option);
}

/** Takes the domain name, which is text, unless there is an access domain already. */
export function takeDomainName(p: usize, length: i32): void {
  if (LEASE.domainLength) return;
  // RFC 2132 §2: no trailing NUL is allowed, but some servers send one.
  while (length && !load<u8>(p + length - 1)) length--;
  const whole = textToName(p, length, DOMAIN);
  if (isFault(whole)) refuseOption(whole, DOMAIN_NAME);
  else keepDomain(whole, DOMAIN_NAME);
}

// Keeps the checked name at `DOMAIN`, unless it is none or says nothing to a public server.
function keepDomain(length: i32, option: i32): void {
  if (!length || isSpecialUse(DOMAIN)) return;
  LEASE.domainLength = length;
  LEASE.domainSource = option;
}
