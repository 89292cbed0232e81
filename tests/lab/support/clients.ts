// The router's DHCP clients, with the project's hooks at the end of their scripts.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ROUTER_LINK } from "./network.ts";
import type { RouterPlace } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

const HOOKS = resolve("board/hooks");

/** @param bound a command for an interface that has its address */
const udhcpcScript = (bound: string) => `#!/bin/busybox sh
case $1 in
  deconfig) ip -4 addr flush dev "$interface" ;;
  bound | renew) ip addr replace "$ip/$mask" dev "$interface"; ${bound} ;;
esac
. "$DOTS_HOOKS_DIR/udhcpc.sh" "$@"
echo "$1" >>"$RETURNED"
`;

const DHCPCD_SCRIPT = `#!/bin/sh
. "$DOTS_HOOKS_DIR/dhcpcd.sh"
echo "$reason" >>"$RETURNED"
`;

/** Options as board/hooks/README.md recommends them. */
const DHCPCD_CONF = `
duid ll
noipv6rs
ia_na
define6 141 binhex dots_ri
define6 142 array ip6address dots_address
option dhcp6_dots_ri, dhcp6_dots_address
`;

/** A client of the router, seen from the outside: its script's runs, and its file in the spool directory. */
export class DhcpClient {
  readonly spoolFile: string;
  private readonly returned: string;
  private readonly program: Program;

  constructor(program: Program, spoolFile: string, returned: string) {
    this.program = program;
    this.spoolFile = spoolFile;
    this.returned = returned;
  }

  /** Asks the client to renew, and waits until its script has come to its end for `event`. */
  async renew(signal: NodeJS.Signals, event: string): Promise<void> {
    const before = this.runs(event);
    this.program.signal(signal);
    await eventually(`${this.program.name} to have run its script for ${event}`, () => this.runs(event) > before);
  }

  /** Waits for the script's first run for `event`. */
  async reached(event: string): Promise<void> {
    await eventually(`${this.program.name} to have run its script for ${event}`, () => this.runs(event) > 0);
  }

  /** What the hook wrote last. */
  spooled(): string {
    return existsSync(this.spoolFile) ? readFileSync(this.spoolFile, "utf8") : "";
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  private runs(event: string): number {
    if (!existsSync(this.returned)) return 0;
    return readFileSync(this.returned, "utf8")
      .split("\n")
      .filter((line) => line === event).length;
  }
}

interface Place {
  readonly folder: string;
  readonly spool: string;
  readonly network: RouterPlace;
}

/**
 * udhcpc on an uplink.
 * @param bound what its script does beside giving the interface its address
 */
export function startUdhcpc({ folder, spool, network }: Place, link = ROUTER_LINK, bound = ":"): DhcpClient {
  const script = join(folder, "udhcpc.script");
  const returned = join(folder, "udhcpc.returned");
  writeFileSync(script, udhcpcScript(bound), { mode: 0o755 });
  const options = ["-i", link, "-f", "-s", script, "-O", "147", "-O", "148", "-t", "20", "-T", "1", "-A", "1"];
  const program = new Program(
    "udhcpc",
    join(folder, "udhcpc.log"),
    network.commandOfClient("busybox", "udhcpc", ...options),
    { DOTS_SPOOL_DIR: spool, DOTS_HOOKS_DIR: HOOKS, RETURNED: returned },
  );
  return new DhcpClient(program, join(spool, `${link}.inet`), returned);
}

export function startDhcpcd6({ folder, spool, network }: Place): DhcpClient {
  const script = join(folder, "dhcpcd.script");
  const conf = join(folder, "dhcpcd.conf");
  const returned = join(folder, "dhcpcd.returned");
  writeFileSync(script, DHCPCD_SCRIPT, { mode: 0o755 });
  writeFileSync(conf, `${DHCPCD_CONF}script ${script}\n`);
  const env = [`DOTS_SPOOL_DIR=${spool}`, `DOTS_HOOKS_DIR=${HOOKS}`, `RETURNED=${returned}`];
  const options = ["-6", "-B", "-d", "-f", conf, ...env.flatMap((each) => ["-e", each]), ROUTER_LINK];
  const program = new Program("dhcpcd", join(folder, "dhcpcd.log"), network.commandOfClient("dhcpcd", ...options));
  return new DhcpClient(program, join(spool, `${ROUTER_LINK}.inet6`), returned);
}
