// Environments as the clients gave them to their scripts, recorded from udhcpc 1.35,
// dhclient 4.4.3, dhcpcd 9.4.1 and odhcp6c against Kea 2.2, and the file that the
// hook has to make of each.

import type { Client } from "./hook.ts";

export interface Recorded {
  readonly title: string;
  readonly client: Client;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly file: string;
  /** The file's lines, without the moment. */
  readonly lines: readonly string[];
}

/** `name=value` lines as an environment. */
function parse(text: string): Record<string, string> {
  const lines = text.trim().split("\n");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

const NAME = "04646f74730469737061047465737400";
const ADDRESSES6 = "fd0a0000000000000000000000000010fd0a0000000000000000000000000011";
const PASSTHRU = `00170010fd0a0000000000000000000000000001008d0010${NAME}008e0020${ADDRESSES6}`;

const UDHCPC = parse(`
dns=10.1.0.1
interface=wan0
ip=10.1.0.100
lease=3600
mask=24
opt147=${NAME}
opt148=0a01000a0a01000b
opt224=080a01000a0a01000b
opt53=05
opt61=012a1654e157ce
router=10.1.0.1
serverid=10.1.0.1
subnet=255.255.255.0`);

const DHCLIENT = parse(`
interface=wan0
new_broadcast_address=10.1.0.255
new_dhcp_lease_time=3600
new_dhcp_message_type=5
new_dhcp_server_identifier=10.1.0.1
new_domain_name_servers=10.1.0.1
new_dots_address=10.1.0.10 10.1.0.11
new_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0
new_expiry=1795291022
new_ip_address=10.1.0.100
new_network_number=10.1.0.0
new_next_server=0.0.0.0
new_routers=10.1.0.1
new_subnet_mask=255.255.255.0
pid=19812
reason=BOUND
requested_dots_ri=1`);

const DHCLIENT6 = parse(`
interface=wan0
new_dhcp6_client_id=0:1:0:1:32:94:a6:5:2a:16:54:e1:57:ce
new_dhcp6_dots_address=fd0a::10 fd0a::11
new_dhcp6_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0
new_dhcp6_name_servers=fd0a::1
new_dhcp6_server_id=0:1:0:1:32:94:a6:2:f6:1d:31:be:ee:68
new_iaid=54:e1:57:ce
new_ip6_address=fd0a::1000
new_ip6_prefixlen=128
new_max_life=4000
new_preferred_life=3000
pid=20614
reason=BOUND6`);

const DHCPCD = parse(`
if_up=true
ifcarrier=up
ifflags=69699
interface=wan0
new_dhcp_client_identifier=ff54e157ce000300012a1654e157ce
new_dhcp_lease_time=3600
new_dhcp_message_type=5
new_dhcp_server_identifier=10.1.0.1
new_domain_name_servers=10.1.0.1
new_dots_address=0a01000a0a01000b
new_dots_ri=dots.ispa.test
new_ip_address=10.1.0.100
new_routers=10.1.0.1
new_subnet_cidr=24
pid=20064
protocol=dhcp
reason=BOUND`);

const DHCPCD6 = parse(`
ifcarrier=up
interface=wan0
new_dhcp6_client_id=000300012a1654e157ce
new_dhcp6_dots_address=fd0a::10 fd0a::11
new_dhcp6_dots_ri=${NAME}
new_dhcp6_ia_na1_ia_addr1=fd0a::1001
new_dhcp6_ia_na1_ia_addr1_pltime=3000
new_dhcp6_ia_na1_ia_addr1_vltime=4000
new_dhcp6_ia_pd1_prefix1=fd0a:0:1::
new_dhcp6_ia_pd1_prefix1_length=56
new_dhcp6_ia_pd1_prefix1_pltime=3000
new_dhcp6_ia_pd1_prefix1_vltime=4000
new_dhcp6_name_servers=fd0a::1
new_dhcp6_server_id=000100013294a602f61d31beee68
pid=25347
protocol=dhcp6
reason=BOUND6`);

const ODHCP6C = parse(`
ADDRESSES=fd0a::1002/128,2990,3990,990,1990
AFTR=
DOMAINS=
OPTION_141=${NAME}
OPTION_142=${ADDRESSES6}
OPTION_1=000300012a1654e157ce
OPTION_2=000100013294a602f61d31beee68
PASSTHRU=${PASSTHRU}
PREFIXES=fd0a:0:1::/56,2990,3990,990,1990
RDNSS=fd0a::1
SERVER=fe80::f41d:31ff:febe:ee68`);

/** In the form that the client's source gives it: an on-link prefix has no router. */
const RA_ROUTES = "::/0,fe80::1,1800,512 2001:db8:1::/64,,86400,256";

/** The address variables, which the client removes when the lease ends; the options stay. */
const ODHCP6C_STOPPED = Object.fromEntries(Object.entries(ODHCP6C).filter(([name]) => name !== "ADDRESSES"));

export const RECORDED: readonly Recorded[] = [
  {
    title: "udhcpc bound",
    client: "udhcpc",
    args: ["bound"],
    env: UDHCPC,
    file: "wan0.inet",
    lines: [
      "client=udhcpc",
      "event=bound",
      "device=wan0",
      "ip=10.1.0.100",
      "router=10.1.0.1",
      "serverid=10.1.0.1",
      "lease=3600",
      "dns=10.1.0.1",
      `opt147=${NAME}`,
      "opt148=0a01000a0a01000b",
      "opt224=080a01000a0a01000b",
    ],
  },
  {
    title: "udhcpc renew under netifd, which names the interface; E-05: an option set but empty is written empty",
    client: "udhcpc",
    args: ["renew"],
    env: { interface: "eth1", INTERFACE: "wan", ip: "10.1.0.100", opt148: "", opt254: "ff" },
    file: "wan.inet",
    lines: ["client=udhcpc", "event=renew", "device=eth1", "ip=10.1.0.100", "opt148=", "opt254=ff"],
  },
  {
    title: "udhcpc deconfig",
    client: "udhcpc",
    args: ["deconfig"],
    env: { interface: "wan0" },
    file: "wan0.inet",
    lines: ["client=udhcpc", "event=deconfig", "device=wan0"],
  },
  {
    title: "dhclient bound, option defined as string",
    client: "dhclient",
    args: [],
    env: DHCLIENT,
    file: "wan0.inet",
    lines: [
      "client=dhclient",
      "event=BOUND",
      "device=wan0",
      "new_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0",
      "new_dots_address=10.1.0.10 10.1.0.11",
      "new_domain_name_servers=10.1.0.1",
      "new_ip_address=10.1.0.100",
      "new_routers=10.1.0.1",
      "new_dhcp_lease_time=3600",
      "new_dhcp_server_identifier=10.1.0.1",
    ],
  },
  {
    title: "dhclient renew, option defined as domain-list; an address option that looks like text is not written",
    client: "dhclient",
    args: [],
    env: { ...DHCLIENT, reason: "RENEW", new_dots_ri: "dots.ispa.test.", new_dots_address: "@ABC" },
    file: "wan0.inet",
    lines: [
      "client=dhclient",
      "event=RENEW",
      "device=wan0",
      "new_dots_ri=dots.ispa.test.",
      "dropped=new_dots_address",
      "new_domain_name_servers=10.1.0.1",
      "new_ip_address=10.1.0.100",
      "new_routers=10.1.0.1",
      "new_dhcp_lease_time=3600",
      "new_dhcp_server_identifier=10.1.0.1",
    ],
  },
  {
    title: "dhclient -6 bound",
    client: "dhclient",
    args: [],
    env: DHCLIENT6,
    file: "wan0.inet6",
    lines: [
      "client=dhclient",
      "event=BOUND6",
      "device=wan0",
      "new_dhcp6_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0",
      "new_dhcp6_dots_address=fd0a::10 fd0a::11",
      "new_dhcp6_name_servers=fd0a::1",
      "new_dhcp6_server_id=0:1:0:1:32:94:a6:2:f6:1d:31:be:ee:68",
      "new_ip6_address=fd0a::1000",
      "new_max_life=4000",
    ],
  },
  {
    title: "dhclient -6 -P bound",
    client: "dhclient",
    args: [],
    env: { interface: "wan0", reason: "BOUND6", new_ip6_prefix: "fd0a:0:1::/56", new_max_life: "4000" },
    file: "wan0.inet6",
    lines: ["client=dhclient", "event=BOUND6", "device=wan0", "new_ip6_prefix=fd0a:0:1::/56", "new_max_life=4000"],
  },
  {
    title: "dhcpcd bound, typed name and built-in addresses",
    client: "dhcpcd",
    args: [],
    env: DHCPCD,
    file: "wan0.inet",
    lines: [
      "client=dhcpcd",
      "event=BOUND",
      "device=wan0",
      "new_dots_ri=dots.ispa.test",
      "new_dots_address=0a01000a0a01000b",
      "new_domain_name_servers=10.1.0.1",
      "new_ip_address=10.1.0.100",
      "new_routers=10.1.0.1",
      "new_dhcp_lease_time=3600",
      "new_dhcp_server_identifier=10.1.0.1",
    ],
  },
  {
    title: "dhcpcd -6 bound, binhex",
    client: "dhcpcd",
    args: [],
    env: DHCPCD6,
    file: "wan0.inet6",
    lines: [
      "client=dhcpcd",
      "event=BOUND6",
      "device=wan0",
      `new_dhcp6_dots_ri=${NAME}`,
      "new_dhcp6_dots_address=fd0a::10 fd0a::11",
      "new_dhcp6_name_servers=fd0a::1",
      "new_dhcp6_server_id=000100013294a602f61d31beee68",
      "new_dhcp6_ia_na1_ia_addr1=fd0a::1001",
      "new_dhcp6_ia_na1_ia_addr1_vltime=4000",
      "prefixes=fd0a:0:1::/56,3000,4000",
    ],
  },
  {
    title: "dhcpcd -6 with prefixes of two associations",
    client: "dhcpcd",
    args: [],
    env: {
      interface: "wan0",
      reason: "RENEW6",
      new_dhcp6_ia_pd1_prefix2: "2001:db8:1::",
      new_dhcp6_ia_pd1_prefix2_length: "48",
      new_dhcp6_ia_pd1_prefix2_pltime: "0",
      new_dhcp6_ia_pd1_prefix2_vltime: "7200",
      new_dhcp6_ia_pd2_prefix1: "2001:db8:2::",
      new_dhcp6_ia_pd2_prefix1_length: "56",
      new_dhcp6_ia_pd2_prefix1_pltime: "3000",
      new_dhcp6_ia_pd2_prefix1_vltime: "4000",
    },
    file: "wan0.inet6",
    lines: [
      "client=dhcpcd",
      "event=RENEW6",
      "device=wan0",
      "prefixes=2001:db8:1::/48,0,7200 2001:db8:2::/56,3000,4000",
    ],
  },
  {
    title: "dhcpcd -6 with empty options",
    client: "dhcpcd",
    args: [],
    env: { interface: "wan0", reason: "BOUND6", new_dhcp6_dots_ri: "", new_dhcp6_dots_address: "" },
    file: "wan0.inet6",
    lines: ["client=dhcpcd", "event=BOUND6", "device=wan0", "new_dhcp6_dots_ri=", "new_dhcp6_dots_address="],
  },
  {
    title: "odhcp6c bound",
    client: "odhcp6c",
    args: ["wan0", "bound"],
    env: { ...ODHCP6C, INTERFACE: "wan6" },
    file: "wan6.inet6",
    lines: [
      "client=odhcp6c",
      "event=bound",
      "device=wan0",
      `PASSTHRU=${PASSTHRU}`,
      `OPTION_141=${NAME}`,
      `OPTION_142=${ADDRESSES6}`,
      "ADDRESSES=fd0a::1002/128,2990,3990,990,1990",
      "PREFIXES=fd0a:0:1::/56,2990,3990,990,1990",
      "RDNSS=fd0a::1",
      "SERVER=fe80::f41d:31ff:febe:ee68",
    ],
  },
  {
    title: "odhcp6c with the routes of router advertisements",
    client: "odhcp6c",
    args: ["wan0", "ra-updated"],
    env: { SERVER: "fe80::1", RA_ROUTES },
    file: "wan0.inet6",
    lines: ["client=odhcp6c", "event=ra-updated", "device=wan0", `RA_ROUTES=${RA_ROUTES}`, "SERVER=fe80::1"],
  },
  {
    title: "odhcp6c informed, stateless: addresses set but empty",
    client: "odhcp6c",
    args: ["wan0", "informed"],
    env: { ...ODHCP6C, ADDRESSES: "" },
    file: "wan0.inet6",
    lines: [
      "client=odhcp6c",
      "event=informed",
      "device=wan0",
      `PASSTHRU=${PASSTHRU}`,
      `OPTION_141=${NAME}`,
      `OPTION_142=${ADDRESSES6}`,
      "ADDRESSES=",
      "PREFIXES=fd0a:0:1::/56,2990,3990,990,1990",
      "RDNSS=fd0a::1",
      "SERVER=fe80::f41d:31ff:febe:ee68",
    ],
  },
  {
    title: "odhcp6c ra-updated: resolvers of the router advertisement alone",
    client: "odhcp6c",
    args: ["wan0", "ra-updated"],
    env: { ADDRESSES: "", PASSTHRU: "", RDNSS: "", RA_DNS: "fd0a::1 fd0a::2", SERVER: "" },
    file: "wan0.inet6",
    lines: [
      "client=odhcp6c",
      "event=ra-updated",
      "device=wan0",
      "PASSTHRU=",
      "ADDRESSES=",
      "RDNSS=",
      "RA_DNS=fd0a::1 fd0a::2",
      "SERVER=",
    ],
  },
  {
    title: "odhcp6c unbound: the client keeps the options in the environment, the hook does not believe them",
    client: "odhcp6c",
    args: ["wan0", "unbound"],
    env: ODHCP6C_STOPPED,
    file: "wan0.inet6",
    lines: ["client=odhcp6c", "event=unbound", "device=wan0"],
  },
];

/** Events that say nothing about a lease. */
export const IGNORED: readonly Pick<Recorded, "client" | "args" | "env">[] = [
  { client: "udhcpc", args: [], env: { interface: "wan0" } },
  { client: "udhcpc", args: ["other"], env: { interface: "wan0" } },
  { client: "odhcp6c", args: ["wan0", "started"], env: { PASSTHRU: "" } },
  { client: "odhcp6c", args: [], env: {} },
  { client: "dhclient", args: [], env: { interface: "wan0", reason: "PREINIT" } },
  { client: "dhclient", args: [], env: {} },
  { client: "dhcpcd", args: [], env: { interface: "wan0", reason: "CARRIER" } },
  { client: "dhcpcd", args: [], env: { interface: "wan0", reason: "NOCARRIER" } },
];
