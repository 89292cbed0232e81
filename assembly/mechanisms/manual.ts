// Servers configured by hand (RFC 8973 §5.1, R-04, R-05).

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { isMapped } from "../net/address";
import { cellFamily, cellOf, cellPvd } from "../pools/cells";
import { ALL_CHANNELS, appendEndpoint, Channel, findEndpoint, List, nextIn, NO_ADDRESS } from "../pools/endpoints";
import { log } from "../pools/log";
import { ANY_PVD, isPvdNamed, pvdCount } from "../pools/pvds";
import {
  manualAddressAt,
  manualAddressCount,
  manualAddressSection,
  manualReplaces,
  ServerSection,
  serverSectionAt,
  serverSectionCount,
  textLength,
  textPointer,
} from "../pools/settings";

/**
 * Stages the servers that the configuration names for this cell.
 * @returns 0, or the code of why there are none
 */
export function collectManual(cell: i32): i32 {
  const sections = serverSectionCount();
  for (let i = 0; i < sections; i++) {
    if (isFor(serverSectionAt(i), cell) && !stageSection(cell, i)) return Code.PoolFull;
  }
  if (nextIn(cell, List.Staged, -1) >= 0) return 0;
  return isServedByAnyNetwork(cell) ? Code.ServedByAnyNetwork : Code.NothingConfigured;
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

function stageSection(cell: i32, index: i32): bool {
  let hasAddress = false;
  const count = manualAddressCount();
  for (let i = 0; i < count; i++) {
    if (manualAddressSection(i) != index) continue;
    hasAddress = true;
    const address = manualAddressAt(i);
    if (<i32>!isMapped(address) == cellFamily(cell) && !stageAddress(cell, index, address)) return false;
  }
  return hasAddress || stage(cell, index, NO_ADDRESS, Channel.Waiting, 0);
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
  if (channels != Channel.Waiting && findEndpoint(cell, List.Staged, address, port)) {
    log(Code.AddressDiscarded, LogLevel.Warning, cell).withError(Code.Duplicate).withAddress(address);
    return true;
  }
  const endpoint = appendEndpoint(cell, List.Staged, address, channels);
  if (!endpoint) return false;
  endpoint.port = port;
  endpoint.group = <u8>index;
  endpoint.identity = <u8>index;
  return true;
}
