// Octets of addresses in text form, for tests.
import { isIPv4 } from "node:net";

/** The 4 or 16 octets of an address. */
export function addressOctets(text: string): Uint8Array {
  if (isIPv4(text)) return Uint8Array.from(text.split("."), Number);
  const quad = /(?<=:)[\d.]+\.[\d.]+$/.exec(text)?.[0];
  if (quad !== undefined) {
    const [a = 0, b = 0, c = 0, d = 0] = quad.split(".").map(Number);
    return addressOctets(text.replace(quad, `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`));
  }
  const [head = [], tail] = text.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const gap = tail === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  const groups = [...head, ...gap, ...(tail ?? [])].map((group) => parseInt(group, 16));
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}
