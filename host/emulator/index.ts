// `dots-discovery emulate`: a scenario in virtual time, told to people or, one
// JSON object a line, to programs.
import type { Core } from "../core.ts";
import type { Recorder } from "../driver.ts";
import { parseParticulars } from "../render/particulars.ts";
import { renderCells, renderPeers } from "../render/peers.ts";
import { renderSelection } from "../render/selection.ts";
import { COLOUR, PLAIN } from "../render/table.ts";
import { Timeline, formatTime } from "../render/timeline.ts";
import { Emulation } from "./emulation.ts";
import { ExpectationChecker } from "./expectations.ts";
import { JsonLines } from "./json-lines.ts";
import { ScenarioError, parseDuration } from "./json-reader.ts";
import type { Observer } from "./observer.ts";
import { parseScenario } from "./scenario-reader.ts";
import type { Network, Scenario } from "./scenario.ts";
import { DEFAULT_SCENARIO, shippedScenario } from "./shipped.ts";

export interface EmulateOptions {
  /** JSON text of the scenario; undefined: the embedded one, `home`. */
  scenario?: string | undefined;
  /** One JSON object a line instead of a timeline. */
  json: boolean;
  /** Instead of the scenario's seed; 0 to 2^32 - 1. */
  seed?: number | undefined;
  /** A duration such as `1h`, instead of the scenario's. */
  until?: string | undefined;
  /** A fresh core. */
  instantiate: () => Core;
  /** Takes down the journal. */
  recorder?: Recorder | null | undefined;
  /** Writes a line of data. */
  write: (line: string) => void;
  /** Writes a line of complaint. */
  writeError: (line: string) => void;
  colour: boolean;
  /** Width of the page, in characters. */
  columns?: number | undefined;
}

/** Exit codes: servers were found; none, or an expectation was not met; wrong arguments; malformed scenario. */
const FOUND = 0;
const NOTHING_FOUND = 1;
const USAGE = 2;
const MALFORMED = 4;
const DEFAULT_COLUMNS = 110;

/** The scenario that is run when none is named. */
export function defaultScenario(): Scenario {
  return parseScenario(shippedScenario(DEFAULT_SCENARIO) ?? "");
}

/**
 * Runs a scenario and tells what happens.
 * @returns the exit code
 * @throws CoreError, or whatever the core throws, if it fails
 */
export function emulate(options: EmulateOptions): Promise<number> {
  return new Promise((resolve) => resolve(begin(options)));
}

function begin(options: EmulateOptions): number {
  const { writeError } = options;
  const untilMs = options.until === undefined ? undefined : parseDuration(options.until);
  if (options.until !== undefined && untilMs === undefined) {
    writeError(`--until ${options.until}: must be a duration such as 250ms, 10s, 5m, 1h or 2d`);
    return USAGE;
  }
  let scenario: Scenario;
  try {
    scenario = options.scenario === undefined ? defaultScenario() : parseScenario(options.scenario);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    writeError(error.message);
    return MALFORMED;
  }
  return run(scenario, untilMs ?? scenario.untilMs, options);
}

function run(scenario: Scenario, untilMs: number, options: EmulateOptions): number {
  const checker = new ExpectationChecker();
  const teller = options.json ? tellJson(scenario, options) : tellPeople(scenario, options);
  const observe: Observer = (notice) => {
    checker.observe(notice);
    teller.observe(notice);
  };
  const { recorder, seed } = options;
  const emulation = new Emulation(scenario, options.instantiate(), { observe, recorder: recorder ?? undefined, seed });
  const problems = scenario.expect
    .filter((expectation) => expectation.atMs <= untilMs)
    .sort((a, b) => a.atMs - b.atMs)
    .flatMap((expectation) => {
      emulation.runUntil(expectation.atMs);
      const at = formatTime(expectation.atMs);
      return checker.check(expectation, emulation).map((problem) => `expectation at ${at}: ${problem}`);
    });
  emulation.runUntil(untilMs);
  const peers = emulation.request("peers");
  teller.finish(peers, emulation.request("status"));
  for (const request of scenario.ask) teller.answer(request, emulation.request(request), peers);
  for (const problem of problems) options.writeError(problem);
  return problems.length === 0 && peers.length > 0 ? FOUND : NOTHING_FOUND;
}

interface Teller {
  observe: Observer;
  finish(peers: readonly string[], status: readonly string[]): void;
  answer(request: string, reply: readonly string[], peers: readonly string[]): void;
}

function tellJson(scenario: Scenario, options: EmulateOptions): Teller {
  const lines = new JsonLines(options.write);
  lines.begin(scenario, options.seed ?? scenario.seed);
  return {
    observe: (notice) => lines.add(notice),
    finish: (peers, status) => [...status, ...peers].forEach((line) => options.write(line)),
    answer: (_request, reply) => reply.forEach((line) => options.write(line)),
  };
}

function tellPeople(scenario: Scenario, options: EmulateOptions): Teller {
  const { write } = options;
  const style = options.colour ? COLOUR : PLAIN;
  const timeline = new Timeline(scenario.startMs, write, style, options.columns ?? DEFAULT_COLUMNS);
  write(style.strong(scenario.title));
  scenario.networks.forEach((network) => write(`  ${describeNetwork(network)}`));
  write(`Time is virtual. "->" client, "<-" provider, "::" hook, "==" scenario; everything else comes from the core.`);
  write("");
  return {
    observe: (notice) => timeline.add(notice),
    finish: (peers, status) => {
      const cells = status.map(parseParticulars).filter((record) => record["record"] === "cell");
      for (const line of ["", ...renderCells(cells, style), ""]) write(line);
      if (peers.length === 0) write("No DOTS server was found.");
      else renderPeers(peers.map(parseParticulars), style).forEach((line) => write(line));
    },
    answer: (request, reply, peers) => {
      const lines = renderSelection(reply.map(parseParticulars), peers.map(parseParticulars), style);
      for (const line of ["", style.strong(`${occasionOf(request)}: ${request}`), ...lines]) write(line);
    },
  };
}

/** When somebody asks for a selection. */
function occasionOf(request: string): string {
  return request.startsWith("accept") ? "A gateway gets a request" : "An attack";
}

function describeNetwork({ interface: name, device, provider, dhcp4, dhcp6 }: Network): string {
  const clients = [dhcp4 && `DHCPv4 with ${dhcp4.client}`, dhcp6 && `DHCPv6 with ${dhcp6.client}`];
  const means = clients.filter((client) => client !== undefined).join(", ") || "no DHCP";
  return `${name.padEnd(6)} on ${device.padEnd(6)} ${provider}: ${means}`;
}
