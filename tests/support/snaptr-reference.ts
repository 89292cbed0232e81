// S-NAPTR as RFC 3958 §2.2 and RFC 8973 §6 tell it: a recursive walk over a zone
// that is known as a whole. Slow, short, and written from the texts alone.

export interface NaptrRecord {
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly services: string;
  readonly regexp: string;
  /** "." is the root. */
  readonly replacement: string;
}

export interface SrvRecord {
  readonly priority: number;
  readonly port: number;
  readonly target: string;
}

/** What a name has; an alias has nothing else. */
export interface ZoneNode {
  readonly alias?: string | undefined;
  readonly naptr: readonly NaptrRecord[];
  /** No two of the same priority: a draw among them has no reference. */
  readonly srv: readonly SrvRecord[];
  /** IPv4 addresses. */
  readonly addresses: readonly string[];
}

export type ReferenceZone = ReadonlyMap<string, ZoneNode>;

/** The protocols, in the order in which those of one record are preferred, and their default ports. */
const PROTOCOLS = ["signal.udp", "signal.tcp", "data.tcp"] as const;
type Protocol = (typeof PROTOCOLS)[number];
const DEFAULT_PORTS: Readonly<Record<Protocol, number>> = { "signal.udp": 4646, "signal.tcp": 4646, "data.tcp": 443 };
const LABELS: Readonly<Record<Protocol, string>> = { "signal.udp": "udp", "signal.tcp": "tcp", "data.tcp": "data" };
/** NAPTR sets on one path, aliases in one chain. */
const MOST_STEPS = 5;
const MOST_ALIASES = 8;

/**
 * The table of a domain, best row first, as `udp 192.0.2.1 4646`.
 * @param isAgent the name of an agent, which is taken for a host if it has no DOTS records
 */
export function referenceTable(zone: ReferenceZone, domain: string, isAgent: boolean): string[] {
  const walk = new Walk(zone);
  const first = walk.records(domain);
  if (first.length === 0 && isAgent) PROTOCOLS.forEach((protocol) => walk.emitHost(domain, protocol));
  const offered = first.flatMap((record) => protocolsOf(record));
  for (const protocol of new Set(offered)) walk.follow(domain, protocol, []);
  return [...new Set(walk.rows)];
}

class Walk {
  readonly rows: string[] = [];
  private readonly zone: ReferenceZone;

  constructor(zone: ReferenceZone) {
    this.zone = zone;
  }

  /** The S-NAPTR records of a name that are for DOTS, the best first. */
  records(name: string): NaptrRecord[] {
    const isUsable = (record: NaptrRecord) =>
      protocolsOf(record).length > 0 &&
      record.regexp === "" &&
      record.replacement !== "." &&
      /^[sa]?$/i.test(record.flags);
    return (this.node(name)?.naptr.filter(isUsable) ?? []).sort(
      (a, b) => a.order - b.order || a.preference - b.preference || compare(a.replacement, b.replacement),
    );
  }

  follow(name: string, protocol: Protocol, ancestors: readonly string[]): void {
    if (ancestors.includes(name) || ancestors.length === MOST_STEPS) return;
    for (const record of this.records(name)) {
      if (!protocolsOf(record).includes(protocol)) continue;
      const flag = record.flags.toLowerCase();
      if (flag === "") this.follow(record.replacement, protocol, [...ancestors, name]);
      else if (flag === "a") this.emitHost(record.replacement, protocol);
      else this.emitServers(record.replacement, protocol);
    }
  }

  emitHost(name: string, protocol: Protocol, port = DEFAULT_PORTS[protocol]): void {
    for (const address of [...(this.node(name)?.addresses ?? [])].sort(compareAddresses)) {
      this.rows.push(`${LABELS[protocol]} ${address} ${port}`);
    }
  }

  private emitServers(name: string, protocol: Protocol): void {
    const servers = this.node(name)?.srv.filter(({ port, target }) => port !== 0 && target !== ".") ?? [];
    for (const { target, port } of [...servers].sort((a, b) => a.priority - b.priority)) {
      this.emitHost(target, protocol, port);
    }
  }

  /** What a name has, at the end of its aliases. */
  private node(name: string): ZoneNode | undefined {
    let node = this.zone.get(name);
    for (let aliases = 0; node?.alias !== undefined; aliases++) {
      if (aliases === MOST_ALIASES) return undefined;
      node = this.zone.get(node.alias);
    }
    return node;
  }
}

/** The protocols that a record offers for DOTS, RFC 3958 §6.5: letter case means nothing. */
function protocolsOf({ services }: NaptrRecord): Protocol[] {
  const [service, ...protocols] = services.toLowerCase().split(":");
  return service === "dots" ? PROTOCOLS.filter((protocol) => protocols.includes(protocol)) : [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareAddresses(a: string, b: string): number {
  const number = (text: string) => text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return number(a) - number(b);
}

/** The zone in the form of zone files, below the origin of its names. */
export function zoneLines(zone: ReferenceZone): string[] {
  return [...zone].flatMap(([name, { alias, naptr, srv, addresses }]) => [
    ...(alias === undefined ? [] : [`${name} CNAME ${alias}`]),
    ...naptr.map(
      (record) =>
        `${name} NAPTR ${record.order} ${record.preference} "${record.flags}" "${record.services}" "${record.regexp}" ${record.replacement}`,
    ),
    ...srv.map(({ priority, port, target }) => `${name} SRV ${priority} 0 ${port} ${target}`),
    ...addresses.map((address) => `${name} A ${address}`),
  ]);
}
