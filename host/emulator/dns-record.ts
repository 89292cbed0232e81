// Records of virtual DNS servers: names, record data and their text form, which
// is that of zone files (RFC 1035 §5.1, RFC 3597 §5).
import { formatAddress, parseIpv4, parseIpv6 } from "../addresses.ts";
import { fromHex, toHex } from "./octets.ts";

export const DnsType = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  OPT: 41,
} as const;

/** A domain name: its labels, one character for each octet; the root has none. */
export type DnsName = readonly string[];

export type DnsData =
  | { kind: "address"; octets: Uint8Array }
  | { kind: "name"; name: DnsName }
  | { kind: "soa"; primary: DnsName; mailbox: DnsName; numbers: number[] }
  | { kind: "srv"; numbers: number[]; target: DnsName }
  | { kind: "naptr"; numbers: number[]; strings: string[]; replacement: DnsName }
  | { kind: "txt"; strings: string[] }
  | { kind: "octets"; octets: Uint8Array };

export interface DnsRecord {
  readonly name: DnsName;
  readonly type: number;
  readonly ttlS: number;
  readonly data: DnsData;
  /** Undefined: IN. */
  readonly class?: number;
}

/** What compares equal for names that differ in letter case only. */
export function nameKey(name: DnsName): string {
  return formatName(name).toLowerCase();
}

/** Text without the final dot; `\.` and `\DDD` for what is not plain, RFC 4343 §2.1. */
export function formatName(name: DnsName): string {
  const escape = (character: string) =>
    /[.\\]/.test(character) ? `\\${character}` : `\\${String(character.charCodeAt(0)).padStart(3, "0")}`;
  return name.map((label) => label.replace(/[^!-~]|[.\\]/g, escape)).join(".") || ".";
}

/** A name from its text; a relative one ends with `origin`. Undefined if it is none. */
export function parseName(text: string, origin: DnsName = []): DnsName | undefined {
  if (text === "@") return origin;
  if (text === ".") return [];
  const labels: string[] = [""];
  for (const [part, decimal, escaped, dot] of text.matchAll(/\\(\d{3})|\\(.)|(\.)|./gs)) {
    if (dot !== undefined) labels.push("");
    else labels.push((labels.pop() ?? "") + (decimal ? String.fromCharCode(Number(decimal)) : (escaped ?? part)));
  }
  const isAbsolute = labels.at(-1) === "";
  if (isAbsolute) labels.pop();
  const isLabel = (label: string) => /^[\0-\xff]{1,63}$/.test(label);
  const name = isAbsolute ? labels : [...labels, ...origin];
  const length = name.reduce((sum, label) => sum + 1 + label.length, 1);
  return labels.length > 0 && name.every(isLabel) && length <= 255 ? name : undefined;
}

/** The number of a type by its name, `TYPE65` too; undefined if there is none. */
export function parseType(text: string): number | undefined {
  const known = (DnsType as Readonly<Record<string, number>>)[text];
  const number = known ?? Number(/^TYPE(\d{1,5})$/.exec(text)?.[1]);
  return number <= 0xffff ? number : undefined;
}

export function formatType(type: number): string {
  return Object.entries(DnsType).find(([, value]) => value === type)?.[0] ?? `TYPE${type}`;
}

/** Words of a line; quoted ones keep their blanks. A semicolon begins a comment. */
function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  const rest = line.replace(/\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";]+)|;.*$)/gs, (_all, quoted?: string, word?: string) => {
    if (quoted !== undefined || word !== undefined) words.push(quoted?.replace(/\\(.)/gs, "$1") ?? word ?? "");
    return "";
  });
  return rest.trim() === "" ? words : undefined;
}

export interface RecordDefaults {
  readonly origin: DnsName;
  readonly ttlS: number;
}

