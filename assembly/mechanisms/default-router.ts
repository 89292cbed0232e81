// The default router as the server of last resort (RFC 9132 §4.3, R-131, A-28). What it has to
// prove comes from the configuration: nobody vouches for a router.

import { Code } from "../codes";
import { specialRange } from "../net/special";
import { Channel } from "../pools/endpoints";
import { leaseAt } from "../pools/leases";
import { isOwnAddress } from "../pools/links";
import { serversFor, stageServer } from "../pools/servers";
import { Method, serverSectionAt } from "../pools/settings";

/**
 * Stages the default router of the cell's lease, for the signal channel alone.
 * @returns 0, or the code of why there is none
 */
export function collectDefaultRouter(cell: i32): i32 {
  const servers = serversFor(cell, Method.DefaultRouter);
  if (!servers) return Code.NothingConfigured;
  const lease = leaseAt(cell);
  if (!lease.isHeld || specialRange(lease.router)) return Code.NoRouter;
  if (isOwnAddress(lease.router)) return Code.OwnAddress;
  // One router has one identity: that of the first section.
  const index = ctz(servers);
  const channels = Channel.SignalUdp | Channel.SignalTcp;
  return stageServer(cell, index, lease.router, channels, serverSectionAt(index).signalPort);
}
