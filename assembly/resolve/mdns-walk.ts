// Walks over what multicast DNS told, each with a run that it gives back at once.

import { Holder } from "../pools/holders";
import { cellPvd } from "../pools/cells";
import { muteLog, unmuteLog } from "../pools/log";
import { Method } from "../pools/settings";
import { serversFor } from "../pools/servers";
import { readCache } from "./mdns-cache";
import { FREE, run, RunState } from "./run-slots";
import { beginRun, findRun } from "./runs";
import { forgetFound } from "./steps";
import { walkRoots } from "./walk";

/**
 * Walks what is cached for a cell, with a run that others may take after the input. Names under `local.` have no
 * identity of their own: it is that of the first `server` section for the method.
 * @param stages - what is found is staged
 * @returns false if nobody may be believed, or no run is free
 */
export function walkCache(cell: i32, stages: bool): bool {
  const servers = serversFor(cell, Method.Mdns);
  if (!servers || !findRun(FREE)) return false;
  if (!stages) muteLog();
  readCache(cellPvd(cell));
  beginRun(cell, Method.Mdns);
  run.addRoot(Holder.ServerName, ctz(servers));
  run.state = <u8>RunState.Done;
  walkRoots(stages, true);
  forgetFound();
  run.cell = <u8>FREE;
  if (!stages) unmuteLog();
  return true;
}
