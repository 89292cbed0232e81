// Where a peer does not do what the form says: what it does instead, and what has to be
// published then.

import type { Family } from "../router.ts";
import { DOTS, HOSTILE, LARGE, LARGE6, MALFORMED, PRINTABLE, SEVERAL, SPLIT, TRUNCATED } from "./forms.ts";
import type { Publication } from "./forms.ts";

export interface Deviation {
  /** The server refuses the configuration and says this. */
  readonly refusal?: RegExp;
  /** The client has no lease with it. */
  readonly isLeaseless?: boolean;
  /** In place of what the form publishes. */
  readonly publishes?: Publication | null;
  readonly note?: string;
}

interface Case extends Deviation {
  readonly family: Family;
  readonly form: string;
  /** All, if absent. */
  readonly servers?: readonly string[];
  readonly clients?: readonly string[];
}

const REAL = ["Kea", "dnsmasq", "ISC dhcpd"];
const byAddress = (...addresses: string[]): Publication => ({ name: null, addresses });
const byName = (...addresses: string[]): Publication => ({ name: DOTS, addresses });

/** What dhclient takes for text: a name that is lost, since no one can tell where its labels end. */
const TEXT =
  "dhclient hands on a `string` whose octets are all printable as text; the hook or the core refuses it, and the server is published by its address alone.";
const CUT = (client: string) =>
  `${client} hands on the whole addresses of a typed option and drops the octets left over; what it hands on is published. The name, without its end, is refused.`;

const CASES: readonly Case[] = [
  {
    family: "inet",
    form: SEVERAL,
    servers: REAL,
    publishes: byName("10.9.2.2"),
    note: "Kea, dnsmasq and ISC dhcpd can be told several values for one option and send the last alone.",
  },
  {
    family: "inet6",
    form: SEVERAL,
    servers: REAL,
    publishes: byName("fd0f:2::2"),
    note: "Kea, dnsmasq and ISC dhcpd can be told several values for one option and send the last alone.",
  },
  {
    family: "inet6",
    form: SEVERAL,
    clients: ["dhcpcd"],
    publishes: byName("fd0f:2::2"),
    note: "dhcpcd hands on the last instance alone, where RFC 8973 takes the first; the program cannot know of the others.",
  },
  { family: "inet", form: MALFORMED, clients: ["dhclient"], publishes: byAddress("10.9.3.1"), note: CUT("dhclient") },
  ...["dhclient", "dhcpcd"].map((client): Case => ({
    family: "inet6",
    form: MALFORMED,
    clients: [client],
    publishes: byAddress("fd0f:3::1"),
    note: CUT(client),
  })),
  { family: "inet", form: PRINTABLE, clients: ["dhclient"], publishes: byAddress("64.65.66.67"), note: TEXT },
  {
    family: "inet6",
    form: PRINTABLE,
    clients: ["dhclient"],
    publishes: byAddress("4041:4243:4445:4647::4849"),
    note: TEXT,
  },
  ...["dhclient", "dhcpcd", "odhcp6c"].map((client, index): Case => ({
    family: "inet6",
    form: HOSTILE,
    servers: ["dnsmasq"],
    clients: [client],
    publishes: byAddress(`fd0a:${index + 1}::1`),
    note: "dnsmasq sends its own address where `::` is configured; that address is as good as any, and published.",
  })),
  { family: "inet", form: SPLIT, servers: ["dnsmasq"], refusal: /^dhcp-option too long$/ },
  // It cuts the line at 1,024 octets, inside an address.
  { family: "inet", form: LARGE, servers: ["dnsmasq"], refusal: /^bad IPv4 address$/ },
  {
    family: "inet",
    form: LARGE,
    servers: ["ISC dhcpd"],
    clients: ["udhcpc"],
    publishes: byName(),
    note: "ISC dhcpd leaves out an option that does not fit the size that the client takes (RFC 2132 §9.10); the name is resolved instead, where there is a resolver.",
  },
  {
    family: "inet",
    form: LARGE,
    clients: ["udhcpc"],
    isLeaseless: true,
    publishes: null,
    note: "udhcpc, as Debian and OpenWrt build it, ignores messages with more than 388 octets of options: there is no lease, and nothing to publish.",
  },
  {
    family: "inet",
    form: TRUNCATED,
    clients: ["udhcpc"],
    publishes: { name: "dots", addresses: ["10.9.9.1"] },
    note: "udhcpc hands on as many octets as the option says, those behind the message too; the name that they begin with is taken, the rest is not.",
  },
  {
    family: "inet",
    form: TRUNCATED,
    clients: ["dhcpcd"],
    publishes: null,
    note: "dhcpcd takes no option from such a message.",
  },
  {
    family: "inet6",
    form: LARGE6,
    clients: ["odhcp6c"],
    publishes: byName(),
    note: "odhcp6c keeps 1,024 octets of options that it does not know itself and drops the addresses here; the name is resolved instead, where there is a resolver.",
  },
];

/** The first case that fits. */
export function deviationOf(family: Family, server: string, client: string, form: string): Deviation | null {
  const fits = (each: Case) =>
    each.family === family &&
    each.form === form &&
    each.servers?.includes(server) !== false &&
    each.clients?.includes(client) !== false;
  return CASES.find(fits) ?? null;
}
