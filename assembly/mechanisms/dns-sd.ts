// DNS-SD over the network's resolvers (RFC 8973 §7, RFC 6763): the instances of
// the DOTS services in the domains that are known for a network.

import { Method } from "../pools/settings";
import { resolveDomains } from "../resolve/domains";

/**
 * Stages the servers behind the instances in the cell's domains.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectDnssd(cell: i32): i32 {
  return resolveDomains(cell, Method.Dnssd);
}
