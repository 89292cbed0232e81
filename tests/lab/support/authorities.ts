// How to run real name servers, and the authorities among them.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

/** How to run one: its configuration, the command for it, and the line that says that it serves. */
export interface Recipe {
  /** @param origins the zones that are in the folder, each in a file `ORIGIN.zone` */
  readonly configuration: (folder: string, address: string, origins: readonly string[]) => string;
  readonly command: readonly string[];
  readonly ready: RegExp;
}

function eachOf(origins: readonly string[], write: (origin: string) => string): string {
  return origins.map(write).join("\n");
}

export const BIND: Recipe = {
  configuration: (folder, address, origins) => `
options {
  directory "${folder}"; pid-file none; session-keyfile none; lock-file none;
  listen-on port 53 { ${address}; }; listen-on-v6 { none; };
  recursion no; allow-query { any; }; dnssec-validation no; notify no;
};
controls { };
${eachOf(origins, (origin) => `zone "${origin}" { type primary; file "${origin}.zone"; };`)}
`,
  command: ["named", "-g", "-n", "1", "-c"],
  ready: /all zones loaded/,
};

export const KNOT: Recipe = {
  configuration: (folder, address, origins) => `
server:
    rundir: "${folder}"
    listen: [ ${address}@53 ]
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${folder}"
log:
  - target: stderr
    any: info
template:
  - id: default
    storage: "${folder}"
    file: "%s.zone"
    zonefile-sync: -1
    journal-content: none
zone:
${eachOf(origins, (origin) => `  - domain: ${origin}`)}
`,
  command: ["knotd", "-c"],
  ready: /server started/,
};

export const NSD: Recipe = {
  configuration: (folder, address, origins) => `
server:
  ip-address: ${address}@53
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  pidfile: "${folder}/nsd.pid"
  xfrdfile: "${folder}/xfrd.state"
  zonelistfile: "${folder}/zone.list"
  xfrdir: "${folder}"
  database: ""
  server-count: 1
remote-control:
  control-enable: no
${eachOf(origins, (origin) => `zone:\n  name: ${origin}\n  zonefile: ${origin}.zone`)}
`,
  command: ["nsd", "-d", "-c"],
  ready: /nsd started/,
};

export interface NameServer {
  readonly name: string;
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** What a name server is to serve, and where. */
export interface Service {
  readonly name: string;
  /** Its own, made if need be. */
  readonly folder: string;
  readonly address: string;
  /** Master files by their origins. */
  readonly zones: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** Starts a name server and waits until it serves. */
export async function startNameServer(recipe: Recipe, service: Service): Promise<NameServer> {
  const { name, folder, address, zones, place } = service;
  mkdirSync(folder, { recursive: true });
  for (const [origin, text] of Object.entries(zones)) writeFileSync(join(folder, `${origin}.zone`), text);
  const file = join(folder, "conf");
  writeFileSync(file, recipe.configuration(folder, address, Object.keys(zones)));
  const program = new Program(name, join(folder, "log"), place(...recipe.command, file));
  await eventually(`${name} to serve`, () => {
    if (!program.running) throw new Error(`${name} has ended:\n${program.lines().slice(-20).join("\n")}`);
    return program.lines().some((line) => recipe.ready.test(line));
  });
  return { name, address, stop: () => program.stop() };
}
