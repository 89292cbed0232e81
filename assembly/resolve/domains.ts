// The domains of a cell, as roots of a run.

import { Code } from "../codes";
import { domainHolder, isDomainDistrusted } from "../pools/domains";
import { List, nextIn } from "../pools/endpoints";
import { Method } from "../pools/settings";
import { launch, newRun, Request, request, why } from "./request";

/**
 * Stages the servers that a method finds in the cell's domains.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function resolveDomains(cell: i32, method: Method): i32 {
  if (domainHolder(cell, 0) < 0) return isDomainDistrusted(cell) ? Code.NameNotTrusted : Code.NoDomain;
  switch (request(cell, method)) {
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
