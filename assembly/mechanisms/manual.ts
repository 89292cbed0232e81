// Servers configured by hand (RFC 8973 §5.1, R-04, R-05).

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { equalNames } from "../names/name";
import { findName } from "../names/table";
import { isMapped } from "../net/address";
import { cellFamily, cellOf, cellPvd } from "../pools/cells";
import { ALL_CHANNELS, appendEndpoint, Channel, findEndpoint, List, nextIn } from "../pools/endpoints";
import { Holder } from "../pools/holders";
import { log } from "../pools/log";
import { ANY_PVD, isPvdNamed, pvdCount } from "../pools/pvds";
import {
  manualAddressAt,
  manualAddressCount,
  manualAddressSection,
  manualReplaces,
  Method,
  ServerSection,
  serverSectionAt,
  serverSectionCount,
  textLength,
  textPointer,
} from "../pools/settings";
import { resolveAgents } from "../resolve/agents";

/**
 * Stages the servers that the configuration names for this cell.
 * @returns 0; `Code.Resolving` while answers are awaited; else the code of why there are none
 */
export function collectManual(cell: i32): i32 {
  const sections = serverSectionCount();
  let names = 0;
  for (let i = 0; i < sections; i++) {
    if (!isFor(serverSectionAt(i), cell)) continue;
    const count = stageAddresses(cell, i);
    if (count < 0) return Code.PoolFull;
    // A server without addresses: its reference identifier is resolved.
    if (!count) names |= 1 << i;
  }
  const reason = names ? resolveAgents(cell, Method.Manual, Holder.ServerName, names) : 0;
  if (reason == Code.Resolving) return reason;
  if (nextIn(cell, List.Staged, null)) return 0;
  if (reason) return reason;
  return isServedByAnyNetwork(cell) ? Code.ServedByAnyNetwork : Code.NothingConfigured;
}

/** True if the server that a cell has published with an identity and a name is still configured for it. */
export function isStillServer(cell: i32, identity: i32, name: usize): bool {
  const configured = findName(Holder.ServerName + identity);
  return configured != 0 && equalNames(name, configured) && isFor(serverSectionAt(identity), cell);
}

/** True if the configuration names a server for any network of this family. */
export function hasUnboundServer(family: i32): bool {
  const sections = serverSectionCount();
  for (let i = 0; i < sections; i++) if (isFor(serverSectionAt(i), cellOf(ANY_PVD, family))) return true;
  return false;
}

// A server without an interface stands for the whole machine. On a machine with
// one network it is that network's server by R-03; with several it stands beside
// theirs, unless `manual-scope replace` says otherwise.
function isServedByAnyNetwork(cell: i32): bool {
  if (cellPvd(cell) == ANY_PVD || !hasUnboundServer(cellFamily(cell))) return false;
  return manualReplaces || pvdCount() == 1;
}

function isFor(section: ServerSection, cell: i32): bool {
  if (!section.accepted || !((section.families >> (<u8>cellFamily(cell))) & 1)) return false;
  const name = section.interface_;
  const pvd = cellPvd(cell);
  if (pvd == ANY_PVD) return textLength(name) == 0;
  return textLength(name) > 0 && isPvdNamed(pvd, textPointer(name), textLength(name));
}

// Stages the addresses of a section that are of the cell's family. Returns how many of either family it has; -1 if the pool is full.
function stageAddresses(cell: i32, index: i32): i32 {
  const all = manualAddressCount();
  let count = 0;
  for (let i = 0; i < all; i++) {
    if (manualAddressSection(i) != index) continue;
    count++;
    const address = manualAddressAt(i);
    if (<i32>!isMapped(address) == cellFamily(cell) && !stageAddress(cell, index, address)) return -1;
  }
  return count;
}

function stageAddress(cell: i32, index: i32, address: usize): bool {
  const section = serverSectionAt(index);
  if (section.signalPort == section.dataPort) return stage(cell, index, address, ALL_CHANNELS, section.signalPort);
  return (
    stage(cell, index, address, Channel.SignalUdp | Channel.SignalTcp, section.signalPort) &&
    stage(cell, index, address, Channel.DataTcp, section.dataPort)
  );
}

function stage(cell: i32, index: i32, address: usize, channels: i32, port: u16): bool {
  if (findEndpoint(cell, List.Staged, address, port)) {
    log(Code.AddressDiscarded, LogLevel.Warning, cell).withError(Code.Duplicate).withAddress(address);
    return true;
  }
  const endpoint = appendEndpoint(cell, List.Staged, address, channels);
  if (!endpoint) return false;
  endpoint.port = port;
  endpoint.group = endpoint.identity = <u8>index;
  return true;
}
