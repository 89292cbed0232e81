// Answers to the questions of the core: right, wrong in one field, or wrong in some
// octets.
import { addressOctets } from "../../support/address.ts";
import { encodeMessage, nameOf, TYPES } from "../../support/dns-builder.ts";
import type { Compression, Data, Message, Name, Resource } from "../../support/dns-builder.ts";
import type { Dice } from "./dice.ts";
import { mutate } from "./mutate.ts";
import type { FuzzNetwork } from "./networks.ts";
import { readName } from "./names.ts";
import { addressText, nameText } from "./text.ts";

/** A question as it went out. */
export interface Query {
  readonly id: number;
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

const HEADER_LENGTH = 12;
const QUESTION_COUNT = 4;
const TRUNCATED = 0x0200;
const AUTHENTIC = 0x0020;
const RESPONSE = 0x8180;

/** The questions of a message that the core sent; null if it is none. */
export function readQueries(octets: Uint8Array): Query[] | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (octets.length < HEADER_LENGTH) return null;
  const queries: Query[] = [];
  let at = HEADER_LENGTH;
  for (let left = view.getUint16(QUESTION_COUNT); left > 0; left--) {
    const found = readName(octets, at);
    if (found === null || found.end + 4 > octets.length) return null;
    const [type, number] = [view.getUint16(found.end), view.getUint16(found.end + 2)];
    queries.push({ id: view.getUint16(0), name: found.name, type, class: number });
    at = found.end + 4;
  }
  return queries;
}

/** Where the records of one answer come from. */
interface Zone {
  readonly dice: Dice;
  readonly network: FuzzNetwork | null;
}

const someName = ({ dice, network }: Zone): Name =>
  dice.weigh<() => Name>([
    [6, () => nameOf(nameText(dice, network))],
    [2, () => nameOf(`_dots-signal._${dice.pick(["udp", "tcp"])}.${nameText(dice, network)}`)],
    [1, () => dice.list(5, () => dice.octets(1 + dice.below(40)))],
    [1, () => []],
  ])();

const SERVICES = [
  "DOTS:signal.udp",
  "DOTS:signal.tcp:data.tcp",
  "DOTS:data.tcp",
  "DOTS-CALL-HOME:signal.udp",
  "SIP+D2U",
  "dots:SIGNAL.udp",
  "",
];

function naptr(zone: Zone): Data {
  const { dice } = zone;
  const text = (value: string) => Uint8Array.from(Buffer.from(value));
  return {
    kind: "NAPTR",
    order: dice.pick([1, 10, 10, 20, 65535]),
    preference: dice.pick([1, 10, 10, 65535]),
    flags: text(dice.pick(["s", "S", "a", "", "u", "sa"])),
    services: text(dice.pick(SERVICES)),
    regexp: text(dice.oneIn(10) ? "!.*!x!" : ""),
    replacement: someName(zone),
  };
}

function dataOf(zone: Zone, type: number): Data {
  const { dice, network } = zone;
  const family = (wanted: number) => addressOctets(addressText(dice, network)).slice(0, wanted);
  switch (type) {
    case TYPES.A:
      return { kind: "A", octets: family(4) };
    case TYPES.AAAA:
      return { kind: "AAAA", octets: Uint8Array.from([...family(16), ...new Uint8Array(12)].slice(0, 16)) };
    case TYPES.SRV: {
      const port = dice.pick([4646, 443, 0, 65535, 5000]);
      return {
        kind: "SRV",
        priority: dice.pick([0, 10, 20]),
        weight: dice.pick([0, 1, 65535]),
        port,
        target: someName(zone),
      };
    }
    case TYPES.NAPTR:
      return naptr(zone);
    case TYPES.PTR:
    case TYPES.CNAME:
      return { kind: type === TYPES.PTR ? "PTR" : "CNAME", name: someName(zone) };
    case TYPES.TXT:
      return {
        kind: "TXT",
        strings: dice.list(4, () =>
          Uint8Array.from(Buffer.from(dice.pick(["", "txtvers=1", "data=443", "x=", "=x", "y".repeat(255)]))),
        ),
      };
    case TYPES.SOA:
      return {
        kind: "SOA",
        mname: someName(zone),
        rname: someName(zone),
        numbers: [1, 3600, 600, 86400, dice.pick([0, 60, 300, 0xffffffff])],
      };
    default:
      return { kind: "other", type, octets: dice.octets(dice.below(40)) };
  }
}

const ALL_TYPES = [...Object.values(TYPES).filter((type) => type !== TYPES.OPT), 2, 46, 47, 64];

