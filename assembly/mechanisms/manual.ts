// Servers configured by hand (RFC 8973 §5.1, R-04, R-05).

import { Code } from "../codes";
import { cellFamily, cellOf, cellPvd } from "../pools/cells";
import { List, nextIn } from "../pools/endpoints";
import { Holder } from "../pools/holders";
import { ANY_PVD, isAny, pvdCount, wayOf } from "../pools/pvds";
import { serversFor, stageServers } from "../pools/servers";
import { manualReplaces, Method } from "../pools/settings";
import { resolveAgents } from "../resolve/agents";

/**
 * Stages the servers that the configuration names for this cell.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectManual(cell: i32): i32 {
  const names = stageServers(cell, Method.Manual);
  if (names < 0) return Code.PoolFull;
  // A server without addresses: its reference identifier is resolved.
  const reason = names ? resolveAgents(cell, Method.Manual, Holder.ServerName, names) : 0;
  if (reason == Code.Resolving) return reason;
  if (nextIn(cell, List.Staged, null)) return 0;
  if (reason) return reason;
  return isServedByAnyNetwork(cell) ? Code.ServedByAnyNetwork : Code.NothingConfigured;
}

/** True if the configuration names a server for any network of this family. */
export function hasUnboundServer(family: i32): bool {
  return serversFor(cellOf(ANY_PVD, family), Method.Manual) != 0;
}

// A server without an interface stands for the whole machine. On a machine with
// one network it is that network's server by R-03; with several it stands beside
// theirs, unless `manual-scope replace` says otherwise.
function isServedByAnyNetwork(cell: i32): bool {
  const pvd = cellPvd(cell);
  const family = cellFamily(cell);
  const way = wayOf(pvd);
  if (isAny(pvd) || !(hasUnboundServer(family) || (way && serversFor(cellOf(way, family), Method.Manual)))) return false;
  return manualReplaces || pvdCount() == 1;
}
