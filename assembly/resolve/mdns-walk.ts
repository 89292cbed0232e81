// Walks over what multicast DNS told, each with a run that it gives back at once.

import { Holder } from "../pools/holders";
import { cellPvd } from "../pools/cells";
import { Method } from "../pools/settings";
import { serversFor } from "../pools/servers";
import { readCache } from "./mdns-cache";
import { entryAt, Status } from "./knowledge";
import { FREE, run, RunState } from "./run-slots";
import { beginRun, findRun } from "./runs";
import { explore, stageResults } from "./walk";

/**
 * Walks what is cached for a cell, with a run that others may take after the input. Names under `local.` have no
 * identity of their own: it is that of the first `server` section for the method.
 * @returns false if nobody may be believed, or no run is free
 */
export function walkCache(cell: i32): bool {
  const servers = serversFor(cell, Method.Mdns);
  if (!servers || !findRun(FREE)) return false;
  readCache(cellPvd(cell));
  beginRun(cell, Method.Mdns);
  run.addRoot(Holder.ServerName, ctz(servers));
  run.state = <u8>RunState.Done;
  explore(true);
  run.cell = <u8>FREE;
  return true;
}

/** True if the walk over the cache left questions. */
export function hasGaps(): bool {
  for (let entry = run.next; entry; entry = entryAt(entry).next) {
    if (entryAt(entry).status != <u8>Status.Found) return true;
  }
  return false;
}

/** Stages what the walk over the cache found. */
export function stageCached(cell: i32): void {
  run.cell = <u8>cell;
  stageResults();
  run.cell = <u8>FREE;
}
