// One zone for every name server of the lab, and what is to be found in it.

/** One record; names are relative to the zone. */
type Naptr = readonly [owner: string, order: number, preference: number, flags: string, services: string, to: string];
type Srv = readonly [owner: string, priority: number, weight: number, port: number, target: string];
type Host = readonly [owner: string, a: string, aaaa: string];

const NAPTRS: readonly Naptr[] = [
  ["dots", 100, 10, "s", "DOTS:signal.udp", "_dots-signal._udp.dots"],
  ["dots", 100, 20, "s", "DOTS:signal.tcp", "_dots-signal._tcp.dots"],
  ["dots", 100, 30, "s", "DOTS:data.tcp", "_dots-data._tcp.dots"],
  ["ri2", 100, 10, "", "DOTS:signal.udp:signal.tcp:data.tcp", "dots"],
  ["ri3", 100, 10, "a", "DOTS:signal.udp", "a.dots"],
  ["big", 100, 10, "s", "DOTS:signal.udp", "_dots-signal._udp.big"],
];

const HOSTS: readonly Host[] = [
  ["a.dots", "10.2.0.10", "fd0b::10"],
  ["b.dots", "10.2.0.11", "fd0b::11"],
];

/** Targets are not compressed: 24 of these come to more than the 1232 octets that may come over UDP. */
const BIG_HOST = "host.a-label-of-some-length.big";
const BIG_ADDRESSES = ["10.2.0.12", "fd0b::12"] as const;
const BIG_PORTS = Array.from({ length: 24 }, (_, index) => 5000 + index);

const SRVS: readonly Srv[] = [
  ["_dots-signal._udp.dots", 0, 50, 4646, "a.dots"],
  ["_dots-signal._udp.dots", 0, 50, 4646, "b.dots"],
  ["_dots-signal._tcp.dots", 0, 0, 4646, "a.dots"],
  ["_dots-signal._tcp.dots", 10, 0, 4646, "b.dots"],
  ["_dots-data._tcp.dots", 0, 0, 443, "a.dots"],
  ...BIG_PORTS.map((port, index): Srv => ["_dots-signal._udp.big", index, 0, port, BIG_HOST]),
];

/** DNS-SD (RFC 6763), in master files only: names of the RFC with an instance that is no host name, and names of the drafts. */
const INSTANCES = [
  String.raw`_dots-signal._udp.sd PTR Edge\032GW\.\0322nd\032floor._dots-signal._udp.sd`,
  String.raw`_dots-signal._udp.sd PTR B\195\188ro._dots-signal._udp.sd`,
  "_dots-signal._tcp.sd PTR one._dots-signal._tcp.sd",
  "_dots-data._tcp.sd PTR one._dots-data._tcp.elsewhere",
  "_dots._signal._udp.sd PTR one._dots._signal._udp.drafts",
  String.raw`Edge\032GW\.\0322nd\032floor._dots-signal._udp.sd SRV 0 0 5000 a.dots`,
  String.raw`Edge\032GW\.\0322nd\032floor._dots-signal._udp.sd TXT "txtvers=1"`,
  String.raw`B\195\188ro._dots-signal._udp.sd SRV 10 0 5001 b.dots`,
  "one._dots-signal._tcp.sd SRV 0 0 4646 a.dots",
  "one._dots-data._tcp.elsewhere SRV 0 0 443 a.dots",
  "_dots._signal._udp.drafts PTR one._dots._signal._udp.drafts",
  "one._dots._signal._udp.drafts SRV 0 0 6000 b.dots",
];

const ALL_HOSTS: readonly Host[] = [...HOSTS, [BIG_HOST, ...BIG_ADDRESSES]];

/** The zone as a master file (RFC 1035 §5). */
export function masterFile(origin: string): string {
  return [
    `$ORIGIN ${origin}.`,
    "$TTL 300",
    "@ SOA ns1 hostmaster 1 3600 600 86400 300",
    "@ NS ns1",
    "ns1 A 10.2.0.1",
    ...NAPTRS.map(
      ([owner, order, preference, flags, services, to]) =>
        `${owner} NAPTR ${order} ${preference} "${flags}" "${services}" "" ${to}`,
    ),
    ...SRVS.map(([owner, ...data]) => `${owner} SRV ${data.join(" ")}`),
    ...ALL_HOSTS.flatMap(([owner, a, aaaa]) => [`${owner} A ${a}`, `${owner} AAAA ${aaaa}`]),
    ...INSTANCES,
    "",
  ].join("\n");
}

/** The zone as statements of dnsmasq. */
export function dnsmasqStatements(origin: string): string[] {
  const full = (name: string) => `${name}.${origin}`;
  return [
    ...NAPTRS.map(
      ([owner, order, preference, flags, services, to]) =>
        `naptr-record=${[full(owner), order, preference, flags, services, "", full(to)].join(",")}`,
    ),
    ...SRVS.map(
      ([owner, priority, weight, port, target]) =>
        `srv-host=${[full(owner), full(target), port, priority, weight].join(",")}`,
    ),
    ...ALL_HOSTS.map(([owner, a, aaaa]) => `host-record=${[full(owner), a, aaaa].join(",")}`),
  ];
}

/** Rows in order of rank; those of one group may come in any order among themselves. */
export type Table = readonly (readonly string[])[];

/** Rows cut into groups as those of a table are, and each group sorted; what is too much is one group more. */
export function inGroups(rows: readonly string[], table: Table): string[][] {
  const rest = [...rows];
  const groups = table.map(({ length }) => rest.splice(0, length).sort());
  return rest.length === 0 ? groups : [...groups, rest];
}

function ofBothFamilies(rows: (address: 1 | 2) => Table): Table {
  return [...rows(1), ...rows(2)];
}

const [A, B] = HOSTS as [Host, Host];

/** What `discover` has to find at each name: `signal/udp 10.2.0.10 4646`. */
export const TABLES: Readonly<Record<"dots" | "ri2" | "ri3" | "big" | "sd" | "drafts", Table>> = (() => {
  const dots = ofBothFamilies((family) => [
    [`signal/udp ${A[family]} 4646`, `signal/udp ${B[family]} 4646`],
    [`signal/tcp ${A[family]} 4646`],
    [`signal/tcp ${B[family]} 4646`],
    [`data/tcp ${A[family]} 443`],
  ]);
  return {
    dots,
    ri2: dots,
    ri3: ofBothFamilies((family) => [[`signal/udp ${A[family]} 4646`]]),
    sd: ofBothFamilies((family) => [
      [`signal/udp ${A[family]} 5000`],
      [`signal/udp ${B[family]} 5001`],
      [`signal/tcp ${A[family]} 4646`],
      [`data/tcp ${A[family]} 443`],
    ]),
    drafts: ofBothFamilies((family) => [[`signal/udp ${B[family]} 6000`]]),
    big: BIG_ADDRESSES.flatMap((address) => BIG_PORTS.map((port) => [`signal/udp ${address} ${port}`])),
  };
})();
