// Walks over what multicast DNS told, each with a run that it gives back at once.

import { Holder } from "../pools/holders";
import { cellPvd } from "../pools/cells";
import { Method } from "../pools/settings";
import { nextServer } from "../pools/servers";
import { readCache } from "./mdns-cache";
import { entryAt, Status } from "./knowledge";
import { FREE, run } from "./run-slots";
import { beginRun, findRun } from "./runs";
import { explore } from "./walk";

/**
 * Walks what is cached for a cell. Names under `local.` have no identity of their own: it is that of
 * the first `server` section for the method.
 * @returns false if nobody may be believed, or no run is free; else the run at hand has to be ended
 */
export function walkCache(cell: i32): bool {
  const server = nextServer(cell, Method.Mdns, -1);
  if (server < 0 || !findRun(FREE)) return false;
  beginRun(cell, Method.Mdns);
  run.addRoot(Holder.ServerName + server, server);
  readCache(cellPvd(cell));
  explore(true);
  return true;
}

/** True if the run at hand has questions that nobody has answered. */
export function hasGaps(): bool {
  for (let entry = run.next; entry; entry = entryAt(entry).next) {
    if (entryAt(entry).status != <u8>Status.Found) return true;
  }
  return false;
}
