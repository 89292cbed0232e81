import { getServers } from "node:dns";
import { performance } from "node:perf_hooks";
import { Code, LogLevel } from "../../abi.gen.ts";
import { parseIpv4, parseIpv6 } from "../../addresses.ts";
import { codeName } from "../../fault.ts";
import { nameCodes } from "../../render/codes.ts";
import { numberOf, textOf } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { renderPeers } from "../../render/peers.ts";
import { RoundTrips } from "../../render/round-trips.ts";
import { explain, placeText, sentence } from "../../render/sentences.ts";
import { loadCore } from "../load-core.ts";
import type { CoreModule } from "../load-core.ts";
import { Search } from "../search.ts";
import { note, print, readArguments, style } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { checkInterface, dnsSearch, linkSearch } from "./search-text.ts";
import type { SearchText } from "./search-text.ts";

const OPTIONS = {
  resolver: { type: "string", multiple: true },
  family: { type: "string", default: "both" },
  method: { type: "string", default: "snaptr" },
  interface: { type: "string" },
  explain: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  "4": ["inet"],
  "6": ["inet6"],
  both: ["inet", "inet6"],
};
const METHODS: readonly string[] = ["snaptr", "dnssd", "mdns"];
const TIME_WIDTH = 8;
/** What matters to a program that goes on running only. */
const UNTOLD: readonly number[] = [Code.ConfigApplied, Code.RunPlanned];

/** `discover DOMAIN...`: the servers of domains by their DNS records, or on a link by multicast DNS, without a daemon. */
export async function discover(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("discover", args, OPTIONS, Infinity);
  const families = FAMILIES[values.family];
  if (families === undefined)
    throw new CommandError(ExitCode.Usage, `there is no family "${values.family}": take 4, 6 or both`);
  const { method } = values;
  if (!METHODS.includes(method))
    throw new CommandError(ExitCode.Usage, `there is no method "${method}": take snaptr, dnssd or mdns`);
  const domains = positionals.map(checkDomain);
  if (domains.length === 0)
    throw new CommandError(ExitCode.Usage, 'name a domain: "dots-discovery discover DOMAIN --resolver ADDRESS"');
  const textOfDomain = planSearch(method, values, families);
  const module = loadCore();
  const tell = values.explain ? teller(domains, families, values.json) : () => undefined;
  const settings = { module, textOfDomain, families, tell };
  const outcomes = await Promise.all(domains.map((domain) => search(domain, settings)));
  const found = outcomes.filter(({ rows }) => rows.length > 0);
  if (values.json) for (const { rows } of found) for (const row of rows) print(JSON.stringify(nameCodes(row)));
  else
    for (const line of renderPeers(
      method === "mdns" ? found.flatMap(({ rows }) => rows) : found.flatMap(withDomain),
      style(),
    ))
      print(line);
  for (const outcome of outcomes)
    if (outcome.rows.length === 0) note(method === "mdns" ? NOBODY_SPEAKS : describeNothing(outcome));
  if (found.length > 0) return ExitCode.Found;
  // Silence is an answer on a link.
  const hasAnswer = method === "mdns" || outcomes.some((outcome) => outcome.hasAnswer);
  return hasAnswer ? ExitCode.NothingFound : ExitCode.InputOutput;
}

/** How the servers of a domain, or of a name that they have to prove, are searched. */
function planSearch(
  method: string,
  options: { readonly interface?: string | undefined; readonly resolver?: string[] | undefined },
  families: readonly string[],
): (domain: string) => SearchText {
  if (method === "mdns") {
    const interfaceName = checkInterface(options.interface);
    return (name) => linkSearch(name, interfaceName, families);
  }
  const resolvers = (options.resolver ?? getServers()).map(parseResolver);
  if (resolvers.length === 0)
    throw new CommandError(ExitCode.Usage, "this machine has no resolver of its own: name one with --resolver ADDRESS");
  return (domain) => dnsSearch({ method, domain, resolvers, families });
}

interface Settings {
  readonly module: CoreModule;
  readonly textOfDomain: (domain: string) => SearchText;
  readonly families: readonly string[];
  readonly tell: Tell;
}

/** Says what a search has found out or decided. */
type Tell = (domain: string, code: number, particulars: Particulars) => void;

