// Service resolution (RFC 8973 §6): the S-NAPTR records of the domains that are
// known for a network.

import { Code } from "../codes";
import { findName } from "../names/table";
import { LogLevel } from "../abi";
import { cellFamily, cellOf, cellPvd } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { Holder } from "../pools/holders";
import { log } from "../pools/log";
import { ANY_PVD, cellSection } from "../pools/pvds";
import {
  configuredDomainCount,
  configuredDomainSection,
  GENERAL_SECTION,
  Method,
  sectionNumber,
} from "../pools/settings";
import { isTrusted } from "../pools/trust";
import { launch, newRun, why, Request, request } from "../resolve/request";

/**
 * Stages the servers that the cell's domains point at.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectSnaptr(cell: i32): i32 {
  if (domainHolder(cell, 0) < 0) return isDomainDistrusted(cell) ? Code.NameNotTrusted : Code.NoDomain;
  switch (request(cell, Method.Snaptr, false)) {
    case Request.Refused:
      return why;
    case Request.Running:
      return Code.Resolving;
    case Request.New: {
      let holder = 0;
      for (let i = 0; (holder = domainHolder(cell, i)) >= 0; i++) newRun().addRoot(holder, i);
      launch();
      return Code.Resolving;
    }
    default:
      return nextIn(cell, List.Staged, null) ? 0 : why;
  }
}

/**
 * The holder of one of a cell's domains, or -1 past the last. A domain that either family of a
 * network learnt serves both; a learnt one has to be trusted (E-88a).
 */
export function domainHolder(cell: i32, index: i32): i32 {
  const pvd = cellPvd(cell);
  const section = cellSection(cell);
  const number = pvd == ANY_PVD ? GENERAL_SECTION : section ? sectionNumber(changetype<usize>(section)) : -1;
  for (let i = 0; i < configuredDomainCount(); i++) {
    if (configuredDomainSection(i) == number && index-- == 0) return Holder.ConfiguredDomain + i;
  }
  if (pvd == ANY_PVD) return -1;
  for (let i = 0; i < 2; i++) {
    const holder = Holder.LeaseDomain + cellOf(pvd, cellFamily(cell) ^ i);
    const name = findName(holder);
    if (name && isTrusted(name) && index-- == 0) return holder;
  }
  return -1;
}

function isDomainDistrusted(cell: i32): bool {
  const name = findName(Holder.LeaseDomain + cell);
  if (!name || isTrusted(name)) return false;
  log(Code.NameNotTrusted, LogLevel.Warning, cell).withName(Holder.LeaseDomain + cell);
  return true;
}
