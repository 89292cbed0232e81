// DHCP options as a provider means them, and their octets.

/** A value for a server that knows the type of the option, or its octets. */
export type OptionValue =
  | { readonly name: string }
  | { readonly addresses: readonly string[] }
  | { readonly octets: Buffer }
  /** Either, as the server can: Kea cannot cut a list of addresses that is too long for one option. */
  | { readonly addresses: readonly string[]; readonly octets: Buffer }
  /** Several options of one code. */
  | { readonly instances: readonly Buffer[] };

/** A name in the form of RFC 1035 §3.1. */
export function wireName(...labels: string[]): Buffer {
  const parts = labels.map((label) => Buffer.from([label.length, ...Buffer.from(label, "latin1")]));
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function octets4(address: string): Buffer {
  return Buffer.from(address.split(".").map(Number));
}

/** @param address one with `::` in it */
function octets6(address: string): Buffer {
  const groups = (part: string) => part.split(":").filter(Boolean);
  const hex = (part: string) =>
    groups(part)
      .map((group) => group.padStart(4, "0"))
      .join("");
  const [head = "", tail = ""] = address.split("::").map(hex);
  return Buffer.from(head.padEnd(32 - tail.length, "0") + tail, "hex");
}

/** Addresses one behind the other, as RFC 8973 §5 has them. */
export function wireAddresses(...addresses: readonly string[]): Buffer {
  return Buffer.concat(addresses.map((each) => (each.includes(":") ? octets6(each) : octets4(each))));
}

/** The octets of an option, each instance by itself. */
export function instancesOf(value: OptionValue): readonly Buffer[] {
  if ("instances" in value) return value.instances;
  if ("octets" in value) return [value.octets];
  if ("name" in value) return [wireName(...value.name.split("."))];
  return [wireAddresses(...value.addresses)];
}

/** `0a:01`, as dnsmasq and dhcpd are told octets. */
export function colonHex(octets: Buffer): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}
