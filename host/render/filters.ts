// Prefix filters for the DOTS clients inside: which servers may protect which targets
// (RFC 9284 §5, R-108, R-114).

import { contains, prefixText } from "./prefixes.ts";
import type { AddressPrefix, Identity, Network, Peer, Records } from "./records.ts";
import { renderTable } from "./table.ts";
import type { Style } from "./table.ts";

/** A server for the signal channel. */
export interface FilterServer {
  readonly pvd: string;
  readonly address: string;
  readonly port: number;
  readonly transports: readonly string[];
  readonly reference_ids: readonly Identity[];
}

/** One filter: whoever defends a target in `prefix` asks `servers`; of several networks, all of them. */
export interface Filter {
  readonly record: "filter";
  readonly prefix: string;
  readonly prefix_kind: "pa" | "pi";
  readonly networks: readonly string[];
  readonly servers: readonly FilterServer[];
}

export interface Filters {
  readonly filters: readonly Filter[];
  /** What the filters cannot say, a sentence each. */
  readonly notes: readonly string[];
}

const HEADING = ["PREFIX", "KIND", "NETWORK", "SERVER", "PORT", "TRANSPORT", "REFERENCE IDENTIFIER"];

/** The filters of everything that is known: the provider's prefixes first, network by network, then the site's own. */
export function makeFilters({ networks, peers }: Records): Filters {
  const served = networks.map((network) => ({ network, servers: serversOf(network, peers) }));
  const reachable = served.filter(({ servers }) => servers.length > 0);
  const filters = reachable
    .filter(({ network }) => !network.isIndependent)
    .flatMap(({ network, servers }) => network.prefixes.map((prefix) => filter(prefix, "pa", [network.pvd], servers)));
  // what is the site's own, every provider carries.
  const own = new Map(
    networks
      .filter(({ isIndependent }) => isIndependent)
      .flatMap(({ prefixes }) => prefixes.map((prefix) => [prefixText(prefix), prefix])),
  );
  const everybody = reachable.flatMap(({ servers }) => servers);
  for (const prefix of everybody.length === 0 ? [] : own.values()) {
    const pvds = reachable.map(({ network }) => network.pvd);
    filters.push(filter(prefix, "pi", pvds, everybody));
  }
  return { filters, notes: [...networkNotes(served), ...overlapNotes(reachable), ...anycastNotes(everybody)] };
}

/** A table of filters; a further server of the same prefix stands in a line of its own. */
export function renderFilters(filters: readonly Filter[], style: Style): string[] {
  const rows = filters.flatMap(({ prefix, prefix_kind, servers }) =>
    servers.map(({ pvd, address, port, transports, reference_ids }, index) => ({
      cells: [
        index === 0 ? prefix : "",
        index === 0 ? prefix_kind : "",
        pvd,
        address,
        String(port),
        transports.join("+"),
        reference_ids.map(({ type, value }) => `${type} ${value}`).join(", "),
      ],
    })),
  );
  return renderTable(HEADING, rows, style);
}

function filter(
  prefix: AddressPrefix,
  prefix_kind: "pa" | "pi",
  networks: readonly string[],
  servers: readonly FilterServer[],
): Filter {
  return { record: "filter", prefix: prefixText(prefix), prefix_kind, networks, servers };
}

/** The servers of a network, best first, each once with its transports. */
function serversOf({ pvd }: Network, peers: readonly Peer[]): FilterServer[] {
  const servers = new Map<string, FilterServer & { transports: string[] }>();
  for (const peer of peers) {
    if (peer.pvd !== pvd || peer.role !== "server" || peer.channel !== "signal") continue;
    const { address, port, transport, identities: reference_ids } = peer;
    const key = JSON.stringify([address.text, port, reference_ids]);
    const known = servers.get(key);
    if (known !== undefined) known.transports.push(transport);
    else servers.set(key, { pvd, address: address.text, port, transports: [transport], reference_ids });
  }
  return [...servers.values()];
}

function networkNotes(served: readonly { network: Network; servers: readonly FilterServer[] }[]): string[] {
  return served.flatMap(({ network: { pvd, prefixes }, servers }) => {
    if (servers.length > 0 && prefixes.length === 0)
      return [`${pvd} has servers and no prefix: no filter leads to them`];
    if (servers.length === 0 && prefixes.length > 0)
      return [`${pvd} has no server: nothing is to be sent for targets in ${prefixes.map(prefixText).join(", ")}`];
    return [];
  });
}

/** Where two networks assigned the same, a target does not tell which one it is. */
function overlapNotes(reachable: readonly { network: Network }[]): string[] {
  const assigned = reachable
    .filter(({ network }) => !network.isIndependent)
    .flatMap(({ network }) => network.prefixes.map((prefix) => ({ pvd: network.pvd, prefix })));
  return assigned.flatMap((one, index) =>
    assigned
      .slice(index + 1)
      .filter(({ pvd, prefix }) => pvd !== one.pvd && contains(prefix, one.prefix) && contains(one.prefix, prefix))
      .map(
        ({ pvd, prefix }) =>
          `${one.pvd} and ${pvd} both have ${prefixText(prefix)}: the link that the attack came over has to decide`,
      ),
  );
}

/** by one address in two networks nobody chooses between them. */
function anycastNotes(servers: readonly FilterServer[]): string[] {
  const networks = new Map<string, Set<string>>();
  for (const { address, pvd } of servers) networks.set(address, (networks.get(address) ?? new Set()).add(pvd));
  return [...networks]
    .filter(([, pvds]) => pvds.size > 1)
    .map(
      ([address, pvds]) =>
        `${address} is a server of ${[...pvds].join(" and ")}: a client inside cannot choose between them by address`,
    );
}
