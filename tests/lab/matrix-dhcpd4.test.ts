// DHCPv4 by dhcpd, every client, both daemons: a cell of docs/interoperability.md each.

import { dhcpMatrix } from "./support/matrix/dhcp-matrix.ts";
import { DHCPD } from "./support/matrix/dhcpd.ts";

dhcpMatrix("matrix-dhcpd4", "inet", DHCPD);
