// Spool files of every dialect: leases that are right, and then some octets of them
// are not.
import { formatAddress } from "../../../host/addresses.ts";
import { addressOctets } from "../../support/address.ts";
import { nameText } from "../../support/dns-builder.ts";
import { encodeName, nameOf, readName } from "./names.ts";
import type { Dice } from "./dice.ts";
import { mutate } from "./mutate.ts";
import { NETWORKS, NEUTRAL, NOBODY, resolversOf } from "./networks.ts";
import type { FuzzNetwork } from "./networks.ts";
import { anyVariable, nameText as makeName } from "./text.ts";

export interface SpoolFile {
  readonly name: string;
  /** null: the file is removed. */
  readonly text: Uint8Array | null;
  /** Nothing in it is wrong. */
  readonly isRight: boolean;
}

interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

const DIALECTS_4 = ["udhcpc", "dhclient", "dhcpcd", "raw"] as const;
const DIALECTS_6 = ["odhcp6c", "dhclient", "dhcpcd", "raw"] as const;
type Dialect = (typeof DIALECTS_4)[number] | (typeof DIALECTS_6)[number];

const u16 = (value: number) => [(value >> 8) & 0xff, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");
/** As ISC dhclient writes data that it knows no type for. */
const colonHex = (octets: Uint8Array) => [...octets].map((octet) => octet.toString(16)).join(":");
const join = (parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const addresses = (texts: readonly string[]) => join(texts.map(addressOctets));

/** Codes of the options in the order of the family. */
const CODES = {
  inet: { ri: 147, address: 148, domain: 213, dns: 6 },
  inet6: { ri: 141, address: 142, domain: 57, dns: 23 },
} as const;
type Family = keyof typeof CODES;
const DOMAIN_NAME = 15;

/** What a provider says, in wire form. */
function makeOptions(dice: Dice, network: FuzzNetwork, family: Family): Option[] {
  const inet = family === "inet";
  const codes = CODES[family];
  const prefix = inet ? network.prefix4 : network.prefix6;
  const many = dice.oneIn(10) ? 70 : 5;
  const servers = dice.list(many, () => `${prefix}${10 + dice.below(80)}`);
  if (dice.oneIn(5)) servers.push(dice.pick(inet ? NEUTRAL.addresses4 : NEUTRAL.addresses6));
  const lists = join(servers.map((server) => join([Uint8Array.of(4), addressOctets(server)])));
  const resolvers = resolversOf(network).filter((text) => text.includes(":") !== inet);
  const name = () => encodeName(nameOf(makeName(dice, network)));
  const all: Option[] = [
    { code: codes.ri, value: dice.oneIn(8) ? join([name(), name()]) : name() },
    { code: codes.address, value: inet && dice.oneIn(6) ? lists : addresses(servers) },
    { code: codes.domain, value: join(dice.list(3, name)) },
    { code: codes.dns, value: addresses(resolvers) },
  ];
  const chosen = all.filter(({ code }) => !dice.oneIn(code === codes.dns ? 8 : 3));
  if (dice.oneIn(6)) chosen.push(dice.pick(all));
  if (inet) chosen.push({ code: DOMAIN_NAME, value: Buffer.from(makeName(dice, network)) });
  return chosen;
}

/** RFC 2132: a long value goes into several instances, which are joined (RFC 3396). */
function encodeOption4({ code, value }: Option): number[] {
  const octets: number[] = [];
  for (let at = 0; at === 0 || at < value.length; at += 255) {
    const part = value.subarray(at, at + 255);
    octets.push(code, part.length, ...part);
  }
  return octets;
}

const encodeOption6 = ({ code, value }: Option): number[] => [...u16(code), ...u16(value.length), ...value];

function message4(dice: Dice, network: FuzzNetwork, options: readonly Option[]): Uint8Array {
  const head = new Uint8Array(240);
  head.set([2, 1, 6, 0, 1, 2, 3, 4]);
  head.set(addressOctets(`${network.prefix4}57`), 16);
  head.set([0x63, 0x82, 0x53, 0x63], 236);
  const fixed = [
    53,
    1,
    dice.oneIn(20) ? dice.below(9) : 5,
    51,
    4,
    ...u32(leaseTime(dice)),
    3,
    4,
    ...addressOctets(`${network.prefix4}1`),
  ];
  const server = [54, 4, ...addressOctets(`${network.prefix4}${dice.pick([1, 2])}`)];
  return Uint8Array.from([...head, ...fixed, ...server, ...options.flatMap(encodeOption4), 255]);
}

function message6(dice: Dice, network: FuzzNetwork, options: readonly Option[]): Uint8Array {
  const lifetime = leaseTime(dice);
  const address = {
    code: 5,
    value: Uint8Array.from([...addressOctets(`${network.prefix6}57`), ...u32(lifetime), ...u32(lifetime)]),
  };
  const association = { code: 3, value: Uint8Array.from([...u32(1), ...u32(0), ...u32(0), ...encodeOption6(address)]) };
  const others = [
    association,
    { code: 2, value: dice.octets(10) },
    { code: 32, value: Uint8Array.from(u32(lifetime)) },
  ];
  return Uint8Array.from([
    dice.oneIn(20) ? dice.below(14) : 7,
    1,
    2,
    3,
    ...[...others, ...options].flatMap(encodeOption6),
  ]);
}

const leaseTime = (dice: Dice): number => dice.pick([0, 1, 60, 240, 3600, 86400, 0x7fffffff, 0xffffffff]);

/** Names of the variables of one client for what the options hold. */
const VARIABLES: Readonly<Record<string, (code: number) => string>> = {
  udhcpc: (code) => (code === DOMAIN_NAME ? "domain" : code === 6 ? "dns" : `opt${code}`),
  odhcp6c: (code) => (code === 23 ? "RDNSS" : `OPTION_${code}`),
  dhclient: (code) => NAMES[code] ?? `new_unknown_${code}`,
  dhcpcd: (code) => NAMES[code] ?? `new_unknown_${code}`,
};
const NAMES: Readonly<Record<number, string>> = {
  ...{
    147: "new_dots_ri",
    148: "new_dots_address",
    213: "new_access_domain",
    15: "new_domain_name",
    6: "new_domain_name_servers",
  },
  ...{
    141: "new_dhcp6_dots_ri",
    142: "new_dhcp6_dots_address",
    57: "new_dhcp6_access_domain",
    23: "new_dhcp6_name_servers",
  },
};

const ADDRESS_CODES: readonly number[] = [6, 23, 148, 142];
const NAME_CODES: readonly number[] = [147, 141];

/** An option as a client writes it that knows its type: addresses, or names that end with a dot. */
function typedText(dice: Dice, { code, value }: Option): string | null {
  if (ADDRESS_CODES.includes(code)) {
    const size = code === 6 || code === 148 ? 4 : 16;
    const count = Math.floor(value.length / size);
    const texts = Array.from({ length: count }, (_, index) => value.slice(index * size, (index + 1) * size));
    return texts.map(formatAddress).join(" ");
  }
  const found = NAME_CODES.includes(code) ? readName(value, 0) : null;
  return found === null ? null : nameText(found.name).slice(0, dice.oneIn(3) ? -1 : undefined);
}

function valueText(dice: Dice, dialect: Dialect, { code, value }: Option): string {
  if (code === DOMAIN_NAME) return Buffer.from(value).toString("latin1");
  const isTyped = code === 6 || code === 23 || (dialect !== "udhcpc" && dialect !== "odhcp6c" && dice.oneIn(3));
  const typed = isTyped ? typedText(dice, { code, value }) : null;
  if (typed !== null) return typed;
  return dialect === "dhclient" && !dice.oneIn(4) ? colonHex(value) : hex(value);
}

const EVENTS: Readonly<Record<Dialect, readonly [Readonly<Record<Family, string>>, readonly string[]]>> = {
  udhcpc: [{ inet: "bound", inet6: "bound" }, ["renew", "deconfig", "nak", "leasefail", "started"]],
  odhcp6c: [{ inet: "bound", inet6: "bound" }, ["informed", "updated", "rebound", "ra-updated", "unbound", "stopped"]],
  dhclient: [{ inet: "BOUND", inet6: "BOUND6" }, ["RENEW", "TIMEOUT", "EXPIRE", "FAIL", "STOP6", "DEPREF6", "PREINIT"]],
  dhcpcd: [{ inet: "BOUND", inet6: "BOUND6" }, ["INFORM", "REBOOT6", "NAK", "STOPPED", "NOCARRIER", "FAIL"]],
  raw: [{ inet: "message", inet6: "message" }, ["lost", "absent"]],
};

/** Lines of a client beside the options: its own address, the end of the lease, the router. */
function ownLines(dice: Dice, dialect: Dialect, { prefix4, prefix6 }: FuzzNetwork): string[] {
  const seconds = leaseTime(dice);
  const server = `${prefix4}${dice.pick([1, 2])}`;
  switch (dialect) {
    case "udhcpc":
      return [`ip=${prefix4}57`, `router=${prefix4}1`, `serverid=${server}`, `lease=${seconds}`];
    case "odhcp6c":
      return [
        `ADDRESSES=${prefix6}57/128,${seconds},${seconds}`,
        `RA_ROUTES=::/0,fe80::1,${seconds},512`,
        "SERVER=fe80::1",
      ];
    case "dhclient":
      return [
        `new_ip_address=${prefix4}57`,
        `new_routers=${prefix4}1`,
        `new_dhcp_lease_time=${seconds}`,
        `new_max_life=${seconds}`,
      ];
    case "dhcpcd":
      return [
        `new_dhcp6_ia_na1_ia_addr1=${prefix6}57`,
        `new_dhcp6_ia_na1_ia_addr1_vltime=${seconds}`,
        `new_dhcp_server_identifier=${server}`,
      ];
    case "raw":
      return [];
  }
}

function optionLines(dice: Dice, dialect: Dialect, network: FuzzNetwork, family: Family): string[] {
  const options = makeOptions(dice, network, family).map((option) =>
    // A hook writes no value that would not be one line.
    dice.oneIn(8) && option.code !== DOMAIN_NAME ? { ...option, value: mutate(dice, option.value) } : option,
  );
  if (dialect === "raw") {
    const message = family === "inet" ? message4(dice, network, options) : message6(dice, network, options);
    return [`message=${hex(dice.oneIn(6) ? mutate(dice, message) : message)}`];
  }
  if (dialect === "odhcp6c" && !dice.oneIn(3))
    return [`PASSTHRU=${hex(Uint8Array.from(options.flatMap(encodeOption6)))}`];
  const name = VARIABLES[dialect] as (code: number) => string;
  return options.map((option) => `${name(option.code)}=${valueText(dice, dialect, option)}`);
}

/** What a hook writes at `timeMs`. */
export function makeSpoolFile(dice: Dice, timeMs: number): SpoolFile {
  const isWild = dice.oneIn(6);
  // Octets changed anywhere may change whose file it is: then it is nobody's, and says nothing that is one network's own.
  const network = isWild ? NOBODY : dice.pick(NETWORKS);
  const family = dice.pick(["inet", "inet6"] as const);
  const name = `${family === "inet" ? network.name : network.name6}.${family}`;
  if (dice.oneIn(14)) return { name, text: null, isRight: true };
  const dialect: Dialect = dice.pick(family === "inet" ? DIALECTS_4 : DIALECTS_6);
  const [usual, others] = EVENTS[dialect];
  const event = dice.oneIn(4) ? dice.pick(others) : usual[family];
  const ageMs = dice.pick([0, 0, 30, 5000, 3_600_000]);
  const seconds = Math.max(timeMs - ageMs, 0) / 1000;
  const lines = [
    `client=${dialect}`,
    `event=${event}`,
    `device=${network.device}`,
    ...(dice.oneIn(2) ? [`uptime=${(Math.floor(seconds * 100) / 100).toFixed(2)}`] : []),
    ...(dice.oneIn(8) ? [`dropped=${dice.pick(["opt148", "new_dots_address", "PASSTHRU", "x"])}`] : []),
    ...ownLines(dice, dialect, network),
    ...optionLines(dice, dialect, network, family),
    ...dice.list(dice.oneIn(3) ? 4 : 0, () => anyVariable(dice, network)),
  ];
  const encode = (some: readonly string[]) => Buffer.from(some.map((line) => `${line}\n`).join(""), "latin1");
  const text = encode(lines);
  if (isWild) return { name: dice.oneIn(6) ? hostileName(dice) : name, text: mutate(dice, text), isRight: false };
  if (dice.oneIn(5)) {
    const changed = Buffer.concat([encode(lines.slice(0, HEAD_LINES)), mutate(dice, encode(lines.slice(HEAD_LINES)))]);
    return { name, text: changed, isRight: false };
  }
  // A raw message may be of a type that ends in a fault, or not be well formed.
  return { name, text, isRight: dialect !== "raw" };
}

/** Client, event and device. */
const HEAD_LINES = 3;

const hostileName = (dice: Dice): string =>
  dice.pick([
    "wan",
    ".inet",
    "../etc.inet",
    "wan.inet7",
    `${"w".repeat(16)}.inet`,
    "wan.inet.inet6",
    "\0.inet",
    "w an.inet6",
  ]);
