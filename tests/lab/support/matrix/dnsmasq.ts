// dnsmasq, for one family.

import { Dnsmasq } from "../dnsmasq.ts";
import { colonHex, instancesOf } from "../option-values.ts";
import type { OptionValue } from "../option-values.ts";
import type { Family } from "../router.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";

function make({ family, folder, place, uplinks }: Site): MatrixServer {
  const ranges = uplinks.map(({ prefix, prefix6 }) =>
    family === "inet" ? `${prefix}.100,${prefix}.200,1h` : `${prefix6}1000,${prefix6}2000,64,1h`,
  );
  const links = uplinks.map(({ providerLink }) => providerLink);
  const statements = ranges.map((range) => `dhcp-range=${range}`);
  const dnsmasq = new Dnsmasq(folder, place, statements, links);
  return {
    offer: ({ name, addresses }) =>
      dnsmasq.offer([
        ...linesOf(family, CODES[family].name, name),
        ...linesOf(family, CODES[family].addresses, addresses),
      ]),
    stop: () => dnsmasq.stop(),
  };
}

function linesOf(family: Family, code: number, value: OptionValue): string[] {
  const key = family === "inet" ? String(code) : `option6:${code}`;
  if ("addresses" in value) {
    const words = value.addresses.map((each) => (each.includes(":") ? `[${each}]` : each));
    return [[key, ...words].join(",")];
  }
  return instancesOf(value).map((octets) => (octets.length === 0 ? key : `${key},${colonHex(octets)}`));
}

export const DNSMASQ: ServerKind = { name: "dnsmasq", programs: ["dnsmasq"], make };