function resource(zone: Zone, name: Name, type: number): Resource {
  const { dice } = zone;
  const ttl = dice.pick([0, 1, 30, 60, 300, 86400, 0x7fffffff, 0x80000000, 0xffffffff]);
  return { name, class: dice.oneIn(12) ? dice.pick([0x8001, 3, 255]) : 1, ttl, data: dataOf(zone, type) };
}

/** Records that answer the question, over aliases if it likes, and what else there is room for. */
function answerRecords(zone: Zone, query: Query): Resource[] {
  const { dice } = zone;
  const records: Resource[] = [];
  let owner = query.name;
  for (let aliases = dice.oneIn(4) ? dice.below(10) : 0; aliases > 0; aliases--) {
    const alias = resource(zone, owner, TYPES.CNAME);
    records.push(alias);
    if (alias.data.kind === "CNAME") owner = alias.data.name;
  }
  const count = dice.oneIn(12) ? 40 : dice.below(6);
  for (let index = 0; index < count; index++) records.push(resource(zone, owner, query.type));
  return dice.oneIn(4) ? records.reverse() : records;
}

const opt = (dice: Dice): Resource => ({
  ...{ name: [], class: 0, ttl: 0 },
  data: {
    ...{ kind: "OPT", udpSize: 1232, extendedRcode: dice.oneIn(10) ? 1 : 0, version: 0, dnssecOk: dice.oneIn(2) },
    options: dice.list(2, () => ({ code: dice.pick([10, 15]), octets: dice.octets(dice.below(8)) })),
  },
});

/** What the next steps may ask: owners that the answer has just named. */
function targetsOf(records: readonly Resource[]): Name[] {
  return records.flatMap(({ data }) => {
    if (data.kind === "SRV") return [data.target];
    if (data.kind === "NAPTR") return [data.replacement];
    return data.kind === "PTR" || data.kind === "CNAME" ? [data.name] : [];
  });
}

/**
 * A response to a query, by a name server of the network that was asked.
 * @returns its octets; right or wrong
 */
export function makeAnswer(dice: Dice, query: Query, network: FuzzNetwork | null): Uint8Array {
  const zone = { dice, network };
  const rcode = dice.weigh([
    [12, 0],
    [3, 3],
    [1, 2],
    [1, 5],
    [1, 1],
    [1, dice.below(16)],
  ] as const);
  const answer = rcode === 0 && !dice.oneIn(5) ? answerRecords(zone, query) : [];
  const authority =
    answer.length === 0 && !dice.oneIn(4)
      ? [resource(zone, query.name.slice(dice.below(3)), dice.pick([TYPES.SOA, 2]))]
      : [];
  const targets = targetsOf(answer);
  const extra = dice.list(6, () =>
    resource(zone, targets.length > 0 && !dice.oneIn(5) ? dice.pick(targets) : someName(zone), dice.pick(ALL_TYPES)),
  );
  const bits =
    (dice.oneIn(25) ? TRUNCATED : 0) | (dice.oneIn(3) ? AUTHENTIC : 0) | (dice.oneIn(30) ? dice.below(0x10000) : 0);
  const { name, type, class: number } = query;
  const question = {
    name: dice.oneIn(20)
      ? name.map((label) => Buffer.from(Buffer.from(label).toString("latin1").toUpperCase(), "latin1"))
      : name,
    type,
    class: number,
  };
  const message: Message = {
    ...{ id: dice.oneIn(20) ? dice.below(0x10000) : query.id, flags: RESPONSE ^ bits ^ rcode },
    ...{ question: dice.oneIn(30) ? [] : [question], answer, authority },
    additional: dice.oneIn(3) ? extra : [...extra, opt(dice)],
  };
  const octets = encodeMessage(message, dice.pick<Compression>(["none", "allowed", "all"]));
  return dice.oneIn(5) ? mutateMessage(dice, octets) : octets;
}

/** Changes behind the header come oftener: a wrong id has been tried soon. */
function mutateMessage(dice: Dice, octets: Uint8Array): Uint8Array {
  if (dice.oneIn(6)) return mutate(dice, octets);
  if (dice.oneIn(6)) {
    const counts = Uint8Array.from(octets);
    counts[QUESTION_COUNT + 1 + 2 * dice.below(4)] = dice.pick([0, 1, 2, 255]);
    return counts;
  }
  return Uint8Array.from([...octets.subarray(0, HEADER_LENGTH), ...mutate(dice, octets.subarray(HEADER_LENGTH), 64)]);
}
