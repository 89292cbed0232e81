// Compares what the core says with what a scenario expects.
import { codeName } from "../fault.ts";
import { nameCodes } from "../render/codes.ts";
import type { Emulation } from "./emulation.ts";
import type { Notice } from "./observer.ts";
import type { ExpectedServers, Expectation, Fields } from "./scenario.ts";

/** RFC 8973 §5.1: the options carry no transport; the rows that each address becomes, one protocol after the other. */
const DHCP_ROWS: readonly Fields[] = [
  { channel: "signal", transport: "udp", port: 4646 },
  { channel: "signal", transport: "tcp", port: 4646 },
  { channel: "data", transport: "tcp", port: 443 },
];

/** Counts events and codes between one expectation and the next. */
export class ExpectationChecker {
  private readonly events = new Map<string, number>();
  private readonly logs = new Map<string, number>();
  private readonly asked: string[] = [];
  private stored = 0;

  observe(notice: Notice): void {
    if (notice.kind === "event") count(this.events, String(parseLine(notice.line)["event"]));
    if (notice.kind === "packet" && notice.message === "QUERY") this.asked.push(notice.text);
    if (notice.kind === "store") this.stored++;
    if (notice.kind === "log") count(this.logs, codeName(notice.code));
  }

  /** Sentences about everything that is not as expected; counting begins anew. */
  check(expectation: Expectation, emulation: Emulation): string[] {
    const problems = [
      ...checkLists(expectation, emulation.request("peers").map(parseLine)),
      ...checkCells(expectation, emulation.request("status").map(parseLine)),
      ...checkSelections(expectation, emulation),
      ...checkNetworks(expectation, emulation),
      ...checkAsked(expectation.asked, this.asked),
      ...checkStored(expectation.stored, this.stored),
      ...checkCounts("event", expectation.events, this.events),
      ...checkCounts("log", expectation.logs, this.logs),
    ];
    this.events.clear();
    this.logs.clear();
    this.asked.length = 0;
    this.stored = 0;
    return problems;
  }
}

function checkLists(expectation: Expectation, records: readonly Fields[]): string[] {
  const peers = records.filter((record) => record["record"] === "peer");
  const waiting = records.filter((record) => record["record"] === "waiting");
  return [
    ...checkList("peer", expectation.peers, peers),
    ...checkList("peer", expectation.servers && byPvd(expandServers(expectation.servers)), byPvd(peers)),
    ...checkList("waiting", expectation.waiting, waiting),
  ];
}

/** Tells only the first record that differs: the others mostly follow from it. */
function checkList(what: string, expected: readonly Fields[] | undefined, actual: readonly Fields[]): string[] {
  if (expected === undefined) return [];
  if (expected.length !== actual.length) {
    return [`${expected.length} ${what} records were expected, there are ${actual.length}: ${JSON.stringify(actual)}`];
  }
  const differences = expected.map((fields, index) => differenceOf(fields, actual[index] ?? {}));
  const first = differences.findIndex((difference) => difference !== undefined);
  return first < 0 ? [] : [`${what} ${first + 1}: ${differences[first]}`];
}

function checkCells(expectation: Expectation, records: readonly Fields[]): string[] {
  const cells = records.filter((record) => record["record"] === "cell");
  const { cellCount = cells.length } = expectation;
  const problems = (expectation.cells ?? []).flatMap((expected) => {
    const found = cells.some((cell) => differenceOf(expected, cell) === undefined);
    return found ? [] : [`no cell is like ${JSON.stringify(expected)}: ${JSON.stringify(cells)}`];
  });
  if (cellCount !== cells.length) problems.push(`${cellCount} cells were expected: ${JSON.stringify(cells)}`);
  return problems;
}

function checkSelections(expectation: Expectation, emulation: Emulation): string[] {
  const { select = [] } = expectation;
  const peers = select.length === 0 ? [] : emulation.request("peers").map(parseLine);
  return select.flatMap(({ request, reply }) => {
    const records = emulation
      .request(request)
      .map((line) => withAddresses(nameCodes(parseLine(line)) as Fields, peers));
    return checkList(`"${request}"`, reply, records);
  });
}

/** A group with the addresses of its peers, each once, beside their numbers. */
function withAddresses(record: Fields, peers: readonly Fields[]): Fields {
  if (record["record"] !== "group") return record;
  const ids = record["peers"] as unknown[];
  const members = ids.map((id) => peers.find((peer) => peer["id"] === id)?.["address"] ?? null);
  return { ...record, addresses: [...new Set(members)] };
}

function checkNetworks({ networks }: Expectation, emulation: Emulation): string[] {
  return networks === undefined
    ? []
    : checkList("network", networks, byPvd(emulation.request("networks").map(parseLine)));
}

function checkAsked(expected: readonly string[] | undefined, actual: readonly string[]): string[] {
  if (expected === undefined || expected.join("\n") === actual.join("\n")) return [];
  return [`the questions should be ${JSON.stringify(expected)}, they are ${JSON.stringify(actual)}`];
}

function checkStored(expected: number | undefined, actual: number): string[] {
  if (expected === undefined || expected === actual) return [];
  return [`${expected} records should have been written to the store, there were ${actual}`];
}

function checkCounts(
  what: string,
  expected: Readonly<Record<string, number>> | undefined,
  actual: ReadonlyMap<string, number>,
): string[] {
  return Object.entries(expected ?? {}).flatMap(([word, times]) => {
    const seen = actual.get(word) ?? 0;
    return seen === times ? [] : [`${what} ${word} was expected ${times} times, it came ${seen} times`];
  });
}

/** The three rows of each address: one protocol after the other for the addresses of a cell. */
function expandServers(servers: readonly ExpectedServers[]): Fields[] {
  return servers.flatMap(({ pvd, family, addresses, referenceId }) =>
    DHCP_ROWS.flatMap((row, protocol) =>
      addresses.map((address, index) => ({
        pvd,
        family,
        address,
        ...row,
        rank: protocol * addresses.length + index + 1,
        ...(referenceId === undefined ? {} : { reference_ids: [identityOf(referenceId)] }),
      })),
    ),
  );
}

/** Networks come in the order in which the core met them, which means nothing; inside one the order counts. */
function byPvd(records: readonly Fields[]): Fields[] {
  return [...records].sort((a, b) => String(a["pvd"]).localeCompare(String(b["pvd"]), "en"));
}

function identityOf(text: string): Fields {
  const [type, value] = text.split(" ");
  return { type, value };
}

/** The first field that differs, or undefined; fields that are not expected do not matter. */
function differenceOf(expected: Fields, actual: Fields): string | undefined {
  for (const [field, value] of Object.entries(expected)) {
    const wanted = JSON.stringify(value);
    const seen = JSON.stringify(actual[field]);
    if (wanted !== seen) return `${field} should be ${wanted}, it is ${seen} in ${JSON.stringify(actual)}`;
  }
  return undefined;
}

function count(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

function parseLine(line: string): Fields {
  return JSON.parse(line) as Fields;
}
