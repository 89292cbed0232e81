// The help of the command line.

import { CONSUMER_HELP } from "./help-consumers.ts";

const GENERAL = `dots-discovery finds the DOTS servers (RFC 8973) of every network that a router is attached to.

Usage: dots-discovery COMMAND [OPTIONS]

  run        find the servers, keep the list true (the daemon, in the foreground)
  status     show the networks and what is known of each
  peers      show the servers
  networks   show what each network is made of
  explain    tell all that is known of each network, in sentences
  refresh    begin discovery anew
  watch      show every change
  select     show which servers to ask for help against an attack on some targets
  filters    show which servers may protect which targets
  render     write configuration for routing, dnsmasq or go-dots
  report     tell the daemon how a server answered
  attack     tell the daemon that an attack is on, or over
  discover   find the servers of a domain in the DNS, or on a link, without a daemon
  emulate    run a virtual router with virtual providers
  replay     check a journal against this build
  decode     show what is in DHCP messages, DNS messages and names

Every command takes --help. Options for all: --json (one object a line), --version.
Data goes to the standard output, everything else to the standard error.
Exit codes: 0 found, 1 nothing found, 2 usage, 3 input or output failed, 4 malformed input.

Examples:
  dots-discovery emulate
  dots-discovery discover isp.example --resolver 192.0.2.53
  dots-discovery run --config /etc/dots-discovery.conf
  dots-discovery peers wan --json
`;

const RUN = `Usage: dots-discovery run [OPTIONS]

Reads what DHCP clients learn from the spool directory, and writes the servers to
STATE/servers.json, one JSON object a line. SIGHUP reads the configuration again;
SIGTERM and SIGINT end it.

  --config FILE     configuration (/etc/dots-discovery.conf; may be missing there); repeatable: the
                    files count one after the other, such as one of a DOTS client application
  --socket PATH     control socket (/run/dots-discovery/control.sock)
  --spool DIR       spool directory of the DHCP client hooks (/run/dots-discovery/spool)
  --state-dir DIR   where servers.json is written (/run/dots-discovery/state)
  --store-dir DIR   keeps the last good lists over a restart, so on flash or disk
                    (/var/lib/dots-discovery)
  --journal FILE    record everything that goes into the core and comes out
  --hook PROGRAM    run it for every event, with what happened in variables DOTS_... of its
                    environment: no shell, one at a time, 30 s at most (docs/consumers.md)
  --enrol-hook PROGRAM
                    the same for the event credentials-missing alone
  --check-config    show the errors of the configuration and run nothing
  --verbose         log everything
  --json            log JSON objects

Examples:
  dots-discovery run --check-config --config my.conf
  dots-discovery run --config my.conf --socket /tmp/dots/control.sock --spool /tmp/dots/spool --state-dir /tmp/dots --store-dir /tmp/dots/store
  dots-discovery run --journal run.journal --verbose
  dots-discovery run --hook /etc/dots-discovery/hook --enrol-hook /etc/dots-discovery/enrol
`;

const CONTROL_OPTIONS = `  --socket PATH     control socket of the daemon (/run/dots-discovery/control.sock)
  --json            one JSON object a line`;

const STATUS = `Usage: dots-discovery status [OPTIONS]

Shows a line for each network and family, and counters.

${CONTROL_OPTIONS}

Examples:
  dots-discovery status
  dots-discovery status --json | grep '"record":"cell"'
`;

const PEERS = `Usage: dots-discovery peers [INTERFACE] [OPTIONS]

Shows the servers of one interface or of all, best first. Exit code 1 if there are none.

${CONTROL_OPTIONS}

Examples:
  dots-discovery peers
  dots-discovery peers wan --json
`;

const NETWORKS = `Usage: dots-discovery networks [INTERFACE] [OPTIONS]

Shows the addresses, prefixes, resolvers, routers and domains of one network or of
all. Exit code 1 if there are none.

${CONTROL_OPTIONS}

Examples:
  dots-discovery networks
  dots-discovery networks wan --json
`;

const EXPLAIN = `Usage: dots-discovery explain [OPTIONS]

Tells for each network what it is made of, how far discovery has come, which servers that
gave, and what is to be said of each. Exit code 1 if there are none. With --json: the records of
"networks", "status" and "peers".

${CONTROL_OPTIONS}

Examples:
  dots-discovery explain
`;

const REFRESH = `Usage: dots-discovery refresh [INTERFACE] [OPTIONS]

Begins discovery anew, on one interface or on all.

${CONTROL_OPTIONS}

Examples:
  dots-discovery refresh
  dots-discovery refresh wan
`;

const WATCH = `Usage: dots-discovery watch [OPTIONS]

Shows the servers as they are, then every change, until interrupted.

${CONTROL_OPTIONS}

Examples:
  dots-discovery watch
  dots-discovery watch --json
`;

const SELECT = `Usage: dots-discovery select TARGET... [OPTIONS]

Shows for each target, an address or a prefix, whose servers may protect it: those of the network
that the target's addresses are from, and no others. Exit code 1 if nobody may be asked for a target.

  --interface NAME  the interface that the attack comes over: only its network is asked
  --gateway         accept or reject the targets as a whole, as a DOTS gateway does
                    with the request of a client
${CONTROL_OPTIONS}

Examples:
  dots-discovery select 192.0.2.128/25 2001:db8:9::1
  dots-discovery select 100.64.3.7 --interface wan
  dots-discovery select --gateway 192.0.2.1 198.51.100.0/24 --json
`;

