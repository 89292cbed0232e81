// Servers that the network's DHCP server names (RFC 8973 §5, R-22 to R-43). The
// options are parsed already; here it is decided what of them can be used now.

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { strictDraft } from "../dhcp/settings";
import { findName } from "../names/table";
import { isMapped } from "../net/address";
import { cellFamily, cellOf, cellPvd } from "../pools/cells";
import { callHomePort } from "../pools/call-home";
import { appendEndpoint, CALL_HOME, EndpointSlot, List, nextIn } from "../pools/endpoints";
import { Holder } from "../pools/holders";
import { hasFamily, isOwn, leaseAt, LeaseState } from "../pools/leases";
import { log } from "../pools/log";
import { needsNat64, synthesise } from "../pools/nat64";
import { Method } from "../pools/settings";
import { isTrusted } from "../pools/trust";
import { Timer, timerDeadline } from "../time/timers";
import { resolveAgents } from "../resolve/agents";

/**
 * Stages the servers of the cell's lease.
 * @returns 0; `Code.MethodPending` while an answer may still come; else the code of why there are none
 */
export function collectDhcp(cell: i32): i32 {
  const lease = leaseAt(cell);
  if (!lease.isHeld) {
    if (timerDeadline(Timer.Wait, cell) != NO_DEADLINE) return Code.MethodPending;
    return lease.state == <u8>LeaseState.Ended ? Code.LeaseEnded : Code.NoLease;
  }
  const name = findName(Holder.LeaseName + cell);
  if (!name && !lease.addressPresent) return Code.NoDotsOptions;
  const distrust = checkTrust(cell, name);
  if (distrust) return distrust;
  const homePort = lease.addressPresent ? callHomePort(cell) : 0;
  for (let slot: EndpointSlot | null = null; (slot = nextIn(cell, List.Lease, slot)); ) {
    if (!stageUsable(cell, slot, homePort)) return Code.PoolFull;
  }
  if (nextIn(cell, List.Staged, null)) return 0;
  // RFC 8973 §5.2: a name is resolved unless there is a valid address;
  // the drafts let any address forbid it.
  if (!name || (strictDraft && lease.addressPresent)) return Code.NoUsableAddress;
  const reason = resolveAgents(cell, Method.Dhcp, Holder.LeaseName + cell, 1);
  return reason != Code.Resolving && nextIn(cell, List.Staged, null) ? 0 : reason;
}

// Without a name there is nothing to find on the list.
function checkTrust(cell: i32, name: usize): i32 {
  if (isTrusted(name)) return 0;
  if (!name) return Code.NameMissing;
  log(Code.NameNotTrusted, LogLevel.Warning, cell).withName(Holder.LeaseName + cell);
  return Code.NameNotTrusted;
}

function stageUsable(cell: i32, offered: EndpointSlot, homePort: i32): bool {
  // An IPv4-mapped address on a network without IPv4 has one more chance (E-116).
  let address = isMapped(offered.address) && needsNat64(cell) ? synthesise(cellPvd(cell), offered.address) : 0;
  if (!address) address = offered.address;
  const reason = refusal(cell, address);
  if (reason) {
    log(Code.AddressDiscarded, LogLevel.Notice, cell).withError(reason).withAddress(offered.address);
    return true;
  }
  // What is there of the two roles is found out by connecting (RFC 8973 §5.1.3).
  const isStaged = stage(cell, address, offered, offered.channels, 0);
  return isStaged && (!homePort || stage(cell, address, offered, CALL_HOME, homePort));
}

function stage(cell: i32, address: usize, offered: EndpointSlot, channels: i32, port: i32): bool {
  const endpoint = appendEndpoint(cell, List.Staged, address, channels);
  if (!endpoint) return false;
  endpoint.port = <u16>port;
  endpoint.group = offered.group;
  return true;
}

function refusal(cell: i32, address: usize): i32 {
  if (isOwn(cell, address)) return Code.OwnAddress;
  // RFC 8973 §5.1.2: an IPv4-mapped address needs IPv4 on the same network (E-32).
  if (cellFamily(cell) == 1 && isMapped(address) && !hasFamily(cellOf(cellPvd(cell), 0))) return Code.Unreachable;
  return 0;
}
