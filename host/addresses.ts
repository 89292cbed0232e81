// IP addresses as text and octets.

/** Octets that an IPv4-mapped IPv6 address begins with, RFC 4291 §2.5.5.2. */
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** An address with the length of its prefix, in bits of its own family. */
export interface Prefix {
  address: Uint8Array;
  length: number;
}

/** The 4 octets of dotted-quad text; undefined if it is none. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const octets = match?.slice(1).map(Number);
  return octets?.every((octet) => octet <= 255) ? Uint8Array.from(octets) : undefined;
}

/** The 16 octets of IPv6 text, RFC 4291 §2.2; undefined if it is none. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

function parseGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === "") return [];
  const octets: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    const quad = isLast && index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (quad !== undefined) octets.push(...quad);
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      octets.push(value >>> 8, value & 0xff);
    } else return undefined;
  }
  return octets;
}

/** Text of 4 octets (IPv4) or 16 octets (IPv6 after RFC 5952 §4). */
export function formatAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0));
  const { start, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

/** An address of either family, followed by `/` and its prefix length; undefined if it is none. */
export function parsePrefix(text: string): Prefix | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const address = parseIpv4(match[1] ?? "") ?? parseIpv6(match[1] ?? "");
  const length = Number(match[2]);
  return address !== undefined && length <= address.length * 8 ? { address, length } : undefined;
}

/** The 16 octets that the core takes: an IPv4 address in its mapped form. */
export function toMapped(address: Uint8Array): Uint8Array {
  return address.length === 16 ? address : Uint8Array.from([...MAPPED_PREFIX, ...address]);
}

/** An address of the core in the octets of its own family: 4 if it is mapped, else 16. */
export function fromMapped(address: Uint8Array): Uint8Array {
  const isMapped = MAPPED_PREFIX.every((octet, index) => address[index] === octet);
  return isMapped ? address.slice(MAPPED_PREFIX.length) : address;
}

/** A prefix as the core takes it: the length of an IPv4 prefix counts those 96 bits too. */
export function toMappedPrefix({ address, length }: Prefix): Prefix {
  return { address: toMapped(address), length: length + 8 * (16 - address.length) };
}

/** Network mask of an IPv4 prefix length. */
export function ipv4Mask(length: number): Uint8Array {
  const bits = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return Uint8Array.from([bits >>> 24, bits >>> 16, bits >>> 8, bits]);
}
