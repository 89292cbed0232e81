// The domains in which a cell's servers are looked for.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { equalNames } from "../names/name";
import { findName } from "../names/table";
import { cellPvd } from "./cells";
import { configuredDomainSection } from "./configured-domains";
import { Holder, LEARNT_IDENTITIES, MAX_IDENTITIES } from "./holders";
import { log } from "./log";
import { ANY_PVD, cellSection, pvdCount } from "./pvds";
import { GENERAL_SECTION, sectionNumber } from "./settings";
import { isTrusted } from "./trust";

// A domain keeps its identity whatever else becomes known while its servers are
// looked for. Configured ones come first: the places go round the identities.
/** The first place, and the one behind the last. */
export const FIRST_DOMAIN: i32 = LEARNT_IDENTITIES;
export const END_DOMAIN: i32 = FIRST_DOMAIN + MAX_IDENTITIES;

/**
 * True if the domain that a cell has published with an identity is still configured for it, or was learnt
 * and is trusted: a lease that no longer says it takes nothing away (E-38).
 */
export function isStillDomain(cell: i32, identity: i32, name: usize): bool {
  return identity < LEARNT_IDENTITIES ? isTrusted(name) : hasDomain(cell, name);
}

/** True if this domain (0: any) is one in which to look for a cell. */
export function hasDomain(cell: i32, name: usize): bool {
  return nextDomain(cell, domainSection(cell), FIRST_DOMAIN, name) < END_DOMAIN;
}

/**
 * The holder of the domain with an identity: 0 is what the cell's own lease says, 1 what the other lease of the
 * network does, which serves both; then come those of the configuration.
 */
export function domainHolder(cell: i32, identity: i32): i32 {
  return identity < LEARNT_IDENTITIES ? Holder.LeaseDomain + (cell ^ identity) : Holder.ConfiguredDomain - LEARNT_IDENTITIES + identity;
}

/**
 * The section whose configured domains count: where no domain is known the default ones do, and while there
 * is no network they belong to none.
 */
export function domainSection(cell: i32): i32 {
  const section = cellSection(cell);
  const own = section ? sectionNumber(changetype<usize>(section)) : -1;
  return nextDomain(cell, own, FIRST_DOMAIN, 0) < END_DOMAIN || (cellPvd(cell) == ANY_PVD && pvdCount()) ? own : GENERAL_SECTION;
}

/** The first of a cell's domains at or after a place, of this name if it is not 0; or `END_DOMAIN`. A learnt one has to be trusted (E-88a). */
export function nextDomain(cell: i32, section: i32, place: i32, name: usize): i32 {
  for (; place < END_DOMAIN; place++) {
    const identity = place % MAX_IDENTITIES;
    const domain = findName(domainHolder(cell, identity));
    if (!domain || (name && !equalNames(domain, name))) continue;
    if (identity < LEARNT_IDENTITIES ? isTrusted(domain) : configuredDomainSection(identity - LEARNT_IDENTITIES) == section) break;
  }
  return place;
}

/** True, and told, if the only domain that a cell's lease named is not trusted. */
export function isDomainDistrusted(cell: i32): bool {
  const name = findName(Holder.LeaseDomain + cell);
  if (!name || isTrusted(name)) return false;
  log(Code.NameNotTrusted, LogLevel.Warning, cell).withName(Holder.LeaseDomain + cell);
  return true;
}
