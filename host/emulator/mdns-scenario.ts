// Reads the responders of a scenario's link, and the messages that it sends there.
import { parseIpv4, parseIpv6 } from "../addresses.ts";
import { DnsFlag } from "./dns-message.ts";
import { parseRecord } from "./dns-record.ts";
import type { DnsRecord } from "./dns-record.ts";
import { ObjectReader, parseText } from "./json-reader.ts";
import { MDNS_PORT } from "./mdns-link.ts";
import type { MdnsMessage, MdnsResponder, MdnsService } from "./mdns-link.ts";
import { FLUSHES } from "./mdns-message.ts";
import { fromHex } from "./octets.ts";

const ADDRESS = "an IP address";
const RECORD = "a record as in a zone file: NAME [TTL] TYPE DATA";
/** RFC 6762 §10: of records with a host's name in them. */
const DEFAULT_TTL_S = 120;
const ORIGIN = ["local"];

export function readMdns(value: unknown, path: string): MdnsService {
  const reader = new ObjectReader(value, path);
  const service: MdnsService = {
    delayMs: reader.integer("delay_ms", 0, 60_000, 30),
    responders: reader.list("responders", (responder, at) => readResponder(new ObjectReader(responder, at))),
  };
  reader.finish();
  return service;
}

function readResponder(reader: ObjectReader): MdnsResponder {
  const responder: MdnsResponder = {
    address: readAddress(reader),
    records: readRecords(reader),
    brings: reader.flag("brings", true),
  };
  reader.finish();
  return responder;
}

/** The fields of an event that sends a message. */
export function readMdnsMessage(reader: ObjectReader): MdnsMessage {
  const flags = reader.integer("flags", 0, 0xffff, DnsFlag.Response | DnsFlag.Authoritative);
  return {
    address: readAddress(reader),
    port: reader.integer("port", 1, 65535, MDNS_PORT),
    to: reader.choice("to", ["group", "router"], "group"),
    records: readRecords(reader),
    frame: { id: reader.integer("id", 0, 0xffff, 0), flags, flush: reader.choice("flush", FLUSHES, "unique") },
    octets: reader.optional("hex", () => reader.parsed("hex", "hexadecimal digits", fromHex)),
    times: reader.integer("times", 1, 10_000, 1),
  };
}

function readAddress(reader: ObjectReader): Uint8Array {
  return reader.parsed("address", ADDRESS, (text) => parseIpv4(text) ?? parseIpv6(text));
}

function readRecords(reader: ObjectReader): DnsRecord[] {
  const parse = (line: string) => parseRecord(line, { origin: ORIGIN, ttlS: DEFAULT_TTL_S });
  return reader.list("records", (line, at) => parseText(line, at, RECORD, parse));
}
