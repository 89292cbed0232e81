// A DHCP client said something: what that means for the cell of its network.

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { DISCARD_SIZE, DISCARDS, IAPREFIX, LEASE, LeaseEvent, remarkAt } from "../dhcp/lease";
import { codeAddress4, codeAddress6, codeRi4, codeRi6 } from "../dhcp/settings";
import { parseSpool } from "../dhcp/spool";
import { isFault } from "../bytes/fault";
import { randomBelow } from "../entropy/pool";
import { copyAddress, equalAddress, isUnspecified } from "../net/address";
import { cellAt, cellFamily, cellOf, cellPvd } from "../pools/cells";
import { dropDelegations, retireDelegations } from "../pools/delegations";
import {
  dropLease,
  hasSameChannel,
  hasSamePrefixes,
  hasSameSources,
  isSameLease,
  keepLease,
  keepPrefixes,
  leaseAt,
  leaseEndMs,
  LeaseSlot,
  LeaseState,
} from "../pools/leases";
import { Holder } from "../pools/holders";
import { log, NO_CELL } from "../pools/log";
import { aliasPvd, findPvd, findPvdByAlias } from "../pools/pvds";
import { interfaceSectionCount } from "../pools/settings";
import { noteChange } from "../store/slots";
import { nowMs } from "../time/clock";
import { setTimer, stopTimer, Timer } from "../time/timers";
import { detach, reassess } from "./attachment";
import { isConfigured, joinNetwork, reassessPvd, sourcesChanged, touchNetwork } from "./networks";
import { recallLists } from "./recall";
import { State } from "./transitions";
import { Cause, planRun } from "./triggers";

/** Later than this much in thousandths, at random, an information refresh time is over. */
const REFRESH_SPREAD: i32 = 100;

/**
 * Takes a spool file.
 * @returns 0, or the fault for which it was refused as a whole
 */
export function takeSpoolFile(name: usize, nameLength: i32, text: usize, textLength: i32): i32 {
  const result = parseSpool(name, nameLength, text, textLength, nowMs);
  if (isFault(result)) return result;
  if (LEASE.event == LeaseEvent.Ignored) return 0;
  const cell = cellOfLease();
  if (cell < 0) return 0;
  switch (LEASE.event) {
    case LeaseEvent.Bound:
      takeLease(cell);
      break;
    case LeaseEvent.Lost:
      loseLease(cell, Code.LeaseLost);
      break;
    default:
      noteNoServer(cell);
  }
  // The addresses of a new network may have come first, those of the other family too.
  reassessPvd(cellPvd(cell), Cause.LinkUp);
  return 0;
}

// The cell of the network that the client speaks of, or -1 if that network is
// not to be used.
function cellOfLease(): i32 {
  const family = <i32>LEASE.family;
  const name = LEASE.interfacePointer;
  const length = LEASE.interfaceLength;
  const device = LEASE.devicePointer;
  const deviceLength = LEASE.deviceLength;
  // A file that was removed says nothing of its device; its name was seen before.
  const isNamedOnly = device == name;
  const known = isNamedOnly ? findPvdByAlias(family, name, length) : -1;
  if (known >= 0) return cellOf(known, family);
  // A device in use may have a second logical name (`wan6` beside `wan`, I-01).
  if (findPvd(device, deviceLength) < 0) {
    if (interfaceSectionCount() && !isConfigured(device, deviceLength, name, length)) {
      log(Code.InterfaceIgnored, LogLevel.Info, NO_CELL).withText(name, length);
      return -1;
    }
    if (isNamedOnly && LEASE.event != LeaseEvent.Bound) return -1;
  }
  const pvd = joinNetwork(device, deviceLength);
  if (pvd < 0) return -1;
  if (aliasPvd(pvd, family, name, length)) touchNetwork(pvd);
  return cellOf(pvd, family);
}

function takeLease(cell: i32): void {
  if (LEASE.writtenMs < 0) LEASE.writtenMs = nowMs;
  const endMs = leaseEndMs(LEASE.writtenMs, randomBelow(REFRESH_SPREAD + 1));
  if (endMs != NO_DEADLINE && endMs <= nowMs) return loseLease(cell, Code.LeaseExpired);
  const isSame = isSameLease(cell);
  if (isSame && leaseAt(cell).isHeld) {
    log(Code.LeaseUnchanged, LogLevel.Debug, cell);
    copyAddress(leaseAt(cell).ownAddress, LEASE.ownAddress);
    keepPrefixes(cell);
  } else if (!replaceLease(cell, isSame)) return;
  setTimer(Timer.Lease, cell, endMs);
  stopTimer(Timer.Wait, cell);
}

