// `select` of the release module: against a reference of its own, and by its bounds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AddressScope, Code, InputKind, LinkState, LinkType, OutputKind } from "../../host/abi.gen.ts";
import { formatAddress, toMappedPrefix } from "../../host/addresses.ts";
import type { Core } from "../../host/core.ts";
import { encodeAddresses, encodeControl, encodeLink, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import { fc } from "../support/property.ts";
import { contains, selectByReference } from "../support/selection-reference.ts";
import type { NetworkModel, Range, ServerModel, World } from "../support/selection-reference.ts";

type Fields = Record<string, unknown>;

const CLIENT = 3;
/** Longer than any wait of a start. */
const LATER_MS = 60_000;

function ask(core: Core, line: string): Fields[] {
  const { fault, outputs } = feed(core, InputKind.Control, encodeControl(CLIENT, octetsOf(line)), START_MS + LATER_MS);
  assert.equal(fault, null);
  assert.equal(outputs.filter(({ kind }) => kind === OutputKind.ClientClose).length, 1);
  return outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
}

function octetsOfRange({ isIpv4, value }: Range): Uint8Array {
  const digits = value.toString(16).padStart(isIpv4 ? 8 : 32, "0");
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

const textOf = (range: Range) => `${formatAddress(octetsOfRange(range))}/${range.length}`;
/** As the core writes it. */
const shortTextOf = (range: Range) => textOf(range).replace(range.isIpv4 ? /\/32$/ : /\/128$/, "");

// Few bits vary, so that prefixes hold one another often.
const BASES = [
  { isIpv4: true, value: 0xc6336000n, length: 20 },
  { isIpv4: true, value: 0x64400000n, length: 10 },
  { isIpv4: true, value: 0x0a000000n, length: 8 },
  { isIpv4: false, value: 0x20010db8n << 96n, length: 32 },
  { isIpv4: false, value: 0xfd12n << 112n, length: 48 },
];

// Some are the same in every sample, so that networks have them in common.
const COMMON = [
  { isIpv4: true, value: 0xc6336400n, length: 22 },
  { isIpv4: true, value: 0x64480000n, length: 13 },
  { isIpv4: false, value: 0x20010db84n << 92n, length: 34 },
];

const range = (spread: number): fc.Arbitrary<Range> =>
  fc.oneof(fc.constantFrom(...COMMON), varied(spread), varied(spread));

const varied = (spread: number): fc.Arbitrary<Range> =>
  fc
    .tuple(fc.constantFrom(...BASES), fc.integer({ min: -2, max: spread }), fc.nat(63))
    .map(([{ isIpv4, value, length }, more, bits]) => {
      const width = isIpv4 ? 32 : 128;
      const total = length + more;
      const filled = value | (BigInt(bits) << BigInt(width - length - 6));
      const behind = BigInt(width - total);
      return { isIpv4, value: (filled >> behind) << behind, length: total };
    });

/** Prefixes of one section: none is a part of another. */
const apart = fc
  .array(range(6), { maxLength: 3 })
  .map((all) => all.filter((one, i) => !all.slice(0, i).some((other) => contains(one, other) || contains(other, one))));

const provider = fc.constantFrom(undefined, undefined, undefined, "north", "south");

const network = (name: string): fc.Arbitrary<NetworkModel> =>
  fc.record({
    name: fc.constant(name),
    isThere: fc.boolean().map((flag) => flag || name === "net0"),
    assigned: fc.array(range(6), { maxLength: 2 }),
    configured: apart,
    isPi: fc.nat(3).map((n) => n === 0),
    takesOwnTargets: fc.nat(2).map((n) => n > 0),
    isp: provider,
    credentials: provider,
  });

const server = (label: string): fc.Arbitrary<ServerModel> =>
  fc.record({
    label: fc.constant(label),
    network: fc.constantFrom(undefined, "net0", "net1", "net2"),
    protects: apart,
  });

interface Setting {
  readonly networks: readonly NetworkModel[];
  readonly servers: readonly ServerModel[];
  readonly manualReplaces: boolean;
  /** Networks whose DHCP names a server. */
  readonly served: readonly boolean[];
}

const setting: fc.Arbitrary<Setting> = fc.record({
  networks: fc
    .tuple(network("net0"), network("net1"), network("net2"))
    .chain((all) => fc.integer({ min: 1, max: 3 }).map((count) => all.slice(0, count))),
  servers: fc
    .tuple(server("one"), server("two"), server("three"))
    .chain((all) => fc.nat(3).map((count) => all.slice(0, count))),
  manualReplaces: fc.boolean(),
  served: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

function configurationOf({ networks, servers, manualReplaces }: Setting): string {
  const list = (word: string, ranges: readonly Range[]) =>
    ranges.length === 0 ? [] : [`${word} ${ranges.map(textOf).join(" ")}`];
  const lines = [
    "methods manual dhcp",
    `manual-scope ${manualReplaces ? "replace" : "beside"}`,
    ...networks.flatMap(({ name, configured, isPi, takesOwnTargets, isp, credentials }) => [
      `interface ${name}`,
      ...list("prefixes", configured),
      `addressing ${isPi ? "pi" : "pa"}`,
      `pi-targets ${takesOwnTargets ? "on" : "off"}`,
      ...(isp === undefined ? [] : [`isp ${isp}`]),
      ...(credentials === undefined ? [] : [`credentials ${credentials}`]),
    ]),
    ...servers.flatMap(({ label, network: name, protects }, index) => [
      `server ${label}`,
      ...(name === undefined ? [] : [`bind-interface ${name}`]),
      `reference-identifier ${label}.test`,
      `addresses 192.0.2.${index + 1} 2001:db8:ffff::${index + 1}`,
      ...list("protects", protects),
    ]),
  ];
  return lines.join("\n");
}

function coreOf(all: Setting): Core {
  const core = makeReadyCore();
  const { outputs } = feed(core, InputKind.Config, octetsOf(configurationOf(all)));
  const refused = outputs.filter(({ kind, handle }) => kind === OutputKind.Log && handle === Code.ConfigLine);
  assert.deepEqual(refused.map(jsonOf), []);
  all.networks.forEach(({ name, isThere, assigned }, index) => {
    if (!isThere) return;
    const ifindex = index + 5;
    const type = LinkType.Ethernet;
    feed(core, InputKind.Link, encodeLink({ ifindex, name: octetsOf(name), state: LinkState.Up, type }));
    const entries = assigned.map((one) => {
      const { address, length } = toMappedPrefix({ address: octetsOfRange(one), length: one.length });
      // Some host of the prefix; the last bit is behind every prefix there is.
      return {
        address: address.map((octet, at) => (at === 15 ? octet | 1 : octet)),
        prefixLength: length,
        flags: 0,
        scope: AddressScope.Global,
        preferredS: 60,
        validS: 60,
      };
    });
    feed(core, InputKind.Addresses, encodeAddresses(ifindex, entries));
    const options = all.served[index] ? `opt148=c0a80${index}01\n` : "";
    const text = `client=udhcpc\nevent=bound\ndevice=${name}\nlease=86400\n${options}`;
    feed(core, InputKind.Spool, encodeSpool(octetsOf(`${name}.inet`), octetsOf(text)));
  });
  for (const timeMs of [5000, 30_000, LATER_MS])
    feed(core, InputKind.TimeReached, new Uint8Array(0), START_MS + timeMs);
  return core;
}

/** Which group a peer belongs to, by what its record says. */
function groupOf(servers: readonly ServerModel[], peer: Fields): string {
  const section = servers.find(({ label }) => label === peer["server_group"]);
  const isOfSection = peer["method"] === "manual" && section !== undefined;
  if (isOfSection && (section.network === undefined || section.protects.length > 0))
    return `${String(peer["pvd"])}/${section.label}`;
  return String(peer["pvd"]);
}

function groupName({ pvd, server_group: label }: Fields): string {
  assert.ok(typeof pvd === "string" && (typeof label === "string" || label === null));
  return label === null ? pvd : `${pvd}/${label}`;
}

test("R-96 R-97 R-98 R-99 R-103 R-118 A-11a select answers as the reference, for every network and as a gateway", () => {
  const seen = new Map<number | string, number>();
  fc.assert(
    fc.property(setting, fc.array(range(8), { minLength: 1, maxLength: 8 }), (all, targets) => {
      const core = coreOf(all);
      const peers = ask(core, "peers");
      const members = new Map<string, Fields[]>();
      for (const peer of peers) {
        const group = groupOf(all.servers, peer);
        members.set(group, [...(members.get(group) ?? []), peer]);
      }
      const world: World = { ...all, live: new Set(members.keys()) };
      const there = all.networks.filter(({ isThere }) => isThere).map(({ name }) => name);
      for (const only of [undefined, ...there]) {
        const limit = only === undefined ? "" : `interface ${only} `;
        const verdicts = targets.map((target) => selectByReference(world, { only, isGateway: false }, target));
        const reply = ask(core, `select ${limit}${targets.map(textOf).join(" ")}`);
        checkReply(reply, targets, verdicts, members);
        for (const one of verdicts) count(seen, "reason" in one ? one.reason : `${one.groups.size} groups`);

        const strict = targets.map((target) => selectByReference(world, { only, isGateway: true }, target));
        const [first, ...rest] = ask(core, `accept ${limit}${targets.map(textOf).join(" ")}`);
        const isWhole = strict.every((one) => "groups" in one);
        assert.deepEqual(first, { record: isWhole ? "accepted" : "rejected" });
        const none = { groups: new Set<string>() };
        checkReply(rest, targets, isWhole ? strict : strict.map((one) => ("groups" in one ? none : one)), members);
      }
    }),
  );
  // A sample that never comes to a case says nothing of it.
  const cases = [Code.WiderThanPrefixes, Code.NotAssigned, Code.NoOwner, Code.OwnerWithoutServer, Code.SeveralOwners];
  for (const one of [...cases, Code.OtherNetwork, "1 groups", "2 groups"])
    assert.ok((seen.get(one) ?? 0) >= 5, String(one));
});

function count(counts: Map<number | string, number>, key: number | string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function checkReply(
  reply: readonly Fields[],
  targets: readonly Range[],
  verdicts: readonly ReturnType<typeof selectByReference>[],
  members: ReadonlyMap<string, readonly Fields[]>,
): void {
  const groups = reply.filter(({ record }) => record === "group");
  const unmatched = reply.filter(({ record }) => record === "unmatched");
  assert.equal(groups.length + unmatched.length, reply.length);
  const expected = [...members.keys()]
    .map((name) => [name, targets.filter((_, at) => isIn(verdicts[at], name)).map(shortTextOf)] as const)
    .filter(([, list]) => list.length > 0);
  const actual = groups.map((record) => [groupName(record), record["targets"]] as const);
  assert.deepEqual(new Map(actual), new Map(expected));
  assert.equal(actual.length, expected.length);
  for (const record of groups) {
    const ids = (members.get(groupName(record)) ?? []).map(({ id }) => id);
    assert.deepEqual(record["peers"], ids, "all peers of the group and no others, in their order");
  }
  const reasons = targets.flatMap((target, at) => {
    const one = verdicts[at];
    return one !== undefined && "reason" in one
      ? [{ record: "unmatched", target: shortTextOf(target), reason: one.reason }]
      : [];
  });
  assert.deepEqual(unmatched, reasons);
}

const isIn = (one: ReturnType<typeof selectByReference> | undefined, name: string) =>
  one !== undefined && "groups" in one && one.groups.has(name);

test("R-96 whatever stands as a target: each is answered once, and the others as if it were not there", () => {
  const core = coreOf({ networks: [BARE], servers: [], manualReplaces: false, served: [true] });
  const word = fc.uint8Array({ minLength: 1, maxLength: 400, size: "max" }).map((octets) => {
    const text = Buffer.from(octets.map((octet) => ([0x09, 0x20, 0x23].includes(octet) ? 0x2e : octet)));
    return text.toString("latin1");
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.nat(30), (words, at) => {
      const all = [...words.slice(0, at), "198.51.96.7", ...words.slice(at)];
      const reply = ask(core, `select ${all.join(" ")}`);
      if (all[0] === "interface") return;
      if (all.join(" ").length > 8000) return assert.ok(reply.length > 0);
      const good = reply.filter(({ record }) => record === "group");
      assert.ok(good.length === 1 && (good[0]?.["targets"] as string[]).includes("198.51.96.7"));
      const told =
        reply.filter(({ record }) => record === "unmatched").length + (good[0]?.["targets"] as string[]).length;
      assert.equal(told, all.length);
    }),
  );
});

const BARE: NetworkModel = {
  name: "net0",
  isThere: true,
  assigned: [{ isIpv4: true, value: 0xc6336000n, length: 24 }],
  configured: [],
  isPi: false,
  takesOwnTargets: true,
  isp: undefined,
  credentials: undefined,
};

test("a request that is too long or has too many targets is refused at its place", () => {
  const core = coreOf({ networks: [BARE], servers: [], manualReplaces: false, served: [true] });
  const error = (line: string) => ask(core, line);
  const many = Array.from({ length: 33 }, () => "::1").join(" ");
  assert.deepEqual(error(`select ${many}`), [{ record: "error", error: Code.ControlTargets, offset: 7 + 32 * 4 }]);
  const long = `select ${"x".repeat(5000)} ${"y".repeat(5000)} 198.51.96.7`;
  assert.deepEqual(error(long), [{ record: "error", error: Code.ControlLength, offset: 5008 }]);
  assert.equal(ask(core, `select ${"\xff".repeat(8000)} 198.51.96.7`).length, 2, "the longest that is taken");
  for (const line of ["select", "accept", "select interface", "select interface net0", "select # 192.0.2.1"]) {
    assert.equal(error(line)[0]?.["error"], Code.ControlTargetMissing, line);
  }
  assert.equal(error("select interface nowhere 192.0.2.1")[0]?.["error"], Code.ControlInterface);
});

test("a group of very many peers comes in several lines", () => {
  const core = coreOf({ networks: [BARE], servers: [], manualReplaces: false, served: [false] });
  const lease = (name: string, text: string) =>
    feed(core, InputKind.Spool, encodeSpool(octetsOf(name), octetsOf(text)), START_MS + LATER_MS);
  const hex = (number: number) => number.toString(16).padStart(2, "0");
  const inet = Array.from({ length: 62 }, (_, at) => `c63360${hex(at + 2)}`).join("");
  const inet6 = Array.from({ length: 64 }, (_, at) => `20010db8${"0".repeat(22)}${hex(at + 1)}`).join("");
  lease("net0.inet", `client=udhcpc\nevent=bound\ndevice=net0\nlease=86400\nopt148=${inet}\n`);
  lease("net0.inet6", `client=odhcp6c\nevent=bound\ndevice=net0\nPASSTHRU=008e0400${inet6}\n`);
  feed(core, InputKind.TimeReached, new Uint8Array(0), START_MS + 2 * LATER_MS);
  const ids = ask(core, "peers").map(({ id }) => id);
  assert.ok(ids.length > 256);
  const reply = ask(core, "select 198.51.96.7");
  assert.deepEqual(
    reply.map(({ record, targets }) => [record, targets]),
    [0, 1].map(() => ["group", ["198.51.96.7"]]),
  );
  assert.deepEqual(
    reply.map(({ peers }) => peers),
    [ids.slice(0, 256), ids.slice(256)],
  );
});

test("a reply that the host did not fetch is over with the next input", () => {
  const core = coreOf({ networks: [BARE], servers: [], manualReplaces: false, served: [true] });
  core.handle(InputKind.Control, encodeControl(1, octetsOf("select 198.51.96.7 www.example")), START_MS + LATER_MS);
  const { outputs } = feed(core, InputKind.Control, encodeControl(2, octetsOf("select 10.0.0.1")), START_MS + LATER_MS);
  const told = outputs.filter(({ kind }) => kind === OutputKind.ClientSend || kind === OutputKind.ClientClose);
  assert.deepEqual(
    told.map(({ kind, handle }) => [kind, handle]),
    [
      [OutputKind.ClientClose, 1],
      [OutputKind.ClientSend, 2],
      [OutputKind.ClientClose, 2],
    ],
  );
});

test("E-102 a server by hand that protects the same prefix does not say whose of two providers a target is", () => {
  const core = coreOf({
    networks: ["net0", "net1"].map((name) => ({ ...BARE, name, isp: name })),
    servers: [{ label: "one", network: undefined, protects: BARE.assigned }],
    manualReplaces: false,
    served: [true, true],
  });
  assert.deepEqual(ask(core, "select 198.51.96.7"), [
    { record: "unmatched", target: "198.51.96.7", reason: Code.SeveralOwners },
  ]);
});
