// The domains of a cell, as roots of a run.

import { Code } from "../codes";
import { domainHolder, domainSection, END_DOMAIN, FIRST_DOMAIN, isDomainDistrusted, nextDomain } from "../pools/domains";
import { List, nextIn } from "../pools/endpoints";
import { MAX_IDENTITIES } from "../pools/holders";
import { Method } from "../pools/settings";
import { launch, newRun, Request, request, why } from "./request";

/**
 * Stages the servers that a method finds in the cell's domains.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function resolveDomains(cell: i32, method: Method): i32 {
  const section = domainSection(cell);
  let place = nextDomain(cell, section, FIRST_DOMAIN, 0);
  if (place == END_DOMAIN) return isDomainDistrusted(cell) ? Code.NameNotTrusted : Code.NoDomain;
  switch (request(cell, method)) {
    case Request.Refused:
      return why;
    case Request.Running:
      return Code.Resolving;
    case Request.New: {
      do newRun().addRoot(domainHolder(cell, place % MAX_IDENTITIES), place % MAX_IDENTITIES);
      while ((place = nextDomain(cell, section, place + 1, 0)) < END_DOMAIN);
      launch();
      return Code.Resolving;
    }
    default:
      return nextIn(cell, List.Staged, null) ? 0 : why;
  }
}
