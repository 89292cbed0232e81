// Names of agents that a mechanism knows and whose addresses have to be resolved.

import { Code } from "../codes";
import { MAX_SERVER_SECTIONS } from "../limits";
import { appendEndpoint, Channel, List, NO_ADDRESS } from "../pools/endpoints";
import { Method } from "../pools/settings";
import { launch, newRun, Request, request, why } from "./request";

/**
 * Stages the servers behind some names, or the names alone where nobody can be asked (E-99).
 * @param holder - of the first name; the others follow
 * @param names - bit i set: the name of `holder + i` is one of them
 * @returns `Code.Resolving` while answers are awaited; else 0, or the code of why something is missing
 */
export function resolveAgents(cell: i32, method: Method, holder: i32, names: i32): i32 {
  const state = request(cell, method);
  if (state == Request.Staged) return why;
  if (state == Request.Running) return Code.Resolving;
  for (let i = 0; i < MAX_SERVER_SECTIONS; i++) {
    if (!((names >> i) & 1)) continue;
    if (state == Request.New) {
      newRun().addRoot(holder + i, i);
      continue;
    }
    const endpoint = appendEndpoint(cell, List.Staged, NO_ADDRESS, Channel.Waiting);
    if (!endpoint) return Code.PoolFull;
    endpoint.group = endpoint.identity = <u8>i;
  }
  if (state != Request.New) return 0;
  launch();
  return Code.Resolving;
}
