// Servers that announce themselves on a LAN (draft-ietf-dots-server-discovery-00 §8.2,
// RFC 6762): off unless it is listed, and the last of the methods that others can
// speak in.

import { Code } from "../codes";
import { cellAt } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { nextServer } from "../pools/servers";
import { Method } from "../pools/settings";
import { listen } from "../resolve/mdns";
import { hasGaps, walkCache } from "../resolve/mdns-walk";
import { cancel } from "../resolve/request";
import { endRun } from "../resolve/runs";
import { stageResults } from "../resolve/walk";

/**
 * Stages the servers that were heard on the cell's link.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectMdns(cell: i32): i32 {
  // A name that everybody on the link may claim proves nothing.
  if (nextServer(cell, Method.Mdns, -1) < 0) return Code.NothingConfigured;
  const isPatient = listen(cell);
  cellAt(cell).resolving = <u8>Method.Mdns;
  if (!walkCache(cell)) return Code.Resolving;
  if (isPatient && hasGaps()) {
    endRun();
    return Code.Resolving;
  }
  stageResults();
  cancel(cell);
  return nextIn(cell, List.Staged, null) ? 0 : Code.NoDotsRecords;
}
