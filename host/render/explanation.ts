// Everything that is known of each network, as sentences: what it is made of, how far
// discovery has come, which servers that gave, and what is to be said of each.

import { Code } from "../abi.gen.ts";
import { listOf, numberOf, printable, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { addressOf, identitiesOf, validity } from "./peers.ts";
import { entryText } from "./networks.ts";
import { explain } from "./sentences.ts";
import type { Style } from "./table.ts";

const METHODS: Readonly<Record<string, string>> = {
  manual: "the configuration",
  dhcp: "DHCP",
  snaptr: "S-NAPTR records",
  dnssd: "DNS-SD records",
  mdns: "multicast DNS",
  anycast: "the anycast address",
  "default-router": "the default router",
};

const FAMILIES: Readonly<Record<string, string>> = { inet: "IPv4", inet6: "IPv6" };

/** What a failure that was reported means. */
const FAILURES: Readonly<Record<string, string>> = {
  "connect-failed": "no session with it came about: it stands behind the others for a while",
  "identity-failed": "it did not prove its identity: it stands behind the others for a while",
};

/**
 * A paragraph for each network.
 * @param records those of the replies to `networks`, `status` and `peers`
 */
export function renderExplanation(records: readonly Particulars[], style: Style): string[] {
  const of = (...kinds: string[]) => records.filter(({ record }) => kinds.includes(String(record)));
  const names = new Set([...of("cell"), ...of("network")].map((record) => textOf(record, "pvd", "-")));
  return [...names].flatMap((name, index) => {
    const isHere = (record: Particulars) => textOf(record, "pvd", "-") === name;
    const network = of("network").find(isHere);
    const peers = of("peer", "waiting").filter(isHere);
    return [
      ...(index === 0 ? [] : [""]),
      style.strong(network === undefined ? `${name} network` : networkName(network)),
      ...(network === undefined ? [] : networkLines(network)),
      ...of("cell")
        .filter(isHere)
        .flatMap((cell) => [
          `  ${cellText(cell)}`,
          ...peers.filter(({ family }) => family === cell["family"]).flatMap(peerLines),
        ]),
    ];
  });
}

/** "wan on pppoe-wan, IPv4 on ds-wan" */
function networkName(network: Particulars): string {
  const name = textOf(network, "pvd", "-");
  const device = textOf(network, "interface", name);
  const ipv4 = textOf(network, "ipv4_interface", device);
  return `${name}${device === name ? "" : ` on ${device}`}${ipv4 === device ? "" : `, IPv4 on ${ipv4}`}`;
}

function networkLines(network: Particulars): string[] {
  const owner = textOf(network, "prefix_kind", "") === "pi" ? "the site" : "its provider";
  const list = (field: string, title: string, otherwise: string) => {
    const entries = listOf(network, field).map(entryText).map(printable);
    if (entries.length > 0) return [`  ${title}: ${entries.join(", ")}`];
    return otherwise === "" ? [] : [`  ${otherwise}`];
  };
  return [
    ...list("addresses", "addresses", "no address is known"),
    ...list("prefixes", `prefixes, of ${owner}`, "no prefix is known: no target is of this network"),
    ...list("resolvers", "resolvers", "no resolver is known: no name can be looked up here"),
    ...list("routers", "routers", ""),
    ...list("domains", "domains", ""),
  ];
}

/** How far discovery has come for one family of a network. */
function cellText(cell: Particulars): string {
  const family = FAMILIES[textOf(cell, "family", "")] ?? "-";
  const word = textOf(cell, "method", "nothing");
  const method = METHODS[word] ?? word;
  const end = validity(cell, "expires_in_s");
  const span = end === "-" ? "" : `, good for ${end}`;
  const count = (numberOf(cell, "peers") ?? 0) + (numberOf(cell, "waiting") ?? 0);
  switch (cell["state"]) {
    case "down":
      return `${family}: it is down, there is no carrier or no address`;
    case "wait-config":
      return `${family}: it waits for what DHCP may still say`;
    case "discovering":
      return `${family}: the methods are being tried, there is no list yet`;
    case "failed":
      return `${family}: no method gave a server; they are tried again`;
    case "ready":
      if (count === 0) return `${family}: ${explain(Code.ServedByAnyNetwork)}`;
      return `${family}: ${method} gave this list${span}`;
    case "refreshing":
      return `${family}: ${method} gave this list${span}; the methods are being tried again`;
    case "degraded":
      return `${family}: ${method} gave this list${span}; ${cell["stale"] === true ? "it could not be confirmed" : "more may be there"}, it is tried again`;
    default:
      return `${family}: ${textOf(cell, "state", "-")}`;
  }
}

function peerLines(record: Particulars): string[] {
  if (record["record"] === "waiting")
    return [`    - ${identitiesOf(record)}: ${explain(numberOf(record, "reason") ?? Code.WaitingForDns)}`];
  const source = listOf(record, "source_candidates")[0];
  const from = typeof source === "string" ? `, from ${printable(source)}` : "";
  const role = record["role"] === "call-home-client" ? "Call Home" : `${textOf(record, "channel", "-")} channel`;
  const place = `${addressOf(record)} ${textOf(record, "transport", "-")} port ${textOf(record, "port", "-")}`;
  const redirected = numberOf(record, "redirected_for_s");
  const failure = textOf(record, "failure", "");
  return [
    `    ${textOf(record, "rank", "-")}. ${place} for the ${role}${from}: it has to prove ${identitiesOf(record)}`,
    ...listOf(record, "warnings").map((code) => `       ${explain(Number(code), record)}`),
    ...(failure === "" ? [] : [`       ${FAILURES[failure] ?? failure}`]),
    ...(redirected === null ? [] : [`       it named another server, for ${redirected} s more`]),
  ];
}
