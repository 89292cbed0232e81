// DNS messages that a builder of its own made: the core finds what was put in, as
// JSON and as a fixed record; dns-packet finds the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import dnsPacket from "dns-packet";
import type { PacketRecord } from "dns-packet";
import { Code, MAX_MESSAGE_LENGTH } from "../../host/abi.gen.ts";
import { InspectCore, InspectKind } from "../../host/core.ts";
import type { InspectExports } from "../../host/core.ts";
import { core as recordCore } from "../bench/decoders.ts";
import { addressOctets } from "../support/address.ts";
import { anyMessage, compression, plainMessage } from "../support/dns-arbitraries.ts";
import { describeMessage, encodeMessage, nameOf, nameText, TYPES, typeOf } from "../support/dns-builder.ts";
import type { Data, Message, Name, Resource } from "../support/dns-builder.ts";
import { outcomeInBoth } from "../support/outcome.ts";
import { fc } from "../support/property.ts";
import { VECTORS } from "../support/vectors.ts";

const MODULE = new WebAssembly.Module(readFileSync("build/discovery.inspect.wasm"));
const core = new InspectCore(new WebAssembly.Instance(MODULE).exports as unknown as InspectExports);
const vectors = VECTORS.filter(({ kind }) => kind === "dns");

/** The line of a message, checked to be canonical. */
function lineOf(octets: Uint8Array): Record<string, unknown> {
  const text = Buffer.from(core.inspect(InspectKind.Dns, 0, octets)).toString("latin1");
  assert.match(text, /^[\x20-\x7e]+$/);
  return JSON.parse(text) as Record<string, unknown>;
}

const errorOf = (octets: Uint8Array) => {
  const { ok, error, offset } = lineOf(octets);
  return ok === false ? { error, offset } : null;
};

const response = (parts: Partial<Message>): Message => ({
  ...{ id: 1, flags: 0x8180, question: [], answer: [], authority: [], additional: [] },
  ...parts,
});

const repeat = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

test("what was built is what is found", () => {
  fc.assert(
    fc.property(anyMessage, compression, (message, how) => {
      assert.deepEqual(lineOf(encodeMessage(message, how)), describeMessage(message));
    }),
  );
});

test("octets cut from a message, or added to it, are never overlooked", () => {
  fc.assert(
    fc.property(
      anyMessage,
      compression,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (message, how, part) => {
        const octets = encodeMessage(message, how);
        assert.notEqual(errorOf(octets.subarray(0, Math.floor(part * octets.length))), null);
        const longer = Uint8Array.from([...octets, 0]);
        assert.deepEqual(errorOf(longer), { error: Code.TrailingOctets, offset: octets.length });
      },
    ),
  );
});

describe("a DNS vector cut at any octet is an error, and so is an octet behind it", () => {
  for (const vector of vectors.filter(({ expect }) => expect["ok"] === true)) {
    test(vector.path, () => {
      for (let length = 0; length < vector.octets.length; length++) {
        assert.equal(outcomeInBoth({ ...vector, octets: vector.octets.subarray(0, length) })["ok"], false);
      }
      const longer = outcomeInBoth({ ...vector, octets: Uint8Array.from([...vector.octets, 0xc0]) });
      assert.deepEqual(longer, { ok: false, error: "trailing-octets", offset: vector.octets.length });
    });
  }
});

test("any octets have a typed outcome", () => {
  const header = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((octets) => {
    // Small counts, so that there is something behind them.
    for (const high of [4, 6, 8, 10]) octets[high] = 0;
    return octets;
  });
  const body = fc.uint8Array({ maxLength: 300, size: "max" });
  fc.assert(
    fc.property(header, body, (head, rest) => {
      outcomeInBoth({ kind: "dns", profile: "auto", octets: Uint8Array.from([...head, ...rest]) });
    }),
  );
});

/** The name of a record as the fixed record has it. */
const targetOf = (data: Data): Name | null =>
  data.kind === "SRV" ? data.target : data.kind === "NAPTR" ? data.replacement : null;

test("the fixed record says the same", () => {
  fc.assert(
    fc.property(anyMessage, compression, (message, how) => {
      const { id, flags, entries } = recordCore.decode(encodeMessage(message, how));
      const { question } = message;
      const records = [message.answer, message.authority, message.additional];
      assert.deepEqual([id, flags], [message.id, message.flags]);
      const found = entries.map(({ section, type, owner }) => [section, type, owner]);
      const built = [
        ...question.map(({ name, type }) => [0, type, nameText(name)]),
        ...records.flatMap((list, index) => list.map(({ name, data }) => [index + 1, typeOf(data), nameText(name)])),
      ];
      assert.deepEqual(found, built);
      for (const [index, { class: number, data }] of records.flat().entries()) {
        const target = targetOf(data);
        if (target === null || (number & 0x7fff) !== 1) continue;
        assert.equal(entries[question.length + index]?.target, nameText(target));
      }
    }),
  );
});

