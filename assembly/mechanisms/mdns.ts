// Servers that announce themselves on a LAN (draft-ietf-dots-server-discovery-00 §8.2,
// RFC 6762): off unless it is listed, and the last of the methods that others can
// speak in.

import { Code } from "../codes";
import { cellAt } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { serversFor } from "../pools/servers";
import { Method } from "../pools/settings";
import { listen } from "../resolve/mdns";
import { walkCache } from "../resolve/mdns-walk";

/**
 * Stages the servers that were heard on the cell's link.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectMdns(cell: i32): i32 {
  // A name that everybody on the link may claim proves nothing.
  if (!serversFor(cell, Method.Mdns)) return Code.NothingConfigured;
  const isPatient = listen(cell);
  cellAt(cell).resolving = <u8>Method.Mdns;
  if (isPatient || !walkCache(cell, true)) return Code.Resolving;
  cellAt(cell).resolving = <u8>Method.None;
  return nextIn(cell, List.Staged, null) ? 0 : Code.NoDotsRecords;
}