/** `NAME [TTL] [IN] TYPE DATA`; undefined if it is no record. */
export function parseRecord(line: string, defaults: RecordDefaults): DnsRecord | undefined {
  const [owner = "", ...words] = splitWords(line) ?? [];
  const ttlS = /^\d{1,10}$/.test(words[0] ?? "") ? Number(words.shift()) : defaults.ttlS;
  if (words[0] === "IN") words.shift();
  const name = parseName(owner, defaults.origin);
  const type = parseType(words[0] ?? "");
  if (owner === "" || name === undefined || type === undefined || ttlS > 0xffffffff) return undefined;
  const data = parseData(type, words.slice(1), defaults.origin);
  return data === undefined ? undefined : { name, type, ttlS, data };
}

function parseData(type: number, words: readonly string[], origin: DnsName): DnsData | undefined {
  if (words[0] === "\\#") return parseOctets(words.slice(1));
  switch (type) {
    case DnsType.A:
      return words.length === 1 ? addressData(parseIpv4(words[0] ?? "")) : undefined;
    case DnsType.AAAA:
      return words.length === 1 ? addressData(parseIpv6(words[0] ?? "")) : undefined;
    case DnsType.TXT:
      return { kind: "txt", strings: [...words] };
    default:
      return parseNamed(type, words, origin);
  }
}

function addressData(octets: Uint8Array | undefined): DnsData | undefined {
  return octets && { kind: "address", octets };
}

/** RFC 3597 §5: the length, then hexadecimal digits. */
function parseOctets([length = "", ...digits]: readonly string[]): DnsData | undefined {
  const octets = fromHex(digits.join(""));
  return octets?.length === Number(length) ? { kind: "octets", octets } : undefined;
}

/** Data with names and numbers in it. */
function parseNamed(type: number, words: readonly string[], origin: DnsName): DnsData | undefined {
  const name = (index: number) => parseName(words[index] ?? "", origin);
  const numbers = (from: number, to: number, most: number) => {
    const values = words.slice(from, to);
    const isNumber = (word: string) => /^\d{1,10}$/.test(word) && Number(word) <= most;
    return values.length === to - from && values.every(isNumber) ? values.map(Number) : undefined;
  };
  const [first, last] = [name(0), name(words.length - 1)];
  if (last === undefined && type !== DnsType.SOA) return undefined;
  switch (type) {
    case DnsType.NS:
    case DnsType.CNAME:
    case DnsType.PTR:
      return words.length === 1 && first ? { kind: "name", name: first } : undefined;
    case DnsType.SRV: {
      const values = numbers(0, 3, 0xffff);
      return values && last && words.length === 4 ? { kind: "srv", numbers: values, target: last } : undefined;
    }
    case DnsType.NAPTR: {
      const values = numbers(0, 2, 0xffff);
      const isWhole = values && last && words.length === 6;
      return isWhole ? { kind: "naptr", numbers: values, strings: words.slice(2, 5), replacement: last } : undefined;
    }
    case DnsType.SOA: {
      const [mailbox, values] = [name(1), numbers(2, 7, 0xffffffff)];
      const isWhole = first && mailbox && values && words.length === 7;
      return isWhole ? { kind: "soa", primary: first, mailbox, numbers: values } : undefined;
    }
    default:
      return undefined;
  }
}

/** Type and data as they stand in a zone file. */
export function formatRecord({ type, data }: DnsRecord): string {
  return `${formatType(type)} ${formatData(data)}`;
}

function formatData(data: DnsData): string {
  const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
  switch (data.kind) {
    case "address":
      return formatAddress(data.octets);
    case "name":
      return formatName(data.name);
    case "soa":
      return [formatName(data.primary), formatName(data.mailbox), ...data.numbers].join(" ");
    case "srv":
      return [...data.numbers, formatName(data.target)].join(" ");
    case "naptr":
      return [...data.numbers, ...data.strings.map(quote), formatName(data.replacement)].join(" ");
    case "txt":
      return data.strings.map(quote).join(" ");
    case "octets":
      return `\\# ${data.octets.length} ${toHex(data.octets)}`.trimEnd();
  }
}
