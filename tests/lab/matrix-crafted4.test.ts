// DHCPv4 messages that no real server can be told to send, every client, both daemons: a cell of docs/interoperability.md each.

import { dhcpMatrix } from "./support/matrix/dhcp-matrix.ts";
import { CRAFTED } from "./support/matrix/crafted.ts";

dhcpMatrix("matrix-crafted4", "inet", CRAFTED);
