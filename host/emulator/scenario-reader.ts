// Reads and checks a whole scenario.
import { ObjectReader, ScenarioError, parseText } from "./json-reader.ts";
import { readDns } from "./dns-scenario.ts";
import { readMdns, readMdnsMessage } from "./mdns-scenario.ts";
import { readDhcp4, readDhcp6, readNetwork } from "./scenario-network.ts";
import type {
  Action,
  Expectation,
  ExpectedSelection,
  ExpectedServers,
  Fields,
  Network,
  ProviderChange,
  Scenario,
  ScenarioEvent,
} from "./scenario.ts";

const MOST_MS = 365 * 86_400_000;
const ACTIONS = [
  "link-up",
  "link-down",
  "link-gone",
  "flap",
  "renew",
  "nak",
  "provider-change",
  "mdns",
  "config",
  "control",
  "report",
  "attack",
  "spool",
  "wall-clock",
  "power-cut",
] as const;

/**
 * A scenario from its JSON text.
 * @throws ScenarioError that names the wrong field
 */
export function parseScenario(text: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError("", `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readScenario(value);
}

/**
 * A scenario from parsed JSON.
 * @throws ScenarioError that names the wrong field
 */
export function readScenario(value: unknown): Scenario {
  const reader = new ObjectReader(value, "");
  const name = reader.text("name");
  const networks = reader.list("networks", readNetwork);
  if (networks.length === 0) throw reader.error("networks", "must have at least one network");
  checkDistinct(networks);
  const changes = new ChangeReader(networks, reader.value("networks") as unknown[]);
  const scenario: Scenario = {
    name,
    title: reader.text("title", name),
    seed: reader.integer("seed", 0, 0xffffffff, 1),
    startMs: reader.integer("start_ms", 0, Number.MAX_SAFE_INTEGER - MOST_MS, 20_000),
    wallClock: reader.optional("wall_clock", () =>
      readWallClock(new ObjectReader(reader.value("wall_clock"), "wall_clock")),
    ),
    config: reader.list("config", readLine),
    networks,
    events: reader.list("events", (event, path) => readEvent(event, path, changes)),
    untilMs: reader.duration("until", "1h"),
    ask: reader.list("ask", readLine),
    expect: reader.list("expect", readExpectation),
  };
  reader.text("description", "");
  reader.finish();
  if (scenario.untilMs > MOST_MS) throw reader.error("until", "must be at most 365d");
  return scenario;
}

function checkDistinct(networks: readonly Network[]): void {
  for (const [index, network] of networks.entries()) {
    if (networks.findIndex((other) => other.interface === network.interface) !== index) {
      throw new ScenarioError(`networks[${index}].interface`, `"${network.interface}" is there twice`);
    }
  }
}

function readEvent(value: unknown, path: string, changes: ChangeReader): ScenarioEvent {
  const reader = new ObjectReader(value, path);
  const event = { atMs: reader.duration("at"), action: readAction(reader, changes) };
  reader.finish();
  return event;
}

function readAction(reader: ObjectReader, changes: ChangeReader): Action {
  const word = reader.choice("do", ACTIONS);
  switch (word) {
    case "flap":
      return {
        do: word,
        interface: changes.interfaceOf(reader),
        times: reader.integer("times", 1, 10_000),
        everyMs: reader.duration("every"),
      };
    case "provider-change":
      return { do: word, interface: changes.interfaceOf(reader), change: changes.read(reader) };
    case "mdns":
      return { do: word, interface: changes.interfaceOf(reader), message: readMdnsMessage(reader) };
    case "config":
      return { do: word, lines: reader.list("lines", readLine) };
    case "control":
      return { do: word, line: reader.text("line") };
    case "report":
      return { do: word, peer: readPeer(reader), result: reader.text("result") };
    case "attack":
      return { do: word, on: reader.choice("is", ["on", "off"]) === "on" };
    case "spool":
      return {
        do: word,
        file: reader.text("file"),
        lines: reader.optional("lines", () => reader.list("lines", readLine)),
      };
    case "wall-clock":
      return { do: word, ...readWallClockFields(reader) };
    case "power-cut":
      return {
        do: word,
        offMs: reader.duration("off", "30s"),
        torn: reader.optional("torn", () => reader.integer("torn", 0, 16_384)),
      };
    default:
      return { do: word, interface: changes.interfaceOf(reader) };
  }
}

/** The fields by which a row is found: its id means nothing to whoever writes a scenario. */
function readPeer(reader: ObjectReader): Fields {
  const peer: Fields = {
    address: reader.text("address"),
    port: reader.integer("port", 1, 65535, 4646),
    transport: reader.choice("transport", ["udp", "tcp"], "udp"),
  };
  return reader.has("pvd") ? { ...peer, pvd: reader.text("pvd") } : peer;
}

/** A change of a provider is written as the fields that change; it builds on the changes before it. */
class ChangeReader {
  private readonly networks: readonly Network[];
  private readonly current = new Map<string, Record<string, unknown>>();

  constructor(networks: readonly Network[], values: readonly unknown[]) {
    this.networks = networks;
    for (const [index, network] of networks.entries()) {
      this.current.set(network.interface, { ...(values[index] as Record<string, unknown>) });
    }
  }

  interfaceOf(reader: ObjectReader): string {
    const name = reader.text("interface");
    if (!this.networks.some((network) => network.interface === name)) {
      throw reader.error("interface", `no network has the interface "${name}"`);
    }
    return name;
  }

  read(reader: ObjectReader): ProviderChange {
    const current = this.current.get(reader.text("interface")) ?? {};
    for (const field of ["dhcp4", "dhcp6", "dns", "mdns"]) {
      if (!reader.has(field)) continue;
      if (current[field] === undefined) throw reader.error(field, "the network has none that could change");
      new ObjectReader(reader.value(field), reader.pathOf(field));
      current[field] = { ...(current[field] as object), ...(reader.value(field) as object) };
    }
    if (reader.has("provider")) current["provider"] = reader.text("provider");
    return {
      provider: typeof current["provider"] === "string" ? current["provider"] : reader.text("interface"),
      dhcp4: current["dhcp4"] === undefined ? undefined : readDhcp4(current["dhcp4"], reader.pathOf("dhcp4")),
      dhcp6: current["dhcp6"] === undefined ? undefined : readDhcp6(current["dhcp6"], reader.pathOf("dhcp6")),
      dns: current["dns"] === undefined ? undefined : readDns(current["dns"], reader.pathOf("dns")),
      mdns: current["mdns"] === undefined ? undefined : readMdns(current["mdns"], reader.pathOf("mdns")),
    };
  }
}

function readWallClock(reader: ObjectReader): { unixMs: number; trusted: boolean } {
  const wallClock = readWallClockFields(reader);
  reader.finish();
  return wallClock;
}

function readWallClockFields(reader: ObjectReader): { unixMs: number; trusted: boolean } {
  return {
    unixMs: reader.integer("unix_ms", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    trusted: reader.flag("trusted", true),
  };
}

function readExpectation(value: unknown, path: string): Expectation {
  const reader = new ObjectReader(value, path);
  const records = (field: string) => reader.optional(field, () => reader.list(field, readFields));
  const counts = (field: string) => reader.optional(field, () => readCounts(reader.value(field), reader.pathOf(field)));
  const expectation: Expectation = {
    atMs: reader.duration("at"),
    peers: records("peers"),
    servers: reader.optional("servers", () => reader.list("servers", readServers)),
    waiting: records("waiting"),
    cells: records("cells"),
    cellCount: reader.optional("cell_count", () => reader.integer("cell_count", 0, 1000)),
    select: reader.optional("select", () => reader.list("select", readSelection)),
    networks: records("networks"),
    asked: reader.optional("asked", () => reader.list("asked", readLine)),
    stored: reader.optional("stored", () => reader.integer("stored", 0, 1000)),
    events: counts("events"),
    logs: counts("logs"),
  };
  reader.finish();
  return expectation;
}

function readServers(value: unknown, path: string): ExpectedServers {
  const reader = new ObjectReader(value, path);
  const servers: ExpectedServers = {
    pvd: reader.text("pvd"),
    family: reader.choice("family", ["inet", "inet6"]),
    addresses: reader.list("addresses", readLine),
    referenceId: reader.optional("reference_id", () =>
      reader.parsed("reference_id", "a type and a value", readIdentity),
    ),
  };
  reader.finish();
  return servers;
}

function readSelection(value: unknown, path: string): ExpectedSelection {
  const reader = new ObjectReader(value, path);
  const selection = { request: reader.text("request"), reply: reader.list("reply", readFields) };
  reader.finish();
  return selection;
}

function readIdentity(text: string): string | undefined {
  return /^(dns|ip)-id \S+$/.test(text) ? text : undefined;
}

function readFields(value: unknown, path: string): Fields {
  new ObjectReader(value, path);
  return value as Fields;
}

function readCounts(value: unknown, path: string): Record<string, number> {
  const reader = new ObjectReader(value, path);
  return Object.fromEntries(Object.keys(value as object).map((word) => [word, reader.integer(word, 0, 1_000_000)]));
}

function readLine(value: unknown, path: string): string {
  return parseText(value, path, "a text", (text) => text);
}
