// A daemon all of whose places are in a folder of the test.

import { join } from "node:path";

/** The places by the options that name them. */
export interface DaemonPlaces {
  readonly config: string;
  readonly socket: string;
  readonly spool: string;
  readonly "state-dir": string;
  readonly "store-dir": string;
}

export function placesIn(folder: string): DaemonPlaces {
  return {
    config: join(folder, "dots-discovery.conf"),
    socket: join(folder, "control.sock"),
    spool: join(folder, "spool"),
    "state-dir": join(folder, "state"),
    "store-dir": join(folder, "store"),
  };
}

/** The words of a command line that say so. */
export function optionsOf(places: DaemonPlaces): string[] {
  return Object.entries(places).flatMap(([option, path]: [string, string]) => [`--${option}`, path]);
}
