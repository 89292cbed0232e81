// What a router's owner would do today beside what the program does: `make baseline`.
// The same zone on the same name servers, at no distance and 20 ms away, is looked
// through by the daemons and by a script with dig or drill. Medians, and ratios to
// the daemon in C.

import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { NameServers, ORIGIN } from "../lab/support/name-servers.ts";
import type { NameServer } from "../lab/support/authorities.ts";
import { compileCost, daemonInC, daemonOnNode, script } from "./contestants.ts";
import type { Contestant } from "./contestants.ts";
import { Relay } from "./relays.ts";

const FOLDER = resolve("build/baseline");
const DOMAIN = `dots.${ORIGIN}`;
const DISTANCES_MS = [0, 20];
const ROUNDS = 5;
const RUNS = 3;
const RELAY_PORT = 1053;
/** Round trips: as many as its answers make necessary, since each adds other records to them. */
const SERVERS = [
  { name: "BIND", roundTrips: 1, start: (servers: NameServers) => servers.bind() },
  { name: "Knot", roundTrips: 2, start: (servers: NameServers) => servers.knot() },
  { name: "Unbound", roundTrips: 3, start: (servers: NameServers) => servers.unbound("unbound") },
];

interface Row {
  readonly server: string;
  readonly distanceMs: number;
  readonly name: string;
  readonly wallMs: number;
  /** What no way of asking can do without: as many round trips as the server's answers need. */
  readonly floorMs: number;
  readonly cpuMs: number;
  readonly processes: number;
  readonly questions: number;
  readonly memoryKb: number;
}

const print = (line = "") => process.stdout.write(`${line}\n`);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** Runs the contestants by turns, so that what else the machine does meets all of them. */
async function compete(contestants: readonly Contestant[], relay: Relay) {
  const roundTripsNs: number[] = [];
  const costs = contestants.map(() => ({ wallNs: [] as number[], cpuNs: [] as number[], octets: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < RUNS; i++) roundTripsNs.push(await relay.roundTripNs(DOMAIN));
    for (const [index, contestant] of contestants.entries()) {
      for (const cost of await contestant.run(RUNS)) {
        costs[index]?.wallNs.push(cost.wallNs);
        costs[index]?.cpuNs.push(cost.cpuNs);
        costs[index]?.octets.push(cost.octets);
      }
    }
  }
  return { roundTripNs: median(roundTripsNs), costs };
}

/** Throws if they do not find the same: then they are not to be compared. */
async function compareFindings(contestants: readonly Contestant[]): Promise<void> {
  const findings: string[] = [];
  for (const contestant of contestants) findings.push((await contestant.find()).join("\n"));
  const differing = contestants.filter((_, index) => findings[index] !== findings[0]);
  if (differing.length > 0) throw new Error(`other servers: ${differing.map(({ name }) => name).join(", ")}`);
}

async function countQuestions(contestant: Contestant, relay: Relay): Promise<number> {
  await relay.takeQuestions();
  await contestant.run(1);
  return relay.takeQuestions();
}

async function measure(server: NameServer, label: string, roundTrips: number, distanceMs: number): Promise<Row[]> {
  const relay = await Relay.start(server.address, RELAY_PORT, distanceMs);
  const question = { domain: DOMAIN, address: server.address, port: RELAY_PORT };
  const folder = resolve(FOLDER, `${label}-${distanceMs}`);
  const contestants = [
    await daemonInC(`${folder}-c`, question),
    await daemonOnNode(`${folder}-node`, question),
    script("drill", question),
    script("dig", question),
  ];
  try {
    await compareFindings(contestants);
    const { roundTripNs, costs } = await compete(contestants, relay);
    const rows: Row[] = [];
    for (const [index, contestant] of contestants.entries()) {
      const { wallNs = [], cpuNs = [], octets = [] } = costs[index] ?? {};
      rows.push({
        server: label,
        distanceMs,
        name: contestant.name,
        wallMs: median(wallNs) / 1e6,
        floorMs: (roundTrips * roundTripNs) / 1e6,
        cpuMs: median(cpuNs) / 1e6,
        processes: contestant.processes(),
        questions: await countQuestions(contestant, relay),
        memoryKb: Math.max(...octets) / 1024,
      });
    }
    return rows;
  } finally {
    for (const contestant of contestants) await contestant.stop();
    await relay.stop();
  }
}

const COLUMNS = ["who", "wall ms", "over floor", "ratio", "CPU ms", "ratio", "processes", "questions", "memory kB"];
const WIDTHS = [18, 9, 11, 8, 9, 8, 10, 10, 10];

function printLine(cells: readonly (string | number)[]): void {
  const text = cells.map((cell, index) =>
    index === 0 ? String(cell).padEnd(WIDTHS[0] ?? 0) : String(cell).padStart(WIDTHS[index] ?? 0),
  );
  print(text.join(""));
}

function printRows(rows: readonly Row[], roundTrips: number): void {
  const [own] = rows;
  if (own === undefined) return;
  print();
  print(
    `${own.server}, ${own.distanceMs} ms away: ${roundTrips} round trip${roundTrips === 1 ? "" : "s"}, the floor is ${own.floorMs.toFixed(1)} ms`,
  );
  printLine(COLUMNS);
  for (const row of rows) {
    printLine([
      row.name,
      row.wallMs.toFixed(1),
      (row.wallMs - row.floorMs).toFixed(1),
      `${(row.wallMs / own.wallMs).toFixed(1)} x`,
      row.cpuMs.toFixed(2),
      `${(row.cpuMs / own.cpuMs).toFixed(0)} x`,
      row.processes,
      row.questions,
      row.memoryKb.toFixed(0),
    ]);
  }
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
compileCost();
const nameServers = new NameServers(FOLDER, (...command) => command as [string, ...string[]]);
// The first one is the authority that the last one asks.
const running: NameServer[] = [];
print(`The servers of ${DOMAIN}, both families; medians of ${ROUNDS * RUNS} by turns`);
try {
  for (const { name, roundTrips, start } of SERVERS) {
    const server = await start(nameServers);
    running.push(server);
    for (const distanceMs of DISTANCES_MS) printRows(await measure(server, name, roundTrips, distanceMs), roundTrips);
  }
} finally {
  for (const server of running.reverse()) await server.stop();
}
