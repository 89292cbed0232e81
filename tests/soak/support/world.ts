// What is the case around the router, and which servers follow from it: written from
// RFC 8973 and docs/configuration.md once more, with nothing of the core in it.

export const PROVIDERS = ["a", "b"] as const;
export type Provider = (typeof PROVIDERS)[number];
export const FAMILIES = ["inet", "inet6"] as const;
export type Family = (typeof FAMILIES)[number];

/** What a lease says of servers; `malformed` has addresses of no whole length beside its name. */
export const KINDS = ["addresses", "named", "name", "malformed", "host", "nowhere", "nothing"] as const;
export type Kind = (typeof KINDS)[number];

export interface Lease {
  readonly kind: Kind;
  /** Last numbers of the addresses it names. */
  readonly servers: readonly number[];
  readonly hasDomain: boolean;
}

/** Methods as configured; `manual` is a server by hand at the first provider's IPv4. */
export const METHODS = ["manual dhcp snaptr", "dhcp manual snaptr", "dhcp snaptr", "snaptr dhcp"] as const;

export interface World {
  readonly leases: Record<Provider, Record<Family, Lease | null>>;
  readonly hasCarrier: Record<Provider, boolean>;
  /** Whether the last DHCPv6 lease had a domain and is over: it may be searched until there is another lease. */
  readonly hadDomain: Record<Provider, boolean>;
  /** Which of its zones a provider serves. */
  readonly zones: Record<Provider, number>;
  methods: string;
  /** Whose name servers do not answer. */
  dead: Provider | null;
}

export const LINKS: Readonly<Record<Provider, string>> = { a: "wan0", b: "wan1" };
export const ORIGINS: Readonly<Record<Provider, string>> = { a: "alpha.test", b: "bravo.test" };
export const MANUAL = { name: "dots.manual.test", address: "203.0.113.7" };

/** An address of a provider's network. */
export function addressOf(provider: Provider, family: Family, number: number): string {
  if (family === "inet") return `10.${provider === "a" ? 64 : 65}.0.${number}`;
  return `fd64:${provider}::${number.toString(16)}`;
}

/** Of the zones that a provider has, one differs from the next in ports and addresses. */
export function zoneOf(provider: Provider, version: number): string[] {
  const hosts = [
    ["gateway", 20 + version],
    ["plain", 40],
  ] as const;
  return [
    "@ SOA ns hostmaster 1 3600 600 86400 300",
    ...["@", "dots"].flatMap((owner) => [
      `${owner} NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp`,
      `${owner} NAPTR 100 20 "s" "DOTS:data.tcp" "" _dots-data._tcp`,
    ]),
    `_dots-signal._udp SRV 0 0 ${5000 + version} gateway`,
    "_dots-data._tcp SRV 0 0 443 gateway",
    ...hosts.flatMap(([name, number]) => [
      `${name} A ${addressOf(provider, "inet", number)}`,
      `${name} AAAA ${addressOf(provider, "inet6", number)}`,
    ]),
  ];
}

/** The name of the server that a lease brings, or null. */
export function nameOf(provider: Provider, { kind }: Lease): string | null {
  const labels: Partial<Record<Kind, string>> = {
    named: "dots",
    name: "dots",
    malformed: "dots",
    host: "plain",
    nowhere: "none",
  };
  const label = labels[kind];
  return label === undefined ? null : `${label}.${ORIGINS[provider]}`;
}

type Cell = readonly [provider: Provider, family: Family];

function row([provider, family]: Cell, service: string, address: string, port: number, identity: string): string {
  return `${LINKS[provider]} ${family} ${service} ${address} ${port} ${identity}`;
}

/** A server with the default ports (RFC 9132 §3.1, RFC 8783 §3). */
function withDefaults(cell: Cell, address: string, identity: string): string[] {
  return [
    row(cell, "signal/udp", address, 4646, identity),
    row(cell, "signal/tcp", address, 4646, identity),
    row(cell, "data/tcp", address, 443, identity),
  ];
}

/** What the provider's records lead to (RFC 8973 §6). */
function resolved(cell: Cell, version: number, identity: string): string[] {
  const address = addressOf(...cell, 20 + version);
  return [row(cell, "signal/udp", address, 5000 + version, identity), row(cell, "data/tcp", address, 443, identity)];
}

