// The exported functions: check the arguments, delegate. docs/abi.md is the page
// that a host is written from.

import { ABI_VERSION, InputKind, LogLevel, WINDOW_SIZE } from "./abi";
import { fault, isFault } from "./bytes/fault";
import { WINDOW } from "./bytes/window";
import { Code } from "./codes";
import { resetClients } from "./control/clients";
import { beginInput, endInput, pollNextOutput, resetOutputs } from "./control/outputs";
import { handleDue } from "./discovery/due";
import { resetAttack } from "./discovery/attack";
import { dispatch } from "./dispatch";
import { resetEntropy } from "./entropy/pool";
import { clearNames } from "./names/table";
import { resetCells } from "./pools/cells";
import { resetEndpoints } from "./pools/endpoints";
import { resetLeases } from "./pools/leases";
import { resetLinks } from "./pools/links";
import { log, NO_CELL, resetLog } from "./pools/log";
import { resetPrefixes } from "./pools/prefixes";
import { resetPvds } from "./pools/pvds";
import { resetReports } from "./pools/reports";
import { resetResolvers } from "./pools/resolvers";
import { resetShelf } from "./pools/shelf";
import { resetConfiguration } from "./pools/settings";
import { resetListeners } from "./resolve/mdns";
import { resetMdnsCache } from "./resolve/mdns-cache";
import { resetRuns } from "./resolve/run-slots";
import { resetSecret } from "./resolve/runs";
import { resetTransactions } from "./resolve/transactions";
import { resetStore } from "./store/slots";
import { advanceClock, resetClock } from "./time/clock";
import { resetTimers } from "./time/timers";

export { selfTest } from "./self-test";

let initialised: bool = false;

/** The version of the binary interface that this module speaks. */
export function abiVersion(): i32 {
  return ABI_VERSION;
}

/** Address of the exchange window. */
export function window(): i32 {
  return <i32>WINDOW;
}

/** Forgets everything. Called once, first. */
export function init(): i32 {
  resetClock();
  resetTimers();
  resetEntropy();
  resetLog();
  clearNames(0, 0xffff);
  resetCells();
  resetEndpoints();
  resetShelf();
  resetStore();
  resetLeases();
  resetLinks();
  resetPrefixes();
  resetPvds();
  resetConfiguration();
  resetClients();
  resetReports();
  resetAttack();
  resetResolvers();
  resetRuns();
  resetTransactions();
  resetSecret();
  resetMdnsCache();
  resetListeners();
  resetOutputs();
  initialised = true;
  return 0;
}

/**
 * Takes one input record from the window.
 * @param kind - `InputKind`
 * @param length - of the record, in octets
 * @param timeLow - milliseconds since boot, lower half
 * @param timeHigh - upper half
 * @returns 0, or a fault if the record was refused as a whole
 */
export function handle(kind: i32, length: i32, timeLow: i32, timeHigh: i32): i32 {
  if (!initialised) return fault(Code.NotInitialised, 0);
  if (<u32>length > <u32>WINDOW_SIZE) return fault(Code.InputLength, 0);
  beginInput();
  advanceClock(((<i64>timeHigh) << 32) | <i64>(<u32>timeLow));
  const result = dispatch(<InputKind>kind, length);
  if (isFault(result)) {
    log(Code.InputRefused, LogLevel.Warning, NO_CELL).withValue(kind).withFault(result);
  }
  handleDue();
  endInput(isFault(result));
  return result;
}

/** Writes the next output record into the window: its length, or 0 when the drain is over. */
export function pollOutput(): i32 {
  return pollNextOutput();
}
