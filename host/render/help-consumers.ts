// The help of the commands that serve other programs (docs/consumers.md).

const SOURCE = `  --socket PATH     control socket of the daemon (/run/dots-discovery/control.sock)
  --from FILE       records instead of the daemon's: JSON lines of "peers --json", of the
                    result file or of "emulate --json"; "-" is the standard input`;

const FILTERS = `Usage: dots-discovery filters [OPTIONS]

Shows which servers may protect which targets: a filter for each prefix of a network that
has servers. A DOTS client inside applies them to its alarms, and sends a target to the
servers of its filter only. Prefixes of the site's own name the servers of all networks.
What no filter can say is told on the standard error. Exit code 1 if there is none.

${SOURCE}
  --json            one JSON object a filter

Examples:
  dots-discovery filters
  dots-discovery filters --json --from /run/dots-discovery/state/servers.json
`;

const RENDER = `Usage: dots-discovery render WHAT [OPTIONS]

Writes what is known as configuration of other programs. It changes nothing itself,
but for the files of go-dots in the folder that is named.

  routes       ip rule, ip route and nftables lines for DOTS messages
  dnsmasq      the DHCP options 147, 148, 141 and 142 for the LAN
  go-dots DIR  files of a go-dots client for each network

Each takes --help.

Examples:
  dots-discovery render routes
  dots-discovery render dnsmasq --gateway 192.168.1.1 --gateway-name dots.home.example
  dots-discovery render go-dots /run/dots-discovery/go-dots
`;

const ROUTES = `Usage: dots-discovery render routes [OPTIONS]

Writes the policy routing of DOTS messages: those of the router itself and those of the
clients behind it leave over the network of their server, and from an address of it.
Each network has a routing table and a mark: those of its configuration, or chosen ones.
A table that was chosen is filled too. For a network with a mark and no table only the
mark is set: its routing is yours.

Apply it as root, again after each change; it replaces what was applied before:

  dots-discovery render routes | sh

It needs iproute2 (ip-full on OpenWrt) and nftables, and takes nothing from the records
but addresses, numbers, and names of letters, digits, "_", "-" and ".". To undo it:

  for v in 4 6; do ip -$v rule flush protocol 157; ip -$v route flush table all protocol 157; done
  nft delete table inet dots_discovery

${SOURCE}
  --base NUMBER     first table and first priority of the rules (8973)
  --nft             the nftables file alone

Examples:
  dots-discovery render routes | less
  dots-discovery render routes | sh
  dots-discovery render routes --nft > /etc/nftables.d/dots.nft
`;

const DNSMASQ = `Usage: dots-discovery render dnsmasq --gateway ADDRESS --gateway-name NAME
       dots-discovery render dnsmasq --providers [OPTIONS]

Writes dhcp-option lines that tell the clients of the LAN of a DOTS gateway on the router,
or of the providers' servers, in the form of RFC 8973. Put them into a file of dnsmasq's
conf-dir and start dnsmasq anew. The options have one name and no ports.

  --gateway ADDRESS    address of the gateway; repeatable, best first
  --gateway-name NAME  what the gateway's certificate proves
  --providers          the providers' servers as they are known now
  --network NAME       of this network only
${SOURCE}

Examples:
  dots-discovery render dnsmasq --gateway 192.168.1.1 --gateway fd00::1 --gateway-name dots.home.example
  dots-discovery render dnsmasq --providers --network wan > /tmp/dnsmasq.d/dots.conf
`;

const GO_DOTS = `Usage: dots-discovery render go-dots DIR [OPTIONS]

Writes dots_client-NETWORK.yaml and dots_client-NETWORK.args into DIR for each network with
a server that go-dots can talk to. Files that say the same stay untouched. Then it prints
what has to be done, a line each: "start NETWORK", "restart NETWORK" or "stop NETWORK".
What go-dots cannot do is told on the standard error, network by network.

The key set of a network is KEYS/NAME/ca-cert.pem, client-cert.pem and client-key.pem, where
NAME is what "credentials" in the configuration says.

${SOURCE}
  --keys DIR         where the key sets are (/etc/dots-discovery/keys)
  --first-port PORT  REST port of the first instance; each keeps its own (4545)
  --json             one JSON object a line

Examples:
  dots-discovery render go-dots /run/dots-discovery/go-dots
  cd go-dots/dots_client && ./dots_client $(cat /run/dots-discovery/go-dots/dots_client-wan.args)
`;

/** By the words of the command. */
export const CONSUMER_HELP: Readonly<Record<string, string>> = {
  filters: FILTERS,
  render: RENDER,
  "render routes": ROUTES,
  "render dnsmasq": DNSMASQ,
  "render go-dots": GO_DOTS,
};
