// The networks of the router in a history. What belongs to one is marked so that no
// few octets changed make it look like another's: a name or an address of one
// network that turns up in another has crossed over inside the core.
import { fromMapped, formatAddress } from "../../../host/addresses.ts";

export interface FuzzNetwork {
  /** Logical names of its IPv4 and IPv6 sides. */
  readonly name: string;
  readonly name6: string;
  readonly device: string;
  readonly ifindex: number;
  /** The label that its names have, and no others. */
  readonly label: string;
  readonly prefix4: string;
  readonly prefix6: string;
}

export const NETWORKS: readonly FuzzNetwork[] = [
  {
    name: "wan",
    name6: "wan6",
    device: "eth1",
    ifindex: 2,
    label: "fixnet",
    prefix4: "192.0.2.",
    prefix6: "2001:db8:f1:1::",
  },
  {
    ...{ name: "wwan", name6: "wwan", device: "wwan0", ifindex: 7, label: "mobilcell" },
    ...{ prefix4: "198.51.100.", prefix6: "2001:db8:a8e2:7c33::" },
  },
  {
    ...{ name: "dsl", name6: "dsl_6", device: "pppoe-dsl", ifindex: 300, label: "copperline" },
    ...{ prefix4: "203.0.113.", prefix6: "2001:db8:3b5d:d944::" },
  },
];

/** What belongs to nobody in particular. */
export const NEUTRAL = {
  names: [
    "dots.mssp.test",
    "mssp.test",
    "a.b.c.d.e.f.example",
    "xn--bcher-kva.example",
    "localhost",
    "test",
    "under_score.example",
  ],
  addresses4: [
    "9.9.9.9",
    "100.64.7.1",
    "10.0.0.1",
    "127.0.0.1",
    "224.0.0.251",
    "0.0.0.0",
    "255.255.255.255",
    "169.254.3.4",
  ],
  addresses6: [
    "2620:fe::9",
    "fd12::1",
    "::1",
    "ff02::fb",
    "::",
    "fe80::77",
    "::ffff:9.9.9.9",
    "64:ff9b::909:909",
    "2002:909:909::1",
  ],
} as const;

/** A network that no configuration and no link speaks of. */
export const NOBODY: FuzzNetwork = {
  ...{ name: "lan", name6: "guest", device: "br-lan", ifindex: 44, label: "mssp" },
  ...{ prefix4: "9.9.9.", prefix6: "2620:fe:0:9::" },
};

/** Addresses of resolvers in a network; questions for them leave by it alone. */
export const resolversOf = ({ prefix4, prefix6 }: FuzzNetwork): string[] => [
  `${prefix4}53`,
  `${prefix4}54`,
  `${prefix6}53`,
];

/** The network that a name is marked with. */
export const networkOfName = (name: string): FuzzNetwork | undefined =>
  NETWORKS.find(({ label }) => name.toLowerCase().split(".").includes(label));

/** The network that an address in text form is marked with. */
export const networkOfText = (text: string): FuzzNetwork | undefined =>
  NETWORKS.find(
    ({ prefix4, prefix6 }) => text.replace(/^::ffff:/, "").startsWith(prefix4) || text.startsWith(prefix6.slice(0, -1)),
  );

/** The network that an address of 16 octets is marked with. */
export const networkOfAddress = (address: Uint8Array): FuzzNetwork | undefined =>
  networkOfText(formatAddress(fromMapped(address)));
