// DHCP messages, as the dialect `raw` has them: in hex.

/** Octets in hex. */
export const hex = (octets: readonly number[]): string => Buffer.from(octets).toString("hex");
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** An acknowledgement of DHCPv4 (RFC 2131 §2): fields by their offset, and options behind its type. */
export function acknowledgement(
  fields: Readonly<Record<number, readonly number[]>>,
  options: readonly number[],
): string {
  const head = new Uint8Array(240);
  head[0] = 2;
  head.set([0x63, 0x82, 0x53, 0x63], 236);
  for (const [offset, octets] of Object.entries(fields)) head.set(octets, Number(offset));
  return hex([...head, 53, 1, 5, ...options, 255]);
}

/** A Reply of DHCPv6 (RFC 8415 §8). */
export const reply = (...options: readonly (readonly number[])[]): string => hex([7, 0, 0, 1, ...options.flat()]);

/** One option of DHCPv6. */
export const option6 = (code: number, ...value: readonly number[]): number[] => [
  ...[...u16(code), ...u16(value.length)],
  ...value,
];

/** An address `2001:db8:N::SUFFIX`. */
export const address6 = (n: number, suffix = 0): number[] => [
  ...[0x20, 0x01, 0x0d, 0xb8, ...u16(n), 0, 0],
  ...[0, 0, 0, 0, 0, 0, ...u16(suffix)],
];

/** IA_NA with what stands in it (RFC 8415 §21.4). */
export const association = (...inner: readonly (readonly number[])[]): number[] =>
  option6(3, ...u32(1), ...u32(0), ...u32(0), ...inner.flat());

/** An address of an association (RFC 8415 §21.6). */
export const assigned = (address: readonly number[], preferredS: number, validS: number): number[] =>
  option6(5, ...address, ...u32(preferredS), ...u32(validS));

/** IA_PD with what stands in it (RFC 8415 §21.21). */
export const delegation = (...inner: readonly (readonly number[])[]): number[] =>
  option6(25, ...u32(1), ...u32(0), ...u32(0), ...inner.flat());

/** A prefix of a delegation (RFC 8415 §21.22). */
export const prefix = (address: readonly number[], length: number, preferredS: number, validS: number): number[] =>
  option6(26, ...u32(preferredS), ...u32(validS), length, ...address);
