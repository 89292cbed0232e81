// Random DNS messages for properties.
import { fc } from "./property.ts";
import { TYPES } from "./dns-builder.ts";
import type { Data, Message, Name, Question, Resource } from "./dns-builder.ts";

const MAX_NAME_OCTETS = 255;

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.oneof(
  fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const octets = (maxLength: number) => fc.uint8Array({ maxLength });
const plainLabel = fc.constantFrom("isp", "test", "_dots-signal", "_udp", "a", "m1").map((text) => Buffer.from(text));

/** Labels of any octets, from one to 63. */
const anyLabel = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 63, size: "max" }) },
);

const wireLength = (name: Name) => name.reduce((sum, label) => sum + 1 + label.length, 1);

/** Names whose ends are often the same, so that there is something to compress. */
const nameFrom = (label: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Name> =>
  fc
    .array(fc.oneof({ weight: 2, arbitrary: plainLabel }, { weight: 1, arbitrary: label }), { maxLength: 6 })
    .map((labels) => labels.map((each) => Uint8Array.from(each)))
    .filter((name) => wireLength(name) <= MAX_NAME_OCTETS);

interface Choices {
  readonly name: fc.Arbitrary<Name>;
  readonly string: fc.Arbitrary<Uint8Array>;
  /** Types that only skip or describe octets. */
  readonly others: boolean;
}

function dataFrom({ name, string, others }: Choices): fc.Arbitrary<Data> {
  const numbers = fc.array(u32, { minLength: 5, maxLength: 5 });
  const address = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const known: fc.Arbitrary<Data>[] = [
    fc.record({ kind: fc.constant("A"), octets: address(4) }),
    fc.record({ kind: fc.constant("AAAA"), octets: address(16) }),
    fc.record({ kind: fc.constantFrom("CNAME", "PTR"), name }),
    fc.record({ kind: fc.constant("SRV"), priority: u16, weight: u16, port: u16, target: name }),
    fc.record({
      ...{ kind: fc.constant("NAPTR"), order: u16, preference: u16 },
      ...{ flags: string, services: string, regexp: string, replacement: name },
    }),
    fc.record({ kind: fc.constant("TXT"), strings: fc.array(string, { minLength: others ? 0 : 1, maxLength: 4 }) }),
    fc.record({ kind: fc.constant("SOA"), mname: name, rname: name, numbers }),
  ];
  const type = u16.filter((number) => !Object.values<number>(TYPES).includes(number));
  const other = fc.record({ kind: fc.constant("other"), type, octets: octets(20) });
  return fc.oneof(...known, ...(others ? [other] : []));
}

const opt: fc.Arbitrary<Data> = fc.record({
  ...{ kind: fc.constant("OPT"), udpSize: u16, extendedRcode: u8, version: u8, dnssecOk: fc.boolean() },
  options: fc.array(fc.record({ code: u16, octets: octets(8) }), { maxLength: 3 }),
});

function messageFrom(choices: Choices, classes: readonly number[]): fc.Arbitrary<Message> {
  const number = fc.constantFrom(...classes);
  const type = choices.others ? u16 : fc.constantFrom(...Object.values(TYPES));
  const question: fc.Arbitrary<Question> = fc.record({ name: choices.name, type, class: number });
  const ttl = choices.others ? u32 : fc.integer({ min: 0, max: 0x7fffffff });
  const resource: fc.Arbitrary<Resource> = fc.record({
    name: choices.name,
    class: number,
    ttl,
    data: dataFrom(choices),
  });
  const edns = fc.record({ name: fc.constant([]), class: fc.constant(0), ttl: fc.constant(0), data: opt });
  const additional = choices.others
    ? fc.oneof({ weight: 4, arbitrary: resource }, { weight: 1, arbitrary: edns })
    : resource;
  return fc.record({
    id: u16,
    flags: u16,
    question: fc.array(question, { maxLength: 2 }),
    answer: fc.array(resource, { maxLength: 5 }),
    authority: fc.array(resource, { maxLength: 2 }),
    additional: fc.array(additional, { maxLength: 4 }),
  });
}

/** Messages with everything that can stand in them. */
export const anyMessage = messageFrom(
  { name: nameFrom(anyLabel), string: octets(20), others: true },
  [1, 1, 1, 0x8001, 3, 0],
);

const printable = fc.stringMatching(/^[!-~]{0,12}$/).map((text) => Uint8Array.from(Buffer.from(text)));
const hostLabel = fc.stringMatching(/^[a-z0-9_-]{1,20}$/).map((text) => Uint8Array.from(Buffer.from(text)));

/** Messages that every decoder shows alike: known types, class IN, text without escapes. */
export const plainMessage = messageFrom({ name: nameFrom(hostLabel), string: printable, others: false }, [1]);

export const compression = fc.constantFrom("none", "allowed", "all");
