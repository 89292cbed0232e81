// Service resolution (RFC 8973 §6): the S-NAPTR records of the domains that are
// known for a network.

import { Code } from "../codes";
import { equalNames } from "../names/name";
import { findName } from "../names/table";
import { LogLevel } from "../abi";
import { cellPvd } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { Holder, LEARNT_IDENTITIES, MAX_IDENTITIES } from "../pools/holders";
import { log } from "../pools/log";
import { ANY_PVD, cellSection, pvdCount } from "../pools/pvds";
import { configuredDomainSection, GENERAL_SECTION, Method, sectionNumber } from "../pools/settings";
import { isTrusted } from "../pools/trust";
import { launch, newRun, why, Request, request } from "../resolve/request";

// A domain keeps its identity whatever else becomes known while its servers are
// looked for. Configured ones come first: the places go round the identities.
const FIRST: i32 = LEARNT_IDENTITIES;
const END: i32 = FIRST + MAX_IDENTITIES;

/**
 * Stages the servers that the cell's domains point at.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectSnaptr(cell: i32): i32 {
  const section = domainSection(cell);
  let place = nextDomain(cell, section, FIRST, 0);
  if (place == END) return isDomainDistrusted(cell) ? Code.NameNotTrusted : Code.NoDomain;
  switch (request(cell, Method.Snaptr, false)) {
    case Request.Refused:
      return why;
    case Request.Running:
      return Code.Resolving;
    case Request.New: {
      do newRun().addRoot(domainHolder(cell, place % MAX_IDENTITIES), place % MAX_IDENTITIES);
      while ((place = nextDomain(cell, section, place + 1, 0)) < END);
      launch();
      return Code.Resolving;
    }
    default:
      return nextIn(cell, List.Staged, null) ? 0 : why;
  }
}

/**
 * True if the domain that a cell has published with an identity is still configured for it, or was learnt
 * and is trusted: a lease that no longer says it takes nothing away (E-38).
 */
export function isStillDomain(cell: i32, identity: i32, name: usize): bool {
  return identity < LEARNT_IDENTITIES ? isTrusted(name) : hasDomain(cell, name);
}

/** True if this domain (0: any) is one in which to look for a cell. */
export function hasDomain(cell: i32, name: usize): bool {
  return nextDomain(cell, domainSection(cell), FIRST, name) < END;
}

/**
 * The holder of the domain with an identity: 0 is what the cell's own lease says, 1 what the other lease of the
 * network does, which serves both; then come those of the configuration.
 */
export function domainHolder(cell: i32, identity: i32): i32 {
  return identity < LEARNT_IDENTITIES ? Holder.LeaseDomain + (cell ^ identity) : Holder.ConfiguredDomain - LEARNT_IDENTITIES + identity;
}

// The section whose configured domains count: where no domain is known the default ones do, and while there
// is no network they belong to none.
function domainSection(cell: i32): i32 {
  const section = cellSection(cell);
  const own = section ? sectionNumber(changetype<usize>(section)) : -1;
  return nextDomain(cell, own, FIRST, 0) < END || (cellPvd(cell) == ANY_PVD && pvdCount()) ? own : GENERAL_SECTION;
}

// The first of a cell's domains at or after a place, of this name if it is not 0; or `END`. A learnt one has to be trusted (E-88a).
function nextDomain(cell: i32, section: i32, place: i32, name: usize): i32 {
  for (; place < END; place++) {
    const identity = place % MAX_IDENTITIES;
    const domain = findName(domainHolder(cell, identity));
    if (!domain || (name && !equalNames(domain, name))) continue;
    if (identity < LEARNT_IDENTITIES ? isTrusted(domain) : configuredDomainSection(identity - LEARNT_IDENTITIES) == section) break;
  }
  return place;
}

function isDomainDistrusted(cell: i32): bool {
  const name = findName(Holder.LeaseDomain + cell);
  if (!name || isTrusted(name)) return false;
  log(Code.NameNotTrusted, LogLevel.Warning, cell).withName(Holder.LeaseDomain + cell);
  return true;
}
