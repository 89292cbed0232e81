// The `server` sections of the configuration: which of them are for a cell, and the
// endpoints that their addresses make.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { MAX_SERVER_SECTIONS } from "../limits";
import { equalNames } from "../names/name";
import { findName } from "../names/table";
import { isMapped } from "../net/address";
import { cellFamily, cellPvd } from "./cells";
import { ALL_CHANNELS, appendEndpoint, Channel, findEndpoint, List } from "./endpoints";
import { Holder, publishedHolder } from "./holders";
import { log } from "./log";
import { needsNat64, synthesise } from "./nat64";
import { ANY_PVD, isAny, isPvdNamed, isWay, needsWays } from "./pvds";
import { manualAddressAt, manualAddressCount, manualAddressSection } from "./manual-addresses";
import { Method, serverSectionAt, serverSectionCount, textLength, textPointer } from "./settings";

/** The sections that are for a cell and a method, as a set of bits. */
export function serversFor(cell: i32, method: Method): i32 {
  let servers = 0;
  for (let i = serverSectionCount(); --i >= 0; ) servers = (servers << 1) | <i32>isFor(i, cell, method);
  return servers;
}

// Without an interface a manual server is any network's, and what another method needs is every network's.
function isFor(index: i32, cell: i32, method: Method): bool {
  const section = serverSectionAt(index);
  const families = <i32>section.families;
  if (!section.accepted || !((families >> cellFamily(cell)) & 1 || (families & 1 && needsNat64(cell)))) return false;
  if (<i32>section.use + Method.Manual != method) return false;
  const name = section.interface_;
  const pvd = cellPvd(cell);
  if (!textLength(name)) {
    if (method != Method.Manual) return !isAny(pvd);
    return needsWays() && isNameOnly(index) ? isWay(pvd) : pvd == ANY_PVD;
  }
  if (isAny(pvd)) return false;
  return isPvdNamed(pvd, textPointer(name), textLength(name));
}

function isNameOnly(index: i32): bool {
  for (let i = 0; i < manualAddressCount(); i++) if (manualAddressSection(i) == index) return false;
  return true;
}

/** True if there is a name that every network has to resolve for itself. */
export function hasNamesForWays(): bool {
  if (!needsWays()) return false;
  for (let i = 0; i < serverSectionCount(); i++) {
    const section = serverSectionAt(i);
    if (section.accepted && section.use == 0 && !textLength(section.interface_) && isNameOnly(i)) return true;
  }
  return false;
}

/** True if every identity that a cell has published by a method of `server` sections is still configured for it. */
export function isStillConfigured(cell: i32, method: Method): bool {
  const servers = serversFor(cell, method);
  for (let i = 0; i < MAX_SERVER_SECTIONS; i++) {
    const published = findName(publishedHolder(cell, i));
    if (!published) continue;
    if (!((servers >> i) & 1) || !equalNames(published, findName(Holder.ServerName + i))) return false;
  }
  return true;
}

/**
 * Stages the addresses, of the cell's family, of all sections that are for a cell and a method.
 * @returns those that have no address of either family, as a set of bits; -1 if the pool is full
 */
export function stageServers(cell: i32, method: Method): i32 {
  const servers = serversFor(cell, method);
  let names = servers;
  for (let i = 0; i < manualAddressCount(); i++) {
    const index = manualAddressSection(i);
    if (!((servers >> index) & 1)) continue;
    names &= ~(1 << index);
    const address = manualAddressAt(i);
    if (<i32>!isMapped(address) == cellFamily(cell)) {
      if (stageAddress(cell, index, address)) return -1;
    } else if (isMapped(address) && needsNat64(cell)) {
      const way = synthesise(cellPvd(cell), address);
      if (way && stageAddress(cell, index, way)) return -1;
    }
  }
  return names;
}

function stageAddress(cell: i32, index: i32, address: usize): i32 {
  const section = serverSectionAt(index);
  if (section.signalPort == section.dataPort) return stageServer(cell, index, address, ALL_CHANNELS, section.signalPort);
  const full = stageServer(cell, index, address, Channel.SignalUdp | Channel.SignalTcp, section.signalPort);
  return full ? full : stageServer(cell, index, address, Channel.DataTcp, section.dataPort);
}

/** Stages an address with the identity of a section: 0, or `Code.PoolFull`. */
export function stageServer(cell: i32, index: i32, address: usize, channels: i32, port: u16): i32 {
  if (findEndpoint(cell, List.Staged, address, port)) {
    log(Code.AddressDiscarded, LogLevel.Warning, cell).withError(Code.Duplicate).withAddress(address);
    return 0;
  }
  const endpoint = appendEndpoint(cell, List.Staged, address, channels);
  if (!endpoint) return Code.PoolFull;
  endpoint.port = port;
  endpoint.group = endpoint.identity = <u8>index;
  return 0;
}