interface Outcome {
  readonly domain: string;
  readonly rows: readonly Particulars[];
  /** At least one question was answered. */
  readonly hasAnswer: boolean;
  /** Why the last method gave nothing, or why no answer came. */
  readonly reason: number | null;
}

async function search(domain: string, { module, textOfDomain, families, tell }: Settings): Promise<Outcome> {
  let hasAnswer = false;
  let reason: number | null = null;
  let refusal: CommandError | undefined;
  const plan = textOfDomain(domain);
  const log = (level: LogLevel, code: number, particulars: Particulars) => {
    const error = numberOf(particulars, "error");
    if (code === Code.ConfigLine) refusal ??= refuse(plan, particulars);
    if (code === Code.AnswerReceived) hasAnswer = true;
    if (code === Code.AnswerFailed || (code === Code.MethodEmpty && hasAnswer)) reason = error;
    if (level < LogLevel.Debug) tell(domain, code, particulars);
  };
  const rows = await new Search({ core: module.instantiate(), configuration: plan.text, families, log }).run();
  if (refusal !== undefined) throw refusal;
  return { domain, rows, hasAnswer, reason };
}

/** What the core has against the words of the command line. */
function refuse(plan: SearchText, particulars: Particulars): CommandError {
  const error = numberOf(particulars, "error") ?? Code.Ok;
  const word = plan.wordOf(numberOf(particulars, "line") ?? 0);
  return new CommandError(ExitCode.Usage, `${word} cannot be used: ${explain(error, particulars)}`);
}

/**
 * Tells each step on the standard error, with the time since now; of several domains, which one it is about. A line stands
 * before the first question of each round trip.
 */
function teller(domains: readonly string[], families: readonly string[], json: boolean): Tell {
  const startMs = performance.now();
  const roundTrips = new RoundTrips();
  const headings = new Set<string>();
  return (domain, code, record) => {
    const family = textOf(record, "family", families[0] ?? "");
    if (UNTOLD.includes(code) || !families.includes(family)) return;
    const timeMs = Math.round(performance.now() - startMs);
    const particulars = { ...record, ...roundTrips.take(`${domain} ${family}`, code, record) };
    const place = { pvd: domains.length > 1 ? domain : "", interface: "" };
    const message = sentence(code, { ...particulars, ...place });
    if (json)
      return note(JSON.stringify({ domain, time_ms: timeMs, code: codeName(code), message, ...named(particulars) }));
    const time = `${timeMs} ms`.padStart(TIME_WIDTH);
    const heading = `${placeText({ ...record, ...place })}round trip ${textOf(particulars, "round_trip", "")}`;
    if (code === Code.QuestionAsked && !headings.has(heading)) note(`${time}  ${heading}`);
    headings.add(heading);
    note(`${time}  ${message}`);
  };
}

function named(particulars: Particulars): object {
  return nameCodes(particulars) as object;
}

/** A search knows no networks: its tables are called by the domain. */
function withDomain({ domain, rows }: Outcome): Particulars[] {
  return rows.map((row) => ({ ...row, pvd: domain }));
}

const NOBODY_SPEAKS = "no DOTS server announces itself on the link";

function describeNothing({ domain, hasAnswer, reason }: Outcome): string {
  const why = reason === null ? "" : `: ${explain(reason)}`;
  if (hasAnswer) return `no DOTS server was found in ${domain}${why}`;
  return `${domain} cannot be searched${why}; check the address given with --resolver`;
}

/** A domain goes into the text of a configuration: it is one word there. */
function checkDomain(text: string): string {
  if (/^[!-"$-~]{1,1024}$/.test(text)) return text;
  throw new CommandError(ExitCode.Usage, `"${text}" is no domain name`);
}

/** `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`, as the configuration writes it. */
function parseResolver(text: string): string {
  const [, inner, innerPort] = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text) ?? [];
  const [, quad, quadPort] = /^([^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = inner ?? quad ?? text;
  const port = Number(innerPort ?? quadPort ?? 53);
  const isAddress = inner === undefined && quad !== undefined ? parseIpv4(address) : parseIpv6(address);
  if (isAddress !== undefined && port >= 1 && port <= 65535) return port === 53 ? address : `${address}@${port}`;
  throw new CommandError(
    ExitCode.Usage,
    `"${text}" is no resolver: write ADDRESS or ADDRESS:PORT, such as 192.0.2.1:5353 or [2001:db8::1]:5353`,
  );
}
