// DHCPv4 by dnsmasq, every client, both daemons: a cell of docs/interoperability.md each.

import { dhcpMatrix } from "./support/matrix/dhcp-matrix.ts";
import { DNSMASQ } from "./support/matrix/dnsmasq.ts";

dhcpMatrix("matrix-dnsmasq4", "inet", DNSMASQ);
