// Reads the name servers of a scenario's network.
import { parseIpv4, parseIpv6 } from "../addresses.ts";
import { parseName, parseRecord, parseType } from "./dns-record.ts";
import type { DnsName, DnsRecord } from "./dns-record.ts";
import { FORGERIES, REPLIES, TCP_REPLIES } from "./dns-server.ts";
import type { Forger, Manner, Rule, ServerSettings } from "./dns-server.ts";
import type { DnsService } from "./dns-sockets.ts";
import { DnsZone, SERVER_PROGRAMS } from "./dns-zone.ts";
import { ObjectReader, parseText } from "./json-reader.ts";

const NAME = "a domain name";
const RECORD = "a record as in a zone file: NAME [TTL] TYPE DATA";
const ADDRESS = "an IP address";
const DEFAULT_TTL_S = 300;
const DNS_PORT = 53;
const MOST_TTL_S = 0xffffffff;

const WELL_BEHAVED: Manner = {
  reply: "answer",
  tcp: "answer",
  delayMs: 0,
  hasEdns: true,
  isAuthentic: false,
  extendedError: undefined,
  lies: [],
  forge: [],
};

export function readDns(value: unknown, path: string): DnsService {
  const reader = new ObjectReader(value, path);
  const zones = new ZoneReader(reader);
  const zone = zones.read(reader, "zone") ?? new DnsZone([]);
  const service: DnsService = {
    delayMs: reader.integer("delay_ms", 0, 3_600_000, 20),
    servers: reader.list("servers", (server, at) => readServer(new ObjectReader(server, at), zones, zone)),
  };
  reader.finish();
  return service;
}

/** Zones as lists of lines; what they leave out is said once for the network. */
class ZoneReader {
  private readonly origin: DnsName;
  private readonly ttlS: number;

  constructor(reader: ObjectReader) {
    this.origin = reader.has("origin") ? reader.parsed("origin", NAME, parseName) : [];
    this.ttlS = reader.integer("ttl_s", 0, MOST_TTL_S, DEFAULT_TTL_S);
  }

  name(reader: ObjectReader, field: string): DnsName | undefined {
    return reader.optional(field, () => reader.parsed(field, NAME, (text) => parseName(text, this.origin)));
  }

  read(reader: ObjectReader, field: string): DnsZone | undefined {
    return reader.optional(field, () => new DnsZone(this.records(reader, field)));
  }

  records(reader: ObjectReader, field: string): DnsRecord[] {
    const parse = (line: string) => parseRecord(line, { origin: this.origin, ttlS: this.ttlS });
    return reader.list(field, (line, at) => parseText(line, at, RECORD, parse));
  }
}

function readServer(reader: ObjectReader, zones: ZoneReader, zone: DnsZone): ServerSettings {
  const own = zones.read(reader, "zone") ?? zone;
  const manner = readManner(reader, zones, own, WELL_BEHAVED);
  const settings: ServerSettings = {
    address: reader.parsed("address", ADDRESS, (text) => parseIpv4(text) ?? parseIpv6(text)),
    port: reader.integer("port", 1, 65535, DNS_PORT),
    program: reader.choice("like", SERVER_PROGRAMS, "unbound"),
    zone: own,
    manner,
    rules: reader.list("rules", (rule, at) => readRule(new ObjectReader(rule, at), zones, own, manner)),
  };
  reader.finish();
  return settings;
}

function readRule(reader: ObjectReader, zones: ZoneReader, zone: DnsZone, usual: Manner): Rule {
  const rule: Rule = {
    name: zones.name(reader, "name"),
    type: reader.optional("type", () => reader.parsed("type", "a record type", parseType)),
    times: reader.optional("times", () => reader.integer("times", 1, 1_000_000)),
    manner: readManner(reader, zones, zone, usual),
  };
  reader.finish();
  return rule;
}

function readManner(reader: ObjectReader, zones: ZoneReader, zone: DnsZone, usual: Manner): Manner {
  return {
    reply: reader.choice("reply", REPLIES, usual.reply),
    tcp: reader.choice("tcp", TCP_REPLIES, usual.tcp),
    delayMs: reader.integer("late_ms", 0, 3_600_000, usual.delayMs),
    hasEdns: reader.flag("edns", usual.hasEdns),
    isAuthentic: reader.flag("authentic", usual.isAuthentic),
    extendedError: reader.has("extended_error") ? reader.integer("extended_error", 0, 65535) : usual.extendedError,
    lies: reader.has("lies") ? zones.records(reader, "lies") : usual.lies,
    forge: reader.has("forge")
      ? reader.list("forge", (forger, at) => readForger(new ObjectReader(forger, at), zones, zone))
      : usual.forge,
  };
}

function readForger(reader: ObjectReader, zones: ZoneReader, zone: DnsZone): Forger {
  const forger: Forger = {
    wrong: reader.choice("wrong", FORGERIES),
    times: reader.integer("times", 1, 1000, 1),
    zone: zones.read(reader, "zone") ?? zone,
  };
  reader.finish();
  return forger;
}