function replaceLease(cell: i32, isSame: bool): bool {
  const before = leaseAt(cell);
  const known = before.state != <u8>LeaseState.None;
  const isSameSource = hasSameSources(cell);
  const isShownAlike = hasSamePrefixes(cell) && hasSameChannel(cell);
  const isNewNetwork = known && isOtherNetwork(before);
  // While the lease still tells which network the list is of.
  if (isNewNetwork) detach(cell);
  if (!keepLease(cell)) {
    log(Code.PoolFull, LogLevel.Error, cell);
    return false;
  }
  tellLease(cell);
  // Of all that a lease says only resolvers can be left out.
  if (!hasSameSources(cell)) log(Code.PoolFull, LogLevel.Warning, cell);
  if (isNewNetwork) log(Code.NewNetwork, LogLevel.Notice, cell);
  const cause = isNewNetwork ? Cause.NewNetwork : known && !isSame ? Cause.LeaseChanged : Cause.LeaseLearnt;
  if (cellAt(cell).state != <u8>State.Down) planRun(cell, cause);
  reassess(cell, cause);
  if (!isShownAlike) touchNetwork(cellPvd(cell));
  recallLists();
  // A list that stays as it is may be recognised by something else now.
  noteChange();
  if (!isSameSource) sourcesChanged(cellPvd(cell));
  return true;
}

// A changed server alone is a failover inside one network (requirements §3.4).
function isOtherNetwork(before: LeaseSlot): bool {
  if (!before.serverKey || !LEASE.serverKey || before.serverKey == LEASE.serverKey) return false;
  return !isUnspecified(LEASE.router) && !equalAddress(before.router, LEASE.router);
}

/** The lease of a cell is over, because the client says so or its time is up. */
export function loseLease(cell: i32, code: Code): void {
  const lease = leaseAt(cell);
  if (!lease.isHeld) return;
  log(code, LogLevel.Notice, cell);
  stopTimer(Timer.Lease, cell);
  if (cellFamily(cell) == 0) {
    // Its address is gone, so nothing can be reached from it (requirements §3.6).
    detach(cell);
    dropLease(cell);
    reassess(cell, Cause.LinkUp);
    // Its domain and its resolvers were those of the other family too.
    if (cellAt(cell ^ 1).state != <u8>State.Down) planRun(cell ^ 1, Cause.SourcesChanged);
    return;
  }
  lease.state = <u8>LeaseState.Ended;
  const pvd = cellPvd(cell);
  if (code == Code.LeaseLost) dropDelegations(pvd);
  else retireDelegations(pvd, false);
  touchNetwork(pvd);
  reassess(cell, Cause.LinkUp);
  if (cellAt(cell).state != <u8>State.Down) planRun(cell, Cause.LeaseEnded);
}

function noteNoServer(cell: i32): void {
  log(Code.NoDhcpServer, LogLevel.Info, cell);
  stopTimer(Timer.Wait, cell);
  if (cellAt(cell).state == <u8>State.WaitConfig) planRun(cell, Cause.WaitOver);
}

function tellLease(cell: i32): void {
  const inet6 = cellFamily(cell) == 1;
  log(Code.LeaseLearnt, LogLevel.Info, cell);
  if (LEASE.riLength) {
    log(Code.IdentifierLearnt, LogLevel.Info, cell).withOption(inet6 ? codeRi6 : codeRi4).withName(Holder.LeaseName + cell);
  }
  if (LEASE.addressCount) {
    log(Code.AddressesLearnt, LogLevel.Info, cell).withOption(inet6 ? codeAddress6 : codeAddress4).withValue(LEASE.addressCount);
  }
  if (LEASE.domainLength) {
    log(Code.DomainLearnt, LogLevel.Info, cell).withOption(LEASE.domainSource).withName(Holder.LeaseDomain + cell);
  }
  if (LEASE.prefixCount) log(Code.PrefixesLearnt, LogLevel.Info, cell).withOption(IAPREFIX).withValue(LEASE.prefixCount);
  for (let i = 0; i < LEASE.remarkCount; i++) {
    const note = remarkAt(i);
    log(
      note.isWarning ? Code.OptionWarning : Code.OptionIgnored,
      note.isWarning ? LogLevel.Notice : LogLevel.Warning,
      cell,
    )
      .withOption(note.option)
      .withError(note.code)
      .withOffset(note.offset);
  }
  for (let i = 0; i < LEASE.discardCount; i++) {
    const entry = DISCARDS + i * DISCARD_SIZE;
    const reason = <i32>load<u8>(entry, 16);
    // RFC 8973 §5: multicast and loopback are dropped without a sound (E-11).
    const level = reason == Code.Loopback || reason == Code.Multicast ? LogLevel.Debug : LogLevel.Notice;
    log(Code.AddressDiscarded, level, cell).withError(reason).withAddress(entry);
  }
}
