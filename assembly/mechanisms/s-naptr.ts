// Service resolution (RFC 8973 §6): the S-NAPTR records of the domains that are
// known for a network.

import { Method } from "../pools/settings";
import { resolveDomains } from "../resolve/domains";

/**
 * Stages the servers that the cell's domains point at.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectSnaptr(cell: i32): i32 {
  return resolveDomains(cell, Method.Snaptr);
}
