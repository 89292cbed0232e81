// The domains of `domains` and `default-domain`: their names are in the name table.

import { MAX_CONFIGURED_DOMAINS } from "../limits";
import { clearNames } from "../names/table";
import { Holder } from "./holders";

let domains: i32 = 0;

/** Where a domain was configured: number of its section. */
const DOMAIN_SECTIONS: usize = memory.data(MAX_CONFIGURED_DOMAINS);

/** Forgets them; their names are for the caller. */
export function resetConfiguredDomains(): void {
  domains = 0;
}

/** Number of configured domains; their holders are `Holder.ConfiguredDomain + index`. */
export function configuredDomainCount(): i32 {
  return domains;
}

/** The section, or `GENERAL_SECTION`, of the configured domain at an index below the count. */
export function configuredDomainSection(index: i32): i32 {
  return <i32>load<u8>(DOMAIN_SECTIONS + index);
}

/** Counts one more configured domain. */
export function addConfiguredDomain(section: i32): void {
  store<u8>(DOMAIN_SECTIONS + domains++, section);
}

/** Takes back the newest configured domains, down to `count`. */
export function truncateConfiguredDomains(count: i32): void {
  clearNames(Holder.ConfiguredDomain + count, Holder.ConfiguredDomain | 0xff);
  domains = count;
}
