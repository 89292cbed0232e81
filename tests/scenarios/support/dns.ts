// Small scenarios about names: one network, one family, and what is published.
import { Code } from "../../../host/abi.gen.ts";
import { Emulation } from "../../../host/emulator/emulation.ts";
import type { Notice } from "../../../host/emulator/observer.ts";
import { readScenario } from "../../../host/emulator/scenario-reader.ts";
import { makeCore } from "../../support/core.ts";

export const SOA = "@ SOA ns1 hostmaster 1 3600 600 86400 300";
export const RESOLVER = "192.0.2.53";
export const DOMAIN = "isp.test";

export interface NamesOptions {
  /** Lines below `isp.test`. */
  readonly zone: readonly string[];
  /** Fields of the one server beside its address. */
  readonly server?: object;
  /** Resolvers of which DHCP speaks first, and that never answer. */
  readonly dead?: readonly string[];
  /** DHCPv4 options; the access domain, if left out. */
  readonly options?: object;
  readonly config?: readonly string[];
  /** What happens to the network `wan` (docs/emulator.md). */
  readonly events?: readonly object[];
  readonly seed?: number;
  readonly untilS?: number;
}

/** What came of it. */
export interface NamesResult {
  /** `udp 192.0.2.10 4646` for each row, best first. */
  readonly rows: string[];
  readonly state: string;
  /** Questions, as `isp.test NAPTR to 192.0.2.53`. */
  readonly asked: string[];
  /** Milliseconds since the start at which each question went out. */
  readonly askedMs: number[];
  /** When a list was first published; undefined: never. */
  readonly publishedMs: number | undefined;
  readonly notices: readonly Notice[];
}

/** Runs a router with one IPv4 network whose provider has a name server. */
export function resolveNames(names: NamesOptions): NamesResult {
  const { zone, server, dead = [], options, config, events, seed, untilS = 30 } = names;
  const notices: Notice[] = [];
  const given = { ...(options ?? { access_domain: DOMAIN }), dns: [...dead, RESOLVER] };
  const silent = dead.map((address) => ({ address, reply: "silent" }));
  const servers = [...silent, { address: RESOLVER, ...server }];
  const scenario = readScenario({
    name: "names",
    seed: seed ?? 1,
    config: config ?? [],
    events: events ?? [],
    networks: [
      {
        interface: "wan",
        dhcp4: { address: "192.0.2.57/24", router: "192.0.2.1", options: given },
        dns: { origin: DOMAIN, zone, servers },
      },
    ],
  });
  const emulation = new Emulation(scenario, makeCore(), { observe: (notice) => void notices.push(notice) });
  emulation.runUntil(untilS * 1000);
  const records = (request: string) => emulation.request(request).map((line) => JSON.parse(line) as Record<string, unknown>);
  const isPeer = (record: Record<string, unknown>) => record["record"] === "peer";
  const cell = records("status").find(({ record, family }) => record === "cell" && family === "inet");
  const queries = notices.filter((notice) => notice.kind === "packet" && notice.message === "QUERY");
  const published = notices.find((notice) => notice.kind === "event" && notice.line.includes('"event":"published"'));
  return {
    rows: records("peers").filter(isPeer).map(rowText),
    state: String(cell?.["state"]),
    asked: queries.map((notice) => (notice.kind === "packet" ? notice.text : "")),
    askedMs: queries.map(({ timeMs }) => timeMs - scenario.startMs),
    publishedMs: published === undefined ? undefined : published.timeMs - scenario.startMs,
    notices,
  };
}

function rowText({ channel, transport, address, port }: Record<string, unknown>): string {
  return `${channel === "data" ? "data" : String(transport)} ${String(address)} ${String(port)}`;
}

/** How often a code was logged. */
export function countLogs({ notices }: NamesResult, code: number): number {
  return notices.filter((notice) => notice.kind === "log" && notice.code === code).length;
}

/** Why each run after the first was planned, and in how many milliseconds. */
export function plannedRuns({ notices }: NamesResult): (readonly [why: string, waitMs: number])[] {
  return notices.flatMap((notice) => {
    if (notice.kind !== "log" || notice.code !== Code.RunPlanned) return [];
    const { why, value } = JSON.parse(notice.particulars) as { why: string; value: number };
    return why === "boot" ? [] : [[why, value] as const];
  });
}