/** Data in the form in which dns-packet gives it. */
function packetData(data: Data): unknown {
  const name = (labels: Name) => nameText(labels).replace(/(?<=.)\.$/, "");
  const text = (octets: Uint8Array) => Buffer.from(octets).toString("latin1");
  switch (data.kind) {
    case "A":
    case "AAAA":
      return [...data.octets];
    case "CNAME":
    case "PTR":
      return name(data.name);
    case "SRV":
      return { priority: data.priority, weight: data.weight, port: data.port, target: name(data.target) };
    case "NAPTR": {
      const [flags, services, regexp] = [data.flags, data.services, data.regexp].map(text);
      const { order, preference } = data;
      return { order, preference, flags, services, regexp, replacement: name(data.replacement) };
    }
    case "SOA": {
      const [serial, refresh, retry, expire, minimum] = data.numbers;
      return { mname: name(data.mname), rname: name(data.rname), serial, refresh, retry, expire, minimum };
    }
    case "TXT":
      return data.strings.map(text);
    default:
      return assert.fail(data.kind);
  }
}

function ownForm({ type, data }: PacketRecord): unknown {
  if (type === "A" || type === "AAAA") return [...addressOctets(data as string)];
  if (type === "TXT") return (data as Buffer[]).map((octets) => octets.toString("latin1"));
  return data;
}

test("dns-packet finds the same", () => {
  fc.assert(
    fc.property(plainMessage, compression, (message, how) => {
      const octets = encodeMessage(message, how);
      assert.deepEqual(lineOf(octets), describeMessage(message));
      const packet = dnsPacket.decode(Buffer.from(octets));
      const text = (name: Name) => nameText(name).replace(/(?<=.)\.$/, "");
      for (const [records, found] of [
        [message.answer, packet.answers],
        [message.authority, packet.authorities],
        [message.additional, packet.additionals],
      ] as const) {
        assert.deepEqual(
          found.map((record) => [record.name, record.type, record.ttl, ownForm(record)]),
          records.map(({ name, ttl, data }) => [text(name), data.kind, ttl, packetData(data)]),
        );
      }
      assert.deepEqual(
        packet.questions.map(({ name }) => name),
        message.question.map(({ name }) => text(name)),
      );
    }),
  );
});

/** A name of 255 octets, all of which are escaped in text. */
const LONGEST: Name = [63, 63, 63, 61].map((length) => new Uint8Array(length).fill(0xff));

test("the message with the longest line has one", () => {
  const soa: Data = { kind: "SOA", mname: LONGEST, rname: LONGEST, numbers: repeat(5, 0xffffffff) };
  const record: Resource = { name: LONGEST, class: 1, ttl: 0x7fffffff, data: soa };
  const question = { name: LONGEST, type: 0xff00, class: 0x7f00 };
  const message = response({ question: repeat(256, question), answer: repeat(256, record) });
  const octets = encodeMessage(message, "all");
  assert.ok(octets.length <= MAX_MESSAGE_LENGTH);
  assert.deepEqual(lineOf(octets), describeMessage(message));
  assert.equal(recordCore.decode(octets).entries.length, 512);
});

test("256 records of a message: E-72: 256 records are read, one more is too many; questions count by themselves", () => {
  const record: Resource = { name: [], class: 1, ttl: 0, data: { kind: "A", octets: new Uint8Array(4) } };
  const question = { name: nameOf("isp.test"), type: TYPES.A, class: 1 };
  const errorFor = (parts: Partial<Message>) => errorOf(encodeMessage(response(parts), "all"));
  assert.equal(errorFor({ question: [question], answer: repeat(200, record), additional: repeat(56, record) }), null);
  const tooMany = { error: Code.RecordCount, offset: 4 };
  assert.deepEqual(errorFor({ answer: repeat(200, record), additional: repeat(57, record) }), tooMany);
  assert.deepEqual(errorFor({ question: repeat(257, question) }), tooMany);
});

test("E-72: a message has at most 16,384 octets", () => {
  const filled = (length: number) => {
    const data: Data = { kind: "other", type: 65, octets: new Uint8Array(length - 12 - 11) };
    return encodeMessage(response({ answer: [{ name: [], class: 1, ttl: 0, data }] }), "none");
  };
  assert.equal(errorOf(filled(MAX_MESSAGE_LENGTH)), null);
  assert.deepEqual(errorOf(filled(MAX_MESSAGE_LENGTH + 1)), { error: Code.MessageTooLong, offset: MAX_MESSAGE_LENGTH });
});
