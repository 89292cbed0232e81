// DHCPv6 by kea, every client, both daemons: a cell of docs/interoperability.md each.

import { dhcpMatrix } from "./support/matrix/dhcp-matrix.ts";
import { kea } from "./support/matrix/kea.ts";

dhcpMatrix("matrix-kea6", "inet6", kea(6));