function byDhcp(world: World, cell: Cell): string[] {
  const [provider, family] = cell;
  const lease = world.leases[provider][family];
  if (lease === null) return [];
  const name = nameOf(provider, lease);
  switch (lease.kind) {
    case "addresses":
    case "named":
      return lease.servers.flatMap((number) => {
        const address = addressOf(provider, family, number);
        return withDefaults(cell, address, name ?? address);
      });
    case "name":
    case "malformed":
      return resolved(cell, world.zones[provider], name ?? "");
    case "host":
      return withDefaults(cell, addressOf(provider, family, 40), name ?? "");
    default:
      return [];
  }
}

function bySnaptr(world: World, cell: Cell, usesFormer: boolean): string[] {
  const [provider] = cell;
  const isKnown =
    (usesFormer && world.hadDomain[provider]) ||
    FAMILIES.some((family) => world.leases[provider][family]?.hasDomain === true);
  return isKnown ? resolved(cell, world.zones[provider], ORIGINS[provider]) : [];
}

function byHand(cell: Cell): string[] {
  const [provider, family] = cell;
  return provider === "a" && family === "inet" ? withDefaults(cell, MANUAL.address, MANUAL.name) : [];
}

function byMethod(world: World, cell: Cell, method: string, usesFormer: boolean): string[] {
  if (method === "manual") return byHand(cell);
  return method === "dhcp" ? byDhcp(world, cell) : bySnaptr(world, cell, usesFormer);
}

function asksNobody(world: World, [provider, family]: Cell, method: string): boolean {
  if (method === "dhcp") return ["addresses", "named"].includes(world.leases[provider][family]?.kind ?? "");
  return method === "manual";
}

/** What the first of these methods that gives something gives. */
function firstOf(world: World, cell: Cell, methods: readonly string[], usesFormer: boolean): string[] {
  return methods.map((method) => byMethod(world, cell, method, usesFormer)).find(({ length }) => length > 0) ?? [];
}

/** A published row, and whether it is marked as stale. */
export interface Row {
  readonly text: string;
  readonly isStale: boolean;
}

/**
 * The rows that have to be published for a cell. Where names cannot be resolved, a method that asks nobody stands in,
 * and without one the list that was there stays.
 */
function wantedOf(world: World, cell: Cell, usesFormer: boolean): string[] {
  const [provider] = cell;
  if (!world.hasCarrier[provider]) return [];
  const methods = world.methods.split(" ");
  const left = world.dead === provider ? methods.filter((method) => asksNobody(world, cell, method)) : methods;
  const found = firstOf(world, cell, left, usesFormer);
  return (found.length > 0 ? found : firstOf(world, cell, methods, usesFormer)).sort();
}

/** What was right so far: where nothing is found any more, an earlier list may stay as long as it is marked. */
export class Judge {
  private readonly earlier = new Map<string, Set<string>>();

  /** Null if what is published follows from the world, else a sentence about the first cell where it does not. */
  complain(world: World, published: readonly Row[]): string | null {
    for (const provider of PROVIDERS) {
      for (const family of FAMILIES) {
        const complaint = this.complainOf(world, [provider, family], published);
        if (complaint !== null) return complaint;
      }
    }
    return null;
  }

  private complainOf(world: World, cell: Cell, published: readonly Row[]): string | null {
    const [provider, family] = cell;
    const key = `${LINKS[provider]} ${family} `;
    const rows = published.filter(({ text }) => text.startsWith(key));
    const is = rows.map(({ text }) => text).sort();
    const wanted = wantedOf(world, cell, false).join("\n");
    const byFormer = wantedOf(world, cell, true).join("\n");
    const earlier = this.earlier.get(key) ?? new Set();
    this.earlier.set(key, earlier.add(wanted).add(byFormer));
    if (is.join("\n") === wanted || is.join("\n") === byFormer) return null;
    const isKept = wanted === "" && world.hasCarrier[provider] && rows.every(({ isStale }) => isStale);
    if (isKept && earlier.has(is.join("\n"))) return null;
    return `of ${key}is published\n${is.join("\n")}\nand should be\n${wanted}`;
  }
}

export function makeWorld(): World {
  return {
    leases: { a: { inet: null, inet6: null }, b: { inet: null, inet6: null } },
    hasCarrier: { a: true, b: true },
    hadDomain: { a: false, b: false },
    zones: { a: 0, b: 0 },
    methods: METHODS[0],
    dead: null,
  };
}

/** The configuration of the daemon. */
export function configurationOf({ methods }: World): string {
  return [
    `methods ${methods}`,
    ...PROVIDERS.map((provider) => `interface ${LINKS[provider]}`),
    "server manual",
    `  reference-identifier ${MANUAL.name}`,
    `  addresses ${MANUAL.address}`,
    `  bind-interface ${LINKS.a}`,
    "",
  ].join("\n");
}
