// Anycast, the last method of draft-ietf-dots-server-discovery-00 §10. The
// addresses that it asked for were never assigned: they come from the configuration.

import { Code } from "../codes";
import { List, nextIn } from "../pools/endpoints";
import { pvdCount } from "../pools/pvds";
import { stageServers } from "../pools/servers";
import { Method } from "../pools/settings";

/**
 * Stages the anycast addresses that are configured for a cell. That the server behind one of them
 * redirects to a unicast address is for the client to expect.
 * @returns 0, or the code of why there are none
 */
export function collectAnycast(cell: i32): i32 {
  if (!isOnlyNetwork()) return Code.SeveralNetworks;
  if (stageServers(cell, Method.Anycast) < 0) return Code.PoolFull;
  return nextIn(cell, List.Staged, null) ? 0 : Code.NothingConfigured;
}

/** True unless there are several networks: which server an anycast address leads to would depend on the way out (R-73, RFC 7094 §4). */
export function isOnlyNetwork(): bool {
  return pvdCount() < 2;
}