const REPORT = `Usage: dots-discovery report PEER ok [--not-after TIME] [OPTIONS]
       dots-discovery report PEER connect-failed|identity-failed [OPTIONS]
       dots-discovery report PEER redirected SECONDS [OPTIONS]

Tells the daemon what a DOTS client saw of a server. PEER is the "id" of its record. A server that
failed stands behind the others for ten minutes; when all have failed, discovery begins anew.
Exit code 1 if there is no such server.

  --not-after TIME  end of the certificate of the server in use: discovery begins anew five minutes
                    before and at that time. Seconds since 1970, or 2027-01-31T12:00:00Z
${CONTROL_OPTIONS}

Examples:
  dots-discovery peers --json | grep '"channel":"signal"'
  dots-discovery report 8985a92f24f84f10 connect-failed
  dots-discovery report 8985a92f24f84f10 ok --not-after 2027-01-31T12:00:00Z
  dots-discovery report 8985a92f24f84f10 redirected 3600
`;

const ATTACK = `Usage: dots-discovery attack on|off [OPTIONS]

Tells the daemon that an attack is on: servers that cannot be confirmed are kept for 72 hours then,
not for 24. The name servers may be what is attacked.

${CONTROL_OPTIONS}

Examples:
  dots-discovery attack on
  dots-discovery attack off
`;

const DISCOVER = `Usage: dots-discovery discover DOMAIN... [OPTIONS]
       dots-discovery discover NAME --method mdns --interface INTERFACE [OPTIONS]

Follows the S-NAPTR records of each domain (RFC 8973 §6), or its DNS-SD instances (§7), to the
servers, and shows them best first. Exit code 1 if there are none, 3 if no resolver answers.
With multicast DNS (RFC 6762): the servers that announce themselves on a link, which have to prove NAME.

  --resolver ADDRESS[:PORT]  whom to ask; repeatable (the resolvers of this machine).
                             An IPv6 address with a port stands in brackets
  --family 4|6|both          which addresses are wanted (both)
  --method snaptr|dnssd|mdns which records are followed (snaptr)
  --interface INTERFACE      mdns: the link that is asked
  --explain                  tell each question, answer and decision on the standard error
  --json                     one JSON object a server

Examples:
  dots-discovery discover isp.example
  dots-discovery discover isp.example other.example --resolver 192.0.2.53 --family 6 --json
  dots-discovery discover isp.example --resolver [2001:db8::53]:5353 --explain
  dots-discovery discover isp.example --method dnssd
  dots-discovery discover dots.home.example --method mdns --interface br-lan --explain
`;

const EMULATE = `Usage: dots-discovery emulate [SCENARIO] [OPTIONS]

Runs a virtual router with virtual providers in virtual time: no root, no network. SCENARIO is
a JSON file or one of these, "home" if there is none:

  home                  a home router with a fixed and a mobile uplink
  residential-cpe       each network's server gets the targets that the network assigned
  single-cpe-gateway    a gateway forwards or rejects what inner clients send
  direct-clients        inner clients talk to the servers of two providers themselves
  single-homed-clients  each inner client handles the server of one provider
  several-cpes          one of several routers, each with a gateway and a provider of its own
  same-isp              one provider on all links

  --seed NUMBER     where all randomness comes from; the same seed gives the same run
  --until DURATION  how long to run, such as 90s or 2h, instead of the scenario's own end
  --journal FILE    record everything that goes into the core and comes out
  --json            one JSON object a line

Examples:
  dots-discovery emulate
  dots-discovery emulate same-isp
  dots-discovery emulate scenarios/renewal.json --seed 7
  dots-discovery emulate --journal run.journal && dots-discovery replay run.journal
`;

const REPLAY = `Usage: dots-discovery replay JOURNAL [OPTIONS]

Feeds the inputs of a journal to the core and compares its outputs octet for octet.
Exit code 1 if they differ. JOURNAL can be "-".

  --json            the result as a JSON object

Examples:
  dots-discovery replay run.journal
`;

const DECODE = `Usage: dots-discovery decode dhcp4|dhcp6|dns|name HEX... [OPTIONS]
       dots-discovery decode dhcp4|dhcp6|dns|name - [OPTIONS]
       dots-discovery decode dhcp4|dhcp6|dns|name --framed FILE [OPTIONS]

Shows what the core finds in whole messages. Each HEX is a message; "-" reads the
standard input, a message a line. Exit code 4 if one of them cannot be read.

  --framed FILE     messages in octets, each after its length (two octets, big-endian);
                    one that cannot be read does not change the exit code
  --profile P       auto (default), rfc8973, draft01, draft00; of no matter for DNS and names
  --json            one JSON object a message; so it is anyway where the output is no terminal
  --text            text for people, wherever it goes

Examples:
  dots-discovery decode name 04646f74730469737061047465737400
  tshark -r lease.pcap -Y dhcp -T fields -e udp.payload | dots-discovery decode dhcp4 -
  tshark -r trace.pcap -Y dns -T fields -e udp.payload | dots-discovery decode dns - --text | less
`;

const HELP: Readonly<Record<string, string>> = {
  run: RUN,
  status: STATUS,
  peers: PEERS,
  networks: NETWORKS,
  explain: EXPLAIN,
  refresh: REFRESH,
  watch: WATCH,
  select: SELECT,
  report: REPORT,
  attack: ATTACK,
  discover: DISCOVER,
  emulate: EMULATE,
  replay: REPLAY,
  decode: DECODE,
  ...CONSUMER_HELP,
};

/** The help of a command, which may have two words, or the general one. */
export function helpText(command: string | null): string {
  const [first = "", second = ""] = (command ?? "").split(" ");
  return HELP[`${first} ${second}`] ?? HELP[first] ?? GENERAL;
}
