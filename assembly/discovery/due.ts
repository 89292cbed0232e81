// Time passed: whatever is due happens, in the order of the cells.

import { Code } from "../codes";
import { MAX_CELLS } from "../limits";
import { cellAt } from "../pools/cells";
import { expireDelegations } from "../pools/delegations";
import { nowMs } from "../time/clock";
import { takeExpired, Timer } from "../time/timers";
import { expireReports, settleReports } from "./feedback";
import { loseLease } from "./lease-input";
import { sourcesChanged, touchNetwork } from "./networks";
import { giveUpStale, resumeCells, runCell } from "./run";
import { advanceRuns } from "./socket-input";
import { hasNews, listening } from "../resolve/mdns";
import { expireRecords, settleChanges } from "../resolve/mdns-cache";
import { expireRuns } from "../resolve/runs";
import { expireTransactions } from "../resolve/transactions";
import { State } from "./transitions";
import { Cause, planRun } from "./triggers";

/** Does what is due now. */
export function handleDue(): void {
  expireTransactions();
  expireRuns();
  advanceRuns();
  expireRecords(listening);
  resumeCells();
  forgetPrefixes();
  expireReports();
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    if (hasNews(cell)) planRun(cell, Cause.RecordsChanged);
    if (takeExpired(Timer.Lease, cell, nowMs)) loseLease(cell, Code.LeaseExpired);
    if (takeExpired(Timer.Wait, cell, nowMs)) handleWaitOver(cell);
    if (takeExpired(Timer.Stale, cell, nowMs)) giveUpStale(cell);
    if (takeExpired(Timer.Run, cell, nowMs)) runCell(cell);
  }
  settleChanges();
  settleReports();
}

// The time of former prefixes is over: what lies in them is not this network's any more (I-06).
function forgetPrefixes(): void {
  const networks = expireDelegations();
  for (let pvd = 1; networks >> pvd; pvd++) {
    if (!((networks >> pvd) & 1)) continue;
    touchNetwork(pvd);
    sourcesChanged(pvd);
  }
}

// No lease came in time: whoever counted on one goes on without.
function handleWaitOver(cell: i32): void {
  const state = cellAt(cell).state;
  if (state == <u8>State.WaitConfig || state == <u8>State.Refreshing) planRun(cell, Cause.WaitOver);
}
