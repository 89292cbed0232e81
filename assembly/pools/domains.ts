// The domains in which a cell's servers are looked for.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { findName } from "../names/table";
import { cellFamily, cellOf, cellPvd } from "./cells";
import { Holder } from "./holders";
import { log } from "./log";
import { ANY_PVD, cellSection } from "./pvds";
import { configuredDomainCount, configuredDomainSection, GENERAL_SECTION, sectionNumber } from "./settings";
import { isTrusted } from "./trust";

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

/** True, and told, if the only domain that a cell's lease named is not trusted. */
export function isDomainDistrusted(cell: i32): bool {
  const name = findName(Holder.LeaseDomain + cell);
  if (!name || isTrusted(name)) return false;
  log(Code.NameNotTrusted, LogLevel.Warning, cell).withName(Holder.LeaseDomain + cell);
  return true;
}
